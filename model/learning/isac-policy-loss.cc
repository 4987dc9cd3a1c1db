/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-policy-loss.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @brief The entropy's part, and the way from the chosen actions' probabilities to the logits.
 * @param logProbability N x actions
 * @param actions N
 * @param slope derivative of the loss of each observation by the logarithm of its action's
 * probability
 * @param entropyWeight of the entropy
 * @param result gets entropy and gradient; the loss changes by the entropy's part
 */
void
Finish(const Eigen::MatrixXd& logProbability,
       const Eigen::VectorXi& actions,
       const Eigen::VectorXd& slope,
       double entropyWeight,
       PolicyLoss& result)
{
    const auto count = static_cast<double>(actions.size());
    const Eigen::ArrayXXd p = logProbability.array().exp();
    const Eigen::ArrayXd entropy = -(p * logProbability.array()).rowwise().sum();
    // d log p_a / d logit_k = [k = a] - p_k; d H / d logit_k = -p_k (log p_k + H).
    Eigen::ArrayXXd gradient = entropyWeight * p * (logProbability.array().colwise() + entropy) -
                               p.colwise() * slope.array();
    for (Eigen::Index i = 0; i < actions.size(); ++i)
    {
        gradient(i, actions[i]) += slope[i];
    }
    result.gradient = gradient / count;
    result.entropy = entropy.mean();
    result.loss -= entropyWeight * result.entropy;
}

} // namespace

Eigen::MatrixXd
LogProbabilities(const Eigen::MatrixXd& logits)
{
    const Eigen::VectorXd highest = logits.rowwise().maxCoeff();
    const Eigen::MatrixXd shifted = logits.colwise() - highest;
    const Eigen::VectorXd norm = shifted.array().exp().rowwise().sum().log();
    return shifted.colwise() - norm;
}

Eigen::VectorXd
Chosen(const Eigen::MatrixXd& table, const Eigen::VectorXi& actions)
{
    Eigen::VectorXd chosen(actions.size());
    for (Eigen::Index i = 0; i < actions.size(); ++i)
    {
        chosen[i] = table(i, actions[i]);
    }
    return chosen;
}

PolicyLoss
ScoreLoss(const Eigen::MatrixXd& logits,
          const Eigen::VectorXi& actions,
          const Eigen::VectorXd& weight,
          double entropyWeight)
{
    const Eigen::MatrixXd logProbability = LogProbabilities(logits);
    PolicyLoss result;
    result.loss = -(Chosen(logProbability, actions).array() * weight.array()).mean();
    Finish(logProbability, actions, -weight, entropyWeight, result);
    return result;
}

PolicyLoss
ClippedLoss(const Eigen::MatrixXd& logits,
            const Eigen::VectorXi& actions,
            const Eigen::VectorXd& before,
            const Eigen::VectorXd& advantage,
            double clipRatio,
            double entropyWeight)
{
    const Eigen::MatrixXd logProbability = LogProbabilities(logits);
    const Eigen::VectorXd now = Chosen(logProbability, actions);
    PolicyLoss result;
    Eigen::VectorXd slope(actions.size());
    double sum = 0.0;
    int64_t clipped = 0;
    for (Eigen::Index i = 0; i < actions.size(); ++i)
    {
        const double ratio = std::exp(now[i] - before[i]);
        const double free = ratio * advantage[i];
        const double bound = std::clamp(ratio, 1.0 - clipRatio, 1.0 + clipRatio) * advantage[i];
        sum += std::min(free, bound);
        // Where the bound is the smaller one, it does not move with the ratio.
        slope[i] = free <= bound ? -free : 0.0;
        clipped += free <= bound ? 0 : 1;
    }
    const auto count = static_cast<double>(actions.size());
    result.loss = -sum / count;
    result.clipped = static_cast<double>(clipped) / count;
    Finish(logProbability, actions, slope, entropyWeight, result);
    return result;
}

} // namespace isac
} // namespace ns3
