/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Invariants of ASP selection under random play (RapidCheck): capacity, conservation of tasks,
 * penalties, and its bounds against the linear program as Clp solves it.
 */

#include "isac-asp-cases.h"

#include "ns3/isac-asp-bound.h"
#include "ns3/isac-asp-environment.h"
#include "ns3/isac-asp-price.h"
#include "ns3/isac-asp-score.h"

#include <ClpSimplex.hpp>
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck.h>
#include <vector>

using namespace ns3::isac;

namespace
{

/// A task as a ledger of the test's own sees it.
struct Entry
{
    int provider = 0;   //!< where it is
    int steps = 0;      //!< T
    double start = 0.0; //!< when it came [s]
    double end = 0.0;   //!< when it ends [s]
};

/// Any system without recovery, with few and small providers, so that crashes are frequent.
AspSystem
AnySystem()
{
    AspParameters parameters;
    parameters.crashPenalty = 0.25 * *rc::gen::inRange(0, 20);
    parameters.interruptionPenalty = 0.25 * *rc::gen::inRange(0, 20);
    std::vector<int> capacities;
    const int providers = *rc::gen::inRange(1, 5);
    for (int i = 0; i < providers; ++i)
    {
        capacities.push_back(10 * *rc::gen::inRange(3, 40));
    }
    return SmallAspSystem(capacities, parameters);
}

/// Any tasks, many in the same second or at the instant at which another one ends.
std::vector<AspTask>
AnyTasks()
{
    std::vector<AspTask> tasks;
    double now = 0.0;
    const int count = *rc::gen::inRange(2, 60);
    for (int j = 0; j < count; ++j)
    {
        now += *rc::gen::element(0, 0, 5, 10, 20) + *rc::gen::inRange(0, 3);
        tasks.push_back({now, 10 * *rc::gen::inRange(1, 11)});
    }
    return tasks;
}

/**
 * @param kinds tasks
 * @param providers providers
 * @return any fluid problem of that size
 */
AspFluidProblem
AnyFluidProblem(int kinds, int providers)
{
    AspFluidProblem problem;
    problem.rate.resize(kinds);
    problem.steps.resize(kinds);
    problem.runTime.resize(kinds);
    problem.capacity.resize(providers);
    problem.utility.resize(kinds, providers);
    for (int kind = 0; kind < kinds; ++kind)
    {
        problem.rate[kind] = 1e-3 * *rc::gen::inRange(1, 100);
        problem.steps[kind] = *rc::gen::inRange(1, 300);
        problem.runTime[kind] = *rc::gen::inRange(1, 1000);
    }
    const double work =
        (problem.rate.array() * problem.steps.array() * problem.runTime.array()).sum();
    for (int i = 0; i < providers; ++i)
    {
        // In all as much as is offered, up to four times as much.
        problem.capacity[i] = work / providers * 0.1 * *rc::gen::inRange(10, 40);
        for (int kind = 0; kind < kinds; ++kind)
        {
            problem.utility(kind, i) = 0.01 * *rc::gen::inRange(0, 100);
        }
    }
    return problem;
}

/**
 * @param problem a fluid problem with room for all that is offered
 * @return the optimum of the linear program [1/s]
 */
double
SolveFluidLp(const AspFluidProblem& problem)
{
    const int kinds = static_cast<int>(problem.rate.size());
    const int providers = static_cast<int>(problem.capacity.size());
    ClpSimplex lp;
    lp.setLogLevel(0);
    lp.resize(0, kinds * providers);
    lp.setOptimizationDirection(-1.0);
    for (int kind = 0; kind < kinds; ++kind)
    {
        std::vector<int> columns;
        for (int i = 0; i < providers; ++i)
        {
            columns.push_back(kind * providers + i);
            lp.setColumnBounds(columns.back(), 0.0, COIN_DBL_MAX);
            lp.setObjectiveCoefficient(columns.back(),
                                       problem.rate[kind] * problem.utility(kind, i));
        }
        const std::vector<double> ones(columns.size(), 1.0);
        lp.addRow(providers, columns.data(), ones.data(), 1.0, 1.0);
    }
    for (int i = 0; i < providers; ++i)
    {
        // In shares of the capacity, so that Clp's tolerance means the same everywhere.
        std::vector<int> columns;
        std::vector<double> loads;
        for (int kind = 0; kind < kinds; ++kind)
        {
            columns.push_back(kind * providers + i);
            loads.push_back(problem.rate[kind] * problem.steps[kind] * problem.runTime[kind] /
                            problem.capacity[i]);
        }
        lp.addRow(kinds, columns.data(), loads.data(), -COIN_DBL_MAX, 1.0);
    }
    lp.primal();
    RC_ASSERT(lp.isProvenOptimal());
    return lp.objectiveValue();
}

/// Runs a property under GoogleTest.
template <typename Property>
void
Check(const char* name, Property property)
{
    // Same problems every time, unless the caller asks for others.
    setenv("RC_PARAMS", "seed=1 max_success=400", 0);
    EXPECT_TRUE(rc::check(name, property));
}

} // namespace

TEST(AspProperty, EveryTaskIsSomewhereAndNothingOverflows)
{
    Check("ledger", [] {
        const AspSystem system = AnySystem();
        const AspParameters& parameters = system.GetParameters();
        const std::vector<AspTask> tasks = AnyTasks();
        AspEpisode episode = StartAspEpisode(system, tasks);
        const int providers = parameters.providers;
        std::vector<Entry> running;
        int finished = 0;
        int lost = 0;
        int refused = 0;
        for (std::size_t j = 0; j + 1 < tasks.size(); ++j)
        {
            RC_ASSERT(!episode.IsOver());
            RC_ASSERT(episode.GetIndex() == j);
            const int provider = *rc::gen::inRange(0, providers);
            const double now = tasks[j].arrival;
            const double next = tasks[j + 1].arrival;
            // What must happen, by the definition.
            int used = tasks[j].steps;
            double penalty = parameters.crashPenalty;
            for (const Entry& entry : running)
            {
                if (entry.provider == provider)
                {
                    used += entry.steps;
                    penalty += parameters.interruptionPenalty *
                               (1.0 - (now - entry.start) / (entry.end - entry.start));
                }
            }
            const bool crash = used > system.GetProviders()[provider].capacity;
            const auto leave = [&running](auto&& gone) {
                const auto end = std::remove_if(running.begin(), running.end(), gone);
                const int count = static_cast<int>(running.end() - end);
                running.erase(end, running.end());
                return count;
            };
            int interrupted = 0;
            if (crash)
            {
                interrupted = leave([&](const Entry& entry) { return entry.provider == provider; });
            }
            else
            {
                running.push_back({provider, tasks[j].steps, now, now + tasks[j].steps});
            }
            const int ended = leave([&](const Entry& entry) { return entry.end <= next; });
            // What did.
            const AspOutcome outcome = episode.Assign(provider);
            RC_ASSERT(outcome.crashed == crash);
            RC_ASSERT(outcome.lostTasks == interrupted);
            RC_ASSERT(outcome.finishedTasks == ended);
            // A few sums of numbers of the order of 100.
            const double expected = crash ? -penalty : 0.01 * tasks[j].steps;
            RC_ASSERT(std::abs(outcome.reward - expected) <= 1e-12);
            RC_ASSERT(outcome.reward == outcome.utility - outcome.penalty);
            finished += outcome.finishedTasks;
            lost += outcome.lostTasks;
            refused += outcome.crashed ? 1 : 0;
            std::vector<int> load(providers, 0);
            std::size_t held = 0;
            for (const Entry& entry : running)
            {
                load[entry.provider] += entry.steps;
            }
            for (int i = 0; i < providers; ++i)
            {
                const AspProvider& each = episode.GetProviders()[i];
                RC_ASSERT(each.GetFree() >= 0);
                RC_ASSERT(each.GetFree() + load[i] == each.GetCapacity());
                held += each.GetJobs().size();
            }
            RC_ASSERT(held == running.size());
            RC_ASSERT(finished + lost + refused + held == j + 1);
        }
        RC_ASSERT(episode.IsOver());
        RC_CLASSIFY(refused > 0, "crash");
    });
}

TEST(AspProperty, NothingIsLostWhereTasksStartOver)
{
    Check("restart", [] {
        AspParameters parameters;
        parameters.crash.restart = true;
        parameters.crash.recoveryTime = *rc::gen::element(0, 5, 40);
        parameters.payment = AspPayment::ON_COMPLETION;
        const AspSystem system = SmallAspSystem({100, 150}, parameters);
        const std::vector<AspTask> tasks = AnyTasks();
        AspEpisode episode = StartAspEpisode(system, tasks);
        double paid = 0.0;
        double owed = 0.0;
        int finished = 0;
        int refused = 0;
        while (!episode.IsOver())
        {
            const int steps = episode.GetTask().steps;
            const AspOutcome outcome = episode.Assign(*rc::gen::inRange(0, 2));
            RC_ASSERT(outcome.lostTasks == 0);
            owed += outcome.crashed ? 0.0 : 0.01 * steps;
            paid += outcome.utility;
            finished += outcome.finishedTasks;
            refused += outcome.crashed ? 1 : 0;
        }
        std::size_t held = 0;
        for (const AspProvider& provider : episode.GetProviders())
        {
            held += provider.GetJobs().size();
            for (const AspJob& job : provider.GetJobs())
            {
                paid += 0.01 * job.steps;
                // It has run without a break since it started last, and not within a recovery.
                RC_ASSERT(job.start >= tasks[job.task].arrival);
                RC_ASSERT(job.start >= provider.GetReadyAt() ||
                          provider.GetReadyAt() < tasks[job.task].arrival);
            }
        }
        RC_ASSERT(finished + refused + held == tasks.size() - 1);
        RC_ASSERT(std::abs(paid - owed) <= 1e-12 * static_cast<double>(tasks.size()));
    });
}

TEST(AspProperty, BoundsAreAboveAnyPlay)
{
    Check("bound", [] {
        const AspSystem system = AnySystem();
        const std::vector<AspTask> tasks = AnyTasks();
        AspOfflineOptions options;
        options.iterations = 200;
        const AspOfflineProblem problem = MakeAspOfflineProblem(system, tasks);
        const AspOfflineBound bound = BoundAspOffline(problem, options);
        RC_ASSERT(!bound.found || IsAspScheduleFeasible(problem, bound.schedule));
        RC_ASSERT(!bound.found || bound.achieved <= bound.crashFree + 1e-9);
        for (int play = 0; play < 20; ++play)
        {
            AspEpisode episode = StartAspEpisode(system, tasks);
            double reward = 0.0;
            bool crashed = false;
            while (!episode.IsOver())
            {
                const AspOutcome& outcome =
                    episode.Assign(*rc::gen::inRange(0, system.GetParameters().providers));
                reward += outcome.reward;
                crashed = crashed || outcome.crashed;
            }
            RC_ASSERT(reward <= bound.anyPolicy + 1e-9);
            RC_ASSERT(crashed || reward <= bound.crashFree + 1e-9);
        }
    });
}

TEST(AspProperty, FluidPricesAreTheDualOfTheLinearProgram)
{
    Check("fluid", [] {
        const int kinds = *rc::gen::inRange(1, 12);
        const int providers = *rc::gen::inRange(1, 12);
        const AspFluidProblem problem = AnyFluidProblem(kinds, providers);
        const double optimum = SolveFluidLp(problem);
        const AspFluidPrices prices = SolveAspFluid(problem);
        // Clp's tolerance is 1e-7 in each of at most 23 rows of order one, times a dual value of
        // the order of the total rate.
        const double scale = problem.rate.sum();
        RC_ASSERT(prices.price.minCoeff() >= 0.0);
        RC_ASSERT(prices.bound >= optimum - 1e-5 * scale);
        RC_ASSERT(prices.bound <= optimum + 2e-3 * scale);
        // Any prices bound it.
        Eigen::VectorXd any(providers);
        for (int i = 0; i < providers; ++i)
        {
            any[i] = prices.price[i] * 0.1 * *rc::gen::inRange(0, 30);
        }
        RC_ASSERT(AspFluidBound(problem, any) >= optimum - 1e-5 * scale);
    });
}
