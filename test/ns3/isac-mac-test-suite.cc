/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-test-cell.h"

#include "ns3/boolean.h"
#include "ns3/isac-compat.h"
#include "ns3/queue-size.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/test.h"
#include "ns3/uinteger.h"

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

namespace
{

constexpr uint32_t HEADER = 20;                   // of the MAC [byte]
constexpr double POWER = 1.5;                     // of grants [W]
const Time CYCLE = MicroSeconds(60);              // T_s
const std::vector<double> SPOTS = {60, 60.5, 61}; // distances of the users [m]

/// Everything a base station's MAC tells, with times.
struct MacLog
{
    /// A burst, granted or not.
    struct Burst
    {
        Time start;                  //!< first frame begins
        Ptr<const IsacBurst> signal; //!< what is sent
    };

    /// A sensing result, as the manager is told.
    struct Result
    {
        Time time;         //!< of the call
        uint32_t slot;     //!< named in it
        Mac48Address user; //!< who was sensed
        uint32_t cycles;   //!< that were sent
    };

    /// @param cell whose base station it listens to
    explicit MacLog(const TestCell& cell)
    {
        cell.mac->TraceConnectWithoutContext("SensingStart", MakeCallback(&MacLog::Start, this));
        cell.mac->TraceConnectWithoutContext("MacTx", MakeCallback(&MacLog::Queued, this));
        cell.mac->TraceConnectWithoutContext("MacTxDrop", MakeCallback(&MacLog::Drop, this));
        cell.mac->TraceConnectWithoutContext("GrantEnd", MakeCallback(&MacLog::GrantEnd, this));
        cell.phy->TraceConnectWithoutContext("TxBurst", MakeCallback(&MacLog::Send, this));
        cell.phy->TraceConnectWithoutContext("RadiatedPower", MakeCallback(&MacLog::Power, this));
        cell.mac->SetSensingCallback(MakeCallback(&MacLog::Sensed, this));
    }

    /// @param user who is sensed
    void Start(Mac48Address user)
    {
        starts.emplace_back(Simulator::Now(), user);
    }

    /// A frame was queued.
    void Queued(Ptr<const Packet>)
    {
        ++queued;
    }

    /// @param frame that was dropped
    void Drop(Ptr<const Packet> frame)
    {
        drops.emplace_back(Simulator::Now(), frame->GetSize());
    }

    /// @param user whose grant is used up
    void GrantEnd(Mac48Address user)
    {
        grantEnds.emplace_back(Simulator::Now(), user);
    }

    /// @param burst that begins
    void Send(Ptr<const IsacBurst> burst)
    {
        bursts.push_back({Simulator::Now(), burst});
    }

    /// @param now radiated from now on [W]
    void Power(double, double now)
    {
        largestPower = std::max(largestPower, now);
    }

    /// A sensing grant is done.
    void Sensed(uint32_t slot, Mac48Address user, const IsacEcho& echo)
    {
        results.push_back({Simulator::Now(), slot, user, echo.cycles});
    }

    /**
     * @param user receiver
     * @return all airtime he was sent to in [s]
     */
    double Airtime(Mac48Address user) const
    {
        double seconds = 0.0;
        for (const auto& burst : bursts)
        {
            seconds +=
                burst.signal->receiver == user ? burst.signal->GetDuration().GetSeconds() : 0.0;
        }
        return seconds;
    }

    std::vector<std::pair<Time, Mac48Address>> starts;    //!< of sensing bursts
    std::vector<std::pair<Time, Mac48Address>> grantEnds; //!< grants used up
    std::vector<std::pair<Time, uint32_t>> drops;         //!< frames, by size
    std::vector<Burst> bursts;                            //!< all bursts
    std::vector<Result> results;                          //!< of sensing
    uint32_t queued = 0;                                  //!< frames
    double largestPower = 0.0;                            //!< radiated at once [W]
};

/**
 * @param cell with users
 * @param cycles of the sensing grants, in order of the users
 * @param airtime of every user's grant [s]
 * @return a slot without guard and without deadline
 */
IsacTimeline
MakeTimeline(const TestCell& cell, const std::vector<uint32_t>& cycles, double airtime)
{
    IsacTimeline timeline;
    timeline.cycleTime = CYCLE;
    for (uint32_t k = 0; k < cell.users.GetN(); ++k)
    {
        if (k < cycles.size())
        {
            timeline.sensing.push_back({cell.Address(k + 1), cycles[k]});
        }
        IsacDownlinkGrant grant;
        grant.user = cell.Address(k + 1);
        grant.power = POWER;
        grant.airtime = airtime;
        grant.deadline = Seconds(1000);
        timeline.downlink.push_back(grant);
    }
    return timeline;
}

/**
 * @param cell with users
 * @param index of the user, from 1
 * @return rate of his grants, on his own band [bit/s]
 */
double
GrantRate(const TestCell& cell, uint32_t index)
{
    const double width = cell.Device(index)->GetPhy()->GetRxBand().Width();
    return width *
           std::log2(1.0 + PathGain(SPOTS.at(index - 1)) * POWER / (NoiseDensity() * width));
}

/**
 * @param cell with users
 * @param index of the receiver, from 1
 * @param size of the packet, without MAC header [byte]
 * @param granted its class
 * @param count how many
 */
void
SendPackets(const TestCell& cell, uint32_t index, uint32_t size, bool granted, uint32_t count)
{
    for (uint32_t i = 0; i < count; ++i)
    {
        cell.Device(0)->Send(MakePacket(size, granted), cell.Address(index), PROTOCOL);
    }
}

} // namespace

/**
 * @ingroup isac-aigc
 * Sensing in turn, guard, grants with offsets: every start, to the nanosecond.
 */
class IsacMacTimelineTest : public TestCase
{
  public:
    IsacMacTimelineTest()
        : TestCase("order and times of a slot")
    {
    }

  private:
    void DoRun() override
    {
        IsacHelper helper = MakeHelper();
        TestCell cell(helper, 0.0, SPOTS);
        MacLog log(cell);
        IsacTimeline timeline = MakeTimeline(cell, {3, 0, 5}, 1.0);
        timeline.slot = 7;
        timeline.guard = MicroSeconds(100);
        timeline.downlink[2].start = MicroSeconds(250);
        const Time begin = MilliSeconds(10);
        Simulator::Schedule(begin, [&]() {
            cell.mac->Execute(timeline);
            for (uint32_t k = 1; k <= 3; ++k)
            {
                SendPackets(cell, k, 1000, true, 2);
            }
        });
        Simulator::Run();
        const Time second = begin + CYCLE * int64_t(3);
        const Time sensed = begin + CYCLE * int64_t(8);
        const Time open = sensed + MicroSeconds(100);
        NS_TEST_ASSERT_MSG_EQ(log.starts.size(), 2, "no burst for a user without cycles");
        NS_TEST_ASSERT_MSG_EQ(log.starts[0].first, begin, "first sensing burst");
        NS_TEST_ASSERT_MSG_EQ(log.starts[0].second, cell.Address(1), "of the first user");
        NS_TEST_ASSERT_MSG_EQ(log.starts[1].first, second, "second sensing burst");
        NS_TEST_ASSERT_MSG_EQ(log.starts[1].second, cell.Address(3), "of the third user");
        NS_TEST_ASSERT_MSG_EQ(log.results.size(), 3, "every user's turn is told");
        NS_TEST_ASSERT_MSG_EQ(log.results[0].time, second, "first result");
        NS_TEST_ASSERT_MSG_EQ(log.results[1].time, second, "no cycles take no time");
        NS_TEST_ASSERT_MSG_EQ(log.results[2].time, sensed, "last result");
        NS_TEST_ASSERT_MSG_EQ(log.results[1].cycles, 0, "no cycles, no echo");
        NS_TEST_ASSERT_MSG_EQ(log.results[2].cycles, 5, "cycles");
        NS_TEST_ASSERT_MSG_EQ(log.results[2].slot, 7, "slot");
        NS_TEST_ASSERT_MSG_EQ(log.bursts.size(), 3, "a burst for each user");
        for (uint32_t k = 0; k < 3; ++k)
        {
            const auto& burst = log.bursts[k];
            NS_TEST_ASSERT_MSG_EQ(burst.signal->receiver, cell.Address(k + 1), "receiver");
            NS_TEST_ASSERT_MSG_EQ(burst.start,
                                  (k < 2 ? open : open + MicroSeconds(250)),
                                  "start of grant " << k);
            const double seconds = 2 * 8.0 * (1000 + HEADER) / GrantRate(cell, k + 1);
            NS_TEST_ASSERT_MSG_EQ(burst.signal->GetDuration(), Seconds(seconds), "duration");
        }
        Simulator::Destroy();
    }
};

/**
 * @ingroup isac-aigc
 * A grant carries as many whole frames as its airtime bears, and not one more.
 */
class IsacMacBudgetTest : public TestCase
{
  public:
    IsacMacBudgetTest()
        : TestCase("airtime budget and deadline")
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint32_t SIZE = 1400;
        IsacHelper helper = MakeHelper();
        helper.SetBsMacAttribute("StandingGrants", BooleanValue(false));
        helper.SetBsMacAttribute("MaxBurst", TimeValue(MicroSeconds(200)));
        TestCell cell(helper, 0.0, SPOTS);
        MacLog log(cell);
        std::vector<double> frame;
        for (uint32_t k = 1; k <= 3; ++k)
        {
            frame.push_back(8.0 * (SIZE + HEADER) / GrantRate(cell, k));
        }
        // The first user's budget is exactly ten frames, the second's a little less than ten, the
        // third has budget enough and a deadline after seven and a half.
        IsacTimeline timeline = MakeTimeline(cell, {}, 1.0);
        timeline.downlink[0].airtime = 10.0 * frame[0];
        timeline.downlink[1].airtime = 9.999 * frame[1];
        timeline.downlink[2].deadline = Seconds(7.5 * frame[2]);
        cell.mac->Execute(timeline);
        for (uint32_t k = 1; k <= 3; ++k)
        {
            SendPackets(cell, k, SIZE, true, 20);
        }
        Simulator::Run();
        const uint32_t expected[] = {10, 9, 7};
        for (uint32_t k = 0; k < 3; ++k)
        {
            uint32_t frames = 0;
            for (const auto& burst : log.bursts)
            {
                const bool his = burst.signal->receiver == cell.Address(k + 1);
                frames += his ? burst.signal->packets.size() : 0;
                NS_TEST_ASSERT_MSG_LT_OR_EQ(burst.signal->GetDuration(),
                                            MicroSeconds(200),
                                            "longest burst");
            }
            NS_TEST_ASSERT_MSG_EQ(frames, expected[k], "frames to user " << k);
            // Each of at most 20 bursts is rounded to a nanosecond, by half of one.
            NS_TEST_ASSERT_MSG_EQ_TOL(log.Airtime(cell.Address(k + 1)),
                                      frames * frame[k],
                                      10e-9,
                                      "airtime");
        }
        NS_TEST_ASSERT_MSG_EQ(log.grantEnds.size(), 3, "every grant was too small");
        NS_TEST_ASSERT_MSG_EQ(log.drops.size(), 0, "frames wait until the next slot");
        NS_TEST_ASSERT_MSG_EQ_TOL(log.largestPower, 3 * POWER, 1e-9, "never more than all bands");
        cell.mac->Execute(MakeTimeline(cell, {}, 1.0));
        NS_TEST_ASSERT_MSG_EQ(log.drops.size(), 10 + 11 + 13, "the next slot drops what is left");
        Simulator::Destroy();
    }
};

/**
 * @ingroup isac-aigc
 * Who may be sent to, and when: classes, standing grants, before and after the first timeline.
 */
class IsacMacClassTest : public TestCase
{
  public:
    /// @param standing value of StandingGrants
    explicit IsacMacClassTest(bool standing)
        : TestCase(std::string("classes, standing grants ") + (standing ? "on" : "off")),
          m_standing(standing)
    {
    }

  private:
    void DoRun() override
    {
        IsacHelper helper = MakeHelper();
        helper.SetBsMacAttribute("StandingGrants", BooleanValue(m_standing));
        helper.SetBsMacAttribute("StandingPower", DoubleValue(POWER));
        TestCell cell(helper, 0.0, SPOTS);
        MacLog log(cell);
        NS_TEST_ASSERT_MSG_EQ_TOL(cell.mac->GetStandingRate(cell.Address(2)),
                                  GrantRate(cell, 2),
                                  1e-12 * GrantRate(cell, 2),
                                  "standing rate");
        // Without a manager both classes go at once, if anything does.
        SendPackets(cell, 1, 500, true, 1);
        SendPackets(cell, 2, 500, false, 1);
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(log.bursts.size(), (m_standing ? 2 : 0), "before the first slot");

        // With one, a best-effort frame waits for sensing to end, a granted one for its grant.
        log.bursts.clear();
        IsacTimeline timeline = MakeTimeline(cell, {10}, 1.0);
        timeline.guard = MilliSeconds(1);
        timeline.downlink.pop_back(); // no grant for the third user
        const Time begin = Simulator::Now();
        cell.mac->Execute(timeline);
        for (uint32_t k = 1; k <= 3; ++k)
        {
            SendPackets(cell, k, 700, true, 1);
        }
        SendPackets(cell, 1, 600, false, 1);
        SendPackets(cell, 3, 600, false, 1);
        Simulator::Run();
        const Time sensed = begin + CYCLE * int64_t(10);
        const Time open = sensed + timeline.guard;
        std::map<Mac48Address, std::vector<MacLog::Burst>> bursts;
        for (const auto& burst : log.bursts)
        {
            bursts[burst.signal->receiver].push_back(burst);
        }
        const auto first = bursts[cell.Address(1)];
        const auto third = bursts[cell.Address(3)];
        if (m_standing)
        {
            NS_TEST_ASSERT_MSG_EQ(first.size(), 2, "best effort first, since it may");
            NS_TEST_ASSERT_MSG_EQ(first[0].start, sensed, "as soon as sensing is over");
            NS_TEST_ASSERT_MSG_EQ(first[0].signal->packets[0]->GetSize(), 600 + HEADER, "size");
            NS_TEST_ASSERT_MSG_EQ(first[1].start, open, "granted");
            NS_TEST_ASSERT_MSG_EQ(third.size(), 1, "best effort needs no grant");
            NS_TEST_ASSERT_MSG_EQ(third[0].signal->packets[0]->GetSize(), 600 + HEADER, "size");
        }
        else
        {
            NS_TEST_ASSERT_MSG_EQ(first.size(), 1, "the grant is for its class alone");
            NS_TEST_ASSERT_MSG_EQ(first[0].start, open, "start");
            NS_TEST_ASSERT_MSG_EQ(first[0].signal->packets.size(), 1, "best effort waits");
            NS_TEST_ASSERT_MSG_EQ(first[0].signal->packets[0]->GetSize(),
                                  700 + HEADER,
                                  "the granted frame goes first");
            NS_TEST_ASSERT_MSG_EQ(third.size(), 0, "no grant, no frame");
        }
        NS_TEST_ASSERT_MSG_EQ(bursts[cell.Address(2)].size(), 1, "granted frame");
        Simulator::Destroy();
    }

    bool m_standing; //!< value of StandingGrants
};

/**
 * @ingroup isac-aigc
 * Users who share the whole band send in turn, none is forgotten when a slot cuts in.
 */
class IsacMacSharedBandTest : public TestCase
{
  public:
    IsacMacSharedBandTest()
        : TestCase("exclusive use of the whole band")
    {
    }

  private:
    void DoRun() override
    {
        IsacHelper helper = MakeHelper();
        helper.SetSharedBand(true);
        helper.SetBsMacAttribute("MaxBurst", TimeValue(MicroSeconds(100)));
        TestCell cell(helper, 0.0, SPOTS);
        MacLog log(cell);
        std::vector<Ptr<Sink>> sinks;
        for (uint32_t k = 0; k < 3; ++k)
        {
            sinks.push_back(Create<Sink>(cell.users.Get(k), cell.devices.Get(k + 1)));
        }
        cell.mac->Execute(MakeTimeline(cell, {1, 1, 1}, 1.0));
        for (uint32_t k = 1; k <= 3; ++k)
        {
            SendPackets(cell, k, 1400, true, 30);
        }
        Simulator::Run();
        NS_TEST_ASSERT_MSG_GT(log.bursts.size(), 3, "bursts are short");
        uint32_t changes = 0;
        for (std::size_t i = 1; i < log.bursts.size(); ++i)
        {
            const auto& before = log.bursts[i - 1];
            NS_TEST_ASSERT_MSG_EQ(log.bursts[i].start,
                                  before.start + before.signal->GetDuration(),
                                  "back to back, never two at once");
            changes += before.signal->receiver != log.bursts[i].signal->receiver;
        }
        NS_TEST_ASSERT_MSG_EQ(changes, 2, "a grant is used up before the next one begins");
        NS_TEST_ASSERT_MSG_EQ_TOL(log.largestPower, POWER, 1e-9, "power of one user at a time");
        for (const auto& sink : sinks)
        {
            NS_TEST_ASSERT_MSG_EQ(sink->sizes.size(), 30, "all frames arrive");
        }

        // Best effort for two users; a slot begins while the first is in the air. The second,
        // who waits for the band, has no grant and must still get his frame after sensing.
        IsacTimeline timeline = MakeTimeline(cell, {2}, 1.0);
        timeline.downlink.clear();
        SendPackets(cell, 1, 1400, false, 1);
        SendPackets(cell, 2, 1400, false, 1);
        Simulator::ScheduleNow(&IsacBsMac::Execute, cell.mac, timeline);
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(sinks[0]->sizes.size(), 31, "was in the air");
        NS_TEST_ASSERT_MSG_EQ(sinks[1]->sizes.size(), 31, "had waited");
        Simulator::Destroy();
    }
};

/**
 * @ingroup isac-aigc
 * A slot that begins before the sensing of the last one is over, or while a burst is in the air.
 */
class IsacMacOverrunTest : public TestCase
{
  public:
    IsacMacOverrunTest()
        : TestCase("slots that overrun")
    {
    }

  private:
    void DoRun() override
    {
        IsacHelper helper = MakeHelper();
        TestCell cell(helper, 0.0, SPOTS);
        MacLog log(cell);
        // All slots have one number: a script that does not number its slots must not suffer.
        IsacTimeline timeline = MakeTimeline(cell, {10, 10, 10}, 1.0);
        cell.mac->Execute(timeline);
        Simulator::Schedule(CYCLE * int64_t(15), &IsacBsMac::Execute, cell.mac, timeline);
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(log.starts.size(), 5, "two of the first slot, then all three");
        for (uint32_t i = 0; i < 5; ++i)
        {
            const uint32_t user = i < 2 ? i : i - 2;
            NS_TEST_ASSERT_MSG_EQ(log.starts[i].first, CYCLE * int64_t(10 * i), "start " << i);
            NS_TEST_ASSERT_MSG_EQ(log.starts[i].second, cell.Address(user + 1), "user " << i);
        }
        // The power of a sensing burst is 1 W: never two at once, not even at one instant.
        NS_TEST_ASSERT_MSG_EQ_TOL(log.largestPower, 1.0, 1e-9, "power");

        // Sensing waits for bursts in the air.
        log.starts.clear();
        SendPackets(cell, 1, 1400, true, 5);
        const Time begin = Simulator::Now();
        const Time end = begin + log.bursts.back().signal->GetDuration();
        Simulator::Schedule(NanoSeconds(10), &IsacBsMac::Execute, cell.mac, timeline);
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(log.starts.at(0).first, end, "sensing begins when the air is quiet");
        Simulator::Destroy();
    }
};

/**
 * @ingroup isac-aigc
 * Group, unknown and full: where frames go, and what is told of those that go nowhere.
 */
class IsacMacAddressTest : public TestCase
{
  public:
    IsacMacAddressTest()
        : TestCase("group addresses, unknown receivers, full queues")
    {
    }

  private:
    void DoRun() override
    {
        IsacHelper helper = MakeHelper();
        helper.SetBsMacAttribute("QueueSize", QueueSizeValue(QueueSize("3p")));
        TestCell cell(helper, 0.0, SPOTS);
        MacLog log(cell);
        for (uint32_t k = 1; k <= 3; ++k)
        {
            cell.Device(k)->GetMac()->TraceConnectWithoutContext(
                "MacRx",
                MakeCallback(&IsacMacAddressTest::Received, this));
        }
        cell.Device(0)->Send(MakePacket(100, false), Mac48Address::GetBroadcast(), PROTOCOL);
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(log.bursts.size(), 3, "a copy for everyone");
        NS_TEST_ASSERT_MSG_EQ(m_received.size(), 3, "received by everyone");
        for (const auto& header : m_received)
        {
            NS_TEST_ASSERT_MSG_EQ(header.destination, Mac48Address::GetBroadcast(), "group");
            NS_TEST_ASSERT_MSG_EQ(header.protocol, PROTOCOL, "protocol");
        }
        const bool sent = cell.Device(0)->Send(MakePacket(100, false),
                                               Mac48Address("00:00:00:00:aa:aa"),
                                               PROTOCOL);
        NS_TEST_ASSERT_MSG_EQ(sent, false, "nobody has that address");
        NS_TEST_ASSERT_MSG_EQ(log.drops.size(), 1, "told as a drop");
        NS_TEST_ASSERT_MSG_EQ(log.drops[0].second, 100 + HEADER, "of that frame");
        // One is in the air at once, three wait, two are too many.
        SendPackets(cell, 2, 300, false, 6);
        NS_TEST_ASSERT_MSG_EQ(log.drops.size(), 3, "frames beyond the queue's size");
        Simulator::Run();
        NS_TEST_ASSERT_MSG_EQ(m_received.size(), 3 + 4, "all others arrive");
        Simulator::Destroy();
    }

    /// @param frame at a user
    void Received(Ptr<const Packet> frame)
    {
        IsacMacHeader header;
        frame->PeekHeader(header);
        m_received.push_back(header);
    }

    std::vector<IsacMacHeader> m_received; //!< at the users
};

/// @ingroup isac-aigc
/// Tests of IsacBsMac and IsacUeMac.
class IsacMacTestSuite : public TestSuite
{
  public:
    IsacMacTestSuite()
        : TestSuite("isac-aigc-mac", Type::UNIT)
    {
        AddTestCase(new IsacMacTimelineTest, ISAC_TEST_QUICK);
        AddTestCase(new IsacMacBudgetTest, ISAC_TEST_QUICK);
        AddTestCase(new IsacMacClassTest(true), ISAC_TEST_QUICK);
        AddTestCase(new IsacMacClassTest(false), ISAC_TEST_QUICK);
        AddTestCase(new IsacMacSharedBandTest, ISAC_TEST_QUICK);
        AddTestCase(new IsacMacOverrunTest, ISAC_TEST_QUICK);
        AddTestCase(new IsacMacAddressTest, ISAC_TEST_QUICK);
    }
};

/// The suite.
static IsacMacTestSuite g_isacMacTestSuite;
