/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-dd-header.h"
#include "ns3/packet.h"

#include <algorithm>
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

/// @return any time that a header can tell
Time
AnyTime()
{
    return NanoSeconds(AnyNumber<int64_t>());
}

/**
 * @param packet any
 * @return its bytes
 */
std::vector<uint8_t>
BytesOf(Ptr<const Packet> packet)
{
    std::vector<uint8_t> bytes(packet->GetSize());
    packet->CopyData(bytes.data(), static_cast<uint32_t>(bytes.size()));
    return bytes;
}

/**
 * @brief Put a header before some payload, take it off, and compare the bytes of both.
 * @param header any
 * @return the header that was taken off
 */
template <typename H>
H
PassOn(const H& header)
{
    const auto payload = *rc::gen::arbitrary<std::vector<uint8_t>>();
    auto packet = Create<Packet>(payload.data(), payload.size());
    packet->AddHeader(header);
    RC_ASSERT(header.GetSerializedSize() >= H::LEAST_SIZE);
    RC_ASSERT(packet->GetSize() == payload.size() + header.GetSerializedSize());
    const std::vector<uint8_t> before = BytesOf(packet);
    H other;
    RC_ASSERT(TakeDdHeader(packet, other));
    RC_ASSERT(BytesOf(packet) == payload);
    packet->AddHeader(other);
    RC_ASSERT(BytesOf(packet) == before);
    // Cut anywhere, it is refused: nothing beyond the end is read.
    const auto size = *rc::gen::inRange<uint32_t>(0, header.GetSerializedSize());
    H cut;
    RC_ASSERT(!TakeDdHeader(Create<Packet>(before.data(), size), cut));
    return other;
}

} // namespace

RC_GTEST_PROP(DdHeaderProperty, Poll, ())
{
    DdPollHeader header;
    header.slot = AnyNumber<uint32_t>();
    RC_ASSERT(PassOn(header).slot == header.slot);
}

RC_GTEST_PROP(DdHeaderProperty, Request, ())
{
    DdRequestHeader header;
    header.slot = AnyNumber<uint32_t>();
    header.user = AnyAddress();
    for (double& score : header.personality)
    {
        score = AnyDouble();
    }
    header.stepEnergy = AnyDouble();
    header.energyBudget = AnyDouble();
    header.links.resize(*rc::gen::inRange<std::size_t>(0, 20));
    for (DdLink& link : header.links)
    {
        link = {AnyAddress(), AnyDouble()};
    }
    header.prompt = *rc::gen::arbitrary<std::string>();
    const DdRequestHeader other = PassOn(header);
    RC_ASSERT(other.user == header.user);
    RC_ASSERT(other.prompt == header.prompt);
    RC_ASSERT(other.links.size() == header.links.size());
    for (std::size_t i = 0; i < header.links.size(); ++i)
    {
        RC_ASSERT(other.links[i].sender == header.links[i].sender);
    }
}

RC_GTEST_PROP(DdHeaderProperty, Plan, ())
{
    DdPlanHeader header;
    header.slot = AnyNumber<uint32_t>();
    header.group = AnyNumber<uint8_t>();
    header.serverSteps = AnyNumber<uint16_t>();
    header.deviceSteps = AnyNumber<uint16_t>();
    header.longest = AnyNumber<uint16_t>();
    header.serverPrompt = AnyNumber<uint32_t>();
    header.latentBytes = AnyNumber<uint32_t>();
    header.seed = AnyNumber<uint64_t>();
    header.deadline = AnyTime();
    const DdPlanHeader other = PassOn(header);
    RC_ASSERT(other.serverSteps == header.serverSteps);
    RC_ASSERT(other.deviceSteps == header.deviceSteps);
    RC_ASSERT(other.longest == header.longest);
    RC_ASSERT(other.serverPrompt == header.serverPrompt);
    RC_ASSERT(other.latentBytes == header.latentBytes);
    RC_ASSERT(other.seed == header.seed);
    RC_ASSERT(other.deadline == header.deadline);
    RC_ASSERT(other.group == header.group);
}

RC_GTEST_PROP(DdHeaderProperty, Order, ())
{
    DdOrderHeader header;
    header.slot = AnyNumber<uint32_t>();
    header.group = AnyNumber<uint8_t>();
    header.prompt = AnyNumber<uint32_t>();
    header.serverSteps = AnyNumber<uint16_t>();
    header.scheduleSteps = AnyNumber<uint16_t>();
    header.seed = AnyNumber<uint64_t>();
    header.members.resize(*rc::gen::inRange<std::size_t>(0, 20));
    for (DdMember& member : header.members)
    {
        member = {AnyAddress(), {AnyDouble(), AnyDouble()}, AnyDouble()};
    }
    const DdOrderHeader other = PassOn(header);
    RC_ASSERT(other.prompt == header.prompt);
    RC_ASSERT(other.serverSteps == header.serverSteps);
    RC_ASSERT(other.scheduleSteps == header.scheduleSteps);
    RC_ASSERT(other.seed == header.seed);
    RC_ASSERT(other.members.size() == header.members.size());
}

RC_GTEST_PROP(DdHeaderProperty, Latent, ())
{
    DdLatentHeader header;
    header.slot = AnyNumber<uint32_t>();
    header.group = AnyNumber<uint8_t>();
    header.prompt = AnyNumber<uint32_t>();
    header.taken = AnyNumber<uint16_t>();
    header.total = AnyNumber<uint32_t>();
    header.offset = AnyNumber<uint32_t>();
    header.length = AnyNumber<uint32_t>();
    header.begun = AnyTime();
    header.computed = AnyTime();
    const DdLatentHeader other = PassOn(header);
    RC_ASSERT(other.prompt == header.prompt);
    RC_ASSERT(other.taken == header.taken);
    RC_ASSERT(other.total == header.total);
    RC_ASSERT(other.offset == header.offset);
    RC_ASSERT(other.length == header.length);
    RC_ASSERT(other.begun == header.begun);
    RC_ASSERT(other.computed == header.computed);
}

RC_GTEST_PROP(DdHeaderProperty, Outcome, ())
{
    DdOutcomeHeader header;
    header.slot = AnyNumber<uint32_t>();
    header.user = AnyAddress();
    header.latentBytes = AnyNumber<uint32_t>();
    header.wrongBits = AnyNumber<uint32_t>();
    header.bits = AnyNumber<uint32_t>();
    header.leak = AnyDouble();
    header.qoe = AnyDouble();
    header.deviceEnergy = AnyDouble();
    header.waited = AnyTime();
    header.latent = AnyTime();
    header.done = AnyTime();
    const DdOutcomeHeader other = PassOn(header);
    RC_ASSERT(other.user == header.user);
    RC_ASSERT(other.latentBytes == header.latentBytes);
    RC_ASSERT(other.wrongBits == header.wrongBits);
    RC_ASSERT(other.bits == header.bits);
    RC_ASSERT(other.waited == header.waited);
    RC_ASSERT(other.latent == header.latent);
    RC_ASSERT(other.done == header.done);
}

RC_GTEST_PROP(DdHeaderProperty, AnyBytesAreTakenOrRefused, ())
{
    auto bytes = *rc::gen::arbitrary<std::vector<uint8_t>>();
    bytes.resize(bytes.size() + *rc::gen::inRange<std::size_t>(0, 100));
    if (!bytes.empty())
    {
        bytes[0] = *rc::gen::inRange<uint8_t>(0, 8);
    }
    const auto packet = [&bytes] { return Create<Packet>(bytes.data(), bytes.size()); };
    DdRequestHeader request;
    DdOrderHeader order;
    DdLatentHeader latent;
    // What is taken was there, byte for byte; what announces more than there is, is refused.
    const auto there = [&bytes](bool taken, const auto& header) {
        if (taken)
        {
            auto again = Create<Packet>();
            again->AddHeader(header);
            const std::vector<uint8_t> written = BytesOf(again);
            RC_ASSERT(written.size() <= bytes.size());
            RC_ASSERT(std::equal(written.begin(), written.end(), bytes.begin()));
        }
        return taken ? 1 : 0;
    };
    const int taken = there(TakeDdHeader(packet(), request), request) +
                      there(TakeDdHeader(packet(), order), order) +
                      there(TakeDdHeader(packet(), latent), latent);
    RC_ASSERT(taken <= 1);
}
