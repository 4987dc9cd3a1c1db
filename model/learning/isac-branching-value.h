/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_BRANCHING_VALUE_H
#define ISAC_BRANCHING_VALUE_H

#include "isac-dueling.h"
#include "isac-replay.h"
#include "isac-transitions.h"

#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @file
 * @ingroup isac-aigc
 * Q-learning with branches (Tavakoli, Pardo and Kormushev, "Action Branching Architectures for Deep
 * Reinforcement Learning", AAAI 2018): each component d of an action has values of its choices
 * alone, Q_d(s, a_d), so that their number is the sum of the choices and not the product. Tables
 * below have the choices of the first branch, then those of the second, and so on.
 */

/**
 * @ingroup isac-aigc
 * @brief Q_d = V + A_d - mean A_d, as in dueling networks.
 * @param value V, N x 1
 * @param advantage A, N x choices of all branches
 * @param branches choices of each
 * @return N x choices of all branches
 */
FloatMatrix CombineBranches(const FloatMatrix& value,
                            const FloatMatrix& advantage,
                            const std::vector<int>& branches);

/**
 * @ingroup isac-aigc
 * @brief The way back of CombineBranches().
 * @param gradient by what it gave, N x choices of all branches
 * @param branches choices of each
 * @return gradients by value and advantage
 */
DuelingStreams SplitBranches(const FloatMatrix& gradient, const std::vector<int>& branches);

/**
 * @ingroup isac-aigc
 * @param values N x choices of all branches
 * @param branches choices of each
 * @return the best choice of each branch, N x branches
 */
IndexMatrix BestChoices(const FloatMatrix& values, const std::vector<int>& branches);

/**
 * @ingroup isac-aigc
 * @brief y = r + discount mean_d Q'_d(s', argmax_a Q_d(s', a)): one target for all branches.
 * @param sample N transitions
 * @param values Q' afterwards, N x choices of all branches
 * @param chooser Q there, of the same shape
 * @param branches choices of each
 * @return N
 */
Eigen::VectorXf BranchingTargets(const ReplaySample& sample,
                                 const FloatMatrix& values,
                                 const FloatMatrix& chooser,
                                 const std::vector<int>& branches);

/// How far values of chosen actions are from their targets.
struct BranchingLoss
{
    double loss = 0.0;     //!< mean of transitions' losses, weighed as the replay says
    Eigen::VectorXf error; //!< N, for priorities: mean over branches of |Q_d - y|
    FloatMatrix gradient;  //!< of the loss by all values
};

/**
 * @ingroup isac-aigc
 * @brief The loss of a transition is w mean_d (y - Q_d(s, a_d))^2 / 2.
 *
 * The paper has no 1/2 and orders transitions by the sum of errors, not their mean: the first is a
 * matter of the rate, the second of none, since only ratios of priorities count.
 *
 * @param values N x choices of all branches
 * @param sample N transitions with a choice for each branch
 * @param target y, N
 * @param branches choices of each
 * @return the loss, whose gradient reaches the chosen actions alone
 */
BranchingLoss CompareBranches(const FloatMatrix& values,
                              const ReplaySample& sample,
                              const Eigen::VectorXf& target,
                              const std::vector<int>& branches);

} // namespace isac
} // namespace ns3

#endif // ISAC_BRANCHING_VALUE_H
