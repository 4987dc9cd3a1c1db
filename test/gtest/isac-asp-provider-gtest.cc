/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * A provider by hand: what fits, what a crash does under each rule, when tasks end.
 */

#include "ns3/isac-asp-provider.h"
#include "ns3/isac-asp-run-time.h"

#include <cmath>
#include <gtest/gtest.h>
#include <vector>

using namespace ns3::isac;

namespace
{

/**
 * @param jobs some tasks
 * @return their numbers
 */
std::vector<uint64_t>
Numbers(const std::vector<AspJob>& jobs)
{
    std::vector<uint64_t> numbers;
    for (const AspJob& job : jobs)
    {
        numbers.push_back(job.task);
    }
    return numbers;
}

using List = std::vector<uint64_t>;

} // namespace

TEST(AspRunTime, IsTheLawOfThePaper)
{
    const AspRunTime law;
    // (10 + 250 - 14) min and (62.5 + 625 - 14) min; every figure is exact in binary but 0.001.
    EXPECT_DOUBLE_EQ(law.Seconds(100), 14760.0);
    EXPECT_DOUBLE_EQ(law.Seconds(250), 40410.0);
    const AspRunTime line{0.0, 2.0, 3.0, 5.0};
    EXPECT_EQ(line.Seconds(7), 85.0);
}

TEST(AspProvider, EqualityFits)
{
    AspProvider provider(400);
    std::vector<AspJob> lost;
    EXPECT_TRUE(provider.TryStart(0, 250, 10.0, 0.0, lost));
    EXPECT_TRUE(provider.TryStart(1, 150, 20.0, 1.0, lost));
    EXPECT_EQ(provider.GetFree(), 0);
    EXPECT_TRUE(lost.empty());
    EXPECT_EQ(provider.GetNextEnd(), 10.0);
    EXPECT_EQ(Numbers(provider.GetJobs()), List({0, 1}));
}

TEST(AspProvider, CrashLosesAllAndLeavesItUsable)
{
    AspProvider provider(400);
    std::vector<AspJob> lost;
    provider.TryStart(0, 200, 10.0, 0.0, lost);
    provider.TryStart(1, 100, 20.0, 5.0, lost);
    EXPECT_FALSE(provider.TryStart(2, 101, 10.0, 7.0, lost));
    EXPECT_EQ(Numbers(lost), List({0, 1}));
    EXPECT_DOUBLE_EQ(lost[0].Remaining(7.0), 0.3);
    EXPECT_DOUBLE_EQ(lost[1].Remaining(7.0), 0.9);
    EXPECT_EQ(provider.GetFree(), 400);
    EXPECT_TRUE(provider.GetJobs().empty());
    EXPECT_TRUE(std::isinf(provider.GetNextEnd()));
    EXPECT_TRUE(provider.TryStart(3, 400, 10.0, 7.0, lost));
    EXPECT_EQ(provider.GetNextEnd(), 17.0);
}

TEST(AspProvider, AnIdleOneCrashesOnATaskTooLargeForIt)
{
    AspProvider provider(99);
    std::vector<AspJob> lost;
    EXPECT_FALSE(provider.TryStart(0, 100, 10.0, 0.0, lost));
    EXPECT_TRUE(lost.empty());
    EXPECT_EQ(provider.GetFree(), 99);
}

TEST(AspProvider, TasksEndInOrderAndAtTheInstant)
{
    AspProvider provider(1000);
    std::vector<AspJob> none;
    provider.TryStart(0, 100, 30.0, 0.0, none);
    provider.TryStart(1, 100, 10.0, 0.0, none);
    provider.TryStart(2, 100, 20.0, 10.0, none);
    provider.TryStart(3, 100, 30.0, 0.0, none);
    std::vector<AspJob> finished;
    provider.FinishUntil(9.999, finished);
    EXPECT_TRUE(finished.empty());
    provider.FinishUntil(10.0, finished);
    EXPECT_EQ(Numbers(finished), List({1}));
    EXPECT_EQ(provider.GetFree(), 700);
    EXPECT_EQ(provider.GetNextEnd(), 30.0);
    provider.FinishUntil(100.0, finished);
    EXPECT_EQ(Numbers(finished), List({1, 0, 2, 3}));
    EXPECT_EQ(provider.GetFree(), 1000);
}

TEST(AspProvider, WaitsOutItsRecovery)
{
    AspCrashRule rule;
    rule.recoveryTime = 50.0;
    AspProvider provider(400, rule);
    std::vector<AspJob> lost;
    provider.TryStart(0, 400, 10.0, 0.0, lost);
    EXPECT_FALSE(provider.TryStart(1, 100, 10.0, 5.0, lost));
    EXPECT_EQ(Numbers(lost), List({0}));
    // It takes tasks in, but they start at 55 s.
    EXPECT_TRUE(provider.TryStart(2, 100, 10.0, 20.0, lost));
    EXPECT_EQ(provider.GetFree(), 300);
    EXPECT_EQ(provider.GetNextEnd(), 65.0);
    EXPECT_EQ(provider.GetJobs()[0].Remaining(20.0), 1.0);
    EXPECT_DOUBLE_EQ(provider.GetJobs()[0].Remaining(60.0), 0.5);
    // A crash while it recovers starts the recovery anew.
    EXPECT_FALSE(provider.TryStart(3, 301, 10.0, 30.0, lost));
    EXPECT_EQ(Numbers(lost), List({0, 2}));
    EXPECT_EQ(provider.GetReadyAt(), 80.0);
    // After it, tasks start when they come.
    EXPECT_TRUE(provider.TryStart(4, 100, 10.0, 90.0, lost));
    EXPECT_EQ(provider.GetNextEnd(), 100.0);
}

TEST(AspProvider, InterruptedTasksStartOver)
{
    AspCrashRule rule;
    rule.recoveryTime = 50.0;
    rule.restart = true;
    AspProvider provider(400, rule);
    std::vector<AspJob> interrupted;
    provider.TryStart(0, 200, 10.0, 0.0, interrupted);
    provider.TryStart(1, 100, 20.0, 5.0, interrupted);
    EXPECT_FALSE(provider.TryStart(2, 101, 10.0, 7.0, interrupted));
    // They are reported as they were, and hold their steps while they wait.
    EXPECT_EQ(Numbers(interrupted), List({0, 1}));
    EXPECT_DOUBLE_EQ(interrupted[0].Remaining(7.0), 0.3);
    EXPECT_EQ(provider.GetFree(), 100);
    EXPECT_EQ(provider.GetNextEnd(), 67.0);
    std::vector<AspJob> finished;
    provider.FinishUntil(66.0, finished);
    EXPECT_TRUE(finished.empty());
    provider.FinishUntil(77.0, finished);
    EXPECT_EQ(Numbers(finished), List({0, 1}));
    EXPECT_EQ(finished[1].start, 57.0);
}

TEST(AspProvider, RestoresWhatCanBe)
{
    AspProvider provider(300);
    EXPECT_FALSE(provider.Restore({{0, 200, 0.0, 10.0}, {1, 101, 0.0, 10.0}}, 0.0));
    EXPECT_FALSE(provider.Restore({{0, 0, 0.0, 10.0}}, 0.0));
    EXPECT_FALSE(provider.Restore({{0, 100, 0.0, 0.0}}, 0.0));
    EXPECT_FALSE(provider.Restore({{0, 100, NAN, 1.0}}, 0.0));
    EXPECT_EQ(provider.GetFree(), 300);
    EXPECT_TRUE(provider.Restore({{7, 200, 5.0, 10.0}, {8, 100, 0.0, 10.0}}, 5.0));
    EXPECT_EQ(provider.GetFree(), 0);
    EXPECT_EQ(provider.GetNextEnd(), 10.0);
    EXPECT_EQ(provider.GetReadyAt(), 5.0);
    provider.Clear();
    EXPECT_EQ(provider.GetFree(), 300);
    EXPECT_LT(provider.GetReadyAt(), 0.0);
}
