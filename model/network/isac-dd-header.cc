/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dd-header.h"

#include "isac-dd-wire.h"

#include "ns3/address-utils.h"

#include <algorithm>

namespace ns3
{
namespace isac
{

NS_OBJECT_ENSURE_REGISTERED(DdPollHeader);
NS_OBJECT_ENSURE_REGISTERED(DdRequestHeader);
NS_OBJECT_ENSURE_REGISTERED(DdPlanHeader);
NS_OBJECT_ENSURE_REGISTERED(DdOrderHeader);

namespace
{

constexpr uint32_t LINK_SIZE = 14;   //!< of a DdLink [byte]
constexpr uint32_t MEMBER_SIZE = 30; //!< of a DdMember [byte]

/**
 * @param count things that a header announces
 * @param size of each [byte]
 * @param left bytes of the packet
 * @param whole set to false if they are not there
 * @return how many there are
 */
uint32_t
Available(uint32_t count, uint32_t size, uint32_t left, bool& whole)
{
    whole = whole && static_cast<uint64_t>(count) * size <= left;
    return std::min(count, left / size);
}

} // namespace

DdPacketType
PeekDdType(Ptr<const Packet> packet)
{
    uint8_t type = DD_NONE;
    packet->CopyData(&type, sizeof(type));
    return static_cast<DdPacketType>(type);
}

TypeId
DdPollHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::isac::DdPollHeader")
                            .SetParent<Header>()
                            .SetGroupName("Isac")
                            .AddConstructor<DdPollHeader>();
    return tid;
}

TypeId
DdPollHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
DdPollHeader::GetSerializedSize() const
{
    return LEAST_SIZE;
}

void
DdPollHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteU8(TYPE);
    start.WriteHtonU32(slot);
}

uint32_t
DdPollHeader::Deserialize(Buffer::Iterator start)
{
    start.ReadU8(); // TYPE: who takes it off has looked
    slot = start.ReadNtohU32();
    return GetSerializedSize();
}

void
DdPollHeader::Print(std::ostream& os) const
{
    os << "slot=" << slot;
}

TypeId
DdRequestHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::isac::DdRequestHeader")
                            .SetParent<Header>()
                            .SetGroupName("Isac")
                            .AddConstructor<DdRequestHeader>();
    return tid;
}

TypeId
DdRequestHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
DdRequestHeader::GetSerializedSize() const
{
    return LEAST_SIZE + LINK_SIZE * static_cast<uint32_t>(links.size()) +
           static_cast<uint32_t>(prompt.size());
}

void
DdRequestHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteU8(TYPE);
    start.WriteHtonU32(slot);
    WriteTo(start, user);
    for (const double score : personality)
    {
        WriteDouble(start, score);
    }
    WriteDouble(start, stepEnergy);
    WriteDouble(start, energyBudget);
    start.WriteHtonU16(static_cast<uint16_t>(links.size()));
    start.WriteHtonU16(static_cast<uint16_t>(prompt.size()));
    for (const DdLink& link : links)
    {
        WriteTo(start, link.sender);
        WriteDouble(start, link.gain);
    }
    start.Write(reinterpret_cast<const uint8_t*>(prompt.data()),
                static_cast<uint32_t>(prompt.size()));
}

uint32_t
DdRequestHeader::Deserialize(Buffer::Iterator start)
{
    start.ReadU8(); // TYPE: who takes it off has looked
    slot = start.ReadNtohU32();
    ReadFrom(start, user);
    for (double& score : personality)
    {
        score = ReadDouble(start);
    }
    stepEnergy = ReadDouble(start);
    energyBudget = ReadDouble(start);
    const uint16_t linkCount = start.ReadNtohU16();
    const uint16_t promptSize = start.ReadNtohU16();
    whole = true;
    links.resize(Available(linkCount, LINK_SIZE, start.GetRemainingSize(), whole));
    for (DdLink& link : links)
    {
        ReadFrom(start, link.sender);
        link.gain = ReadDouble(start);
    }
    prompt.resize(Available(promptSize, 1, start.GetRemainingSize(), whole));
    start.Read(reinterpret_cast<uint8_t*>(prompt.data()), static_cast<uint32_t>(prompt.size()));
    return GetSerializedSize();
}

void
DdRequestHeader::Print(std::ostream& os) const
{
    os << "slot=" << slot << " user=" << user << " stepEnergy=" << stepEnergy
       << " energyBudget=" << energyBudget << " links=" << links.size() << " prompt=" << prompt;
}

TypeId
DdPlanHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::isac::DdPlanHeader")
                            .SetParent<Header>()
                            .SetGroupName("Isac")
                            .AddConstructor<DdPlanHeader>();
    return tid;
}

TypeId
DdPlanHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
DdPlanHeader::GetSerializedSize() const
{
    return LEAST_SIZE;
}

void
DdPlanHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteU8(TYPE);
    start.WriteHtonU32(slot);
    start.WriteU8(group);
    start.WriteHtonU16(serverSteps);
    start.WriteHtonU16(deviceSteps);
    start.WriteHtonU16(longest);
    start.WriteHtonU32(serverPrompt);
    start.WriteHtonU32(latentBytes);
    start.WriteHtonU64(seed);
    WriteDdTime(start, deadline);
}

uint32_t
DdPlanHeader::Deserialize(Buffer::Iterator start)
{
    start.ReadU8(); // TYPE: who takes it off has looked
    slot = start.ReadNtohU32();
    group = start.ReadU8();
    serverSteps = start.ReadNtohU16();
    deviceSteps = start.ReadNtohU16();
    longest = start.ReadNtohU16();
    serverPrompt = start.ReadNtohU32();
    latentBytes = start.ReadNtohU32();
    seed = start.ReadNtohU64();
    deadline = ReadDdTime(start);
    return GetSerializedSize();
}

void
DdPlanHeader::Print(std::ostream& os) const
{
    os << "slot=" << slot << " group=" << unsigned(group) << " serverSteps=" << serverSteps
       << " deviceSteps=" << deviceSteps << " longest=" << longest
       << " serverPrompt=" << serverPrompt << " latentBytes=" << latentBytes << " seed=" << seed
       << " deadline=" << deadline.GetNanoSeconds() << "ns";
}

TypeId
DdOrderHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::isac::DdOrderHeader")
                            .SetParent<Header>()
                            .SetGroupName("Isac")
                            .AddConstructor<DdOrderHeader>();
    return tid;
}

TypeId
DdOrderHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
DdOrderHeader::GetSerializedSize() const
{
    return LEAST_SIZE + MEMBER_SIZE * static_cast<uint32_t>(members.size());
}

void
DdOrderHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteU8(TYPE);
    start.WriteHtonU32(slot);
    start.WriteU8(group);
    start.WriteHtonU32(prompt);
    start.WriteHtonU16(serverSteps);
    start.WriteHtonU16(scheduleSteps);
    start.WriteHtonU64(seed);
    start.WriteHtonU16(static_cast<uint16_t>(members.size()));
    for (const DdMember& member : members)
    {
        WriteTo(start, member.user);
        WriteDouble(start, member.band.low);
        WriteDouble(start, member.band.high);
        WriteDouble(start, member.power);
    }
}

uint32_t
DdOrderHeader::Deserialize(Buffer::Iterator start)
{
    start.ReadU8(); // TYPE: who takes it off has looked
    slot = start.ReadNtohU32();
    group = start.ReadU8();
    prompt = start.ReadNtohU32();
    serverSteps = start.ReadNtohU16();
    scheduleSteps = start.ReadNtohU16();
    seed = start.ReadNtohU64();
    const uint16_t count = start.ReadNtohU16();
    whole = true;
    members.resize(Available(count, MEMBER_SIZE, start.GetRemainingSize(), whole));
    for (DdMember& member : members)
    {
        ReadFrom(start, member.user);
        member.band.low = ReadDouble(start);
        member.band.high = ReadDouble(start);
        member.power = ReadDouble(start);
    }
    return GetSerializedSize();
}

void
DdOrderHeader::Print(std::ostream& os) const
{
    os << "slot=" << slot << " group=" << unsigned(group) << " prompt=" << prompt
       << " serverSteps=" << serverSteps << " scheduleSteps=" << scheduleSteps << " seed=" << seed
       << " members=" << members.size();
}

} // namespace isac
} // namespace ns3
