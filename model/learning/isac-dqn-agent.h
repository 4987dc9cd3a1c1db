/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DQN_AGENT_H
#define ISAC_DQN_AGENT_H

#include "isac-dense-network.h"
#include "isac-off-policy-agent.h"

#include <memory>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Deep Q network (Mnih et al. 2015) for actions of one categorical component.
 *
 * explorationNoise is the chance of a random action; criticHidden and criticRate are the network's.
 * With targetPeriod the target network is copied so often, else it follows by softUpdate.
 */
class DqnAgent : public OffPolicyAgent
{
  public:
    /**
     * @param observationSize values in an observation
     * @param space of the actions: one categorical component, no continuous ones
     * @param settings of the learner, sound
     * @param seed all that the agent draws depends on it alone
     * @throws std::invalid_argument for another space
     */
    DqnAgent(int observationSize,
             const ActionSpace& space,
             const AgentSettings& settings,
             uint64_t seed);
    ~DqnAgent() override;

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
    DenseNetwork m_values;                //!< acts
    bool m_stale = true;                  //!< whether m_values is behind m_networks
    LearningFigures m_figures;            //!< of the last learning step
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DQN_AGENT_H
