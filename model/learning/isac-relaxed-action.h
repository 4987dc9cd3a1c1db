/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_RELAXED_ACTION_H
#define ISAC_RELAXED_ACTION_H

#include "isac-action-space.h"
#include "isac-transitions.h"

#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @file
 * @ingroup isac-aigc
 * Hybrid actions of actors that know continuous values only (DDPG, TD3, diffusion).
 *
 * A categorical component with n choices is relaxed to a value v in [0, 1]; the choice taken is
 * min(floor(v n), n - 1). Such an actor gives N x components, relaxed choices first.
 *
 * The replay keeps the choice, not v: v does not influence the system beyond the choice, and a
 * critic told v would have to learn a staircase whose slope is 0. Critics are told ScaledChoice(),
 * the choice's index scaled to [0, 1], whenever a choice was or would be taken: for transitions
 * and for targets. That point lies within its own choice's interval of v, so when the actor
 * improves, v itself goes into the critic, which interpolates between choices, and its slope leads
 * v towards the better ones.
 */

/**
 * @ingroup isac-aigc
 * @param space of the actions
 * @return values that make a relaxed action
 */
int RelaxedSize(const ActionSpace& space);

/**
 * @ingroup isac-aigc
 * @param value in [0, 1]
 * @param choices number of them, at least 1
 * @return the choice that the value stands for, min(floor(value choices), choices - 1); 0 if the
 * value is no number
 */
int RelaxedChoice(double value, int choices);

/**
 * @ingroup isac-aigc
 * @param values N x RelaxedSize(), in [0, 1]
 * @param space of the actions
 * @return the actions that they stand for
 */
ActionBatch FromRelaxed(const Eigen::MatrixXd& values, const ActionSpace& space);

/**
 * @ingroup isac-aigc
 * @brief Relaxed actions as they would be taken, in the form that critics are told.
 * @param values N x RelaxedSize(), in [0, 1]; each relaxed choice becomes the scaled choice that
 * it stands for
 * @param space of the actions
 */
void SnapChoices(FloatMatrix& values, const ActionSpace& space);

/**
 * @ingroup isac-aigc
 * @brief FromRelaxed() in TorchScript.
 * @param space of the actions
 * @param parameters gets what the source names
 * @return statements from the tensor `values` to the end of the method
 */
std::string RelaxedActionSource(const ActionSpace& space,
                                std::vector<std::pair<std::string, FloatMatrix>>& parameters);

} // namespace isac
} // namespace ns3

#endif // ISAC_RELAXED_ACTION_H
