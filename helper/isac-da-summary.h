/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_SUMMARY_H
#define ISAC_DA_SUMMARY_H

#include "isac-caqa-summary.h"
#include "isac-da-record.h"
#include "isac-statistics.h"

#include <cstdint>
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
 * @brief Sums up the slots of a network of DA-ISAC: QoE as measured, what the closed form says of
 * the same allocations, what the network expected, and the optimum in hindsight.
 *
 * Slots of one run are not independent: intervals are over whole episodes.
 */
class DaSummary
{
  public:
    /// @param slotsPerEpisode slots that count as one value of a mean's interval
    explicit DaSummary(uint32_t slotsPerEpisode);

    /// @param record the next slot
    void Add(const DaSlotRecord& record);

    /// @return mean QoE as measured so far; 0 before any slot
    double GetQoe() const;

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
    /// A figure with one value a slot, as the table and summary.json have it.
    struct Figure
    {
        std::vector<std::string> keys; //!< in summary.json
        std::string label;             //!< in the table; empty: not in it
        int digits;                    //!< in the table
        EpisodeMean mean;              //!< so far
    };

    /// @param keys in summary.json @param label in the table @param digits in the table
    void Define(const std::vector<std::string>& keys, const std::string& label, int digits);

    uint32_t m_slotsPerEpisode;    //!< for intervals
    std::vector<Figure> m_figures; //!< in the order of the table
    uint64_t m_slots = 0;          //!< so far
    uint64_t m_users = 0;          //!< of the last slot
    uint64_t m_late = 0;           //!< segments
    uint64_t m_handovers = 0;      //!< of users
    uint64_t m_echoes = 0;         //!< with estimates
    uint64_t m_misses = 0;         //!< without
    uint64_t m_unsensed = 0;       //!< users and slots without demands of sensing
    double m_decisionTime = 0.0;   //!< real time of the policy, all slots [s]
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_SUMMARY_H
