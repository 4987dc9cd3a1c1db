/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-actor-agent.h"

#include "ns3/isac-branching-dqn-agent.h"
#include "ns3/isac-ddpg-agent.h"
#include "ns3/isac-diffusion-agent.h"
#include "ns3/isac-reward-gradient-agent.h"
#include "ns3/isac-sac-agent.h"
#include "ns3/isac-taylor-td-agent.h"
#include "ns3/isac-td3-agent.h"

#include <stdexcept>

namespace ns3
{
namespace isac
{

std::unique_ptr<Agent>
MakeActorAgent(ActorAlgorithm algorithm,
               int observationSize,
               const ActionSpace& space,
               const AgentSettings& settings,
               uint64_t seed,
               const std::function<std::shared_ptr<const RewardModel>()>& makeModel)
{
    const std::string wrong = CheckAgentSettings(settings);
    if (!wrong.empty())
    {
        throw std::invalid_argument(wrong);
    }
    switch (algorithm)
    {
    case ActorAlgorithm::SAC:
        return std::make_unique<SacAgent>(observationSize, space, settings, seed);
    case ActorAlgorithm::DDPG:
        return std::make_unique<DdpgAgent>(observationSize, space, settings, seed);
    case ActorAlgorithm::TD3:
        return std::make_unique<Td3Agent>(observationSize, space, settings, seed);
    case ActorAlgorithm::DIFFUSION:
        return std::make_unique<DiffusionAgent>(observationSize, space, settings, seed);
    case ActorAlgorithm::DATA_DIFFUSION:
        return std::make_unique<DiffusionAgent>(observationSize,
                                                space,
                                                settings,
                                                seed,
                                                ChainTarget::ORIGIN);
    case ActorAlgorithm::TAYLOR_TD:
        return std::make_unique<TaylorTdAgent>(observationSize, space, settings, seed);
    case ActorAlgorithm::BRANCHING_DQN:
        return std::make_unique<BranchingDqnAgent>(observationSize, space, settings, seed);
    case ActorAlgorithm::REWARD_GRADIENT:
        break;
    }
    return std::make_unique<RewardGradientAgent>(makeModel(), settings, seed);
}

} // namespace isac
} // namespace ns3
