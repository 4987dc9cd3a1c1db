/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * An actor trained through the derivative of the reward: it comes near the best of a toy whose best
 * is known.
 */

#include "isac-toy-training.h"

#include <gtest/gtest.h>

using namespace ns3::isac;

namespace
{

TEST(RewardGradientAgent, LearnsABandit)
{
    ToyBandit environment(8);
    AgentSettings settings = ToySettings();
    // Enough to keep choices open until the values have settled
    settings.initialTemperature = 0.1;
    const auto agent = MakeToyAgent("reward-gradient", environment, settings, 1);
    const double before = BanditRegret(*agent);
    TrainToy(*agent, environment, 12000, 400);
    const double after = BanditRegret(*agent);
    // The gradient is exact: nearer than learners with a critic come
    EXPECT_LT(after, ToyBandit::UNIFORM_REGRET / 64);
    EXPECT_LT(after, before / 2.0);
}

} // namespace
