/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-test-cell.h"

#include "ns3/constant-velocity-mobility-model.h"
#include "ns3/double.h"
#include "ns3/enum.h"
#include "ns3/isac-bit-error.h"
#include "ns3/isac-compat.h"
#include "ns3/non-communicating-net-device.h"
#include "ns3/propagation-delay-model.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/single-model-spectrum-channel.h"
#include "ns3/string.h"
#include "ns3/test.h"
#include "ns3/uinteger.h"
#include "ns3/waveform-generator-helper.h"
#include "ns3/waveform-generator.h"

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

namespace
{

constexpr double POWER = 1.5; // of a downlink burst [W]

/// What a radio received, and how.
struct Reception
{
    /// @param phy the radio
    explicit Reception(Ptr<IsacPhy> phy)
    {
        phy->TraceConnectWithoutContext("RxPacketOk", MakeCallback(&Reception::Ok, this));
        phy->TraceConnectWithoutContext("RxPacketError", MakeCallback(&Reception::Error, this));
        phy->TraceConnectWithoutContext("RxDrop", MakeCallback(&Reception::Drop, this));
    }

    /// @param sinr of a packet that arrived
    void Ok(Ptr<const Packet>, double sinr)
    {
        ++ok;
        sinrs.push_back(sinr);
        times.push_back(Simulator::Now());
    }

    /// @param sinr of a packet that was lost
    void Error(Ptr<const Packet>, double sinr)
    {
        ++lost;
        sinrs.push_back(sinr);
    }

    /// A burst came while the chain was busy.
    void Drop(Ptr<const IsacBurst>)
    {
        ++dropped;
    }

    uint32_t ok = 0;           //!< packets that arrived
    uint32_t lost = 0;         //!< packets that did not
    uint32_t dropped = 0;      //!< bursts that met a busy chain
    std::vector<double> sinrs; //!< of each packet
    std::vector<Time> times;   //!< of packets that arrived
};

/// Channel of a test case.
enum class Kind
{
    MULTI_MODEL, //!< every band has a model of its own
    SINGLE_MODEL //!< one model of common bins
};

/**
 * @param kind of channel
 * @return a helper on such a channel, path loss but no fading
 */
IsacHelper
MakeHelperOn(Kind kind)
{
    IsacHelper helper = MakeHelper();
    if (kind == Kind::SINGLE_MODEL)
    {
        auto channel = CreateObject<SingleModelSpectrumChannel>();
        // As IsacHelper::GetChannel() sets it, from 1 m instead of 1 km.
        const LogDistancePathLoss model;
        auto loss = CreateObject<LogDistancePropagationLossModel>();
        loss->SetReference(1.0, model.interceptDb - 3.0 * model.slopeDb);
        loss->SetPathLossExponent(model.slopeDb / 10.0);
        channel->AddPropagationLossModel(loss);
        helper.SetChannel(channel);
        helper.SetCommonBins(8);
    }
    return helper;
}

/**
 * @param helper whose channel it is put on
 * @param x where it stands [m]
 * @param psd what it radiates
 * @return a generator, not yet started
 */
Ptr<WaveformGenerator>
MakeGenerator(IsacHelper& helper, double x, Ptr<SpectrumValue> psd)
{
    WaveformGeneratorHelper generators;
    generators.SetChannel(helper.GetChannel());
    generators.SetTxPowerSpectralDensity(psd);
    const NetDeviceContainer devices =
        generators.Install(NodeContainer(MakeNode(Vector(x, 0.0, 0.0))));
    return DynamicCast<WaveformGenerator>(
        DynamicCast<NonCommunicatingNetDevice>(devices.Get(0))->GetPhy());
}

} // namespace

/**
 * @ingroup isac-aigc
 * A lone burst arrives at the rate of Shannon's law and not above it, at the derived times.
 */
class IsacPhyLoneBurstTest : public TestCase
{
  public:
    /**
     * @param kind of channel
     * @param distance of the user [m]
     */
    IsacPhyLoneBurstTest(Kind kind, double distance)
        : TestCase("lone burst at " + std::to_string(distance) + " m, " +
                   (kind == Kind::MULTI_MODEL ? "multi" : "single") + " model channel"),
          m_kind(kind),
          m_distance(distance)
    {
    }

  private:
    void DoRun() override
    {
        for (const double factor : {1.0, 1.001})
        {
            IsacHelper helper = MakeHelperOn(m_kind);
            TestCell cell(helper, 0.0, {m_distance, 50.0});
            const auto phy = cell.Device(1)->GetPhy();
            Reception reception(phy);
            Reception other(cell.Device(2)->GetPhy());
            const IsacBand band = phy->GetRxBand();
            const double snr = PathGain(m_distance) * POWER / (NoiseDensity() * band.Width());
            const double capacity = band.Width() * std::log2(1.0 + snr);
            // log2 and powers of ten are exact to a few units in the last place.
            NS_TEST_ASSERT_MSG_EQ_TOL(phy->GetRate(band.Width(), PathGain(m_distance), POWER, 0.0),
                                      capacity,
                                      1e-12 * capacity,
                                      "rate");
            const std::vector<uint32_t> sizes = {1500, 40, 700, 1500, 21};
            const auto burst =
                MakeBurst(cell.Address(0), cell.Address(1), band, POWER, factor * capacity, sizes);
            const Time start = MilliSeconds(3);
            Simulator::Schedule(start, &IsacPhy::SendBurst, cell.phy, Ptr<const IsacBurst>(burst));
            Simulator::Run();
            NS_TEST_ASSERT_MSG_EQ(reception.ok, (factor > 1.0 ? 0 : sizes.size()), "arrived");
            NS_TEST_ASSERT_MSG_EQ(reception.lost, (factor > 1.0 ? sizes.size() : 0), "lost");
            NS_TEST_ASSERT_MSG_EQ(other.ok + other.lost, 0, "the burst is not for the other user");
            for (const double sinr : reception.sinrs)
            {
                NS_TEST_ASSERT_MSG_EQ_TOL(sinr, snr, 1e-9 * snr, "SINR");
            }
            for (std::size_t i = 0; i < reception.times.size(); ++i)
            {
                NS_TEST_ASSERT_MSG_EQ(reception.times[i], start + burst->ends[i], "arrival");
            }
            NS_TEST_ASSERT_MSG_EQ(burst->packets[0]->GetSize(),
                                  sizes[0],
                                  "reception must leave the sender's frame as it was");
            Simulator::Destroy();
        }
    }

    Kind m_kind;       //!< of channel
    double m_distance; //!< of the user [m]
};

/**
 * @ingroup isac-aigc
 * Interference from a generator counts by its density in the band and by the share of the packet
 * that it lasts.
 */
class IsacPhyInterferenceTest : public TestCase
{
  public:
    /**
     * @param kind of channel
     * @param inBand whether the generator is in the burst's band
     * @param share of the packet during which the generator is on
     */
    IsacPhyInterferenceTest(Kind kind, bool inBand, double share)
        : TestCase(std::string("generator ") + (inBand ? "in" : "out of") + " band for " +
                   std::to_string(share) + " of the packet"),
          m_kind(kind),
          m_inBand(inBand),
          m_share(share)
    {
    }

  private:
    void DoRun() override
    {
        constexpr double USER = 80.0;
        constexpr double GENERATOR = 300.0;
        constexpr double DENSITY = 3e-9; // [W/Hz]
        for (const double factor : {1.0 - 1e-4, 1.0 + 1e-4})
        {
            IsacHelper helper = MakeHelperOn(m_kind);
            TestCell cell(helper, 0.0, {USER, USER, USER, USER});
            const auto phy = cell.Device(2)->GetPhy();
            Reception reception(phy);
            const IsacBand band = phy->GetRxBand();
            const IsacBand jammed = m_inBand ? band : cell.Device(3)->GetPhy()->GetRxBand();
            const auto generator =
                MakeGenerator(helper,
                              GENERATOR,
                              MakeFlatPsd(m_kind == Kind::MULTI_MODEL ? GetBandModel(jammed)
                                                                      : phy->GetRxSpectrumModel(),
                                          jammed,
                                          DENSITY));
            const double met = m_inBand ? DENSITY * PathGain(GENERATOR - USER) : 0.0;
            const double received = PathGain(USER) * POWER / band.Width();
            const double clean = received / NoiseDensity();
            const double jammedSinr = received / (NoiseDensity() + met);
            const double capacity = band.Width() * ((1.0 - m_share) * std::log2(1.0 + clean) +
                                                    m_share * std::log2(1.0 + jammedSinr));
            const auto burst = MakeBurst(cell.Address(0),
                                         cell.Address(2),
                                         band,
                                         POWER,
                                         factor * capacity,
                                         {60000});
            const Time start = MilliSeconds(1);
            const Time duration = burst->GetDuration();
            // On once, somewhere within the packet; the next period is after it.
            generator->SetPeriod(duration * int64_t(4));
            generator->SetDutyCycle(m_share / 4.0);
            Simulator::Schedule(start, &IsacPhy::SendBurst, cell.phy, Ptr<const IsacBurst>(burst));
            Simulator::Schedule(start + Seconds(0.5 * (1.0 - m_share) * duration.GetSeconds()),
                                &WaveformGenerator::Start,
                                generator);
            Simulator::Stop(start + duration + duration);
            Simulator::Run();
            // Starts and ends are rounded to a nanosecond, far below 1e-4 of the packet (it is
            // about 2 ms long).
            NS_TEST_ASSERT_MSG_EQ(reception.ok, (factor < 1.0 ? 1 : 0), "arrived");
            NS_TEST_ASSERT_MSG_EQ(reception.lost, (factor < 1.0 ? 0 : 1), "lost");
            const double mean = (1.0 - m_share) * clean + m_share * jammedSinr;
            NS_TEST_ASSERT_MSG_EQ_TOL(reception.sinrs.at(0),
                                      mean,
                                      2e-9 / duration.GetSeconds() * clean,
                                      "mean SINR");
            if (m_share == 1.0)
            {
                // What is left of a difference of received power over SINR and noise.
                NS_TEST_ASSERT_MSG_EQ_TOL(phy->GetInterferenceDensity(),
                                          met,
                                          1e-6 * NoiseDensity(),
                                          "interference that the user tells of");
            }
            Simulator::Destroy();
        }
    }

    Kind m_kind;    //!< of channel
    bool m_inBand;  //!< whether the generator is in the burst's band
    double m_share; //!< of the packet during which it is on
};

/**
 * @ingroup isac-aigc
 * Data bursts and sensing bursts of a second base station are interference with their own density.
 */
class IsacPhySecondCellTest : public TestCase
{
  public:
    /// @param sensing whether the second base station senses instead of sending
    explicit IsacPhySecondCellTest(bool sensing)
        : TestCase(sensing ? "another base station senses" : "another base station sends"),
          m_sensing(sensing)
    {
    }

  private:
    void DoRun() override
    {
        constexpr double USER = 100.0;
        constexpr double SECOND = 500.0;
        constexpr double SENSING_POWER = 1.0;
        IsacHelper helper = MakeHelper();
        TestCell cell(helper, 0.0, {USER, USER});
        TestCell second(helper, SECOND, {USER, USER});
        Reception reception(cell.Device(1)->GetPhy());
        Reception elsewhere(second.Device(1)->GetPhy());
        const IsacBand band = cell.Device(1)->GetPhy()->GetRxBand();
        const IsacBand whole = cell.phy->GetRxBand();
        const double density = m_sensing ? SENSING_POWER / whole.Width() : POWER / band.Width();
        const double sinr = PathGain(USER) * POWER / band.Width() /
                            (NoiseDensity() + PathGain(SECOND - USER) * density);
        const double capacity = band.Width() * std::log2(1.0 + sinr);
        const auto burst =
            MakeBurst(cell.Address(0), cell.Address(1), band, POWER, capacity, {1500, 1500});
        if (m_sensing)
        {
            // Longer than the burst, so that all of it is met.
            const auto cycles =
                static_cast<uint32_t>(burst->GetDuration().GetNanoSeconds() / 60000 + 1);
            second.phy->SendSensingBurst(second.users.Get(0)->GetObject<MobilityModel>(),
                                         cycles,
                                         MicroSeconds(60),
                                         SENSING_POWER,
                                         MakeCallback(&IsacPhySecondCellTest::Echo, this));
        }
        else
        {
            const auto other = MakeBurst(second.Address(0),
                                         second.Address(1),
                                         band,
                                         POWER,
                                         capacity,
                                         {1500, 1500});
            second.phy->SendBurst(other);
        }
        cell.phy->SendBurst(burst);
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(reception.ok, 2, "the rate was set for this interference");
        NS_TEST_ASSERT_MSG_EQ_TOL(reception.sinrs.at(0), sinr, 1e-9 * sinr, "SINR");
        NS_TEST_ASSERT_MSG_EQ(m_echoes, (m_sensing ? 1 : 0), "sensing bursts that ended");
        NS_TEST_ASSERT_MSG_EQ(elsewhere.ok + elsewhere.lost,
                              (m_sensing ? 0 : 2),
                              "only a data burst has a receiver");
        Simulator::Destroy();
    }

    /// A sensing burst has ended.
    void Echo(const IsacEcho&)
    {
        ++m_echoes;
    }

    bool m_sensing;        //!< whether the second base station senses
    uint32_t m_echoes = 0; //!< sensing bursts that ended
};

/**
 * @ingroup isac-aigc
 * Without coding, as many packets survive as all of their bits do.
 */
class IsacPhyBitErrorTest : public TestCase
{
  public:
    /**
     * @param name of the attribute value
     * @param modulation constellation
     */
    IsacPhyBitErrorTest(const std::string& name, Modulation modulation)
        : TestCase("bit errors of " + name),
          m_name(name),
          m_modulation(modulation)
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint32_t SIZE = 100;
        constexpr uint32_t PACKETS = 3000;
        // Symbol SNR at which about a third of the packets is lost, by bisection.
        double low = 0.1;
        double high = 1e4;
        for (int i = 0; i < 60; ++i)
        {
            const double middle = std::sqrt(low * high);
            (Survival(middle, SIZE) < 2.0 / 3.0 ? low : high) = middle;
        }
        const double snr = high;
        for (uint64_t run = 1; run <= 3; ++run)
        {
            RngSeedManager::SetRun(run);
            IsacHelper helper = MakeHelper();
            helper.SetErrorModel("ns3::isac::IsacBitErrorModel");
            helper.SetErrorModelAttribute("Modulation", StringValue(m_name));
            TestCell cell(helper, 0.0, {100.0});
            helper.AssignStreams(cell.devices, 1);
            const auto phy = cell.Device(1)->GetPhy();
            Reception reception(phy);
            const IsacBand band = phy->GetRxBand();
            const double power = snr * NoiseDensity() * band.Width() / PathGain(100.0);
            const double rate = phy->GetRate(band.Width(), PathGain(100.0), power, 0.0);
            NS_TEST_ASSERT_MSG_EQ_TOL(rate,
                                      band.Width() * BitsPerSymbol(m_modulation),
                                      1e-6,
                                      "one symbol a second per hertz");
            const std::vector<uint32_t> sizes(PACKETS, SIZE);
            cell.phy->SendBurst(
                MakeBurst(cell.Address(0), cell.Address(1), band, power, rate, sizes));
            Simulator::Run();
            const double expected = Survival(snr, SIZE);
            // Five standard deviations of a binomial count: missed once in 1.7 million.
            const double tolerance = 5.0 * std::sqrt(PACKETS * expected * (1.0 - expected));
            NS_TEST_ASSERT_MSG_EQ(reception.ok + reception.lost, PACKETS, "every packet counts");
            NS_TEST_ASSERT_MSG_EQ_TOL(reception.ok, PACKETS * expected, tolerance, "survivors");
            Simulator::Destroy();
        }
        RngSeedManager::SetRun(1);
    }

    /**
     * @param snr symbol SNR
     * @param size of a packet [byte]
     * @return probability that it arrives
     */
    double Survival(double snr, uint32_t size) const
    {
        return std::pow(1.0 - BitErrorProbability(m_modulation, snr), 8.0 * size);
    }

    std::string m_name;      //!< of the attribute value
    Modulation m_modulation; //!< constellation
};

/**
 * @ingroup isac-aigc
 * A chain takes one burst at a time; one that begins as another ends is taken.
 */
class IsacPhyBusyChainTest : public TestCase
{
  public:
    IsacPhyBusyChainTest()
        : TestCase("second burst during, and right after, another")
    {
    }

  private:
    void DoRun() override
    {
        IsacHelper helper = MakeHelper();
        TestCell cell(helper, 0.0, {50.0, 50.0});
        Reception reception(cell.Device(1)->GetPhy());
        const IsacBand band = cell.Device(1)->GetPhy()->GetRxBand();
        constexpr double RATE = 1e6; // so low that the first survives the second
        const auto make = [&](uint32_t size) {
            return Ptr<const IsacBurst>(
                MakeBurst(cell.Address(0), cell.Address(1), band, POWER, RATE, {size}));
        };
        const Time duration = make(1000)->GetDuration();
        Simulator::Schedule(Seconds(1), &IsacPhy::SendBurst, cell.phy, make(1000));
        Simulator::Schedule(Seconds(1) + duration, &IsacPhy::SendBurst, cell.phy, make(1000));
        // Too early by more than a sender's approach explains.
        Simulator::Schedule(Seconds(1) + duration * int64_t(2) - MicroSeconds(2),
                            &IsacPhy::SendBurst,
                            cell.phy,
                            make(500));
        // Two bursts of no airtime at one instant: the first is over when the second comes.
        auto empty = MakeBurst(cell.Address(0), cell.Address(1), band, POWER, RATE, {100});
        empty->ends[0] = Time();
        Simulator::Schedule(Seconds(2), &IsacPhy::SendBurst, cell.phy, Ptr<const IsacBurst>(empty));
        Simulator::Schedule(Seconds(2), &IsacPhy::SendBurst, cell.phy, make(1000));
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(reception.dropped, 1, "the one that came early");
        NS_TEST_ASSERT_MSG_EQ(reception.ok, 4, "all others");
        NS_TEST_ASSERT_MSG_EQ(reception.lost, 0, "the first survives");
        Simulator::Destroy();
    }
};

/**
 * @ingroup isac-aigc
 * Over a channel with delay, bursts back to back to a user who moves: none is lost.
 */
class IsacPhyDelayTest : public TestCase
{
  public:
    /// @param speed away from the base station [m/s]
    explicit IsacPhyDelayTest(double speed)
        : TestCase("channel with delay, speed " + std::to_string(speed) + " metres a second"),
          m_speed(speed)
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint32_t PACKETS = 9000; // some 100 ms, 10 bursts
        IsacHelper helper = MakeHelper();
        helper.GetChannel()->SetPropagationDelayModel(
            CreateObject<ConstantSpeedPropagationDelayModel>());
        auto user = CreateObject<Node>();
        auto mobility = CreateObject<ConstantVelocityMobilityModel>();
        mobility->SetPosition(Vector(150.0, 0.0, 0.0));
        mobility->SetVelocity(Vector(m_speed, 0.0, 0.0));
        user->AggregateObject(mobility);
        const NetDeviceContainer devices = helper.Install(MakeNode(Vector()), NodeContainer(user));
        Reception reception(DynamicCast<IsacNetDevice>(devices.Get(1))->GetPhy());
        for (uint32_t i = 0; i < PACKETS; ++i)
        {
            devices.Get(0)->Send(Create<Packet>(1400), devices.Get(1)->GetAddress(), PROTOCOL);
        }
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(reception.ok, PACKETS, "received");
        NS_TEST_ASSERT_MSG_EQ(reception.lost, 0, "lost");
        NS_TEST_ASSERT_MSG_EQ(reception.dropped, 0, "bursts dropped");
        // One way of 150 m takes 500 ns.
        NS_TEST_ASSERT_MSG_GT(reception.times[0], NanoSeconds(500), "delay");
        Simulator::Destroy();
    }

    double m_speed; //!< away from the base station [m/s]
};

/// @ingroup isac-aigc
/// Tests of IsacPhy and its error models.
class IsacPhyTestSuite : public TestSuite
{
  public:
    IsacPhyTestSuite()
        : TestSuite("isac-aigc-phy", Type::UNIT)
    {
        for (const Kind kind : {Kind::MULTI_MODEL, Kind::SINGLE_MODEL})
        {
            for (const double distance : {20.0, 60.0, 200.0, 2000.0})
            {
                AddTestCase(new IsacPhyLoneBurstTest(kind, distance), ISAC_TEST_QUICK);
            }
            AddTestCase(new IsacPhyInterferenceTest(kind, true, 1.0), ISAC_TEST_QUICK);
            AddTestCase(new IsacPhyInterferenceTest(kind, true, 0.3), ISAC_TEST_QUICK);
            AddTestCase(new IsacPhyInterferenceTest(kind, false, 1.0), ISAC_TEST_QUICK);
        }
        AddTestCase(new IsacPhySecondCellTest(false), ISAC_TEST_QUICK);
        AddTestCase(new IsacPhySecondCellTest(true), ISAC_TEST_QUICK);
        AddTestCase(new IsacPhyBitErrorTest("Bpsk", Modulation::BPSK), ISAC_TEST_QUICK);
        AddTestCase(new IsacPhyBitErrorTest("Qpsk", Modulation::QPSK), ISAC_TEST_QUICK);
        AddTestCase(new IsacPhyBitErrorTest("Qam16", Modulation::QAM16), ISAC_TEST_QUICK);
        AddTestCase(new IsacPhyBitErrorTest("Qam64", Modulation::QAM64), ISAC_TEST_QUICK);
        AddTestCase(new IsacPhyBusyChainTest, ISAC_TEST_QUICK);
        for (const double speed : {0.0, -30.0, 30.0})
        {
            AddTestCase(new IsacPhyDelayTest(speed), ISAC_TEST_QUICK);
        }
    }
};

/// The suite.
static IsacPhyTestSuite g_isacPhyTestSuite;
