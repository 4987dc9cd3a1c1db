/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-test-da.h"

#include "ns3/isac-compat.h"
#include "ns3/isac-da-collection.h"
#include "ns3/test.h"

#include <algorithm>
#include <cmath>

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

/**
 * @file
 * @ingroup isac-aigc-tests
 * DA-ISAC at packet level: handover and late segments.
 */

/**
 * @ingroup isac-aigc-tests
 * A user who drives on is handed over when the other station is nearer by the margin, is not served
 * for HandoverTime, and then by the other one only.
 */
class DaHandoverTest : public TestCase
{
  public:
    DaHandoverTest()
        : TestCase("handover")
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint32_t SLOTS = 6;
        DaHelper helper;
        Prepare(helper, 2);
        helper.SetSlots(SLOTS);
        helper.SetSensorAttribute("DetectionGate", BooleanValue(false));
        helper.SetSensorAttribute("CoherentTime", TimeValue(MilliSeconds(1)));
        DaTestNetwork test(helper);
        DriveAcross(helper, test.users.Get(0), 100.0, 20.0);
        DriveAcross(helper, test.users.Get(1), 120.0, 0.0);
        test.Install(helper);
        for (uint32_t station = 0; station < 2; ++station)
        {
            const auto device = DynamicCast<IsacNetDevice>(test.network.radios[station].Get(0));
            device->GetMac()->TraceConnectWithoutContext(
                "DownlinkBurst",
                MakeCallback(station == 0 ? &DaHandoverTest::OnFirst : &DaHandoverTest::OnSecond,
                             this));
        }
        test.network.users[0]->TraceConnectWithoutContext(
            "Handover",
            MakeCallback(&DaHandoverTest::OnHandover, this));
        Simulator::Stop(Seconds(100));
        Simulator::Run();
        Simulator::Destroy();

        // In the middle of slot n he is 40 n + 20 m on his way; 10 m nearer is 5 m past the middle.
        constexpr uint32_t CHANGE = 3;
        NS_TEST_ASSERT_MSG_EQ(test.handovers.size(), 1, "one handover");
        NS_TEST_ASSERT_MSG_EQ(test.handovers[0].slot, CHANGE, "when");
        NS_TEST_ASSERT_MSG_EQ(test.handovers[0].user, 0, "of whom");
        NS_TEST_ASSERT_MSG_EQ(test.handovers[0].from, 0, "from where");
        NS_TEST_ASSERT_MSG_EQ(test.handovers[0].to, 1, "where to");
        NS_TEST_ASSERT_MSG_EQ(m_handovers, 1, "he knows");
        NS_TEST_ASSERT_MSG_EQ(test.decisions.at(CHANGE).handedOver.size(), 1, "decision");
        const Time handoverTime = helper.GetCell()->GetHandoverTime();
        for (uint32_t slot = 0; slot < SLOTS; ++slot)
        {
            for (uint32_t user = 0; user < 2; ++user)
            {
                const DaSegment& segment = test.segments.at(slot).at(user);
                const bool moved = user == 0 && slot >= CHANGE;
                const bool moves = user == 0 && slot == CHANGE;
                NS_TEST_ASSERT_MSG_EQ(segment.station, (moved ? 1U : 0U), "station");
                NS_TEST_ASSERT_MSG_EQ(segment.late, false, "in time");
                NS_TEST_ASSERT_MSG_EQ((segment.asking > handoverTime),
                                      moves,
                                      "he waits for the handover, and only then");
                NS_TEST_ASSERT_MSG_LT(segment.asking,
                                      handoverTime + MilliSeconds(10),
                                      "control takes some milliseconds");
            }
        }
        const Time change = test.decisions[CHANGE].start;
        const auto moving = Mac48Address::ConvertFrom(test.network.radios[0].Get(1)->GetAddress());
        for (const auto& [user, time] : m_first)
        {
            NS_TEST_ASSERT_MSG_EQ((user == moving && time >= change), false, "no more of it");
        }
        NS_TEST_ASSERT_MSG_EQ(m_second.empty(), false, "the second station serves");
        for (const auto& [user, time] : m_second)
        {
            NS_TEST_ASSERT_MSG_GT_OR_EQ(time, change + handoverTime, "not before");
        }
    }

    /// @param user who is sent to
    void OnFirst(Mac48Address user, Ptr<const IsacBurst>)
    {
        m_first.emplace_back(user, Simulator::Now());
    }

    /// @param user who is sent to
    void OnSecond(Mac48Address user, Ptr<const IsacBurst>)
    {
        m_second.emplace_back(user, Simulator::Now());
    }

    /// A handover as the user sees it.
    void OnHandover(uint32_t, uint32_t, uint32_t, uint32_t)
    {
        ++m_handovers;
    }

    std::vector<std::pair<Mac48Address, Time>> m_first;  //!< bursts of the first station
    std::vector<std::pair<Mac48Address, Time>> m_second; //!< bursts of the second
    int m_handovers = 0;                                 //!< that the user saw
};

/**
 * @ingroup isac-aigc-tests
 * A segment that does not come in time counts as the slot's duration and no quality, and leaves
 * nothing behind; the score tells of it.
 */
class DaLateTest : public TestCase
{
  public:
    DaLateTest()
        : TestCase("late segments")
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint32_t SLOTS = 3;
        constexpr int USERS = 2;
        DaHelper helper;
        Prepare(helper, USERS);
        helper.SetSlots(SLOTS);
        helper.SetIdeal(true);
        // For 1 MB in half a slot, but not for 50 MB.
        helper.GetCell()->SetAttribute("Bandwidth", DoubleValue(2e6));
        helper.GetCell()->SetAttribute("VideoSegments", UintegerValue(SLOTS));
        helper.SetManagerAttribute("Policy", StringValue("without-da"));
        helper.SetManagerAttribute("Collection", BooleanValue(false));
        helper.SetSensorAttribute("CrossSection", DoubleValue(0.0));
        DaTestNetwork test(helper);
        const DaSlot first = FirstSlot(USERS);
        test.PlaceUsers(first);
        test.Install(helper);
        for (int k = 0; k < USERS; ++k)
        {
            std::vector<DaUserStatus> script(SLOTS, first[k]);
            script[0].fileSize = 1.0;
            script[1].fileSize = 50.0;
            script[2].fileSize = 1.0;
            for (DaUserStatus& status : script)
            {
                status.structure = k == 0 ? DaStructure::DIFFERENCE : DaStructure::RATIO;
            }
            test.network.users[k]->SetScript(script);
        }
        Simulator::Run();
        Simulator::Destroy();
        NS_TEST_ASSERT_MSG_EQ(test.scores.size(), USERS, "everybody has scored his video");
        for (uint32_t k = 0; k < USERS; ++k)
        {
            const DaSegment& before = test.segments.at(0).at(k);
            const DaSegment& late = test.segments.at(1).at(k);
            const DaSegment& after = test.segments.at(2).at(k);
            NS_TEST_ASSERT_MSG_EQ((before.late || after.late), false, "in time");
            NS_TEST_ASSERT_MSG_EQ(late.late, true, "late");
            NS_TEST_ASSERT_MSG_EQ(late.latency, Seconds(2), "the whole slot");
            NS_TEST_ASSERT_MSG_EQ(late.quality, 0.0, "nothing to see");
            NS_TEST_ASSERT_MSG_GT(late.received, 0, "though something came");
            NS_TEST_ASSERT_MSG_LT(late.received, late.total, "but not all");
            const double impact = DaImpact(first[k].behaviour, first[k].environment);
            NS_TEST_ASSERT_MSG_EQ_TOL(late.qoe,
                                      (k == 0 ? -2.0 * impact * first[k].latencyWeight : 0.0),
                                      1e-12,
                                      "QoE");
            // Bursts begin and end on whole nanoseconds.
            NS_TEST_ASSERT_MSG_EQ_TOL(after.latency.GetSeconds(),
                                      before.latency.GetSeconds(),
                                      1e-6,
                                      "what was late does not delay what follows");
            NS_TEST_ASSERT_MSG_EQ(after.received, after.total, "only what was asked for");
            const DaScoreHeader& score = test.scores[k].first;
            NS_TEST_ASSERT_MSG_EQ(score.segments, SLOTS, "segments");
            const uint32_t user = score.user;
            NS_TEST_ASSERT_MSG_EQ_TOL(
                score.quality,
                (test.segments[0][user].quality + test.segments[2][user].quality) / 3.0,
                1e-12,
                "mean quality");
            NS_TEST_ASSERT_MSG_EQ_TOL(score.latency,
                                      (2.0 + test.segments[0][user].latency.GetSeconds() +
                                       test.segments[2][user].latency.GetSeconds()) /
                                          3.0,
                                      1e-12,
                                      "mean latency");
            NS_TEST_ASSERT_MSG_EQ((score.score >= 1.0 && score.score <= 5.0), true, "1 to 5");
        }
    }
};

/// @ingroup isac-aigc-tests
/// Tests of DA-ISAC at packet level.
class IsacDaTestSuite : public TestSuite
{
  public:
    IsacDaTestSuite()
        : TestSuite("isac-aigc-da", Type::SYSTEM)
    {
        AddTestCase(new DaHandoverTest, ISAC_TEST_QUICK);
        AddTestCase(new DaLateTest, ISAC_TEST_QUICK);
    }
};

/// The suite.
static IsacDaTestSuite g_isacDaTestSuite;
