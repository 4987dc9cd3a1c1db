/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_RAINBOW_AGENT_H
#define ISAC_RAINBOW_AGENT_H

#include "isac-dense-network.h"
#include "isac-off-policy-agent.h"

#include <memory>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Rainbow (Hessel et al. 2018) for actions of one categorical component: distributions of
 * returns on atoms (C51), double learning, dueling streams, noisy layers, and as settings say
 * n-step returns and prioritized replay, by cross entropies.
 *
 * Layers of criticHidden but the last are a trunk of plain layers; each stream has a noisy layer of
 * the last one's width and a noisy one to its outputs. The noise explores: explorationNoise has no
 * effect, and without exploring the mean weights act. With targetPeriod the target network is
 * copied so often, else it follows by softUpdate.
 */
class RainbowAgent : public OffPolicyAgent
{
  public:
    /**
     * @param observationSize values in an observation
     * @param space of the actions: one categorical component, no continuous ones
     * @param settings of the learner, sound
     * @param seed all that the agent draws depends on it alone
     * @throws std::invalid_argument for another space
     */
    RainbowAgent(int observationSize,
                 const ActionSpace& space,
                 const AgentSettings& settings,
                 uint64_t seed);
    ~RainbowAgent() override;

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

    /**
     * @param sample from the replay
     * @param next observation of it, normalised
     * @return distribution that each return is to have, N x atoms
     */
    FloatMatrix TargetDistribution(const ReplaySample& sample, const FloatMatrix& next);

    Eigen::VectorXf m_atoms;              //!< returns that distributions are made of
    std::unique_ptr<Networks> m_networks; //!< under training
    DenseNetwork m_trunk;                 //!< acts; without layers if there is none
    DenseNetwork m_value;                 //!< acts
    DenseNetwork m_advantage;             //!< acts
    bool m_stale = true;                  //!< whether these are behind m_networks
    LearningFigures m_figures;            //!< of the last learning step
};

} // namespace isac
} // namespace ns3

#endif // ISAC_RAINBOW_AGENT_H
