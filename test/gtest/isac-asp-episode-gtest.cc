/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Episodes of ASP selection by hand: penalties case by case, when utility is paid, what counts as
 * finished and lost. Run times are 1 s a step, utility 0.01 a step.
 */

#include "isac-asp-cases.h"

#include <gtest/gtest.h>
#include <sstream>
#include <vector>

using namespace ns3::isac;

TEST(AspEpisode, PaysOnAssignment)
{
    AspEpisode episode =
        StartAspEpisode(SmallAspSystem({100, 50}), {{0, 100}, {10, 40}, {100, 50}, {101, 10}});
    EXPECT_FALSE(episode.IsOver());
    AspOutcome outcome = episode.Assign(0);
    EXPECT_DOUBLE_EQ(outcome.reward, 1.0);
    EXPECT_EQ(outcome.penalty, 0.0);
    EXPECT_EQ(outcome.finishedTasks, 0);
    EXPECT_EQ(episode.GetState().free, std::vector<int>({0, 50}));
    // The clock moves to 100 s: the task of 100 s ends at this instant, and the one of 40 s before.
    outcome = episode.Assign(1);
    EXPECT_DOUBLE_EQ(outcome.reward, 0.4);
    EXPECT_EQ(outcome.finishedTasks, 2);
    EXPECT_DOUBLE_EQ(outcome.finishedUtility, 1.4);
    EXPECT_EQ(episode.GetState().free, std::vector<int>({100, 50}));
    EXPECT_FALSE(episode.IsOver());
    // Equality fits.
    EXPECT_FALSE(episode.Assign(1).crashed);
    EXPECT_TRUE(episode.IsOver());
    EXPECT_EQ(episode.GetIndex(), 3U);
}

TEST(AspEpisode, CrashCostsWhatIsStillToCome)
{
    AspEpisode episode =
        StartAspEpisode(SmallAspSystem({100}), {{0, 50}, {10, 40}, {30, 20}, {30, 100}, {31, 10}});
    episode.Assign(0);
    episode.Assign(0);
    // 20 steps do not fit beside 90; 30 of 50 s and 20 of 40 s have passed.
    const AspOutcome outcome = episode.Assign(0);
    EXPECT_TRUE(outcome.crashed);
    EXPECT_DOUBLE_EQ(outcome.penalty, 2.0 + 2.0 * (20.0 / 50.0) + 2.0 * (20.0 / 40.0));
    EXPECT_EQ(outcome.utility, 0.0);
    EXPECT_EQ(outcome.reward, -outcome.penalty);
    EXPECT_EQ(outcome.lostTasks, 2);
    EXPECT_DOUBLE_EQ(outcome.lostUtility, 0.9);
    EXPECT_EQ(outcome.restartedTasks, 0);
    // Usable at once, also for a task that comes in the same second.
    EXPECT_FALSE(episode.Assign(0).crashed);
}

TEST(AspEpisode, CrashOfAnIdleProviderCostsTheFixedPart)
{
    AspParameters change;
    change.crashPenalty = 3.0;
    change.interruptionPenalty = 5.0;
    AspEpisode episode =
        StartAspEpisode(SmallAspSystem({30}, change), {{0, 40}, {5, 30}, {11, 10}, {12, 10}});
    EXPECT_EQ(episode.Assign(0).reward, -3.0);
    EXPECT_DOUBLE_EQ(episode.Assign(0).reward, 0.3);
    EXPECT_DOUBLE_EQ(episode.Assign(0).reward, -3.0 - 5.0 * (24.0 / 30.0));
}

TEST(AspEpisode, PaysOnCompletion)
{
    AspParameters change;
    change.payment = AspPayment::ON_COMPLETION;
    AspEpisode episode = StartAspEpisode(SmallAspSystem({100, 100}, change),
                                         {{0, 60}, {30, 80}, {70, 70}, {200, 10}});
    EXPECT_EQ(episode.Assign(0).reward, 0.0);
    EXPECT_DOUBLE_EQ(episode.Assign(1).reward, 0.6);
    // 40 of 80 s have passed; the task that is lost is never paid.
    const AspOutcome outcome = episode.Assign(1);
    EXPECT_DOUBLE_EQ(outcome.reward, -2.0 - 2.0 * 0.5);
    EXPECT_DOUBLE_EQ(outcome.lostUtility, 0.8);
}

TEST(AspEpisode, RestartedTasksArePaidInTheEnd)
{
    AspParameters change;
    change.payment = AspPayment::ON_COMPLETION;
    change.crash.restart = true;
    change.crash.recoveryTime = 20.0;
    AspEpisode episode =
        StartAspEpisode(SmallAspSystem({100}, change), {{0, 60}, {30, 80}, {109, 10}, {110, 10}});
    episode.Assign(0);
    // It crashes at 30 s, recovers by 50 s, and the task of 60 s ends at 110 s.
    AspOutcome outcome = episode.Assign(0);
    EXPECT_DOUBLE_EQ(outcome.reward, -2.0 - 2.0 * 0.5);
    EXPECT_EQ(outcome.restartedTasks, 1);
    EXPECT_EQ(outcome.lostTasks, 0);
    EXPECT_EQ(outcome.lostUtility, 0.0);
    EXPECT_EQ(episode.GetState().free[0], 40);
    outcome = episode.Assign(0);
    EXPECT_EQ(outcome.finishedTasks, 1);
    EXPECT_DOUBLE_EQ(outcome.reward, 0.6);
}

TEST(AspEpisode, ComesBackFromItsText)
{
    AspParameters change;
    change.crash.restart = true;
    change.crash.recoveryTime = 7.5;
    const AspSystem system = SmallAspSystem({100, 60}, change);
    AspEpisode episode =
        StartAspEpisode(system, {{0, 60}, {1.0 / 3.0, 60}, {2, 60}, {60, 40}, {99, 40}, {200, 10}});
    for (const int provider : {0, 1, 0})
    {
        episode.Assign(provider);
    }
    std::ostringstream text;
    episode.Write(text);
    AspEpisode other(system.GetParameters());
    std::istringstream back(text.str());
    ASSERT_TRUE(other.Read(back));
    std::ostringstream again;
    other.Write(again);
    EXPECT_EQ(again.str(), text.str());
    for (const int provider : {0, 1})
    {
        const AspOutcome expected = episode.Assign(provider);
        const AspOutcome outcome = other.Assign(provider);
        EXPECT_EQ(outcome.reward, expected.reward);
        EXPECT_EQ(outcome.finishedTasks, expected.finishedTasks);
        EXPECT_EQ(other.GetState().free, episode.GetState().free);
    }
    // Cut anywhere, it is refused: the last number is the start or the run time of a task.
    const std::string whole = text.str();
    for (std::size_t size = 0; size + 4 < whole.size(); size += 7)
    {
        AspEpisode cut(system.GetParameters());
        std::istringstream part(whole.substr(0, size));
        EXPECT_FALSE(cut.Read(part)) << size;
    }
}
