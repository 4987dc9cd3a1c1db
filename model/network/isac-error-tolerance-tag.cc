/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-error-tolerance-tag.h"

#include <algorithm>
#include <memory>

namespace ns3
{
namespace isac
{

NS_OBJECT_ENSURE_REGISTERED(IsacErrorToleranceTag);

namespace
{

/**
 * @param packet whose byte tags are copied
 * @param range of it
 * @param piece has the bytes of that range and gets their tags
 */
void
CopyByteTags(Ptr<const Packet> packet, const IsacByteRange& range, Ptr<Packet> piece)
{
    for (ByteTagIterator tags = packet->GetByteTagIterator(); tags.HasNext();)
    {
        const ByteTagIterator::Item item = tags.Next();
        const uint32_t begin = std::max(item.GetStart(), range.begin);
        const uint32_t end = std::min(item.GetEnd(), range.end);
        if (begin < end)
        {
            const std::unique_ptr<ObjectBase> made(item.GetTypeId().GetConstructor()());
            Tag* tag = dynamic_cast<Tag*>(made.get());
            item.GetTag(*tag);
            piece->AddByteTag(*tag, begin - range.begin, end - range.begin);
        }
    }
}

} // namespace

TypeId
IsacErrorToleranceTag::GetTypeId()
{
    static TypeId tid = TypeId("ns3::isac::IsacErrorToleranceTag")
                            .SetParent<Tag>()
                            .SetGroupName("Isac")
                            .AddConstructor<IsacErrorToleranceTag>();
    return tid;
}

TypeId
IsacErrorToleranceTag::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
IsacErrorToleranceTag::GetSerializedSize() const
{
    return 0;
}

void
IsacErrorToleranceTag::Serialize(TagBuffer) const
{
}

void
IsacErrorToleranceTag::Deserialize(TagBuffer)
{
}

void
IsacErrorToleranceTag::Print(std::ostream& os) const
{
    os << "may have bit errors";
}

std::vector<IsacByteRange>
ErrorTolerantBytes(Ptr<const Packet> packet)
{
    std::vector<IsacByteRange> marked;
    for (ByteTagIterator tags = packet->GetByteTagIterator(); tags.HasNext();)
    {
        const ByteTagIterator::Item item = tags.Next();
        if (item.GetTypeId() == IsacErrorToleranceTag::GetTypeId())
        {
            marked.push_back({item.GetStart(), item.GetEnd()});
        }
    }
    std::sort(marked.begin(), marked.end(), [](const IsacByteRange& a, const IsacByteRange& b) {
        return a.begin < b.begin;
    });
    std::vector<IsacByteRange> ranges;
    for (const IsacByteRange& range : marked)
    {
        if (range.begin >= range.end)
        {
            continue;
        }
        if (!ranges.empty() && range.begin <= ranges.back().end)
        {
            ranges.back().end = std::max(ranges.back().end, range.end);
        }
        else
        {
            ranges.push_back(range);
        }
    }
    return ranges;
}

Ptr<Packet>
TurnBits(Ptr<const Packet> packet,
         const std::vector<IsacByteRange>& ranges,
         const std::vector<uint32_t>& bits)
{
    // Bytes of a packet cannot be written, so it is put together anew from what stays, which keeps
    // UID, packet tags and what ns-3 knows of headers, and from what changes.
    const uint32_t size = packet->GetSize();
    Ptr<Packet> changed = packet->CreateFragment(0, ranges.empty() ? size : ranges.front().begin);
    auto bit = bits.begin();
    for (std::size_t i = 0; i < ranges.size(); ++i)
    {
        const IsacByteRange& range = ranges[i];
        const uint32_t length = range.end - range.begin;
        std::vector<uint8_t> bytes(length);
        packet->CreateFragment(range.begin, length)->CopyData(bytes.data(), length);
        for (; bit != bits.end() && *bit < 8 * range.end; ++bit)
        {
            bytes[*bit / 8 - range.begin] ^= 0x80 >> (*bit % 8);
        }
        auto piece = Create<Packet>(bytes.data(), length);
        CopyByteTags(packet, range, piece);
        changed->AddAtEnd(piece);
        const uint32_t next = i + 1 < ranges.size() ? ranges[i + 1].begin : size;
        if (next > range.end)
        {
            changed->AddAtEnd(packet->CreateFragment(range.end, next - range.end));
        }
    }
    return changed;
}

} // namespace isac
} // namespace ns3
