/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * DRQN: it remembers what it saw first, values what comes later, and refuses windows that do not
 * fit.
 */

#include "ns3/isac-drqn-agent.h"

#include <gtest/gtest.h>
#include <stdexcept>

using namespace ns3::isac;

namespace
{

const ActionSpace SPACE{{2}, 0};

/// @return settings for windows of three
AgentSettings
SmallSettings()
{
    AgentSettings settings;
    settings.criticHidden = {8};
    settings.recurrentHidden = {8, 6};
    settings.window = 3;
    settings.criticRate = 1e-2;
    settings.softUpdate = 0.05;
    settings.replay = 64;
    settings.minReplay = 16;
    settings.batch = 32;
    return settings;
}

TEST(DrqnAgent, RemembersAndLooksAhead)
{
    // The oldest observation tells which action is right in the end; what follows is the same.
    // Right earns 1 at once, wrong earns nothing but leads to where anything earns 1.
    for (const double discount : {0.0, 0.6})
    {
        for (const bool doubleQ : {false, true})
        {
            AgentSettings settings = SmallSettings();
            settings.discount = discount;
            settings.doubleQ = doubleQ;
            settings.targetPeriod = doubleQ ? 10 : 0;
            DrqnAgent agent(3, SPACE, settings, 3);
            Eigen::MatrixXd observations(6, 3);
            observations << 1.0, 0.0, 0.5, 1.0, 0.0, 0.5, -1.0, 0.0, 0.5, -1.0, 0.0, 0.5, 0.0, 1.0,
                1.0, 0.0, 1.0, 1.0;
            ActionBatch actions{Eigen::MatrixXi(6, 1), Eigen::MatrixXd(6, 0)};
            actions.categorical << 0, 1, 0, 1, 0, 1;
            StepResult result;
            result.finalObservation = observations.row(5).replicate(6, 1);
            result.observation = result.finalObservation;
            result.reward = (Eigen::VectorXd(6) << 1.0, 0.0, 0.0, 1.0, 1.0, 1.0).finished();
            result.terminated.setConstant(6, true);
            result.terminated[1] = false;
            result.terminated[2] = false;
            result.truncated.setConstant(6, false);
            for (int i = 0; i < 5; ++i)
            {
                agent.Observe(observations, actions, result);
            }
            constexpr int UPDATES = 400;
            constexpr int LAST = 50;
            double value = 0.0;
            for (int i = 0; i < UPDATES; ++i)
            {
                ASSERT_TRUE(agent.Update());
                value += i >= UPDATES - LAST ? agent.GetFigures()[1].second / LAST : 0.0;
            }
            EXPECT_EQ(agent.Act(observations.row(0).transpose()).categorical[0], 0);
            EXPECT_EQ(agent.Act(observations.row(2).transpose()).categorical[0], 1);
            // In every state the best action is worth 1.
            EXPECT_NEAR(value, 1.0, 0.05) << discount << doubleQ;
            // Wrong ones are worth the discount: the loss is small only if it is met.
            EXPECT_LT(agent.GetFigures()[0].second, 5e-3) << discount << doubleQ;
        }
    }
}

TEST(DrqnAgent, RefusesWhatDoesNotFit)
{
    for (const ActionSpace& space :
         {ActionSpace{{}, 1}, ActionSpace{{2, 2}, 0}, ActionSpace{{2}, 1}})
    {
        EXPECT_THROW(DrqnAgent(3, space, SmallSettings(), 1), std::invalid_argument);
    }
    EXPECT_THROW(DrqnAgent(4, SPACE, SmallSettings(), 1), std::invalid_argument);
}

} // namespace
