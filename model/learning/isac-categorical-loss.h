/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CATEGORICAL_LOSS_H
#define ISAC_CATEGORICAL_LOSS_H

#include "isac-transitions.h"

namespace ns3
{
namespace isac
{

/// N distributions over A actions.
struct CategoricalPolicy
{
    FloatMatrix probability;    //!< N x A, pi
    FloatMatrix logProbability; //!< N x A, log pi
};

/**
 * @ingroup isac-aigc
 * @param logits N x A
 * @return pi = softmax of each row
 */
CategoricalPolicy Softmax(const FloatMatrix& logits);

/**
 * @ingroup isac-aigc
 * @param policy of N rows
 * @return N, H(pi) = -sum pi log pi [nat]
 */
Eigen::VectorXf Entropy(const CategoricalPolicy& policy);

/**
 * @ingroup isac-aigc
 * @brief What actors of discrete actor-critics climb, and what targets of their critics hold: the
 * value of acting by a policy, with its entropy (Christodoulou 2019, (3); (25) of D2SAC).
 * @param policy of N rows
 * @param value of each action, N x A
 * @param temperature alpha, weight of the entropy
 * @return N, sum pi (Q - alpha log pi)
 */
Eigen::VectorXf ExpectedValue(const CategoricalPolicy& policy,
                              const FloatMatrix& value,
                              double temperature);

/**
 * @ingroup isac-aigc
 * @brief The derivative of the actor's loss -mean(ExpectedValue), values fixed.
 * @param policy of N rows
 * @param value of each action, N x A
 * @param temperature alpha, weight of the entropy
 * @return by each logit, N x A
 */
FloatMatrix ActorGradient(const CategoricalPolicy& policy,
                          const FloatMatrix& value,
                          double temperature);

} // namespace isac
} // namespace ns3

#endif // ISAC_CATEGORICAL_LOSS_H
