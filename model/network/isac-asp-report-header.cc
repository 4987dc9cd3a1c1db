/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-report-header.h"

#include "isac-serialize.h"

#include "ns3/assert.h"

#include <algorithm>

namespace ns3
{
namespace isac
{

NS_OBJECT_ENSURE_REGISTERED(AspReportHeader);

TypeId
AspReportHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::isac::AspReportHeader")
                            .SetParent<Header>()
                            .SetGroupName("Isac")
                            .AddConstructor<AspReportHeader>();
    return tid;
}

TypeId
AspReportHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
AspReportHeader::GetSerializedSize() const
{
    return LEAST_BYTES + EVENT_BYTES * static_cast<uint32_t>(events.size());
}

void
AspReportHeader::Serialize(Buffer::Iterator start) const
{
    NS_ASSERT_MSG(events.size() <= MAX_EVENTS, "AspReportHeader: too many events");
    start.WriteHtonU16(provider);
    start.WriteHtonU32(capacity);
    start.WriteHtonU32(free);
    start.WriteHtonU32(crashes);
    start.WriteHtonU32(handled);
    start.WriteU8(static_cast<uint8_t>(events.size()));
    for (const AspTaskEvent& event : events)
    {
        start.WriteHtonU32(event.sequence);
        start.WriteU8(event.kind);
        WriteDouble(start, event.remaining);
    }
}

uint32_t
AspReportHeader::Deserialize(Buffer::Iterator start)
{
    provider = start.ReadNtohU16();
    capacity = start.ReadNtohU32();
    free = start.ReadNtohU32();
    crashes = start.ReadNtohU32();
    handled = start.ReadNtohU32();
    const std::size_t told = start.ReadU8();
    // A packet that was cut short ends the list.
    const std::size_t there = start.GetRemainingSize() / EVENT_BYTES;
    events.resize(std::min({told, there, MAX_EVENTS}));
    for (AspTaskEvent& event : events)
    {
        event.sequence = start.ReadNtohU32();
        event.kind = static_cast<AspTaskEvent::Kind>(start.ReadU8());
        event.remaining = ReadDouble(start);
    }
    return GetSerializedSize();
}

void
AspReportHeader::Print(std::ostream& os) const
{
    const char* const names[] = {"started", "finished", "refused", "lost", "restarted"};
    os << "provider=" << provider << " capacity=" << capacity << " free=" << free
       << " crashes=" << crashes << " handled=" << handled << " events=" << events.size();
    for (const AspTaskEvent& event : events)
    {
        os << " " << (event.kind <= AspTaskEvent::RESTARTED ? names[event.kind] : "unknown") << "("
           << event.sequence;
        if (event.kind >= AspTaskEvent::LOST)
        {
            os << " " << event.remaining;
        }
        os << ")";
    }
}

} // namespace isac
} // namespace ns3
