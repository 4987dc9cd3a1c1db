/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-test-megc.h"

#include "ns3/isac-compat.h"
#include "ns3/test.h"

#include <cmath>

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

/**
 * @file
 * @ingroup isac-aigc-tests
 * MEGC at packet level against its closed form, over packet sockets.
 */

/**
 * @ingroup isac-aigc-tests
 * Every latency and every phase of every user equals the closed form, for random shares.
 */
class MegcParityTestCase : public TestCase
{
  public:
    /**
     * @param preset of the cell
     * @param compute number of computation users
     * @param content number of content users
     * @param vision number of vision users
     * @param bestEffort share set aside, which must not matter but for what shares are of
     */
    MegcParityTestCase(const std::string& preset,
                       int compute,
                       int content,
                       int vision,
                       double bestEffort)
        : TestCase("packet level equals closed form, " + preset + " " + std::to_string(compute) +
                   "-" + std::to_string(content) + "-" + std::to_string(vision) +
                   (bestEffort > 0.0 ? ", a part set aside" : "")),
          m_preset(preset),
          m_compute(compute),
          m_content(content),
          m_vision(vision),
          m_bestEffort(bestEffort)
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint32_t SLOTS = 4;
        RngSeedManager::SetSeed(1);
        RngSeedManager::SetRun(1);
        MegcHelper helper;
        SetCell(helper, m_preset, m_compute, m_content, m_vision);
        helper.GetCell()->SetAttribute("BestEffortShare", DoubleValue(m_bestEffort));
        helper.SetIdeal(true);
        helper.SetSlots(SLOTS);
        helper.SetSlotTime(Seconds(1000)); // the channel is the same in all of a slot
        const MegcParameters cell = helper.GetCell()->GetGrantedParameters();
        MegcNetwork network(helper, MakeRandomShares(cell, 7));
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(network.decisions.size(), SLOTS, "all slots decided");
        NS_TEST_ASSERT_MSG_EQ(network.rewards.size(), SLOTS, "all slots over");
        for (const MegcDecision& decision : network.decisions)
        {
            NS_TEST_ASSERT_MSG_EQ(decision.start, Seconds(1000.0 * decision.slot), "start");
            NS_TEST_ASSERT_MSG_EQ(decision.decided, decision.start, "free and instantaneous");
            const MegcOutcome closed = EvaluateMegc(cell, decision.state, decision.allocation);
            const MegcOutcome& measured = network.rewards.at(decision.slot);
            // Local part and server's part need no more than rounding to nanoseconds.
            Compare(measured.computeLocal, closed.computeLocal, 1e-9, "local");
            Compare(measured.computeServer, closed.computeServer, 2e-9, "server");
            Compare(measured.contentServer, closed.contentServer, 2e-9, "server");
            Compare(measured.visionServer, closed.visionServer, 2e-9, "server");
            CompareLink(measured.computeUplink, closed.computeUplink, "uplink");
            CompareLink(measured.visionUplink, closed.visionUplink, "uplink");
            CompareLink(measured.contentDownlink, closed.contentDownlink, "downlink");
            CompareLink(measured.visionDownlink, closed.visionDownlink, "downlink");
            CompareLink(measured.computeLatency, closed.computeLatency, "latency");
            CompareLink(measured.contentLatency, closed.contentLatency, "latency");
            CompareLink(measured.visionLatency, closed.visionLatency, "latency");
            CheckPackets(network, decision);
        }
        NS_TEST_ASSERT_MSG_GT(network.longestPacket, Time(), "packets are timed");
        NS_TEST_ASSERT_MSG_EQ((m_compute < 3 || m_atHome > 0), true, "some have no share at all");
        Simulator::Destroy();
    }

    /**
     * @param network where it ran
     * @param decision of a slot
     */
    void CheckPackets(const MegcNetwork& network, const MegcDecision& decision)
    {
        for (std::size_t i = 0; i < decision.computeUsers.size(); ++i)
        {
            const auto& outcome = network.outcomes.at(decision.slot).at(decision.computeUsers[i]);
            NS_TEST_ASSERT_MSG_EQ_TOL(8.0 * outcome.sentBytes,
                                      decision.allocation.offloading[i] *
                                          decision.state.computeBits[i],
                                      1e-3,
                                      "what is sent is lambda D");
            m_atHome += decision.allocation.computeBandwidth[i] == 0.0 ? 1 : 0;
            NS_TEST_ASSERT_MSG_EQ(outcome.packets,
                                  (outcome.sentBytes > 0 ? 1U : 0U),
                                  "one small packet brings the result");
        }
        for (std::size_t i = 0; i < decision.visionUsers.size(); ++i)
        {
            const auto& outcome = network.outcomes.at(decision.slot).at(decision.visionUsers[i]);
            NS_TEST_ASSERT_MSG_EQ(outcome.resultBytes,
                                  std::lround(2.0 * outcome.taskBytes),
                                  "all of the result");
        }
    }

    /**
     * @param measured by users [s]
     * @param closed form [s]
     * @param tolerance [s]
     * @param what is compared
     */
    void Compare(const std::vector<double>& measured,
                 const std::vector<double>& closed,
                 double tolerance,
                 const char* what)
    {
        NS_TEST_ASSERT_MSG_EQ(measured.size(), closed.size(), what);
        for (std::size_t i = 0; i < measured.size(); ++i)
        {
            NS_TEST_ASSERT_MSG_EQ_TOL(measured[i], closed[i], tolerance, what << " of user " << i);
        }
    }

    /**
     * @param measured by users [s]
     * @param closed form [s]
     * @param what is compared
     */
    void CompareLink(const std::vector<double>& measured,
                     const std::vector<double>& closed,
                     const char* what)
    {
        for (std::size_t i = 0; i < measured.size(); ++i)
        {
            // Edges of bands are exact to some microhertz, of which a share of 100 Hz, the least,
            // makes 1e-7; bursts of 10 ms end at whole nanoseconds, which is another 1e-7; and the
            // last one and the server's end are shorter. A packet is longer by far: 11200 bits at
            // 10 Gbit/s take a microsecond.
            Compare({measured[i]}, {closed[i]}, 2e-7 * closed[i] + 5e-9, what);
        }
        NS_TEST_ASSERT_MSG_EQ(measured.size(), closed.size(), what);
    }

    std::string m_preset; //!< of the cell
    int m_compute;        //!< number of computation users
    int m_content;        //!< number of content users
    int m_vision;         //!< number of vision users
    double m_bestEffort;  //!< share set aside
    int m_atHome = 0;     //!< tasks of users who compute all themselves
};

/**
 * @ingroup isac-aigc-tests
 * With headers and control on the air every latency is longer, by no more than they take.
 */
class MegcOverheadTestCase : public TestCase
{
  public:
    /// @param preset of the cell
    explicit MegcOverheadTestCase(const std::string& preset)
        : TestCase("headers and control cost what they take, " + preset),
          m_preset(preset)
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint32_t SLOTS = 3;
        RngSeedManager::SetSeed(1);
        RngSeedManager::SetRun(1);
        MegcHelper helper;
        SetCell(helper, m_preset, 2, 2, 2);
        helper.GetCell()->SetAttribute("BestEffortShare", DoubleValue(0.1));
        helper.SetSlots(SLOTS);
        helper.SetSlotTime(Seconds(1000));
        const MegcParameters cell = helper.GetCell()->GetGrantedParameters();
        MegcNetwork network(helper, MakeRandomShares(cell, 3));
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(network.rewards.size(), SLOTS, "all slots over");
        for (const MegcDecision& decision : network.decisions)
        {
            NS_TEST_ASSERT_MSG_GT(decision.decided, decision.start, "reports take time");
            const MegcOutcome& closed = decision.closedForm;
            const MegcOutcome& measured = network.rewards.at(decision.slot);
            Check(network,
                  decision,
                  decision.computeUsers,
                  measured.computeLatency,
                  closed.computeLatency);
            Check(network,
                  decision,
                  decision.contentUsers,
                  measured.contentLatency,
                  closed.contentLatency);
            Check(network,
                  decision,
                  decision.visionUsers,
                  measured.visionLatency,
                  closed.visionLatency);
        }
        Simulator::Destroy();
    }

    /**
     * @param network where it ran
     * @param decision of a slot
     * @param users of a kind
     * @param measured latencies [s]
     * @param closed form [s]
     */
    void Check(const MegcNetwork& network,
               const MegcDecision& decision,
               const std::vector<Mac48Address>& users,
               const std::vector<double>& measured,
               const std::vector<double>& closed)
    {
        for (std::size_t i = 0; i < users.size(); ++i)
        {
            const MegcUserOutcome& outcome = network.outcomes.at(decision.slot).at(users[i]);
            NS_TEST_ASSERT_MSG_GT(outcome.times.wait, Time(), "a grant takes time");
            NS_TEST_ASSERT_MSG_GT(measured[i], closed[i], "slower than the closed form");
            // Headers of task or result and radio are 61 bytes at most in front of 1400, and once
            // in front of less; a request or a result alone waits for its own subchannel as the
            // report and the grant did, and is shorter than both.
            const double wait = outcome.times.wait.GetSeconds();
            NS_TEST_ASSERT_MSG_LT(measured[i], 1.05 * closed[i] + 2.0 * wait, "and not by more");
        }
    }

    std::string m_preset; //!< of the cell
};

/// @ingroup isac-aigc-tests
/// Tests of MEGC at packet level.
class IsacMegcTestSuite : public TestSuite
{
  public:
    IsacMegcTestSuite()
        : TestSuite("isac-aigc-megc", Type::SYSTEM)
    {
        AddTestCase(new MegcParityTestCase("paper", 1, 1, 1, 0.0), ISAC_TEST_QUICK);
        AddTestCase(new MegcParityTestCase("paper", 3, 2, 4, 0.0), ISAC_TEST_QUICK);
        AddTestCase(new MegcParityTestCase("physical", 1, 1, 1, 0.0), ISAC_TEST_QUICK);
        AddTestCase(new MegcParityTestCase("physical", 4, 3, 5, 0.2), ISAC_TEST_QUICK);
        AddTestCase(new MegcParityTestCase("gpu", 2, 3, 1, 0.1), ISAC_TEST_QUICK);
        AddTestCase(new MegcOverheadTestCase("paper"), ISAC_TEST_QUICK);
        AddTestCase(new MegcOverheadTestCase("physical"), ISAC_TEST_QUICK);
    }
};

/// The suite.
static IsacMegcTestSuite g_isacMegcTestSuite;
