/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Distributed diffusion on random systems far from the paper's (RapidCheck): bounds of a curve hold
 * in all its cells, and no allocation within the energies beats the bound of the optimum.
 */

#include "isac-dd-cases.h"

#include "ns3/isac-dd-baseline.h"
#include "ns3/isac-dd-optimum.h"

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

/// @return a number from low to high
double
Between(double low, double high)
{
    return low + (high - low) * 1e-4 * Whole(0, 10001);
}

/// @return a system: budgets, readings and constants of the surrogate anywhere
DdParameters
AnyParameters()
{
    DdParameters parameters;
    parameters.mostServerSteps = Whole(1, 8);
    parameters.mostDeviceSteps = Whole(1, 6);
    parameters.serverStepEnergy = Between(0.0, 1.0);
    parameters.serverBudget = Between(1.0, 30.0);
    parameters.snrPerWatt = std::pow(10.0, Between(-3.0, 1.0));
    parameters.qoeThreshold = Between(0.0, 0.9);
    parameters.qoeWeight = Between(0.0, 5.0);
    parameters.deviceStepPrice = Whole(0, 2) * Between(0.0, 0.2);
    parameters.schedule = Whole(0, 2) == 0 ? DdSchedule::OWN : DdSchedule::LONGEST;
    parameters.sharing = Whole(0, 4) == 0 ? DdSharing::SEPARATE : DdSharing::SHARED;
    DdQoeParameters& qoe = parameters.qoe;
    qoe.halfSteps = Between(-2.0, 10.0);
    qoe.errorPower = Whole(0, 2) == 0 ? 4.0 : Between(0.5, 8.0);
    qoe.errorRepair = Between(-0.05, 0.05);
    qoe.leakErrors = Between(-100.0, 100.0);
    qoe.leakPerServerStep = Between(-3.0, 3.0);
    qoe.mismatchPower = Whole(0, 2) == 0 ? 1.5 : Between(0.2, 3.0);
    return parameters;
}

/// @return users with personalities, distances and gains anywhere
DdState
AnyState(int most)
{
    DdState state;
    const int users = Whole(1, most + 1);
    for (int k = 0; k < users; ++k)
    {
        DdUser user;
        for (double& score : user.personality)
        {
            score = Between(0.0, 1.0);
        }
        user.distance = Whole(0, 3) == 0 ? 0.0 : Between(0.0, 2.0);
        user.gain = std::pow(10.0, Between(-3.0, 3.0));
        user.energyBudget = Between(1.0, 9.0);
        if (Whole(0, 3) == 0)
        {
            user.style = DdUsersOfFigure10()[Whole(0, 5)];
        }
        state.users.push_back(user);
    }
    return state;
}

/// Runs a property under GoogleTest.
template <typename Property>
void
Check(const char* name, Property property)
{
    // Same problems every time, unless the caller asks for others.
    setenv("RC_PARAMS", "seed=1 max_success=200", 0);
    EXPECT_TRUE(rc::check(name, property));
}

} // namespace

TEST(IsacDdProperty, BoundsHoldInTheirCells)
{
    Check("bounds of cells", [] {
        const DdParameters parameters = AnyParameters();
        const DdState state = AnyState(3);
        const DdQoeRule rule = Whole(0, 2) == 0 ? DdQoeRule::PENALTY : DdQoeRule::CONSTRAINT;
        for (const DdStepPlan& plan : MakeDdStepPlans(parameters, state))
        {
            const DdCurve curve(parameters, state, plan, 0, rule);
            constexpr int CELLS = 16;
            const double width = plan.budget / CELLS;
            const std::vector<double> bounds = curve.Bounds(0, CELLS, width);
            for (int trial = 0; trial < 20; ++trial)
            {
                const double place = Between(0.0, CELLS);
                const int cell = std::min(CELLS - 1, static_cast<int>(place));
                const DdCurve::Choice choice = curve.At(place * width);
                const double qoe = choice.value + parameters.deviceStepPrice * choice.steps;
                if (rule == DdQoeRule::PENALTY || qoe >= parameters.qoeThreshold)
                {
                    RC_ASSERT(choice.value <= bounds[cell] + 1e-14);
                }
            }
        }
    });
}

TEST(IsacDdProperty, NoAllocationBeatsTheBound)
{
    int solved = 0;
    int constrained = 0;
    Check("upper bound", [&] {
        const DdParameters parameters = AnyParameters();
        const DdState state = AnyState(3);
        DdSearchSettings settings;
        settings.tolerance = 1e-4;
        settings.mostWork = 1e8;
        settings.rule = Whole(0, 2) == 0 ? DdQoeRule::PENALTY : DdQoeRule::CONSTRAINT;
        const DdOptimum optimum = SolveDd(parameters, state, settings);
        RC_PRE(optimum.status != DdOptimumStatus::INFEASIBLE);
        RC_ASSERT(optimum.found || optimum.status == DdOptimumStatus::LIMIT);
        solved += optimum.status == DdOptimumStatus::OPTIMAL ? 1 : 0;
        constrained += settings.rule == DdQoeRule::CONSTRAINT ? 1 : 0;
        boost::random::mt19937_64 random(*rc::gen::arbitrary<unsigned>());
        boost::random::uniform_real_distribution<> uniform(0.0, 1.0);
        for (int trial = 0; trial < 100; ++trial)
        {
            DdAllocation other = DdRandomAllocation(parameters, state, random);
            if (trial % 2 == 0 && optimum.found)
            {
                // Near the optimum: its steps, and powers between its own and any.
                const double part = std::pow(10.0, -6.0 * uniform(random));
                other.serverSteps = optimum.allocation.serverSteps;
                other.deviceSteps = optimum.allocation.deviceSteps;
                const DdAllocation split = DdEqualSplit(parameters, state, other.serverSteps, 1);
                double sum = 0.0;
                double drawn = 0.0;
                for (std::size_t k = 0; k < other.power.size(); ++k)
                {
                    sum += split.power[k];
                    drawn += other.power[k];
                }
                for (std::size_t k = 0; k < other.power.size(); ++k)
                {
                    const double any = drawn > 0.0 ? other.power[k] * sum / drawn : 0.0;
                    other.power[k] = (1.0 - part) * optimum.allocation.power[k] + part * any;
                }
            }
            const DdOutcome outcome = EvaluateDd(parameters, state, other);
            RC_ASSERT(outcome.serverExcess <= 1e-9);
            if (settings.rule == DdQoeRule::PENALTY || outcome.Feasible())
            {
                RC_ASSERT(outcome.reward <= optimum.upperBound + 1e-9);
            }
        }
    });
    EXPECT_GT(solved, 150);
    EXPECT_GT(constrained, 40);
}

TEST(IsacDdProperty, InfeasibleMeansThatChanceFindsNothing)
{
    int infeasible = 0;
    Check("infeasible", [&] {
        const DdParameters parameters = AnyParameters();
        const DdState state = AnyState(3);
        DdSearchSettings settings;
        settings.rule = DdQoeRule::CONSTRAINT;
        RC_PRE(!MakeDdStepPlans(parameters, state).empty());
        if (SolveDd(parameters, state, settings).status != DdOptimumStatus::INFEASIBLE)
        {
            return;
        }
        ++infeasible;
        boost::random::mt19937_64 random(*rc::gen::arbitrary<unsigned>());
        for (int trial = 0; trial < 200; ++trial)
        {
            const DdAllocation other = DdRandomAllocation(parameters, state, random);
            RC_ASSERT(!EvaluateDd(parameters, state, other).Feasible());
        }
    });
    EXPECT_GT(infeasible, 20);
}
