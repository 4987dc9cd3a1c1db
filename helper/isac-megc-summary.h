/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MEGC_SUMMARY_H
#define ISAC_MEGC_SUMMARY_H

#include "isac-caqa-summary.h"
#include "isac-megc-record.h"
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
 * @brief Sums up the slots of a cell of MEGC: latencies as measured, what the closed form expected,
 * and the optimum. Slots in which a task was never done are counted, and left out of the means.
 */
class MegcSummary
{
  public:
    /// @param record the next slot
    void Add(const MegcSlotRecord& record);

    /// @return mean total latency so far [s]; not a number before any slot was completed
    double GetLatency() const;

    /**
     * @brief Print the table.
     * @param out where to
     * @param speed how fast it went
     */
    void Print(std::ostream& out, const RunSpeed& speed) const;

    /**
     * @param speed how fast it went; goes under a key of its own, "speed"
     * @param about key and value of what was run, which come first
     * @param background bytes that other applications got through, by what they are
     * @return summary.json
     */
    std::string ToJson(const RunSpeed& speed,
                       const std::vector<std::pair<std::string, std::string>>& about,
                       const std::vector<std::pair<std::string, uint64_t>>& background) const;

  private:
    /// A quantity as it was measured and as the closed form has it, slot by slot [s].
    struct Quantity
    {
        std::vector<double> measured; //!< in the network
        std::vector<double> expected; //!< in closed form
    };

    uint64_t m_slots = 0;                //!< in all
    Quantity m_total;                    //!< sum of all latencies
    Quantity m_kinds[3];                 //!< sums over the users of a kind
    std::vector<double> m_optimum;       //!< least total
    std::vector<double> m_wait;          //!< for grants, mean over users
    std::vector<double> m_decisionTimes; //!< real time of the policy [s]
};

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_SUMMARY_H
