/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-decibel.h"
#include "ns3/isac-path-loss.h"
#include "ns3/isac-shannon-rate.h"

#include <cmath>
#include <gtest/gtest.h>

namespace ns3
{
namespace isac
{

TEST(Decibel, ConvertsThereAndBack)
{
    EXPECT_DOUBLE_EQ(DbToLinear(30.0), 1000.0);
    EXPECT_DOUBLE_EQ(LinearToDb(100.0), 20.0);
    EXPECT_DOUBLE_EQ(DbmToWatt(0.0), 1e-3);
    for (const double db : {-174.0, -3.0, 0.0, 12.5})
    {
        EXPECT_NEAR(LinearToDb(DbToLinear(db)), db, 1e-12);
    }
}

TEST(PathLoss, MatchesTheCellEdgeOfTheReference)
{
    // 128.1 + 37.6 log10(0.2) dB at 200 m.
    const LogDistancePathLoss loss;
    EXPECT_NEAR(loss.Gain(200.0) / 6.578505108925862e-11, 1.0, 1e-12);
    EXPECT_NEAR(LinearToDb(loss.Gain(1000.0)), -128.1, 1e-12);
}

TEST(PathLoss, LosesTheSlopePerDecade)
{
    LogDistancePathLoss loss;
    loss.slopeDb = 20.0;
    EXPECT_NEAR(loss.Gain(50.0) / loss.Gain(500.0), 100.0, 1e-10);
}

TEST(PathLoss, FreeSpaceIsFriis)
{
    // The engineer's formula: 92.45 dB at 1 km and 1 GHz, rounded to a hundredth.
    EXPECT_NEAR(LinearToDb(FreeSpaceGain(1000.0, 1e9)), -92.45, 0.005);
    EXPECT_NEAR(FreeSpaceGain(10.0, 2e9) / FreeSpaceGain(20.0, 4e9), 16.0, 1e-12);
}

TEST(ShannonRate, IsTwoBitsPerHertzAtThree)
{
    const double bandwidth = 10e6;
    const double noise = 4e-21;
    const double gain = 1e-10;
    const double power = 3.0 * noise * bandwidth / gain;
    EXPECT_NEAR(ShannonRate(bandwidth, gain, power, noise), 2.0 * bandwidth, 1e-6);
    EXPECT_EQ(ShannonRate(bandwidth, gain, 0.0, noise), 0.0);
}

TEST(ShannonRate, IsBoundedByTheWidebandLimit)
{
    // As W grows the rate rises towards g P / (N0 ln 2).
    const double limit = 1e-12 / (4e-21 * std::log(2.0));
    const double narrow = ShannonRate(1e8, 1e-12, 1.0, 4e-21);
    const double wide = ShannonRate(1e14, 1e-12, 1.0, 4e-21);
    EXPECT_LT(narrow, wide);
    EXPECT_LT(wide, limit);
    // ln(1 + x) / x is 1 - x/2 + O(x^2), here with x = 2.5e-6.
    EXPECT_NEAR(wide / limit, 1.0 - 1.25e-6, 1e-9);
}

} // namespace isac
} // namespace ns3
