/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Distributed diffusion as a learner sees it: what is observed, how actions become steps and watts,
 * and that slots are drawn as the scenario says.
 */

#include "isac-dd-cases.h"

#include "ns3/isac-dd-optimum.h"
#include "ns3/isac-dd-system.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <vector>

using namespace ns3::isac;

namespace
{

/// Reads choices and watts, the language of schemes that calculate.
constexpr DdDecoding CALCULATED{DdActions::CHOICES, DdPowers::WATTS, 0.0};

/// @param values of an action that has no choices @return it
Action
Continuous(const std::vector<double>& values)
{
    return {Eigen::VectorXi(0), Eigen::Map<const Eigen::VectorXd>(values.data(), values.size())};
}

/**
 * @param powers values
 * @param server step that wins, from 1
 * @param device steps that win
 * @return relaxed action of the default system
 */
Action
Relaxed(const std::vector<double>& powers, int server, const std::vector<int>& device)
{
    std::vector<double> values = powers;
    values.resize(3 + 10 + 3 * 8, 0.2);
    values[3 + server - 1] = 0.7;
    for (std::size_t k = 0; k < 3; ++k)
    {
        values[13 + 8 * k + device[k] - 1] = 0.21;
    }
    return Continuous(values);
}

} // namespace

TEST(DdSystem, ObservesWhat26Names)
{
    DdParameters parameters;
    parameters.serverStepEnergy = 0.25;
    parameters.qoeThreshold = 0.55;
    DdState state = ToDdState(LoadCases("rlli.json")[0]);
    state.users[2].stepEnergy = 1.5;
    const DdSystem system(parameters);
    const Eigen::VectorXd seen = system.Observe(state);
    ASSERT_EQ(seen.size(), 26);
    EXPECT_EQ(system.ObservationSize(), 26);
    EXPECT_EQ(seen[0], state.users[0].personality[0]);
    EXPECT_EQ(seen[5 + 3], state.users[1].personality[3]);
    EXPECT_EQ(seen[14], state.users[2].personality[4]);
    EXPECT_EQ(seen[15], 0.0);
    EXPECT_EQ(seen[17], state.users[2].distance);
    EXPECT_EQ(seen[18], 0.25);
    EXPECT_EQ(seen[19], 1.0);
    EXPECT_EQ(seen[21], 1.5);
    EXPECT_EQ(seen[22], std::log10(state.users[0].gain));
    EXPECT_EQ(seen[24], std::log10(state.users[2].gain));
    EXPECT_EQ(seen[25], 0.55);
}

TEST(DdSystem, AGainOfNothingIsObservedAsAFiniteNumber)
{
    DdState state = ToDdState(LoadCases("rlli.json")[0]);
    state.users[1].gain = 0.0;
    EXPECT_EQ(DdSystem(DdParameters()).Observe(state)[23], -12.0);
}

TEST(DdSystem, InterpretIsTheInverseOfObserve)
{
    DdScenario scenario;
    scenario.deviceBudget = 6.5;
    const DdSystem system({}, scenario);
    for (const auto& one : LoadCases("rlli.json"))
    {
        const DdState state = ToDdState(one);
        const DdState back = system.Interpret(system.Observe(state));
        ASSERT_EQ(back.users.size(), state.users.size());
        for (std::size_t k = 0; k < state.users.size(); ++k)
        {
            EXPECT_EQ(back.users[k].personality, state.users[k].personality);
            EXPECT_EQ(back.users[k].distance, state.users[k].distance);
            EXPECT_EQ(back.users[k].stepEnergy, state.users[k].stepEnergy);
            EXPECT_EQ(back.users[k].energyBudget, 6.5);
            // log10 and back: an error of a few epsilon times the logarithm's size.
            EXPECT_NEAR(back.users[k].gain, state.users[k].gain, 1e-14 * state.users[k].gain);
        }
    }
}

TEST(DdSystem, TheActionHasThePapersSizeOrChoices)
{
    const ActionSpace relaxed = DdSystem(DdParameters()).GetActionSpace();
    EXPECT_TRUE(relaxed.categories.empty());
    EXPECT_EQ(relaxed.continuous, 3 + 10 + 3 * 8); // K + T_s + K T_e
    const ActionSpace choices = DdSystem({}, {}, CALCULATED).GetActionSpace();
    EXPECT_EQ(choices.categories, (std::vector<int>{10, 8, 8, 8}));
    EXPECT_EQ(choices.continuous, 3);
}

TEST(DdSystem, TheLargestValueNamesTheSteps)
{
    const DdSystem system({});
    const DdAllocation a = system.Decode(Relaxed({1.0, 0.5, 0.5}, 4, {8, 1, 5}));
    EXPECT_EQ(a.serverSteps, 4);
    EXPECT_EQ(a.deviceSteps, (std::vector<int>{8, 1, 5}));
    // Of equal values the first wins.
    const DdAllocation equal = system.Decode(Continuous(std::vector<double>(37, 1.0)));
    EXPECT_EQ(equal.serverSteps, 1);
    EXPECT_EQ(equal.deviceSteps, (std::vector<int>{1, 1, 1}));
}

TEST(DdSystem, SharesDivideWhatTheServersStepsLeave)
{
    const DdSystem system({});
    // 20 J less 4 steps of .5 J leave 180 W at .1 J/W.
    const DdAllocation a = system.Decode(Relaxed({1.0, 0.5, 0.0}, 4, {8, 8, 8}));
    EXPECT_NEAR(a.power[0], 120.0, 1e-12 * 120.0);
    EXPECT_NEAR(a.power[1], 60.0, 1e-12 * 60.0);
    EXPECT_EQ(a.power[2], 0.0);
    const DdAllocation none = system.Decode(Relaxed({0.0, 0.0, 0.0}, 2, {8, 8, 8}));
    EXPECT_NEAR(none.power[2], 190.0 / 3.0, 1e-12 * 64.0);
    // A server that its steps leave nothing sends nothing.
    DdParameters poor;
    poor.serverBudget = 1.5;
    const DdAllocation starved = DdSystem(poor).Decode(Relaxed({1.0, 1.0, 1.0}, 9, {8, 8, 8}));
    EXPECT_EQ(starved.power, (std::vector<double>{0.0, 0.0, 0.0}));
}

TEST(DdSystem, SeparateChainsLeaveLessPower)
{
    DdParameters separate;
    separate.sharing = DdSharing::SEPARATE;
    // 4 steps for each of three users: 6 J of 20.
    const DdAllocation a = DdSystem(separate).Decode(Relaxed({0.0, 1.0, 0.0}, 4, {8, 8, 8}));
    EXPECT_NEAR(a.power[1], 140.0, 1e-12 * 140.0);
}

TEST(DdSystem, WattsAreTakenAsTheyAreAndThePenaltyTells)
{
    DdDecoding decoding;
    decoding.powers = DdPowers::WATTS;
    const Action action = Relaxed({0.5, 0.5, 0.25}, 4, {8, 8, 8});
    const DdSystem whole({}, {}, decoding);
    const DdAllocation a = whole.Decode(action);
    EXPECT_EQ(a.power, (std::vector<double>{100.0, 100.0, 50.0}));
    const DdOutcome outcome = EvaluateDd({}, ToDdState(LoadCases("rlli.json")[0]), a);
    EXPECT_NEAR(outcome.serverExcess, 7.0, 1e-12 * 27.0); // 25 J + 2 J - 20 J
    decoding.powerLimit = 80.0;
    EXPECT_EQ(DdSystem({}, {}, decoding).Decode(action).power,
              (std::vector<double>{40.0, 40.0, 20.0}));
}

TEST(DdSystem, DecodeUndoesEncode)
{
    const DdSystem system({}, {}, CALCULATED);
    for (const auto& one : LoadCases("rlli.json"))
    {
        DdAllocation allocation;
        allocation.serverSteps = one["opt"]["t0"];
        allocation.deviceSteps = one["opt"]["t"].get<std::vector<int>>();
        allocation.power = one["opt"]["P"].get<std::vector<double>>();
        const Action action = system.Encode(allocation);
        EXPECT_TRUE(Contains(system.GetActionSpace(), action));
        const DdAllocation back = system.Decode(action);
        EXPECT_EQ(back.serverSteps, allocation.serverSteps);
        EXPECT_EQ(back.deviceSteps, allocation.deviceSteps);
        for (std::size_t k = 0; k < 3; ++k)
        {
            EXPECT_NEAR(back.power[k], allocation.power[k], 1e-13); // epsilon of 200 W, twice
        }
    }
}

TEST(DdScenario, DrawsWhatItSays)
{
    DdScenario scenario;
    scenario.minStepEnergy = 0.5;
    scenario.maxStepEnergy = 1.5;
    scenario.deviceBudget = 9.0;
    DdStateSource source({}, scenario, 3);
    constexpr int DRAWS = 20000;
    double trait = 0.0;
    double distance = 0.0;
    int above = 0;
    for (int i = 0; i < DRAWS; ++i)
    {
        const DdState state = source.NextSlot();
        ASSERT_EQ(state.users.size(), 3U);
        EXPECT_EQ(state.users[0].distance, 0.0);
        for (const DdUser& user : state.users)
        {
            for (const double score : user.personality)
            {
                ASSERT_TRUE(score >= 0.1 && score < 0.9);
            }
            ASSERT_TRUE(user.stepEnergy >= 0.5 && user.stepEnergy < 1.5);
            ASSERT_EQ(user.energyBudget, 9.0);
        }
        ASSERT_TRUE(state.users[2].distance >= 0.2 && state.users[2].distance < 1.5);
        trait += state.users[1].personality[3] / DRAWS;
        distance += state.users[2].distance / DRAWS;
        above += state.users[1].gain > 1.0625 ? 1 : 0;
    }
    // Five standard deviations; the gain's median is 1.063.
    const double root = std::sqrt(12.0 * DRAWS);
    EXPECT_NEAR(trait, 0.5, 5.0 * 0.8 / root);
    EXPECT_NEAR(distance, 0.85, 5.0 * 1.3 / root);
    EXPECT_NEAR(static_cast<double>(above) / DRAWS, 0.5, 5.0 * 0.5 / std::sqrt(DRAWS));
}

TEST(DdScenario, AveragedFadingLeavesTheGainOfThePath)
{
    DdParameters parameters;
    parameters.channel = DdChannel::AVERAGE;
    DdScenario scenario;
    scenario.pathGain = 0.25;
    DdStateSource average(parameters, scenario, 1);
    EXPECT_EQ(average.NextSlot().users[2].gain, 0.25);
    DdStateSource quarter({}, scenario, 1);
    DdStateSource whole({}, {}, 1);
    EXPECT_EQ(quarter.NextSlot().users[2].gain, 0.25 * whole.NextSlot().users[2].gain);
}

TEST(DdScenario, ASourceGoesOnFromItsState)
{
    DdStateSource one({}, {}, 8);
    one.NextSlot();
    const std::string state = one.GetState();
    DdStateSource other({}, {}, 9);
    ASSERT_TRUE(other.SetState(state));
    const DdState a = one.NextSlot();
    const DdState b = other.NextSlot();
    EXPECT_EQ(a.users[1].gain, b.users[1].gain);
    EXPECT_EQ(one.Rate(0.5), other.Rate(0.5));
    EXPECT_FALSE(other.SetState(state + " 1"));
    EXPECT_FALSE(other.SetState("moon"));
    EXPECT_EQ(one.NextSlot().users[0].gain, other.NextSlot().users[0].gain);
}
