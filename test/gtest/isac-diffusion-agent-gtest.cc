/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * A diffusion actor: it comes near the best of toys whose best is known, and draws only when told
 * to explore.
 */

#include "isac-toy-training.h"

#include <algorithm>
#include <gtest/gtest.h>

using namespace ns3::isac;

namespace
{

TEST(DiffusionAgent, LearnsABandit)
{
    ToyBandit environment(8);
    AgentSettings settings = ToySettings();
    const auto agent = MakeToyAgent("diffusion", environment, settings, 1);
    const double before = BanditRegret(*agent);
    TrainToy(*agent, environment, 12000, 400);
    const double after = BanditRegret(*agent);
    // Of choices 0 to 2 a relaxed value in (1/4, 1/3) is nearer to 1 but means 0, likewise above:
    // that alone costs 2 (1/12)^2 / 2 = 0.007.
    EXPECT_LT(after, ToyBandit::UNIFORM_REGRET / 8);
    EXPECT_LT(after, before / 2.0);
}

TEST(DiffusionAgent, LooksAhead)
{
    ToyRegulator environment(8);
    AgentSettings settings = ToySettings();
    settings.discount = 0.8;
    const auto agent = MakeToyAgent("diffusion", environment, settings, 1);
    TrainToy(*agent, environment, 4000, 80);
    // An agent blind to what follows does nothing, u = 0: it errs by K / sqrt(3) = 0.39.
    EXPECT_LT(RegulatorError(*agent, settings.discount), 0.13);
}

TEST(DiffusionAgent, LooksNoFurtherThanItsDiscount)
{
    ToyRegulator environment(8);
    const auto agent = MakeToyAgent("diffusion", environment, ToySettings(), 1);
    TrainToy(*agent, environment, 4000, 80);
    // K is 0: the best is to do nothing
    EXPECT_LT(RegulatorError(*agent, 0.0), 0.13);
}

TEST(DiffusionAgent, ChainItselfExplores)
{
    ToyBandit environment(1);
    AgentSettings settings = ToySettings();
    settings.explorationNoise = 0.0;
    const auto agent = MakeToyAgent("diffusion", environment, settings, 1);
    const Eigen::Vector2d observation(0.3, -0.6);
    const double best = agent->Act(observation).continuous[0];
    double least = 1.0;
    double most = 0.0;
    for (int i = 0; i < 100; ++i)
    {
        const double value = agent->Act(observation, true).continuous[0];
        least = std::min(least, value);
        most = std::max(most, value);
        EXPECT_EQ(agent->Act(observation).continuous[0], best);
    }
    // Untrained, it sees no noise in what it is given, and gives it back blown up to the bound.
    EXPECT_LT(least, 0.1);
    EXPECT_GT(most, 0.9);
}

} // namespace
