/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CAQA_HELD_OUT_H
#define ISAC_CAQA_HELD_OUT_H

#include "isac-caqa-environment.h"

#include <cstdint>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Independent states to judge schemes on: every slot has positions of its own. Drawn apart
 * from all that LearnerSeed() seeds, so that no learner has met them.
 * @param parameters the cell
 * @param scenario where its users are
 * @param seed which states; the first of them are the same whatever the count
 * @param count how many
 * @return the states
 */
std::vector<CaqaState> DrawHeldOutStates(const CaqaParameters& parameters,
                                         const CaqaScenario& scenario,
                                         uint64_t seed,
                                         std::size_t count);

/**
 * @ingroup isac-aigc
 * @brief What a scheme earned, state by state, in truth: one entry for each.
 */
struct CaqaScore
{
    std::vector<double> reward;       //!< (11)
    std::vector<double> gatedAverage; //!< AvgCAQA where a user below his requirement counts 0
    std::vector<double> average;      //!< AvgCAQA
    std::vector<double> violations;   //!< V
    std::vector<double> accuracy;     //!< mean of Theta_k
    std::vector<double> quality;      //!< mean of min(x_k / D_c, 1)
    std::vector<double> energy;       //!< spent by the base station [J]

    /// @param outcome of the next state
    void Add(const CaqaOutcome& outcome);
};

/**
 * @ingroup isac-aigc
 * @param values any
 * @return their mean; not a number if there are none
 */
double MeanOf(const std::vector<double>& values);

/**
 * @ingroup isac-aigc
 * @brief What actions earn.
 * @param system reads the actions
 * @param states one for each action
 * @param actions N
 * @return the score
 */
CaqaScore ScoreActions(const CaqaSystem& system,
                       const std::vector<CaqaState>& states,
                       const ActionBatch& actions);

} // namespace isac
} // namespace ns3

#endif // ISAC_CAQA_HELD_OUT_H
