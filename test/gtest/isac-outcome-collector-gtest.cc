/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-outcome-collector.h"

#include <gtest/gtest.h>

using namespace ns3::isac;

namespace
{

TEST(OutcomeCollector, ScoresASlotOnceAllHaveTold)
{
    OutcomeCollector collector(2, 0.0);
    EXPECT_FALSE(collector.Add(3, 0.5, 0.4));
    EXPECT_FALSE(collector.Add(4, 0.9, 0.4));
    const auto outcome = collector.Add(3, 0.3, 0.4);
    ASSERT_TRUE(outcome);
    EXPECT_DOUBLE_EQ(outcome->average, 0.4);
    EXPECT_EQ(outcome->violations, 1);
    EXPECT_DOUBLE_EQ(outcome->reward, (0.5 + 0.3 - 1.0) / 2.0); // (11)
    EXPECT_EQ(collector.GetOpen(), 1U) << "slot 4 is still open";
}

TEST(OutcomeCollector, SlackIsNoViolation)
{
    OutcomeCollector collector(1, 0.01);
    EXPECT_EQ(collector.Add(0, 0.395, 0.4)->violations, 0);
    EXPECT_EQ(collector.Add(1, 0.385, 0.4)->violations, 1);
}

TEST(OutcomeCollector, ALaterSlotGivesUpEarlierOnes)
{
    OutcomeCollector collector(2, 0.0);
    collector.Add(0, 0.5, 0.4);
    collector.Add(1, 0.5, 0.4);
    EXPECT_TRUE(collector.Add(1, 0.5, 0.4));
    EXPECT_EQ(collector.GetOpen(), 0U);
    EXPECT_FALSE(collector.Add(0, 0.5, 0.4)) << "what was told before is gone";
}

TEST(OutcomeCollector, DoesNotGrowWhereAUserIsSilent)
{
    OutcomeCollector collector(2, 0.0);
    for (uint32_t slot = 0; slot < 10000; ++slot)
    {
        EXPECT_FALSE(collector.Add(slot, 0.5, 0.4));
        ASSERT_LE(collector.GetOpen(), OutcomeCollector::MOST_OPEN);
    }
    // The latest are those that are kept.
    EXPECT_TRUE(collector.Add(9999, 0.5, 0.4));
}

} // namespace
