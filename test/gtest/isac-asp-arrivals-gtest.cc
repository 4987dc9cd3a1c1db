/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Where tasks come from: Poisson arrivals against their law, functions, traces and what is wrong
 * with them.
 */

#include "isac-asp-cases.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <sstream>
#include <stdexcept>
#include <vector>

using namespace ns3::isac;

namespace
{

/**
 * @param text of a table of tasks
 * @return what is said against it; empty if it was read
 */
std::string
Refusal(const std::string& text)
{
    std::istringstream table(text);
    try
    {
        ReadAspTrace(table, "t.csv");
        return "";
    }
    catch (const std::invalid_argument& error)
    {
        return error.what();
    }
}

/**
 * @param a tasks
 * @param b tasks
 * @return whether they are the same
 */
bool
Same(const std::vector<AspTask>& a, const std::vector<AspTask>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        return x.arrival == y.arrival && x.steps == y.steps;
    });
}

} // namespace

TEST(AspArrivals, PoissonFollowsItsLaw)
{
    const AspParameters parameters;
    PoissonAspArrivals arrivals(parameters);
    arrivals.Seed(11);
    constexpr int EPISODES = 400;
    std::vector<AspTask> tasks;
    double count = 0.0;
    double squares = 0.0;
    double times = 0.0;
    std::map<int, int> steps;
    for (int episode = 0; episode < EPISODES; ++episode)
    {
        arrivals.NextEpisode(tasks);
        ASSERT_EQ(tasks.front().arrival, 0.0);
        const auto number = static_cast<double>(tasks.size()) - 1.0;
        count += number;
        squares += (number - 1000.0) * (number - 1000.0);
        for (std::size_t i = 0; i < tasks.size(); ++i)
        {
            ASSERT_TRUE(i == 0 || tasks[i].arrival >= tasks[i - 1].arrival);
            ASSERT_EQ(tasks[i].arrival, std::floor(tasks[i].arrival));
            ASSERT_LT(tasks[i].arrival, 1e6);
            times += i > 0 ? tasks[i].arrival : 0.0;
            ++steps[tasks[i].steps];
        }
    }
    // Five standard deviations each. The variance of a sample variance of N normal values is
    // 2 sigma^4 / N, and a Poisson number of mean 1000 is all but normal.
    EXPECT_NEAR(count / EPISODES, 1000.0, 5.0 * std::sqrt(1000.0 / EPISODES));
    EXPECT_NEAR(squares / EPISODES, 1000.0, 5.0 * 1000.0 * std::sqrt(2.0 / EPISODES));
    // Cutting takes half a second.
    EXPECT_NEAR(times / count, 0.5e6 - 0.5, 5.0 * 1e6 / std::sqrt(12.0 * count));
    ASSERT_EQ(steps.size(), 16U);
    EXPECT_EQ(steps.begin()->first, 100);
    EXPECT_EQ(steps.rbegin()->first, 250);
    const double drawn = count + EPISODES;
    for (const auto& [each, number] : steps)
    {
        EXPECT_EQ(each % 10, 0);
        EXPECT_NEAR(number, drawn / 16.0, 5.0 * std::sqrt(drawn / 16.0 * (15.0 / 16.0)));
    }
}

TEST(AspArrivals, PoissonHasAlwaysATaskToAssign)
{
    AspParameters parameters;
    parameters.arrivalRate = 1e-7;
    parameters.wholeSeconds = false;
    PoissonAspArrivals arrivals(parameters);
    std::vector<AspTask> tasks;
    int fractions = 0;
    for (uint64_t seed = 0; seed < 20; ++seed)
    {
        arrivals.Seed(seed);
        arrivals.NextEpisode(tasks);
        ASSERT_GE(tasks.size(), 2U);
        fractions += tasks[1].arrival != std::floor(tasks[1].arrival) ? 1 : 0;
    }
    EXPECT_EQ(fractions, 20);
}

TEST(AspArrivals, SeedAndStateGiveTheSameTasksAgain)
{
    PoissonAspArrivals one{AspParameters()};
    one.Seed(5);
    std::vector<AspTask> first;
    std::vector<AspTask> second;
    one.NextEpisode(first);
    const std::string state = one.GetState();
    one.NextEpisode(second);
    EXPECT_FALSE(Same(first, second));
    std::vector<AspTask> again;
    const auto other = one.Clone();
    other->Seed(5);
    other->NextEpisode(again);
    EXPECT_TRUE(Same(again, first));
    EXPECT_EQ(other->GetState(), state);
    other->Seed(9);
    for (const std::string& bad : {std::string(), state + " 1", std::string("nonsense")})
    {
        EXPECT_FALSE(other->SetState(bad));
    }
    ASSERT_TRUE(other->SetState(state));
    other->NextEpisode(again);
    EXPECT_TRUE(Same(again, second));
}

TEST(AspArrivals, FunctionGivesTheTimesBetween)
{
    AspParameters parameters;
    parameters.horizon = 10.0;
    parameters.wholeSeconds = false;
    double gap = 2.5;
    RenewalAspArrivals arrivals(parameters, [&gap] { return gap; });
    std::vector<AspTask> tasks;
    arrivals.NextEpisode(tasks);
    ASSERT_EQ(tasks.size(), 5U);
    EXPECT_EQ(tasks[1].arrival, 2.5);
    EXPECT_EQ(tasks[4].arrival, 10.0);
    for (const AspTask& task : tasks)
    {
        EXPECT_EQ(task.steps % 10, 0);
        EXPECT_TRUE(task.steps >= 100 && task.steps <= 250);
    }
    gap = 25.0; // one task follows the first one, whenever it is
    arrivals.NextEpisode(tasks);
    ASSERT_EQ(tasks.size(), 2U);
    EXPECT_EQ(tasks[1].arrival, 25.0);
    parameters.wholeSeconds = true;
    gap = 2.5;
    RenewalAspArrivals whole(parameters, [&gap] { return gap; });
    whole.NextEpisode(tasks);
    EXPECT_EQ(tasks[3].arrival, 7.0);
    EXPECT_EQ(arrivals.GetState(), "");
    EXPECT_FALSE(arrivals.SetState(""));
    for (const double bad : {-1.0, std::nan(""), HUGE_VAL, 0.0})
    {
        gap = bad;
        EXPECT_THROW(arrivals.NextEpisode(tasks), std::runtime_error) << bad;
    }
}

TEST(AspArrivals, TraceIsTheSameInEveryEpisode)
{
    const std::vector<AspTask> golden = GoldenAspTasks();
    ASSERT_EQ(golden.size(), 1005U);
    EXPECT_EQ(golden[1].arrival, 545.0);
    EXPECT_EQ(golden[1].steps, 210);
    TraceAspArrivals trace(golden);
    std::vector<AspTask> tasks;
    for (int episode = 0; episode < 2; ++episode)
    {
        trace.NextEpisode(tasks);
        EXPECT_TRUE(Same(tasks, golden));
    }
    EXPECT_TRUE(trace.SetState(trace.GetState()));
    EXPECT_FALSE(trace.SetState(""));
}

TEST(AspArrivals, SaysWhatIsWrongWithATrace)
{
    const std::string header = "task,arrival_s,T\n";
    EXPECT_EQ(Refusal(header + "0,0,100\n1,0,100\n2,0.5,7\n"), "");
    EXPECT_EQ(Refusal("T,arrival_s\n5,0\n6,1\n"), "");
    EXPECT_EQ(Refusal("task,arrival,T\n"), "t.csv:1: the header line has no column 'arrival_s'");
    EXPECT_EQ(Refusal(header + "0,0,100\n1,5 s,100\n"),
              "t.csv:3: arrival_s is '5 s', expected a number");
    const std::string order = "arrival_s is negative or before that of the task above";
    EXPECT_EQ(Refusal(header + "0,-1,100\n1,5,100\n"), "t.csv:2: " + order);
    EXPECT_EQ(Refusal(header + "0,3,100\n\n1,2,100\n"), "t.csv:4: " + order);
    EXPECT_EQ(Refusal(header + "0,0,0\n1,5,100\n"), "t.csv:2: T is no whole number of at least 1");
    EXPECT_EQ(Refusal(header + "0,0,1.5\n1,5,100\n"),
              "t.csv:2: T is no whole number of at least 1");
    EXPECT_EQ(Refusal(header + "0,0,100\n"),
              "t.csv:2: one task only; an episode needs two, for its last one ends it");
    EXPECT_THROW(ReadAspTrace("/nonexistent/t.csv"), std::invalid_argument);
}
