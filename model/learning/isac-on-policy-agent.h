/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ON_POLICY_AGENT_H
#define ISAC_ON_POLICY_AGENT_H

#include "isac-advantage.h"
#include "isac-learning-agent.h"
#include "isac-transitions.h"

#include <memory>

namespace ns3
{
namespace isac
{

/// T steps of N environments, entry t N + e being step t of environment e.
struct Rollout : RolloutSteps
{
    FloatMatrix observation;     //!< T N x observation size, before each step
    Eigen::VectorXi action;      //!< T N
    FloatMatrix nextObservation; //!< T N x observation size, after each step, before any restart
};

/**
 * @ingroup isac-aigc
 * @brief What agents that learn from their own last steps have in common: everything but how they
 * learn. Actions are one choice; the actor is a network from observation to logits.
 *
 * Steps are collected until there are settings.rollout of each environment; then Update() learns
 * from all of them and forgets them. All are taken for the actor's own choices, as it stands when
 * learning begins: at first no actions should be drawn from elsewhere. The first rollout is chosen
 * while the observations' mean and deviation are still being found.
 */
class OnPolicyAgent : public LearningAgent
{
  public:
    ~OnPolicyAgent() override;

    ActionBatch ActBatch(const Eigen::MatrixXd& observations, bool explore) final;
    void Observe(const Eigen::MatrixXd& observations,
                 const ActionBatch& actions,
                 const StepResult& result) final;
    bool Update() final;
    void ExportTorchScript(
        const std::string& path,
        const std::vector<std::pair<std::string, std::string>>& attributes) const final;

  protected:
    /**
     * @copydoc LearningAgent::LearningAgent
     * @throws std::invalid_argument if actions are anything but one choice
     */
    OnPolicyAgent(const std::string& kind,
                  int observationSize,
                  const ActionSpace& space,
                  const AgentSettings& settings,
                  uint64_t seed);

    /**
     * @param rollout of settings.rollout steps or more
     * @return whether there is anything to learn from it; if not, it grows on
     */
    virtual bool IsEnough(const Rollout& rollout) const;
    /**
     * @brief Learn from a rollout.
     * @param rollout with raw observations
     */
    virtual void Learn(const Rollout& rollout) = 0;

    /**
     * @param observation N x size, normalised; lives until StepActor()
     * @return the actor's logits, N x actions
     */
    FloatMatrix RunActor(const FloatMatrix& observation);
    /**
     * @brief One step of the actor's optimiser.
     * @param gradient of the loss by the logits that RunActor() gave last
     */
    void StepActor(const Eigen::MatrixXd& gradient);

    void SaveNetworks(Checkpoint& checkpoint, Extent extent) const override;
    void LoadNetworks(const Checkpoint& checkpoint, Extent extent) override;
    void SaveMemory(Checkpoint& checkpoint) const final;
    void LoadMemory(const Checkpoint& checkpoint) final;

  private:
    struct Actor;

    /**
     * @brief Change the number of entries; the first ones stay.
     * @param entries T N
     */
    void Resize(Eigen::Index entries);

    std::unique_ptr<Actor> m_actor; //!< acts and is trained
    Rollout m_rollout;              //!< steps kept, perhaps with room for more
    Eigen::Index m_entries = 0;     //!< of the rollout
};

} // namespace isac
} // namespace ns3

#endif // ISAC_ON_POLICY_AGENT_H
