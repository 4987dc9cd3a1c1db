/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The bandwidth that a rate takes, against the rate that it gives.
 */

#include "ns3/isac-shannon-rate.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <stdexcept>

using namespace ns3::isac;

namespace
{

constexpr double EPSILON = std::numeric_limits<double>::epsilon();

} // namespace

TEST(BandwidthForRate, GivesTheRateOverManyDecades)
{
    for (double ratio = 1e-3; ratio < 1e16; ratio *= 97.0) // g P / N0
    {
        const double limit = ratio / std::log(2.0);
        for (double exponent = -14.0; exponent <= 6.0; exponent += 0.37)
        {
            // From 1e-14 of the limit to a millionth below it.
            const double odds = std::pow(10.0, exponent);
            const double rate = limit * odds / (1.0 + odds);
            const double bandwidth = BandwidthForRate(rate, ratio, 1.0, 1.0);
            ASSERT_GT(bandwidth, 0.0);
            const double x = ratio / bandwidth;
            // ln x is found to some roundings of it, at most 37; ShannonRate() rounds 1 + x, too.
            const double precise = bandwidth * std::log1p(x) / std::log(2.0);
            EXPECT_NEAR(precise / rate, 1.0, 64.0 * EPSILON);
            EXPECT_NEAR(ShannonRate(bandwidth, ratio, 1.0, 1.0) / rate,
                        1.0,
                        (64.0 + 1.0 / std::log1p(x)) * EPSILON);
        }
    }
}

TEST(BandwidthForRate, IsTheBandwidthThatARateWasMadeWith)
{
    // A bandwidth is as well known as d ln W / d ln R = 1 / (1 - x / ((1 + x) ln(1 + x))) allows.
    for (double bandwidth = 1e3; bandwidth < 1e10; bandwidth *= 7.0)
    {
        const double rate = ShannonRate(bandwidth, 1e-11, 0.2, 4e-21); // g P / N0 = 5e8 Hz
        const double x = 5e8 / bandwidth;
        const double condition = 1.0 / (1.0 - x / ((1.0 + x) * std::log1p(x)));
        EXPECT_NEAR(BandwidthForRate(rate, 1e-11, 0.2, 4e-21) / bandwidth,
                    1.0,
                    condition * (64.0 + 1.0 / std::log1p(x)) * EPSILON);
    }
}

TEST(BandwidthForRate, KnowsItsEnds)
{
    const double limit = 1.0 / std::log(2.0);
    EXPECT_EQ(BandwidthForRate(0.0, 1e-11, 0.2, 4e-21), 0.0);
    EXPECT_EQ(BandwidthForRate(0.0, 0.0, 0.0, 4e-21), 0.0);
    EXPECT_TRUE(std::isinf(BandwidthForRate(1.0, 0.0, 0.2, 4e-21)));
    EXPECT_TRUE(std::isinf(BandwidthForRate(limit * (1.0 + 1e-14), 1.0, 1.0, 1.0)));
    EXPECT_TRUE(std::isfinite(BandwidthForRate(limit * (1.0 - 1e-14), 1.0, 1.0, 1.0)));
    EXPECT_GT(BandwidthForRate(1e-290, 1.0, 1.0, 1.0), 0.0);
    EXPECT_THROW(BandwidthForRate(-1.0, 1.0, 1.0, 1.0), std::invalid_argument);
    EXPECT_THROW(BandwidthForRate(1.0, -1.0, 1.0, 1.0), std::invalid_argument);
    EXPECT_THROW(BandwidthForRate(1.0, 1.0, 1.0, 0.0), std::invalid_argument);
    EXPECT_THROW(BandwidthForRate(std::nan(""), 1.0, 1.0, 1.0), std::invalid_argument);
}
