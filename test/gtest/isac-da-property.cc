/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * DA-ISAC's user-level allocation on random problems far from the paper's (RapidCheck): always an
 * optimum with a bound that holds, or users without whom there is one; and the convexity that all
 * of it rests on.
 */

#include "isac-da-cases.h"

#include "ns3/isac-da-exact.h"
#include "ns3/isac-da-slsqp.h"

#include <cstdlib>
#include <rapidcheck.h>

using namespace ns3::isac;

namespace
{

/// @return a whole number from low to below high, all of them alike from the first test on
int
Whole(int low, int high)
{
    return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(low, high));
}

/// @return 10 to the power of something between two hundredths
double
Decades(int low, int high)
{
    return std::pow(10.0, 0.01 * Whole(low, high));
}

/// @return a problem of up to so many users; some demands are 0, some too large
DaProblem
AnyProblem(int most)
{
    DaProblem problem;
    problem.budget = {Decades(600, 900), Decades(-100, 300), Decades(800, 1100)};
    problem.model.fixedLatency = Whole(0, 3) == 0 ? 0.0 : Decades(-300, 100);
    const int users = Whole(1, most + 1);
    // Demands of all users together are up to some ten times what there is.
    const double need = Decades(-300, 200) / users;
    for (int k = 0; k < users; ++k)
    {
        DaUser user;
        user.fileSize = Decades(-200, 200);
        user.gain = Decades(-1400, -700);
        user.impact = 0.7 + 0.003 * Whole(0, 100);
        user.structure = Whole(0, 2) == 0 ? DaStructure::DIFFERENCE : DaStructure::RATIO;
        user.latencyWeight = Decades(-300, 200);
        user.ratioWeight = Decades(-200, 200);
        user.demandPower = Whole(0, 3) == 0 ? 0.0 : problem.budget.power * need * Decades(-400, 0);
        user.demandProduct = Whole(0, 3) == 0 ? 0.0
                                              : problem.budget.power * problem.budget.bandwidth *
                                                    need * need * Decades(-800, 0);
        user.demandSpeed = Whole(0, 3) != 0 ? 0.0 : problem.budget.speed * need * Decades(-400, 0);
        problem.users.push_back(user);
    }
    return problem;
}

/// @return an allocation that meets all demands and sums: between two that do, near one of them or
/// not
DaAllocation
AnyFeasible(const DaProblem& problem, const DaAllocation& best, unsigned seed)
{
    boost::random::mt19937_64 random(seed);
    boost::random::uniform_real_distribution<> uniform(0.0, 1.0);
    const DaFeasibility feasible = TestDa(problem);
    DaAllocation other = DaRoomyAllocation(problem, feasible);
    // The feasible set is convex: a point with room, what is left handed out anyhow, and the best.
    const auto hand = [&](std::vector<double>& values, double budget) {
        double left = budget;
        std::vector<double> parts;
        double sum = 0.0;
        for (const double value : values)
        {
            left -= value;
            parts.push_back(-std::log(1.0 - uniform(random)));
            sum += parts.back();
        }
        for (std::size_t k = 0; k < values.size(); ++k)
        {
            values[k] += left * parts[k] / sum;
        }
    };
    hand(other.bandwidth, problem.budget.bandwidth);
    hand(other.power, problem.budget.power);
    hand(other.speed, problem.budget.speed);
    const double part = std::pow(10.0, -6.0 * uniform(random));
    for (std::size_t k = 0; k < problem.users.size(); ++k)
    {
        other.bandwidth[k] = best.bandwidth[k] + part * (other.bandwidth[k] - best.bandwidth[k]);
        other.power[k] = best.power[k] + part * (other.power[k] - best.power[k]);
        other.speed[k] = best.speed[k] + part * (other.speed[k] - best.speed[k]);
    }
    return other;
}

/// Runs a property under GoogleTest.
template <typename Property>
void
Check(const char* name, Property property)
{
    // Same problems every time, unless the caller asks for others.
    setenv("RC_PARAMS", "seed=1 max_success=500", 0);
    EXPECT_TRUE(rc::check(name, property));
}

} // namespace

TEST(IsacDaProperty, OptimalOrInfeasible)
{
    int optimal = 0;
    int infeasible = 0;
    Check("optimal or infeasible", [&] {
        const DaProblem problem = AnyProblem(60);
        const DaSolution solution = SolveDa(problem);
        if (solution.status == DaStatus::INFEASIBLE)
        {
            ++infeasible;
            return;
        }
        ++optimal;
        RC_ASSERT(solution.status == DaStatus::OPTIMAL);
        RC_ASSERT(CheckDa(problem, solution.allocation).Worst() <= 1e-9);
        const double size = std::max(1.0, std::abs(solution.meanQoe));
        RC_ASSERT(std::abs(EvaluateDa(problem, solution.allocation).meanQoe - solution.meanQoe) <=
                  1e-12 * size);
        RC_ASSERT(solution.Gap() >= 0.0 && solution.Gap() <= 1e-8 * size);
    });
    // Both kinds were met.
    EXPECT_GT(optimal, 100);
    EXPECT_GT(infeasible, 50);
}

TEST(IsacDaProperty, NoFeasibleAllocationExceedsTheBound)
{
    Check("weak duality", [] {
        const DaProblem problem = AnyProblem(20);
        // Far from the end, too, the bound must hold.
        const DaSolution solution = SolveDa(problem);
        const DaSolution early = SolveDa(problem, {1e-11, Whole(0, 12)});
        RC_PRE(solution.status == DaStatus::OPTIMAL);
        const double size = std::max(1.0, std::abs(solution.meanQoe));
        RC_ASSERT(early.upperBound >= solution.meanQoe - 1e-12 * size);
        for (int trial = 0; trial < 30; ++trial)
        {
            const DaAllocation other =
                AnyFeasible(problem, solution.allocation, *rc::gen::arbitrary<unsigned>());
            RC_ASSERT(CheckDa(problem, other).Worst() <= 2e-9);
            const double value = EvaluateDa(problem, other).meanQoe;
            RC_ASSERT(value <= solution.upperBound + 1e-12 * size);
        }
    });
}

TEST(IsacDaProperty, WithoutTheCulpritsTheRestFits)
{
    Check("culprits", [] {
        const DaProblem problem = AnyProblem(40);
        const DaFeasibility answer = TestDa(problem);
        RC_PRE(!answer.Feasible());
        RC_ASSERT(!answer.culprits.empty());
        const auto without = [&](std::size_t count) {
            DaProblem rest = problem;
            for (std::size_t i = 0; i < count; ++i)
            {
                DaUser& user = rest.users[answer.culprits[i]];
                user.demandPower = user.demandProduct = user.demandSpeed = 0.0;
            }
            return TestDa(rest).Feasible();
        };
        RC_ASSERT(without(answer.culprits.size()));
        RC_ASSERT(!without(answer.culprits.size() - 1));
    });
}

TEST(IsacDaProperty, MarginIsWhereFeasibilityEnds)
{
    Check("margin", [] {
        const DaProblem problem = AnyProblem(40);
        const DaFeasibility answer = TestDa(problem);
        RC_PRE(std::isfinite(answer.margin) && answer.speedMargin >= 1.0);
        const auto feasible = [&](double theta) {
            DaProblem scaled = problem;
            for (DaUser& user : scaled.users)
            {
                user.demandPower *= theta;
                user.demandProduct *= theta * theta;
            }
            return TestDa(scaled).Feasible();
        };
        RC_ASSERT(feasible(answer.margin * (1.0 - 1e-9)));
        RC_ASSERT(!feasible(answer.margin * (1.0 + 1e-9)));
        // The least demands take as much of the budgets as they can be taken times.
        double power = 0.0;
        double bandwidth = 0.0;
        for (std::size_t k = 0; k < problem.users.size(); ++k)
        {
            power += answer.least.power[k] / problem.budget.power;
            bandwidth += answer.least.bandwidth[k] / problem.budget.bandwidth;
        }
        RC_ASSERT(std::abs(std::max(power, bandwidth) * answer.margin - 1.0) <= 1e-9);
    });
}

TEST(IsacDaProperty, QoeIsConcave)
{
    Check("midpoints", [] {
        const DaProblem problem = AnyProblem(1);
        const DaQoeTerm term(problem.users[0], problem.model, problem.budget);
        const auto share = [] { return Decades(-600, 0); };
        for (int trial = 0; trial < 100; ++trial)
        {
            const double a[3] = {share(), share(), share()};
            const double b[3] = {share(), share(), share()};
            const double ends = 0.5 * (term.Value(a[0], a[1], a[2]) + term.Value(b[0], b[1], b[2]));
            const double middle =
                term.Value(0.5 * (a[0] + b[0]), 0.5 * (a[1] + b[1]), 0.5 * (a[2] + b[2]));
            RC_ASSERT(middle >= ends - 1e-13 * std::abs(ends));
            // The second derivatives are negative semidefinite: minus them has no negative minor.
            const DaQoeSlopes slopes = term.Slopes(a[0], a[1], a[2]);
            const auto& c = slopes.curvature;
            const double size = std::max({c[0], c[2], c[5]});
            RC_ASSERT(std::min({c[0], c[2], c[5]}) >= 0.0);
            RC_ASSERT(c[0] * c[2] - c[1] * c[1] >= -1e-14 * size * size);
            RC_ASSERT(c[0] * c[5] - c[3] * c[3] >= -1e-14 * size * size);
            RC_ASSERT(c[2] * c[5] - c[4] * c[4] >= -1e-14 * size * size);
        }
    });
}

TEST(IsacDaProperty, NoWorseThanSlsqp)
{
    Check("against slsqp", [] {
        const DaProblem problem = AnyProblem(6);
        const DaSolution solution = SolveDa(problem);
        RC_PRE(solution.status == DaStatus::OPTIMAL);
        const DaSlsqpSolution rival = SolveDaBySlsqp(problem, {0.0, 1e-14, 300});
        // The rival may break bounds; what that earns is not its own.
        RC_PRE(rival.violation.Worst() <= 1e-9 && std::isfinite(rival.meanQoe));
        const double size = std::max(1.0, std::abs(solution.meanQoe));
        RC_ASSERT(solution.meanQoe >= rival.meanQoe - 2e-8 * size);
    });
}
