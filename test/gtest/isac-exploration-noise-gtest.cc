/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-exploration-noise.h"
#include "ns3/isac-schedule.h"

#include <cmath>
#include <gtest/gtest.h>
#include <vector>

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
    OrnsteinUhlenbeckNoise lasting(50, 4);
    for (int step = 0; step < 20; ++step)
    {
        Eigen::MatrixXd values = Eigen::MatrixXd::Constant(50, 4, step % 2 == 0 ? 0.01 : 0.99);
        AddGaussianNoise(values, 2.0, random);
        EXPECT_EQ(values.minCoeff(), 0.0);
        EXPECT_EQ(values.maxCoeff(), 1.0);
        values.setConstant(0.5);
        lasting.Add(values, 2.0, random);
        EXPECT_GE(values.minCoeff(), 0.0);
        EXPECT_LE(values.maxCoeff(), 1.0);
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

TEST(ExplorationNoise, OrnsteinUhlenbeckIsCorrelated)
{
    // Independent processes: averages over them, at a time when they have long been stationary.
    const int count = 40000;
    const double rate = 0.15;
    OrnsteinUhlenbeckNoise noise(count, 1, rate);
    RandomSource random(4);
    const auto draw = [&] {
        Eigen::MatrixXd values = Eigen::MatrixXd::Constant(count, 1, 0.5);
        noise.Add(values, 0.05, random);
        return Eigen::ArrayXd((values.col(0).array() - 0.5) / 0.05);
    };
    // First step: variance 1 - exp(-2 rate).
    const double fresh = 1.0 - std::exp(-2.0 * rate);
    EXPECT_NEAR(draw().square().mean(), fresh, 5.0 * fresh * std::sqrt(2.0 / count));
    for (int step = 0; step < 60; ++step)
    {
        draw();
    }
    const Eigen::ArrayXd x = draw();
    draw();
    const Eigen::ArrayXd y = draw();
    EXPECT_NEAR(x.mean(), 0.0, 5.0 / std::sqrt(count));
    EXPECT_NEAR(x.square().mean(), 1.0, 5.0 * std::sqrt(2.0 / count));
    // The variance of a product of normal numbers is 1 + rho^2.
    const double rho = std::exp(-2.0 * rate);
    EXPECT_NEAR((x * y).mean(), rho, 5.0 * std::sqrt((1.0 + rho * rho) / count));
}

TEST(ExplorationNoise, RestartReturnsToZero)
{
    OrnsteinUhlenbeckNoise noise(2, 2);
    RandomSource random(4);
    Eigen::MatrixXd values = Eigen::MatrixXd::Constant(2, 2, 0.5);
    noise.Add(values, 0.01, random);
    noise.Restart(1);
    Checkpoint checkpoint;
    noise.Save(checkpoint, "n.");
    const FloatMatrix& state = checkpoint.GetMatrix("n.noise", 2, 2);
    EXPECT_TRUE((state.row(0).array() != 0.0F).all());
    EXPECT_TRUE((state.row(1).array() == 0.0F).all());
}

TEST(ExplorationNoise, GoesOnFromACheckpoint)
{
    OrnsteinUhlenbeckNoise noise(3, 2);
    RandomSource random(4);
    Eigen::MatrixXd values = Eigen::MatrixXd::Constant(3, 2, 0.5);
    noise.Add(values, 0.1, random);
    Checkpoint checkpoint;
    noise.Save(checkpoint, "n.");
    OrnsteinUhlenbeckNoise other(3, 2);
    other.Load(checkpoint, "n.");
    RandomSource same;
    ASSERT_TRUE(same.SetState(random.GetState()));
    for (int step = 0; step < 10; ++step)
    {
        Eigen::MatrixXd a = Eigen::MatrixXd::Constant(3, 2, 0.5);
        Eigen::MatrixXd b = a;
        noise.Add(a, 0.1, random);
        other.Add(b, 0.1, same);
        ASSERT_EQ(a, b);
    }
    EXPECT_THROW(OrnsteinUhlenbeckNoise(2, 2).Load(checkpoint, "n."), CheckpointError);
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
