/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-progress.h"

#include <gtest/gtest.h>
#include <sstream>

namespace ns3
{
namespace isac
{
namespace
{

/// A clock that stands still until it is set.
struct ProgressTest : public testing::Test
{
    double now = 100.0;
    std::ostringstream out;
    Progress::Clock clock = [this] { return now; };
};

TEST_F(ProgressTest, LogGetsAPlainLineEveryFewSeconds)
{
    Progress progress(out, false, "slots", 200, clock);
    now = 104.9;
    progress.Update(49, "early");
    EXPECT_EQ(out.str(), "");
    now = 105.0;
    EXPECT_TRUE(progress.IsDue());
    progress.Update(50, "AvgCAQA 0.7");
    EXPECT_EQ(out.str(), "slots 50/200 25 %, 10/s, 0:15 left, AvgCAQA 0.7\n");
    EXPECT_FALSE(progress.IsDue());
    now = 109.0;
    progress.Update(90, "early");
    progress.Finish();
    EXPECT_EQ(out.str(), "slots 50/200 25 %, 10/s, 0:15 left, AvgCAQA 0.7\n");
}

TEST_F(ProgressTest, TerminalGetsABarThatIsCleared)
{
    Progress progress(out, true, "slots", 7200, clock);
    now = 101.0;
    progress.Update(1, "");
    EXPECT_EQ(out.str(),
              "\rslots 1/7200 [                        ] 0 %, 1.00/s, 1:59:59 left\x1b[K");
    out.str("");
    now = 101.1;
    progress.Update(2, "");
    EXPECT_EQ(out.str(), "");
    now = 300.0;
    progress.Update(3600, "half");
    EXPECT_EQ(out.str(),
              "\rslots 3600/7200 [============            ] 50 %, 18/s, 3:20 left, half\x1b[K");
    out.str("");
    progress.Finish();
    EXPECT_EQ(out.str(), "\r\x1b[K");
    progress.Finish();
    EXPECT_EQ(out.str(), "\r\x1b[K");
}

TEST_F(ProgressTest, WorkDoneBeforeCountsForNoRate)
{
    Progress progress(out, false, "episodes", 1000, clock);
    progress.StartFrom(800);
    now = 105.0;
    progress.Update(800, "");
    now = 110.0;
    progress.Update(850, "");
    EXPECT_EQ(out.str(), "episodes 800/1000 80 %\nepisodes 850/1000 85 %, 5.00/s, 0:30 left\n");
}

} // namespace
} // namespace isac
} // namespace ns3
