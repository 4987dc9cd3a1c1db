/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CATEGORICAL_ACTOR_H
#define ISAC_CATEGORICAL_ACTOR_H

#include "isac-diffusion-actor.h"

#include <variant>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief An actor of one categorical component, as it acts: a perceptron or a denoising chain makes
 * logits, a softmax makes probabilities of them.
 *
 * Told to explore, a chain begins at noise and stays random, and the action is drawn. Else a chain
 * begins at 0 and follows its means, and the most probable action is taken: a function of the
 * observation, which a module of TorchScript can compute as well. The authors of D2SAC take the
 * most probable action behind a random chain. Trying both on ASP selection every 2500 updates of a
 * small training, the random chain earned more up to 10,000 updates, while one provider for all was
 * worst, and less from then to 37,500: 338 against 397 per episode.
 *
 * Without LibTorch; TorchCategoricalActor is its twin under training.
 */
class CategoricalActor
{
  public:
    CategoricalActor() = default;

    /// @param perceptron from observation to logits
    explicit CategoricalActor(const DenseNetwork& perceptron);
    /// @param chain from observation to logits
    explicit CategoricalActor(const DiffusionActor& chain);

    /**
     * @param observations N x observation size, normalised
     * @param random where a chain's noise comes from; null for none
     * @return N x actions
     */
    FloatMatrix Logits(const FloatMatrix& observations, RandomSource* random) const;

    /**
     * @brief What the denoising of a decision looks like (Du et al. 2024, Fig. 8).
     * @param observations N x observation size, normalised
     * @param random where a chain's noise comes from
     * @return probabilities after 0, 1, ..., T steps, each N x actions; of a perceptron only the
     * last
     */
    std::vector<FloatMatrix> Chain(const FloatMatrix& observations, RandomSource& random) const;

    /**
     * @param observations N x observation size, normalised
     * @param random where noise and draws come from; null for the best action
     * @return N actions
     */
    Eigen::VectorXi Act(const FloatMatrix& observations, RandomSource* random) const;

  private:
    std::variant<DenseNetwork, DiffusionActor> m_model; //!< makes logits
};

} // namespace isac
} // namespace ns3

#endif // ISAC_CATEGORICAL_ACTOR_H
