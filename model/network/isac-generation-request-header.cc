/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-generation-request-header.h"

#include "isac-serialize.h"

#include "ns3/address-utils.h"

namespace ns3
{
namespace isac
{

NS_OBJECT_ENSURE_REGISTERED(GenerationRequestHeader);

TypeId
GenerationRequestHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::isac::GenerationRequestHeader")
                            .SetParent<Header>()
                            .SetGroupName("Isac")
                            .AddConstructor<GenerationRequestHeader>();
    return tid;
}

TypeId
GenerationRequestHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
GenerationRequestHeader::GetSerializedSize() const
{
    return 24;
}

void
GenerationRequestHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteHtonU32(slot);
    WriteTo(start, user);
    start.WriteHtonU16(steps);
    start.WriteHtonU32(contentBytes);
    WriteDouble(start, accuracy);
}

uint32_t
GenerationRequestHeader::Deserialize(Buffer::Iterator start)
{
    slot = start.ReadNtohU32();
    ReadFrom(start, user);
    steps = start.ReadNtohU16();
    contentBytes = start.ReadNtohU32();
    accuracy = ReadDouble(start);
    return GetSerializedSize();
}

void
GenerationRequestHeader::Print(std::ostream& os) const
{
    os << "slot=" << slot << " user=" << user << " steps=" << steps
       << " contentBytes=" << contentBytes << " accuracy=" << accuracy;
}

} // namespace isac
} // namespace ns3
