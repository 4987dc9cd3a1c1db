/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-diffusion-schedule.h"

#include <cmath>
#include <gtest/gtest.h>
#include <stdexcept>

using namespace ns3::isac;

TEST(DiffusionSchedule, KeepsTheVarianceAndGetsNoisier)
{
    for (const NoiseSchedule kind : {NoiseSchedule::COSINE, NoiseSchedule::SCALED_LINEAR})
    {
        const DiffusionSchedule schedule(kind, 1000);
        ASSERT_EQ(schedule.Times(), 1000);
        EXPECT_EQ(schedule.At(0).alpha, 1.0);
        EXPECT_EQ(schedule.At(0).sigma, 0.0);
        for (int time = 1; time <= 1000; ++time)
        {
            const NoiseLevel level = schedule.At(time);
            EXPECT_NEAR(level.alpha * level.alpha + level.sigma * level.sigma, 1.0, 1e-12);
            EXPECT_LT(level.alpha, schedule.At(time - 1).alpha);
            EXPECT_GT(level.sigma, 0.0);
        }
    }
}

TEST(DiffusionSchedule, IsTheCosineInTheMiddle)
{
    // Between its ends, where no beta is cut, alpha^2 is the quotient of squared cosines.
    const DiffusionSchedule schedule(NoiseSchedule::COSINE, 1000);
    const auto power = [](double phase) {
        return std::pow(std::cos((phase + 0.008) / 1.008 * std::acos(0.0)), 2);
    };
    for (const int time : {1, 250, 500, 750, 990})
    {
        const double expected = std::sqrt(power(time / 1000.0) / power(0.0));
        EXPECT_NEAR(schedule.At(time).alpha, expected, 1e-12);
    }
}

TEST(DiffusionSchedule, IsThatOfStableDiffusion)
{
    // alphas_cumprod[0] and [999] of Diffusers' scaled_linear from .00085 to .012, 1000 times: the
    // first is 1 - .00085; the last is published as about .0047.
    const DiffusionSchedule schedule(NoiseSchedule::SCALED_LINEAR, 1000);
    EXPECT_NEAR(std::pow(schedule.At(1).alpha, 2), 1.0 - 0.00085, 1e-12);
    EXPECT_NEAR(std::pow(schedule.At(1000).alpha, 2), 0.0047, 5e-5);
}

TEST(DiffusionSchedule, RefusesNoTimes)
{
    EXPECT_THROW(DiffusionSchedule(NoiseSchedule::COSINE, 0), std::invalid_argument);
    EXPECT_NO_THROW(DiffusionSchedule(NoiseSchedule::SCALED_LINEAR, 1));
}

TEST(StepGrid, GoesFromNoiseToPictureWithoutStandingStill)
{
    for (const int times : {1, 7, 1000})
    {
        for (const int steps : {1, 2, 5, 18, 144, 1000})
        {
            if (steps > times)
            {
                continue;
            }
            for (const double shift : {0.05, 0.2, 0.85, 1.0, 3.0, 20.0})
            {
                const std::vector<int> grid = MakeStepGrid(times, steps, shift);
                ASSERT_EQ(grid.size(), static_cast<std::size_t>(steps + 1));
                EXPECT_EQ(grid.front(), times);
                EXPECT_EQ(grid.back(), 0);
                for (int i = 1; i <= steps; ++i)
                {
                    EXPECT_LT(grid[i], grid[i - 1]);
                }
            }
        }
    }
}

TEST(StepGrid, FollowsTheFormula)
{
    // T = 1000, N = 10, s = .2 at i = 2: 1000 * .2 * .8 / (1 - .8 * .8) = 444.4
    EXPECT_EQ(MakeStepGrid(1000, 10, 0.2)[2], 444);
    EXPECT_EQ(MakeStepGrid(1000, 10, 1.0)[3], 700);
}

TEST(StepGrid, RefusesWhatMakesNoSense)
{
    EXPECT_THROW(MakeStepGrid(10, 0, 1.0), std::invalid_argument);
    EXPECT_THROW(MakeStepGrid(10, 11, 1.0), std::invalid_argument);
    EXPECT_THROW(MakeStepGrid(10, 5, 0.0), std::invalid_argument);
    EXPECT_THROW(MakeStepGrid(10, 5, std::nan("")), std::invalid_argument);
}

TEST(RestGrid, IsTheRestOfTheStepGrid)
{
    for (const double shift : {0.2, 0.85, 1.0})
    {
        const std::vector<int> whole = MakeStepGrid(1000, 12, shift);
        for (int done = 0; done <= 12; ++done)
        {
            const std::vector<int> expected(whole.begin() + done, whole.end());
            EXPECT_EQ(MakeRestGrid(1000, 12, done, 1, shift), expected);
        }
        // 4 of 12 done, the rest in 4 strides of 2
        EXPECT_EQ(MakeRestGrid(1000, 12, 4, 2, shift),
                  (std::vector<int>{whole[4], whole[6], whole[8], whole[10], 0}));
    }
}

TEST(RestGrid, GoesOnWhereTheScheduleIsFinerThanTimes)
{
    // 120 of 150 done, the rest in 40: a schedule of 6000 places.
    const std::vector<int> rest = MakeRestGrid(1000, 6000, 4800, 30, 0.85);
    ASSERT_EQ(rest.size(), 41U);
    EXPECT_EQ(rest.front(), MakeStepGrid(1000, 150, 0.85)[120]);
    EXPECT_EQ(rest.back(), 0);
    for (std::size_t i = 1; i < rest.size(); ++i)
    {
        EXPECT_LT(rest[i], rest[i - 1]);
    }
    EXPECT_THROW(MakeRestGrid(10, 6000, 4800, 30, 1.0), std::invalid_argument);
    EXPECT_EQ(MakeRestGrid(10, 6000, 6000, 30, 1.0), std::vector<int>{0});
}
