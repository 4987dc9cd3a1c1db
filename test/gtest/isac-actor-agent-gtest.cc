/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Learners by name: each algorithm makes its own kind, for the spaces that it can learn.
 */

#include "isac-toy-training.h"

#include "ns3/isac-actor-agent.h"

#include <gtest/gtest.h>
#include <stdexcept>
#include <string>

using namespace ns3::isac;

namespace
{

/**
 * @param algorithm of the learner
 * @param space of its actions
 * @param settings of the learner
 * @return the kind of agent, as its checkpoints name it
 */
std::string
Kind(ActorAlgorithm algorithm,
     const ActionSpace& space,
     const AgentSettings& settings = ToySettings())
{
    const auto agent = MakeActorAgent(algorithm, 2, space, settings, 1, []() {
        return std::make_shared<ToyBanditModel>();
    });
    Checkpoint checkpoint;
    agent->Save(checkpoint, Agent::Extent::POLICY);
    const std::string text = checkpoint.GetText("agent");
    return text.substr(0, text.find(','));
}

TEST(ActorAgent, EachAlgorithmMakesItsKind)
{
    const ActionSpace hybrid{{3}, 1};
    EXPECT_EQ(Kind(ActorAlgorithm::SAC, hybrid), "sac");
    EXPECT_EQ(Kind(ActorAlgorithm::DDPG, hybrid), "ddpg");
    EXPECT_EQ(Kind(ActorAlgorithm::TD3, hybrid), "td3");
    EXPECT_EQ(Kind(ActorAlgorithm::DIFFUSION, hybrid), "diffusion of 5 steps");
    EXPECT_EQ(Kind(ActorAlgorithm::DATA_DIFFUSION, hybrid), "diffusion of 5 steps that tell x_0");
    EXPECT_EQ(Kind(ActorAlgorithm::REWARD_GRADIENT, hybrid), "reward-gradient");
    EXPECT_EQ(Kind(ActorAlgorithm::TAYLOR_TD, {{}, 6}), "taylor-td");
    EXPECT_EQ(Kind(ActorAlgorithm::BRANCHING_DQN, {{5, 5, 3}, 0}), "branching-dqn");
}

TEST(ActorAgent, RefusesOtherSpacesAndSettings)
{
    EXPECT_THROW(Kind(ActorAlgorithm::TAYLOR_TD, {{3}, 1}), std::invalid_argument);
    EXPECT_THROW(Kind(ActorAlgorithm::BRANCHING_DQN, {{3}, 1}), std::invalid_argument);
    AgentSettings wrong = ToySettings();
    wrong.noiseSpan = 0.0;
    EXPECT_THROW(Kind(ActorAlgorithm::TAYLOR_TD, {{}, 6}, wrong), std::invalid_argument);
}

} // namespace
