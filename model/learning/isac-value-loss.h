/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_VALUE_LOSS_H
#define ISAC_VALUE_LOSS_H

#include "isac-replay.h"
#include "isac-transitions.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Targets of Q-learning: reward + discount * value of the action that is best afterwards.
 * @param sample N transitions
 * @param values of the actions afterwards, N x actions
 * @param chooser says which action is best there, N x actions; the values themselves, or for double
 * learning (van Hasselt et al. 2016) those of another network
 * @return N
 */
Eigen::VectorXf ValueTargets(const ReplaySample& sample,
                             const FloatMatrix& values,
                             const FloatMatrix& chooser);

/// How far values of chosen actions are from their targets.
struct ValueLoss
{
    double loss = 0.0;     //!< mean of squared errors, weighed as the replay says
    Eigen::VectorXf error; //!< N, value less target
    FloatMatrix gradient;  //!< of the loss by all values, N x actions
};

/**
 * @ingroup isac-aigc
 * @param values N x actions
 * @param sample N transitions, each with one choice
 * @param target N
 * @return the loss, whose gradient reaches the chosen actions alone
 */
ValueLoss CompareValues(const FloatMatrix& values,
                        const ReplaySample& sample,
                        const Eigen::VectorXf& target);

} // namespace isac
} // namespace ns3

#endif // ISAC_VALUE_LOSS_H
