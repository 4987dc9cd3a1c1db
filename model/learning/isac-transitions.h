/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_TRANSITIONS_H
#define ISAC_TRANSITIONS_H

#include <Eigen/Core>

namespace ns3
{
namespace isac
{

/// Single precision, rows one after the other: what LibTorch reads in place.
using FloatMatrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
/// Likewise of whole numbers.
using IndexMatrix = Eigen::Matrix<int, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/**
 * @ingroup isac-aigc
 * @brief N transitions, one row or entry each: what an agent learns from.
 *
 * With n-step returns the reward is the discounted sum of n rewards and the next observation lies n
 * steps ahead. The target of a value is reward + discount * value(nextObservation), always.
 */
struct TransitionBatch
{
    FloatMatrix observation;     //!< N x observation size
    IndexMatrix categorical;     //!< N x categorical components of the action
    FloatMatrix continuous;      //!< N x continuous components of the action
    Eigen::VectorXf reward;      //!< N
    Eigen::VectorXf discount;    //!< N, gamma^n; 0 where the episode came to its end on the way
    FloatMatrix nextObservation; //!< N x observation size
    /// N x continuous components, see StepResult::rewardGradient; no columns where it is not kept.
    FloatMatrix rewardGradient;

    /// @return N
    Eigen::Index Count() const
    {
        return reward.size();
    }
};

} // namespace isac
} // namespace ns3

#endif // ISAC_TRANSITIONS_H
