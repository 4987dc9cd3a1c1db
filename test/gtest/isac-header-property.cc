/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-content-header.h"
#include "ns3/isac-generation-request-header.h"
#include "ns3/isac-mac-header.h"
#include "ns3/isac-status-report-header.h"
#include "ns3/packet.h"

#include <cstring>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

using namespace ns3;
using namespace ns3::isac;

namespace
{

/// @return any 64 bits as a number: infinities and every NaN among them
double
AnyDouble()
{
    const auto bits = *rc::gen::arbitrary<uint64_t>();
    const bool special = *rc::gen::inRange(0, 4) == 0;
    constexpr uint64_t EXPONENT = 0x7ff0000000000000; // infinity, and NaN with any fraction
    const uint64_t chosen = special ? bits | EXPONENT : bits;
    double value;
    std::memcpy(&value, &chosen, sizeof(value));
    return value;
}

/// @return any address
Mac48Address
AnyAddress()
{
    uint8_t bytes[6];
    for (auto& byte : bytes)
    {
        byte = *rc::gen::arbitrary<uint8_t>();
    }
    Mac48Address address;
    address.CopyFrom(bytes);
    return address;
}

/// @return any number, large ones as likely as small ones
template <typename T>
T
AnyNumber()
{
    return *rc::gen::resize(100, rc::gen::arbitrary<T>());
}

/**
 * @param a a number
 * @param b a number
 * @return whether they are the same bits: NaN equals itself, 0 does not equal -0
 */
bool
SameBits(double a, double b)
{
    return std::memcmp(&a, &b, sizeof(a)) == 0;
}

/**
 * @brief Put a header before some payload and take it off again.
 * @param header any
 * @return the header that was taken off
 */
template <typename H>
H
PassOn(const H& header)
{
    const std::vector<uint8_t> payload = *rc::gen::arbitrary<std::vector<uint8_t>>();
    auto packet = Create<Packet>(payload.data(), payload.size());
    packet->AddHeader(header);
    RC_ASSERT(packet->GetSize() == payload.size() + header.GetSerializedSize());
    std::vector<uint8_t> before(packet->GetSize());
    packet->CopyData(before.data(), before.size());
    H other;
    RC_ASSERT(packet->RemoveHeader(other) == header.GetSerializedSize());
    std::vector<uint8_t> left(packet->GetSize());
    packet->CopyData(left.data(), left.size());
    RC_ASSERT(left == payload);
    packet->AddHeader(other);
    std::vector<uint8_t> after(packet->GetSize());
    packet->CopyData(after.data(), after.size());
    RC_ASSERT(after == before); // the same bytes: GetSerializedSize() and Serialize() agree
    return other;
}

} // namespace

RC_GTEST_PROP(HeaderProperty, MacRoundTrip, ())
{
    IsacMacHeader header;
    header.direction = static_cast<IsacMacHeader::Direction>(*rc::gen::inRange(0, 2));
    header.trafficClass = static_cast<IsacMacHeader::Class>(*rc::gen::inRange(0, 3));
    header.protocol = AnyNumber<uint16_t>();
    header.sequence = AnyNumber<uint32_t>();
    header.destination = AnyAddress();
    header.source = AnyAddress();
    const IsacMacHeader other = PassOn(header);
    RC_ASSERT(other.direction == header.direction);
    RC_ASSERT(other.trafficClass == header.trafficClass);
    RC_ASSERT(other.protocol == header.protocol);
    RC_ASSERT(other.sequence == header.sequence);
    RC_ASSERT(other.destination == header.destination);
    RC_ASSERT(other.source == header.source);
}

RC_GTEST_PROP(HeaderProperty, StatusReportRoundTrip, ())
{
    StatusReportHeader header;
    header.slot = AnyNumber<uint32_t>();
    header.user = AnyAddress();
    header.gain = AnyDouble();
    header.interference = AnyDouble();
    header.requirement = AnyDouble();
    header.priority = AnyNumber<uint32_t>();
    header.lastSlot = AnyNumber<uint32_t>();
    header.lastCaqa = AnyDouble();
    header.lastRequirement = AnyDouble();
    header.lastBytes = AnyNumber<uint32_t>();
    const StatusReportHeader other = PassOn(header);
    RC_ASSERT(other.slot == header.slot);
    RC_ASSERT(other.user == header.user);
    RC_ASSERT(SameBits(other.gain, header.gain));
    RC_ASSERT(SameBits(other.interference, header.interference));
    RC_ASSERT(SameBits(other.requirement, header.requirement));
    RC_ASSERT(other.priority == header.priority);
    RC_ASSERT(other.lastSlot == header.lastSlot);
    RC_ASSERT(SameBits(other.lastCaqa, header.lastCaqa));
    RC_ASSERT(SameBits(other.lastRequirement, header.lastRequirement));
    RC_ASSERT(other.lastBytes == header.lastBytes);
}

RC_GTEST_PROP(HeaderProperty, GenerationRequestRoundTrip, ())
{
    GenerationRequestHeader header;
    header.slot = AnyNumber<uint32_t>();
    header.user = AnyAddress();
    header.steps = AnyNumber<uint16_t>();
    header.contentBytes = AnyNumber<uint32_t>();
    header.accuracy = AnyDouble();
    const GenerationRequestHeader other = PassOn(header);
    RC_ASSERT(other.slot == header.slot);
    RC_ASSERT(other.user == header.user);
    RC_ASSERT(other.steps == header.steps);
    RC_ASSERT(other.contentBytes == header.contentBytes);
    RC_ASSERT(SameBits(other.accuracy, header.accuracy));
}

RC_GTEST_PROP(HeaderProperty, ContentRoundTrip, ())
{
    ContentHeader header;
    header.slot = AnyNumber<uint32_t>();
    header.user = AnyAddress();
    header.total = AnyNumber<uint32_t>();
    header.offset = AnyNumber<uint32_t>();
    header.length = AnyNumber<uint32_t>();
    header.steps = AnyNumber<uint16_t>();
    header.accuracy = AnyDouble();
    const ContentHeader other = PassOn(header);
    RC_ASSERT(other.slot == header.slot);
    RC_ASSERT(other.user == header.user);
    RC_ASSERT(other.total == header.total);
    RC_ASSERT(other.offset == header.offset);
    RC_ASSERT(other.length == header.length);
    RC_ASSERT(other.steps == header.steps);
    RC_ASSERT(SameBits(other.accuracy, header.accuracy));
}
