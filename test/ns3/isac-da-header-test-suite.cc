/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-compat.h"
#include "ns3/isac-da-header.h"
#include "ns3/test.h"

#include <iomanip>
#include <sstream>

using namespace ns3;
using namespace ns3::isac;

/**
 * @ingroup isac-aigc-tests
 * Bytes on the wire by hand, text, and back again.
 */
class DaHeaderTest : public TestCase
{
  public:
    DaHeaderTest()
        : TestCase("bytes and text of the headers of DA-ISAC")
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
        NS_TEST_ASSERT_MSG_EQ(TakeDaHeader(packet, other), true, "taken off");
        NS_TEST_ASSERT_MSG_EQ(packet->GetSize(), 3, "nothing else is");
        NS_TEST_ASSERT_MSG_EQ(TakeDaHeader(packet, other), false, "there is none left");
        packet->AddHeader(other);
        NS_TEST_ASSERT_MSG_EQ(ToHex(packet), hex + "000000", "every field comes back");
        NS_TEST_ASSERT_MSG_EQ(TypeId::LookupByName(H::NAME).HasConstructor(),
                              true,
                              "packets are printed by headers that can be made by name");
        for (uint32_t size = 0; size < header.GetSerializedSize(); ++size)
        {
            Ptr<Packet> part = packet->CreateFragment(0, size);
            NS_TEST_ASSERT_MSG_EQ(TakeDaHeader(part, other), false, "too short");
            NS_TEST_ASSERT_MSG_EQ(part->GetSize(), size, "left as it was");
        }
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
        const Mac48Address device("66:77:88:99:aa:bb");
        const std::string quarter = "3fd0000000000000";
        const std::string half = "3fe0000000000000";
        const std::string one = "3ff0000000000000";
        const std::string two = "4000000000000000";
        const std::string negative = "c004000000000000";

        DaGreetingHeader greeting;
        greeting.user = 0x01020304;
        greeting.station = 5;
        greeting.device = device;
        greeting.east = -2.5;
        greeting.north = 2.0;
        Check(greeting,
              "010102030400000005"
              "66778899aabb" +
                  negative + two,
              "user=16909060 station=5 device=66:77:88:99:aa:bb east=-2.5 north=2");

        DaPlanHeader plan;
        plan.slot = 9;
        plan.packets = 30;
        plan.end = NanoSeconds(256);
        plan.device = device;
        plan.band = {0.5, 2.0};
        plan.power = 0.25;
        plan.delay = NanoSeconds(17);
        Check(plan,
              "02000000090000001e"
              "0000000000000100"
              "66778899aabb" +
                  half + two + quarter + "0000000000000011",
              "slot=9 packets=30 end=256ns device=66:77:88:99:aa:bb band=0.5..2 power=0.25 "
              "delay=17ns");

        DaGrantHeader grant;
        grant.slot = 9;
        grant.start = NanoSeconds(257);
        grant.station = 1;
        grant.uplink = {0.5, 2.0};
        grant.power = 0.25;
        grant.behaviourSamples = 4;
        grant.fileSizeSamples = 2;
        grant.environmentSamples = 0x0102;
        Check(grant,
              "0300000009"
              "000000000000010100000001" +
                  half + two + quarter + "000400020102",
              "slot=9 start=257ns station=1 uplink=0.5..2 power=0.25 behaviourSamples=4 "
              "fileSizeSamples=2 environmentSamples=258");

        DaRequestHeader request;
        request.slot = 9;
        request.user = 29;
        request.bytes = 3000000;
        Check(request, "04000000090000001d002dc6c0", "slot=9 user=29 bytes=3000000");

        DaSegmentHeader segment;
        segment.slot = 9;
        segment.total = 3000000;
        segment.offset = 1400;
        segment.length = 700;
        segment.asked = NanoSeconds(1);
        segment.computed = NanoSeconds(2);
        segment.sent = NanoSeconds(3);
        Check(segment,
              "0500000009002dc6c000000578000002bc"
              "000000000000000100000000000000020000000000000003",
              "slot=9 total=3000000 offset=1400 length=700 asked=1ns computed=2ns sent=3ns");

        DaReportHeader report;
        report.slot = 9;
        report.user = 29;
        report.attribute = 2;
        report.value = 0.25;
        report.east = 0.5;
        report.north = 2.0;
        Check(report,
              "06000000090000001d02" + quarter + half + two,
              "slot=9 user=29 attribute=2 value=0.25 east=0.5 north=2");

        DaScoreHeader score;
        score.slot = 9;
        score.user = 29;
        score.segments = 15;
        score.quality = 0.5;
        score.latency = 0.25;
        score.score = 2.0;
        Check(score,
              "07000000090000001d0000000f" + half + quarter + two,
              "slot=9 user=29 segments=15 quality=0.5 latency=0.25 score=2");

        DaEchoHeader echo;
        echo.station = 1;
        echo.device = device;
        echo.time = NanoSeconds(258);
        echo.range = 2.0;
        echo.velocity = -2.5;
        echo.azimuth = 1.0;
        Check(echo,
              "0800000001"
              "66778899aabb"
              "0000000000000102" +
                  two + negative + one,
              "station=1 device=66:77:88:99:aa:bb time=258ns range=2 velocity=-2.5 azimuth=1");

        NS_TEST_ASSERT_MSG_EQ(PeekDaType(Create<Packet>()), DA_NONE, "nothing");
        auto other = Create<Packet>(100);
        NS_TEST_ASSERT_MSG_EQ(TakeDaHeader(other, echo), false, "of another type");
    }
};

/// @ingroup isac-aigc-tests
/// Tests of the packets of DA-ISAC.
class IsacDaHeaderTestSuite : public TestSuite
{
  public:
    IsacDaHeaderTestSuite()
        : TestSuite("isac-aigc-da-headers", Type::UNIT)
    {
        AddTestCase(new DaHeaderTest, ISAC_TEST_QUICK);
    }
};

/// The suite.
static IsacDaHeaderTestSuite g_isacDaHeaderTestSuite;
