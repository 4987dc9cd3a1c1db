/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-test-da.h"

#include "ns3/constant-velocity-mobility-model.h"
#include "ns3/isac-compat.h"
#include "ns3/isac-da-collection.h"
#include "ns3/test.h"

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

/**
 * @file
 * @ingroup isac-aigc-tests
 * DA-ISAC at packet level: handover, late segments, reports and echoes.
 */

namespace
{

/**
 * @param users how many
 * @return a population that stands where it is in its first slot
 */
DaSlot
FirstSlot(int users)
{
    DaScenario scenario;
    scenario.users = users;
    return DaPopulation(scenario, 5).GetSlot();
}

/**
 * @param helper any
 * @param users how many
 */
void
Prepare(DaHelper& helper, int users)
{
    RngSeedManager::SetSeed(1);
    RngSeedManager::SetRun(1);
    helper.GetCell()->SetAttribute("Users", UintegerValue(static_cast<uint64_t>(users)));
    helper.SetPacketSize(9000);
}

/**
 * @brief Let a user drive from the first station to the second.
 * @param helper whose stations
 * @param user his node
 * @param before the middle between the two, where he starts [m]
 * @param speed of him [m/s]
 */
void
DriveAcross(const DaHelper& helper, Ptr<Node> user, double before, double speed)
{
    const std::vector<DaStation> stations = helper.GetCell()->GetScenario().stations;
    const double east = stations[1].east - stations[0].east;
    const double north = stations[1].north - stations[0].north;
    const double length = std::hypot(east, north);
    const Vector along(east / length, north / length, 0.0);
    auto mobility = CreateObject<ConstantVelocityMobilityModel>();
    mobility->SetPosition({0.5 * (stations[0].east + stations[1].east) - before * along.x,
                           0.5 * (stations[0].north + stations[1].north) - before * along.y,
                           0.0});
    mobility->SetVelocity({speed * along.x, speed * along.y, 0.0});
    user->AggregateObject(mobility);
}

} // namespace

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

/**
 * @ingroup isac-aigc-tests
 * Reports go on the air in bands that take ReportTime for each, all of them come, the manager
 * believes them, and decisions have the rest of the band only.
 */
class DaReportTest : public TestCase
{
  public:
    DaReportTest()
        : TestCase("reports")
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint32_t SLOTS = 4;
        constexpr int USERS = 4;
        constexpr uint32_t BYTES = 2000;
        DaHelper helper;
        Prepare(helper, USERS);
        helper.SetSlots(SLOTS);
        helper.GetCell()->SetAttribute("SampleBytes", UintegerValue(BYTES));
        const DataRate backhaul("10Gbps");
        helper.SetBackhaul(backhaul, MilliSeconds(2));
        helper.SetSensorAttribute("CrossSection", DoubleValue(0.0)); // gains stay as they are
        DaTestNetwork test(helper);
        const DaSlot first = FirstSlot(USERS);
        test.PlaceUsers(first);
        test.Install(helper);
        for (int k = 0; k < USERS; ++k)
        {
            test.network.users[k]->SetScript({first[k]});
        }
        Simulator::Stop(Seconds(100));
        Simulator::Run();
        Simulator::Destroy();

        std::map<uint32_t, uint32_t> sent;
        const Time air = helper.GetCell()->GetReportTime();
        for (const DaTestNetwork::Sample& sample : test.samples)
        {
            ++sent[sample.report.slot];
            NS_TEST_ASSERT_MSG_EQ(sample.bytes, BYTES, "it has come, with its data");
            // The headers of UDP, IP and PPP, and the data.
            const uint32_t bytes = BYTES + sample.report.GetSerializedSize() + 28 + 2;
            const Time wire = backhaul.CalculateBytesTxTime(bytes);
            const double taken = (sample.received - sample.sent - MilliSeconds(2)).GetSeconds();
            if (sample.report.slot == 0)
            {
                // 4, 2 and 1 samples of each: no two of a user at the same time, but users' reports
                // reach the backhaul together. Bands are as wide as makes the rate to 1e-12.
                const double queue = (USERS - 1) * wire.GetSeconds();
                NS_TEST_ASSERT_MSG_EQ_TOL(taken,
                                          (air + wire).GetSeconds() + 0.5 * queue,
                                          0.5 * queue + 1e-8,
                                          "in the air for ReportTime");
            }
            NS_TEST_ASSERT_MSG_GT(taken, 0.99 * air.GetSeconds(), "not ideal");
        }
        NS_TEST_ASSERT_MSG_EQ(test.unexpected.empty(), true, "no report comes twice");
        const DaScenario granted = helper.GetCell()->GetGrantedScenario();
        for (const DaSlotDecision& decision : test.decisions)
        {
            uint32_t wanted = 0;
            for (const auto& samples : decision.samples)
            {
                wanted += std::accumulate(samples.begin(), samples.end(), 0U);
            }
            NS_TEST_ASSERT_MSG_EQ(sent[decision.slot], wanted, "as many as are wanted");
            const std::vector<double>& own = decision.reportBandwidth;
            NS_TEST_ASSERT_MSG_EQ_TOL(decision.collectionBandwidth,
                                      std::accumulate(own.begin(), own.end(), 0.0),
                                      1.0,
                                      "in all");
            const std::vector<double>& down = decision.allocation.bandwidth;
            NS_TEST_ASSERT_MSG_EQ_TOL(std::accumulate(down.begin(), down.end(), 0.0),
                                      granted.budget.bandwidth - decision.collectionBandwidth,
                                      1e-5 * granted.budget.bandwidth,
                                      "decisions use all of the rest, and no more");
        }
        NS_TEST_ASSERT_MSG_EQ(sent[0], 7 * USERS, "standard rates before anything is foreseen");
        NS_TEST_ASSERT_MSG_GT(test.decisions[0].collectionBandwidth, 0.0, "reports need a band");
        for (int k = 0; k < USERS; ++k)
        {
            const DaUserStatus& believed = test.decisions[1].believed[k];
            NS_TEST_ASSERT_MSG_EQ_TOL(believed.fileSize, first[k].fileSize, 1e-9, "believed");
            NS_TEST_ASSERT_MSG_EQ_TOL(believed.behaviour, first[k].behaviour, 1e-9, "believed");
        }
    }
};

/**
 * @ingroup isac-aigc-tests
 * Echoes tell where users are, one a slot; without any the manager believes in the greeting.
 */
class DaEchoTest : public TestCase
{
  public:
    /// @param heard whether echoes come back at all
    explicit DaEchoTest(bool heard)
        : TestCase(heard ? "echoes" : "lost echoes"),
          m_heard(heard)
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint32_t SLOTS = 4;
        constexpr double SPEED = 10.0;
        constexpr double BEFORE = 250.0;
        DaHelper helper;
        Prepare(helper, 2);
        helper.SetSlots(SLOTS);
        helper.SetManagerAttribute("Collection", BooleanValue(false));
        if (m_heard)
        {
            helper.SetSensorAttribute("DetectionGate", BooleanValue(false));
            // Two users have their segments in less than 10 ms.
            helper.SetSensorAttribute("CoherentTime", TimeValue(MilliSeconds(1)));
        }
        else
        {
            helper.SetSensorAttribute("CrossSection", DoubleValue(0.0));
        }
        DaTestNetwork test(helper);
        for (uint32_t k = 0; k < 2; ++k)
        {
            DriveAcross(helper, test.users.Get(k), BEFORE + 50.0 * k, SPEED);
        }
        test.Install(helper);
        Simulator::Stop(Seconds(100));
        Simulator::Run();
        Simulator::Destroy();
        NS_TEST_ASSERT_MSG_EQ(test.decisions.size(), SLOTS, "slots go on");
        NS_TEST_ASSERT_MSG_EQ(test.echoes.size(), (m_heard ? 2 * SLOTS : 0), "one each");
        const std::vector<DaStation> stations = helper.GetCell()->GetScenario().stations;
        for (const DaSlotDecision& decision : test.decisions)
        {
            for (std::size_t k = 0; k < 2; ++k)
            {
                const DaUserStatus& believed = decision.believed[k];
                const double way = std::hypot(believed.east - stations[0].east,
                                              believed.north - stations[0].north);
                const double length = std::hypot(stations[1].east - stations[0].east,
                                                 stations[1].north - stations[0].north);
                const double begin = 0.5 * length - BEFORE - 50.0 * static_cast<double>(k);
                const double driven = m_heard && decision.slot > 1
                                          ? SPEED * (decision.start.GetSeconds() + 1.0)
                                          : 0.0;
                if (decision.slot == 1)
                {
                    continue; // the greeting is a short while before the first echo
                }
                // Errors of two echoes, 0.1 m or less each, carried on for less than two slots;
                // greetings tell of a place some milliseconds ago.
                NS_TEST_ASSERT_MSG_EQ_TOL(way, begin + driven, 2.0, "place of user " << k);
            }
        }
    }

    bool m_heard; //!< whether echoes come back
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
        AddTestCase(new DaReportTest, ISAC_TEST_QUICK);
        AddTestCase(new DaEchoTest(true), ISAC_TEST_QUICK);
        AddTestCase(new DaEchoTest(false), ISAC_TEST_QUICK);
    }
};

/// The suite.
static IsacDaTestSuite g_isacDaTestSuite;
