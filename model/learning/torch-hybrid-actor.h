/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef TORCH_HYBRID_ACTOR_H
#define TORCH_HYBRID_ACTOR_H

#include "isac-action-space.h"
#include "isac-agent-settings.h"
#include "isac-hybrid-actor.h"
#include "torch-adam.h"
#include "torch-choice.h"
#include "torch-network.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace isac
{

/// Actions drawn from a hybrid actor for N observations, with gradients to its parameters.
struct HybridSample
{
    ChoiceSample choices; //!< drawn; tensors of no width without categorical components
    at::Tensor values;    //!< N x continuous components, in [0, 1]
    at::Tensor logValues; //!< N, log density of the values
};

/**
 * @ingroup isac-aigc
 * @brief HybridActor under training.
 */
class TorchHybridActor
{
  public:
    /**
     * @param observationSize values in an observation
     * @param space of the actions
     * @param settings sizes
     * @param random source of the initial weights
     */
    TorchHybridActor(int observationSize,
                     const ActionSpace& space,
                     const AgentSettings& settings,
                     RandomSource& random);

    /**
     * @brief Draw an action for each observation.
     *
     * Choices by the straight-through Gumbel-softmax (Jang et al. 2017); values are the sigmoid of
     * a Gaussian, with the density that this gives them.
     *
     * @param observations N x observation size, normalised
     * @param temperature of the Gumbel-softmax
     * @param random source of the draw
     * @return the actions and what losses are made of
     */
    HybridSample Sample(const at::Tensor& observations,
                        double temperature,
                        RandomSource& random) const;

    /// @param adam takes charge of all parameters
    void AddTo(TorchAdam& adam) const;

    /**
     * @param normalizer of the observations
     * @return a copy that acts without LibTorch
     */
    HybridActor Export(const Normalizer& normalizer) const;
    /**
     * @brief Write the actor as a TorchScript module; see TorchScriptPolicy.
     * @param path of the file
     * @param normalizer of the observations
     * @param attributes texts that the module carries
     */
    void ExportTorchScript(
        const std::string& path,
        const Normalizer& normalizer,
        const std::vector<std::pair<std::string, std::string>>& attributes) const;

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
    /// @return the networks there are, with their names
    std::vector<std::pair<std::string, TorchNetwork*>> Networks() const;

    ActionSpace m_space;  //!< of the actions
    int m_width;          //!< most choices of a component
    at::Tensor m_numbers; //!< components x most choices: choices in [0, 1], NaN for none
    std::unique_ptr<TorchNetwork> m_trunk;   //!< features
    std::unique_ptr<TorchNetwork> m_choices; //!< logits; none without components
    std::unique_ptr<TorchNetwork> m_values;  //!< mean and log deviation; none without components
};

/**
 * @ingroup isac-aigc
 * @param shape of the tensor
 * @param random source of the draw
 * @return standard normal
 */
at::Tensor DrawNormal(at::IntArrayRef shape, RandomSource& random);

} // namespace isac
} // namespace ns3

#endif // TORCH_HYBRID_ACTOR_H
