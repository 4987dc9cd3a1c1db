/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-test-da.h"

#include "ns3/isac-compat.h"
#include "ns3/isac-da-policy.h"
#include "ns3/pointer.h"
#include "ns3/test.h"

#include <functional>
#include <iomanip>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

/**
 * @file
 * @ingroup isac-aigc-tests
 * Runs of DA-ISAC at packet level: the same seed, the same run; and what cannot be run.
 */

namespace
{

/**
 * @param run number
 * @param policy by name
 * @param ideal see DaHelper
 * @return all that users measured, echoes said and decisions believed in
 */
std::string
Live(uint64_t run, const std::string& policy, bool ideal)
{
    constexpr uint32_t SLOTS = 5;
    RngSeedManager::SetSeed(1);
    RngSeedManager::SetRun(run);
    DaHelper helper;
    helper.GetCell()->SetAttribute("Users", UintegerValue(6));
    helper.GetCell()->SetAttribute("VideoSegments", UintegerValue(2));
    helper.SetIdeal(ideal);
    helper.SetSlots(SLOTS);
    helper.SetPacketSize(9000);
    helper.SetManagerAttribute("Policy", StringValue(policy));
    DaTestNetwork test(helper);
    helper.DriveUsers(test.users, 3, SLOTS);
    test.Install(helper);
    Simulator::Stop(Seconds(60));
    Simulator::Run();
    std::ostringstream text;
    text << std::setprecision(17) << Simulator::GetEventCount() << "\n";
    Simulator::Destroy();
    for (const auto& [slot, users] : test.segments)
    {
        for (const auto& [user, segment] : users)
        {
            text << slot << " " << user << " " << segment.station << " " << segment.total << " "
                 << segment.latency.GetNanoSeconds() << " " << segment.qoe << "\n";
        }
    }
    for (const DaSlotDecision& decision : test.decisions)
    {
        text << decision.meanQoe << " " << decision.collectionBandwidth << "\n";
    }
    for (const DaTestNetwork::Echo& echo : test.echoes)
    {
        text << echo.user << " " << echo.east << " " << echo.north << "\n";
    }
    for (const DaTestNetwork::Sample& sample : test.samples)
    {
        text << sample.report.value << " " << sample.received.GetNanoSeconds() << "\n";
    }
    for (const auto& [score, impact] : test.scores)
    {
        text << score.user << " " << score.score << " " << impact << "\n";
    }
    return text.str();
}

/**
 * @brief Do something in a process of its own.
 * @param what to do
 * @return what it said on stderr before it was aborted; empty if it was not
 */
std::string
LastWords(const std::function<void()>& what)
{
    int ends[2];
    if (pipe(ends) != 0)
    {
        return "";
    }
    const pid_t child = fork();
    if (child == 0)
    {
        close(ends[0]);
        dup2(ends[1], STDERR_FILENO);
        what();
        _exit(0);
    }
    close(ends[1]);
    std::string words;
    char part[256];
    for (ssize_t size = read(ends[0], part, sizeof(part)); size > 0;
         size = read(ends[0], part, sizeof(part)))
    {
        words.append(part, static_cast<std::size_t>(size));
    }
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT ? words : "";
}

} // namespace

/**
 * @ingroup isac-aigc-tests
 * The same run number gives the same run to the last bit, another one another.
 */
class DaRepeatTest : public TestCase
{
  public:
    DaRepeatTest()
        : TestCase("same seed, same run")
    {
    }

  private:
    void DoRun() override
    {
        const std::string run = Live(1, "optimum", false);
        NS_TEST_ASSERT_MSG_EQ(Live(1, "optimum", false), run, "the same");
        NS_TEST_ASSERT_MSG_NE(Live(2, "optimum", false), run, "another run");
        NS_TEST_ASSERT_MSG_NE(Live(1, "without-da", false), run, "another policy");
        NS_TEST_ASSERT_MSG_NE(Live(1, "optimum", true), run, "ideal");
    }
};

/**
 * @ingroup isac-aigc-tests
 * What cannot be run is said in one line, and nothing is run.
 */
class DaAbortTest : public TestCase
{
  public:
    DaAbortTest()
        : TestCase("configurations that cannot be run")
    {
    }

  private:
    /**
     * @param words that it has to end with
     * @param change what is wrong
     * @param users that the script gives
     */
    void Check(const std::string& words,
               const std::function<void(DaHelper&)>& change,
               uint32_t users = 2)
    {
        const std::string said = LastWords([&]() {
            DaHelper helper;
            helper.GetCell()->SetAttribute("Users", UintegerValue(2));
            helper.SetSlots(1);
            change(helper);
            DaTestNetwork test(helper);
            test.users = NodeContainer(users);
            DaScenario scenario;
            scenario.users = static_cast<int>(users);
            test.PlaceUsers(DaPopulation(scenario, 1).GetSlot());
            test.Install(helper);
            Simulator::Stop(Seconds(10));
            Simulator::Run();
        });
        NS_TEST_ASSERT_MSG_NE(said.find(words), std::string::npos, words << ", but: " << said);
    }

    void DoRun() override
    {
        Check(
            "DaHelper: the network has 2 stations and 2 users, the script gives 2 and 3",
            [](DaHelper&) {},
            3);
        Check("DaHelper: without ControlShare there is no band for requests and grants",
              [](DaHelper& helper) {
                  helper.GetCell()->SetAttribute("ControlShare", DoubleValue(0.0));
              });
        Check("DaManager: Policy nobody", [](DaHelper& helper) {
            helper.SetManagerAttribute("Policy", StringValue("nobody"));
        });
        Check("DaManager: reports of slot 0 need", [](DaHelper& helper) {
            helper.GetCell()->SetAttribute("SampleBytes", UintegerValue(60000));
            helper.GetCell()->SetAttribute("UserPower", DoubleValue(200.0));
            helper.GetCell()->SetAttribute("ReportTime", TimeValue(MicroSeconds(50)));
        });
        Check("DaManager: needs Cell and Server", [](DaHelper&) {
            auto node = CreateObject<Node>();
            auto manager = CreateObject<DaManager>();
            node->AddApplication(manager);
            Simulator::Run();
        });
    }
};

/// @ingroup isac-aigc-tests
/// Runs of DA-ISAC at packet level.
class IsacDaRunTestSuite : public TestSuite
{
  public:
    IsacDaRunTestSuite()
        : TestSuite("isac-aigc-da-runs", Type::SYSTEM)
    {
        AddTestCase(new DaRepeatTest, ISAC_TEST_QUICK);
        AddTestCase(new DaAbortTest, ISAC_TEST_QUICK);
    }
};

/// The suite.
static IsacDaRunTestSuite g_isacDaRunTestSuite;
