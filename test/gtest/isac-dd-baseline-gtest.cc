/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Schemes that the optimum of distributed diffusion is compared with.
 */

#include "isac-dd-cases.h"

#include "ns3/isac-dd-baseline.h"
#include "ns3/isac-dd-optimum.h"

#include <array>

using namespace ns3::isac;

TEST(DdBaseline, EqualSplitIsThatOfTheReference)
{
    for (const auto& one : LoadCases("rlli.json"))
    {
        const DdState state = ToDdState(one);
        const auto& equal = one["equal"];
        const DdAllocation allocation = DdEqualSplit(DdParameters(), state, equal["t0"], 8);
        const DdOutcome outcome = EvaluateDd(DdParameters(), state, allocation);
        EXPECT_EQ(allocation.deviceSteps, equal["t"].get<std::vector<int>>());
        EXPECT_NEAR(outcome.reward, equal["reward"], 1e-13) << one["id"];
    }
}

TEST(DdBaseline, AllStayWithinTheEnergiesAndBelowTheOptimum)
{
    boost::random::mt19937_64 random(33);
    for (int i = 0; i < 10; ++i)
    {
        DdState state = DrawDdState(3, random);
        state.users[2].energyBudget = 5.5;
        const double best = SolveDd(DdParameters(), state).upperBound;
        const auto check = [&](const DdAllocation& allocation) {
            const DdOutcome outcome = EvaluateDd(DdParameters(), state, allocation);
            EXPECT_LE(outcome.reward, best);
            EXPECT_LE(outcome.serverExcess, 1e-12 * 20.0);
            EXPECT_EQ(outcome.deviceExcess[2], 0.0);
            return outcome.reward;
        };
        const double equal = check(DdEqualPower(DdParameters(), state));
        EXPECT_GE(equal, check(DdEqualSplit(DdParameters(), state, 2, 8)));
        check(DdRandomAllocation(DdParameters(), state, random));
    }
}

TEST(DdBaseline, MeansOverStatesAreThoseOfTheSpecification)
{
    constexpr int STATES = 400;
    boost::random::mt19937_64 random(1);
    double optimum = 0.0;
    double squares = 0.0;
    double lack = 0.0;
    double lackSquares = 0.0;
    for (int i = 0; i < STATES; ++i)
    {
        const DdState state = DrawDdState(3, random);
        DdSearchSettings settings;
        settings.tolerance = 1e-3;
        const double best = SolveDd(DdParameters(), state, settings).outcome.reward;
        const double equal =
            EvaluateDd(DdParameters(), state, DdEqualPower(DdParameters(), state)).reward;
        optimum += best;
        squares += best * best;
        lack += best - equal;
        lackSquares += (best - equal) * (best - equal);
    }
    const auto deviation = [](double sum, double sumOfSquares) {
        return std::sqrt(sumOfSquares / STATES - sum * sum / STATES / STATES);
    };
    // 2.088 and 1.735 are means over 80 states of another generator: four standard errors of the
    // difference of two means.
    const double error = std::sqrt(1.0 / STATES + 1.0 / 80.0);
    EXPECT_NEAR(optimum / STATES, 2.088, 4.0 * error * deviation(optimum, squares));
    EXPECT_NEAR(lack / STATES, 2.088 - 1.735, 4.0 * error * deviation(lack, lackSquares));
}

TEST(DdBaseline, RandomUsesAllStepsAndAllPower)
{
    boost::random::mt19937_64 random(9);
    const DdState state = DrawDdState(3, random);
    std::array<int, 11> server{};
    std::array<int, 9> device{};
    double first = 0.0;
    constexpr int DRAWS = 4000;
    for (int i = 0; i < DRAWS; ++i)
    {
        const DdAllocation allocation = DdRandomAllocation(DdParameters(), state, random);
        ++server.at(allocation.serverSteps);
        ++device.at(allocation.deviceSteps[1]);
        const double all = allocation.power[0] + allocation.power[1] + allocation.power[2];
        EXPECT_NEAR(all, (20.0 - 0.5 * allocation.serverSteps) / 0.1, 1e-10);
        first += allocation.power[0] / all;
    }
    // Five deviations of a binomial count.
    for (int steps = 1; steps <= 10; ++steps)
    {
        EXPECT_NEAR(server[steps], DRAWS * 0.1, 5.0 * std::sqrt(DRAWS * 0.1 * 0.9));
    }
    for (int steps = 1; steps <= 8; ++steps)
    {
        EXPECT_NEAR(device[steps], DRAWS * 0.125, 5.0 * std::sqrt(DRAWS * 0.125 * 0.875));
    }
    // A part of a uniform division in three has variance 1/18.
    EXPECT_NEAR(first / DRAWS, 1.0 / 3.0, 5.0 * std::sqrt(1.0 / 18.0 / DRAWS));
}
