/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The applications of ASP selection one by one: crashes by hand, results, drawn tasks, reports,
 * and what a scheduler makes of them.
 */

#include "isac-test-asp.h"

#include "ns3/boolean.h"
#include "ns3/error-model.h"
#include "ns3/isac-compat.h"
#include "ns3/pointer.h"
#include "ns3/test.h"

#include <sstream>

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

namespace
{

/// Writes down what a server tells, one line for each event.
class Witness
{
  public:
    /// @param server to be listened to
    explicit Witness(Ptr<AspServer> server)
    {
        server->TraceConnectWithoutContext("TaskStart", MakeCallback(&Witness::Start, this));
        server->TraceConnectWithoutContext("TaskEnd", MakeCallback(&Witness::End, this));
        server->TraceConnectWithoutContext("TaskLost", MakeCallback(&Witness::Lose, this));
        server->TraceConnectWithoutContext("TaskRestart", MakeCallback(&Witness::Restart, this));
        server->TraceConnectWithoutContext("Crash", MakeCallback(&Witness::Crash, this));
        server->TraceConnectWithoutContext("FreeSteps", MakeCallback(&Witness::Free, this));
    }

    std::ostringstream text; //!< what was told

  private:
    /// @return a stream for a line that begins with the time [s]
    std::ostream& Line()
    {
        return text << Simulator::Now().GetSeconds() << " ";
    }

    /// @param task taken in
    void Start(const AspServerTask& task)
    {
        Line() << "start " << task.request.task << " at " << task.start.GetSeconds() << "\n";
    }

    /// @param task that has run
    void End(const AspServerTask& task)
    {
        Line() << "end " << task.request.task << "\n";
    }

    /// @param task that is lost
    void Lose(const AspServerTask& task)
    {
        Line() << "lost " << task.request.task << "\n";
    }

    /// @param task that starts over
    void Restart(const AspServerTask& task)
    {
        Line() << "restart " << task.request.task << " at " << task.start.GetSeconds() << "\n";
    }

    /**
     * @param cause a task that did not fit
     * @param interrupted number of others
     */
    void Crash(const AspServerTask& cause, uint32_t interrupted)
    {
        Line() << "crash by " << cause.request.task << ", " << interrupted << " interrupted\n";
    }

    /// @param now steps that are free
    void Free(uint32_t, uint32_t now)
    {
        Line() << "free " << now << "\n";
    }
};

} // namespace

/**
 * @ingroup isac-aigc-tests
 * Two tasks run on 100 steps when a third one comes that does not fit, and a fourth during the
 * recovery: everything by hand, for tasks that are lost and for tasks that start over.
 */
class AspCrashTest : public TestCase
{
  public:
    /**
     * @param restart whether tasks start over
     * @param recovery from a crash until tasks run [s]
     * @param expected what the server tells
     * @param account results in the order in which they come: task, outcome, time [s]
     * @param penalty of the third decision
     */
    AspCrashTest(bool restart,
                 int recovery,
                 std::string expected,
                 std::string account,
                 double penalty)
        : TestCase(std::string("a crash, tasks are ") + (restart ? "restarted" : "lost") +
                   ", recovery " + std::to_string(recovery) + " s"),
          m_restart(restart),
          m_recovery(recovery),
          m_expected(std::move(expected)),
          m_account(std::move(account)),
          m_penalty(penalty)
    {
    }

  private:
    void DoRun() override
    {
        AspWire wire;
        SetPlainMarket(wire.asp.GetMarket());
        wire.asp.GetMarket()->SetProviders(MakeProviders({100}));
        wire.asp.GetMarket()->SetAttribute("Restart", BooleanValue(m_restart));
        wire.asp.GetMarket()->SetAttribute("RecoveryTime", TimeValue(Seconds(m_recovery)));
        wire.Build();
        Witness witness(wire.GetServer(0));
        // Run times are as many seconds as there are steps.
        const std::vector<std::pair<int, uint32_t>> tasks = {{0, 60},
                                                             {15, 30},
                                                             {30, 20},
                                                             {32, 10},
                                                             {200, 10}};
        for (uint32_t i = 0; i < tasks.size(); ++i)
        {
            wire.GetUser(0)->AddTask(Seconds(tasks[i].first), tasks[i].second, i);
        }
        wire.Run(Seconds(300));
        NS_TEST_ASSERT_MSG_EQ(witness.text.str(), m_expected, "what the server tells");
        std::ostringstream account;
        for (const AspUserResult& result : wire.results)
        {
            const char* const names[] = {"finished", "lost", "refused"};
            account << result.request.task << " " << names[result.outcome] << " "
                    << result.completed.GetSeconds() << "\n";
        }
        NS_TEST_ASSERT_MSG_EQ(account.str(), m_account, "what the user is told");
        NS_TEST_ASSERT_MSG_EQ(wire.outcomes[2].crashed, true, "the third one crashes it");
        NS_TEST_ASSERT_MSG_EQ_TOL(wire.outcomes[2].penalty, m_penalty, 1e-12, "and is charged");
        NS_TEST_ASSERT_MSG_EQ(wire.outcomes[2].lostTasks, (m_restart ? 0 : 2), "lost");
        NS_TEST_ASSERT_MSG_EQ(wire.outcomes[2].restartedTasks, (m_restart ? 2 : 0), "restarted");
        NS_TEST_ASSERT_MSG_EQ(wire.GetServer(0)->GetCrashes(), 1, "crashes");
        NS_TEST_ASSERT_MSG_EQ(wire.GetServer(0)->GetFree(), 100, "all is free in the end");
    }

    bool m_restart;         //!< whether tasks start over
    int m_recovery;         //!< from a crash until tasks run [s]
    std::string m_expected; //!< lines
    std::string m_account;  //!< lines
    double m_penalty;       //!< of the crash
};

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
class IsacAspServerTestSuite : public TestSuite
{
  public:
    IsacAspServerTestSuite()
        : TestSuite("isac-aigc-asp-server", Type::UNIT)
    {
        // Task 0 of 60 steps has run for 30 s of 60 when task 2 comes, task 1 for 15 s of 30.
        const std::string before =
            "0 free 100\n0 free 40\n0 start 0 at 0\n15 free 10\n15 start 1 at 15\n";
        const std::string after = "200 free 90\n200 start 4 at 200\n210 free 100\n210 end 4\n";
        const double penalty = 2.0 + 2.0 * 0.5 + 2.0 * 0.5;
        AddTestCase(new AspCrashTest(false,
                                     0,
                                     before +
                                         "30 free 100\n30 crash by 2, 2 interrupted\n"
                                         "30 lost 0\n30 lost 1\n"
                                         "32 free 90\n32 start 3 at 32\n42 free 100\n42 end 3\n" +
                                         after,
                                     "2 refused 30\n0 lost 30\n1 lost 30\n3 finished 42\n"
                                     "4 finished 210\n",
                                     penalty),
                    ISAC_TEST_QUICK);
        AddTestCase(new AspCrashTest(false,
                                     5,
                                     before +
                                         "30 free 100\n30 crash by 2, 2 interrupted\n"
                                         "30 lost 0\n30 lost 1\n"
                                         "32 free 90\n32 start 3 at 35\n45 free 100\n45 end 3\n" +
                                         after,
                                     "2 refused 30\n0 lost 30\n1 lost 30\n3 finished 45\n"
                                     "4 finished 210\n",
                                     penalty),
                    ISAC_TEST_QUICK);
        AddTestCase(new AspCrashTest(true,
                                     5,
                                     before +
                                         "30 crash by 2, 2 interrupted\n"
                                         "30 restart 0 at 35\n30 restart 1 at 35\n"
                                         "32 free 0\n32 start 3 at 35\n45 free 10\n45 end 3\n"
                                         "65 free 40\n65 end 1\n95 free 100\n95 end 0\n" +
                                         after,
                                     "2 refused 30\n3 finished 45\n1 finished 65\n0 finished 95\n"
                                     "4 finished 210\n",
                                     penalty),
                    ISAC_TEST_QUICK);
        AddTestCase(new AspResultTest(0, 1), ISAC_TEST_QUICK);
        AddTestCase(new AspResultTest(3000, 3), ISAC_TEST_QUICK);
        AddTestCase(new AspResultTest(3001, 4), ISAC_TEST_QUICK);
        AddTestCase(new AspUserTest, ISAC_TEST_QUICK);
        AddTestCase(new AspReportTest(Time()), ISAC_TEST_QUICK);
        AddTestCase(new AspReportTest(Seconds(20)), ISAC_TEST_QUICK);
        AddTestCase(new AspProfileTest, ISAC_TEST_QUICK);
    }
};

/// Registers the suite.
static IsacAspServerTestSuite g_isacAspServerTestSuite;
