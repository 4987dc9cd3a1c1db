/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_BRANCHING_DQN_AGENT_H
#define ISAC_BRANCHING_DQN_AGENT_H

#include "isac-dense-network.h"
#include "isac-off-policy-agent.h"

#include <memory>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Branching dueling Q network (Tavakoli, Pardo and Kormushev 2018) for actions of any number
 * of categorical components: values and targets as in isac-branching-value.h, the network as in
 * TorchBranchingNetwork.
 *
 * The network chooses and its target judges, as in double learning. explorationNoise is the chance
 * of a random choice, of each component by itself; criticHidden and criticRate are the network's.
 * With targetPeriod the target network is copied so often, else it follows by softUpdate.
 */
class BranchingDqnAgent : public OffPolicyAgent
{
  public:
    /**
     * @param observationSize values in an observation
     * @param space of the actions: categorical components only, at least one
     * @param settings of the learner, sound
     * @param seed all that the agent draws depends on it alone
     * @throws std::invalid_argument for another space
     */
    BranchingDqnAgent(int observationSize,
                      const ActionSpace& space,
                      const AgentSettings& settings,
                      uint64_t seed);
    ~BranchingDqnAgent() override;

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
    std::vector<DenseNetwork> m_actor;    //!< acts, one after the other
    bool m_stale = true;                  //!< whether m_actor is behind m_networks
    LearningFigures m_figures;            //!< of the last learning step
};

} // namespace isac
} // namespace ns3

#endif // ISAC_BRANCHING_DQN_AGENT_H
