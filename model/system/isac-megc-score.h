/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MEGC_SCORE_H
#define ISAC_MEGC_SCORE_H

#include "isac-megc-scenario.h"
#include "isac-megc-scheme.h"
#include "isac-megc-system.h"

#include <cstdint>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Independent slots to judge schemes on, drawn apart from all that LearnerSeed() seeds, so
 * that no learner has met them.
 * @param parameters the cell
 * @param scenario positions, channels, tasks
 * @param seed which slots; the first of them are the same whatever the count
 * @param count how many
 * @return the slots
 */
std::vector<MegcState> DrawHeldOutMegcStates(const MegcParameters& parameters,
                                             const MegcScenario& scenario,
                                             uint64_t seed,
                                             std::size_t count);

/// What a scheme took, slot by slot [s]: sums over the users of a kind, and over all.
struct MegcScore
{
    std::vector<double> compute; //!< L_comp
    std::vector<double> content; //!< L_AIGC
    std::vector<double> vision;  //!< L_VE
    std::vector<double> total;   //!< sum of all latencies

    /// @param outcome of the next slot
    void Add(const MegcOutcome& outcome);
};

/**
 * @ingroup isac-aigc
 * @brief What actions take.
 * @param system reads the actions
 * @param states one for each action
 * @param actions N
 * @return the score
 */
MegcScore ScoreMegcActions(const MegcSystem& system,
                           const std::vector<MegcState>& states,
                           const ActionBatch& actions);

/**
 * @ingroup isac-aigc
 * @brief What a scheme takes.
 * @param parameters the cell
 * @param scheme decides
 * @param states on which
 * @return the score
 */
MegcScore ScoreMegcScheme(const MegcParameters& parameters,
                          const MegcScheme& scheme,
                          const std::vector<MegcState>& states);

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_SCORE_H
