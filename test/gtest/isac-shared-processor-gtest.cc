/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-shared-processor.h"

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_01.hpp>
#include <cmath>
#include <gtest/gtest.h>
#include <map>

using namespace ns3::isac;

namespace
{

constexpr double SPEED = 20e9; //!< [cycle/s]

/**
 * @brief Run until nothing ends any more.
 * @param processor with jobs
 * @return when each job ended, by number [s]
 */
std::map<uint64_t, double>
RunOut(SharedProcessor& processor)
{
    std::map<uint64_t, double> ends;
    while (std::isfinite(processor.GetNextEnd()))
    {
        const double now = processor.GetNextEnd();
        std::vector<uint64_t> finished;
        processor.FinishUntil(now, finished);
        for (const uint64_t job : finished)
        {
            ends[job] = now;
        }
    }
    return ends;
}

} // namespace

TEST(SharedProcessor, EachJobTakesItsClosedFormWhateverOthersDo)
{
    SharedProcessor processor(SPEED);
    ASSERT_TRUE(processor.Start(1, 6e9, 0.3, 0.0));
    ASSERT_TRUE(processor.Start(2, 6e9, 0.5, 0.25));
    ASSERT_TRUE(processor.Start(3, 1e9, 0.2, 0.5));
    EXPECT_DOUBLE_EQ(processor.GetUsed(), 1.0);
    auto ends = RunOut(processor);
    EXPECT_DOUBLE_EQ(ends.at(1), 6e9 / (0.3 * SPEED));
    EXPECT_DOUBLE_EQ(ends.at(2), 0.25 + 6e9 / (0.5 * SPEED));
    EXPECT_DOUBLE_EQ(ends.at(3), 0.5 + 1e9 / (0.2 * SPEED));
}

TEST(SharedProcessor, RatioThatNobodyUsesGoesToOthersInProportion)
{
    SharedProcessor processor(10.0, true);
    ASSERT_TRUE(processor.Start(1, 30.0, 0.2, 0.0)); // alone: 10 a second
    ASSERT_TRUE(processor.Start(2, 10.0, 0.3, 1.0)); // 20 left of the first, 4 and 6 a second
    // The second ends at 1 + 10/6, when 20 - 4 * 10/6 are left of the first, which then has 10.
    auto ends = RunOut(processor);
    EXPECT_DOUBLE_EQ(ends.at(2), 1.0 + 10.0 / 6.0);
    EXPECT_DOUBLE_EQ(ends.at(1), 1.0 + 10.0 / 6.0 + (20.0 - 40.0 / 6.0) / 10.0);
}

TEST(SharedProcessor, FinishingLateIsFinishingInTime)
{
    SharedProcessor one(10.0, true);
    SharedProcessor other(10.0, true);
    for (SharedProcessor* processor : {&one, &other})
    {
        ASSERT_TRUE(processor->Start(1, 30.0, 0.2, 0.0));
        ASSERT_TRUE(processor->Start(2, 10.0, 0.3, 0.0));
        ASSERT_TRUE(processor->Start(3, 90.0, 0.5, 0.0));
    }
    std::vector<uint64_t> finished;
    one.FinishUntil(100.0, finished); // asked once, long after
    auto ends = RunOut(other);
    const std::vector<uint64_t> order = {2, 1, 3};
    EXPECT_EQ(finished, order);
    EXPECT_LT(ends.at(2), ends.at(1));
    // All work is done at full speed: nothing is wasted.
    EXPECT_NEAR(ends.at(3), 13.0, 1e-12);
}

TEST(SharedProcessor, WorkConservingIsNeverLater)
{
    boost::random::mt19937_64 random(7);
    boost::random::uniform_01<double> unit;
    for (int round = 0; round < 200; ++round)
    {
        SharedProcessor strict(SPEED);
        SharedProcessor conserving(SPEED, true);
        constexpr int JOBS = 8;
        std::map<uint64_t, double> closed;
        std::map<uint64_t, double> ends;
        double now = 0.0;
        for (int job = 0; job < JOBS; ++job)
        {
            const double work = 1e9 * unit(random);
            const double ratio = (0.1 + 0.9 * unit(random)) / JOBS;
            now += 0.1 * unit(random);
            std::vector<uint64_t> finished;
            strict.FinishUntil(now, finished);
            while (conserving.GetNextEnd() <= now)
            {
                const double end = conserving.GetNextEnd();
                finished.clear();
                conserving.FinishUntil(end, finished);
                for (const uint64_t done : finished)
                {
                    ends[done] = end;
                }
            }
            ASSERT_TRUE(strict.Start(job, work, ratio, now));
            ASSERT_TRUE(conserving.Start(job, work, ratio, now));
            closed[job] = now + work / (ratio * SPEED);
        }
        for (const auto& [job, end] : RunOut(conserving))
        {
            ends[job] = end;
        }
        ASSERT_EQ(ends.size(), closed.size());
        for (const auto& [job, end] : closed)
        {
            EXPECT_LE(ends.at(job), end * (1.0 + 1e-12));
        }
    }
}

TEST(SharedProcessor, WhatHasNoShareDoesNotRunAndWhatIsNothingIsDone)
{
    for (const bool conserving : {false, true})
    {
        SharedProcessor processor(SPEED, conserving);
        ASSERT_TRUE(processor.Start(1, 1.0, 0.0, 0.0));
        EXPECT_TRUE(std::isinf(processor.GetNextEnd()));
        ASSERT_TRUE(processor.Start(2, 0.0, 0.0, 3.0));
        EXPECT_EQ(processor.GetNextEnd(), 3.0);
        std::vector<uint64_t> finished;
        processor.FinishUntil(3.0, finished);
        EXPECT_EQ(finished, std::vector<uint64_t>{2});
        EXPECT_EQ(processor.GetJobs().size(), 1U);
    }
}

TEST(SharedProcessor, TakesNoMoreThanAll)
{
    SharedProcessor processor(SPEED);
    for (int job = 0; job < 10; ++job)
    {
        EXPECT_TRUE(processor.Start(job, 1e9, 0.1, 0.0)); // ten times 0.1 is not quite 1
    }
    EXPECT_FALSE(processor.Start(10, 1e9, 0.01, 0.0));
    EXPECT_FALSE(processor.Start(11, 1e9, -0.1, 0.0));
    EXPECT_FALSE(processor.Start(12, -1.0, 0.0, 0.0));
    EXPECT_FALSE(processor.Start(13, std::nan(""), 0.0, 0.0));
    EXPECT_EQ(processor.GetJobs().size(), 10U);
    EXPECT_TRUE(processor.Drop(3, 0.5));
    EXPECT_FALSE(processor.Drop(3, 0.5));
    EXPECT_TRUE(processor.Start(10, 1e9, 0.1, 0.5));
}

TEST(SharedProcessor, DroppedJobLeavesItsRatioToOthers)
{
    SharedProcessor processor(10.0, true);
    ASSERT_TRUE(processor.Start(1, 10.0, 0.5, 0.0));
    ASSERT_TRUE(processor.Start(2, 10.0, 0.5, 0.0));
    ASSERT_TRUE(processor.Drop(2, 1.0)); // 5 done of the first, then 10 a second
    EXPECT_DOUBLE_EQ(processor.GetNextEnd(), 1.5);
}
