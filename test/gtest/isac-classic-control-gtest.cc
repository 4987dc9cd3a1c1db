/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * CartPole and Acrobot: their equations keep energy but for the work of the motor, a step is the
 * rule it claims to be, episodes end, restart and are cut short one by one, and go on from a
 * checkpoint.
 */

#include "ns3/isac-acrobot.h"
#include "ns3/isac-cart-pole.h"
#include "ns3/isac-n-step-returns.h"

#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <limits>
#include <memory>

using namespace ns3::isac;

namespace
{

constexpr double EPSILON = std::numeric_limits<double>::epsilon();

/// States all over the place, of the order of 1.
std::vector<Eigen::Vector4d>
SomeStates()
{
    RandomSource random(5);
    std::vector<Eigen::Vector4d> states(50);
    for (Eigen::Vector4d& state : states)
    {
        for (double& value : state)
        {
            value = 2.0 * random.Uniform() - 1.0;
        }
        state[1] *= 3.0;
        state[3] *= 4.0;
    }
    return states;
}

/**
 * @param energy of a state
 * @param state where
 * @param motion derivative of the state by time
 * @return derivative of the energy by time; its error is of the order of 1e-10 for steps of 1e-5
 * and values of the order of 10
 */
double
Power(const std::function<double(const Eigen::Vector4d&)>& energy,
      const Eigen::Vector4d& state,
      const Eigen::Vector4d& motion)
{
    constexpr double H = 1e-5;
    return (energy(state + H * motion) - energy(state - H * motion)) / (2.0 * H);
}

/// Third derivatives of the energies along motions of up to some 50 a second: H^2 / 6 times 1e5.
constexpr double POWER_ERROR = 1e-5;

TEST(CartPole, GainsTheWorkOfThePush)
{
    // A cart and a uniform rod of half length l on it, moment of inertia 4/3 m l^2 about the joint.
    const auto energy = [](const Eigen::Vector4d& s) {
        const double m = CartPole::POLE_MASS;
        const double l = CartPole::HALF_LENGTH;
        return 0.5 * (CartPole::CART_MASS + m) * s[1] * s[1] +
               m * l * s[1] * s[3] * std::cos(s[2]) + 0.5 * 4.0 / 3.0 * m * l * l * s[3] * s[3] +
               m * CartPole::GRAVITY * l * std::cos(s[2]);
    };
    for (const Eigen::Vector4d& state : SomeStates())
    {
        for (const int action : {0, 1})
        {
            // Euler's rule tells the derivative.
            const Eigen::Vector4d motion = (CartPole::Next(state, action) - state) / CartPole::STEP;
            EXPECT_NEAR(motion[0], state[1], 8.0 * EPSILON / CartPole::STEP);
            EXPECT_NEAR(motion[2], state[3], 8.0 * EPSILON / CartPole::STEP);
            const double force = action == 1 ? CartPole::FORCE : -CartPole::FORCE;
            EXPECT_NEAR(Power(energy, state, motion), force * state[1], POWER_ERROR);
        }
    }
}

TEST(CartPole, StartsAsByHand)
{
    // From rest, pushed right: accelerations by hand, of cart and pole upright.
    const Eigen::Vector4d next = CartPole::Next(Eigen::Vector4d::Zero(), 1);
    const double push = 10.0 / 1.1;
    const double spin = -push / (0.5 * (4.0 / 3.0 - 0.1 / 1.1));
    EXPECT_EQ(next[0], 0.0);
    EXPECT_NEAR(next[1], 0.02 * (push - 0.1 * 0.5 * spin / 1.1), 4.0 * EPSILON);
    EXPECT_EQ(next[2], 0.0);
    EXPECT_NEAR(next[3], 0.02 * spin, 4.0 * EPSILON);
    const double limit = 12.0 * std::acos(-1.0) / 180.0;
    for (const double sign : {-1.0, 1.0})
    {
        EXPECT_FALSE(CartPole::HasFallen({sign * 2.399, 0.0, sign * (limit - 1e-3), 0.0}));
        EXPECT_TRUE(CartPole::HasFallen({sign * 2.401, 0.0, 0.0, 0.0}));
        EXPECT_TRUE(CartPole::HasFallen({0.0, 0.0, sign * (limit + 1e-3), 0.0}));
    }
}

/// Energy of two links with mass and length 1, centres half way, moments of inertia 1.
double
AcrobotEnergy(const Eigen::Vector4d& s)
{
    const double c = Acrobot::CENTRE;
    const double both = s[2] + s[3];
    // Squared speed of the second link's centre.
    const double square =
        s[2] * s[2] + c * c * both * both + 2.0 * c * s[2] * both * std::cos(s[1]);
    return 0.5 * (c * c + 1.0) * s[2] * s[2] + 0.5 * square + 0.5 * both * both -
           Acrobot::GRAVITY * ((c + 1.0) * std::cos(s[0]) + c * std::cos(s[0] + s[1]));
}

TEST(Acrobot, GainsTheWorkOfTheMotor)
{
    for (const Eigen::Vector4d& state : SomeStates())
    {
        for (const double torque : {-1.0, 0.0, 1.0})
        {
            const Eigen::Vector4d motion = Acrobot::Derivative(state, torque);
            EXPECT_EQ(motion[0], state[2]);
            EXPECT_EQ(motion[1], state[3]);
            EXPECT_NEAR(Power(AcrobotEnergy, state, motion), torque * state[3], POWER_ERROR);
        }
    }
}

TEST(Acrobot, StepIsOfFourthOrder)
{
    // Gentle swings, compared with very many steps of the midpoint rule, which are off by 1e-8.
    Eigen::Vector4d state(0.3, -0.2, 0.1, 0.2);
    Eigen::Vector4d exact = state;
    constexpr int PARTS = 20000;
    const double part = Acrobot::STEP / PARTS;
    for (int i = 0; i < PARTS; ++i)
    {
        const Eigen::Vector4d half = exact + part / 2.0 * Acrobot::Derivative(exact, 1.0);
        exact += part * Acrobot::Derivative(half, 1.0);
    }
    // Fifth derivatives of swings at some 4 rad/s and 0.3 rad: 0.2^5 / 120 times 300. A rule of
    // second order would miss by 0.2^3 / 6 times 19, thirty times as much.
    EXPECT_LT((Acrobot::Next(state, 2) - exact).cwiseAbs().maxCoeff(), 1e-3);
    // The motor counts: half of a torque of 1 times 0.2^2, over an inertia of some 1.
    EXPECT_GT((Acrobot::Next(state, 1) - exact).cwiseAbs().maxCoeff(), 1e-2);
}

TEST(Acrobot, WrapsAnglesAndBoundsSpeeds)
{
    const double pi = std::acos(-1.0);
    const Eigen::Vector4d fast = Acrobot::Next({3.1, 3.0, 4.0 * pi, 9.0 * pi}, 2);
    for (const int i : {0, 1})
    {
        EXPECT_LE(std::abs(fast[i]), pi);
    }
    EXPECT_LE(std::abs(fast[2]), 4.0 * pi);
    EXPECT_LE(std::abs(fast[3]), 9.0 * pi);
    // At rest, hanging, nothing moves.
    EXPECT_EQ(Acrobot::Next(Eigen::Vector4d::Zero(), 1), Eigen::Vector4d::Zero());
    EXPECT_TRUE(Acrobot::IsUp({pi, 0.0, 0.0, 0.0}));
    EXPECT_TRUE(Acrobot::IsUp({pi, pi / 2.0 - 1e-3, 0.0, 0.0}));
    EXPECT_FALSE(Acrobot::IsUp({pi, pi / 2.0 + 1e-3, 0.0, 0.0}));
    EXPECT_FALSE(Acrobot::IsUp({0.0, 0.0, 0.0, 0.0}));
}

/**
 * @param environment whose actions are drawn
 * @param random source of the draw
 * @return an action for each system
 */
ActionBatch
Draw(const Environment& environment, RandomSource& random)
{
    ActionBatch actions{Eigen::MatrixXi(environment.Count(), 1),
                        Eigen::MatrixXd(environment.Count(), 0)};
    for (int& action : actions.categorical.reshaped())
    {
        action = random.Index(environment.GetActionSpace().categories.front());
    }
    return actions;
}

TEST(ClassicControl, EpisodesEndAndRestartOneByOne)
{
    constexpr int COUNT = 5;
    CartPole environment(COUNT);
    EXPECT_EQ(environment.GetActionSpace(), (ActionSpace{{2}, 0}));
    Eigen::MatrixXd observation = environment.Reset(3);
    EXPECT_LE(observation.cwiseAbs().maxCoeff(), 0.05);
    EXPECT_GT(observation.cwiseAbs().maxCoeff(), 0.025);
    RandomSource random(1);
    int ends = 0;
    int alone = 0;
    for (int step = 0; step < 200; ++step)
    {
        const ActionBatch actions = Draw(environment, random);
        const StepResult& result = environment.Step(actions);
        for (int i = 0; i < COUNT; ++i)
        {
            const Eigen::Vector4d next =
                CartPole::Next(observation.row(i).transpose(), actions.categorical(i, 0));
            EXPECT_EQ(result.finalObservation.row(i).transpose(), next);
            EXPECT_EQ(result.reward[i], 1.0);
            ASSERT_EQ(result.terminated[i], CartPole::HasFallen(next));
            EXPECT_FALSE(result.truncated[i]);
            if (result.terminated[i])
            {
                ++ends;
                EXPECT_LE(result.observation.row(i).cwiseAbs().maxCoeff(), 0.05);
            }
            else
            {
                EXPECT_EQ(result.observation.row(i), result.finalObservation.row(i));
            }
        }
        alone += result.terminated.count() == 1 ? 1 : 0;
        observation = result.observation;
    }
    // Drawn pushes keep a pole up for some twenty steps.
    EXPECT_GT(ends, 20);
    EXPECT_GT(alone, 10);
}

TEST(ClassicControl, CutsLongEpisodesShort)
{
    Acrobot environment(2);
    Eigen::MatrixXd observation = environment.Reset(3);
    EXPECT_EQ(observation.cols(), 6);
    // No torque: it never rises.
    const ActionBatch actions{Eigen::MatrixXi::Constant(2, 1, 1), Eigen::MatrixXd(2, 0)};
    for (int step = 1; step <= 2 * ClassicControl::EPISODE_STEPS; ++step)
    {
        const StepResult& result = environment.Step(actions);
        const bool cut = step % ClassicControl::EPISODE_STEPS == 0;
        EXPECT_TRUE((result.truncated == cut).all()) << step;
        EXPECT_FALSE(result.terminated.any());
        EXPECT_TRUE((result.reward.array() == -1.0).all());
        EXPECT_EQ(result.observation != result.finalObservation, cut) << step;
    }
}

TEST(ClassicControl, RisesToAnEnd)
{
    // Torque along the second link's motion pumps energy in until the tip is up.
    Acrobot environment(1);
    Eigen::MatrixXd observation = environment.Reset(3);
    bool up = false;
    for (int step = 0; step < ClassicControl::EPISODE_STEPS && !up; ++step)
    {
        const int action = observation(0, 5) > 0.0 ? 2 : 0;
        const StepResult& result =
            environment.Step({Eigen::MatrixXi::Constant(1, 1, action), Eigen::MatrixXd(1, 0)});
        up = result.terminated[0];
        EXPECT_EQ(result.reward[0], up ? 0.0 : -1.0);
        observation = result.observation;
    }
    EXPECT_TRUE(up);
}

TEST(ClassicControl, SeedsAndCheckpointsGoOnBitByBit)
{
    const std::unique_ptr<Environment> environments[] = {std::make_unique<CartPole>(3),
                                                         std::make_unique<Acrobot>(3)};
    const std::unique_ptr<Environment> others[] = {std::make_unique<CartPole>(3),
                                                   std::make_unique<Acrobot>(3)};
    for (int kind = 0; kind < 2; ++kind)
    {
        Environment& one = *environments[kind];
        Environment& two = *others[kind];
        EXPECT_EQ(one.Reset(7), two.Reset(7));
        EXPECT_NE(one.Reset(7), two.Reset(8));
        RandomSource random(2);
        StepResult last;
        for (int step = 0; step < 30; ++step)
        {
            last = one.Step(Draw(one, random));
        }
        Checkpoint checkpoint;
        one.Save(checkpoint, "environment");
        EXPECT_EQ(two.Load(checkpoint, "environment"), last.observation);
        for (int step = 0; step < 2 * ClassicControl::EPISODE_STEPS; ++step)
        {
            const ActionBatch actions = Draw(one, random);
            const StepResult& expected = one.Step(actions);
            const StepResult& result = two.Step(actions);
            ASSERT_EQ(result.observation, expected.observation);
            ASSERT_EQ(result.reward, expected.reward);
            ASSERT_TRUE((result.truncated == expected.truncated).all());
        }
        for (const int count : {2, 4})
        {
            EXPECT_THROW(CartPole(count).Load(checkpoint, "environment"), CheckpointError);
        }
    }
}

TEST(ClassicControl, NStepReturnsKeepEpisodesOfUnequalLengthApart)
{
    // A step's return over n steps is n ones, or as many as its episode had left.
    constexpr int COUNT = 3;
    constexpr int N = 4;
    CartPole environment(COUNT);
    NStepReturns steps(COUNT, N, 1.0);
    Eigen::MatrixXd observation = environment.Reset(3);
    RandomSource random(1);
    int64_t transitions = 0;
    int64_t shorter = 0;
    int64_t ends = 0;
    for (int step = 0; step < 300; ++step)
    {
        const ActionBatch actions = Draw(environment, random);
        const StepResult& result = environment.Step(actions);
        const TransitionBatch& batch = steps.Push(observation, actions, result);
        for (Eigen::Index i = 0; i < batch.Count(); ++i)
        {
            ++transitions;
            shorter += batch.reward[i] < N ? 1 : 0;
            // Fallen states are those that nothing is expected of.
            EXPECT_EQ(batch.discount[i] == 0.0F,
                      CartPole::HasFallen(
                          batch.nextObservation.row(i).transpose().cast<double>().eval()));
        }
        ends += result.terminated.count();
        observation = result.observation;
    }
    EXPECT_GT(ends, 20);
    EXPECT_EQ(shorter, ends * (N - 1));
    EXPECT_LE(300 * COUNT - transitions, COUNT * (N - 1));
}

} // namespace
