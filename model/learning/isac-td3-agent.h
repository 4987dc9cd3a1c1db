/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_TD3_AGENT_H
#define ISAC_TD3_AGENT_H

#include "isac-dense-network.h"
#include "isac-off-policy-agent.h"

#include <memory>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Twin delayed deep deterministic policy gradient (Fujimoto et al. 2018): DDPG with the
 * lesser of two critics, noise on target actions, and an actor that learns more rarely.
 *
 * Choices are relaxed, see isac-relaxed-action.h. With discount 0 (a contextual bandit) no next
 * value is needed and none is computed; twins and target noise then have no effect on what the
 * critics learn.
 */
class Td3Agent : public OffPolicyAgent
{
  public:
    /**
     * @param observationSize values in an observation
     * @param space of the actions
     * @param settings of the learner, sound
     * @param seed all that the agent draws depends on it alone
     */
    Td3Agent(int observationSize,
             const ActionSpace& space,
             const AgentSettings& settings,
             uint64_t seed);
    ~Td3Agent() override;

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
    DenseNetwork m_actor;                 //!< acts
    bool m_stale = true;                  //!< whether m_actor is behind m_networks
    double m_actorValue = 0.0;            //!< when the actor last learned
    LearningFigures m_figures;            //!< of the last learning step
};

} // namespace isac
} // namespace ns3

#endif // ISAC_TD3_AGENT_H
