/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_POLICY_LOSS_H
#define ISAC_POLICY_LOSS_H

#include <Eigen/Core>

namespace ns3
{
namespace isac
{

/// Loss of a policy that chooses one of some actions, means over N observations.
struct PolicyLoss
{
    double loss = 0.0;        //!< to be made smaller
    double entropy = 0.0;     //!< of the choice [nat]
    double clipped = 0.0;     //!< share of observations whose gradient the bound took away
    Eigen::MatrixXd gradient; //!< of the loss by the logits, N x actions
};

/**
 * @ingroup isac-aigc
 * @param logits N x actions
 * @return logarithm of each action's probability, which never overflows
 */
Eigen::MatrixXd LogProbabilities(const Eigen::MatrixXd& logits);

/**
 * @ingroup isac-aigc
 * @param table N x actions
 * @param actions N, which one
 * @return N, the chosen entries
 */
Eigen::VectorXd Chosen(const Eigen::MatrixXd& table, const Eigen::VectorXi& actions);

/**
 * @ingroup isac-aigc
 * @brief The policy gradient (Williams 1992): minus the mean of weight times the logarithm of the
 * action's probability, less entropyWeight times the entropy.
 * @param logits N x actions
 * @param actions N, those that were taken
 * @param weight N, how good each proved to be
 * @param entropyWeight of the entropy
 * @return the loss
 */
PolicyLoss ScoreLoss(const Eigen::MatrixXd& logits,
                     const Eigen::VectorXi& actions,
                     const Eigen::VectorXd& weight,
                     double entropyWeight);

/**
 * @ingroup isac-aigc
 * @brief The clipped surrogate of PPO (Schulman et al. 2017, (7)): minus the mean of
 * min(r A, clip(r, 1 - c, 1 + c) A) for the ratio r of the action's probabilities now and before,
 * less entropyWeight times the entropy.
 * @param logits N x actions
 * @param actions N, those that were taken
 * @param before N, logarithms of their probabilities when they were
 * @param advantage A, N
 * @param clipRatio c
 * @param entropyWeight of the entropy
 * @return the loss
 */
PolicyLoss ClippedLoss(const Eigen::MatrixXd& logits,
                       const Eigen::VectorXi& actions,
                       const Eigen::VectorXd& before,
                       const Eigen::VectorXd& advantage,
                       double clipRatio,
                       double entropyWeight);

} // namespace isac
} // namespace ns3

#endif // ISAC_POLICY_LOSS_H
