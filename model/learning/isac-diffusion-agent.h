/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DIFFUSION_AGENT_H
#define ISAC_DIFFUSION_AGENT_H

#include "isac-diffusion-actor.h"
#include "isac-off-policy-agent.h"

#include <memory>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief A diffusion model as actor (AGOD of D2SAC; Du et al. 2024) for continuous values, trained
 * through the whole denoising chain to climb the lesser of two critics: the learner of JGDM-F.
 *
 * What the chain gives, in [-1, 1], is shifted and halved to a relaxed action, see
 * isac-relaxed-action.h. Exploring, the chain begins at noise and stays random, and Gaussian noise
 * is added to its values; else it begins at 0 and follows its means, so that the action is a
 * function of the observation. With discount 0 (a contextual bandit) no next value is needed and
 * none is computed.
 */
class DiffusionAgent : public OffPolicyAgent
{
  public:
    /**
     * @param observationSize values in an observation
     * @param space of the actions
     * @param settings of the learner, sound
     * @param seed all that the agent draws depends on it alone
     * @param target what the network of the chain tells
     */
    DiffusionAgent(int observationSize,
                   const ActionSpace& space,
                   const AgentSettings& settings,
                   uint64_t seed,
                   ChainTarget target = ChainTarget::NOISE);
    ~DiffusionAgent() override;

    ActionBatch ActBatch(const Eigen::MatrixXd& observations, bool explore) override;
    LearningFigures GetFigures() const override;
    void ExportTorchScript(
        const std::string& path,
        const std::vector<std::pair<std::string, std::string>>& attributes) const override;

  protected:
    Eigen::VectorXf Learn(const ReplaySample& sample,
                          const FloatMatrix& observation,
                          const FloatMatrix& next) override;
    void SaveNetworks(Checkpoint& checkpoint, Extent extent) const override;
    void LoadNetworks(const Checkpoint& checkpoint, Extent extent) override;

  private:
    struct Networks;

    std::unique_ptr<Networks> m_networks; //!< under training
    DiffusionActor m_actor;               //!< acts
    bool m_stale = true;                  //!< whether m_actor is behind m_networks
    LearningFigures m_figures;            //!< of the last learning step
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DIFFUSION_AGENT_H
