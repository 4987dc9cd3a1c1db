/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-test-cell.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/isac-block-fading-loss-model.h"
#include "ns3/isac-compat.h"
#include "ns3/simulator.h"
#include "ns3/test.h"
#include "ns3/uinteger.h"

#include <algorithm>

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

/**
 * @file
 * @ingroup isac-aigc-tests
 * Grants in frequency division: parts of a band that change from grant to grant.
 */

namespace
{

constexpr double POWER = 2.0;                    //!< of grants [W]
constexpr double DIVISION = 0.75;                //!< share of both bands for them
constexpr uint32_t PACKET_BYTES = 10000;         //!< of a packet, without MAC header
constexpr uint32_t HEADER = 20;                  //!< of the MAC
const std::vector<double> SPOTS = {60.0, 120.0}; //!< where users stand [m]

/**
 * @param band any
 * @param from lower end, as a share
 * @param to upper end, as a share
 * @return that part of it
 */
IsacBand
PartOf(const IsacBand& band, double from, double to)
{
    return {band.low + from * band.Width(), band.low + to * band.Width()};
}

/**
 * @param distance of the user [m]
 * @param width of the band [Hz]
 * @param power sent on it [W]
 * @return time that a packet takes [s]
 */
double
Airtime(double distance, double width, double power)
{
    const double sinr = PathGain(distance) * power / (NoiseDensity() * width);
    return 8.0 * (PACKET_BYTES + HEADER) / (width * std::log2(1.0 + sinr));
}

/**
 * @param cell with users
 * @param helper that installed it
 * @param edge between the two users' parts of the band
 * @return a slot that shares the downlink between two users
 */
IsacTimeline
Share(const TestCell& cell, const IsacHelper& helper, double edge)
{
    IsacTimeline timeline;
    for (uint32_t k = 0; k < 2; ++k)
    {
        IsacDownlinkGrant grant;
        grant.user = cell.Address(k + 1);
        grant.band = PartOf(helper.GetGrantedDownlink(), k == 0 ? 0.0 : edge, k == 0 ? edge : 1.0);
        grant.power = POWER;
        grant.airtime = 1.0;
        grant.deadline = Seconds(1000);
        timeline.downlink.push_back(grant);
    }
    return timeline;
}

} // namespace

/**
 * @ingroup isac-aigc-tests
 * Both users, both directions, grants and best effort all go at once, each at the capacity of its
 * own part of the spectrum; and the parts change.
 */
class IsacDivisionCapacityTest : public TestCase
{
  public:
    IsacDivisionCapacityTest()
        : TestCase("everything at once, at its own capacity")
    {
    }

  private:
    void DoRun() override
    {
        IsacHelper helper = MakeHelper();
        helper.SetDeviceAttribute("Mtu", UintegerValue(PACKET_BYTES));
        helper.SetFrequencyDivision(DIVISION);
        TestCell cell(helper, 0.0, SPOTS);
        Sink base(cell.baseStation, cell.devices.Get(0));
        std::vector<Ptr<Sink>> sinks;
        for (uint32_t k = 0; k < 2; ++k)
        {
            sinks.push_back(Create<Sink>(cell.users.Get(k), cell.devices.Get(k + 1)));
        }
        const std::vector<double> edges = {0.3, 0.62};
        for (std::size_t slot = 0; slot < edges.size(); ++slot)
        {
            Simulator::Schedule(Seconds(1.0 + slot), [&, slot]() {
                cell.mac->Execute(Share(cell, helper, edges[slot]));
                for (uint32_t k = 1; k <= 2; ++k)
                {
                    const auto mac = DynamicCast<IsacUeMac>(cell.Device(k)->GetMac());
                    const double edge = edges[slot];
                    mac->Grant({PartOf(helper.GetGrantedUplink(),
                                       k == 1 ? 0.0 : edge,
                                       k == 1 ? edge : 1.0),
                                0.5});
                    for (const bool granted : {true, false})
                    {
                        cell.Device(0)->Send(MakePacket(PACKET_BYTES, granted),
                                             cell.Address(k),
                                             PROTOCOL);
                        cell.Device(k)->Send(MakePacket(PACKET_BYTES, granted),
                                             cell.Address(0),
                                             PROTOCOL);
                    }
                }
            });
        }
        Simulator::Run();
        for (std::size_t slot = 0; slot < edges.size(); ++slot)
        {
            std::vector<double> up;
            for (uint32_t k = 0; k < 2; ++k)
            {
                const double share = k == 0 ? edges[slot] : 1.0 - edges[slot];
                // Defaults: 100 and 20 MHz, 1.5 and 0.2 W outside grants.
                const double own = (1.0 - DIVISION) / 2.0;
                std::vector<double> down = {1.0 + slot +
                                                Airtime(SPOTS[k], DIVISION * share * 100e6, POWER),
                                            1.0 + slot + Airtime(SPOTS[k], own * 100e6, 1.5)};
                up.push_back(1.0 + slot + Airtime(SPOTS[k], DIVISION * share * 20e6, 0.5));
                up.push_back(1.0 + slot + Airtime(SPOTS[k], own * 20e6, 0.2));
                std::sort(down.begin(), down.end());
                Check(sinks[k]->times, 2 * slot, down, "downlink");
            }
            std::sort(up.begin(), up.end());
            Check(base.times, 4 * slot, up, "uplink");
        }
        Simulator::Destroy();
    }

    /**
     * @param times of packets
     * @param first of them to look at
     * @param expected [s]
     * @param what is compared
     */
    void Check(const std::vector<Time>& times,
               std::size_t first,
               const std::vector<double>& expected,
               const char* what)
    {
        NS_TEST_ASSERT_MSG_GT_OR_EQ(times.size(), first + expected.size(), "nothing is lost");
        for (std::size_t i = 0; i < expected.size(); ++i)
        {
            NS_TEST_ASSERT_MSG_EQ_TOL(times[first + i].GetSeconds(), expected[i], 2e-9, what);
        }
    }
};

/**
 * @ingroup isac-aigc-tests
 * A neighbouring cell's burst interferes with as much of its power as lies in the part of the band
 * that is received, and with nothing beside it, whenever it began.
 */
class IsacDivisionInterferenceTest : public TestCase
{
  public:
    /**
     * @param from lower end of the neighbour's part, as a share
     * @param to upper end of the neighbour's part, as a share
     * @param overlap share of the neighbour's power in the first quarter of the band
     */
    IsacDivisionInterferenceTest(double from, double to, double overlap)
        : TestCase("interference from " + std::to_string(from) + " to " + std::to_string(to)),
          m_from(from),
          m_to(to),
          m_overlap(overlap)
    {
    }

  private:
    void DoRun() override
    {
        constexpr double AWAY = 500.0;
        IsacHelper helper = MakeHelper();
        helper.SetFrequencyDivision(DIVISION);
        // An outage is not the question here, the SINR is.
        helper.SetErrorModel("ns3::isac::IsacBitErrorModel");
        TestCell cell(helper, 0.0, SPOTS);
        TestCell other(helper, AWAY, SPOTS);
        const IsacBand carrier = helper.GetGrantedDownlink();
        const IsacBand band = PartOf(carrier, 0.0, 0.25);
        const auto send = [&](const TestCell& from, const IsacBand& where, double rate) {
            auto burst = MakeBurst(from.Address(0), from.Address(1), where, POWER, rate, {1000});
            burst->carrier = carrier;
            from.phy->SendBurst(burst);
        };
        const auto receiver = cell.Device(1)->GetGrantChains().at(0);
        receiver->TraceConnectWithoutContext(
            "RxPacketOk",
            MakeCallback(&IsacDivisionInterferenceTest::OnPacket, this));
        receiver->TraceConnectWithoutContext(
            "RxPacketError",
            MakeCallback(&IsacDivisionInterferenceTest::OnPacket, this));
        const IsacBand part = PartOf(carrier, m_from, m_to);
        // First the neighbour begins before, then in the middle: over half of the time.
        Simulator::Schedule(Seconds(1), [&]() { send(other, part, 4e6); });
        Simulator::Schedule(Seconds(1.0001), [&]() { send(cell, band, 8e6); });
        Simulator::Schedule(Seconds(2), [&]() { send(cell, band, 8e6); });
        Simulator::Schedule(Seconds(2.0005), [&]() { send(other, part, 8e6); });
        // And once nobody does.
        Simulator::Schedule(Seconds(3), [&]() { send(cell, band, 8e6); });
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(m_sinr.size(), 3, "all heard");
        const double signal = PathGain(SPOTS[0]) * POWER / band.Width();
        const double noise = NoiseDensity();
        const double neighbour = PathGain(AWAY - SPOTS[0]) * POWER * m_overlap / band.Width();
        const double hit = signal / (noise + neighbour);
        const double clear = signal / noise;
        NS_TEST_ASSERT_MSG_EQ_TOL(m_sinr[0] / hit, 1.0, 1e-7, "all the time");
        NS_TEST_ASSERT_MSG_EQ_TOL(m_sinr[1] / (0.5 * (hit + clear)), 1.0, 1e-7, "half of it");
        NS_TEST_ASSERT_MSG_EQ_TOL(m_sinr[2] / clear, 1.0, 1e-7, "never");
        Simulator::Destroy();
    }

    /// @param sinr that a packet met
    void OnPacket(Ptr<const Packet>, double sinr)
    {
        m_sinr.push_back(sinr);
    }

    double m_from;              //!< lower end of the neighbour's part
    double m_to;                //!< upper end of the neighbour's part
    double m_overlap;           //!< share of the neighbour's power that counts
    std::vector<double> m_sinr; //!< of packets
};

/**
 * @ingroup isac-aigc-tests
 * With nothing but grants users have no subchannel: best effort goes ideally, grants do not.
 */
class IsacDivisionWholeTest : public TestCase
{
  public:
    IsacDivisionWholeTest()
        : TestCase("all of the band for grants")
    {
    }

  private:
    void DoRun() override
    {
        IsacHelper helper = MakeHelper();
        helper.SetDeviceAttribute("Mtu", UintegerValue(PACKET_BYTES));
        helper.SetFrequencyDivision(1.0);
        helper.SetBsMacAttribute("IdealDownlink", BooleanValue(true));
        helper.SetUeMacAttribute("IdealUplink", BooleanValue(true));
        TestCell cell(helper, 0.0, SPOTS);
        Sink base(cell.baseStation, cell.devices.Get(0));
        Sink sink(cell.users.Get(0), cell.devices.Get(1));
        Simulator::Schedule(Seconds(1), [&]() {
            cell.mac->Execute(Share(cell, helper, 0.5));
            const auto mac = DynamicCast<IsacUeMac>(cell.Device(1)->GetMac());
            mac->Grant({PartOf(helper.GetGrantedUplink(), 0.5, 1.0), 0.5});
            for (const bool granted : {true, false})
            {
                cell.Device(0)->Send(MakePacket(PACKET_BYTES, granted), cell.Address(1), PROTOCOL);
                cell.Device(1)->Send(MakePacket(PACKET_BYTES, granted), cell.Address(0), PROTOCOL);
            }
            // A new grant drops what the last one has not sent.
            cell.Device(1)->Send(MakePacket(PACKET_BYTES, true), cell.Address(0), PROTOCOL);
            mac->Grant({});
        });
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(sink.times.size(), 2, "both");
        NS_TEST_ASSERT_MSG_EQ(sink.times[0], Seconds(1), "at once");
        NS_TEST_ASSERT_MSG_EQ_TOL(sink.times[1].GetSeconds(),
                                  1.0 + Airtime(SPOTS[0], 50e6, POWER),
                                  2e-9,
                                  "under the grant");
        NS_TEST_ASSERT_MSG_EQ(base.times.size(), 2, "both, and not the third");
        NS_TEST_ASSERT_MSG_EQ(base.times[0], Seconds(1), "at once");
        NS_TEST_ASSERT_MSG_EQ_TOL(base.times[1].GetSeconds(),
                                  1.0 + Airtime(SPOTS[0], 10e6, 0.5),
                                  2e-9,
                                  "under the grant");
        Simulator::Destroy();
    }
};

/**
 * @ingroup isac-aigc-tests
 * Control overtakes best effort that waits, both ways, and not what is in the air.
 */
class IsacControlClassTest : public TestCase
{
  public:
    IsacControlClassTest()
        : TestCase("control goes first")
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint32_t CONTROL_BYTES = 500;
        IsacHelper helper = MakeHelper();
        helper.SetFrequencyDivision(DIVISION);
        // Every frame is a burst of its own.
        helper.SetBsMacAttribute("MaxBurst", TimeValue(NanoSeconds(1)));
        helper.SetUeMacAttribute("MaxBurst", TimeValue(NanoSeconds(1)));
        TestCell cell(helper, 0.0, SPOTS);
        Sink base(cell.baseStation, cell.devices.Get(0));
        Sink sink(cell.users.Get(0), cell.devices.Get(1));
        Simulator::Schedule(Seconds(1), [&]() {
            for (const bool down : {true, false})
            {
                const Ptr<IsacNetDevice> device = cell.Device(down ? 0 : 1);
                const Mac48Address to = cell.Address(down ? 1 : 0);
                for (uint32_t i = 0; i < 3; ++i)
                {
                    device->Send(MakePacket(1000 + i, false), to, PROTOCOL);
                }
                auto control = Create<Packet>(CONTROL_BYTES);
                SocketPriorityTag tag;
                tag.SetPriority(device->GetControlPriority());
                control->AddPacketTag(tag);
                device->Send(control, to, PROTOCOL);
            }
        });
        Simulator::Run();
        const std::vector<uint32_t> expected = {1000, CONTROL_BYTES, 1001, 1002};
        NS_TEST_ASSERT_MSG_EQ((sink.sizes == expected), true, "downlink");
        NS_TEST_ASSERT_MSG_EQ((base.sizes == expected), true, "uplink");
        Simulator::Destroy();
    }
};

/**
 * @ingroup isac-aigc-tests
 * Rician gains have mean 1 and the variance (1 + 2K) / (1 + K)^2, and directions differ if they
 * may.
 */
class IsacRicianFadingTest : public TestCase
{
  public:
    IsacRicianFadingTest()
        : TestCase("Rician fading")
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint32_t COUNT = 20000;
        for (const double factor : {0.5, 10.0})
        {
            auto fading = CreateObject<IsacBlockFadingLossModel>();
            fading->SetAttribute("RicianFactor", DoubleValue(factor));
            fading->SetAttribute("Reciprocal", BooleanValue(false));
            double mean = 0.0;
            double square = 0.0;
            double directions = 0.0;
            for (uint32_t i = 0; i < COUNT; ++i)
            {
                const double there = fading->GetGain(i % 100, 1000 + i / 100);
                const double back = fading->GetGain(1000 + i / 100, i % 100);
                mean += there / COUNT;
                square += (there - 1.0) * (there - 1.0) / COUNT;
                directions += (there - 1.0) * (back - 1.0) / COUNT;
            }
            const double variance = (1.0 + 2.0 * factor) / ((1.0 + factor) * (1.0 + factor));
            // Five standard deviations of the mean, and of a mean of products of two that are
            // independent; squares have a fourth moment below 9 variances squared, as exponential
            // gains have it.
            NS_TEST_ASSERT_MSG_EQ_TOL(mean, 1.0, 5.0 * std::sqrt(variance / COUNT), "mean");
            NS_TEST_ASSERT_MSG_EQ_TOL(square,
                                      variance,
                                      5.0 * variance * std::sqrt(8.0 / COUNT),
                                      "variance");
            NS_TEST_ASSERT_MSG_EQ_TOL(directions,
                                      0.0,
                                      5.0 * variance / std::sqrt(COUNT),
                                      "directions are independent");
            fading->SetAttribute("Reciprocal", BooleanValue(true));
            NS_TEST_ASSERT_MSG_EQ(fading->GetGain(1, 2), fading->GetGain(2, 1), "or the same");
        }
    }
};

/// @ingroup isac-aigc-tests
/// Tests of grants in frequency division.
class IsacDivisionTestSuite : public TestSuite
{
  public:
    IsacDivisionTestSuite()
        : TestSuite("isac-aigc-division", Type::UNIT)
    {
        AddTestCase(new IsacDivisionCapacityTest, ISAC_TEST_QUICK);
        AddTestCase(new IsacDivisionInterferenceTest(0.0, 0.25, 1.0), ISAC_TEST_QUICK);
        AddTestCase(new IsacDivisionInterferenceTest(0.125, 0.625, 0.25), ISAC_TEST_QUICK);
        AddTestCase(new IsacDivisionInterferenceTest(0.25, 1.0, 0.0), ISAC_TEST_QUICK);
        AddTestCase(new IsacDivisionWholeTest, ISAC_TEST_QUICK);
        AddTestCase(new IsacControlClassTest, ISAC_TEST_QUICK);
        AddTestCase(new IsacRicianFadingTest, ISAC_TEST_QUICK);
    }
};

/// The suite.
static IsacDivisionTestSuite g_isacDivisionTestSuite;
