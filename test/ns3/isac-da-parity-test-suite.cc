/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-test-da.h"

#include "ns3/isac-compat.h"
#include "ns3/test.h"

#include <cmath>
#include <set>

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

/**
 * @file
 * @ingroup isac-aigc-tests
 * DA-ISAC at packet level against its closed form.
 */

/**
 * @ingroup isac-aigc-tests
 * In an ideal network of users who stand, each measured latency is T0 + mu F/C + 8e6 F/R of what
 * was decided, and so each QoE is that of the closed form.
 */
class DaParityTest : public TestCase
{
  public:
    /**
     * @param policy by name; empty for one that is set, and decides on groups
     * @param users how many
     * @param packetSize of segments [byte]
     * @param stations how many
     * @param perStation whether each has a budget of its own
     */
    DaParityTest(const std::string& policy,
                 int users,
                 uint32_t packetSize,
                 std::size_t stations = 2,
                 bool perStation = false)
        : TestCase((policy.empty() ? "groups" : policy) + ", " + std::to_string(users) +
                   " users, packets of " + std::to_string(packetSize) + ", " +
                   std::to_string(stations) + " stations" +
                   (perStation ? " with budgets of their own" : "")),
          m_policy(policy),
          m_users(users),
          m_packetSize(packetSize),
          m_stations(stations),
          m_perStation(perStation)
    {
    }

  private:
    /// L1 has about a third of everything.
    class OneThird : public Policy
    {
      public:
        Action Act(const Eigen::VectorXd& observation, bool) override
        {
            Action action;
            action.continuous = Eigen::VectorXd::Constant(6, 0.8);
            action.continuous.head(3).setConstant(0.4);
            return observation.size() == 13 ? action : Action();
        }
    };

    void DoRun() override
    {
        constexpr uint32_t SLOTS = 3;
        RngSeedManager::SetSeed(1);
        RngSeedManager::SetRun(1);
        DaScenario scenario;
        scenario.users = m_users;
        scenario.perStation = m_perStation;
        scenario.stations.resize(m_stations);
        if (m_stations > 2)
        {
            scenario.stations[2].east = 600.0;
            scenario.stations[2].sensing.carrierFrequency = 60e9;
        }
        DaHelper helper;
        helper.GetCell()->SetScenario(scenario);
        helper.SetIdeal(true);
        helper.SetSlots(SLOTS);
        helper.SetPacketSize(m_packetSize);
        if (!m_policy.empty())
        {
            helper.SetManagerAttribute("Policy", StringValue(m_policy));
        }
        helper.SetManagerAttribute("Collection", BooleanValue(false));
        helper.SetManagerAttribute("FitModels", BooleanValue(false));
        helper.SetManagerAttribute("AccuracyReserve", DoubleValue(0.0));
        // Estimates would move users who stand.
        helper.SetSensorAttribute("CrossSection", DoubleValue(0.0));

        // Everyone lives on, but where he was in the first slot; sent are whole bytes.
        DaPopulation population(scenario, 5);
        std::vector<DaSlot> truth;
        for (uint32_t slot = 0; slot < SLOTS; ++slot)
        {
            truth.push_back(population.GetSlot());
            for (int k = 0; k < m_users; ++k)
            {
                DaUserStatus& status = truth[slot][k];
                const DaUserStatus& first = truth[0][k];
                PlaceDaUser(scenario, first.station, first.east, first.north, status);
                status.fileSize = std::round(1e6 * status.fileSize) / 1e6;
            }
            population.Advance();
        }
        DaTestNetwork test(helper);
        test.PlaceUsers(truth[0]);
        test.Install(helper);
        if (m_policy.empty())
        {
            test.network.manager->SetScheme({std::make_shared<OneThird>(), {}});
        }
        for (int k = 0; k < m_users; ++k)
        {
            std::vector<DaUserStatus> script;
            for (const DaSlot& slot : truth)
            {
                script.push_back(slot[k]);
            }
            test.network.users[k]->SetScript(script);
            test.network.manager->SetModel(k, TrueModel(truth[0][k]));
        }
        Simulator::Run();
        Simulator::Destroy();

        NS_TEST_ASSERT_MSG_EQ(test.decisions.size(), SLOTS, "all slots");
        std::set<uint32_t> stations;
        for (uint32_t slot = 0; slot < SLOTS; ++slot)
        {
            const DaSlotDecision& decision = test.decisions[slot];
            NS_TEST_ASSERT_MSG_EQ(decision.start, slot * Seconds(2), "slots follow each other");
            const DaProblem whole = DaSlotProblem(scenario, truth[slot]).GetWhole();
            const DaOutcome closed = EvaluateDa(whole, decision.allocation);
            NS_TEST_ASSERT_MSG_EQ(test.segments[slot].size(),
                                  static_cast<std::size_t>(m_users),
                                  "everyone tells");
            double qoe = 0.0;
            double closedQoe = 0.0;
            double allowed = 0.0;
            for (int k = 0; k < m_users; ++k)
            {
                const DaSegment& segment = test.segments[slot][k];
                stations.insert(segment.station);
                NS_TEST_ASSERT_MSG_EQ(segment.station,
                                      static_cast<uint32_t>(truth[slot][k].station),
                                      "the nearest one serves");
                NS_TEST_ASSERT_MSG_EQ(segment.late, (closed.latency[k] > 2.0), "late");
                if (segment.late)
                {
                    continue;
                }
                // Request, computing, T0 and each burst end on whole nanoseconds; bursts are a
                // packet shorter than 10 ms at most.
                const double air = closed.latency[k];
                const double packet = 8.0 * m_packetSize / closed.rate[k];
                const double bursts = air / std::max(0.01 - packet, packet) + 1.0;
                const double tolerance = 1e-9 * (3.0 + bursts);
                NS_TEST_ASSERT_MSG_EQ_TOL(segment.latency.GetSeconds(),
                                          closed.latency[k],
                                          tolerance,
                                          "latency of user " << k << " in slot " << slot);
                // Neither structure is steeper, but L2 is steeper at what was measured than beside.
                const DaUserStatus& status = truth[slot][k];
                const double steepest =
                    2.0 * std::max(status.latencyWeight, status.ratioWeight / (air * air));
                NS_TEST_ASSERT_MSG_EQ_TOL(segment.qoe, closed.qoe[k], steepest * tolerance, "QoE");
                allowed += steepest * tolerance;
                qoe += segment.qoe;
                closedQoe += closed.qoe[k];
            }
            NS_TEST_ASSERT_MSG_EQ_TOL(qoe / m_users,
                                      closedQoe / m_users,
                                      allowed / m_users,
                                      "mean QoE");
        }
        NS_TEST_ASSERT_MSG_EQ(stations.size(), m_stations, "all base stations serve");
    }

    std::string m_policy;   //!< by name
    int m_users;            //!< how many
    uint32_t m_packetSize;  //!< of segments [byte]
    std::size_t m_stations; //!< how many
    bool m_perStation;      //!< whether each has a budget of its own
};

/// @ingroup isac-aigc-tests
/// Packets against the closed form.
class IsacDaParityTestSuite : public TestSuite
{
  public:
    IsacDaParityTestSuite()
        : TestSuite("isac-aigc-da-parity", Type::SYSTEM)
    {
        AddTestCase(new DaParityTest("optimum", 8, 1400), ISAC_TEST_QUICK);
        AddTestCase(new DaParityTest("without-da", 8, 9000), ISAC_TEST_QUICK);
        AddTestCase(new DaParityTest("greedy", 30, 9000), ISAC_TEST_QUICK);
        AddTestCase(new DaParityTest("", 8, 9000), ISAC_TEST_QUICK);
        AddTestCase(new DaParityTest("optimum", 8, 9000, 2, true), ISAC_TEST_QUICK);
        AddTestCase(new DaParityTest("optimum", 3, 9000, 1), ISAC_TEST_QUICK);
        AddTestCase(new DaParityTest("proportional", 12, 9000, 3), ISAC_TEST_QUICK);
    }
};

/// The suite.
static IsacDaParityTestSuite g_isacDaParityTestSuite;
