/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The reward of distributed diffusion as learners without a critic need it: its slope along any
 * direction of powers, and what other steps would have given.
 */

#include "ns3/isac-dd-reward-model.h"

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_real_distribution.hpp>
#include <cmath>
#include <gtest/gtest.h>
#include <stdexcept>

using namespace ns3::isac;

namespace
{

/// @param powers how values become watts @return the default system with choices of steps
DdSystem
MakeSystem(DdPowers powers)
{
    return DdSystem({}, {}, {DdActions::CHOICES, powers, 0.0});
}

} // namespace

TEST(DdRewardModel, TheGradientIsTheSlopeAlongEveryDirection)
{
    for (const DdPowers powers : {DdPowers::SHARES, DdPowers::WATTS})
    {
        const DdSystem system = MakeSystem(powers);
        const DdRewardModel model(system);
        DdStateSource source({}, {}, 5);
        boost::random::mt19937_64 random(9);
        const auto uniform = [&](double low, double high) {
            return boost::random::uniform_real_distribution<>(low, high)(random);
        };
        for (int trial = 0; trial < 200; ++trial)
        {
            const DdState state = source.NextSlot();
            Action action{Eigen::VectorXi::Constant(4, trial % 8), Eigen::VectorXd(3)};
            Eigen::VectorXd direction(3);
            for (int k = 0; k < 3; ++k)
            {
                action.continuous[k] = uniform(0.1, 0.9);
                direction[k] = uniform(-1.0, 1.0);
            }
            const auto reward = [&](double way) {
                Action moved = action;
                moved.continuous += way * direction;
                return EvaluateDd({}, state, system.Decode(moved)).reward;
            };
            Eigen::VectorXd gradient;
            Eigen::MatrixXd choices;
            // The state goes through the logarithm of its gains: an error of rounding.
            EXPECT_NEAR(model.Evaluate(system.Observe(state), action, gradient, choices),
                        reward(0.0),
                        1e-12);
            // Of fourth order: where two step widths agree no kink of (27) is near.
            const auto slope = [&](double h) {
                return (8.0 * (reward(h) - reward(-h)) - (reward(2.0 * h) - reward(-2.0 * h))) /
                       (12.0 * h);
            };
            const double expected = slope(1e-4);
            if (std::abs(expected - slope(2e-4)) < 1e-6)
            {
                EXPECT_NEAR(gradient.dot(direction), expected, 1e-5 * (1.0 + std::abs(expected)));
            }
        }
    }
}

TEST(DdRewardModel, ChoicesAreRewardsOfOtherSteps)
{
    const DdSystem system = MakeSystem(DdPowers::SHARES);
    const DdRewardModel model(system);
    const DdState state = DdStateSource({}, {}, 2).NextSlot();
    Action action{Eigen::VectorXi(4), Eigen::VectorXd(3)};
    action.categorical << 3, 7, 0, 4;
    action.continuous << 0.2, 1.0, 0.0; // at the ends differences are one-sided
    Eigen::VectorXd gradient;
    Eigen::MatrixXd choices;
    model.Evaluate(system.Observe(state), action, gradient, choices);
    EXPECT_TRUE(gradient.allFinite());
    ASSERT_EQ(choices.rows(), 4);
    ASSERT_EQ(choices.cols(), 10);
    for (int place = 0; place < 4; ++place)
    {
        for (int choice = 0; choice < (place == 0 ? 10 : 8); ++choice)
        {
            Action other = action;
            other.categorical[place] = choice;
            EXPECT_NEAR(choices(place, choice),
                        EvaluateDd({}, state, system.Decode(other)).reward,
                        1e-12);
        }
    }
    EXPECT_EQ(choices(2, 8), 0.0);
    EXPECT_EQ(choices(3, 9), 0.0);
}

TEST(DdRewardModel, RelaxedStepsHaveNone)
{
    const DdSystem relaxed{DdParameters()};
    EXPECT_THROW(DdRewardModel{relaxed}, std::invalid_argument);
}
