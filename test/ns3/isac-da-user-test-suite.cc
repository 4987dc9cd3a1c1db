/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-test-da.h"

#include "ns3/error-model.h"
#include "ns3/isac-compat.h"
#include "ns3/isac-da-collection.h"
#include "ns3/isac-da-viewer.h"
#include "ns3/point-to-point-net-device.h"
#include "ns3/pointer.h"
#include "ns3/test.h"

#include <cmath>

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

/**
 * @file
 * @ingroup isac-aigc-tests
 * What users of DA-ISAC do at packet level, and what the network learns of it.
 */

/**
 * @ingroup isac-aigc-tests
 * Attributes of the cell are the numbers of its scenario.
 */
class DaCellTest : public TestCase
{
  public:
    DaCellTest()
        : TestCase("constants as attributes")
    {
    }

  private:
    void DoRun() override
    {
        DaScenario scenario;
        scenario.users = 7;
        scenario.bitRate = {1e6, 2e6};
        scenario.accuracies = {0.1, 0.2, 0.3};
        scenario.budget = {100.0, 200.0, 300.0};
        scenario.opinion = DaOpinion::COMBINED;
        scenario.perStation = true;
        scenario.stations.resize(1);
        auto cell = CreateObject<DaCell>();
        cell->SetScenario(scenario);
        cell->SetAttribute("ControlShare", DoubleValue(0.25));
        DoubleValue number;
        for (const auto& [name, expected] : std::map<std::string, double>{{"MinBitRate", 1e6},
                                                                          {"MaxBitRate", 2e6},
                                                                          {"AzimuthAccuracy", 0.3},
                                                                          {"Bandwidth", 100.0},
                                                                          {"Power", 200.0},
                                                                          {"Speed", 300.0}})
        {
            cell->GetAttribute(name, number);
            NS_TEST_ASSERT_MSG_EQ(number.Get(), expected, name);
            cell->SetAttribute(name, DoubleValue(2.0 * expected));
        }
        const DaScenario changed = cell->GetScenario();
        NS_TEST_ASSERT_MSG_EQ(changed.users, 7, "users");
        NS_TEST_ASSERT_MSG_EQ(changed.bitRate.least, 2e6, "bit rate");
        NS_TEST_ASSERT_MSG_EQ(changed.bitRate.most, 4e6, "bit rate");
        NS_TEST_ASSERT_MSG_EQ(changed.accuracies[2], 0.6, "accuracy");
        NS_TEST_ASSERT_MSG_EQ((changed.opinion == DaOpinion::COMBINED), true, "opinion");
        NS_TEST_ASSERT_MSG_EQ(changed.perStation, true, "budgets");
        NS_TEST_ASSERT_MSG_EQ(changed.stations.size(), 1, "stations");
        const DaScenario granted = cell->GetGrantedScenario();
        NS_TEST_ASSERT_MSG_EQ(granted.budget.bandwidth, 150.0, "without control");
        NS_TEST_ASSERT_MSG_EQ(granted.budget.power, 300.0, "without control");
        NS_TEST_ASSERT_MSG_EQ(granted.budget.speed, 600.0, "all of it");
        NS_TEST_ASSERT_MSG_EQ(
            CreateObject<DaCell>()->SetAttributeFailSafe("Users", UintegerValue(0)),
            false,
            "somebody must be there");
        for (const std::string name :
             {"SpeedMemory", "BehaviourMemory", "SwipeChance", "RatioShare"})
        {
            NS_TEST_ASSERT_MSG_EQ(cell->SetAttributeFailSafe(name, DoubleValue(1.0)), true, name);
            NS_TEST_ASSERT_MSG_EQ(cell->SetAttributeFailSafe(name, DoubleValue(1.1)), false, name);
        }
    }
};

/**
 * @ingroup isac-aigc-tests
 * What users watch, do and like follows the laws of DaPopulation; a script is followed to the
 * letter.
 */
class DaViewerTest : public TestCase
{
  public:
    DaViewerTest()
        : TestCase("what users watch and do")
    {
    }

  private:
    void DoRun() override
    {
        constexpr int SLOTS = 20000;
        RngSeedManager::SetSeed(1);
        RngSeedManager::SetRun(1);
        const DaScenario scenario;
        DaViewer viewer;
        viewer.AssignStreams(1);
        viewer.Begin(scenario, 1);
        double behaviour = 0.0;
        double fileSize = 0.0;
        double square = 0.0;
        int videos = 0;
        int segments = 0;
        double swiped = 0.0;
        double chance = 0.0;
        for (int slot = 0; slot < SLOTS; ++slot)
        {
            const DaUserStatus before = viewer.GetStatus();
            behaviour += before.behaviour / SLOTS;
            fileSize += before.fileSize / SLOTS;
            square += before.behaviour * before.behaviour / SLOTS;
            const bool last = viewer.IsLastSegment();
            ++segments;
            NS_TEST_ASSERT_MSG_LT_OR_EQ(segments, scenario.videoSegments, "a video's length");
            if (segments < scenario.videoSegments)
            {
                swiped += last ? 1.0 : 0.0;
                chance += scenario.swipeChance * before.behaviour;
            }
            viewer.Advance();
            NS_TEST_ASSERT_MSG_EQ((viewer.GetStatus().fileSize == before.fileSize),
                                  !last,
                                  "a video has one bit rate");
            if (last)
            {
                ++videos;
                segments = 0;
            }
        }
        // Beta(2, 4): mean 1/3, variance 2/63. Correlation .9 leaves a nineteenth of the draws.
        const double deviation = std::sqrt(2.0 / 63.0 * 19.0 / SLOTS);
        NS_TEST_ASSERT_MSG_EQ_TOL(behaviour, 1.0 / 3.0, 5.0 * deviation, "mean H");
        NS_TEST_ASSERT_MSG_EQ_TOL(square - behaviour * behaviour, 2.0 / 63.0, 0.005, "variance");
        // Uniform on [1.5, 4.5] MB, one draw a video, of unequal lengths: at most twice the
        // variance of equal ones.
        NS_TEST_ASSERT_MSG_EQ_TOL(fileSize, 3.0, 5.0 * std::sqrt(2.0 * 0.75 / videos), "mean F");
        NS_TEST_ASSERT_MSG_EQ_TOL(swiped, chance, 5.0 * std::sqrt(chance), "swipes");
        NS_TEST_ASSERT_MSG_EQ((viewer.GetStatus().structure == DaStructure::RATIO), true, "L2");
        const double weight = viewer.GetStatus().ratioWeight;
        NS_TEST_ASSERT_MSG_EQ((weight >= 1.0 && weight <= 2.8), true, "weights");
        double score = 0.0;
        constexpr int SCORES = 4000;
        for (int i = 0; i < SCORES; ++i)
        {
            score += viewer.DrawScore(0.8, 0.5, 3.0) / SCORES;
        }
        // Symmetric in [1, 5], of variance 0.8 at most.
        NS_TEST_ASSERT_MSG_EQ_TOL(score, 3.0, 5.0 * std::sqrt(0.8 / SCORES), "mean score");

        DaUserStatus first;
        first.behaviour = 0.25;
        DaUserStatus second;
        second.behaviour = 0.75;
        DaViewer scripted;
        scripted.SetScript({first, second});
        scripted.Begin(scenario, 0);
        NS_TEST_ASSERT_MSG_EQ(scripted.GetStatus().behaviour, 0.25, "first slot");
        for (int slot = 1; slot < 40; ++slot)
        {
            scripted.Advance();
            NS_TEST_ASSERT_MSG_EQ(scripted.GetStatus().behaviour, 0.75, "then the second");
            NS_TEST_ASSERT_MSG_EQ(scripted.IsLastSegment(),
                                  ((slot + 1) % scenario.videoSegments == 0),
                                  "videos are watched to their ends");
        }
    }
};

/**
 * @ingroup isac-aigc-tests
 * A slot whose grants are lost is late for everybody, and the next one is as if nothing had been.
 * Scores are of the slot that they are about, though that of a lost one comes in the next.
 */
class DaMissedGrantTest : public TestCase
{
  public:
    /// @param lost slot
    explicit DaMissedGrantTest(uint32_t lost)
        : TestCase("lost grants of slot " + std::to_string(lost)),
          m_lost(lost)
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint32_t SLOTS = 4;
        constexpr uint32_t USERS = 4;
        RngSeedManager::SetSeed(1);
        RngSeedManager::SetRun(1);
        DaHelper helper;
        helper.GetCell()->SetAttribute("Users", UintegerValue(USERS));
        helper.GetCell()->SetAttribute("VideoSegments", UintegerValue(1));
        helper.SetSlots(SLOTS);
        DaTestNetwork test(helper);
        const std::vector<std::vector<DaUserStatus>> lives =
            helper.DriveUsers(test.users, 5, SLOTS);
        test.Install(helper);
        for (const NetDeviceContainer& backhaul : test.network.backhauls)
        {
            auto lossy = CreateObject<RateErrorModel>();
            lossy->SetUnit(RateErrorModel::ERROR_UNIT_PACKET);
            lossy->SetRate(1.0);
            lossy->Disable();
            backhaul.Get(1)->SetAttribute("ReceiveErrorModel", PointerValue(lossy));
            // Slots begin some milliseconds after 0, 2, 4 and 6 s.
            const Time begin = Seconds(2.0 * m_lost);
            Simulator::Schedule(Max(begin - Seconds(0.1), Time()), &ErrorModel::Enable, lossy);
            Simulator::Schedule(begin + Seconds(0.1), &ErrorModel::Disable, lossy);
        }
        Simulator::Stop(Seconds(20));
        Simulator::Run();
        Simulator::Destroy();
        for (uint32_t slot = 0; slot < SLOTS; ++slot)
        {
            for (uint32_t user = 0; user < USERS; ++user)
            {
                const DaSegment& segment = test.segments.at(slot).at(user);
                NS_TEST_ASSERT_MSG_EQ(segment.granted, (slot != m_lost), "granted");
                NS_TEST_ASSERT_MSG_EQ(segment.late, (slot == m_lost), "late");
                NS_TEST_ASSERT_MSG_EQ(segment.received,
                                      (slot == m_lost ? 0 : segment.total),
                                      "nothing comes without a grant");
                NS_TEST_ASSERT_MSG_EQ(segment.start,
                                      test.decisions.at(slot).start,
                                      "when it would have begun");
                // He drives as the population does; milliseconds later he is nearly there.
                if (slot != m_lost)
                {
                    const DaUserStatus& life = lives[user][slot];
                    NS_TEST_ASSERT_MSG_EQ_TOL(segment.status.east, life.east, 0.5, "place");
                    NS_TEST_ASSERT_MSG_EQ_TOL(segment.status.north, life.north, 0.5, "place");
                }
            }
        }
        NS_TEST_ASSERT_MSG_EQ(test.scores.size(), SLOTS * USERS, "one of each segment");
        for (const auto& [score, impact] : test.scores)
        {
            const DaUserStatus& believed = test.decisions.at(score.slot).believed.at(score.user);
            NS_TEST_ASSERT_MSG_EQ_TOL(impact,
                                      DaImpact(believed.behaviour, believed.environment),
                                      1e-12,
                                      "of the slot that is scored");
        }
    }

    uint32_t m_lost; //!< slot
};

/**
 * @ingroup isac-aigc-tests
 * Scores of many videos give everybody a model of his own, unless models are not to be fitted.
 */
class DaModelTest : public TestCase
{
  public:
    /// @param fit whether models are fitted
    explicit DaModelTest(bool fit)
        : TestCase(fit ? "models are fitted to scores" : "models are not fitted"),
          m_fit(fit)
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint32_t SLOTS = 50; // models are fitted from 30 scores on
        constexpr uint32_t USERS = 2;
        RngSeedManager::SetSeed(1);
        RngSeedManager::SetRun(1);
        DaHelper helper;
        helper.GetCell()->SetAttribute("Users", UintegerValue(USERS));
        helper.GetCell()->SetAttribute("VideoSegments", UintegerValue(1));
        // Where nobody is content, models are fitted anew.
        helper.GetCell()->SetAttribute("MinQualityWeight", DoubleValue(1.0));
        helper.GetCell()->SetAttribute("MaxQualityWeight", DoubleValue(2.0));
        helper.GetCell()->SetAttribute("MinRatioWeight", DoubleValue(0.1));
        helper.GetCell()->SetAttribute("MaxRatioWeight", DoubleValue(0.2));
        helper.SetSlots(SLOTS);
        helper.SetIdeal(true);
        helper.SetPacketSize(9000);
        helper.SetManagerAttribute("FitModels", BooleanValue(m_fit));
        helper.SetSensorAttribute("CrossSection", DoubleValue(0.0));
        DaTestNetwork test(helper);
        DaScenario scenario;
        scenario.users = USERS;
        test.PlaceUsers(DaPopulation(scenario, 5).GetSlot());
        test.Install(helper);
        test.network.manager->TraceConnectWithoutContext("ModelUpdate",
                                                         MakeCallback(&DaModelTest::OnModel, this));
        DaQoeModel known;
        known.latencyWeight = 0.45;
        test.network.manager->SetModel(1, known);
        Simulator::Stop(Seconds(200));
        Simulator::Run();
        Simulator::Destroy();
        NS_TEST_ASSERT_MSG_EQ(test.scores.size(), USERS * SLOTS, "a score for each segment");
        NS_TEST_ASSERT_MSG_EQ(test.decisions[0].believed[1].latencyWeight, 0.45, "as told");
        const DaUserStatus& last = test.decisions.back().believed[1];
        if (m_fit)
        {
            NS_TEST_ASSERT_MSG_EQ(m_models.size(), USERS, "everybody has a model of his own");
            NS_TEST_ASSERT_MSG_LT(last.qualityWeight, 2.1, "in the range that is known");
        }
        else
        {
            NS_TEST_ASSERT_MSG_EQ(m_models.empty(), true, "no new models");
            NS_TEST_ASSERT_MSG_EQ(last.latencyWeight, 0.45, "as told");
        }
        for (const auto& [score, impact] : test.scores)
        {
            NS_TEST_ASSERT_MSG_EQ((impact >= 0.7 && impact <= 1.0), true, "impact");
        }
    }

    /// @param user whose model @param model new
    void OnModel(uint32_t user, const DaQoeModel& model)
    {
        m_models[user] = model;
    }

    bool m_fit;                              //!< whether models are fitted
    std::map<uint32_t, DaQoeModel> m_models; //!< new ones
};

/// @ingroup isac-aigc-tests
/// Tests of the users of DA-ISAC at packet level.
class IsacDaUserTestSuite : public TestSuite
{
  public:
    IsacDaUserTestSuite()
        : TestSuite("isac-aigc-da-users", Type::SYSTEM)
    {
        AddTestCase(new DaCellTest, ISAC_TEST_QUICK);
        AddTestCase(new DaViewerTest, ISAC_TEST_QUICK);
        AddTestCase(new DaMissedGrantTest(0), ISAC_TEST_QUICK);
        AddTestCase(new DaMissedGrantTest(1), ISAC_TEST_QUICK);
        AddTestCase(new DaModelTest(true), ISAC_TEST_QUICK);
        AddTestCase(new DaModelTest(false), ISAC_TEST_QUICK);
    }
};

/// The suite.
static IsacDaUserTestSuite g_isacDaUserTestSuite;
