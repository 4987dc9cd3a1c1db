/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-test-da.h"

#include "ns3/isac-compat.h"
#include "ns3/test.h"

#include <cmath>
#include <numeric>

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

/**
 * @file
 * @ingroup isac-aigc-tests
 * How the network of DA-ISAC comes to know its users at packet level: reports and echoes.
 */

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
 * Echoes tell where users are, one a slot; without any users say so themselves or, where nothing
 * is collected, the manager believes in the greeting.
 */
class DaEchoTest : public TestCase
{
  public:
    /// @param heard whether echoes come back at all @param collect whether users report
    explicit DaEchoTest(bool heard, bool collect)
        : TestCase(std::string(heard ? "echoes" : "lost echoes") + (collect ? ", reports" : "")),
          m_heard(heard),
          m_collect(collect)
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
        helper.SetManagerAttribute("Collection", BooleanValue(m_collect));
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
                const bool known = (m_heard || m_collect) && decision.slot > 1;
                const double driven = known ? SPEED * (decision.start.GetSeconds() + 1.0) : 0.0;
                if (decision.slot == 1)
                {
                    continue; // the greeting is a short while before the first echo
                }
                // Errors of two echoes, 0.1 m or less each, carried on for less than two slots;
                // greetings and reports tell of a place some milliseconds ago.
                NS_TEST_ASSERT_MSG_EQ_TOL(way, begin + driven, 2.0, "place of user " << k);
            }
        }
    }

    bool m_heard;   //!< whether echoes come back
    bool m_collect; //!< whether users report
};

/// @ingroup isac-aigc-tests
/// Reports and echoes of DA-ISAC.
class IsacDaKnowledgeTestSuite : public TestSuite
{
  public:
    IsacDaKnowledgeTestSuite()
        : TestSuite("isac-aigc-da-knowledge", Type::SYSTEM)
    {
        AddTestCase(new DaReportTest, ISAC_TEST_QUICK);
        AddTestCase(new DaEchoTest(true, false), ISAC_TEST_QUICK);
        AddTestCase(new DaEchoTest(false, false), ISAC_TEST_QUICK);
        AddTestCase(new DaEchoTest(false, true), ISAC_TEST_QUICK);
    }
};

/// The suite.
static IsacDaKnowledgeTestSuite g_isacDaKnowledgeTestSuite;
