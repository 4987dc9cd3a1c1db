/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-test-latent.h"

#include "ns3/isac-compat.h"
#include "ns3/test.h"

#include <algorithm>

using namespace ns3;
using namespace ns3::isac;
using namespace ns3::isac::test;

/**
 * @ingroup isac-aigc
 * Turning bits changes these bits and nothing else of a packet.
 */
class IsacTurnBitsTest : public TestCase
{
  public:
    IsacTurnBitsTest()
        : TestCase("bits are turned over, all else of a packet stays")
    {
    }

  private:
    void DoRun() override
    {
        // Tagged, not, tagged by two packets side by side, and a tag of another kind across all.
        auto packet = MakeLatent(100, 1);
        packet->AddAtEnd(MakeLatent(50, 2, false));
        packet->AddAtEnd(MakeLatent(30, 3));
        packet->AddAtEnd(MakeLatent(40, 4));
        SocketPriorityTag other;
        other.SetPriority(5);
        packet->AddByteTag(other, 90, 200);
        SocketPriorityTag onPacket;
        onPacket.SetPriority(3);
        packet->AddPacketTag(onPacket);
        IsacMacHeader header;
        header.sequence = 77;
        packet->AddHeader(header);
        const auto ranges = ErrorTolerantBytes(packet);
        NS_TEST_ASSERT_MSG_EQ(ranges.size(), 2, "what touches is one range");
        NS_TEST_ASSERT_MSG_EQ(ranges[0].begin, 20, "behind the header");
        NS_TEST_ASSERT_MSG_EQ(ranges[0].end, 120, "end of the first");
        NS_TEST_ASSERT_MSG_EQ(ranges[1].begin, 170, "behind what is not tagged");
        NS_TEST_ASSERT_MSG_EQ(ranges[1].end, 240, "end of the last");

        const std::vector<uint8_t> sent = BytesOf(packet);
        const std::vector<uint32_t> bits = {160, 167, 959, 1360, 1919};
        Check(packet, ranges, bits);
        Check(packet, ranges, {});
        // A fragment that is tagged from its first byte to its last.
        const Ptr<Packet> part = packet->CreateFragment(30, 60);
        const auto inPart = ErrorTolerantBytes(part);
        NS_TEST_ASSERT_MSG_EQ(inPart.size(), 1, "one range");
        NS_TEST_ASSERT_MSG_EQ(inPart[0].end - inPart[0].begin, 60, "all of it");
        Check(part, inPart, {0, 479});
        NS_TEST_ASSERT_MSG_EQ((BytesOf(packet) == sent), true, "the packet itself stays");

        const Ptr<Packet> changed = TurnBits(packet, ranges, bits);
        IsacMacHeader again;
        changed->RemoveHeader(again);
        NS_TEST_ASSERT_MSG_EQ(again.sequence, 77, "header");
        NS_TEST_ASSERT_MSG_EQ(ErrorTolerantBytes(Create<Packet>(9)).size(), 0, "no tag, no range");
    }

    /**
     * @param packet stays as it is
     * @param ranges that are tagged
     * @param bits to turn over
     */
    void Check(Ptr<const Packet> packet,
               const std::vector<IsacByteRange>& ranges,
               const std::vector<uint32_t>& bits)
    {
        const Ptr<Packet> changed = TurnBits(packet, ranges, bits);
        NS_TEST_ASSERT_MSG_EQ(changed->GetSize(), packet->GetSize(), "size");
        NS_TEST_ASSERT_MSG_EQ(changed->GetUid(), packet->GetUid(), "UID");
        NS_TEST_ASSERT_MSG_EQ((Differences(BytesOf(packet), BytesOf(changed)) == bits),
                              true,
                              "just these bits");
        SocketPriorityTag tag;
        SocketPriorityTag changedTag;
        NS_TEST_ASSERT_MSG_EQ(packet->PeekPacketTag(tag), true, "a packet tag");
        NS_TEST_ASSERT_MSG_EQ(changed->PeekPacketTag(changedTag), true, "its packet tag");
        NS_TEST_ASSERT_MSG_EQ(+changedTag.GetPriority(), +tag.GetPriority(), "its content");
        NS_TEST_ASSERT_MSG_EQ((Tagged(packet) == Tagged(changed)), true, "byte tags, byte by byte");
        const auto after = ErrorTolerantBytes(changed);
        NS_TEST_ASSERT_MSG_EQ(after.size(), ranges.size(), "ranges");
        for (std::size_t i = 0; i < ranges.size(); ++i)
        {
            NS_TEST_ASSERT_MSG_EQ(after.at(i).begin, ranges[i].begin, "begin of a range");
            NS_TEST_ASSERT_MSG_EQ(after.at(i).end, ranges[i].end, "end of a range");
        }
    }

    /**
     * @param packet any
     * @return for each byte the priority that a tag gives it, 0 without one
     */
    static std::vector<int> Tagged(Ptr<const Packet> packet)
    {
        std::vector<int> priority(packet->GetSize(), 0);
        for (ByteTagIterator tags = packet->GetByteTagIterator(); tags.HasNext();)
        {
            const auto item = tags.Next();
            if (item.GetTypeId() == SocketPriorityTag::GetTypeId())
            {
                SocketPriorityTag tag;
                item.GetTag(tag);
                std::fill(priority.begin() + item.GetStart(),
                          priority.begin() + item.GetEnd(),
                          tag.GetPriority());
            }
        }
        return priority;
    }
};

/// @ingroup isac-aigc
/// Tests of IsacErrorToleranceTag.
class IsacErrorToleranceTestSuite : public TestSuite
{
  public:
    IsacErrorToleranceTestSuite()
        : TestSuite("isac-aigc-error-tolerance", Type::UNIT)
    {
        AddTestCase(new IsacTurnBitsTest, ISAC_TEST_QUICK);
    }
};

/// The suite.
static IsacErrorToleranceTestSuite g_isacErrorToleranceTestSuite;
