/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-test-latent.h"

#include "ns3/isac-block-fading-loss-model.h"
#include "ns3/isac-compat.h"
#include "ns3/isac-dd-slot.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/test.h"

#include <algorithm>

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

/**
 * @ingroup isac-aigc
 * Over Fisher-Snedecor block fading gains have the distribution, and bit errors the mean, of the
 * closed form.
 */
class IsacShadowedFadingTest : public TestCase
{
  public:
    /**
     * @param severity m
     * @param shadowing m_s
     * @param snr at a gain of 1
     */
    IsacShadowedFadingTest(double severity, double shadowing, double snr)
        : TestCase("Fisher-Snedecor fading, m " + std::to_string(severity) + ", m_s " +
                   std::to_string(shadowing) + ", SNR " + std::to_string(snr)),
          m_severity(severity),
          m_shadowing(shadowing),
          m_snr(snr)
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint32_t BLOCKS = 4000;
        constexpr double DISTANCE = 100.0;
        constexpr uint32_t BYTES = 250;
        IsacHelper helper = MakeUncodedHelper("Bpsk");
        const auto channel = helper.GetChannel();
        auto fading = CreateObject<IsacBlockFadingLossModel>();
        fading->SetAttribute("Distribution", StringValue("FisherSnedecor"));
        fading->SetAttribute("Severity", DoubleValue(m_severity));
        fading->SetAttribute("Shadowing", DoubleValue(m_shadowing));
        fading->SetAttribute("BlockDuration", TimeValue(MilliSeconds(10)));
        fading->AssignStreams(7);
        channel->GetPropagationLossModel()->SetNext(fading);
        TestCell cell(helper, 0.0, {DISTANCE});
        helper.AssignStreams(cell.devices, 1);
        LatentReceiver receiver(cell.Device(1)->GetPhy());
        const uint32_t from = cell.baseStation->GetId();
        const uint32_t to = cell.users.Get(0)->GetId();
        const auto burst =
            MakeLatentBurst(cell, PowerFor(cell, m_snr, DISTANCE), {MakeLatent(BYTES, 1)});
        NS_TEST_ASSERT_MSG_LT(burst->GetDuration(), MilliSeconds(10), "within a block");
        std::vector<double> gains;
        for (uint32_t i = 0; i < BLOCKS; ++i)
        {
            Simulator::Schedule(MilliSeconds(10 * i), [&]() {
                gains.push_back(fading->GetGain(from, to));
                cell.phy->SendBurst(burst);
            });
        }
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(receiver.told.size(), BLOCKS, "a frame in each block");
        double mean = 0.0;
        double square = 0.0;
        for (uint32_t i = 0; i < BLOCKS; ++i)
        {
            const IsacPayloadErrors& told = receiver.told[i];
            NS_TEST_ASSERT_MSG_EQ_TOL(told.sinr, m_snr * gains[i], 1e-9 * told.sinr, "SINR");
            const double rate = static_cast<double>(told.turnedBits) / told.taggedBits;
            mean += rate / BLOCKS;
            square += rate * rate / BLOCKS;
        }
        DdParameters parameters;
        parameters.channel = DdChannel::AVERAGE;
        parameters.fadingSeverity = m_severity;
        parameters.fadingShadowing = m_shadowing;
        const double expected =
            DdBitErrorProbability(parameters, DdUser(), m_snr / parameters.snrPerWatt);
        // Five standard deviations of a mean of independent blocks.
        NS_TEST_ASSERT_MSG_EQ_TOL(mean,
                                  expected,
                                  5.0 * std::sqrt((square - mean * mean) / BLOCKS),
                                  "mean bit error rate");
        // As in the test of Rayleigh fading: missed once in a million.
        const FisherSnedecorFading law(m_severity, m_shadowing);
        std::sort(gains.begin(), gains.end());
        double distance = 0.0;
        for (uint32_t i = 0; i < BLOCKS; ++i)
        {
            const double below = law.Distribution(gains[i]);
            distance = std::max({distance,
                                 std::abs(below - static_cast<double>(i) / BLOCKS),
                                 std::abs(below - (i + 1.0) / BLOCKS)});
        }
        NS_TEST_ASSERT_MSG_LT(distance, std::sqrt(std::log(2e6) / (2.0 * BLOCKS)), "distribution");
        Simulator::Destroy();
    }

    double m_severity;  //!< m
    double m_shadowing; //!< m_s
    double m_snr;       //!< at a gain of 1
};

/**
 * @ingroup isac-aigc
 * A Fisher-Snedecor gain belongs to a link, a block, a run and a stream, too.
 */
class IsacShadowedIdentityTest : public TestCase
{
  public:
    IsacShadowedIdentityTest()
        : TestCase("what a Fisher-Snedecor gain depends on, and bad values")
    {
    }

  private:
    void DoRun() override
    {
        const auto make = [](int64_t stream) {
            auto fading = CreateObject<IsacBlockFadingLossModel>();
            fading->SetAttribute("Distribution", StringValue("FisherSnedecor"));
            fading->AssignStreams(stream);
            return fading;
        };
        const auto fading = make(4);
        const auto other = make(4);
        const double second = fading->GetGain(0, 2);
        const double first = fading->GetGain(0, 1);
        NS_TEST_ASSERT_MSG_NE(first, second, "links differ");
        NS_TEST_ASSERT_MSG_EQ(other->GetGain(1, 0), first, "neither order nor direction matters");
        NS_TEST_ASSERT_MSG_EQ(other->GetGain(0, 2), second, "neither order nor direction matters");
        NS_TEST_ASSERT_MSG_NE(make(5)->GetGain(0, 1), first, "streams differ");
        RngSeedManager::SetRun(2);
        NS_TEST_ASSERT_MSG_NE(fading->GetGain(0, 1), first, "runs differ");
        RngSeedManager::SetRun(1);
        std::vector<double> later;
        for (const Time& at : {Seconds(1) - NanoSeconds(1), Seconds(1)})
        {
            Simulator::Schedule(at, [&]() { later.push_back(fading->GetGain(0, 1)); });
        }
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(later[0], first, "same within a block");
        NS_TEST_ASSERT_MSG_NE(later[1], first, "blocks differ");
        Simulator::Destroy();
        for (const double bad : {0.0, -1.5, 1e9})
        {
            for (const char* name : {"Severity", "Shadowing"})
            {
                NS_TEST_ASSERT_MSG_EQ(fading->SetAttributeFailSafe(name, DoubleValue(bad)),
                                      false,
                                      name << " " << bad);
            }
        }
        NS_TEST_ASSERT_MSG_EQ(fading->SetAttributeFailSafe("Distribution", StringValue("Weibull")),
                              false,
                              "no such distribution");
        const auto model = CreateObject<IsacUncodedErrorModel>();
        NS_TEST_ASSERT_MSG_EQ(model->SetAttributeFailSafe("Transmissions", UintegerValue(0)),
                              false,
                              "no transmission at all");
        NS_TEST_ASSERT_MSG_EQ(model->SetAttributeFailSafe("Modulation", StringValue("Qam7")),
                              false,
                              "no such modulation");
        NS_TEST_ASSERT_MSG_EQ(
            model->SetAttributeFailSafe("FeedbackDelay", TimeValue(NanoSeconds(-1))),
            false,
            "feedback before the frame");
    }
};

/// @ingroup isac-aigc
/// Tests of Fisher-Snedecor block fading.
class IsacDdFadingTestSuite : public TestSuite
{
  public:
    IsacDdFadingTestSuite()
        : TestSuite("isac-aigc-dd-fading", Type::UNIT)
    {
        // E_b/N_0 at which 63 W of the paper's chosen allocation are received, and two others.
        AddTestCase(new IsacShadowedFadingTest(2.0, 1.5, 1.26), ISAC_TEST_QUICK);
        AddTestCase(new IsacShadowedFadingTest(2.0, 1.5, 10.0), ISAC_TEST_QUICK);
        AddTestCase(new IsacShadowedFadingTest(0.7, 4.0, 3.0), ISAC_TEST_QUICK);
        AddTestCase(new IsacShadowedIdentityTest, ISAC_TEST_QUICK);
    }
};

/// The suite.
static IsacDdFadingTestSuite g_isacDdFadingTestSuite;
