/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_SUMMARY_H
#define ISAC_ASP_SUMMARY_H

#include "isac-asp-record.h"
#include "isac-caqa-summary.h"

#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Sums up episodes of ASP selection: the account of Table V, latencies, providers.
 */
class AspSummary
{
  public:
    /// @param system constants and providers; of capacities those of the first episode count
    explicit AspSummary(const AspSystem& system);

    /// @param record the next episode
    void Add(const AspEpisodeRecord& record);

    /// @return mean reward of an episode so far; 0 before any
    double GetReward() const;

    /**
     * @brief Print the table.
     * @param out where to
     * @param speed how fast it went
     */
    void Print(std::ostream& out, const RunSpeed& speed) const;

    /**
     * @param speed how fast it went; goes under a key of its own, "speed"
     * @param about key and value of what was run, which come first
     * @return summary.json
     */
    std::string ToJson(const RunSpeed& speed,
                       const std::vector<std::pair<std::string, std::string>>& about) const;

  private:
    /// A figure of an episode.
    struct Figure
    {
        std::string key;                           //!< in summary.json
        std::string label;                         //!< in the table
        int digits;                                //!< behind the point in the table
        double (*read)(const AspAccount& account); //!< takes it from an account
    };

    /// @return all figures, in the order in which they are shown
    static const std::vector<Figure>& GetFigures();
    /**
     * @param figure one of GetFigures()
     * @return its mean over episodes, with its interval
     */
    Estimate GetMean(const Figure& figure) const;
    /**
     * @param share in (0, 1]
     * @return least latency that so great a share of results does not exceed; not a number
     * without any [s]
     */
    double GetLatency(double share) const;

    AspSystem m_system;                 //!< constants and providers
    std::vector<AspAccount> m_accounts; //!< of each episode
    std::vector<double> m_latencies;    //!< of all results [s]
};

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_SUMMARY_H
