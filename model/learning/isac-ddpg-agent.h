/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DDPG_AGENT_H
#define ISAC_DDPG_AGENT_H

#include "isac-deterministic-agent.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Deep deterministic policy gradient (Lillicrap et al. 2016): a deterministic actor that
 * climbs one critic, Gaussian noise to explore.
 *
 * Choices are relaxed, see isac-relaxed-action.h. With discount 0 (a contextual bandit) no next
 * value is needed and none is computed.
 */
class DdpgAgent : public DeterministicAgent
{
  public:
    /**
     * @param observationSize values in an observation
     * @param space of the actions
     * @param settings of the learner, sound
     * @param seed all that the agent draws depends on it alone
     */
    DdpgAgent(int observationSize,
              const ActionSpace& space,
              const AgentSettings& settings,
              uint64_t seed)
        : DeterministicAgent({"ddpg", 1, false, false}, observationSize, space, settings, seed)
    {
    }
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DDPG_AGENT_H
