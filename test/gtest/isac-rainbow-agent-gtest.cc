/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Rainbow: it finds the values of a chain that is solved by hand, its errors are cross entropies,
 * its noise explores and leaves the best action alone.
 */

#include "ns3/isac-rainbow-agent.h"

#include <cmath>
#include <gtest/gtest.h>
#include <stdexcept>

using namespace ns3::isac;

namespace
{

const ActionSpace SPACE{{2}, 0};

/// @return settings that suit a chain of two states
AgentSettings
SmallSettings()
{
    AgentSettings settings;
    settings.criticHidden = {16, 16};
    settings.criticRate = 1e-2;
    settings.softUpdate = 0.05;
    settings.replay = 64;
    settings.minReplay = 16;
    settings.batch = 32;
    settings.atoms = 11;
    settings.lowestReturn = -1.0;
    settings.highestReturn = 2.0;
    return settings;
}

/**
 * @brief All that can happen in a chain, four times each: in state 0, action 0 earns 0.2 and ends,
 * action 1 earns nothing and leads to state 1; there, action 0 earns nothing and action 1 earns 1,
 * and both end.
 * @param agent is told
 */
void
TellChain(Agent& agent)
{
    Eigen::MatrixXd observations(4, 1);
    observations << 0.0, 0.0, 1.0, 1.0;
    ActionBatch actions{Eigen::MatrixXi(4, 1), Eigen::MatrixXd(4, 0)};
    actions.categorical << 0, 1, 0, 1;
    StepResult result;
    result.observation = Eigen::MatrixXd::Constant(4, 1, 1.0);
    result.finalObservation = result.observation;
    result.reward = (Eigen::VectorXd(4) << 0.2, 0.0, 0.0, 1.0).finished();
    result.terminated.setConstant(4, true);
    result.terminated[1] = false;
    result.truncated.setConstant(4, false);
    for (int i = 0; i < 4; ++i)
    {
        agent.Observe(observations, actions, result);
    }
}

/// Shows what is told to the replay.
class OpenRainbow : public RainbowAgent
{
  public:
    using RainbowAgent::Learn;
    using RainbowAgent::RainbowAgent;
};

TEST(RainbowAgent, FindsTheValuesOfAChain)
{
    // In state 0, to go on is worth the discount: more than 0.2, or less.
    for (const int period : {0, 10})
    {
        for (const double discount : {0.8, 0.1})
        {
            AgentSettings settings = SmallSettings();
            settings.discount = discount;
            settings.targetPeriod = period;
            settings.prioritized = period == 10;
            RainbowAgent agent(1, SPACE, settings, 3);
            TellChain(agent);
            for (int i = 0; i < 400; ++i)
            {
                ASSERT_TRUE(agent.Update());
            }
            const auto best = [&](double state) {
                return agent.Act(Eigen::VectorXd::Constant(1, state)).categorical[0];
            };
            EXPECT_EQ(best(0.0), discount > 0.2 ? 1 : 0) << period;
            EXPECT_EQ(best(1.0), 1) << period;
        }
    }
}

TEST(RainbowAgent, ErrorsAreCrossEntropies)
{
    // One state; the first action earns an atom's return, the second half way between two.
    AgentSettings settings = SmallSettings();
    settings.atoms = 4;
    OpenRainbow agent(1, SPACE, settings, 3);
    ReplaySample sample;
    sample.reward = (Eigen::VectorXf(2) << 0.0F, 0.5F).finished();
    sample.discount = Eigen::Vector2f::Zero();
    sample.weight = Eigen::Vector2f::Ones();
    sample.categorical.resize(2, 1);
    sample.categorical << 0, 1;
    const FloatMatrix observation = FloatMatrix::Ones(2, 1);
    // Without any weights all atoms are as likely.
    Checkpoint checkpoint;
    agent.Save(checkpoint, Agent::Extent::POLICY);
    for (const char* part : {"online.trunk", "online.value", "online.advantage"})
    {
        checkpoint.SetMatrix(part, FloatMatrix::Zero(1, checkpoint.GetMatrix(part).cols()));
    }
    OpenRainbow blank(1, SPACE, settings, 3);
    blank.Load(checkpoint, Agent::Extent::POLICY);
    const Eigen::VectorXf first = blank.Learn(sample, observation, {});
    EXPECT_NEAR(first[0], std::log(4.0), 1e-6);
    EXPECT_NEAR(first[1], std::log(4.0), 1e-6);
    EXPECT_NEAR(blank.GetFigures()[0].second, std::log(4.0), 1e-6);
    // What is left once it is learned is the entropy of the target: none, and one bit.
    Eigen::VectorXf last;
    for (int i = 0; i < 500; ++i)
    {
        last = agent.Learn(sample, observation, {});
    }
    EXPECT_NEAR(last[0], 0.0, 0.02);
    EXPECT_NEAR(last[1], std::log(2.0), 0.02);
    EXPECT_GE(last[1], std::log(2.0) - 1e-6);
}

TEST(RainbowAgent, NoiseExploresAndLeavesTheBestAlone)
{
    AgentSettings settings = SmallSettings();
    settings.noisyDeviation = 2.0;
    RainbowAgent agent(1, {{4}, 0}, settings, 3);
    const Eigen::VectorXd observation = Eigen::VectorXd::Constant(1, 0.3);
    const int best = agent.Act(observation).categorical[0];
    int others = 0;
    for (int i = 0; i < 100; ++i)
    {
        others += agent.Act(observation, true).categorical[0] == best ? 0 : 1;
        EXPECT_EQ(agent.Act(observation).categorical[0], best);
    }
    EXPECT_GT(others, 10);
    settings.noisyDeviation = 0.0;
    RainbowAgent still(1, {{4}, 0}, settings, 3);
    for (int i = 0; i < 100; ++i)
    {
        EXPECT_EQ(still.Act(observation, true).categorical, still.Act(observation).categorical);
    }
}

TEST(RainbowAgent, RefusesOtherSpaces)
{
    for (const ActionSpace& space :
         {ActionSpace{{}, 1}, ActionSpace{{2, 2}, 0}, ActionSpace{{2}, 1}})
    {
        EXPECT_THROW(RainbowAgent(1, space, SmallSettings(), 1), std::invalid_argument);
    }
}

} // namespace
