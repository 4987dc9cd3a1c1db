/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef TORCH_DETERMINISTIC_ACTOR_H
#define TORCH_DETERMINISTIC_ACTOR_H

#include "isac-action-space.h"
#include "isac-agent-settings.h"
#include "isac-agent.h"
#include "isac-normalizer.h"
#include "torch-adam.h"
#include "torch-network.h"

#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief The actor mu(s) of DDPG and TD3 with its target network: relaxed actions in [0, 1], see
 * isac-relaxed-action.h.
 */
class TorchDeterministicActor
{
  public:
    /**
     * @param observationSize values in an observation
     * @param space of the actions
     * @param settings sizes and rates
     * @param random source of the initial weights
     */
    TorchDeterministicActor(int observationSize,
                            const ActionSpace& space,
                            const AgentSettings& settings,
                            RandomSource& random);

    /**
     * @param observations N x observation size, normalised
     * @return N x components, in [0, 1]
     */
    at::Tensor Forward(const at::Tensor& observations) const;
    /**
     * @param observations N x observation size, normalised
     * @return what the target network makes of them, without gradients
     */
    at::Tensor ForwardTarget(const at::Tensor& observations) const;

    /**
     * @brief Add what a loss depends on the actor to its gradients, and step down them.
     * @param loss made from Forward()
     * @param rate learning rate
     */
    void Descend(const at::Tensor& loss, double rate);
    /// @brief The target follows by a share.
    void UpdateTarget();

    /// @return a copy that acts without LibTorch
    DenseNetwork Export() const;
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
     * @param checkpoint gets the actor
     * @param extent whether target and optimiser too
     */
    void Save(Checkpoint& checkpoint, Agent::Extent extent) const;
    /**
     * @param checkpoint holds an actor of the same sizes
     * @param extent whether target and optimiser too
     * @throws CheckpointError if it does not hold that
     */
    void Load(const Checkpoint& checkpoint, Agent::Extent extent);

  private:
    ActionSpace m_space;    //!< of the actions
    double m_softUpdate;    //!< share of the new in the target
    double m_clip;          //!< largest norm of a gradient
    TorchNetwork m_network; //!< mu
    TorchNetwork m_target;  //!< mu'
    TorchAdam m_adam;       //!< of mu
};

/**
 * @ingroup isac-aigc
 * @param values N x components in [0, 1], relaxed; needs no gradient
 * @param space of the actions
 * @return the same as they would be taken, see SnapChoices()
 */
at::Tensor Snapped(const at::Tensor& values, const ActionSpace& space);

} // namespace isac
} // namespace ns3

#endif // TORCH_DETERMINISTIC_ACTOR_H
