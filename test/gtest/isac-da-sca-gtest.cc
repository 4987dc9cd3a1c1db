/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The paper's successive convex approximation, and its readings, against the optimum.
 */

#include "isac-da-cases.h"

#include "ns3/isac-da-exact.h"
#include "ns3/isac-da-sca.h"

#include <algorithm>

using namespace ns3::isac;

namespace
{

/// @return the case of this name
DaProblem
CaseOf(const std::string& name)
{
    for (const auto& one : LoadCases("sttd.json"))
    {
        if (one["name"] == name)
        {
            return ToDaProblem(one);
        }
    }
    ADD_FAILURE() << "no case " << name;
    return {};
}

} // namespace

TEST(IsacDaSca, ComesNearTheOptimumWhereLatencyIsFixedInPart)
{
    int cases = 0;
    for (const auto& one : LoadCases("sttd.json"))
    {
        if (!one["feasible"] || one["K"] > 15 || one["t0"] == 0.0)
        {
            continue;
        }
        SCOPED_TRACE(one["name"].get<std::string>());
        const DaProblem problem = ToDaProblem(one);
        const DaScaSolution solution = SolveDaBySca(problem);
        EXPECT_TRUE(solution.settled);
        EXPECT_NEAR(solution.meanQoe / one["obj"].get<double>(), 1.0, 1e-6);
        // Sums and floors are linear and kept; P B by the envelope of a box that has got small.
        EXPECT_LE(solution.violation.bandwidth, 1e-12);
        EXPECT_LE(solution.violation.power, 1e-12);
        EXPECT_LE(solution.violation.speed, 1e-12);
        EXPECT_LE(solution.violation.demand, 1e-12);
        EXPECT_LE(solution.violation.product, 1e-4);
        EXPECT_DOUBLE_EQ(solution.meanQoe, EvaluateDa(problem, solution.allocation).meanQoe);
        EXPECT_EQ(solution.meanQoe, solution.history.back());
        ++cases;
    }
    EXPECT_EQ(cases, 14);
}

TEST(IsacDaSca, PrintedRatioWeighsUsersByTheirQuality)
{
    const DaProblem problem = CaseOf("SP2_K5");
    const double best = SolveDa(problem).meanQoe;
    DaScaSettings settings;
    settings.ratio = DaRatioReading::PRINTED;
    const DaScaSolution printed = SolveDaBySca(problem, settings);
    EXPECT_LT(printed.meanQoe, best * (1.0 - 1e-3));
    // It is the optimum of another objective: Gamma^2 / D, whose weights are Gamma times as large.
    DaProblem other = problem;
    for (DaUser& user : other.users)
    {
        user.ratioWeight *= user.impact * user.ratioWeight * DaQuality(user, problem.model);
    }
    EXPECT_NEAR(EvaluateDa(problem, SolveDa(other).allocation).meanQoe / printed.meanQoe,
                1.0,
                1e-3);
    // Of users of the first structure both readings are the same.
    const DaProblem first = CaseOf("SP1_K5");
    EXPECT_EQ(SolveDaBySca(first, settings).meanQoe, SolveDaBySca(first).meanQoe);
}

TEST(IsacDaSca, PrintedEnvelopeBreaksTheBoundAndSaysSo)
{
    const DaProblem problem = CaseOf("small_budgets_K10");
    DaScaSettings settings;
    settings.envelope = DaEnvelopeReading::PRINTED;
    const DaScaSolution printed = SolveDaBySca(problem, settings);
    EXPECT_GT(printed.violation.product, 0.1);
    EXPECT_FALSE(printed.violation.users.empty());
    EXPECT_GE(printed.worstViolation, printed.violation.Worst());
    // What it gains by that is beyond the optimum.
    EXPECT_GT(printed.meanQoe, SolveDa(problem).upperBound);
    settings.envelope = DaEnvelopeReading::TIED;
    const DaScaSolution tied = SolveDaBySca(problem, settings);
    EXPECT_LT(tied.violation.product, printed.violation.product);
    EXPECT_GT(tied.worstViolation, SolveDaBySca(problem).worstViolation);
}

TEST(IsacDaSca, RoundsMayLose)
{
    const DaScaSolution solution = SolveDaBySca(CaseOf("preset_K10_s4"));
    EXPECT_FALSE(solution.Monotone());
    EXPECT_LT(solution.history.front(), solution.meanQoe);
    DaScaSettings settings;
    settings.rounds = 2;
    const DaScaSolution cut = SolveDaBySca(CaseOf("preset_K10_s4"), settings);
    EXPECT_FALSE(cut.settled);
    EXPECT_EQ(cut.history.size(), 3U);
}

TEST(IsacDaSca, InfeasibleIsNotTried)
{
    const DaScaSolution solution = SolveDaBySca(CaseOf("inf_bandwidth_K6"));
    EXPECT_EQ(solution.feasibility.shortage, DaShortage::BANDWIDTH);
    EXPECT_TRUE(solution.allocation.power.empty());
    EXPECT_EQ(solution.evaluations, 0);
}
