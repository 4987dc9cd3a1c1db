/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * MEGC as learners see it: observations and their inverse, actions that are feasible whatever they
 * are, presets, and the derivative of the reward against differences.
 */

#include "ns3/isac-megc-reward-model.h"
#include "ns3/isac-megc-scenario.h"
#include "ns3/isac-megc-system.h"

#include <algorithm>
#include <boost/random/uniform_real_distribution.hpp>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <stdexcept>

using namespace ns3::isac;

namespace
{

/// @return a cell of several users of each kind
MegcParameters
MakeCell()
{
    MegcParameters cell;
    cell.computeUsers = 3;
    cell.contentUsers = 2;
    cell.visionUsers = 4;
    return cell;
}

/**
 * @param system whose action it is
 * @param random all draws
 * @return an action with each value uniform
 */
Action
DrawAction(const MegcSystem& system, boost::random::mt19937_64& random)
{
    Action action;
    action.continuous.resize(system.GetActionSpace().continuous);
    for (double& value : action.continuous)
    {
        value = boost::random::uniform_real_distribution<double>(0.0, 1.0)(random);
    }
    return action;
}

/**
 * @param one shares
 * @param other shares of the same
 * @return their sum
 */
double
Sum(const std::vector<double>& one, const std::vector<double>& other)
{
    return std::accumulate(one.begin(), one.end(), 0.0) +
           std::accumulate(other.begin(), other.end(), 0.0);
}

/**
 * @param a values
 * @param b values
 * @param relative by how much they may differ
 */
void
ExpectNear(const std::vector<double>& a, const std::vector<double>& b, double relative)
{
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i)
    {
        EXPECT_NEAR(a[i], b[i], relative * std::abs(b[i]));
    }
}

} // namespace

TEST(MegcSystem, ObservesRatiosAndSizesInTheOrderOfTheDocumentation)
{
    const MegcParameters cell; // 15 W over 400 MHz at 1e-13 W/Hz: 3.75e5 per unit of gain
    const MegcState state{{1e-7}, {2e-7}, {3e-7}, {4e-7}, {5e6}, {7e6}, {6e6}};
    const Eigen::VectorXd seen = MegcSystem(cell).Observe(state);
    ASSERT_EQ(seen.size(), 7);
    for (int i = 0; i < 4; ++i)
    {
        EXPECT_NEAR(seen[i], std::log10(3.75e5 * (i + 1) * 1e-7), 1e-12);
    }
    EXPECT_DOUBLE_EQ(seen[4], 5.0); // computation
    EXPECT_DOUBLE_EQ(seen[5], 6.0); // vision
    EXPECT_DOUBLE_EQ(seen[6], 7.0); // content

    MegcDecoding printed;
    printed.observesContent = false;
    const Eigen::VectorXd less = MegcSystem(cell, printed).Observe(state);
    ASSERT_EQ(less.size(), 6);
    EXPECT_EQ(less, seen.head(6));
}

TEST(MegcSystem, InterpretsWhatItObserves)
{
    const MegcSystem system(MakeCell());
    MegcStateSource source(MakeCell(), {}, 3);
    const MegcState state = source.NextSlot();
    const MegcState again = system.Interpret(system.Observe(state));
    // The logarithm of a gain has a rounding of 1e-16 of some 10, times ln 10.
    ExpectNear(again.computeGain, state.computeGain, 1e-14);
    ExpectNear(again.contentGain, state.contentGain, 1e-14);
    ExpectNear(again.visionUplinkGain, state.visionUplinkGain, 1e-14);
    ExpectNear(again.visionDownlinkGain, state.visionDownlinkGain, 1e-14);
    ExpectNear(again.computeBits, state.computeBits, 1e-15);
    ExpectNear(again.contentBits, state.contentBits, 1e-15);
    ExpectNear(again.visionBits, state.visionBits, 1e-15);
}

TEST(MegcSystem, EveryActionIsFeasible)
{
    boost::random::mt19937_64 random(5);
    MegcStateSource source(MakeCell(), {}, 4);
    for (const MegcShares shares : {MegcShares::SOFTMAX, MegcShares::WEIGHTS})
    {
        const MegcSystem system(MakeCell(), {shares});
        for (int i = 0; i < 50; ++i)
        {
            const MegcAllocation a = system.Decode(source.NextSlot(), DrawAction(system, random));
            EXPECT_NEAR(Sum(a.computeBandwidth, a.visionUplinkBandwidth), 1.0, 1e-14);
            EXPECT_NEAR(Sum(a.contentBandwidth, a.visionDownlinkBandwidth), 1.0, 1e-14);
            EXPECT_NEAR(Sum(a.contentPower, a.visionPower), 1.0, 1e-14);
            EXPECT_NEAR(Sum(a.computeSpeed, a.contentSpeed) + Sum(a.visionSpeed, {}), 1.0, 1e-14);
            EXPECT_GT(*std::min_element(a.visionSpeed.begin(), a.visionSpeed.end()), 0.0);
            EXPECT_GE(*std::min_element(a.offloading.begin(), a.offloading.end()), 0.0);
            EXPECT_LE(*std::max_element(a.offloading.begin(), a.offloading.end()), 1.0);
        }
    }
    // Weights that are all 0 are equal ones.
    const MegcSystem system(MakeCell(), {MegcShares::WEIGHTS});
    Action none;
    none.continuous.setZero(system.GetActionSpace().continuous);
    const MegcAllocation equal = system.Decode(source.NextSlot(), none);
    EXPECT_DOUBLE_EQ(equal.computeBandwidth[0], 1.0 / 7.0);
}

TEST(MegcSystem, SoftmaxSpansTheRangeOfItsLogits)
{
    const MegcSystem system({}, {MegcShares::SOFTMAX, 2.0});
    Action action;
    action.continuous.setConstant(system.GetActionSpace().continuous, 0.5);
    action.continuous[0] = 1.0; // uplink bandwidth: computation 1, vision 0
    action.continuous[1] = 0.0;
    const MegcAllocation a = system.Decode({}, action);
    EXPECT_NEAR(a.computeBandwidth[0] / a.visionUplinkBandwidth[0], std::exp(4.0), 1e-12);
    EXPECT_DOUBLE_EQ(a.contentPower[0], 0.5);
    EXPECT_DOUBLE_EQ(a.offloading[0], 0.5);
}

TEST(MegcSystem, EncodeIsAnInverseOfDecode)
{
    const MegcParameters cell = MakeCell();
    const MegcSystem shares(cell, {MegcShares::WEIGHTS});
    const MegcSystem logits(cell);
    boost::random::mt19937_64 random(6);
    const MegcState state = MegcStateSource(cell, {}, 1).NextSlot();
    const MegcAllocation a = logits.Decode(state, DrawAction(logits, random));
    const MegcAllocation b = shares.Decode(state, shares.Encode(a));
    ExpectNear(b.computeBandwidth, a.computeBandwidth, 1e-14);
    ExpectNear(b.visionUplinkBandwidth, a.visionUplinkBandwidth, 1e-14);
    ExpectNear(b.contentBandwidth, a.contentBandwidth, 1e-14);
    ExpectNear(b.visionDownlinkBandwidth, a.visionDownlinkBandwidth, 1e-14);
    ExpectNear(b.contentPower, a.contentPower, 1e-14);
    ExpectNear(b.visionPower, a.visionPower, 1e-14);
    ExpectNear(b.offloading, a.offloading, 1e-14);
    ExpectNear(b.computeSpeed, a.computeSpeed, 1e-14);
    ExpectNear(b.contentSpeed, a.contentSpeed, 1e-14);
    ExpectNear(b.visionSpeed, a.visionSpeed, 1e-14);
}

TEST(MegcRewardModel, DerivativeEqualsDifferences)
{
    boost::random::mt19937_64 random(7);
    constexpr double STEP = 1e-5;
    for (const bool best : {false, true})
    {
        for (const MegcShares shares : {MegcShares::SOFTMAX, MegcShares::WEIGHTS})
        {
            MegcDecoding decoding{shares};
            decoding.bestOffloading = best;
            const MegcSystem system(MakeCell(), decoding);
            const MegcRewardModel model(system);
            MegcStateSource source(MakeCell(), {}, 8);
            for (int i = 0; i < 20; ++i)
            {
                const MegcState state = source.NextSlot();
                Action action = DrawAction(system, random);
                // Away from the ends, so that there are differences on both sides.
                action.continuous.array() = 0.1 + 0.8 * action.continuous.array();
                Eigen::VectorXd gradient;
                const double reward = model.Evaluate(state, action, gradient);
                EXPECT_NEAR(reward,
                            -system.Evaluate(state, system.Decode(state, action)).total,
                            1e-12 * std::abs(reward));
                for (Eigen::Index k = 0; k < gradient.size(); ++k)
                {
                    Action more = action;
                    Action less = action;
                    more.continuous[k] += STEP;
                    less.continuous[k] -= STEP;
                    Eigen::VectorXd above;
                    Eigen::VectorXd below;
                    const double slope =
                        (model.Evaluate(state, more, above) - model.Evaluate(state, less, below)) /
                        (2.0 * STEP);
                    // Both ends tell of a kink of (8) in between: the slope lies between theirs.
                    const double low = std::min(above[k], below[k]);
                    const double high = std::max(above[k], below[k]);
                    const double slack = 1e-5 * (1.0 + std::abs(slope));
                    EXPECT_GE(slope, low - slack);
                    EXPECT_LE(slope, high + slack);
                    EXPECT_GE(gradient[k], low - slack);
                    EXPECT_LE(gradient[k], high + slack);
                }
            }
        }
    }
}

TEST(MegcRewardModel, RefusesASystemThatDoesNotShowEverything)
{
    MegcDecoding printed;
    printed.observesContent = false;
    EXPECT_THROW(MegcRewardModel(MegcSystem({}, printed)), std::invalid_argument);
}

TEST(MegcScenario, PresetsAreFoundByTheirConstants)
{
    for (const MegcPreset& preset : GetMegcPresets())
    {
        const MegcPreset* found = MatchMegcPreset(preset.parameters, preset.scenario);
        ASSERT_NE(found, nullptr);
        EXPECT_EQ(found->name, preset.name);
        EXPECT_EQ(&FindMegcPreset(preset.name), &preset);
    }
    MegcParameters other;
    other.serverSpeed *= 1.001;
    EXPECT_EQ(MatchMegcPreset(other, {}), nullptr);
    MegcScenario elsewhere;
    elsewhere.contentDistance = 121.0;
    EXPECT_EQ(MatchMegcPreset({}, elsewhere), nullptr);
    EXPECT_THROW(FindMegcPreset("moon"), std::invalid_argument);
    // (3e8 / (4 pi 28e9))^2 but for the speed of light's digits
    EXPECT_NEAR(FindMegcPreset("physical").scenario.gainAtOneMetre, 7.26e-7, 0.01e-7);
}

TEST(MegcScenario, SizesFollowTheirLaw)
{
    MegcScenario scenario;
    constexpr int SLOTS = 20000;
    MegcStateSource uniform({}, scenario, 1);
    scenario.tasks = MegcTaskLaw::POISSON;
    MegcStateSource poisson({}, scenario, 1);
    double sum = 0.0;
    double squares = 0.0;
    for (int i = 0; i < SLOTS; ++i)
    {
        const MegcState state = uniform.NextSlot();
        EXPECT_GE(state.computeBits[0], 1e6);
        EXPECT_LE(state.computeBits[0], 8e6);
        EXPECT_GE(state.contentBits[0], 2e6);
        EXPECT_LE(state.contentBits[0], 16e6);
        const double size = poisson.NextSlot().visionBits[0] / 1e6;
        EXPECT_EQ(size, std::floor(size));
        sum += size;
        squares += size * size;
    }
    // Mean and variance 4.5, each within five standard errors.
    const double mean = sum / SLOTS;
    EXPECT_NEAR(mean, 4.5, 5.0 * std::sqrt(4.5 / SLOTS));
    const double variance = squares / SLOTS - mean * mean;
    EXPECT_NEAR(variance, 4.5, 5.0 * std::sqrt((4.5 + 2.0 * 4.5 * 4.5) / SLOTS));
}

TEST(MegcScenario, FadingCanBeTakenAway)
{
    MegcScenario scenario;
    scenario.fading = MegcFading::NONE;
    MegcStateSource source({}, scenario, 1);
    EXPECT_DOUBLE_EQ(source.NextSlot().contentGain[0], 1e-3 / (120.0 * 120.0));
}
