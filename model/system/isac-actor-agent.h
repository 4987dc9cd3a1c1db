/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ACTOR_AGENT_H
#define ISAC_ACTOR_AGENT_H

#include "ns3/isac-agent-settings.h"
#include "ns3/isac-agent.h"
#include "ns3/isac-reward-model.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace ns3
{
namespace isac
{

/// How a learner of actions of several components learns.
enum class ActorAlgorithm
{
    SAC,             //!< soft actor-critic with the hybrid actor
    DDPG,            //!< deep deterministic policy gradient
    TD3,             //!< its twin-delayed successor
    DIFFUSION,       //!< diffusion actor, twin critics
    DATA_DIFFUSION,  //!< the same, its network telling x_0 in place of noise
    REWARD_GRADIENT, //!< through the differentiable reward, without a critic
    TAYLOR_TD,       //!< critic that learns the reward's slope too; continuous actions only
    BRANCHING_DQN    //!< dueling Q network with branches; categorical actions only
};

/**
 * @ingroup isac-aigc
 * @param algorithm of the learner
 * @param observationSize values in an observation
 * @param space of its actions
 * @param settings of the learner
 * @param seed all that the agent draws depends on it alone
 * @param makeModel makes the reward in closed form; called for REWARD_GRADIENT only
 * @return a new agent
 * @throws std::invalid_argument if the settings are not sound or the learner is not made for the
 * space
 */
std::unique_ptr<Agent> MakeActorAgent(
    ActorAlgorithm algorithm,
    int observationSize,
    const ActionSpace& space,
    const AgentSettings& settings,
    uint64_t seed,
    const std::function<std::shared_ptr<const RewardModel>()>& makeModel);

} // namespace isac
} // namespace ns3

#endif // ISAC_ACTOR_AGENT_H
