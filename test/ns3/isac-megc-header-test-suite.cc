/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-compat.h"
#include "ns3/isac-megc-data-header.h"
#include "ns3/isac-megc-report-header.h"
#include "ns3/test.h"

#include <iomanip>
#include <sstream>

using namespace ns3;
using namespace ns3::isac;

/**
 * @ingroup isac-aigc-tests
 * Bytes on the wire by hand, text, and back again.
 */
class MegcHeaderTest : public TestCase
{
  public:
    MegcHeaderTest()
        : TestCase("bytes and text of the headers of MEGC")
    {
    }

  private:
    /**
     * @brief Check bytes and text, and that what is read back writes the same.
     * @param header filled in, each field with another value
     * @param hex expected bytes
     * @param text expected text
     */
    template <typename H>
    void Check(const H& header, const std::string& hex, const std::string& text)
    {
        auto packet = Create<Packet>(3);
        packet->AddHeader(header);
        NS_TEST_ASSERT_MSG_EQ(packet->GetSize(), hex.size() / 2 + 3, "size");
        NS_TEST_ASSERT_MSG_EQ(header.GetSerializedSize(), hex.size() / 2, "size");
        NS_TEST_ASSERT_MSG_EQ(ToHex(packet), hex + "000000", "bytes");
        NS_TEST_ASSERT_MSG_EQ(ToText(header), text, "text");
        H other;
        NS_TEST_ASSERT_MSG_EQ(TakeMegcHeader(packet, other), true, "taken off");
        NS_TEST_ASSERT_MSG_EQ(packet->GetSize(), 3, "nothing else is");
        packet->AddHeader(other);
        NS_TEST_ASSERT_MSG_EQ(ToHex(packet), hex + "000000", "every field comes back");
        NS_TEST_ASSERT_MSG_EQ(header.GetInstanceTypeId().HasConstructor(),
                              true,
                              "packets are printed by headers that can be made by name");
        Ptr<Packet> half = packet->CreateFragment(0, header.GetSerializedSize() - 1);
        NS_TEST_ASSERT_MSG_EQ(TakeMegcHeader(half, other), false, "too short");
    }

    /**
     * @param packet any
     * @return its bytes, in hexadecimal
     */
    static std::string ToHex(Ptr<const Packet> packet)
    {
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
    static std::string ToText(const Header& header)
    {
        std::ostringstream text;
        header.Print(text);
        return text.str();
    }

    void DoRun() override
    {
        // 1.0 is 3ff0..., -2.5 is c004..., 0.5 is 3fe0..., 0.25 is 3fd0..., 2.0 is 4000...
        const Mac48Address user("66:77:88:99:aa:bb");
        MegcPollHeader poll;
        poll.slot = 0x01020304;
        Check(poll, "0101020304", "slot=16909060");

        MegcGrantHeader grant;
        grant.slot = 9;
        grant.sentBytes = 0x00010203;
        grant.uplink = {0.5, 2.0};
        grant.power = 0.25;
        Check(grant,
              "02000000090001020"
              "33fe000000000000040000000000000003fd0000000000000",
              "slot=9 sentBytes=66051 uplink-low=0.5 uplink-high=2 power=0.25");

        MegcJobHeader job;
        job.slot = 9;
        job.user = user;
        job.kind = MEGC_VISION;
        job.ratio = 0.5;
        job.inputBytes = 7;
        job.resultBytes = 14;
        Check(job,
              "030000000966778899aabb023fe0000000000000000000070000000e",
              "slot=9 user=66:77:88:99:aa:bb kind=2 ratio=0.5 inputBytes=7 resultBytes=14");

        MegcReportHeader report;
        report.slot = MegcReportHeader::NO_SLOT;
        report.user = user;
        report.kind = MEGC_CONTENT;
        report.taskBytes = 256;
        report.uplinkGain = 1.0;
        report.uplinkInterference = 0.5;
        report.downlinkGain = 0.25;
        report.downlinkInterference = -2.5;
        Check(report,
              "04ffffffff66778899aabb0100000100"
              "3ff00000000000003fe00000000000003fd0000000000000c004000000000000",
              "slot=4294967295 user=66:77:88:99:aa:bb kind=1 taskBytes=256 uplinkGain=1 "
              "uplinkInterference=0.5 downlinkGain=0.25 downlinkInterference=-2.5");

        MegcOutcomeHeader outcome;
        outcome.slot = 2;
        outcome.user = user;
        outcome.wait = NanoSeconds(1);
        outcome.local = NanoSeconds(2);
        outcome.uplink = NanoSeconds(3);
        outcome.server = NanoSeconds(4);
        outcome.downlink = NanoSeconds(5);
        outcome.latency = NanoSeconds(0x0102030405060708);
        Check(outcome,
              "050000000266778899aabb"
              "000000000000000100000000000000020000000000000003"
              "000000000000000400000000000000050102030405060708",
              "slot=2 user=66:77:88:99:aa:bb wait=1ns local=2ns uplink=3ns server=4ns "
              "downlink=5ns latency=72623859790382856ns");

        MegcTaskHeader task;
        task.slot = 1;
        task.user = user;
        task.total = 2;
        task.offset = 3;
        task.length = 4;
        task.sent = NanoSeconds(5);
        Check(task,
              "060000000166778899aabb0000000200000003000000040000000000000005",
              "slot=1 user=66:77:88:99:aa:bb total=2 offset=3 length=4 sent=5ns");

        MegcResultHeader result;
        result.slot = 1;
        result.total = 2;
        result.offset = 3;
        result.length = 4;
        result.sent = NanoSeconds(5);
        result.received = NanoSeconds(6);
        result.computed = NanoSeconds(7);
        Check(result,
              "0700000001000000020000000300000004"
              "000000000000000500000000000000060000000000000007",
              "slot=1 total=2 offset=3 length=4 sent=5ns received=6ns computed=7ns");

        // A packet of another kind stays as it is.
        auto packet = Create<Packet>();
        packet->AddHeader(task);
        NS_TEST_ASSERT_MSG_EQ(TakeMegcHeader(packet, result), false, "another kind");
        NS_TEST_ASSERT_MSG_EQ(packet->GetSize(), task.GetSerializedSize(), "untouched");
        NS_TEST_ASSERT_MSG_EQ(PeekMegcType(Create<Packet>()), MEGC_NONE, "nothing at all");
    }
};

/// @ingroup isac-aigc-tests
/// Tests of the packet headers of MEGC.
class MegcHeaderTestSuite : public TestSuite
{
  public:
    MegcHeaderTestSuite()
        : TestSuite("isac-aigc-megc-headers", Type::UNIT)
    {
        AddTestCase(new MegcHeaderTest, ISAC_TEST_QUICK);
    }
};

/// The suite.
static MegcHeaderTestSuite g_megcHeaderTestSuite;
