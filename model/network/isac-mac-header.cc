/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-mac-header.h"

#include "ns3/address-utils.h"

namespace ns3
{
namespace isac
{

NS_OBJECT_ENSURE_REGISTERED(IsacMacHeader);

TypeId
IsacMacHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::isac::IsacMacHeader")
                            .SetParent<Header>()
                            .SetGroupName("Isac")
                            .AddConstructor<IsacMacHeader>();
    return tid;
}

TypeId
IsacMacHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
IsacMacHeader::GetSerializedSize() const
{
    return 20;
}

void
IsacMacHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteU8(direction);
    start.WriteU8(trafficClass);
    start.WriteHtonU16(protocol);
    start.WriteHtonU32(sequence);
    WriteTo(start, destination);
    WriteTo(start, source);
}

uint32_t
IsacMacHeader::Deserialize(Buffer::Iterator start)
{
    direction = static_cast<Direction>(start.ReadU8());
    trafficClass = static_cast<Class>(start.ReadU8());
    protocol = start.ReadNtohU16();
    sequence = start.ReadNtohU32();
    ReadFrom(start, destination);
    ReadFrom(start, source);
    return GetSerializedSize();
}

void
IsacMacHeader::Print(std::ostream& os) const
{
    os << (direction == UPLINK ? "uplink" : "downlink")
       << (trafficClass == GRANTED   ? " granted"
           : trafficClass == CONTROL ? " control"
                                     : " best-effort")
       << " protocol=" << protocol << " seq=" << sequence << " " << source << " > " << destination;
}

} // namespace isac
} // namespace ns3
