/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_TAYLOR_TD_AGENT_H
#define ISAC_TAYLOR_TD_AGENT_H

#include "isac-dense-network.h"
#include "isac-off-policy-agent.h"
#include "isac-taylor-term.h"

#include <memory>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Taylor TD (Garibbo, Robeyns and Aitchison, NeurIPS 2023) for environments that know the
 * derivative of their reward by the action: an actor pi(s), a critic whose values and slopes learn.
 *
 * The target is y = r - rbar + gamma Q'(s', pi'(s')), delta = y - Q(s, a). rbar is the mean of all
 * rewards seen so far. Taking it away lowers Q by about rbar / (1 - gamma) everywhere, where
 * episodes are cut short but do not terminate (and by rbar with discount 0): no action gains by it,
 * and Q stays small, near where a new network starts. Where episodes terminate, their length would
 * count.
 *
 * The critic's loss by AgentSettings::taylorForm, with the replay's weights w:
 * - none: mean w delta^2 / 2;
 * - direct: the same - lambda_a mean <stop(g_r - g), g>, g = grad_a Q(s, a), g_r the reward's
 *   derivative, lambda_a = taylorVariance, see TaylorTerm;
 * - cosine: the same with the cosine of the two in place of their product;
 * - literal: (22) of STTD, Q moves by eta (delta + <g, pi(s) - a>): delta in the step is replaced
 * by delta' = stop(delta + <g, pi(s) - a>). Biased, since an action is given the value of another.
 *
 * What slopes teach is biased with ReLU and is not with Mish, see TorchTaylorCritic.
 *
 * The actor descends -mean Q(s, pi(s)). Targets are copied every targetPeriod-th step, or follow by
 * softUpdate if that is 0. To explore, a uniformly random action is taken with chance
 * explorationNoise.
 */
class TaylorTdAgent : public OffPolicyAgent
{
  public:
    /**
     * @param observationSize values in an observation
     * @param space of the actions: continuous components only
     * @param settings of the learner, sound
     * @param seed all that the agent draws depends on it alone
     * @throws std::invalid_argument for another space, and for returns of more than one step, whose
     * mean reward depends on how long an episode had left
     */
    TaylorTdAgent(int observationSize,
                  const ActionSpace& space,
                  const AgentSettings& settings,
                  uint64_t seed);
    ~TaylorTdAgent() override;

    ActionBatch ActBatch(const Eigen::MatrixXd& observations, bool explore) override;
    LearningFigures GetFigures() const override;
    void ExportTorchScript(
        const std::string& path,
        const std::vector<std::pair<std::string, std::string>>& attributes) const override;

  protected:
    Eigen::VectorXf Learn(const ReplaySample& sample,
                          const FloatMatrix& observation,
                          const FloatMatrix& next) override;
    /**
     * @param result whose rewards go into their mean
     * @throws std::invalid_argument if the form needs derivatives of rewards and there are none
     */
    void Note(const StepResult& result) override;
    void SaveNetworks(Checkpoint& checkpoint, Extent extent) const override;
    void LoadNetworks(const Checkpoint& checkpoint, Extent extent) override;

  private:
    struct Networks;

    /**
     * @param components of the derivatives that there are
     * @throws std::invalid_argument if the form needs as many as an action has
     */
    void CheckDerivatives(Eigen::Index components) const;

    TaylorForm m_form;                    //!< of the loss
    std::unique_ptr<Networks> m_networks; //!< under training
    DenseNetwork m_actor;                 //!< acts
    bool m_stale = true;                  //!< whether m_actor is behind m_networks
    double m_rewards = 0.0;               //!< rewards seen
    double m_meanReward = 0.0;            //!< their mean, rbar
    LearningFigures m_figures;            //!< of the last learning step
};

} // namespace isac
} // namespace ns3

#endif // ISAC_TAYLOR_TD_AGENT_H
