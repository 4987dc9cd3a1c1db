/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-rayleigh-fading.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <vector>

namespace ns3
{
namespace isac
{

namespace
{

std::vector<double>
Draw(int count, unsigned seed)
{
    boost::random::mt19937_64 generator(seed);
    std::vector<double> gains(count);
    for (double& gain : gains)
    {
        gain = DrawRayleighGain(generator);
    }
    return gains;
}

} // namespace

TEST(RayleighFading, HasUnitMeanAndVariance)
{
    const int count = 200000;
    double mean = 0.0;
    double second = 0.0;
    for (const double gain : Draw(count, 1))
    {
        ASSERT_GE(gain, 0.0);
        mean += gain / count;
        second += gain * gain / count;
    }
    // Four standard deviations; the fourth central moment of the exponential is 9.
    EXPECT_NEAR(mean, 1.0, 4.0 / std::sqrt(count));
    EXPECT_NEAR(second - mean * mean, 1.0, 4.0 * std::sqrt(8.0 / count));
}

TEST(RayleighFading, IsExponential)
{
    const int count = 100000;
    std::vector<double> gains = Draw(count, 2);
    std::sort(gains.begin(), gains.end());
    double distance = 0.0;
    for (int i = 0; i < count; ++i)
    {
        const double law = 1.0 - std::exp(-gains[i]);
        distance = std::max({distance, law - i / double(count), (i + 1) / double(count) - law});
    }
    // Kolmogorov-Smirnov at the 0.1 % level.
    EXPECT_LT(distance, 1.95 / std::sqrt(count));
}

TEST(RayleighFading, RepeatsForASeed)
{
    EXPECT_EQ(Draw(100, 3), Draw(100, 3));
    EXPECT_NE(Draw(100, 3), Draw(100, 4));
}

} // namespace isac
} // namespace ns3
