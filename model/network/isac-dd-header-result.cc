/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Headers of what comes of a decision: latents and outcomes.
 */

#include "isac-dd-header.h"
#include "isac-dd-wire.h"

#include "ns3/address-utils.h"

namespace ns3
{
namespace isac
{

NS_OBJECT_ENSURE_REGISTERED(DdLatentHeader);
NS_OBJECT_ENSURE_REGISTERED(DdOutcomeHeader);

TypeId
DdLatentHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::isac::DdLatentHeader")
                            .SetParent<Header>()
                            .SetGroupName("Isac")
                            .AddConstructor<DdLatentHeader>();
    return tid;
}

TypeId
DdLatentHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
DdLatentHeader::GetSerializedSize() const
{
    return LEAST_SIZE;
}

void
DdLatentHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteU8(TYPE);
    start.WriteHtonU32(slot);
    start.WriteU8(group);
    start.WriteHtonU32(prompt);
    start.WriteHtonU16(taken);
    start.WriteHtonU32(total);
    start.WriteHtonU32(offset);
    start.WriteHtonU32(length);
    WriteDdTime(start, begun);
    WriteDdTime(start, computed);
}

uint32_t
DdLatentHeader::Deserialize(Buffer::Iterator start)
{
    start.ReadU8(); // TYPE: who takes it off has looked
    slot = start.ReadNtohU32();
    group = start.ReadU8();
    prompt = start.ReadNtohU32();
    taken = start.ReadNtohU16();
    total = start.ReadNtohU32();
    offset = start.ReadNtohU32();
    length = start.ReadNtohU32();
    begun = ReadDdTime(start);
    computed = ReadDdTime(start);
    return GetSerializedSize();
}

void
DdLatentHeader::Print(std::ostream& os) const
{
    os << "slot=" << slot << " group=" << unsigned(group) << " prompt=" << prompt
       << " taken=" << taken << " total=" << total << " offset=" << offset << " length=" << length
       << " begun=" << begun.GetNanoSeconds() << "ns"
       << " computed=" << computed.GetNanoSeconds() << "ns";
}

TypeId
DdOutcomeHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::isac::DdOutcomeHeader")
                            .SetParent<Header>()
                            .SetGroupName("Isac")
                            .AddConstructor<DdOutcomeHeader>();
    return tid;
}

TypeId
DdOutcomeHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
DdOutcomeHeader::GetSerializedSize() const
{
    return LEAST_SIZE;
}

void
DdOutcomeHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteU8(TYPE);
    start.WriteHtonU32(slot);
    WriteTo(start, user);
    start.WriteHtonU32(latentBytes);
    start.WriteHtonU32(wrongBits);
    start.WriteHtonU32(bits);
    WriteDouble(start, leak);
    WriteDouble(start, qoe);
    WriteDouble(start, deviceEnergy);
    WriteDdTime(start, waited);
    WriteDdTime(start, latent);
    WriteDdTime(start, done);
}

uint32_t
DdOutcomeHeader::Deserialize(Buffer::Iterator start)
{
    start.ReadU8(); // TYPE: who takes it off has looked
    slot = start.ReadNtohU32();
    ReadFrom(start, user);
    latentBytes = start.ReadNtohU32();
    wrongBits = start.ReadNtohU32();
    bits = start.ReadNtohU32();
    leak = ReadDouble(start);
    qoe = ReadDouble(start);
    deviceEnergy = ReadDouble(start);
    waited = ReadDdTime(start);
    latent = ReadDdTime(start);
    done = ReadDdTime(start);
    return GetSerializedSize();
}

void
DdOutcomeHeader::Print(std::ostream& os) const
{
    os << "slot=" << slot << " user=" << user << " latentBytes=" << latentBytes
       << " wrongBits=" << wrongBits << " bits=" << bits << " leak=" << leak << " qoe=" << qoe
       << " deviceEnergy=" << deviceEnergy << " waited=" << waited.GetNanoSeconds() << "ns"
       << " latent=" << latent.GetNanoSeconds() << "ns"
       << " done=" << done.GetNanoSeconds() << "ns";
}

} // namespace isac
} // namespace ns3
