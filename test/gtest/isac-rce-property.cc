/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * RCE against the linear program (16) as Clp solves it, on random problems (RapidCheck): Theorem 1
 * of CAQA-AIGC, what it does not say about short budgets, and invariants of every branch.
 */

#include "ns3/isac-caqa-communication.h"
#include "ns3/isac-rce.h"

#include <ClpSimplex.hpp>
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck.h>
#include <vector>

using namespace ns3::isac;

namespace
{

/// Energies are drawn as whole mJ and gains as tenths, so that ties and equalities are frequent
/// and Clp's tolerance of 1e-7 cannot turn one case into another.
constexpr double MILLI = 1e-3;

/// Clp's primal tolerance is 1e-7 on each of up to 30 rows, gains are up to 20.
constexpr double LP_TOLERANCE = 1e-5;

CaqaBounds
AnyBounds()
{
    const int users = *rc::gen::inRange(1, 30);
    CaqaBounds bounds;
    double minima = 0.0;
    const bool tight = *rc::gen::inRange(0, 4) == 0;
    for (int k = 0; k < users; ++k)
    {
        const int least = *rc::gen::inRange(0, 90);
        const int room = *rc::gen::inRange(tight ? -20 : 0, 60);
        bounds.minEnergy.push_back(MILLI * least);
        bounds.maxEnergy.push_back(MILLI * (least + room));
        bounds.gain.push_back(0.1 * *rc::gen::inRange(1, 200));
        minima += least;
    }
    bounds.budget = MILLI * *rc::gen::inRange(-20, static_cast<int>(2.0 * minima) + 40);
    return bounds;
}

/// What Clp says.
struct LpAnswer
{
    bool feasible = false;  //!< whether a solution exists
    double objective = 0.0; //!< largest sum of gain times energy
};

/// Maximises sum gain E subject to least <= E <= most and sum E <= budget.
LpAnswer
SolveLp(const std::vector<double>& least,
        const std::vector<double>& most,
        const std::vector<double>& gain,
        double budget)
{
    LpAnswer answer;
    for (std::size_t k = 0; k < least.size(); ++k)
    {
        if (least[k] > most[k])
        {
            return answer;
        }
    }
    const int users = static_cast<int>(least.size());
    std::vector<int> columns(users);
    std::iota(columns.begin(), columns.end(), 0);
    const std::vector<double> ones(users, 1.0);
    ClpSimplex lp;
    lp.setLogLevel(0);
    lp.resize(0, users);
    lp.setOptimizationDirection(-1.0);
    for (int k = 0; k < users; ++k)
    {
        lp.setColumnBounds(k, least[k], most[k]);
        lp.setObjectiveCoefficient(k, gain[k]);
    }
    lp.addRow(users, columns.data(), ones.data(), -COIN_DBL_MAX, budget);
    lp.primal();
    answer.feasible = lp.isProvenOptimal();
    answer.objective = answer.feasible ? lp.objectiveValue() : 0.0;
    return answer;
}

RceResult
Solve(const CaqaBounds& bounds, InfeasibleRule rule, bool partial)
{
    RceOptions options;
    options.infeasible = rule;
    options.partialLast = partial;
    return AllocateRce(bounds, options);
}

/// Runs a property under GoogleTest.
template <typename Property>
void
Check(const char* name, Property property)
{
    // Same problems every time, unless the caller asks for others.
    setenv("RC_PARAMS", "seed=1 max_success=1000", 0);
    EXPECT_TRUE(rc::check(name, property));
}

} // namespace

TEST(IsacRceProperty, FullBranchIsTheOptimumOfTheLinearProgram)
{
    Check("full = LP optimum", [] {
        const CaqaBounds bounds = AnyBounds();
        const RceResult result = Solve(bounds, InfeasibleRule::ANY, false);
        RC_CLASSIFY(result.branch == RceBranch::FULL, "full");
        if (result.branch == RceBranch::FULL)
        {
            const LpAnswer lp =
                SolveLp(bounds.minEnergy, bounds.maxEnergy, bounds.gain, bounds.budget);
            RC_ASSERT(lp.feasible);
            RC_ASSERT(std::abs(result.objective - lp.objective) <= LP_TOLERANCE);
        }
    });
}

TEST(IsacRceProperty, RefusingIsWhatTheLinearProgramDoes)
{
    Check("zero under ANY with a positive budget iff a box is empty; then LP infeasible", [] {
        const CaqaBounds bounds = AnyBounds();
        const RceResult result = Solve(bounds, InfeasibleRule::ANY, false);
        bool empty = false;
        for (std::size_t k = 0; k < bounds.gain.size(); ++k)
        {
            empty |= bounds.minEnergy[k] > bounds.maxEnergy[k] + 0.5 * MILLI;
        }
        RC_CLASSIFY(empty, "empty box");
        if (bounds.budget > 0.0)
        {
            RC_ASSERT((result.branch == RceBranch::ZERO) == empty);
        }
        const LpAnswer lp = SolveLp(bounds.minEnergy, bounds.maxEnergy, bounds.gain, bounds.budget);
        // With nothing to give, the program may still have the solution of giving nothing.
        if (bounds.budget > 0.0)
        {
            RC_ASSERT((result.branch == RceBranch::FULL) == lp.feasible);
        }
    });
}

TEST(IsacRceProperty, ShortBranchIsOptimalWithinTheMinima)
{
    Check("short = optimum over 0 <= E <= E_min", [] {
        const CaqaBounds bounds = AnyBounds();
        const RceResult partial = Solve(bounds, InfeasibleRule::DROP, true);
        RC_CLASSIFY(partial.branch == RceBranch::SHORT, "short");
        if (partial.branch == RceBranch::SHORT)
        {
            std::vector<double> most = bounds.minEnergy;
            for (std::size_t k = 0; k < most.size(); ++k)
            {
                most[k] = IsServable(most[k], bounds.maxEnergy[k]) ? most[k] : 0.0;
            }
            const LpAnswer lp =
                SolveLp(std::vector<double>(most.size(), 0.0), most, bounds.gain, bounds.budget);
            RC_ASSERT(lp.feasible);
            RC_ASSERT(std::abs(partial.objective - lp.objective) <= LP_TOLERANCE);
            // Without the partial user, only his part is missing.
            const RceResult whole = Solve(bounds, InfeasibleRule::DROP, false);
            std::size_t differ = 0;
            for (std::size_t k = 0; k < most.size(); ++k)
            {
                differ += whole.energy[k] != partial.energy[k] ? 1 : 0;
                RC_ASSERT(whole.energy[k] == partial.energy[k] || whole.energy[k] == 0.0);
            }
            RC_ASSERT(differ <= 1U);
        }
    });
}

TEST(IsacRceProperty, BudgetBoxesAndCountsHold)
{
    Check("invariants", [] {
        const CaqaBounds bounds = AnyBounds();
        const auto rule = *rc::gen::element(InfeasibleRule::DROP, InfeasibleRule::ANY);
        const bool partial = *rc::gen::arbitrary<bool>();
        const bool uniform = *rc::gen::arbitrary<bool>();
        RceOptions options;
        options.infeasible = rule;
        options.partialLast = partial;
        const RceResult result =
            uniform ? CaqaUniformEnergy(bounds, options) : AllocateRce(bounds, options);
        const double slack = 1.0 + CAQA_RELATIVE_SLACK;
        const double total = std::accumulate(result.energy.begin(), result.energy.end(), 0.0);
        RC_ASSERT(total <= std::max(0.0, bounds.budget) * slack);
        double capacity = 0.0;
        for (std::size_t k = 0; k < result.energy.size(); ++k)
        {
            RC_ASSERT(result.energy[k] >= 0.0);
            RC_ASSERT(result.energy[k] <= std::max(0.0, bounds.maxEnergy[k]) * slack);
            const bool servable = IsServable(bounds.minEnergy[k], bounds.maxEnergy[k]);
            capacity += servable ? bounds.maxEnergy[k] : 0.0;
            RC_ASSERT(servable || result.energy[k] == 0.0);
            if (result.branch == RceBranch::FULL && servable)
            {
                RC_ASSERT(result.energy[k] * slack >= bounds.minEnergy[k]);
            }
        }
        if (result.branch == RceBranch::FULL)
        {
            // Nothing is left that somebody could take.
            RC_ASSERT(std::abs(total - std::min(bounds.budget, capacity)) <= 1e-12);
        }
    });
}

TEST(IsacRceProperty, MoreBudgetNeverEarnsLess)
{
    Check("monotone in the budget", [] {
        const CaqaBounds bounds = AnyBounds();
        CaqaBounds more = bounds;
        more.budget += MILLI * *rc::gen::inRange(0, 200);
        const bool partial = *rc::gen::arbitrary<bool>();
        const RceResult less = Solve(bounds, InfeasibleRule::DROP, partial);
        const RceResult result = Solve(more, InfeasibleRule::DROP, partial);
        RC_ASSERT(result.objective >= less.objective - 1e-12);
    });
}

TEST(IsacRceProperty, UniformRuleIsTheMostEvenOne)
{
    Check("water-filling level", [] {
        const CaqaBounds bounds = AnyBounds();
        const RceResult result = CaqaUniformEnergy(bounds);
        if (result.branch != RceBranch::FULL)
        {
            return;
        }
        // Whoever is not full got at least as much beyond his minimum as anybody else.
        double level = 0.0;
        for (std::size_t k = 0; k < result.energy.size(); ++k)
        {
            if (IsServable(bounds.minEnergy[k], bounds.maxEnergy[k]))
            {
                level = std::max(level, result.energy[k] - bounds.minEnergy[k]);
            }
        }
        for (std::size_t k = 0; k < result.energy.size(); ++k)
        {
            if (IsServable(bounds.minEnergy[k], bounds.maxEnergy[k]) &&
                result.energy[k] < bounds.maxEnergy[k] - 1e-12)
            {
                RC_ASSERT(result.energy[k] - bounds.minEnergy[k] >= level - 1e-12);
            }
        }
    });
}
