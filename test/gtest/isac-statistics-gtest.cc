/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-statistics.h"

#include <cmath>
#include <gtest/gtest.h>

namespace ns3
{
namespace isac
{
namespace
{

/**
 * @param confidence two-sided
 * @return Student's t of 2 degrees of freedom, which has a closed form
 */
double
TwoDegrees(double confidence)
{
    return confidence * std::sqrt(2.0 / (1.0 - confidence * confidence));
}

TEST(EpisodeMean, IntervalIsStudentsOverMeansOfEpisodes)
{
    EpisodeMean mean(2);
    for (const double value : {1.0, 3.0, 4.0, 6.0, 7.0, 9.0})
    {
        mean.Add(value);
    }
    EXPECT_EQ(mean.GetEpisodes(), 3);
    EXPECT_DOUBLE_EQ(mean.GetMean(), 5.0);
    // Means 2, 5, 8: standard deviation 3.
    EXPECT_NEAR(mean.GetHalfWidth(), TwoDegrees(0.95) * 3.0 / std::sqrt(3.0), 1e-12);
    EXPECT_NEAR(mean.GetHalfWidth(0.9), TwoDegrees(0.9) * 3.0 / std::sqrt(3.0), 1e-12);
}

TEST(EpisodeMean, BrokenEpisodeCountsInTheMeanOnly)
{
    EpisodeMean mean(2);
    for (const double value : {1.0, 3.0, 4.0, 6.0, 100.0})
    {
        mean.Add(value);
    }
    EXPECT_EQ(mean.GetEpisodes(), 2);
    EXPECT_DOUBLE_EQ(mean.GetMean(), 22.8);
    // Means 2 and 5: deviation 3/sqrt(2). Student's t of 1 degree of freedom is Cauchy's.
    EXPECT_NEAR(mean.GetHalfWidth(), std::tan(0.5 * M_PI * 0.95) * 1.5, 1e-11);
}

TEST(EpisodeMean, NoIntervalFromOneEpisode)
{
    EpisodeMean mean(3);
    EXPECT_EQ(mean.GetMean(), 0.0);
    for (int i = 0; i < 5; ++i)
    {
        mean.Add(i);
    }
    EXPECT_EQ(mean.GetEpisodes(), 1);
    EXPECT_TRUE(std::isnan(mean.GetHalfWidth()));
}

TEST(EpisodeMean, LargeOffsetCostsNoDigits)
{
    EpisodeMean mean(1);
    for (const double value : {1.0, 2.0, 3.0})
    {
        mean.Add(1e9 + value);
    }
    // Doubles near 1e9 are 1.2e-7 apart.
    EXPECT_NEAR(mean.GetHalfWidth(), TwoDegrees(0.95) / std::sqrt(3.0), 1e-6);
}

TEST(BoundedDistribution, QuantilesToABinAndExactMean)
{
    BoundedDistribution values(2.0);
    EXPECT_TRUE(std::isnan(values.GetMean()));
    EXPECT_TRUE(std::isnan(values.GetQuantile(0.5)));
    for (int i = 1; i <= 100; ++i)
    {
        values.Add(0.01 * i + 1e-6); // off the edges of bins
    }
    EXPECT_EQ(values.GetCount(), 100);
    EXPECT_NEAR(values.GetMean(), 0.505 + 1e-6, 1e-12);
    const double bin = 2.0 / 10000;
    EXPECT_NEAR(values.GetQuantile(0.95), 0.95 + bin, 1e-12);
    EXPECT_NEAR(values.GetQuantile(0.5), 0.5 + bin, 1e-12);
    EXPECT_NEAR(values.GetQuantile(1.0), 1.0 + bin, 1e-12);
    values.Add(50.0);
    EXPECT_DOUBLE_EQ(values.GetQuantile(1.0), 2.0);
}

TEST(RatioOfMeans, PairingTakesOutWhatIsCommon)
{
    // One is nine tenths of the other, case by case: no doubt is left.
    const std::vector<double> best = {0.2, 0.9, 0.5, 0.4};
    std::vector<double> mine = best;
    for (double& value : mine)
    {
        value *= 0.9;
    }
    const Estimate exact = RatioOfMeans(mine, best);
    EXPECT_NEAR(exact.value, 0.9, 1e-15);
    EXPECT_NEAR(exact.halfWidth, 0.0, 1e-15);

    // By hand: R = 6/6, residuals -1, 0, 1, deviation 1, two degrees of freedom.
    const Estimate ratio = RatioOfMeans({0.0, 2.0, 4.0}, {1.0, 2.0, 3.0});
    EXPECT_DOUBLE_EQ(ratio.value, 1.0);
    EXPECT_NEAR(ratio.halfWidth, TwoDegrees(0.95) / std::sqrt(3.0) / 2.0, 1e-12);
}

TEST(RatioOfMeans, ShareOfWhatIsNotPositiveMeansNothing)
{
    EXPECT_TRUE(std::isnan(RatioOfMeans({1.0, 2.0}, {-1.0, 1.0}).value));
    EXPECT_TRUE(std::isnan(RatioOfMeans({}, {}).value));
    const Estimate single = RatioOfMeans({1.0}, {2.0});
    EXPECT_EQ(single.value, 0.5);
    EXPECT_TRUE(std::isnan(single.halfWidth));
}

} // namespace
} // namespace isac
} // namespace ns3
