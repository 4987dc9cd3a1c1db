/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * QoE of DA-ISAC's users in closed form, and its derivatives.
 */

#include "isac-da-cases.h"

#include <stdexcept>

using namespace ns3::isac;

TEST(IsacDaQoe, OfTheReferenceAllocations)
{
    int cases = 0;
    for (const auto& one : LoadCases("sttd.json"))
    {
        if (!one["feasible"])
        {
            continue;
        }
        const DaProblem problem = ToDaProblem(one);
        const DaOutcome outcome =
            EvaluateDa(problem, {ToNumbers(one["B"]), ToNumbers(one["P"]), ToNumbers(one["C"])});
        EXPECT_NEAR(outcome.meanQoe, one["obj"], 1e-12 * outcome.meanQoe) << one["name"];
        for (std::size_t k = 0; k < problem.users.size(); ++k)
        {
            EXPECT_NEAR(outcome.qoe[k], one["qoe"][k], 1e-12 * std::abs(outcome.qoe[k]));
        }
        ++cases;
    }
    EXPECT_EQ(cases, 24);
}

TEST(IsacDaQoe, ByHand)
{
    DaProblem problem;
    problem.model = {1e-6, 1e7, 2.0, 0.1};
    DaUser user;
    user.fileSize = 1.0;
    user.gain = 1.0;
    user.impact = 0.5;
    user.qualityWeight = 3.0;
    user.latencyWeight = 0.1;
    user.ratioWeight = 2.0;
    problem.users.assign(2, user);
    problem.users[1].structure = DaStructure::RATIO;
    // R = 1e6 log2(1 + 1 / (1e6 1e-6)), T = .1 + 1e7/1e9 + 8e6/R, q = 2/3.
    const DaOutcome outcome = EvaluateDa(problem, {{1e6, 1e6}, {1.0, 1.0}, {1e9, 1e9}});
    EXPECT_DOUBLE_EQ(outcome.rate[0], 1e6);
    EXPECT_DOUBLE_EQ(outcome.latency[0], 8.11);
    EXPECT_NEAR(outcome.qoe[0], 0.5 * (2.0 - 0.811), 1e-15);
    EXPECT_NEAR(outcome.qoe[1], 0.5 * 2.0 * (2.0 / 3.0) / 8.11, 1e-15);
    // With nothing there is no end of latency.
    const DaOutcome nothing = EvaluateDa(problem, {{0.0, 0.0}, {1.0, 1.0}, {1e9, 1e9}});
    EXPECT_EQ(nothing.qoe[0], -std::numeric_limits<double>::infinity());
    EXPECT_EQ(nothing.qoe[1], 0.0);
    EXPECT_THROW(EvaluateDa(problem, {{1e6}, {1.0}, {1e9}}), std::invalid_argument);
}

TEST(IsacDaQoe, SlopesAreThoseOfTheValue)
{
    const DaProblem problem = DaUsers(40, 530.0, 1);
    for (std::size_t k = 0; k < problem.users.size(); ++k)
    {
        // Every other user without the latency that makes him bend, one in four in deep noise.
        DaModel model = problem.model;
        model.fixedLatency = k % 2 == 0 ? 0.1 : 0.0;
        model.noiseDensity *= k % 4 < 2 ? 1.0 : 1e4;
        const DaQoeTerm term(problem.users[k], model, problem.budget);
        const std::array<double, 3> x{0.03, 0.02, 0.04};
        const DaQoeSlopes slopes = term.Slopes(x[0], x[1], x[2]);
        EXPECT_NEAR(slopes.value, term.Value(x[0], x[1], x[2]), 1e-13 * std::abs(slopes.value));
        // Steps of the third and fourth root of rounding: errors of their squares.
        const double small = 1e-5;
        const double large = 1e-4;
        const auto at = [&](int i, double a, int j, double b) {
            std::array<double, 3> y = x;
            y[i] += a * x[i];
            y[j] += b * x[j];
            return term.Value(y[0], y[1], y[2]);
        };
        const double size = std::abs(slopes.value);
        constexpr int INDEX[3][3] = {{0, 1, 3}, {1, 2, 4}, {3, 4, 5}};
        for (int i = 0; i < 3; ++i)
        {
            const double slope = (at(i, small, i, 0.0) - at(i, -small, i, 0.0)) / (2.0 * small);
            EXPECT_NEAR(slopes.gradient[i], slope, 1e-9 * size);
            for (int j = 0; j < 3; ++j)
            {
                const double bend = (at(i, large, j, large) - at(i, large, j, -large) -
                                     at(i, -large, j, large) + at(i, -large, j, -large)) /
                                    (4.0 * large * large);
                EXPECT_NEAR(slopes.curvature[INDEX[i][j]], -bend, 1e-6 * size);
            }
        }
    }
}

TEST(IsacDaQoe, DeepNoiseKeepsItsDigits)
{
    // ln(1 + x) - x / (1 + x) by its series and by its difference, where the two take over.
    DaUser user;
    user.gain = 1.0;
    const DaModel model{1.0, 1e7, 2.0, 0.1};
    const DaQoeTerm term(user, model, {1.0, 1.0, 1.0});
    const double below = term.Slopes(1.0, 0.01 * (1.0 - 1e-12), 1.0).gradient[0];
    const double above = term.Slopes(1.0, 0.01 * (1.0 + 1e-12), 1.0).gradient[0];
    EXPECT_NEAR(below / above, 1.0, 1e-11);
    // For x -> 0 the elasticity of R over B is x/2.
    const DaQoeSlopes slopes = term.Slopes(1.0, 1e-9, 1.0);
    EXPECT_NEAR(slopes.gradient[0] / slopes.gradient[1], 0.5e-9, 1e-17);
}

TEST(IsacDaQoe, ViolationsAreFound)
{
    DaProblem problem;
    problem.budget = {10.0, 10.0, 10.0};
    problem.users.resize(2);
    problem.users[0].demandProduct = 8.0;
    problem.users[1].demandPower = 4.0;
    problem.users[1].demandSpeed = 1.0;
    EXPECT_EQ(CheckDa(problem, {{5.0, 5.0}, {2.0, 4.0}, {1.0, 1.0}}).Worst(), 0.0);
    const DaViolation violation = CheckDa(problem, {{2.0, 10.0}, {2.0, 3.0}, {1.0, 10.0}});
    EXPECT_DOUBLE_EQ(violation.product, 0.5);
    EXPECT_DOUBLE_EQ(violation.demand, 0.25);
    EXPECT_NEAR(violation.bandwidth, 0.2, 1e-15);
    EXPECT_EQ(violation.power, 0.0);
    EXPECT_NEAR(violation.speed, 0.1, 1e-15);
    EXPECT_EQ(violation.users, (std::vector<int>{0, 1}));
    EXPECT_DOUBLE_EQ(violation.Worst(), 0.5);
}
