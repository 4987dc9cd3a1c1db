/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_SCORE_H
#define ISAC_DA_SCORE_H

#include "isac-da-scheme.h"
#include "isac-da-system.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Independent slots to judge schemes on, each with users of its own, drawn apart from all
 * that LearnerSeed() seeds, so that no learner has met them.
 * @param scenario users
 * @param seed which slots; the first of them are the same whatever the count, and whatever the
 * budgets and accuracies
 * @param count how many
 * @return the slots
 */
std::vector<DaSlot> DrawHeldOutDaSlots(const DaScenario& scenario,
                                       uint64_t seed,
                                       std::size_t count);

/// What a scheme earned, slot by slot.
struct DaScore
{
    std::vector<double> qoe;    //!< mean over the users
    std::vector<double> missed; //!< part of the users whose accuracies were missed, given up or not
    std::vector<double> users;  //!< QoE of all users of all slots
};

/**
 * @ingroup isac-aigc
 * @brief What actions earn.
 * @param system reads the actions
 * @param slots one for each action
 * @param actions N
 * @return the score
 */
DaScore ScoreDaActions(const DaSystem& system,
                       const std::vector<DaSlot>& slots,
                       const ActionBatch& actions);
/**
 * @ingroup isac-aigc
 * @brief What a scheme earns.
 * @param scenario who shares what
 * @param scheme decides
 * @param slots on which
 * @return the score
 */
DaScore ScoreDaScheme(const DaScenario& scenario,
                      const DaScheme& scheme,
                      const std::vector<DaSlot>& slots);

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_SCORE_H
