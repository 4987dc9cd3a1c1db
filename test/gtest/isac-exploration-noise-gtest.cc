/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-exploration-noise.h"
#include "ns3/isac-schedule.h"

#include <cmath>
#include <gtest/gtest.h>

namespace ns3
{
namespace isac
{

TEST(ExplorationNoise, GaussianHasItsDeviation)
{
    // Nothing is clipped: 0.5 lies ten deviations from the ends.
    const int count = 100000;
    RandomSource random(2);
    Eigen::MatrixXd values = Eigen::MatrixXd::Constant(count / 2, 2, 0.5);
    AddGaussianNoise(values, 0.05, random);
    const Eigen::ArrayXXd z = (values.array() - 0.5) / 0.05;
    // Five standard deviations of the mean and of the mean square, whose variance is 2 / count.
    EXPECT_NEAR(z.mean(), 0.0, 5.0 / std::sqrt(count));
    EXPECT_NEAR(z.square().mean(), 1.0, 5.0 * std::sqrt(2.0 / count));
}

TEST(ExplorationNoise, ActionsStayInRange)
{
    RandomSource random(2);
    for (int step = 0; step < 20; ++step)
    {
        Eigen::MatrixXd values = Eigen::MatrixXd::Constant(50, 4, step % 2 == 0 ? 0.01 : 0.99);
        AddGaussianNoise(values, 2.0, random);
        EXPECT_EQ(values.minCoeff(), 0.0);
        EXPECT_EQ(values.maxCoeff(), 1.0);
    }
}

TEST(ExplorationNoise, NoDeviationDrawsNothing)
{
    RandomSource random(2);
    const std::string state = random.GetState();
    Eigen::MatrixXd values = Eigen::MatrixXd::Constant(3, 2, 0.25);
    AddGaussianNoise(values, 0.0, random);
    EXPECT_EQ(random.GetState(), state);
    EXPECT_TRUE((values.array() == 0.25).all());
}

TEST(LinearSchedule, RunsFromStartToItsShare)
{
    const LinearSchedule falling{0.2, 0.25};
    EXPECT_DOUBLE_EQ(falling.At(0.0), 0.2);
    EXPECT_DOUBLE_EQ(falling.At(0.5), 0.125);
    EXPECT_DOUBLE_EQ(falling.At(1.0), 0.05);
    const LinearSchedule rising{0.4, 2.5};
    EXPECT_DOUBLE_EQ(rising.At(1.0), 1.0);
    EXPECT_DOUBLE_EQ(LinearSchedule().At(0.7), 1.0);
}

} // namespace isac
} // namespace ns3
