/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-task-header.h"

#include "ns3/inet-socket-address.h"

namespace ns3
{
namespace isac
{

NS_OBJECT_ENSURE_REGISTERED(AspTaskHeader);

namespace
{

constexpr uint32_t ADDRESS_BYTES = Address::MAX_SIZE; //!< room for any address

/// What an address field holds. Type numbers of ns-3's addresses depend on the program; an IPv4
/// address, which other programs may want to read, is written without them.
enum AddressKind : uint8_t
{
    NO_ADDRESS = 0,
    IPV4_ADDRESS = 4,   //!< address and port
    OTHER_ADDRESS = 255 //!< type and length as ns-3 has them, then the bytes
};

/// Kind, type, length, bytes.
constexpr uint32_t FIELD_BYTES = 3 + ADDRESS_BYTES;
constexpr uint32_t OTHER_BYTES = 4 + 4 + 4 + 2 + 8; //!< of all other fields

/**
 * @param start where; moved on by FIELD_BYTES
 * @param address any
 */
void
WriteAddress(Buffer::Iterator& start, const Address& address)
{
    uint8_t bytes[2 + ADDRESS_BYTES] = {};
    uint8_t kind = NO_ADDRESS;
    if (InetSocketAddress::IsMatchingType(address))
    {
        const auto inet = InetSocketAddress::ConvertFrom(address);
        kind = IPV4_ADDRESS;
        inet.GetIpv4().Serialize(bytes);
        bytes[4] = static_cast<uint8_t>(inet.GetPort() >> 8);
        bytes[5] = static_cast<uint8_t>(inet.GetPort() & 0xff);
    }
    else if (!address.IsInvalid())
    {
        kind = OTHER_ADDRESS;
        address.CopyAllTo(bytes, sizeof(bytes));
    }
    start.WriteU8(kind);
    start.Write(bytes, sizeof(bytes));
}

/**
 * @param start where; moved on by FIELD_BYTES
 * @return what WriteAddress() wrote; an invalid address for what it would not write
 */
Address
ReadAddress(Buffer::Iterator& start)
{
    uint8_t bytes[2 + ADDRESS_BYTES];
    const uint8_t kind = start.ReadU8();
    start.Read(bytes, sizeof(bytes));
    if (kind == IPV4_ADDRESS)
    {
        return InetSocketAddress(Ipv4Address::Deserialize(bytes),
                                 static_cast<uint16_t>(bytes[4] << 8 | bytes[5]));
    }
    Address address;
    if (kind == OTHER_ADDRESS && bytes[1] <= ADDRESS_BYTES)
    {
        address.CopyAllFrom(bytes, 2 + bytes[1]);
    }
    return address;
}

} // namespace

TypeId
AspTaskHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::isac::AspTaskHeader")
                            .SetParent<Header>()
                            .SetGroupName("Isac")
                            .AddConstructor<AspTaskHeader>();
    return tid;
}

TypeId
AspTaskHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
AspTaskHeader::GetSerializedSize() const
{
    return OTHER_BYTES + FIELD_BYTES;
}

void
AspTaskHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteHtonU32(task);
    start.WriteHtonU32(sequence);
    start.WriteHtonU32(steps);
    start.WriteHtonU16(attempt);
    start.WriteHtonU64(static_cast<uint64_t>(submitted.GetNanoSeconds()));
    WriteAddress(start, user);
}

uint32_t
AspTaskHeader::Deserialize(Buffer::Iterator start)
{
    task = start.ReadNtohU32();
    sequence = start.ReadNtohU32();
    steps = start.ReadNtohU32();
    attempt = start.ReadNtohU16();
    submitted = NanoSeconds(static_cast<int64_t>(start.ReadNtohU64()));
    user = ReadAddress(start);
    return GetSerializedSize();
}

void
AspTaskHeader::Print(std::ostream& os) const
{
    os << "task=" << task << " sequence=" << sequence << " steps=" << steps
       << " attempt=" << attempt << " submitted=" << submitted.GetNanoSeconds() << "ns user=";
    if (InetSocketAddress::IsMatchingType(user))
    {
        const auto inet = InetSocketAddress::ConvertFrom(user);
        os << inet.GetIpv4() << ":" << inet.GetPort();
    }
    else
    {
        os << (user.IsInvalid() ? "-" : "other");
    }
}

} // namespace isac
} // namespace ns3
