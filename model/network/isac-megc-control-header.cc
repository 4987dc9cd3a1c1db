/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-control-header.h"

#include "isac-serialize.h"

#include "ns3/address-utils.h"

namespace ns3
{
namespace isac
{

NS_OBJECT_ENSURE_REGISTERED(MegcPollHeader);
NS_OBJECT_ENSURE_REGISTERED(MegcGrantHeader);
NS_OBJECT_ENSURE_REGISTERED(MegcJobHeader);

MegcPacketType
PeekMegcType(Ptr<const Packet> packet)
{
    uint8_t type = MEGC_NONE;
    packet->CopyData(&type, sizeof(type));
    return static_cast<MegcPacketType>(type);
}

TypeId
MegcPollHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::isac::MegcPollHeader")
                            .SetParent<Header>()
                            .SetGroupName("Isac")
                            .AddConstructor<MegcPollHeader>();
    return tid;
}

TypeId
MegcPollHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
MegcPollHeader::GetSerializedSize() const
{
    return 5;
}

void
MegcPollHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteU8(TYPE);
    start.WriteHtonU32(slot);
}

uint32_t
MegcPollHeader::Deserialize(Buffer::Iterator start)
{
    start.ReadU8(); // TYPE: who takes it off has looked
    slot = start.ReadNtohU32();
    return GetSerializedSize();
}

void
MegcPollHeader::Print(std::ostream& os) const
{
    os << "slot=" << slot;
}

TypeId
MegcGrantHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::isac::MegcGrantHeader")
                            .SetParent<Header>()
                            .SetGroupName("Isac")
                            .AddConstructor<MegcGrantHeader>();
    return tid;
}

TypeId
MegcGrantHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
MegcGrantHeader::GetSerializedSize() const
{
    return 33;
}

void
MegcGrantHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteU8(TYPE);
    start.WriteHtonU32(slot);
    start.WriteHtonU32(sentBytes);
    WriteDouble(start, uplink.low);
    WriteDouble(start, uplink.high);
    WriteDouble(start, power);
}

uint32_t
MegcGrantHeader::Deserialize(Buffer::Iterator start)
{
    start.ReadU8(); // TYPE: who takes it off has looked
    slot = start.ReadNtohU32();
    sentBytes = start.ReadNtohU32();
    uplink.low = ReadDouble(start);
    uplink.high = ReadDouble(start);
    power = ReadDouble(start);
    return GetSerializedSize();
}

void
MegcGrantHeader::Print(std::ostream& os) const
{
    os << "slot=" << slot << " sentBytes=" << sentBytes << " uplink-low=" << uplink.low
       << " uplink-high=" << uplink.high << " power=" << power;
}

TypeId
MegcJobHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::isac::MegcJobHeader")
                            .SetParent<Header>()
                            .SetGroupName("Isac")
                            .AddConstructor<MegcJobHeader>();
    return tid;
}

TypeId
MegcJobHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
MegcJobHeader::GetSerializedSize() const
{
    return 28;
}

void
MegcJobHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteU8(TYPE);
    start.WriteHtonU32(slot);
    WriteTo(start, user);
    start.WriteU8(kind);
    WriteDouble(start, ratio);
    start.WriteHtonU32(inputBytes);
    start.WriteHtonU32(resultBytes);
}

uint32_t
MegcJobHeader::Deserialize(Buffer::Iterator start)
{
    start.ReadU8(); // TYPE: who takes it off has looked
    slot = start.ReadNtohU32();
    ReadFrom(start, user);
    kind = static_cast<MegcKind>(start.ReadU8());
    ratio = ReadDouble(start);
    inputBytes = start.ReadNtohU32();
    resultBytes = start.ReadNtohU32();
    return GetSerializedSize();
}

void
MegcJobHeader::Print(std::ostream& os) const
{
    os << "slot=" << slot << " user=" << user << " kind=" << +kind << " ratio=" << ratio
       << " inputBytes=" << inputBytes << " resultBytes=" << resultBytes;
}

} // namespace isac
} // namespace ns3
