/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ADVANTAGE_H
#define ISAC_ADVANTAGE_H

#include <Eigen/Core>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief What T steps of N environments earned and how they ended. Entry t N + e is step t of
 * environment e; vectors beside it have the same order.
 */
struct RolloutSteps
{
    int environments = 0;                             //!< N
    Eigen::VectorXf reward;                           //!< T N
    Eigen::Array<bool, Eigen::Dynamic, 1> terminated; //!< T N, the episode came to its end
    Eigen::Array<bool, Eigen::Dynamic, 1> truncated;  //!< T N, the episode was cut short
};

/**
 * @ingroup isac-aigc
 * @brief Generalised advantage estimation (Schulman et al. 2016, (16)): the sum over l of
 * (gamma lambda)^l delta_{t+l} with delta_t = r_t + gamma V(s_{t+1}) - V(s_t), up to the end of the
 * episode or of the steps.
 *
 * Where an episode came to its end nothing is expected afterwards; where it was cut short, or the
 * steps are over, the value of the last observation stands for what would have come.
 *
 * @param steps the steps
 * @param value V of the observation before each step
 * @param nextValue V of the observation after each step, before any restart
 * @param discount gamma
 * @param decay lambda
 * @return advantage of each step
 */
Eigen::VectorXf EstimateAdvantages(const RolloutSteps& steps,
                                   const Eigen::VectorXf& value,
                                   const Eigen::VectorXf& nextValue,
                                   double discount,
                                   double decay);

/// Discounted sums of rewards.
struct ReturnsToGo
{
    Eigen::VectorXf value;                          //!< of each step
    Eigen::Array<bool, Eigen::Dynamic, 1> complete; //!< whether nothing of it is still to come
};

/**
 * @ingroup isac-aigc
 * @brief Monte Carlo returns: what each step and the later ones of its episode earned, discounted.
 *
 * An episode that was cut short counts as ended. A return is complete if the episode ends within
 * the steps; with a discount of 0 every return is.
 *
 * @param steps the steps
 * @param discount gamma
 * @return of each step
 */
ReturnsToGo SumReturns(const RolloutSteps& steps, double discount);

} // namespace isac
} // namespace ns3

#endif // ISAC_ADVANTAGE_H
