/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * PPO and REINFORCE: what they learn from and when, and one learning step of REINFORCE by hand.
 */

#include "ns3/isac-ppo-agent.h"
#include "ns3/isac-reinforce-agent.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <memory>
#include <stdexcept>

using namespace ns3::isac;

namespace
{

const ActionSpace SPACE{{2}, 0};

/// @return settings that suit the cases below
AgentSettings
SmallSettings()
{
    AgentSettings settings;
    settings.actorHidden = {8};
    settings.criticHidden = {8};
    settings.actorRate = 1e-2;
    settings.criticRate = 1e-2;
    settings.rollout = 4;
    settings.discount = 0.5;
    settings.epochs = 3;
    settings.batch = 3;
    settings.gradientClip = 0.5;
    settings.normalise = false;
    return settings;
}

/**
 * @brief One step of two environments in states 0 and 1; the action that equals the state earns 1.
 * @param agent chooses and is told
 * @param ends whether the episodes come to their end
 */
void
TellStep(Agent& agent, bool ends)
{
    const Eigen::MatrixXd observations = Eigen::Vector2d(0.0, 1.0);
    const ActionBatch actions = agent.ActBatch(observations, true);
    StepResult result;
    result.observation = observations;
    result.finalObservation = observations;
    result.reward = Eigen::Vector2d(actions.categorical(0, 0) == 0, actions.categorical(1, 0) == 1);
    result.terminated.setConstant(2, ends);
    result.truncated.setConstant(2, false);
    agent.Observe(observations, actions, result);
}

/**
 * @param agent that has learned
 * @param name of a figure
 * @return it
 */
double
Figure(const Agent& agent, const std::string& name)
{
    const LearningFigures figures = agent.GetFigures();
    const auto found = std::find_if(figures.begin(), figures.end(), [&](const auto& figure) {
        return figure.first == name;
    });
    return found == figures.end() ? std::nan("") : found->second;
}

TEST(OnPolicyAgent, LearnsOnceARolloutIsFull)
{
    const std::unique_ptr<Agent> agents[] = {
        std::make_unique<PpoAgent>(1, SPACE, SmallSettings(), 3),
        std::make_unique<ReinforceAgent>(1, SPACE, SmallSettings(), 3)};
    for (const auto& agent : agents)
    {
        EXPECT_FALSE(agent->Update());
        for (int step = 1; step <= 12; ++step)
        {
            TellStep(*agent, step % 2 == 0);
            EXPECT_EQ(agent->Update(), step % 4 == 0) << step;
        }
    }
}

TEST(OnPolicyAgent, DrawsByItsProbabilities)
{
    ReinforceAgent agent(1, {{4}, 0}, SmallSettings(), 3);
    constexpr int COUNT = 4000;
    const Eigen::MatrixXi drawn =
        agent.ActBatch(Eigen::MatrixXd::Constant(COUNT, 1, 0.3), true).categorical;
    // Nearly even at first: logits are some 0.01 times values of the order of 1.
    for (int action = 0; action < 4; ++action)
    {
        const double share = static_cast<double>((drawn.array() == action).count()) / COUNT;
        EXPECT_NEAR(share, 0.25, 5.0 * std::sqrt(0.25 * 0.75 / COUNT) + 0.02);
    }
}

TEST(OnPolicyAgent, RefusesOtherSpaces)
{
    for (const ActionSpace& space :
         {ActionSpace{{}, 1}, ActionSpace{{2, 2}, 0}, ActionSpace{{2}, 1}})
    {
        EXPECT_THROW(PpoAgent(1, space, SmallSettings(), 1), std::invalid_argument);
        EXPECT_THROW(ReinforceAgent(1, space, SmallSettings(), 1), std::invalid_argument);
    }
}

TEST(OnPolicyAgent, FindsWhatEarns)
{
    AgentSettings settings = SmallSettings();
    settings.rollout = 16;
    settings.batch = 16;
    const std::unique_ptr<Agent> agents[] = {
        std::make_unique<PpoAgent>(1, SPACE, settings, 3),
        std::make_unique<ReinforceAgent>(1, SPACE, settings, 3)};
    for (const auto& agent : agents)
    {
        for (int step = 1; step <= 50 * settings.rollout; ++step)
        {
            TellStep(*agent, true);
            agent->Update();
        }
        EXPECT_EQ(agent->Act(Eigen::VectorXd::Constant(1, 0.0)).categorical[0], 0);
        EXPECT_EQ(agent->Act(Eigen::VectorXd::Constant(1, 1.0)).categorical[0], 1);
    }
}

TEST(PpoAgent, OneFullPartNeverMeetsTheBound)
{
    AgentSettings settings = SmallSettings();
    settings.actorRate = 0.1;
    settings.clipRatio = 1e-3;
    settings.rollout = 16;

    // {batch, epochs, whether the bound acts}: published scripts, and several passes in parts.
    const struct
    {
        int batch;
        int epochs;
        bool acts;
    } cases[] = {{1000, 1, false}, {32, 1, false}, {1000, 4, true}, {8, 1, true}};

    for (const auto& expected : cases)
    {
        settings.batch = expected.batch;
        settings.epochs = expected.epochs;
        PpoAgent agent(1, SPACE, settings, 3);
        for (int step = 0; step < settings.rollout; ++step)
        {
            TellStep(agent, true);
        }
        ASSERT_TRUE(agent.Update());
        EXPECT_EQ(Figure(agent, "clipped") > 0.0, expected.acts) << expected.batch;
    }
}

TEST(PpoAgent, CriticFindsTheValue)
{
    // Episodes without an end in which every step earns 1: worth 1 / (1 - gamma).
    AgentSettings settings = SmallSettings();
    settings.rollout = 16;
    settings.batch = 32;
    settings.epochs = 10;
    PpoAgent agent(1, SPACE, settings, 3);
    const Eigen::MatrixXd observations = Eigen::Vector2d(0.0, 1.0);
    StepResult result;
    result.observation = observations;
    result.finalObservation = observations;
    result.reward = Eigen::Vector2d(1.0, 1.0);
    result.terminated.setConstant(2, false);
    result.truncated.setConstant(2, false);
    for (int step = 0; step < 60 * settings.rollout; ++step)
    {
        agent.Observe(observations, agent.ActBatch(observations, true), result);
        agent.Update();
    }
    EXPECT_NEAR(Figure(agent, "value"), 2.0, 0.02);
    EXPECT_LT(Figure(agent, "critic_loss"), 1e-3);
}

TEST(ReinforceAgent, LearnsFromWholeEpisodesOnly)
{
    AgentSettings settings = SmallSettings();
    ReinforceAgent agent(1, SPACE, settings, 3);
    // No episode ends within the rollout: it grows until one does.
    for (int step = 0; step < 6; ++step)
    {
        TellStep(agent, false);
        EXPECT_FALSE(agent.Update());
    }
    TellStep(agent, true);
    EXPECT_TRUE(agent.Update());
    EXPECT_EQ(Figure(agent, "learned_share"), 1.0);
    // Of four steps the last begins an episode that does not end in time.
    for (const bool ends : {false, false, true, false})
    {
        TellStep(agent, ends);
    }
    EXPECT_TRUE(agent.Update());
    EXPECT_EQ(Figure(agent, "learned_share"), 0.75);

    settings.discount = 0.0;
    ReinforceAgent immediate(1, SPACE, settings, 3);
    for (int step = 0; step < 4; ++step)
    {
        TellStep(immediate, false);
    }
    EXPECT_TRUE(immediate.Update());
    EXPECT_EQ(Figure(immediate, "learned_share"), 1.0);
}

TEST(ReinforceAgent, StepsAlongTheGradientByHand)
{
    // A linear actor without hidden layers. Adam's first step is the rate in the direction of each
    // gradient's sign. State 1 was answered with 0 for nothing and with 1 for 1: normalised, -1 and
    // 1, so the first logit's weight and bias fall and the second's rise.
    AgentSettings settings = SmallSettings();
    settings.actorHidden = {};
    settings.rollout = 2;
    settings.entropyWeight = 0.0;
    settings.gradientClip = 0.0;
    ReinforceAgent agent(1, SPACE, settings, 3);
    Checkpoint before;
    agent.Save(before, Agent::Extent::POLICY);
    StepResult result;
    result.observation = Eigen::MatrixXd::Constant(1, 1, 1.0);
    result.finalObservation = result.observation;
    result.terminated.setConstant(1, true);
    result.truncated.setConstant(1, false);
    for (const int action : {0, 1})
    {
        result.reward = Eigen::VectorXd::Constant(1, action);
        agent.Observe(result.observation,
                      {Eigen::MatrixXi::Constant(1, 1, action), Eigen::MatrixXd(1, 0)},
                      result);
    }
    ASSERT_TRUE(agent.Update());
    Checkpoint after;
    agent.Save(after, Agent::Extent::POLICY);
    const FloatMatrix step = after.GetMatrix("actor") - before.GetMatrix("actor");
    ASSERT_EQ(step.size(), 4);
    for (int i = 0; i < 4; ++i)
    {
        // Weights of both logits, then their biases.
        const auto expected =
            static_cast<float>(i % 2 == 0 ? -settings.actorRate : settings.actorRate);
        EXPECT_NEAR(step(0, i), expected, 1e-6F);
    }
    EXPECT_NEAR(Figure(agent, "return"), 0.5, 1e-7);
}

} // namespace
