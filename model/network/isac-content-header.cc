/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-content-header.h"

#include "isac-serialize.h"

#include "ns3/address-utils.h"

namespace ns3
{
namespace isac
{

NS_OBJECT_ENSURE_REGISTERED(ContentHeader);

TypeId
ContentHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::isac::ContentHeader")
                            .SetParent<Header>()
                            .SetGroupName("Isac")
                            .AddConstructor<ContentHeader>();
    return tid;
}

TypeId
ContentHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
ContentHeader::GetSerializedSize() const
{
    return 32;
}

void
ContentHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteHtonU32(slot);
    WriteTo(start, user);
    start.WriteHtonU32(total);
    start.WriteHtonU32(offset);
    start.WriteHtonU32(length);
    start.WriteHtonU16(steps);
    WriteDouble(start, accuracy);
}

uint32_t
ContentHeader::Deserialize(Buffer::Iterator start)
{
    slot = start.ReadNtohU32();
    ReadFrom(start, user);
    total = start.ReadNtohU32();
    offset = start.ReadNtohU32();
    length = start.ReadNtohU32();
    steps = start.ReadNtohU16();
    accuracy = ReadDouble(start);
    return GetSerializedSize();
}

void
ContentHeader::Print(std::ostream& os) const
{
    os << "slot=" << slot << " user=" << user << " total=" << total << " offset=" << offset
       << " length=" << length << " steps=" << steps << " accuracy=" << accuracy;
}

} // namespace isac
} // namespace ns3
