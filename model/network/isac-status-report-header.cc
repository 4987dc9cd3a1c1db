/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-status-report-header.h"

#include "isac-serialize.h"

#include "ns3/address-utils.h"

namespace ns3
{
namespace isac
{

NS_OBJECT_ENSURE_REGISTERED(StatusReportHeader);

TypeId
StatusReportHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::isac::StatusReportHeader")
                            .SetParent<Header>()
                            .SetGroupName("Isac")
                            .AddConstructor<StatusReportHeader>();
    return tid;
}

TypeId
StatusReportHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
StatusReportHeader::GetSerializedSize() const
{
    return 62;
}

void
StatusReportHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteHtonU32(slot);
    WriteTo(start, user);
    WriteDouble(start, gain);
    WriteDouble(start, interference);
    WriteDouble(start, requirement);
    start.WriteHtonU32(priority);
    start.WriteHtonU32(lastSlot);
    WriteDouble(start, lastCaqa);
    WriteDouble(start, lastRequirement);
    start.WriteHtonU32(lastBytes);
}

uint32_t
StatusReportHeader::Deserialize(Buffer::Iterator start)
{
    slot = start.ReadNtohU32();
    ReadFrom(start, user);
    gain = ReadDouble(start);
    interference = ReadDouble(start);
    requirement = ReadDouble(start);
    priority = start.ReadNtohU32();
    lastSlot = start.ReadNtohU32();
    lastCaqa = ReadDouble(start);
    lastRequirement = ReadDouble(start);
    lastBytes = start.ReadNtohU32();
    return GetSerializedSize();
}

void
StatusReportHeader::Print(std::ostream& os) const
{
    os << "slot=" << slot << " user=" << user << " gain=" << gain
       << " interference=" << interference << " requirement=" << requirement
       << " priority=" << priority << " lastSlot=" << lastSlot << " lastCaqa=" << lastCaqa
       << " lastRequirement=" << lastRequirement << " lastBytes=" << lastBytes;
}

} // namespace isac
} // namespace ns3
