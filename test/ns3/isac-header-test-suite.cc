/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-compat.h"
#include "ns3/isac-content-header.h"
#include "ns3/isac-generation-request-header.h"
#include "ns3/isac-mac-header.h"
#include "ns3/isac-status-report-header.h"
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
 * @ingroup isac-aigc
 * Bytes on the wire, written by hand; what dissectors and other programs rely on.
 */
class IsacHeaderBytesTest : public TestCase
{
  public:
    IsacHeaderBytesTest()
        : TestCase("bytes and text of every header")
    {
    }

  private:
    void DoRun() override
    {
        IsacMacHeader mac;
        mac.direction = IsacMacHeader::UPLINK;
        mac.trafficClass = IsacMacHeader::GRANTED;
        mac.protocol = 0x86dd;
        mac.sequence = 0x01020304;
        mac.destination = Mac48Address("00:11:22:33:44:55");
        mac.source = Mac48Address("66:77:88:99:aa:bb");
        Check(mac,
              20,
              "010186dd01020304"
              "001122334455"
              "66778899aabb");
        NS_TEST_ASSERT_MSG_EQ(ToText(mac),
                              "uplink granted protocol=34525 seq=16909060 "
                              "66:77:88:99:aa:bb > 00:11:22:33:44:55",
                              "text");
        const IsacMacHeader macBack = PassOn(mac);
        NS_TEST_ASSERT_MSG_EQ(macBack.source, mac.source, "source");
        NS_TEST_ASSERT_MSG_EQ(macBack.direction, mac.direction, "direction");

        // 1.0 is 3ff0..., -2.5 is c004..., 0.5 is 3fe0..., 2^-70 is 3b90..., 0.25 is 3fd0...
        StatusReportHeader report;
        report.slot = 9;
        report.user = mac.source;
        report.gain = 1.0;
        report.interference = 0x1p-70;
        report.requirement = 0.5;
        report.priority = 0xfffffffe;
        report.lastSlot = 8;
        report.lastCaqa = 0.25;
        report.lastRequirement = -2.5;
        report.lastBytes = 0x00010203;
        Check(report,
              62,
              "00000009"
              "66778899aabb"
              "3ff0000000000000"
              "3b90000000000000"
              "3fe0000000000000"
              "fffffffe"
              "00000008"
              "3fd0000000000000"
              "c004000000000000"
              "00010203");
        NS_TEST_ASSERT_MSG_EQ(ToText(report),
                              "slot=9 user=66:77:88:99:aa:bb gain=1 interference=8.47033e-22 "
                              "requirement=0.5 priority=4294967294 lastSlot=8 lastCaqa=0.25 "
                              "lastRequirement=-2.5 lastBytes=66051",
                              "text");

        GenerationRequestHeader request;
        request.slot = 0xdeadbeef;
        request.user = mac.source;
        request.steps = 0x0102;
        request.contentBytes = 0xa0b0c0d0;
        request.accuracy = 0.25;
        Check(request,
              24,
              "deadbeef"
              "66778899aabb"
              "0102"
              "a0b0c0d0"
              "3fd0000000000000");
        NS_TEST_ASSERT_MSG_EQ(ToText(request),
                              "slot=3735928559 user=66:77:88:99:aa:bb steps=258 "
                              "contentBytes=2695938256 accuracy=0.25",
                              "text");

        ContentHeader content;
        content.slot = 2;
        content.user = mac.source;
        content.total = 5000;
        content.offset = 2800;
        content.length = 1400;
        content.steps = 9;
        content.accuracy = 1.0;
        Check(content,
              32,
              "00000002"
              "66778899aabb"
              "00001388"
              "00000af0"
              "00000578"
              "0009"
              "3ff0000000000000");
        NS_TEST_ASSERT_MSG_EQ(ToText(content),
                              "slot=2 user=66:77:88:99:aa:bb total=5000 offset=2800 length=1400 "
                              "steps=9 accuracy=1",
                              "text");
        NS_TEST_ASSERT_MSG_EQ(PassOn(content).offset, 2800, "offset");
    }

    /**
     * @param header filled in
     * @param size expected [byte]
     * @param hex expected bytes
     */
    void Check(const Header& header, uint32_t size, const std::string& hex)
    {
        NS_TEST_ASSERT_MSG_EQ(header.GetSerializedSize(), size, "size");
        NS_TEST_ASSERT_MSG_EQ(ToHex(header), hex, "bytes");
        NS_TEST_ASSERT_MSG_EQ(header.GetInstanceTypeId().HasConstructor(),
                              true,
                              "packets are printed by headers that can be made by name");
    }
};

/// @ingroup isac-aigc
/// Tests of the packet headers.
class IsacHeaderTestSuite : public TestSuite
{
  public:
    IsacHeaderTestSuite()
        : TestSuite("isac-aigc-headers", Type::UNIT)
    {
        AddTestCase(new IsacHeaderBytesTest, ISAC_TEST_QUICK);
    }
};

/// The suite.
static IsacHeaderTestSuite g_isacHeaderTestSuite;
