/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-categorical-loss.h"

namespace ns3
{
namespace isac
{

namespace
{

/// @return Q - alpha log pi of each action, see ExpectedValue()
FloatMatrix
SoftValue(const CategoricalPolicy& policy, const FloatMatrix& value, double temperature)
{
    return value - static_cast<float>(temperature) * policy.logProbability;
}

} // namespace

CategoricalPolicy
Softmax(const FloatMatrix& logits)
{
    CategoricalPolicy policy;
    policy.logProbability = logits.colwise() - logits.rowwise().maxCoeff();
    policy.probability = policy.logProbability.array().exp();
    const Eigen::VectorXf sum = policy.probability.rowwise().sum();
    policy.logProbability.colwise() -= Eigen::VectorXf(sum.array().log());
    policy.probability.array().colwise() /= sum.array();
    return policy;
}

Eigen::VectorXf
Entropy(const CategoricalPolicy& policy)
{
    return -policy.probability.cwiseProduct(policy.logProbability).rowwise().sum();
}

Eigen::VectorXf
ExpectedValue(const CategoricalPolicy& policy, const FloatMatrix& value, double temperature)
{
    return policy.probability.cwiseProduct(SoftValue(policy, value, temperature)).rowwise().sum();
}

FloatMatrix
ActorGradient(const CategoricalPolicy& policy, const FloatMatrix& value, double temperature)
{
    // With u = Q - alpha log pi the sum of pi u has the derivative pi (u - sum of pi u): that of
    // alpha log pi itself adds the same to all actions, which a softmax does not see.
    const FloatMatrix soft = SoftValue(policy, value, temperature);
    const Eigen::VectorXf mean = policy.probability.cwiseProduct(soft).rowwise().sum();
    return policy.probability.cwiseProduct(soft.colwise() - mean) /
           -static_cast<float>(value.rows());
}

} // namespace isac
} // namespace ns3
