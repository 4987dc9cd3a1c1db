/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Applications of ASP selection: results, drawn tasks, reports, run times.
 */

#include "isac-test-asp.h"

#include "ns3/error-model.h"
#include "ns3/isac-compat.h"
#include "ns3/pointer.h"
#include "ns3/test.h"

#include <sstream>

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

/**
 * @ingroup isac-aigc-tests
 * Content comes back in segments, all of it, and takes what the links take.
 */
class AspResultTest : public TestCase
{
  public:
    /**
     * @param size of the content [byte]
     * @param packets that it makes
     */
    AspResultTest(uint32_t size, uint32_t packets)
        : TestCase("a result of " + std::to_string(size) + " bytes"),
          m_size(size),
          m_packets(packets)
    {
    }

  private:
    /// @param header of a piece
    void OnPacket(const AspResultHeader& header)
    {
        NS_TEST_ASSERT_MSG_EQ(header.offset, m_bytes, "in order, without gaps");
        NS_TEST_ASSERT_MSG_EQ(header.total, m_size, "size");
        m_bytes += header.length;
        ++m_seen;
    }

    void DoRun() override
    {
        AspWire wire;
        SetPlainMarket(wire.asp.GetMarket());
        wire.asp.GetMarket()->SetProviders(MakeProviders({100}));
        wire.asp.SetServerAttribute("ResultSize", UintegerValue(m_size));
        wire.asp.SetServerAttribute("SegmentSize", UintegerValue(1000));
        wire.Build(2, MilliSeconds(7));
        wire.GetUser(1)->TraceConnectWithoutContext("Packet",
                                                    MakeCallback(&AspResultTest::OnPacket, this));
        wire.GetUser(0)->AddTask(Seconds(500), 10, 0); // a user without tasks draws some
        wire.GetUser(1)->AddTask(Seconds(3), 50, 1);
        wire.Run(Seconds(100));
        NS_TEST_ASSERT_MSG_EQ(wire.results.size(), 1, "one result");
        const AspUserResult& result = wire.results[0];
        NS_TEST_ASSERT_MSG_EQ(result.bytes, m_size, "all content");
        NS_TEST_ASSERT_MSG_EQ(m_bytes, m_size, "in its pieces");
        NS_TEST_ASSERT_MSG_EQ(m_seen, m_packets, "packets");
        NS_TEST_ASSERT_MSG_EQ(result.completed, Seconds(3 + 50) + MilliSeconds(21), "three hops");
        NS_TEST_ASSERT_MSG_EQ(result.GetLatency(), Seconds(50) + MilliSeconds(21), "latency");
        NS_TEST_ASSERT_MSG_EQ(result.outcome, AspResultHeader::FINISHED, "outcome");
    }

    uint32_t m_size;      //!< of the content [byte]
    uint32_t m_packets;   //!< that it makes
    uint32_t m_bytes = 0; //!< received
    uint32_t m_seen = 0;  //!< packets received
};

/**
 * @ingroup isac-aigc-tests
 * Tasks that are drawn follow their streams; tasks that are lost come again.
 */
class AspUserTest : public TestCase
{
  public:
    AspUserTest()
        : TestCase("drawn tasks, streams, attempts")
    {
    }

  private:
    /**
     * @param stream of the user's random numbers
     * @param attempts MaxAttempts
     * @return time and T of each submission, a line each
     */
    std::string Draw(int64_t stream, uint32_t attempts)
    {
        AspWire wire;
        SetPlainMarket(wire.asp.GetMarket());
        wire.asp.GetMarket()->SetProviders(MakeProviders({50}));
        wire.asp.SetUserAttribute("MaxTasks", UintegerValue(20));
        wire.asp.SetUserAttribute("MaxAttempts", UintegerValue(attempts));
        wire.asp.SetUserAttribute("StepStride", UintegerValue(20));
        wire.asp.SetUserAttribute("InterArrival",
                                  StringValue("ns3::UniformRandomVariable[Min=1|Max=20]"));
        wire.asp.SetUserAttribute("Steps",
                                  StringValue("ns3::UniformRandomVariable[Min=20|Max=80]"));
        wire.Build(1, MilliSeconds(1));
        NS_TEST_EXPECT_MSG_EQ(AspHelper::AssignStreams(wire.users, stream), 2, "streams used");
        m_lines.str("");
        m_submitted = 0;
        m_repeated = 0;
        wire.GetUser(0)->TraceConnectWithoutContext("Submit",
                                                    MakeCallback(&AspUserTest::OnSubmit, this));
        wire.Run(Seconds(1000));
        m_records = wire.recorder->GetRecord().tasks.size();
        return m_lines.str();
    }

    /// @param request that is submitted
    void OnSubmit(const AspTaskHeader& request)
    {
        NS_TEST_EXPECT_MSG_EQ(request.steps % 20, 0, "a multiple of the stride");
        ++m_submitted;
        if (request.attempt > 1)
        {
            ++m_repeated;
            return;
        }
        m_lines << Simulator::Now().GetNanoSeconds() << " " << request.steps << "\n";
    }

    void DoRun() override
    {
        const std::string first = Draw(5, 1);
        NS_TEST_ASSERT_MSG_EQ(m_submitted, 20, "MaxTasks");
        NS_TEST_ASSERT_MSG_EQ(m_repeated, 0, "one attempt each");
        NS_TEST_ASSERT_MSG_EQ(Draw(5, 1), first, "the same streams, the same tasks");
        NS_TEST_ASSERT_MSG_NE(Draw(7, 1), first, "other streams, other tasks");
        const std::string again = Draw(5, 3);
        NS_TEST_ASSERT_MSG_EQ(again, first, "attempts change nothing about first submissions");
        NS_TEST_ASSERT_MSG_GT(m_repeated, 0, "what is lost is submitted again");
        NS_TEST_ASSERT_MSG_LT(m_repeated, 41, "twice more at most");
        NS_TEST_ASSERT_MSG_EQ(m_records, m_submitted, "each attempt has its record");
    }

    std::ostringstream m_lines; //!< submissions
    uint32_t m_submitted = 0;   //!< number of them
    uint32_t m_repeated = 0;    //!< of them not the first of their task
    std::size_t m_records = 0;  //!< of what was submitted
};

/**
 * @ingroup isac-aigc-tests
 * Regular reports make up for one that was lost on its way; a server that stops falls silent.
 */
class AspReportTest : public TestCase
{
  public:
    /// @param interval between regular reports; 0: none
    explicit AspReportTest(Time interval)
        : TestCase("reports every " + std::to_string(interval.GetSeconds()) + " s"),
          m_interval(interval)
    {
    }

  private:
    /// A report has come.
    void OnReport(const AspReportHeader&)
    {
        ++m_reports;
    }

    void DoRun() override
    {
        AspWire wire;
        SetPlainMarket(wire.asp.GetMarket());
        wire.asp.GetMarket()->SetProviders(MakeProviders({100}));
        wire.asp.SetServerAttribute("ReportInterval", TimeValue(m_interval));
        wire.Build(1, MilliSeconds(1));
        wire.scheduler->TraceConnectWithoutContext("Report",
                                                   MakeCallback(&AspReportTest::OnReport, this));
        // The scheduler's device loses its third packet: after the task and the report of its
        // start, that is the report of its end at 10 s.
        auto loss = CreateObject<ReceiveListErrorModel>();
        loss->SetList({2});
        wire.nodes.Get(0)->GetDevice(0)->SetAttribute("ReceiveErrorModel", PointerValue(loss));
        wire.GetServer(0)->SetStopTime(Seconds(49.5));
        wire.GetUser(0)->AddTask(Time(), 10, 0);
        wire.GetUser(0)->AddTask(Seconds(35), 20, 1);
        wire.GetUser(0)->AddTask(Seconds(60), 20, 2);
        wire.Run(Seconds(100));
        const bool regular = m_interval.IsStrictlyPositive();
        NS_TEST_ASSERT_MSG_EQ(wire.decisions.size(), 3, "decisions");
        NS_TEST_ASSERT_MSG_EQ(wire.decisions[1].belief.free[0],
                              (regular ? 100 : 90),
                              "what is believed after the loss");
        // Starts of both tasks, and with an interval of 20 s those at 20 s and 40 s.
        NS_TEST_ASSERT_MSG_EQ(m_reports, (regular ? 4 : 2), "reports that came");
        NS_TEST_ASSERT_MSG_EQ(wire.GetUser(0)->GetOpen(), 2, "a server that stops answers nobody");
    }

    Time m_interval;        //!< between regular reports
    uint32_t m_reports = 0; //!< that came
};

/**
 * @ingroup isac-aigc-tests
 * Tasks that make no sense, and packets that are none, are dropped.
 */
class AspNonsenseTest : public TestCase
{
  public:
    AspNonsenseTest()
        : TestCase("senseless tasks, packets that are too short")
    {
    }

  private:
    void DoRun() override
    {
        AspWire wire;
        SetPlainMarket(wire.asp.GetMarket());
        wire.asp.GetMarket()->SetProviders(MakeProviders({100}));
        wire.Build();
        wire.GetUser(0)->AddTask(Seconds(1), 0, 0);
        wire.GetUser(0)->AddTask(Seconds(2), 4000000000U, 1);
        wire.GetUser(0)->AddTask(Seconds(3), 50, 2);
        auto socket = Socket::CreateSocket(wire.nodes.Get(wire.nodes.GetN() - 1),
                                           TypeId::LookupByName("ns3::PacketSocketFactory"));
        socket->Bind();
        for (uint32_t node = 0; node < 2; ++node)
        {
            for (uint16_t protocol = AspWire::PROTOCOL; protocol <= AspWire::PROTOCOL + 1;
                 ++protocol)
            {
                PacketSocketAddress to;
                to.SetSingleDevice(0);
                to.SetPhysicalAddress(wire.nodes.Get(node)->GetDevice(0)->GetAddress());
                to.SetProtocol(protocol);
                Simulator::Schedule(Seconds(4),
                                    [socket, to]() { socket->SendTo(Create<Packet>(5), 0, to); });
            }
        }
        wire.Run(Seconds(100));
        NS_TEST_ASSERT_MSG_EQ(wire.decisions.size(), 1, "one task makes sense");
        NS_TEST_ASSERT_MSG_EQ(wire.decisions[0].request.task, 2, "that one");
        NS_TEST_ASSERT_MSG_EQ(wire.results.size(), 1, "and is served");
        NS_TEST_ASSERT_MSG_EQ(wire.GetServer(0)->GetCrashes(), 0, "nothing crashes");
    }
};

/**
 * @ingroup isac-aigc-tests
 * A measured card sets the run time.
 */
class AspProfileTest : public TestCase
{
  public:
    AspProfileTest()
        : TestCase("the run time of a measured card, and of the paper")
    {
    }

  private:
    void DoRun() override
    {
        AspWire wire;
        wire.asp.SetServerAttribute("Profile", StringValue("a100-sd15"));
        wire.Build();
        NS_TEST_ASSERT_MSG_EQ_TOL(CreateObject<AspServer>()->GetRunTime(100),
                                  14760.0,
                                  1e-9,
                                  "246 minutes");
        wire.GetUser(0)->AddTask(Seconds(1), 100, 0);
        wire.Run(Seconds(100));
        // data/server-profiles.csv: 0.046 s a step, 0.054 s once.
        NS_TEST_ASSERT_MSG_EQ(wire.results[0].GetLatency(), MilliSeconds(4654), "100 steps");
    }
};

/**
 * @ingroup isac-aigc-tests
 * The suite.
 */
class IsacAspApplicationTestSuite : public TestSuite
{
  public:
    IsacAspApplicationTestSuite()
        : TestSuite("isac-aigc-asp-applications", Type::UNIT)
    {
        AddTestCase(new AspResultTest(0, 1), ISAC_TEST_QUICK);
        AddTestCase(new AspResultTest(3000, 3), ISAC_TEST_QUICK);
        AddTestCase(new AspResultTest(3001, 4), ISAC_TEST_QUICK);
        AddTestCase(new AspUserTest, ISAC_TEST_QUICK);
        AddTestCase(new AspReportTest(Time()), ISAC_TEST_QUICK);
        AddTestCase(new AspReportTest(Seconds(20)), ISAC_TEST_QUICK);
        AddTestCase(new AspNonsenseTest, ISAC_TEST_QUICK);
        AddTestCase(new AspProfileTest, ISAC_TEST_QUICK);
    }
};

/// Registers the suite.
static IsacAspApplicationTestSuite g_isacAspApplicationTestSuite;
