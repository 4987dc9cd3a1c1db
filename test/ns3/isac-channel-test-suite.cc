/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-test-cell.h"

#include "ns3/isac-block-fading-loss-model.h"
#include "ns3/isac-compat.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/test.h"

#include <algorithm>

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

/**
 * @ingroup isac-aigc
 * Gains are exponential with mean 1 over links and over blocks, and independent.
 */
class IsacFadingDistributionTest : public TestCase
{
  public:
    /// @param overTime whether the sample is one link's blocks, instead of many links in one block
    explicit IsacFadingDistributionTest(bool overTime)
        : TestCase(std::string("distribution over ") + (overTime ? "blocks" : "links")),
          m_overTime(overTime)
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint32_t COUNT = 20000;
        auto fading = CreateObject<IsacBlockFadingLossModel>();
        std::vector<double> gains;
        for (uint32_t i = 0; i < COUNT; ++i)
        {
            if (m_overTime)
            {
                Simulator::Schedule(Seconds(i), [&]() { gains.push_back(fading->GetGain(3, 8)); });
            }
            else
            {
                gains.push_back(fading->GetGain(i % 100, 1000 + i / 100));
            }
        }
        Simulator::Run();
        double mean = 0.0;
        double neighbours = 0.0;
        for (uint32_t i = 0; i < COUNT; ++i)
        {
            mean += gains[i] / COUNT;
            neighbours += (gains[i] - 1.0) * (gains[(i + 1) % COUNT] - 1.0) / COUNT;
        }
        // Variance 1: five standard deviations of a mean, and of a mean of products.
        const double tolerance = 5.0 / std::sqrt(COUNT);
        NS_TEST_ASSERT_MSG_EQ_TOL(mean, 1.0, tolerance, "mean");
        NS_TEST_ASSERT_MSG_EQ_TOL(neighbours, 0.0, tolerance, "neighbours are independent");
        // Kolmogorov and Smirnov; Dvoretzky, Kiefer, Wolfowitz and Massart bound the probability
        // of a distance above d by 2 exp(-2 N d^2), here one in a million.
        std::sort(gains.begin(), gains.end());
        double distance = 0.0;
        for (uint32_t i = 0; i < COUNT; ++i)
        {
            const double law = 1.0 - std::exp(-gains[i]);
            distance = std::max({distance,
                                 std::abs(law - static_cast<double>(i) / COUNT),
                                 std::abs(law - (i + 1.0) / COUNT)});
        }
        NS_TEST_ASSERT_MSG_LT(distance, std::sqrt(std::log(2e6) / (2.0 * COUNT)), "exponential");
        Simulator::Destroy();
    }

    bool m_overTime; //!< see the constructor
};

/**
 * @ingroup isac-aigc
 * A gain belongs to a link, a block, a run and a stream, and to nothing else.
 */
class IsacFadingIdentityTest : public TestCase
{
  public:
    IsacFadingIdentityTest()
        : TestCase("what a gain depends on")
    {
    }

  private:
    void DoRun() override
    {
        auto fading = CreateObject<IsacBlockFadingLossModel>();
        fading->SetAttribute("BlockDuration", TimeValue(MilliSeconds(10)));
        fading->AssignStreams(4);
        const double first = fading->GetGain(0, 1);
        const double second = fading->GetGain(0, 2);
        NS_TEST_ASSERT_MSG_NE(first, second, "links differ");
        NS_TEST_ASSERT_MSG_EQ(fading->GetGain(1, 0), first, "both directions");
        auto other = CreateObject<IsacBlockFadingLossModel>();
        other->SetAttribute("BlockDuration", TimeValue(MilliSeconds(10)));
        other->AssignStreams(4);
        NS_TEST_ASSERT_MSG_EQ(other->GetGain(0, 2), second, "the order of calls does not matter");
        NS_TEST_ASSERT_MSG_EQ(other->GetGain(0, 1), first, "the order of calls does not matter");
        other->AssignStreams(5);
        NS_TEST_ASSERT_MSG_NE(other->GetGain(0, 1), first, "streams differ");
        const uint64_t run = RngSeedManager::GetRun();
        RngSeedManager::SetRun(run + 1);
        NS_TEST_ASSERT_MSG_NE(fading->GetGain(0, 1), first, "runs differ");
        RngSeedManager::SetRun(run);

        std::vector<double> later;
        for (const Time& at : {MilliSeconds(10) - NanoSeconds(1), MilliSeconds(10)})
        {
            Simulator::Schedule(at, [&]() { later.push_back(fading->GetGain(0, 1)); });
        }
        // As the channel asks: in decibels, by the nodes of the mobility models.
        const Ptr<Node> a = MakeNode(Vector());
        const Ptr<Node> b = MakeNode(Vector(1, 0, 0));
        const double decibel =
            fading->CalcRxPower(7.0, a->GetObject<MobilityModel>(), b->GetObject<MobilityModel>());
        NS_TEST_ASSERT_MSG_EQ_TOL(decibel,
                                  7.0 + 10.0 * std::log10(fading->GetGain(a->GetId(), b->GetId())),
                                  1e-12,
                                  "loss model");
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(later[0], first, "same within a block, to its last nanosecond");
        NS_TEST_ASSERT_MSG_NE(later[1], first, "blocks differ");
        Simulator::Destroy();
    }
};

/// @ingroup isac-aigc
/// Tests of IsacBlockFadingLossModel.
class IsacChannelTestSuite : public TestSuite
{
  public:
    IsacChannelTestSuite()
        : TestSuite("isac-aigc-channel", Type::UNIT)
    {
        AddTestCase(new IsacFadingDistributionTest(false), ISAC_TEST_QUICK);
        AddTestCase(new IsacFadingDistributionTest(true), ISAC_TEST_QUICK);
        AddTestCase(new IsacFadingIdentityTest, ISAC_TEST_QUICK);
    }
};

/// The suite.
static IsacChannelTestSuite g_isacChannelTestSuite;
