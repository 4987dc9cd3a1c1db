/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-report-header.h"

#include "isac-serialize.h"

#include "ns3/address-utils.h"

namespace ns3
{
namespace isac
{

NS_OBJECT_ENSURE_REGISTERED(MegcReportHeader);
NS_OBJECT_ENSURE_REGISTERED(MegcOutcomeHeader);

TypeId
MegcReportHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::isac::MegcReportHeader")
                            .SetParent<Header>()
                            .SetGroupName("Isac")
                            .AddConstructor<MegcReportHeader>();
    return tid;
}

TypeId
MegcReportHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
MegcReportHeader::GetSerializedSize() const
{
    return 48;
}

void
MegcReportHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteU8(TYPE);
    start.WriteHtonU32(slot);
    WriteTo(start, user);
    start.WriteU8(kind);
    start.WriteHtonU32(taskBytes);
    WriteDouble(start, uplinkGain);
    WriteDouble(start, uplinkInterference);
    WriteDouble(start, downlinkGain);
    WriteDouble(start, downlinkInterference);
}

uint32_t
MegcReportHeader::Deserialize(Buffer::Iterator start)
{
    start.ReadU8(); // TYPE: who takes it off has looked
    slot = start.ReadNtohU32();
    ReadFrom(start, user);
    kind = static_cast<MegcKind>(start.ReadU8());
    taskBytes = start.ReadNtohU32();
    uplinkGain = ReadDouble(start);
    uplinkInterference = ReadDouble(start);
    downlinkGain = ReadDouble(start);
    downlinkInterference = ReadDouble(start);
    return GetSerializedSize();
}

void
MegcReportHeader::Print(std::ostream& os) const
{
    os << "slot=" << slot << " user=" << user << " kind=" << +kind << " taskBytes=" << taskBytes
       << " uplinkGain=" << uplinkGain << " uplinkInterference=" << uplinkInterference
       << " downlinkGain=" << downlinkGain << " downlinkInterference=" << downlinkInterference;
}

TypeId
MegcOutcomeHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::isac::MegcOutcomeHeader")
                            .SetParent<Header>()
                            .SetGroupName("Isac")
                            .AddConstructor<MegcOutcomeHeader>();
    return tid;
}

TypeId
MegcOutcomeHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
MegcOutcomeHeader::GetSerializedSize() const
{
    return 59;
}

void
MegcOutcomeHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteU8(TYPE);
    start.WriteHtonU32(slot);
    WriteTo(start, user);
    start.WriteHtonU64(static_cast<uint64_t>(wait.GetNanoSeconds()));
    start.WriteHtonU64(static_cast<uint64_t>(local.GetNanoSeconds()));
    start.WriteHtonU64(static_cast<uint64_t>(uplink.GetNanoSeconds()));
    start.WriteHtonU64(static_cast<uint64_t>(server.GetNanoSeconds()));
    start.WriteHtonU64(static_cast<uint64_t>(downlink.GetNanoSeconds()));
    start.WriteHtonU64(static_cast<uint64_t>(latency.GetNanoSeconds()));
}

uint32_t
MegcOutcomeHeader::Deserialize(Buffer::Iterator start)
{
    start.ReadU8(); // TYPE: who takes it off has looked
    slot = start.ReadNtohU32();
    ReadFrom(start, user);
    wait = NanoSeconds(static_cast<int64_t>(start.ReadNtohU64()));
    local = NanoSeconds(static_cast<int64_t>(start.ReadNtohU64()));
    uplink = NanoSeconds(static_cast<int64_t>(start.ReadNtohU64()));
    server = NanoSeconds(static_cast<int64_t>(start.ReadNtohU64()));
    downlink = NanoSeconds(static_cast<int64_t>(start.ReadNtohU64()));
    latency = NanoSeconds(static_cast<int64_t>(start.ReadNtohU64()));
    return GetSerializedSize();
}

void
MegcOutcomeHeader::Print(std::ostream& os) const
{
    os << "slot=" << slot << " user=" << user << " wait=" << wait.GetNanoSeconds() << "ns"
       << " local=" << local.GetNanoSeconds() << "ns"
       << " uplink=" << uplink.GetNanoSeconds() << "ns"
       << " server=" << server.GetNanoSeconds() << "ns"
       << " downlink=" << downlink.GetNanoSeconds() << "ns"
       << " latency=" << latency.GetNanoSeconds() << "ns";
}

} // namespace isac
} // namespace ns3
