/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef TORCH_CATEGORICAL_ACTOR_H
#define TORCH_CATEGORICAL_ACTOR_H

#include "isac-agent-settings.h"
#include "isac-categorical-actor.h"
#include "torch-diffusion-actor.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief CategoricalActor under training. A chain has no bound, so that it can make any logits.
 */
class TorchCategoricalActor
{
  public:
    /**
     * @param observationSize values in an observation
     * @param actions number of them
     * @param diffusion whether a denoising chain makes the logits, else a perceptron
     * @param settings sizes
     * @param random source of the initial weights
     */
    TorchCategoricalActor(int observationSize,
                          int actions,
                          bool diffusion,
                          const AgentSettings& settings,
                          RandomSource& random);

    /// What Logits() leaves for the way back.
    struct Pass
    {
        TorchDiffusionActor::Pass chain; //!< of a chain
        TorchNetwork::Pass perceptron;   //!< of a perceptron
    };

    /**
     * @param states N x observation size, normalised
     * @param random source of a chain's noise
     * @param pass gets what GoBack() needs; null if that is not wanted
     * @return N x actions
     */
    FloatMatrix Logits(const at::Tensor& states, RandomSource& random, Pass* pass = nullptr) const;
    /**
     * @brief Add to the gradients of all parameters.
     * @param pass of Logits()
     * @param gradient by the logits, to be descended
     */
    void GoBack(const Pass& pass, const FloatMatrix& gradient) const;

    /// @return number of parameters
    int64_t Size() const;
    /// @param adam takes charge of all parameters
    void AddTo(TorchAdam& adam) const;
    /// @param other of the same sizes, whose parameters are taken
    void CopyFrom(const TorchCategoricalActor& other);
    /**
     * @param other of the same sizes
     * @param share of the other
     */
    void SoftUpdate(const TorchCategoricalActor& other, double share);

    /// @return a copy that acts without LibTorch
    CategoricalActor Export() const;
    /**
     * @brief The logits without noise in TorchScript.
     * @param input normalised observations, as the source has them
     * @param parameters gets what the source names
     * @return statements that set the variable x to the logits
     */
    std::string ExportSource(const std::string& input,
                             std::vector<std::pair<std::string, FloatMatrix>>& parameters) const;

    /**
     * @param checkpoint gets the parameters
     * @param name of the entries
     */
    void Save(Checkpoint& checkpoint, const std::string& name) const;
    /**
     * @param checkpoint holds an actor of the same sizes
     * @param name of the entries
     * @throws CheckpointError if it does not
     */
    void Load(const Checkpoint& checkpoint, const std::string& name);

  private:
    std::unique_ptr<TorchDiffusionActor> m_chain; //!< either this
    std::unique_ptr<TorchNetwork> m_perceptron;   //!< or this
};

} // namespace isac
} // namespace ns3

#endif // TORCH_CATEGORICAL_ACTOR_H
