/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Generalised advantages and Monte Carlo returns, by hand, with episodes that end, are cut short or
 * go on.
 */

#include "ns3/isac-advantage.h"

#include <gtest/gtest.h>
#include <limits>

using namespace ns3::isac;

namespace
{

/// Results are single precision, of sizes below 8, after a handful of operations.
constexpr float CLOSE = 32.0F * std::numeric_limits<float>::epsilon();

/**
 * @param environments N
 * @param reward of each step
 * @return steps of which none ends an episode
 */
RolloutSteps
Open(int environments, const Eigen::VectorXf& reward)
{
    RolloutSteps steps;
    steps.environments = environments;
    steps.reward = reward;
    steps.terminated.setConstant(reward.size(), false);
    steps.truncated.setConstant(reward.size(), false);
    return steps;
}

/// Three steps of one environment.
class Advantage : public testing::Test
{
  protected:
    Eigen::VectorXf Estimate(double decay) const
    {
        return EstimateAdvantages(m_steps,
                                  Eigen::Vector3f(0.5F, 0.4F, 0.3F),
                                  Eigen::Vector3f(0.4F, 0.3F, 0.2F),
                                  0.9,
                                  decay);
    }

    RolloutSteps m_steps = Open(1, Eigen::Vector3f(1.0F, 2.0F, 3.0F));
};

TEST_F(Advantage, SumsSurprises)
{
    // delta = 0.86, 1.87, 2.88; each later one counts 0.72 as much.
    const Eigen::VectorXf advantage = Estimate(0.8);
    EXPECT_NEAR(advantage[2], 2.88F, CLOSE);
    EXPECT_NEAR(advantage[1], 1.87F + 0.72F * 2.88F, CLOSE);
    EXPECT_NEAR(advantage[0], 0.86F + 0.72F * (1.87F + 0.72F * 2.88F), CLOSE);
}

TEST_F(Advantage, ExpectsNothingAfterTheEnd)
{
    m_steps.terminated[1] = true;
    const Eigen::VectorXf advantage = Estimate(0.8);
    EXPECT_NEAR(advantage[1], 2.0F - 0.4F, CLOSE);
    EXPECT_NEAR(advantage[0], 0.86F + 0.72F * 1.6F, CLOSE);
    EXPECT_NEAR(advantage[2], 2.88F, CLOSE);
}

TEST_F(Advantage, ExpectsTheValueWhereCutShort)
{
    m_steps.truncated[1] = true;
    const Eigen::VectorXf advantage = Estimate(0.8);
    EXPECT_NEAR(advantage[1], 1.87F, CLOSE);
    EXPECT_NEAR(advantage[0], 0.86F + 0.72F * 1.87F, CLOSE);
}

TEST_F(Advantage, LiesBetweenSurpriseAndReturn)
{
    const Eigen::VectorXf surprise = Estimate(0.0);
    EXPECT_NEAR(surprise[0], 0.86F, CLOSE);
    EXPECT_NEAR(surprise[1], 1.87F, CLOSE);
    // With decay 1 what is left is the return with the last value, less the value at first.
    EXPECT_NEAR(Estimate(1.0)[0], 1.0F + 0.9F * 2.0F + 0.81F * 3.0F + 0.729F * 0.2F - 0.5F, CLOSE);
}

TEST(AdvantageOfMany, EnvironmentsNeverMix)
{
    // Two environments step by step: the first ends in between, the second does not.
    RolloutSteps both = Open(2, (Eigen::VectorXf(6) << 1, 5, 2, 6, 3, 7).finished());
    both.terminated[2] = true;
    const Eigen::VectorXf value = (Eigen::VectorXf(6) << 1, 2, 3, 4, 5, 6).finished() / 10.0F;
    const Eigen::VectorXf next = (Eigen::VectorXf(6) << 3, 1, 4, 1, 5, 9).finished() / 10.0F;
    const Eigen::VectorXf advantage = EstimateAdvantages(both, value, next, 0.9, 0.8);
    const ReturnsToGo returns = SumReturns(both, 0.9);
    for (const int e : {0, 1})
    {
        const auto mine = Eigen::seqN(e, 3, 2);
        RolloutSteps alone = Open(1, both.reward(mine));
        alone.terminated = both.terminated(mine);
        const Eigen::VectorXf expected =
            EstimateAdvantages(alone, value(mine), next(mine), 0.9, 0.8);
        EXPECT_EQ(Eigen::VectorXf(advantage(mine)), expected);
        const ReturnsToGo single = SumReturns(alone, 0.9);
        EXPECT_EQ(Eigen::VectorXf(returns.value(mine)), single.value);
        EXPECT_TRUE((returns.complete(mine) == single.complete).all());
    }
}

TEST(Returns, AreCompleteWhereTheEpisodeEnds)
{
    RolloutSteps steps = Open(1, (Eigen::VectorXf(5) << 1, 2, 3, 4, 5).finished());
    steps.terminated[1] = true;
    steps.truncated[3] = true;
    const ReturnsToGo returns = SumReturns(steps, 0.5);
    const Eigen::VectorXf expected = (Eigen::VectorXf(5) << 2, 2, 5, 4, 5).finished();
    EXPECT_EQ(returns.value, expected);
    for (int i = 0; i < 5; ++i)
    {
        EXPECT_EQ(returns.complete[i], i < 4) << i;
    }
}

TEST(Returns, OfDiscountZeroAreRewards)
{
    const RolloutSteps steps = Open(1, Eigen::Vector3f(1.0F, 2.0F, 3.0F));
    const ReturnsToGo returns = SumReturns(steps, 0.0);
    EXPECT_EQ(returns.value, steps.reward);
    EXPECT_TRUE(returns.complete.all());
    EXPECT_FALSE(SumReturns(steps, 0.5).complete.any());
}

} // namespace
