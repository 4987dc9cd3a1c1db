/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_OUTCOME_COLLECTOR_H
#define ISAC_OUTCOME_COLLECTOR_H

#include "ns3/isac-caqa-slot.h"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Collects what users tell of their slots, until all users of a slot have.
 *
 * A slot is given up when a later one is complete, or when too many are open: where a user falls
 * silent none is ever complete.
 */
class OutcomeCollector
{
  public:
    /// Slots that may be open at a time; users tell of a slot within two.
    static constexpr std::size_t MOST_OPEN = 32;

    /**
     * @param users K
     * @param slack by how much CAQA may miss a requirement, see ScoreCaqa()
     */
    explicit OutcomeCollector(std::size_t users = 0, double slack = 0.0);

    /**
     * @param slot that a user tells of, once each
     * @param caqa his Omega_k
     * @param requirement his Omega_k,min
     * @return averages and reward, if he was the last one
     */
    std::optional<CaqaOutcome> Add(uint32_t slot, double caqa, double requirement);

    /// @return number of open slots
    std::size_t GetOpen() const;

  private:
    /// Told so far of a slot.
    struct Told
    {
        std::vector<double> caqa;        //!< in the order told
        std::vector<double> requirement; //!< likewise
    };

    std::size_t m_users;             //!< K
    double m_slack;                  //!< that is no violation
    std::map<uint32_t, Told> m_open; //!< by slot
};

} // namespace isac
} // namespace ns3

#endif // ISAC_OUTCOME_COLLECTOR_H
