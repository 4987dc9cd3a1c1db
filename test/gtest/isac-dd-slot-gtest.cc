/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * A slot of distributed diffusion: energies, constraints and the reward.
 */

#include "isac-dd-cases.h"

#include <stdexcept>

using namespace ns3::isac;

namespace
{

/// @return an allocation of a case
DdAllocation
ToAllocation(const nlohmann::json& optimum)
{
    DdAllocation allocation;
    allocation.serverSteps = optimum["t0"];
    allocation.deviceSteps = optimum["t"].get<std::vector<int>>();
    allocation.power = ToNumbers(optimum["P"]);
    return allocation;
}

} // namespace

TEST(DdSlot, MatchesTheReference)
{
    for (const auto& one : LoadCases("rlli.json"))
    {
        const auto& optimum = one["opt"];
        const DdOutcome outcome = EvaluateDd(DdParameters(), ToDdState(one), ToAllocation(optimum));
        // The reference's powers make its budget tight to rounding.
        EXPECT_NEAR(outcome.reward, optimum["reward"], 1e-12) << one["id"];
        for (std::size_t k = 0; k < 3; ++k)
        {
            EXPECT_NEAR(outcome.bitError[k], optimum["bep"][k], 1e-13) << one["id"];
            EXPECT_NEAR(outcome.qoe[k], optimum["Q"][k], 1e-12) << one["id"];
        }
    }
}

TEST(DdSlot, CountsEnergiesAndPenalties)
{
    DdParameters parameters;
    parameters.deviceEnergyWeight = 2.0;
    parameters.qoeWeight = 3.0;
    parameters.serverEnergyWeight = 5.0;
    parameters.deviceStepPrice = 0.01;
    DdState state;
    state.users.resize(2);
    state.users[1].stepEnergy = 1.5;
    const DdAllocation allocation{4, {8, 6}, {150.0, 40.0}};
    const DdOutcome outcome = EvaluateDd(parameters, state, allocation);
    EXPECT_DOUBLE_EQ(outcome.serverEnergy, 0.5 * 4 + 0.1 * 190.0);
    EXPECT_DOUBLE_EQ(outcome.serverExcess, 1.0);
    EXPECT_DOUBLE_EQ(outcome.deviceEnergy[1], 9.0);
    EXPECT_DOUBLE_EQ(outcome.deviceExcess[0], 0.0);
    EXPECT_DOUBLE_EQ(outcome.deviceExcess[1], 1.0);
    EXPECT_FALSE(outcome.Feasible());
    const double shortage =
        std::max(0.0, 0.6 - outcome.qoe[0]) + std::max(0.0, 0.6 - outcome.qoe[1]);
    EXPECT_NEAR(outcome.penalty, 2.0 * 1.0 + 3.0 * shortage + 5.0 * 1.0 + 0.01 * 14, 1e-12);
    EXPECT_NEAR(outcome.reward, outcome.qoe[0] + outcome.qoe[1] - outcome.penalty, 1e-12);
}

TEST(DdSlot, ThresholdIsPartOfFeasibility)
{
    DdState state;
    state.users.resize(1);
    const DdOutcome good = EvaluateDd(DdParameters(), state, {4, {8}, {180.0}});
    EXPECT_TRUE(good.Feasible());
    EXPECT_EQ(good.penalty, 0.0);
    const DdOutcome poor = EvaluateDd(DdParameters(), state, {4, {8}, {1.0}});
    EXPECT_FALSE(poor.Feasible());
    // With the sign that (27) lacks, what is missing is taken away.
    EXPECT_NEAR(poor.reward, poor.sumQoe - (0.6 - poor.sumQoe), 1e-15);
}

TEST(DdSlot, ThePapersPowersGiveItsErrorsAndItsBudget) // Fig. 12
{
    const DdState state = PaperDdState(DdPersonality{0.5, 0.5, 0.5, 0.5, 0.5});
    const DdAllocation allocation{3, {5, 7}, {std::pow(10.0, 1.800), std::pow(10.0, 2.086)}};
    const DdOutcome outcome = EvaluateDd(DdParameters(), state, allocation);
    EXPECT_NEAR(outcome.bitError[0], 0.05, 5e-4);
    EXPECT_NEAR(outcome.bitError[1], 0.03, 5e-4);
    EXPECT_NEAR(outcome.serverEnergy, 20.0, 5e-3);
    // The decibels that are printed are beyond the budget.
    const DdAllocation printed{3, {5, 7}, {std::pow(10.0, 1.8), std::pow(10.0, 2.1)}};
    EXPECT_NEAR(EvaluateDd(DdParameters(), state, printed).serverExcess, 0.4, 0.005);
}

TEST(DdSlot, LongestScheduleLeavesLessOfTheServersPrompt)
{
    DdParameters parameters;
    const DdState state = PaperDdState(DdPersonality{0.5, 0.5, 0.5, 0.5, 0.5});
    const DdAllocation allocation{3, {8, 4}, {60.0, 120.0}};
    const DdOutcome own = EvaluateDd(parameters, state, allocation);
    parameters.schedule = DdSchedule::LONGEST;
    const DdOutcome longest = EvaluateDd(parameters, state, allocation);
    EXPECT_LT(longest.leak[1], own.leak[1]);
    const DdOutcome even = EvaluateDd(parameters, state, {3, {8, 8}, {60.0, 120.0}});
    EXPECT_EQ(longest.leak[1], even.leak[1]);
}

TEST(DdSlot, SeparateChainsLeakNothingAndCostMore)
{
    DdParameters parameters;
    const DdState state = PaperDdState(DdPersonality{0.5, 0.5, 0.5, 0.5, 0.5});
    const DdAllocation allocation{4, {5, 7}, {60.0, 100.0}};
    const DdOutcome shared = EvaluateDd(parameters, state, allocation);
    parameters.sharing = DdSharing::SEPARATE;
    const DdOutcome separate = EvaluateDd(parameters, state, allocation);
    EXPECT_GT(shared.leak[1], 0.0);
    EXPECT_EQ(separate.leak[1], 0.0);
    EXPECT_NEAR(separate.serverEnergy - shared.serverEnergy, 0.5 * 4, 1e-12);
}

TEST(DdSlot, AverageChannelIsThatOfTheFading)
{
    DdParameters parameters;
    parameters.channel = DdChannel::AVERAGE;
    DdUser user;
    user.gain = 0.4;
    EXPECT_EQ(DdBitErrorProbability(parameters, user, 75.0),
              FisherSnedecorFading(2.0, 1.5).BitErrorProbability(0.02 * 75.0 * 0.4));
}

TEST(DdSlot, DevicesMakeWhatTheirBudgetAllows)
{
    DdUser user;
    EXPECT_EQ(DdMostDeviceSteps(DdParameters(), user), 8);
    user.energyBudget = 100.0;
    EXPECT_EQ(DdMostDeviceSteps(DdParameters(), user), 8);
    user.stepEnergy = 0.1;
    user.energyBudget = 0.3; // 2.9999999999999996 of them
    EXPECT_EQ(DdMostDeviceSteps(DdParameters(), user), 3);
    user.energyBudget = 0.05;
    EXPECT_EQ(DdMostDeviceSteps(DdParameters(), user), 0);
    user.stepEnergy = 0.0;
    EXPECT_EQ(DdMostDeviceSteps(DdParameters(), user), 8);
}

TEST(DdSlot, RefusesAnAllocationForOthers)
{
    DdState state;
    state.users.resize(2);
    EXPECT_THROW(EvaluateDd(DdParameters(), state, {1, {1}, {1.0, 1.0}}), std::invalid_argument);
    EXPECT_THROW(EvaluateDd(DdParameters(), state, {1, {1, 1}, {1.0}}), std::invalid_argument);
}
