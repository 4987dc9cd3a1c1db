/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-test-latent.h"

#include "ns3/isac-compat.h"
#include "ns3/isac-dd-slot.h"
#include "ns3/non-communicating-net-device.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/single-model-spectrum-channel.h"
#include "ns3/test.h"
#include "ns3/waveform-generator-helper.h"
#include "ns3/waveform-generator.h"

#include <algorithm>

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

/**
 * @ingroup isac-aigc
 * Tagged bits that cross the channel are wrong as often as theory says; headers never are.
 */
class IsacUncodedErrorTest : public TestCase
{
  public:
    /**
     * @param modulation constellation
     * @param probability of a bit error to reach
     */
    IsacUncodedErrorTest(const NamedModulation& modulation, double probability)
        : TestCase("bit errors of " + modulation.name + " at " + std::to_string(probability)),
          m_modulation(modulation),
          m_probability(probability)
    {
    }

  private:
    void DoRun() override
    {
        constexpr double DISTANCE = 100.0;
        constexpr uint32_t FRAMES = 40;
        constexpr uint32_t BYTES = 1000;
        constexpr uint32_t PLAIN = 60; // bytes at the end of a frame that are not tagged
        IsacHelper helper = MakeUncodedHelper(m_modulation.name);
        TestCell cell(helper, 0.0, {DISTANCE});
        helper.AssignStreams(cell.devices, 1);
        const auto phy = cell.Device(1)->GetPhy();
        LatentReceiver receiver(phy);
        const double snr = SnrFor(m_modulation.modulation, m_probability);
        const double width = phy->GetRxBand().Width();
        NS_TEST_ASSERT_MSG_EQ_TOL(phy->GetRate(width, 1.0, 1.0, 0.0),
                                  width * BitsPerSymbol(m_modulation.modulation),
                                  1e-6,
                                  "one symbol a second per hertz");
        std::vector<Ptr<Packet>> payloads;
        for (uint32_t i = 0; i < FRAMES; ++i)
        {
            payloads.push_back(MakeLatent(BYTES, i));
            payloads.back()->AddAtEnd(MakeLatent(PLAIN, i, false));
        }
        cell.phy->SendBurst(MakeLatentBurst(cell, PowerFor(cell, snr, DISTANCE), payloads));
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(receiver.frames.size(), FRAMES, "every frame arrives");
        NS_TEST_ASSERT_MSG_EQ(receiver.told.size(), FRAMES, "every frame is told of");
        uint32_t wrong = 0;
        for (uint32_t i = 0; i < FRAMES; ++i)
        {
            IsacMacHeader header;
            receiver.frames.at(i)->RemoveHeader(header);
            NS_TEST_ASSERT_MSG_EQ(header.sequence, i, "header");
            NS_TEST_ASSERT_MSG_EQ(header.destination, cell.Address(1), "header");
            const auto bits = Differences(BytesOf(payloads[i]), BytesOf(receiver.frames.at(i)));
            const bool within = bits.empty() || bits.back() < 8 * BYTES;
            NS_TEST_ASSERT_MSG_EQ(within, true, "what is not tagged stays");
            wrong += bits.size();
            const IsacPayloadErrors& told = receiver.told.at(i);
            NS_TEST_ASSERT_MSG_EQ(told.turnedBits, bits.size(), "bits told of");
            NS_TEST_ASSERT_MSG_EQ(told.taggedBits, 8 * BYTES, "tagged bits told of");
            NS_TEST_ASSERT_MSG_EQ(told.copies, 1, "one copy");
            NS_TEST_ASSERT_MSG_EQ(told.delivered, true, "delivered");
            NS_TEST_ASSERT_MSG_EQ_TOL(told.sinr, snr, 1e-9 * snr, "SINR told of");
        }
        const double bits = 8.0 * FRAMES * BYTES;
        NS_TEST_ASSERT_MSG_EQ_TOL(wrong,
                                  bits * m_probability,
                                  FiveSigma(bits, m_probability),
                                  "wrong bits");
        if (m_modulation.modulation == Modulation::BPSK ||
            m_modulation.modulation == Modulation::QPSK)
        {
            // The same in words of the system: E_b/N_0 is rho P g.
            DdParameters parameters;
            DdUser user;
            user.gain = 0.8;
            const double perBit = snr / BitsPerSymbol(m_modulation.modulation);
            const double power = perBit / (parameters.snrPerWatt * user.gain);
            NS_TEST_ASSERT_MSG_EQ_TOL(m_probability,
                                      DdBitErrorProbability(parameters, user, power),
                                      1e-9,
                                      "Q(sqrt(2 rho P g))");
        }
        Simulator::Destroy();
    }

    NamedModulation m_modulation; //!< constellation
    double m_probability;         //!< of a bit error
};

/**
 * @ingroup isac-aigc
 * Interference turns over the bits that are on air while it lasts, and in the bins that it is in.
 */
class IsacUncodedInterferenceTest : public TestCase
{
  public:
    /// @param inTime whether it lasts for a part of the frame; else it is in a part of the bins
    explicit IsacUncodedInterferenceTest(bool inTime)
        : TestCase(std::string("bit errors from interference in a part of the ") +
                   (inTime ? "frame" : "band")),
          m_inTime(inTime)
    {
    }

  private:
    void DoRun() override
    {
        constexpr double USER = 80.0;
        constexpr double GENERATOR = 300.0;
        constexpr uint32_t BYTES = 6000;
        constexpr double CLEAN = 1e-20;
        constexpr double JAMMED = 0.2;
        constexpr uint32_t BINS = 8;
        IsacHelper helper = MakeUncodedHelper("Bpsk");
        if (!m_inTime)
        {
            auto channel = CreateObject<SingleModelSpectrumChannel>();
            const LogDistancePathLoss model;
            auto loss = CreateObject<LogDistancePropagationLossModel>();
            loss->SetReference(1.0, model.interceptDb - 3.0 * model.slopeDb);
            loss->SetPathLossExponent(model.slopeDb / 10.0);
            channel->AddPropagationLossModel(loss);
            helper.SetChannel(channel);
            helper.SetCommonBins(BINS);
        }
        TestCell cell(helper, 0.0, {USER});
        helper.AssignStreams(cell.devices, 1);
        const auto phy = cell.Device(1)->GetPhy();
        LatentReceiver receiver(phy);
        const IsacBand band = phy->GetRxBand();
        const double snr = SnrFor(Modulation::BPSK, CLEAN);
        const double met = (snr / SnrFor(Modulation::BPSK, JAMMED) - 1.0) * NoiseDensity();
        const auto model = m_inTime ? GetBandModel(band) : phy->GetRxSpectrumModel();
        const IsacBand jammed = m_inTime ? band : IsacBand{band.low, band.low + band.Width() / 2};
        WaveformGeneratorHelper generators;
        generators.SetChannel(helper.GetChannel());
        generators.SetTxPowerSpectralDensity(
            MakeFlatPsd(model, jammed, met / PathGain(GENERATOR - USER)));
        const auto devices =
            generators.Install(NodeContainer(MakeNode(Vector(GENERATOR, 0.0, 0.0))));
        const auto generator = DynamicCast<WaveformGenerator>(
            DynamicCast<NonCommunicatingNetDevice>(devices.Get(0))->GetPhy());
        const auto burst = MakeLatentBurst(cell, PowerFor(cell, snr, USER), {MakeLatent(BYTES, 1)});
        const double duration = burst->GetDuration().GetSeconds();
        // Once, from 30 % to 70 % of the frame, or all the time.
        generator->SetPeriod(Seconds(4.0 * duration));
        generator->SetDutyCycle(m_inTime ? 0.1 : 1.0);
        const Time start = MilliSeconds(1);
        Simulator::Schedule(start, &IsacPhy::SendBurst, cell.phy, Ptr<const IsacBurst>(burst));
        Simulator::Schedule(start + Seconds(m_inTime ? 0.3 * duration : -0.5 * duration),
                            &WaveformGenerator::Start,
                            generator);
        Simulator::Stop(start + Seconds(1.5 * duration));
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(receiver.frames.size(), 1, "one frame");
        const auto bits = Differences(BytesOf(burst->packets[0]), BytesOf(receiver.frames.at(0)));
        const double all = 8.0 * burst->packets[0]->GetSize();
        const double probability = m_inTime ? JAMMED : JAMMED / 2.0;
        const double count = m_inTime ? 0.4 * all : 8.0 * BYTES;
        // Two bits for ends of interference, which are rounded to a nanosecond.
        NS_TEST_ASSERT_MSG_EQ_TOL(bits.size(),
                                  count * probability,
                                  FiveSigma(count, probability) + 2.0,
                                  "wrong bits");
        NS_TEST_ASSERT_MSG_GT_OR_EQ(bits.at(0),
                                    (m_inTime ? 0.3 * all - 1.0 : 160.0),
                                    "not before interference, nor in the header");
        NS_TEST_ASSERT_MSG_LT_OR_EQ(bits.back(),
                                    (m_inTime ? 0.7 * all + 1.0 : all),
                                    "not after interference");
        Simulator::Destroy();
    }

    bool m_inTime; //!< see the constructor
};

/**
 * @ingroup isac-aigc
 * What is not tagged arrives as it was sent unless protection has a limit, and what noise does to
 * tagged bytes depends on the seed alone.
 */
class IsacUncodedSeedTest : public TestCase
{
  public:
    IsacUncodedSeedTest()
        : TestCase("untagged frames, protection, and what bit errors depend on")
    {
    }

  private:
    /// What a run gave.
    using Bytes = std::vector<std::vector<uint8_t>>;

    /**
     * @param limitDb ProtectionLimitDb
     * @param snr of the link
     * @param run RngRun
     * @param between whether untagged frames lie between tagged ones
     * @param model error model
     * @return frames that arrived, untagged ones apart
     */
    std::pair<Bytes, Bytes> Run(double limitDb,
                                double snr,
                                uint64_t run,
                                bool between,
                                const std::string& model = "ns3::isac::IsacUncodedErrorModel")
    {
        constexpr double DISTANCE = 100.0;
        RngSeedManager::SetRun(run);
        IsacHelper helper = MakeHelper();
        helper.SetErrorModel(model);
        const bool uncoded = model == "ns3::isac::IsacUncodedErrorModel";
        if (uncoded)
        {
            helper.SetErrorModelAttribute("ProtectionLimitDb", DoubleValue(limitDb));
        }
        TestCell cell(helper, 0.0, {DISTANCE});
        helper.AssignStreams(cell.devices, 1);
        const auto phy = cell.Device(1)->GetPhy();
        Bytes tagged;
        Bytes plain;
        const auto take = [&](Ptr<Packet> frame) {
            (ErrorTolerantBytes(frame).empty() ? plain : tagged).push_back(BytesOf(frame));
        };
        phy->SetReceiveCallback(FunctionCallback<Ptr<Packet>>(take));
        std::vector<Ptr<Packet>> payloads;
        for (uint32_t i = 0; i < 20; ++i)
        {
            payloads.push_back(MakeLatent(300, i));
            if (between)
            {
                payloads.push_back(MakeLatent(200 + i, 100 + i, false));
            }
        }
        auto burst = MakeLatentBurst(cell, PowerFor(cell, snr, DISTANCE), payloads);
        cell.phy->SendBurst(burst);
        Simulator::Run();
        Simulator::Destroy();
        RngSeedManager::SetRun(1);
        m_sent.clear();
        for (const auto& frame : burst->packets)
        {
            m_sent.push_back(BytesOf(frame));
        }
        return {tagged, plain};
    }

    void DoRun() override
    {
        constexpr double LOW = 0.3;
        const auto both = Run(-300.0, LOW, 1, true);
        NS_TEST_ASSERT_MSG_EQ(both.first.size(), 20, "tagged frames");
        NS_TEST_ASSERT_MSG_EQ(both.second.size(), 20, "untagged frames");
        for (std::size_t i = 0; i < 20; ++i)
        {
            NS_TEST_ASSERT_MSG_EQ((both.second.at(i) == m_sent[2 * i + 1]), true, "as sent");
            NS_TEST_ASSERT_MSG_EQ((both.first.at(i) == m_sent[2 * i]), false, "with errors");
        }
        NS_TEST_ASSERT_MSG_EQ((Run(-300.0, LOW, 1, true) == both), true, "same run, same bytes");
        NS_TEST_ASSERT_MSG_EQ((Run(-300.0, LOW, 2, true).first == both.first),
                              false,
                              "another run, other errors");
        // Sequence numbers in headers differ, payloads do not.
        const auto alone = Run(-300.0, LOW, 1, false);
        for (std::size_t i = 0; i < 20; ++i)
        {
            const bool same = std::equal(alone.first.at(i).begin() + 20,
                                         alone.first.at(i).end(),
                                         both.first.at(i).begin() + 20);
            NS_TEST_ASSERT_MSG_EQ(same, true, "untagged frames draw no random numbers");
        }
        // -5.23 dB: a limit loses all or nothing here.
        const auto below = Run(-5.2, LOW, 1, true);
        NS_TEST_ASSERT_MSG_EQ(below.first.size() + below.second.size(), 0, "below the limit");
        NS_TEST_ASSERT_MSG_EQ((Run(-5.3, LOW, 1, true) == both), true, "above the limit");
        // Other models take no notice of the tag: a rate at capacity is no error.
        const auto coded = Run(0.0, LOW, 1, true, "ns3::isac::IsacOutageErrorModel");
        NS_TEST_ASSERT_MSG_EQ(coded.first.size(), 20, "tagged frames");
        for (std::size_t i = 0; i < 20; ++i)
        {
            NS_TEST_ASSERT_MSG_EQ((coded.first.at(i) == m_sent[2 * i]), true, "as sent");
        }
    }

    Bytes m_sent; //!< frames of the last run
};

/// @ingroup isac-aigc
/// Tests of bit errors in payloads.
class IsacDdRadioTestSuite : public TestSuite
{
  public:
    IsacDdRadioTestSuite()
        : TestSuite("isac-aigc-dd-radio", Type::UNIT)
    {
        for (const NamedModulation& modulation : MODULATIONS)
        {
            for (const double probability : {0.2, 0.05, 0.005, 2e-4})
            {
                AddTestCase(new IsacUncodedErrorTest(modulation, probability), ISAC_TEST_QUICK);
            }
        }
        AddTestCase(new IsacUncodedInterferenceTest(true), ISAC_TEST_QUICK);
        AddTestCase(new IsacUncodedInterferenceTest(false), ISAC_TEST_QUICK);
        AddTestCase(new IsacUncodedSeedTest, ISAC_TEST_QUICK);
    }
};

/// The suite.
static IsacDdRadioTestSuite g_isacDdRadioTestSuite;
