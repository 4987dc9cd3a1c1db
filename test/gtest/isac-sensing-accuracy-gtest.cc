/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-sensing-accuracy.h"

#include <cmath>
#include <gtest/gtest.h>

namespace ns3
{
namespace isac
{

TEST(SensingAccuracy, MatchesTheCalibration)
{
    // Printed to three digits in the reference.
    const SensingAccuracyLaw law;
    EXPECT_NEAR(law.Accuracy(119.0), 0.404, 0.0005);
    EXPECT_NEAR(law.Accuracy(500.0), 0.820, 0.0005);
    EXPECT_NEAR(law.Accuracy(1667.0), 0.911, 0.0005);
}

TEST(SensingAccuracy, IsCutAtZero)
{
    const SensingAccuracyLaw law;
    EXPECT_EQ(law.Accuracy(0.0), 0.0);
    EXPECT_EQ(law.Accuracy(68.0), 0.0); // 0.95 - 65/68 is negative
    EXPECT_GT(law.Accuracy(69.0), 0.0);
}

TEST(SensingAccuracy, CyclesInvertsAccuracy)
{
    const SensingAccuracyLaw law{0.97, 28.0, 0.8};
    for (const double n : {100.0, 333.0, 1234.5})
    {
        EXPECT_NEAR(law.Cycles(law.Accuracy(n)) / n, 1.0, 1e-12);
    }
    EXPECT_TRUE(std::isinf(law.Cycles(0.97)));
    EXPECT_TRUE(std::isinf(law.Cycles(1.0)));
}

TEST(SensingAccuracy, RisesTowardsItsLimit)
{
    const SensingAccuracyLaw law;
    double last = law.Accuracy(70.0);
    for (double n = 100.0; n < 1e6; n *= 1.5)
    {
        const double accuracy = law.Accuracy(n);
        EXPECT_GT(accuracy, last);
        EXPECT_LT(accuracy, law.limit);
        last = accuracy;
    }
}

} // namespace isac
} // namespace ns3
