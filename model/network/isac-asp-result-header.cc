/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-result-header.h"

namespace ns3
{
namespace isac
{

NS_OBJECT_ENSURE_REGISTERED(AspResultHeader);

TypeId
AspResultHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::isac::AspResultHeader")
                            .SetParent<Header>()
                            .SetGroupName("Isac")
                            .AddConstructor<AspResultHeader>();
    return tid;
}

TypeId
AspResultHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
AspResultHeader::GetSerializedSize() const
{
    return 21;
}

void
AspResultHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteHtonU32(task);
    start.WriteHtonU16(attempt);
    start.WriteHtonU16(provider);
    start.WriteU8(outcome);
    start.WriteHtonU32(total);
    start.WriteHtonU32(offset);
    start.WriteHtonU32(length);
}

uint32_t
AspResultHeader::Deserialize(Buffer::Iterator start)
{
    task = start.ReadNtohU32();
    attempt = start.ReadNtohU16();
    provider = start.ReadNtohU16();
    const uint8_t code = start.ReadU8();
    // What no provider writes counts as a loss: the user has nothing to show for it.
    outcome = code <= REFUSED ? static_cast<Outcome>(code) : LOST;
    total = start.ReadNtohU32();
    offset = start.ReadNtohU32();
    length = start.ReadNtohU32();
    return GetSerializedSize();
}

void
AspResultHeader::Print(std::ostream& os) const
{
    const char* const names[] = {"finished", "lost", "refused"};
    os << "task=" << task << " attempt=" << attempt << " provider=" << provider
       << " outcome=" << names[outcome] << " total=" << total << " offset=" << offset
       << " length=" << length;
}

} // namespace isac
} // namespace ns3
