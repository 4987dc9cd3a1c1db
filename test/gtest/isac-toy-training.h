/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_TOY_TRAINING_H
#define ISAC_TOY_TRAINING_H

#include "isac-toy-components.h"
#include "isac-toy-environments.h"

#include "ns3/isac-agent-settings.h"
#include "ns3/isac-branching-dqn-agent.h"
#include "ns3/isac-ddpg-agent.h"
#include "ns3/isac-diffusion-agent.h"
#include "ns3/isac-discrete-sac-agent.h"
#include "ns3/isac-dqn-agent.h"
#include "ns3/isac-drqn-agent.h"
#include "ns3/isac-ppo-agent.h"
#include "ns3/isac-rainbow-agent.h"
#include "ns3/isac-reinforce-agent.h"
#include "ns3/isac-reward-gradient-agent.h"
#include "ns3/isac-sac-agent.h"
#include "ns3/isac-taylor-td-agent.h"
#include "ns3/isac-td3-agent.h"
#include "ns3/isac-training-loop.h"

#include <memory>
#include <string>

namespace ns3
{
namespace isac
{

/// @ingroup isac-aigc-tests
/// @return settings that suit the toys: small networks, high rates
inline AgentSettings
ToySettings()
{
    AgentSettings settings;
    settings.actorHidden = {32, 32};
    settings.branchHidden = {32};
    settings.criticHidden = {32, 32};
    settings.actorRate = 1e-3;
    settings.criticRate = 3e-3;
    settings.temperatureRate = 3e-3;
    settings.finalRate = 0.1;
    settings.softUpdate = 0.02;
    settings.replay = 20000;
    settings.minReplay = 200;
    settings.batch = 64;
    settings.explorationNoise = 0.2;
    return settings;
}

/**
 * @ingroup isac-aigc-tests
 * @param kind as MakeToyAgent() has it
 * @param count N
 * @return a bandit that this kind can learn
 */
inline std::unique_ptr<Environment>
MakeToyBandit(const std::string& kind, int count)
{
    for (const char* other : {"sac", "ddpg", "td3", "diffusion", "reward-gradient"})
    {
        if (kind == other)
        {
            return std::make_unique<ToyBandit>(count);
        }
    }
    if (kind == "taylor-td")
    {
        return std::make_unique<ToySlopes>(count);
    }
    if (kind == "branching-dqn")
    {
        return std::make_unique<ToySwitches>(count);
    }
    return std::make_unique<ToyChoices>(count);
}

/**
 * @ingroup isac-aigc-tests
 * @param kind sac, ddpg, td3, diffusion or reward-gradient; the last learns ToyBandit only; for
 * ToyChoices sac, dqn, drqn, rainbow, reinforce, ppo, d2sac, d2sac-perceptron or discrete-sac; for
 * ToySlopes taylor-td too, for ToySwitches branching-dqn
 * @param environment whose spaces it gets
 * @param settings of the learner
 * @param seed of the agent
 * @return an agent
 */
inline std::unique_ptr<Agent>
MakeToyAgent(const std::string& kind,
             const Environment& environment,
             const AgentSettings& settings,
             uint64_t seed)
{
    const int size = environment.ObservationSize();
    const ActionSpace space = environment.GetActionSpace();
    if (kind == "sac")
    {
        return std::make_unique<SacAgent>(size, space, settings, seed);
    }
    if (kind == "ddpg")
    {
        return std::make_unique<DdpgAgent>(size, space, settings, seed);
    }
    if (kind == "td3")
    {
        return std::make_unique<Td3Agent>(size, space, settings, seed);
    }
    if (kind == "diffusion")
    {
        return std::make_unique<DiffusionAgent>(size, space, settings, seed);
    }
    if (kind == "taylor-td")
    {
        return std::make_unique<TaylorTdAgent>(size, space, settings, seed);
    }
    if (kind == "branching-dqn")
    {
        return std::make_unique<BranchingDqnAgent>(size, space, settings, seed);
    }
    if (kind == "dqn")
    {
        return std::make_unique<DqnAgent>(size, space, settings, seed);
    }
    if (kind == "drqn")
    {
        return std::make_unique<DrqnAgent>(size, space, settings, seed);
    }
    if (kind == "rainbow")
    {
        return std::make_unique<RainbowAgent>(size, space, settings, seed);
    }
    if (kind == "reinforce")
    {
        return std::make_unique<ReinforceAgent>(size, space, settings, seed);
    }
    if (kind == "ppo")
    {
        return std::make_unique<PpoAgent>(size, space, settings, seed);
    }
    if (kind == "d2sac")
    {
        return std::make_unique<DiscreteSacAgent>(D2SAC, size, space, settings, seed);
    }
    if (kind == "d2sac-perceptron")
    {
        return std::make_unique<DiscreteSacAgent>(D2SAC_PERCEPTRON, size, space, settings, seed);
    }
    if (kind == "discrete-sac")
    {
        return std::make_unique<DiscreteSacAgent>(DISCRETE_SAC, size, space, settings, seed);
    }
    return std::make_unique<RewardGradientAgent>(std::make_shared<ToyBanditModel>(),
                                                 settings,
                                                 seed);
}

/**
 * @ingroup isac-aigc-tests
 * @brief Train to the end.
 * @param agent to train
 * @param environment to train in
 * @param episodes of all environments together
 * @param randomEpisodes at first
 */
inline void
TrainToy(Agent& agent, Environment& environment, int64_t episodes, int64_t randomEpisodes)
{
    TrainingSettings settings;
    settings.episodes = episodes;
    settings.randomEpisodes = randomEpisodes;
    TrainingLoop loop(environment, agent, settings, 1);
    while (!loop.IsDone())
    {
        loop.RunRound();
    }
}

} // namespace isac
} // namespace ns3

#endif // ISAC_TOY_TRAINING_H
