/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * ASP selection at packet level: on links without delay it is what slot level says, event by
 * event; with delay the scheduler's belief and the truth part.
 */

#include "isac-test-asp.h"

#include "ns3/boolean.h"
#include "ns3/isac-asp-scheme.h"
#include "ns3/isac-compat.h"
#include "ns3/test.h"

#include <cmath>

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

namespace
{

/**
 * @param name of a file of test/data
 * @return where it is
 */
std::string
DataPath(const std::string& name)
{
    const std::string file = __FILE__;
    return file.substr(0, file.rfind("ns3/isac-asp-test-suite.cc")) + "data/" + name;
}

/// Asks another policy and keeps what it was shown.
class WatchedPolicy : public Policy
{
  public:
    /**
     * @param name of a scheme
     * @param system that it is for
     */
    WatchedPolicy(const std::string& name, const AspSystem& system)
        : m_policy(GetAspSchemes().Make(name, system, 1).value())
    {
    }

    Action Act(const Eigen::VectorXd& observation, bool explore) override
    {
        shown.push_back(observation);
        return m_policy->Act(observation, explore);
    }

    std::vector<Eigen::VectorXd> shown; //!< in order

  private:
    std::shared_ptr<Policy> m_policy; //!< decides
};

} // namespace

/**
 * @ingroup isac-aigc-tests
 * On a wire without delay the packet level is the slot level: the same observations, providers,
 * crashes and rewards in the same order, the same times.
 */
class AspParityTest : public TestCase
{
  public:
    /// Name and value of an attribute of AspMarket.
    using Settings = std::vector<std::pair<std::string, std::string>>;

    /**
     * @param policy name of a scheme
     * @param settings of the market
     * @param seed of the tasks; 0: those of the reference episode
     * @param reward that the reference episode gives, to the fourth decimal; 0: not known
     */
    AspParityTest(const std::string& policy, Settings settings, uint64_t seed, double reward = 0.0)
        : TestCase("both levels agree: " + policy + Show(settings) +
                   (seed == 0 ? ", reference episode" : ", seed " + std::to_string(seed))),
          m_policy(policy),
          m_settings(std::move(settings)),
          m_seed(seed),
          m_reward(reward)
    {
    }

  private:
    /**
     * @param settings of a market
     * @return them as text
     */
    static std::string Show(const Settings& settings)
    {
        std::string text;
        for (const auto& [name, value] : settings)
        {
            text += ", " + name + "=" + value;
        }
        return text;
    }

    void DoRun() override
    {
        AspWire wire;
        for (const auto& [name, value] : m_settings)
        {
            wire.asp.GetMarket()->SetAttribute(name, StringValue(value));
        }
        const AspSystem system = wire.asp.GetMarket()->GetSystem();
        std::vector<AspTask> tasks;
        if (m_seed == 0)
        {
            tasks = ReadAspTrace(DataPath("asp-seed0-trace.csv"));
        }
        else
        {
            PoissonAspArrivals arrivals(system.GetParameters());
            arrivals.Seed(m_seed);
            arrivals.NextEpisode(tasks);
        }
        WatchedPolicy slotPolicy(m_policy, system);
        const AspEpisodeRecord slot = RecordAspEpisode(system, slotPolicy, tasks);
        const auto packetPolicy = std::make_shared<WatchedPolicy>(m_policy, system);
        wire.Build();
        wire.scheduler->SetPolicy(packetPolicy);
        wire.RunEpisode(tasks);
        const AspEpisodeRecord& packet = wire.recorder->GetRecord();

        NS_TEST_ASSERT_MSG_EQ(packet.tasks.size(), slot.tasks.size(), "number of tasks");
        NS_TEST_ASSERT_MSG_EQ(wire.outcomes.size(), slot.tasks.size(), "number of rewards");
        for (std::size_t i = 0; i < slot.tasks.size(); ++i)
        {
            const bool same = packetPolicy->shown[i] == slotPolicy.shown[i];
            NS_TEST_ASSERT_MSG_EQ(same, true, "observation of task " << i);
            Compare(packet.tasks[i], slot.tasks[i]);
            NS_TEST_ASSERT_MSG_EQ(wire.rewarded[i], i + 1, "order of rewards");
            NS_TEST_ASSERT_MSG_EQ_TOL(wire.outcomes[i].reward,
                                      slot.tasks[i].reward,
                                      1e-9,
                                      "reward of task " << i);
        }
        const AspAccount here = MakeAspAccount(system, packet);
        const AspAccount there = MakeAspAccount(system, slot);
        NS_TEST_ASSERT_MSG_EQ(here.refused, there.refused, "crashes");
        NS_TEST_ASSERT_MSG_EQ(here.finished, there.finished, "finished tasks");
        NS_TEST_ASSERT_MSG_EQ_TOL(here.penalty, there.penalty, 1e-6, "penalties");
        for (std::size_t p = 0; p < here.providers.size(); ++p)
        {
            NS_TEST_ASSERT_MSG_EQ_TOL(here.providers[p].meanLoad,
                                      there.providers[p].meanLoad,
                                      1e-9,
                                      "load of provider " << p);
        }
        if (m_reward != 0.0)
        {
            NS_TEST_ASSERT_MSG_EQ_TOL(here.reward, m_reward, 0.5e-4, "published reward");
        }
    }

    /**
     * @param packet what became of a task
     * @param slot what slot level says of it
     */
    void Compare(const AspTaskRecord& packet, const AspTaskRecord& slot)
    {
        // An arrival is rounded to the nearest nanosecond, an end up to the next one; the rest is
        // what doubles resolve at 1e6 s.
        const double rounding = 1.5e-9 + 2.5e-10;
        NS_TEST_ASSERT_MSG_EQ(packet.task, slot.task, "order of tasks");
        NS_TEST_ASSERT_MSG_EQ(packet.provider, slot.provider, "provider of task " << slot.task);
        NS_TEST_ASSERT_MSG_EQ(std::string(ToText(packet.state)),
                              ToText(slot.state),
                              "end of task " << slot.task);
        NS_TEST_ASSERT_MSG_EQ(packet.restarts, slot.restarts, "restarts of task " << slot.task);
        NS_TEST_ASSERT_MSG_EQ(std::isnan(packet.end), std::isnan(slot.end), "whether it ended");
        NS_TEST_ASSERT_MSG_EQ(std::isnan(packet.start), std::isnan(slot.start), "whether it began");
        if (!std::isnan(slot.start))
        {
            NS_TEST_ASSERT_MSG_EQ_TOL(packet.start, slot.start, rounding, "its start");
        }
        if (!std::isnan(slot.end))
        {
            NS_TEST_ASSERT_MSG_EQ_TOL(packet.end, slot.end, rounding, "its end");
        }
        if (slot.state == AspTaskState::FINISHED)
        {
            // From one rounded arrival to an end that another one, of a crash, may have set.
            const double both = rounding + 0.5e-9;
            NS_TEST_ASSERT_MSG_EQ_TOL(packet.latency, slot.latency, both, "its latency");
        }
    }

    std::string m_policy; //!< name of a scheme
    Settings m_settings;  //!< of the market
    uint64_t m_seed;      //!< of the tasks
    double m_reward;      //!< known
};

/**
 * @ingroup isac-aigc-tests
 * A burst of tasks within the delay of reports: the scheduler that takes its own assignments into
 * account spreads them, the one that goes by reports alone drives a provider into a crash.
 */
class AspBurstTest : public TestCase
{
  public:
    /// @param accounting whether the scheduler takes its assignments into account
    explicit AspBurstTest(bool accounting)
        : TestCase(std::string("a burst within the delay of reports, ") +
                   (accounting ? "with" : "without") + " accounting"),
          m_accounting(accounting)
    {
    }

  private:
    void DoRun() override
    {
        AspWire wire;
        SetPlainMarket(wire.asp.GetMarket());
        wire.asp.GetMarket()->SetProviders(MakeProviders({400, 300}));
        wire.asp.SetSchedulerAttribute("Accounting", BooleanValue(m_accounting));
        wire.Build(1, MilliSeconds(10)); // a report comes 20 ms after the decision
        for (uint32_t i = 0; i < 5; ++i)
        {
            wire.GetUser(0)->AddTask(MilliSeconds(i), 100, i);
        }
        wire.GetUser(0)->AddTask(MilliSeconds(100), 10, 5);
        wire.Run(Seconds(1));
        // With it: 400/300, 300/300, 200/300, 200/200, 100/200. Without: 400/300 all the time.
        const std::vector<int> expected =
            m_accounting ? std::vector<int>{0, 0, 1, 0, 1} : std::vector<int>{0, 0, 0, 0, 0};
        NS_TEST_ASSERT_MSG_EQ(wire.decisions.size(), 6, "decisions");
        for (std::size_t i = 0; i < expected.size(); ++i)
        {
            NS_TEST_ASSERT_MSG_EQ(wire.decisions[i].provider, expected[i], "provider of " << i);
        }
        NS_TEST_ASSERT_MSG_EQ(wire.GetServer(0)->GetCrashes(), (m_accounting ? 0 : 1), "crashes");
        NS_TEST_ASSERT_MSG_EQ(wire.GetServer(1)->GetCrashes(), 0, "crashes of the other one");
        // After the reports both know the truth: 400 - 300 and 300 - 200; all lost in the crash.
        const std::vector<int>& known = wire.decisions[5].belief.free;
        NS_TEST_ASSERT_MSG_EQ(known[0], (m_accounting ? 100 : 400), "belief in provider 0");
        NS_TEST_ASSERT_MSG_EQ(known[1], (m_accounting ? 100 : 300), "belief in provider 1");
        // The four that ran for 4, 3, 2 and 1 ms of 100 s, and the crash itself.
        const double penalty = m_accounting ? 0.0 : 2.0 + 4 * 2.0 - 2.0 * 10e-3 / 100.0;
        NS_TEST_ASSERT_MSG_EQ_TOL(wire.outcomes[4].penalty, penalty, 1e-9, "penalty");
    }

    bool m_accounting; //!< see the constructor
};

/**
 * @ingroup isac-aigc-tests
 * What the scheduler cannot know before the report: a task that has ended.
 */
class AspLateReportTest : public TestCase
{
  public:
    AspLateReportTest()
        : TestCase("a report that is under way: belief is behind the truth")
    {
    }

  private:
    void DoRun() override
    {
        AspWire wire;
        SetPlainMarket(wire.asp.GetMarket());
        wire.asp.GetMarket()->SetProviders(MakeProviders({100}));
        wire.Build(1, MilliSeconds(10));
        // It runs from 20 ms to 10.02 s; the report comes at 10.03 s.
        wire.GetUser(0)->AddTask(Time(), 10, 0);
        wire.GetUser(0)->AddTask(MilliSeconds(10015), 20, 1); // decided at 10.025 s
        wire.GetUser(0)->AddTask(MilliSeconds(10025), 30, 2); // decided at 10.035 s
        wire.Run(Seconds(100));
        NS_TEST_ASSERT_MSG_EQ(wire.decisions[1].belief.free[0], 90, "the task is thought to run");
        NS_TEST_ASSERT_MSG_EQ(wire.decisions[2].belief.free[0], 80, "one has ended, one is sent");
        NS_TEST_ASSERT_MSG_EQ(wire.decisions[1].decided, MilliSeconds(10025), "one delay later");
        // Paid on completion, to the decision that was the last one when the report came.
        NS_TEST_ASSERT_MSG_EQ_TOL(wire.outcomes[0].utility, 0.0, 1e-12, "nothing before");
        NS_TEST_ASSERT_MSG_EQ_TOL(wire.outcomes[1].utility, 0.1, 1e-12, "10 steps");
        NS_TEST_ASSERT_MSG_EQ_TOL(wire.outcomes[2].utility, 0.5, 1e-12, "20 and 30 steps");
        NS_TEST_ASSERT_MSG_EQ(wire.outcomes[2].finishedTasks, 2, "two have ended");
        // User to scheduler to provider, 10 s, and back.
        NS_TEST_ASSERT_MSG_EQ(wire.results[0].GetLatency(), MilliSeconds(10030), "latency");
        NS_TEST_ASSERT_MSG_EQ(wire.GetUser(0)->GetOpen(), 0, "every user has his result");
    }
};

/**
 * @ingroup isac-aigc-tests
 * The suite.
 */
class IsacAspTestSuite : public TestSuite
{
  public:
    IsacAspTestSuite()
        : TestSuite("isac-aigc-asp", Type::UNIT)
    {
        const AspParityTest::Settings published = {{"Payment", "OnAssignment"}};
        const std::vector<std::pair<std::string, double>> reference = {{"crash-avoid", 365.9553},
                                                                       {"round-robin", 216.5085},
                                                                       {"prophet", 561.5208},
                                                                       {"random", 0.0}};
        for (const auto& [policy, reward] : reference)
        {
            AddTestCase(new AspParityTest(policy, published, 0, reward), ISAC_TEST_QUICK);
        }
        // So much that providers crash often, by every rule.
        const AspParityTest::Settings busy = {{"ArrivalRate", "0.003"}, {"Horizon", "300000s"}};
        const std::vector<AspParityTest::Settings> readings = {
            {{"Payment", "OnAssignment"}},
            {{"RecoveryTime", "5000s"}},
            {{"Restart", "true"}, {"RecoveryTime", "5000s"}},
            {{"Restart", "true"}, {"WholeSeconds", "false"}},
            {{"Order", "TaskFirst"}, {"Window", "3"}, {"CrashPenalty", "1"}}};
        uint64_t seed = 0;
        for (const auto& reading : readings)
        {
            AspParityTest::Settings settings = busy;
            settings.insert(settings.end(), reading.begin(), reading.end());
            for (const char* policy : {"random", "crash-avoid"})
            {
                AddTestCase(new AspParityTest(policy, settings, ++seed), ISAC_TEST_QUICK);
            }
        }
        // Several tasks a second, and crashes among them.
        for (const char* restart : {"false", "true"})
        {
            AddTestCase(new AspParityTest(
                            "random",
                            {{"ArrivalRate", "0.2"}, {"Horizon", "2000s"}, {"Restart", restart}},
                            ++seed),
                        ISAC_TEST_QUICK);
        }
        AddTestCase(new AspBurstTest(true), ISAC_TEST_QUICK);
        AddTestCase(new AspBurstTest(false), ISAC_TEST_QUICK);
        AddTestCase(new AspLateReportTest(), ISAC_TEST_QUICK);
    }
};

/// Registers the suite.
static IsacAspTestSuite g_isacAspTestSuite;
