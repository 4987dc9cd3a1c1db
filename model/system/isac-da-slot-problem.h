/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_SLOT_PROBLEM_H
#define ISAC_DA_SLOT_PROBLEM_H

#include "isac-da-scenario.h"

#include "ns3/isac-da-feasibility.h"

#include <vector>

namespace ns3
{
namespace isac
{

/// Users who share one budget, as allocators take them.
struct DaPart
{
    DaProblem problem;         //!< users and their budget; its demands can be met
    std::vector<int> users;    //!< who they are, as positions in the slot
    DaFeasibility feasibility; //!< of the problem
};

/**
 * @ingroup isac-aigc
 * @brief The allocation problem of one slot: one part whose users share everything or, with budgets
 * per station, one part for each station that has users.
 *
 * Where users are too far away for all accuracies to be met, the users that TestDa() blames are not
 * sensed in this slot: they demand nothing, and only send and compute.
 */
class DaSlotProblem
{
  public:
    /**
     * @param scenario accuracies, budgets and constants
     * @param slot users as they are, or as somebody believes that they are
     * @throws std::invalid_argument if there is no user
     */
    DaSlotProblem(const DaScenario& scenario, const DaSlot& slot);

    /// @return all users with the demands that are left, and the whole budget
    const DaProblem& GetWhole() const;
    /// @return who shares what
    const std::vector<DaPart>& GetParts() const;
    /// @return users who are not sensed, in rising order
    const std::vector<int>& GetUnsensed() const;
    /**
     * @param allocations of the parts, in their order
     * @return allocation of all users
     */
    DaAllocation Merge(const std::vector<DaAllocation>& allocations) const;

  private:
    DaProblem m_whole;           //!< all users
    std::vector<DaPart> m_parts; //!< who share what
    std::vector<int> m_unsensed; //!< whose demands cannot be met
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_SLOT_PROBLEM_H
