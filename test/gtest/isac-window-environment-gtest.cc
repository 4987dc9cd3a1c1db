/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-toy-components.h"

#include "ns3/isac-cart-pole.h"
#include "ns3/isac-window-environment.h"

#include <gtest/gtest.h>

namespace ns3
{
namespace isac
{
namespace
{

constexpr int COUNT = 3;
constexpr int WINDOW = 3;
constexpr int SIZE = 4;

/// @return actions that push right everywhere
ActionBatch
PushRight()
{
    return {Eigen::MatrixXi::Ones(COUNT, 1), Eigen::MatrixXd(COUNT, 0)};
}

TEST(WindowEnvironment, ShowsTheLastObservationsOfEachEpisode)
{
    CartPole plain(COUNT);
    WindowEnvironment windows(std::make_unique<CartPole>(COUNT), WINDOW);
    EXPECT_EQ(windows.ObservationSize(), WINDOW * SIZE);
    const Eigen::MatrixXd first = plain.Reset(5);
    Eigen::MatrixXd expected = first.replicate(1, WINDOW);
    EXPECT_EQ(windows.Reset(5), expected);
    bool ended = false;
    for (int step = 0; step < 30; ++step)
    {
        const StepResult& one = plain.Step(PushRight());
        const StepResult& all = windows.Step(PushRight());
        EXPECT_EQ(all.reward, one.reward);
        for (int i = 0; i < COUNT; ++i)
        {
            const Eigen::RowVectorXd older = expected.row(i).tail((WINDOW - 1) * SIZE);
            expected.row(i) << older, one.finalObservation.row(i);
            EXPECT_EQ(all.finalObservation.row(i), expected.row(i));
            ASSERT_EQ(all.terminated[i], one.terminated[i]);
            if (one.terminated[i])
            {
                ended = true;
                expected.row(i) = one.observation.row(i).replicate(1, WINDOW);
            }
        }
        ASSERT_EQ(all.observation, expected);
    }
    EXPECT_TRUE(ended) << "who only pushes right falls within 30 steps";
}

TEST(WindowEnvironment, GoesOnBitByBit)
{
    WindowEnvironment one(std::make_unique<CartPole>(COUNT), WINDOW);
    one.Reset(7);
    for (int step = 0; step < 5; ++step)
    {
        one.Step(PushRight());
    }
    Checkpoint checkpoint;
    one.Save(checkpoint, "environment");
    WindowEnvironment other(std::make_unique<CartPole>(COUNT), WINDOW);
    const Eigen::MatrixXd shown = other.Load(checkpoint, "environment");
    const Eigen::MatrixXd next = one.Step(PushRight()).observation;
    // The two older ones of what was shown are the two oldest of what comes next.
    EXPECT_EQ(shown.rightCols((WINDOW - 1) * SIZE), next.leftCols((WINDOW - 1) * SIZE));
    EXPECT_EQ(other.Step(PushRight()).observation, next);
}

TEST(WindowEnvironment, PassesDerivativesOn)
{
    WindowEnvironment windows(std::make_unique<ToySlopes>(COUNT), WINDOW);
    ToySlopes plain(COUNT);
    windows.Reset(5);
    plain.Reset(5);
    const ActionBatch actions{Eigen::MatrixXi(COUNT, 0), Eigen::MatrixXd::Constant(COUNT, 2, 0.3)};
    const Eigen::MatrixXd expected = plain.Step(actions).rewardGradient;
    EXPECT_EQ(expected.cols(), 2);
    EXPECT_EQ(windows.Step(actions).rewardGradient, expected);
}

} // namespace
} // namespace isac
} // namespace ns3
