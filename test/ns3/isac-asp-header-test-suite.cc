/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/inet-socket-address.h"
#include "ns3/isac-asp-report-header.h"
#include "ns3/isac-asp-result-header.h"
#include "ns3/isac-asp-task-header.h"
#include "ns3/isac-compat.h"
#include "ns3/mac48-address.h"
#include "ns3/packet-socket-address.h"
#include "ns3/packet.h"
#include "ns3/test.h"

#include <iomanip>
#include <sstream>

using namespace ns3;
using namespace ns3::isac;

namespace
{

/**
 * @param header any
 * @return the bytes it puts on a packet, in hexadecimal
 */
std::string
ToHex(const Header& header)
{
    auto packet = Create<Packet>();
    packet->AddHeader(header);
    std::vector<uint8_t> bytes(packet->GetSize());
    packet->CopyData(bytes.data(), bytes.size());
    std::ostringstream hex;
    for (const uint8_t byte : bytes)
    {
        hex << std::hex << std::setw(2) << std::setfill('0') << int(byte);
    }
    return hex.str();
}

/**
 * @param header any
 * @return what it prints
 */
std::string
ToText(const Header& header)
{
    std::ostringstream text;
    header.Print(text);
    return text.str();
}

/**
 * @param header any
 * @return the same after it has been on a packet
 */
template <typename H>
H
PassOn(const H& header)
{
    auto packet = Create<Packet>(3);
    packet->AddHeader(header);
    H other;
    packet->RemoveHeader(other);
    return other;
}

} // namespace

/**
 * @ingroup isac-aigc-tests
 * Bytes on the wire by hand, text, and back again.
 */
class AspHeaderTest : public TestCase
{
  public:
    AspHeaderTest()
        : TestCase("bytes and text of the headers of ASP selection")
    {
    }

  private:
    void DoRun() override
    {
        TestTask();
        TestResult();
        TestReport();
    }

    /// The task, with each kind of address.
    void TestTask()
    {
        AspTaskHeader task;
        task.task = 258;
        task.sequence = 3;
        task.steps = 250;
        task.attempt = 2;
        task.submitted = NanoSeconds(0x0102030405060708);
        task.user = InetSocketAddress("10.1.0.2", 50);
        const std::string fields = "0000010200000003000000fa00020102030405060708";
        const std::string rest(2 * 16, '0');
        NS_TEST_ASSERT_MSG_EQ(ToHex(task), fields + "040a0100020032" + rest, "IPv4");
        NS_TEST_ASSERT_MSG_EQ(ToText(task),
                              "task=258 sequence=3 steps=250 attempt=2 "
                              "submitted=72623859790382856ns user=10.1.0.2:50",
                              "text");
        PacketSocketAddress packetAddress;
        packetAddress.SetSingleDevice(1);
        packetAddress.SetProtocol(7);
        packetAddress.SetPhysicalAddress(Mac48Address("00:00:00:00:00:09"));
        for (const Address& user : {Address(), task.user, Address(packetAddress)})
        {
            task.user = user;
            const AspTaskHeader other = PassOn(task);
            NS_TEST_ASSERT_MSG_EQ(other.task, task.task, "task");
            NS_TEST_ASSERT_MSG_EQ(other.sequence, task.sequence, "sequence");
            NS_TEST_ASSERT_MSG_EQ(other.steps, task.steps, "steps");
            NS_TEST_ASSERT_MSG_EQ(other.attempt, task.attempt, "attempt");
            NS_TEST_ASSERT_MSG_EQ(other.submitted, task.submitted, "submitted");
            NS_TEST_ASSERT_MSG_EQ(other.user, task.user, "user");
            NS_TEST_ASSERT_MSG_EQ(ToHex(other), ToHex(task), "bytes");
        }
        task.user = Address();
        NS_TEST_ASSERT_MSG_EQ(ToHex(task), fields + std::string(2 * 23, '0'), "no address");
        // A length that no address has.
        auto packet = Create<Packet>(std::vector<uint8_t>(task.GetSerializedSize(), 0xff).data(),
                                     task.GetSerializedSize());
        packet->RemoveHeader(task);
        NS_TEST_ASSERT_MSG_EQ(task.user.IsInvalid(), true, "nonsense is no address");
    }

    /// The answer.
    void TestResult()
    {
        AspResultHeader result;
        result.task = 258;
        result.attempt = 2;
        result.provider = 19;
        result.outcome = AspResultHeader::REFUSED;
        result.total = 200000;
        result.offset = 1400;
        result.length = 700;
        NS_TEST_ASSERT_MSG_EQ(ToHex(result),
                              "000001020002001302"
                              "00030d4000000578000002bc",
                              "bytes");
        NS_TEST_ASSERT_MSG_EQ(ToText(result),
                              "task=258 attempt=2 provider=19 outcome=refused total=200000 "
                              "offset=1400 length=700",
                              "text");
        NS_TEST_ASSERT_MSG_EQ(ToHex(PassOn(result)), ToHex(result), "back again");
        NS_TEST_ASSERT_MSG_EQ(PassOn(result).length, 700, "back again");
    }

    /// The report.
    void TestReport()
    {
        AspReportHeader report;
        report.provider = 3;
        report.capacity = 900;
        report.free = 250;
        report.crashes = 1;
        report.handled = 17;
        NS_TEST_ASSERT_MSG_EQ(ToHex(report), "000300000384000000fa000000010000001100", "no event");
        report.events = {{17, AspTaskEvent::REFUSED, 1.0}, {9, AspTaskEvent::LOST, 0.5}};
        NS_TEST_ASSERT_MSG_EQ(ToHex(report),
                              "000300000384000000fa000000010000001102"
                              "00000011023ff0000000000000"
                              "00000009033fe0000000000000",
                              "bytes");
        NS_TEST_ASSERT_MSG_EQ(ToText(report),
                              "provider=3 capacity=900 free=250 crashes=1 handled=17 events=2 "
                              "refused(17) lost(9 0.5)",
                              "text");
        NS_TEST_ASSERT_MSG_EQ(ToHex(PassOn(report)), ToHex(report), "back again");
        report.events.assign(AspReportHeader::MAX_EVENTS, {1, AspTaskEvent::FINISHED, 0.0});
        NS_TEST_ASSERT_MSG_EQ(PassOn(report).events.size(), AspReportHeader::MAX_EVENTS, "most");
        // Cut in the middle of an event.
        auto packet = Create<Packet>();
        packet->AddHeader(report);
        packet->RemoveAtEnd(packet->GetSize() - report.LEAST_BYTES - 2 * report.EVENT_BYTES - 5);
        AspReportHeader cut;
        packet->RemoveHeader(cut);
        NS_TEST_ASSERT_MSG_EQ(cut.events.size(), 2, "two whole events are left");
        NS_TEST_ASSERT_MSG_EQ(packet->GetSize(), 5, "and a piece of one");
    }
};

/**
 * @ingroup isac-aigc-tests
 * The suite.
 */
class IsacAspHeaderTestSuite : public TestSuite
{
  public:
    IsacAspHeaderTestSuite()
        : TestSuite("isac-aigc-asp-header", Type::UNIT)
    {
        AddTestCase(new AspHeaderTest, ISAC_TEST_QUICK);
    }
};

/// Registers the suite.
static IsacAspHeaderTestSuite g_isacAspHeaderTestSuite;
