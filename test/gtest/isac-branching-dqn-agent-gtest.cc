/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Branching DQN: it finds the values of a chain that is solved by hand and the best of a bandit of
 * several choices, and explores each of them as often as it is told.
 */

#include "isac-toy-training.h"

#include <cmath>
#include <gtest/gtest.h>
#include <stdexcept>

using namespace ns3::isac;

namespace
{

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
    return settings;
}

/**
 * @brief All that can happen in a chain, four times each: in state 0, the first choice 0 earns 0.2
 * and ends, 1 earns nothing and leads to state 1; there, 0 earns nothing and 1 earns 1, and both
 * end. The second choice, of 3, changes nothing.
 * @param agent is told
 */
void
TellChain(Agent& agent)
{
    constexpr int CASES = 12;
    Eigen::MatrixXd observations(CASES, 1);
    ActionBatch actions{Eigen::MatrixXi(CASES, 2), Eigen::MatrixXd(CASES, 0)};
    StepResult result;
    result.observation = Eigen::MatrixXd::Constant(CASES, 1, 1.0);
    result.finalObservation = result.observation;
    result.reward.resize(CASES);
    result.terminated.resize(CASES);
    result.truncated.setConstant(CASES, false);
    for (int i = 0; i < CASES; ++i)
    {
        const int state = i / 6;
        const int choice = i / 3 % 2;
        observations(i, 0) = state;
        actions.categorical.row(i) << choice, i % 3;
        result.reward[i] = state == 0 ? 0.2 * (1 - choice) : choice;
        result.terminated[i] = state == 1 || choice == 0;
    }
    for (int i = 0; i < 4; ++i)
    {
        agent.Observe(observations, actions, result);
    }
}

TEST(BranchingDqnAgent, FindsTheValuesOfAChain)
{
    for (const int period : {0, 10})
    {
        for (const double discount : {0.8, 0.2})
        {
            AgentSettings settings = SmallSettings();
            settings.discount = discount;
            settings.targetPeriod = period;
            BranchingDqnAgent agent(1, {{2, 3}, 0}, settings, 3);
            TellChain(agent);
            double value = 0.0;
            constexpr int UPDATES = 2500;
            constexpr int LAST = 200;
            for (int i = 0; i < UPDATES; ++i)
            {
                ASSERT_TRUE(agent.Update());
                value += i >= UPDATES - LAST ? agent.GetFigures()[1].second / LAST : 0.0;
            }
            // In state 1 the first branch is worth 0 or 1, the second their mean, 0.5: 0.75 is
            // what a target counts. To go on from state 0 is worth discount times that.
            const double on = 0.75 * discount;
            const double mean = (0.2 + on) / 2.0;
            const double best = (std::max(0.2, on) + mean) / 2.0;
            EXPECT_EQ(agent.Act(Eigen::VectorXd::Zero(1)).categorical[0], on > 0.2 ? 1 : 0);
            EXPECT_EQ(agent.Act(Eigen::VectorXd::Ones(1)).categorical[0], 1);
            // Both states are drawn alike: five deviations of a mean over all draws, and what the
            // network has still to learn.
            const double spread = (0.75 - best) / 2.0 / std::sqrt(LAST * settings.batch);
            EXPECT_NEAR(value, (best + 0.75) / 2.0, 5.0 * spread + 0.02) << discount;
        }
    }
}

TEST(BranchingDqnAgent, FindsTheBestOfSeparateChoices)
{
    ToySwitches environment(8);
    AgentSettings settings = ToySettings();
    settings.explorationNoise = 1.0;
    settings.finalNoise = 0.05;
    settings.noiseSpan = 0.6;
    const auto agent = MakeToyAgent("branching-dqn", environment, settings, 1);
    const double before = ToySwitches::Regret(*agent).policy;
    TrainToy(*agent, environment, 16000, 400);
    const ToySwitches::Regrets after = ToySwitches::Regret(*agent);
    EXPECT_LT(after.policy, after.uniform / 20.0);
    EXPECT_LT(after.policy, before / 2.0);
}

TEST(BranchingDqnAgent, ExploresEachChoiceByItsChance)
{
    AgentSettings settings = SmallSettings();
    settings.explorationNoise = 0.5;
    const std::vector<int> branches{4, 2};
    BranchingDqnAgent agent(1, {branches, 0}, settings, 3);
    const int count = 4000;
    const Eigen::MatrixXd observations = Eigen::MatrixXd::Constant(count, 1, 0.3);
    const Eigen::MatrixXi best = agent.ActBatch(observations, false).categorical;
    EXPECT_EQ(best, best.row(0).replicate(count, 1));
    const Eigen::MatrixXi drawn = agent.ActBatch(observations, true).categorical;
    double both = settings.explorationNoise * settings.explorationNoise;
    for (int d = 0; d < 2; ++d)
    {
        // Of random choices one in so many is the best one all the same.
        const double chance = static_cast<double>(branches[d] - 1) / branches[d];
        const double share = settings.explorationNoise * chance;
        both *= chance;
        EXPECT_NEAR(static_cast<double>((drawn.col(d).array() != best.col(d).array()).count()) /
                        count,
                    share,
                    5.0 * std::sqrt(share * (1.0 - share) / count));
    }
    // Each by itself: both depart together as often as chance has it.
    const auto together = (drawn.array() != best.array()).rowwise().all().count();
    EXPECT_NEAR(static_cast<double>(together) / count,
                both,
                5.0 * std::sqrt(both * (1.0 - both) / count));
}

TEST(BranchingDqnAgent, RefusesOtherSpaces)
{
    for (const ActionSpace& space :
         {ActionSpace{{}, 1}, ActionSpace{{}, 0}, ActionSpace{{2, 2}, 1}})
    {
        EXPECT_THROW(BranchingDqnAgent(1, space, SmallSettings(), 1), std::invalid_argument);
    }
}

} // namespace
