/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Providers of ASP selection, by hand: who runs, who is lost, who starts over, and when.
 */

#include "isac-test-asp.h"

#include "ns3/boolean.h"
#include "ns3/isac-compat.h"
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
 * A task that comes at the instant at which another one ends finds its steps free, whichever event
 * the simulator has first.
 */
class AspInstantTest : public TestCase
{
  public:
    AspInstantTest()
        : TestCase("a task at the instant of an end")
    {
    }

  private:
    void DoRun() override
    {
        AspWire wire;
        SetPlainMarket(wire.asp.GetMarket());
        wire.asp.GetMarket()->SetProviders(MakeProviders({100}));
        wire.Build(1, MilliSeconds(5));
        Witness witness(wire.GetServer(0));
        // It runs from 10 ms to 90.01 s. The second one comes 1 ms before that and has the server
        // wait for the end anew, when the third one is already on its way.
        wire.GetUser(0)->AddTask(Time(), 90, 0);
        wire.GetUser(0)->AddTask(Seconds(90) - MilliSeconds(1), 10, 1);
        wire.GetUser(0)->AddTask(Seconds(90), 90, 2);
        wire.Run(Seconds(95));
        NS_TEST_ASSERT_MSG_EQ(witness.text.str(),
                              "0 free 100\n0.01 free 10\n0.01 start 0 at 0.01\n"
                              "90.009 free 0\n90.009 start 1 at 90.009\n"
                              "90.01 free 90\n90.01 end 0\n"
                              "90.01 free 0\n90.01 start 2 at 90.01\n",
                              "what the server tells");
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
        AddTestCase(new AspInstantTest, ISAC_TEST_QUICK);
    }
};

/// Registers the suite.
static IsacAspServerTestSuite g_isacAspServerTestSuite;
