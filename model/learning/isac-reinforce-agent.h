/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_REINFORCE_AGENT_H
#define ISAC_REINFORCE_AGENT_H

#include "isac-on-policy-agent.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief REINFORCE (Williams 1992) for actions of one categorical component: one step of the
 * optimiser along the policy gradient with Monte Carlo returns, normalised over the rollout.
 *
 * No value is ever guessed: only steps whose episode ends within the rollout are learned from, and
 * one that is cut short counts as ended. A rollout in which no episode ends grows on. Where
 * episodes are not much shorter than settings.rollout, short ones thus count for more than they
 * should. With a discount of 0 every step is learned from, by its immediate reward: that is how
 * the scripts published with D2SAC run it.
 */
class ReinforceAgent : public OnPolicyAgent
{
  public:
    /**
     * @param observationSize values in an observation
     * @param space of the actions: one categorical component, no continuous ones
     * @param settings of the learner, sound
     * @param seed all that the agent draws depends on it alone
     * @throws std::invalid_argument for another space
     */
    ReinforceAgent(int observationSize,
                   const ActionSpace& space,
                   const AgentSettings& settings,
                   uint64_t seed);

    LearningFigures GetFigures() const override;

  protected:
    bool IsEnough(const Rollout& rollout) const override;
    void Learn(const Rollout& rollout) override;

  private:
    LearningFigures m_figures; //!< of the last learning step
};

} // namespace isac
} // namespace ns3

#endif // ISAC_REINFORCE_AGENT_H
