/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * DQN: it finds the values of a chain that is solved by hand, explores as often as it is told, and
 * goes on from a checkpoint.
 */

#include "ns3/isac-dqn-agent.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <stdexcept>
#include <utility>

using namespace ns3::isac;

namespace
{

const ActionSpace SPACE{{2}, 0};

/// @return settings that suit a chain of two states
AgentSettings
SmallSettings()
{
    AgentSettings settings;
    settings.criticHidden = {16};
    settings.criticRate = 1e-2;
    settings.softUpdate = 0.05;
    settings.replay = 64;
    settings.minReplay = 16;
    settings.batch = 32;
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

/**
 * @param agent that was told the chain
 * @param state of it
 * @return best action
 */
int
Best(Agent& agent, double state)
{
    return agent.Act(Eigen::VectorXd::Constant(1, state)).categorical[0];
}

TEST(DqnAgent, FindsTheValuesOfAChain)
{
    // In state 0, to go on is worth the discount: more than 0.2, or less.
    for (const int period : {0, 10})
    {
        for (const double discount : {0.8, 0.1})
        {
            AgentSettings settings = SmallSettings();
            settings.discount = discount;
            settings.targetPeriod = period;
            DqnAgent agent(1, SPACE, settings, 3);
            TellChain(agent);
            double value = 0.0;
            constexpr int UPDATES = 1500;
            constexpr int LAST = 200;
            for (int i = 0; i < UPDATES; ++i)
            {
                ASSERT_TRUE(agent.Update());
                value += i >= UPDATES - LAST ? agent.GetFigures()[1].second / LAST : 0.0;
            }
            EXPECT_EQ(Best(agent, 0.0), discount > 0.2 ? 1 : 0);
            EXPECT_EQ(Best(agent, 1.0), 1);
            // Both states are drawn alike: five deviations of a mean over all draws, and what the
            // network has still to learn.
            const double best = std::max(discount, 0.2);
            const double spread = (1.0 - best) / 2.0 / std::sqrt(LAST * settings.batch);
            EXPECT_NEAR(value, (best + 1.0) / 2.0, 5.0 * spread + 0.02) << discount;
        }
    }
}

TEST(DqnAgent, ExploresByItsChance)
{
    AgentSettings settings = SmallSettings();
    settings.explorationNoise = 0.5;
    const int choices = 4;
    DqnAgent agent(1, {{choices}, 0}, settings, 3);
    const int count = 4000;
    const Eigen::MatrixXd observations = Eigen::MatrixXd::Constant(count, 1, 0.3);
    const int best = agent.ActBatch(observations.topRows(1), false).categorical(0, 0);
    EXPECT_TRUE((agent.ActBatch(observations, false).categorical.array() == best).all());
    const Eigen::MatrixXi drawn = agent.ActBatch(observations, true).categorical;
    // Of random actions one in four is the best one all the same.
    const double share = settings.explorationNoise * (choices - 1) / choices;
    EXPECT_NEAR(static_cast<double>((drawn.array() != best).count()) / count,
                share,
                5.0 * std::sqrt(share * (1.0 - share) / count));
}

TEST(DqnAgent, GoesOnFromACheckpoint)
{
    AgentSettings settings = SmallSettings();
    settings.discount = 0.8;
    settings.targetPeriod = 10;
    DqnAgent agent(1, SPACE, settings, 3);
    TellChain(agent);
    for (int i = 0; i < 15; ++i)
    {
        ASSERT_TRUE(agent.Update());
    }
    Checkpoint cut;
    agent.Save(cut, Agent::Extent::EVERYTHING);
    DqnAgent other(1, SPACE, settings, 4);
    other.Load(cut, Agent::Extent::EVERYTHING);
    Checkpoint whole;
    Checkpoint parts;
    for (auto [learner, checkpoint] : {std::pair{&agent, &whole}, std::pair{&other, &parts}})
    {
        for (int i = 0; i < 15; ++i)
        {
            ASSERT_TRUE(learner->Update());
        }
        learner->Save(*checkpoint, Agent::Extent::EVERYTHING);
    }
    for (const char* network : {"values", "target"})
    {
        EXPECT_EQ(whole.GetMatrix(network), parts.GetMatrix(network)) << network;
    }
    EXPECT_NE(whole.GetMatrix("values"), cut.GetMatrix("values"));
}

TEST(DqnAgent, RefusesOtherSpaces)
{
    for (const ActionSpace& space :
         {ActionSpace{{}, 1}, ActionSpace{{2, 2}, 0}, ActionSpace{{2}, 1}})
    {
        EXPECT_THROW(DqnAgent(1, space, SmallSettings(), 1), std::invalid_argument);
    }
}

} // namespace
