/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_TD3_AGENT_H
#define ISAC_TD3_AGENT_H

#include "isac-deterministic-agent.h"

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
class Td3Agent : public DeterministicAgent
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
             uint64_t seed)
        : DeterministicAgent({"td3", 2, true, true}, observationSize, space, settings, seed)
    {
    }
};

} // namespace isac
} // namespace ns3

#endif // ISAC_TD3_AGENT_H
