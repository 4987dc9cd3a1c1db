/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DETERMINISTIC_AGENT_H
#define ISAC_DETERMINISTIC_AGENT_H

#include "isac-dense-network.h"
#include "isac-off-policy-agent.h"

#include <memory>

namespace ns3
{
namespace isac
{

/// A member of the family of DeterministicAgent.
struct DeterministicForm
{
    const char* kind; //!< of agent, as checkpoints name it
    int critics;      //!< how many; the least value counts
    bool targetNoise; //!< whether target actions are noisy
    bool delay;       //!< whether actor and targets learn with every policyDelay-th step only
};

/**
 * @ingroup isac-aigc
 * @brief What actor-critics with a deterministic actor have in common, DDPG and TD3: an actor mu(s)
 * that climbs Q(s, mu(s)), and exploration by noise on its actions.
 *
 * Choices are relaxed, see isac-relaxed-action.h. With discount 0 (a contextual bandit) no next
 * value is needed and none is computed.
 */
class DeterministicAgent : public OffPolicyAgent
{
  public:
    /**
     * @param form of the learner
     * @param observationSize values in an observation
     * @param space of the actions
     * @param settings of the learner, sound
     * @param seed all that the agent draws depends on it alone
     */
    DeterministicAgent(const DeterministicForm& form,
                       int observationSize,
                       const ActionSpace& space,
                       const AgentSettings& settings,
                       uint64_t seed);
    ~DeterministicAgent() override;

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

    DeterministicForm m_form;             //!< of the learner
    std::unique_ptr<Networks> m_networks; //!< under training
    DenseNetwork m_actor;                 //!< acts
    bool m_stale = true;                  //!< whether m_actor is behind m_networks
    double m_actorValue = 0.0;            //!< when the actor last learned
    LearningFigures m_figures;            //!< of the last learning step
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DETERMINISTIC_AGENT_H
