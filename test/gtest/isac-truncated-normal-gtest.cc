/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Opinion scores: the inverse distribution function and the mean against the reference, and far
 * out where probabilities round to 0 or 1.
 */

#include "isac-da-agent-cases.h"

#include "ns3/isac-truncated-normal.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace ns3::isac;

TEST(TruncatedNormal, AgreesWithTheReference)
{
    const nlohmann::json cases = DaCases("truncated_normal");
    ASSERT_EQ(cases.size(), 12u);
    for (const nlohmann::json& entry : cases)
    {
        const TruncatedNormal scores(entry["m"], entry["sd"]);
        EXPECT_NEAR(scores.Quantile(entry["u"]), entry["x"], 1e-12 * 5);
        EXPECT_NEAR(scores.Mean(), entry["mean"], 1e-12 * 5);
    }
}

TEST(TruncatedNormal, QuantilesInvertTheDistribution)
{
    // Right to the tails, on both sides of the interval, against the distribution by erfc.
    for (const double location : {-20.0, -3.0, 1.0, 2.9, 3.1, 5.0, 9.0, 26.0})
    {
        const TruncatedNormal scores(location, 1.0);
        double last = 1.0;
        for (const double probability : {0.01, 0.2, 0.5, 0.8, 0.99})
        {
            const double value = scores.Quantile(probability);
            EXPECT_GT(value, last);
            EXPECT_LT(value, 5.0);
            last = value;
            // From the tail in which nothing cancels.
            const double sign = location < 3.0 ? 1.0 : -1.0;
            const auto tail = [&](double x) {
                return 0.5 * std::erfc(sign * (x - location) / std::sqrt(2.0));
            };
            const double near = location < 3.0 ? 1.0 : 5.0;
            const double far = location < 3.0 ? 5.0 : 1.0;
            const double share = (tail(near) - tail(value)) / (tail(near) - tail(far));
            EXPECT_NEAR(location < 3.0 ? share : 1.0 - share, probability, 1e-9);
        }
        EXPECT_EQ(scores.Quantile(0.0), 1.0);
        EXPECT_EQ(scores.Quantile(1.0), 5.0);
    }
}

TEST(TruncatedNormal, IsSymmetric)
{
    for (const double location : {-2.0, 1.5, 4.0})
    {
        const TruncatedNormal one(location, 0.7);
        const TruncatedNormal other(6.0 - location, 0.7);
        EXPECT_NEAR(one.Mean(), 6.0 - other.Mean(), 1e-14);
        for (const double probability : {0.1, 0.4, 0.9})
        {
            EXPECT_NEAR(one.Quantile(probability), 6.0 - other.Quantile(1.0 - probability), 1e-13);
        }
    }
}

TEST(TruncatedNormal, GoesToTheNearEndFarAway)
{
    EXPECT_EQ(TruncatedNormal(100.0, 1.0).Quantile(0.3), 5.0);
    EXPECT_EQ(TruncatedNormal(100.0, 1.0).Mean(), 5.0);
    EXPECT_EQ(TruncatedNormal(-100.0, 1.0).Quantile(0.3), 1.0);
    EXPECT_EQ(TruncatedNormal(-100.0, 1.0).Mean(), 1.0);
    // Where s is wide, nothing of the bell is left: uniform, up to about 1/s^2.
    EXPECT_NEAR(TruncatedNormal(3.0, 1e4).Quantile(0.25), 2.0, 1e-7);
}

TEST(TruncatedNormal, DrawsHaveItsMean)
{
    boost::random::mt19937_64 random(1);
    const TruncatedNormal scores(4.6, std::sqrt(0.8));
    const int count = 50000;
    double sum = 0.0;
    for (int i = 0; i < count; ++i)
    {
        const double score = scores.Draw(random);
        ASSERT_GE(score, 1.0);
        ASSERT_LE(score, 5.0);
        sum += score;
    }
    // Cutting makes the deviation smaller than s.
    EXPECT_NEAR(sum / count, scores.Mean(), 4.0 * std::sqrt(0.8 / count));
    boost::random::mt19937_64 one(2);
    boost::random::mt19937_64 two(2);
    EXPECT_EQ(scores.Draw(one), scores.Draw(two));
}

TEST(TruncatedNormal, RefusesWhatIsNoDistribution)
{
    EXPECT_THROW(TruncatedNormal(3.0, 0.0), std::invalid_argument);
    EXPECT_THROW(TruncatedNormal(3.0, 1.0, 5.0, 1.0), std::invalid_argument);
    EXPECT_THROW(TruncatedNormal(std::nan(""), 1.0), std::invalid_argument);
    EXPECT_THROW(TruncatedNormal(3.0, 1.0).Quantile(1.1), std::invalid_argument);
}
