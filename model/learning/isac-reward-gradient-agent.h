/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_REWARD_GRADIENT_AGENT_H
#define ISAC_REWARD_GRADIENT_AGENT_H

#include "isac-hybrid-actor.h"
#include "isac-off-policy-agent.h"
#include "isac-reward-model.h"

#include <memory>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief An actor trained through the derivative of the reward itself; no critic (`rce-gradient`
 * for CAQA-AIGC).
 *
 * Observations come from the replay; what was done and earned there does not matter. For each one
 * an action is drawn from the actor. Its values learn by the chain rule, its choices by the rewards
 * had each of them alone been chosen otherwise: the exact gradient of the expected reward by one
 * user's probabilities, his values and all others' draws given. That values follow choices goes
 * back straight through the Gumbel-softmax, an estimate with a bias. The entropy, weighed by a
 * temperature that falls linearly from initialTemperature to nothing, keeps choices open at first.
 */
class RewardGradientAgent : public OffPolicyAgent
{
  public:
    /**
     * @param model the reward
     * @param settings of the learner, sound
     * @param seed all that the agent draws depends on it alone
     */
    RewardGradientAgent(std::shared_ptr<const RewardModel> model,
                        const AgentSettings& settings,
                        uint64_t seed);
    ~RewardGradientAgent() override;

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

    std::shared_ptr<const RewardModel> m_model; //!< the reward
    std::unique_ptr<Networks> m_networks;       //!< under training
    HybridActor m_actor;                        //!< acts
    bool m_stale = true;                        //!< whether m_actor is behind m_networks
    LearningFigures m_figures;                  //!< of the last learning step
};

} // namespace isac
} // namespace ns3

#endif // ISAC_REWARD_GRADIENT_AGENT_H
