/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Bounds of ASP selection: above every policy, above every schedule of small problems, and close
 * to the best where that is known.
 */

#include "isac-asp-cases.h"

#include "ns3/isac-asp-bid-price.h"
#include "ns3/isac-asp-bound.h"
#include "ns3/isac-asp-price.h"
#include "ns3/isac-asp-score.h"

#include <algorithm>
#include <boost/random/mersenne_twister.hpp>
#include <gtest/gtest.h>
#include <limits>
#include <string>
#include <vector>

using namespace ns3::isac;

namespace
{

/// Sums of a thousand utilities round.
constexpr double ROUNDING = 1e-9;

/**
 * @brief Try every sequence of actions.
 * @param episode at some task
 * @param free whether a crash ends the search
 * @return the greatest reward from here on; minus infinity if every sequence crashes
 */
double
BestReward(const AspEpisode& episode, bool free)
{
    if (episode.IsOver())
    {
        return 0.0;
    }
    double best = -std::numeric_limits<double>::infinity();
    for (int i = 0; i < static_cast<int>(episode.GetProviders().size()); ++i)
    {
        AspEpisode next = episode;
        const AspOutcome outcome = next.Assign(i);
        if (!free || !outcome.crashed)
        {
            best = std::max(best, outcome.reward + BestReward(next, free));
        }
    }
    return best;
}

} // namespace

TEST(AspBound, IsAboveEveryPolicy)
{
    for (const double rate : {0.001, 0.002})
    {
        AspParameters parameters;
        parameters.arrivalRate = rate;
        const AspSystem system(parameters);
        PoissonAspArrivals arrivals(parameters);
        arrivals.Seed(6);
        for (int episode = 0; episode < 4; ++episode)
        {
            std::vector<AspTask> tasks = GoldenAspTasks();
            if (episode > 0 || rate > 0.001)
            {
                arrivals.NextEpisode(tasks);
            }
            const AspOfflineProblem problem = MakeAspOfflineProblem(system, tasks);
            AspOfflineOptions options;
            options.iterations = 300;
            const AspOfflineBound bound = BoundAspOffline(problem, options);
            EXPECT_GE(bound.anyPolicy, bound.crashFree);
            if (bound.found)
            {
                EXPECT_TRUE(IsAspScheduleFeasible(problem, bound.schedule));
                EXPECT_DOUBLE_EQ(AspScheduleUtility(problem, bound.schedule), bound.achieved);
                EXPECT_GE(bound.crashFree + ROUNDING, bound.achieved);
            }
            for (const std::string& name : QuickAspSchemes())
            {
                const AspAccount account =
                    RunAspEpisode(system, *MakeAspPolicy(name, system), tasks);
                EXPECT_GE(bound.anyPolicy + ROUNDING, account.reward) << name;
                if (account.refused == 0)
                {
                    EXPECT_GE(bound.crashFree + ROUNDING, account.reward) << name;
                    EXPECT_TRUE(bound.found);
                    EXPECT_GT(bound.achieved, account.reward) << name;
                }
            }
        }
    }
}

TEST(AspBound, ScheduleIsWhatTheEpisodePays)
{
    const AspSystem system;
    const std::vector<AspTask> tasks = GoldenAspTasks();
    AspOfflineOptions options;
    options.iterations = 200;
    const AspOfflineBound bound = BoundAspOffline(MakeAspOfflineProblem(system, tasks), options);
    ASSERT_TRUE(bound.found);
    ASSERT_EQ(bound.schedule.size(), 1004U);
    AspEpisode episode = StartAspEpisode(system, tasks);
    double reward = 0.0;
    for (const int provider : bound.schedule)
    {
        const AspOutcome& outcome = episode.Assign(provider);
        EXPECT_FALSE(outcome.crashed);
        reward += outcome.reward;
    }
    EXPECT_NEAR(reward, bound.achieved, ROUNDING);
}

TEST(AspBound, IsAboveTheBestOfAllSequences)
{
    boost::random::mt19937_64 random(2);
    int crashesPay = 0;
    int tight = 0;
    constexpr int PROBLEMS = 60;
    for (int problem = 0; problem < PROBLEMS; ++problem)
    {
        AspParameters change;
        // Cheap crashes, so that they pay now and then.
        change.crashPenalty = 0.05 * static_cast<double>(random() % 4);
        change.interruptionPenalty = 0.1 * static_cast<double>(random() % 3);
        AspParameters parameters = SmallAspSystem({100}, change).GetParameters();
        parameters.providers = 3;
        std::vector<AspProviderProfile> profiles;
        for (int i = 0; i < 3; ++i)
        {
            const auto score = 0.1 * static_cast<double>(1 + random() % 10);
            profiles.push_back({100, {0.0, 0.0, 100.0, score}});
        }
        const AspSystem system(parameters, profiles);
        std::vector<AspTask> tasks;
        for (int j = 0; j < 8; ++j)
        {
            const double before = tasks.empty() ? 0.0 : tasks.back().arrival;
            tasks.push_back({before + static_cast<double>(random() % 30),
                             10 * static_cast<int>(3 + random() % 6)});
        }
        const AspEpisode episode = StartAspEpisode(system, tasks);
        const double crashFree = BestReward(episode, true);
        const double any = BestReward(episode, false);
        const AspOfflineBound bound = BoundAspOffline(MakeAspOfflineProblem(system, tasks));
        EXPECT_GE(bound.anyPolicy + ROUNDING, any) << problem;
        if (std::isfinite(crashFree))
        {
            EXPECT_GE(bound.crashFree + ROUNDING, crashFree) << problem;
            tight += bound.found && bound.achieved > crashFree - ROUNDING ? 1 : 0;
        }
        if (bound.found)
        {
            EXPECT_LE(bound.achieved, crashFree + ROUNDING) << problem;
        }
        crashesPay += any > crashFree + ROUNDING ? 1 : 0;
    }
    // The problems are such that both bounds are put to the test.
    EXPECT_GT(crashesPay, PROBLEMS / 10);
    EXPECT_GT(tight, PROBLEMS / 10);
}

TEST(AspBound, IsExactWhereNothingIsScarce)
{
    const AspSystem system = SmallAspSystem({1000, 1000});
    const std::vector<AspTask> tasks = {{0, 50}, {1, 70}, {2, 30}, {3, 10}};
    const AspOfflineBound bound = BoundAspOffline(MakeAspOfflineProblem(system, tasks));
    EXPECT_DOUBLE_EQ(bound.crashFree, 1.5);
    EXPECT_DOUBLE_EQ(bound.anyPolicy, 1.5);
    EXPECT_EQ(bound.meanPrice, Eigen::VectorXd::Zero(2));
    ASSERT_TRUE(bound.found);
    EXPECT_DOUBLE_EQ(bound.achieved, 1.5);
}

TEST(AspBound, SaysThatNoScheduleWasFound)
{
    const AspSystem system = SmallAspSystem({50});
    const std::vector<AspTask> tasks = {{0, 50}, {1, 70}, {2, 30}};
    const AspOfflineBound bound = BoundAspOffline(MakeAspOfflineProblem(system, tasks));
    EXPECT_FALSE(bound.found);
    EXPECT_TRUE(bound.schedule.empty());
    // The task of 70 steps has no place, so that every policy crashes.
    EXPECT_GE(bound.anyPolicy, BestReward(StartAspEpisode(system, tasks), false));
}

TEST(AspBound, KnowsWhoIsStillRunning)
{
    AspOfflineProblem problem;
    problem.arrival = {0.0, 5.0, 5.0, 10.0, 11.0};
    problem.steps = {1, 1, 1, 1, 1};
    problem.runTime = {10.0, 0.5, 6.0, 1.0, 1.0};
    // A task is gone at the instant at which it ends.
    EXPECT_EQ(AspLastArrivals(problem), std::vector<int>({2, 2, 3, 3, 4}));
    problem.capacity = {2, 3};
    problem.utility = Eigen::MatrixXd::Ones(5, 2);
    EXPECT_FALSE(IsAspScheduleFeasible(problem, {0, 0, 0, 0, 0}));
    EXPECT_TRUE(IsAspScheduleFeasible(problem, {1, 1, 1, 1, 1}));
    EXPECT_TRUE(IsAspScheduleFeasible(problem, {0, 1, 0, 0, 0}));
}

TEST(AspBound, OneMoveAndTwoMovesImprove)
{
    // Task 0 sits in the way of task 1, which gains more by its place than task 0 loses.
    AspOfflineProblem problem;
    problem.arrival = {0.0, 1.0, 2.0};
    problem.steps = {10, 10, 10};
    problem.runTime = {10.0, 10.0, 10.0};
    problem.capacity = {10, 10, 20};
    problem.utility.resize(3, 3);
    problem.utility << 1.0, 0.0, 0.9, 2.0, 0.0, 0.1, 0.0, 0.5, 0.4;
    const std::vector<int> last = AspLastArrivals(problem);
    std::vector<int> schedule = {0, 2, 2};
    ImproveAspSchedule(problem, last, schedule);
    EXPECT_EQ(schedule, std::vector<int>({2, 0, 1}));
    EXPECT_TRUE(IsAspScheduleFeasible(problem, schedule));
}

TEST(AspPrice, IsExactForOneKind)
{
    // One kind of task, 3 step s a second offered; provider 0 has room for one of them, provider 1
    // for ten: a price of the difference of utilities per step s balances them.
    AspFluidProblem problem;
    problem.rate = Eigen::VectorXd::Constant(1, 3.0);
    problem.steps = Eigen::VectorXd::Constant(1, 0.5);
    problem.runTime = Eigen::VectorXd::Constant(1, 2.0);
    problem.capacity = Eigen::Vector2d(1.0, 10.0);
    problem.utility = Eigen::RowVector2d(0.9, 0.4);
    const AspFluidPrices prices = SolveAspFluid(problem);
    // Down to the last temperature: 0.09 / 1024 times log 2, at three tasks a second.
    const double smoothing = 3.0 * 0.09 / 1024.0;
    EXPECT_NEAR(prices.bound, 1.0 * 0.9 + 2.0 * 0.4, smoothing);
    EXPECT_GE(prices.bound, 1.7 - ROUNDING);
    EXPECT_NEAR(prices.price[0], 0.5, smoothing);
    EXPECT_NEAR(prices.price[1], 0.0, smoothing);
    EXPECT_EQ(AspFluidBound(problem, prices.price), prices.bound);
}

TEST(AspPrice, BoundsThePublishedSystem)
{
    const AspSystem system;
    const AspFluidPrices prices = SolveAspFluid(MakeAspFluidProblem(system));
    EXPECT_GE(prices.price.minCoeff(), 0.0);
    // 624.762 per 1000 tasks, as HiGHS solves the linear program; ours is no less and hardly more.
    const double reference = 624.7621593926464e-6;
    EXPECT_GE(prices.bound, reference * (1.0 - 1e-12));
    EXPECT_LE(prices.bound, reference * (1.0 + 1e-3));
}
