/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-test-duplex.h"

#include "ns3/isac-compat.h"
#include "ns3/simulator.h"
#include "ns3/test.h"

#include <algorithm>

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

/**
 * @file
 * @ingroup isac-aigc-tests
 * One carrier whose parts go to either direction.
 */

namespace
{

/**
 * @param cell any
 * @param user index, from 1
 * @return his receiver of grants: of its own, or the radio
 */
Ptr<IsacPhy>
GrantReceiver(const TestCell& cell, uint32_t user)
{
    return DynamicCast<IsacUeMac>(cell.Device(user)->GetMac())->GetGrantReceiver();
}

} // namespace

/**
 * @ingroup isac-aigc-tests
 * Both users, both directions, four parts of one carrier at once: each packet takes as long as
 * Shannon says, and comes once.
 */
class IsacDuplexCapacityTest : public TestCase
{
  public:
    /// @param division share of the carrier for grants
    explicit IsacDuplexCapacityTest(double division)
        : TestCase("both directions at capacity, " + std::to_string(division) + " granted"),
          m_division(division)
    {
    }

  private:
    void DoRun() override
    {
        IsacHelper helper = MakeFlexible(m_division);
        const IsacBand carrier = helper.GetGrantedDownlink();
        NS_TEST_ASSERT_MSG_EQ(helper.GetGrantedUplink().low, carrier.low, "one carrier");
        NS_TEST_ASSERT_MSG_EQ(helper.GetGrantedUplink().high, carrier.high, "one carrier");
        NS_TEST_ASSERT_MSG_EQ_TOL(carrier.Width(), m_division * WIDTH, 1.0, "of it");
        TestCell cell(helper, 0.0, SPOTS);
        Sink base(cell.baseStation, cell.devices.Get(0));
        const std::vector<Ptr<Sink>> sinks = {Create<Sink>(cell.users.Get(0), cell.devices.Get(1)),
                                              Create<Sink>(cell.users.Get(1), cell.devices.Get(2))};
        // Downlink, uplink, downlink, uplink; then the other way round with other edges.
        const std::vector<std::vector<double>> edges = {{0.0, 0.35, 0.5, 0.8, 1.0},
                                                        {0.0, 0.25, 0.6, 0.7, 1.0}};
        const auto part = [&](std::size_t slot, std::size_t user, bool down) {
            const std::size_t i = 2 * user + (down == (slot == 0) ? 0 : 1);
            return PartOf(carrier, edges[slot][i], edges[slot][i + 1]);
        };
        for (std::size_t slot = 0; slot < edges.size(); ++slot)
        {
            Simulator::Schedule(Seconds(1.0 + slot), [&, slot]() {
                IsacTimeline timeline = GrantDownlink(cell.Address(1), part(slot, 0, true));
                timeline.downlink.push_back(
                    GrantDownlink(cell.Address(2), part(slot, 1, true)).downlink[0]);
                cell.mac->Execute(timeline);
                for (uint32_t k = 1; k <= 2; ++k)
                {
                    DynamicCast<IsacUeMac>(cell.Device(k)->GetMac())
                        ->Grant({part(slot, k - 1, false), UP_POWER});
                    cell.Device(0)->Send(MakePacket(PACKET_BYTES, true), cell.Address(k), PROTOCOL);
                    cell.Device(k)->Send(MakePacket(PACKET_BYTES, true), cell.Address(0), PROTOCOL);
                }
            });
        }
        Simulator::Run();
        const uint32_t bytes = PACKET_BYTES + HEADER;
        NS_TEST_ASSERT_MSG_EQ(base.times.size(), 2 * edges.size(), "all, and once");
        for (std::size_t slot = 0; slot < edges.size(); ++slot)
        {
            std::vector<double> up;
            for (std::size_t k = 0; k < 2; ++k)
            {
                const double gain = PathGain(SPOTS[k]);
                const double down = part(slot, k, true).Width();
                NS_TEST_ASSERT_MSG_EQ(sinks[k]->times.size(), edges.size(), "all, and once");
                // Times are whole nanoseconds.
                NS_TEST_ASSERT_MSG_EQ_TOL(sinks[k]->times[slot].GetSeconds(),
                                          1.0 + slot + Airtime(gain, down, DOWN_POWER, bytes),
                                          2e-9,
                                          "downlink");
                up.push_back(1.0 + slot +
                             Airtime(gain, part(slot, k, false).Width(), UP_POWER, bytes));
            }
            std::sort(up.begin(), up.end());
            for (std::size_t k = 0; k < 2; ++k)
            {
                NS_TEST_ASSERT_MSG_EQ_TOL(base.times[2 * slot + k].GetSeconds(),
                                          up[k],
                                          2e-9,
                                          "uplink");
            }
        }
        Simulator::Destroy();
    }

    double m_division; //!< share of the carrier for grants
};

/**
 * @ingroup isac-aigc-tests
 * What overlaps disturbs with the power that overlaps: a user's uplink another's downlink and his
 * own, and the base station's downlink its receivers of uplinks.
 */
class IsacDuplexInterferenceTest : public TestCase
{
  public:
    /**
     * @param division share of the carrier for grants
     * @param sender which user sends; the first one receives
     * @param from lower end of the uplink's half of the carrier, as a share
     * @param overlap share of either direction's power in the other's band
     */
    IsacDuplexInterferenceTest(double division, uint32_t sender, double from, double overlap)
        : TestCase("overlap of " + std::to_string(overlap) + " with user " +
                   std::to_string(sender) + ", " + std::to_string(division) + " granted"),
          m_division(division),
          m_sender(sender),
          m_from(from),
          m_overlap(overlap)
    {
    }

  private:
    void DoRun() override
    {
        IsacHelper helper = MakeFlexible(m_division);
        // An outage is not the question here, the SINR is.
        helper.SetErrorModel("ns3::isac::IsacBitErrorModel");
        TestCell cell(helper, 0.0, SPOTS);
        const IsacBand carrier = helper.GetGrantedDownlink();
        const IsacBand down = PartOf(carrier, 0.0, 0.5);
        const IsacBand up = PartOf(carrier, m_from, m_from + 0.5);
        const auto chain = DynamicCast<IsacUeMac>(cell.Device(m_sender)->GetMac())->GetGrantChain();
        Listen(GrantReceiver(cell, 1), m_down);
        Listen(chain, m_up);
        const auto send = [&](uint32_t from, uint32_t to, const IsacBand& band, double power) {
            auto burst = MakeBurst(cell.Address(from), cell.Address(to), band, power, 8e6, {1000});
            burst->carrier = carrier;
            cell.Device(from)->GetPhy()->SendBurst(burst);
        };
        const auto sendDown = [&]() { send(0, 1, down, DOWN_POWER); };
        const auto sendUp = [&]() { send(m_sender, 0, up, UP_POWER); };
        // A millisecond each: alone, together, the uplink in the middle of the downlink, and alone.
        Simulator::Schedule(Seconds(1), sendDown);
        Simulator::Schedule(Seconds(2), sendUp);
        Simulator::Schedule(Seconds(3), sendDown);
        Simulator::Schedule(Seconds(3), sendUp);
        Simulator::Schedule(Seconds(4), sendDown);
        Simulator::Schedule(Seconds(4.0005), sendUp);
        Simulator::Schedule(Seconds(5), sendUp);
        Simulator::Schedule(Seconds(6), sendDown);
        Simulator::Run();
        const double width = 0.5 * carrier.Width();
        const double noise = NoiseDensity() * width;
        // A device's own power comes as it is sent.
        const double between = m_sender == 1 ? 1.0 : PathGain(SPOTS[1] - SPOTS[0]);
        const double atUser = PathGain(SPOTS[0]) * DOWN_POWER;
        const double atBase = PathGain(SPOTS[m_sender - 1]) * UP_POWER;
        const double hitUser = atUser / (noise + between * UP_POWER * m_overlap);
        const double hitBase = atBase / (noise + DOWN_POWER * m_overlap);
        const double clearUser = atUser / noise;
        const double clearBase = atBase / noise;
        Check(m_down, {clearUser, hitUser, 0.5 * (hitUser + clearUser), clearUser}, "downlink");
        Check(m_up, {clearBase, hitBase, 0.5 * (hitBase + clearBase), clearBase}, "uplink");
        Simulator::Destroy();
    }

    /**
     * @param receiver to listen to
     * @param sinr gets that of each packet
     */
    static void Listen(Ptr<IsacPhy> receiver, std::vector<double>& sinr)
    {
        for (const char* trace : {"RxPacketOk", "RxPacketError"})
        {
            receiver->TraceConnectWithoutContext(trace, MakeBoundCallback(&OnPacket, &sinr));
        }
    }

    /**
     * @param all gets it
     * @param sinr that a packet met
     */
    static void OnPacket(std::vector<double>* all, Ptr<const Packet>, double sinr)
    {
        all->push_back(sinr);
    }

    /**
     * @param sinr of packets
     * @param expected of packets
     * @param what direction
     */
    void Check(const std::vector<double>& sinr,
               const std::vector<double>& expected,
               const char* what)
    {
        NS_TEST_ASSERT_MSG_EQ(sinr.size(), expected.size(), what << ": all heard, and once");
        for (std::size_t i = 0; i < expected.size(); ++i)
        {
            // Where a loud signal ends in the middle of a packet, rounding of it is left over;
            // no later packet suffers from that.
            const double rounding =
                1e-16 * (UP_POWER + DOWN_POWER) / (0.5 * 0.75 * WIDTH * NoiseDensity());
            const double tolerance = i == 2 ? rounding : 1e-9;
            NS_TEST_ASSERT_MSG_EQ_TOL(sinr[i] / expected[i], 1.0, tolerance, what << " " << i);
        }
    }

    double m_division;          //!< share of the carrier for grants
    uint32_t m_sender;          //!< which user sends
    double m_from;              //!< lower end of the uplink's part
    double m_overlap;           //!< share of power
    std::vector<double> m_down; //!< SINR of downlink packets
    std::vector<double> m_up;   //!< SINR of uplink packets
};

/**
 * @ingroup isac-aigc-tests
 * Grants that overlap lose packets, those that do not lose none.
 */
class IsacDuplexLossTest : public TestCase
{
  public:
    IsacDuplexLossTest()
        : TestCase("overlapping grants lose packets")
    {
    }

  private:
    void DoRun() override
    {
        for (const bool overlap : {false, true})
        {
            IsacHelper helper = MakeFlexible(1.0);
            TestCell cell(helper, 0.0, SPOTS);
            Sink base(cell.baseStation, cell.devices.Get(0));
            Sink sink(cell.users.Get(0), cell.devices.Get(1));
            const IsacBand carrier = helper.GetGrantedDownlink();
            const auto uplink = DynamicCast<IsacUeMac>(cell.Device(2)->GetMac());
            Simulator::Schedule(Seconds(1), [&]() {
                const double lower = overlap ? 0.49 : 0.5;
                cell.mac->Execute(GrantDownlink(cell.Address(1), PartOf(carrier, 0.0, 0.5)));
                uplink->Grant({PartOf(carrier, lower, 1.0), UP_POWER});
                cell.Device(0)->Send(MakePacket(PACKET_BYTES, true), cell.Address(1), PROTOCOL);
                cell.Device(2)->Send(MakePacket(PACKET_BYTES, true), cell.Address(0), PROTOCOL);
            });
            Simulator::Run();
            NS_TEST_ASSERT_MSG_EQ(sink.times.size(), (overlap ? 0 : 1), "downlink");
            NS_TEST_ASSERT_MSG_EQ(base.times.size(), (overlap ? 0 : 1), "uplink");
            Simulator::Destroy();
        }
    }
};

/// @ingroup isac-aigc-tests
/// Tests of flexible duplex.
class IsacDuplexTestSuite : public TestSuite
{
  public:
    IsacDuplexTestSuite()
        : TestSuite("isac-aigc-duplex", Type::UNIT)
    {
        for (const double division : {0.75, 1.0})
        {
            AddTestCase(new IsacDuplexCapacityTest(division), ISAC_TEST_QUICK);
            for (const uint32_t sender : {1, 2})
            {
                // Halves of the carrier: beside each other, half and wholly in each other.
                AddTestCase(new IsacDuplexInterferenceTest(division, sender, 0.5, 0.0),
                            ISAC_TEST_QUICK);
                AddTestCase(new IsacDuplexInterferenceTest(division, sender, 0.25, 0.5),
                            ISAC_TEST_QUICK);
                AddTestCase(new IsacDuplexInterferenceTest(division, sender, 0.0, 1.0),
                            ISAC_TEST_QUICK);
            }
        }
        AddTestCase(new IsacDuplexLossTest, ISAC_TEST_QUICK);
    }
};

/// The suite.
static IsacDuplexTestSuite g_isacDuplexTestSuite;
