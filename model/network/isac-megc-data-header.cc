/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-data-header.h"

#include "isac-serialize.h"

#include "ns3/address-utils.h"

namespace ns3
{
namespace isac
{

NS_OBJECT_ENSURE_REGISTERED(MegcTaskHeader);
NS_OBJECT_ENSURE_REGISTERED(MegcResultHeader);

TypeId
MegcTaskHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::isac::MegcTaskHeader")
                            .SetParent<Header>()
                            .SetGroupName("Isac")
                            .AddConstructor<MegcTaskHeader>();
    return tid;
}

TypeId
MegcTaskHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
MegcTaskHeader::GetSerializedSize() const
{
    return 31;
}

void
MegcTaskHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteU8(TYPE);
    start.WriteHtonU32(slot);
    WriteTo(start, user);
    start.WriteHtonU32(total);
    start.WriteHtonU32(offset);
    start.WriteHtonU32(length);
    start.WriteHtonU64(static_cast<uint64_t>(sent.GetNanoSeconds()));
}

uint32_t
MegcTaskHeader::Deserialize(Buffer::Iterator start)
{
    start.ReadU8(); // TYPE: who takes it off has looked
    slot = start.ReadNtohU32();
    ReadFrom(start, user);
    total = start.ReadNtohU32();
    offset = start.ReadNtohU32();
    length = start.ReadNtohU32();
    sent = NanoSeconds(static_cast<int64_t>(start.ReadNtohU64()));
    return GetSerializedSize();
}

void
MegcTaskHeader::Print(std::ostream& os) const
{
    os << "slot=" << slot << " user=" << user << " total=" << total << " offset=" << offset
       << " length=" << length << " sent=" << sent.GetNanoSeconds() << "ns";
}

TypeId
MegcResultHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::isac::MegcResultHeader")
                            .SetParent<Header>()
                            .SetGroupName("Isac")
                            .AddConstructor<MegcResultHeader>();
    return tid;
}

TypeId
MegcResultHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
MegcResultHeader::GetSerializedSize() const
{
    return 41;
}

void
MegcResultHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteU8(TYPE);
    start.WriteHtonU32(slot);
    start.WriteHtonU32(total);
    start.WriteHtonU32(offset);
    start.WriteHtonU32(length);
    start.WriteHtonU64(static_cast<uint64_t>(sent.GetNanoSeconds()));
    start.WriteHtonU64(static_cast<uint64_t>(received.GetNanoSeconds()));
    start.WriteHtonU64(static_cast<uint64_t>(computed.GetNanoSeconds()));
}

uint32_t
MegcResultHeader::Deserialize(Buffer::Iterator start)
{
    start.ReadU8(); // TYPE: who takes it off has looked
    slot = start.ReadNtohU32();
    total = start.ReadNtohU32();
    offset = start.ReadNtohU32();
    length = start.ReadNtohU32();
    sent = NanoSeconds(static_cast<int64_t>(start.ReadNtohU64()));
    received = NanoSeconds(static_cast<int64_t>(start.ReadNtohU64()));
    computed = NanoSeconds(static_cast<int64_t>(start.ReadNtohU64()));
    return GetSerializedSize();
}

void
MegcResultHeader::Print(std::ostream& os) const
{
    os << "slot=" << slot << " total=" << total << " offset=" << offset << " length=" << length
       << " sent=" << sent.GetNanoSeconds() << "ns"
       << " received=" << received.GetNanoSeconds() << "ns"
       << " computed=" << computed.GetNanoSeconds() << "ns";
}

} // namespace isac
} // namespace ns3
