/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MEGC_CONTROL_HEADER_H
#define ISAC_MEGC_CONTROL_HEADER_H

#include "isac-band.h"

#include "ns3/header.h"
#include "ns3/mac48-address.h"
#include "ns3/packet.h"

namespace ns3
{
namespace isac
{

/// What a user of MEGC is.
enum MegcKind : uint8_t
{
    MEGC_COMPUTATION = 0, //!< splits a task between device and server
    MEGC_CONTENT = 1,     //!< has content generated
    MEGC_VISION = 2       //!< has data enhanced that it sends
};

/// First byte of every packet of MEGC: which header it is.
enum MegcPacketType : uint8_t
{
    MEGC_NONE = 0,    //!< no packet of MEGC
    MEGC_POLL = 1,    //!< MegcPollHeader
    MEGC_GRANT = 2,   //!< MegcGrantHeader
    MEGC_JOB = 3,     //!< MegcJobHeader
    MEGC_REPORT = 4,  //!< MegcReportHeader
    MEGC_OUTCOME = 5, //!< MegcOutcomeHeader
    MEGC_TASK = 6,    //!< MegcTaskHeader
    MEGC_RESULT = 7   //!< MegcResultHeader
};

/**
 * @ingroup isac-aigc
 * @param packet any
 * @return its first byte; MEGC_NONE if it has none
 */
MegcPacketType PeekMegcType(Ptr<const Packet> packet);

/**
 * @ingroup isac-aigc
 * @brief Take a header of MEGC off a packet.
 * @tparam H the header
 * @param packet any; without the header afterwards if it has it
 * @param header filled in
 * @return whether the packet has that header and is long enough for it
 */
template <typename H>
bool
TakeMegcHeader(Ptr<Packet> packet, H& header)
{
    if (PeekMegcType(packet) != H::TYPE || packet->GetSize() < header.GetSerializedSize())
    {
        return false;
    }
    packet->RemoveHeader(header);
    return true;
}

/**
 * @ingroup isac-aigc
 * @brief The manager begins a slot: users have a task each and report it. 5 bytes.
 */
class MegcPollHeader : public Header
{
  public:
    static constexpr MegcPacketType TYPE = MEGC_POLL; //!< first byte

    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();
    TypeId GetInstanceTypeId() const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;
    uint32_t Deserialize(Buffer::Iterator start) override;
    void Print(std::ostream& os) const override;

    uint32_t slot = 0; //!< that begins
};

/**
 * @ingroup isac-aigc
 * @brief The manager's decision, to a user: what to send, and where. 33 bytes.
 */
class MegcGrantHeader : public Header
{
  public:
    static constexpr MegcPacketType TYPE = MEGC_GRANT; //!< first byte

    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();
    TypeId GetInstanceTypeId() const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;
    uint32_t Deserialize(Buffer::Iterator start) override;
    void Print(std::ostream& os) const override;

    uint32_t slot = 0;      //!< that it is for
    uint32_t sentBytes = 0; //!< of the task that go to the server, lambda D
    IsacBand uplink;        //!< where they go; of no width: nowhere
    double power = 0.0;     //!< on that band [W]
};

/**
 * @ingroup isac-aigc
 * @brief The manager's decision, to the server: a share for a user's job. 28 bytes.
 */
class MegcJobHeader : public Header
{
  public:
    static constexpr MegcPacketType TYPE = MEGC_JOB; //!< first byte

    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();
    TypeId GetInstanceTypeId() const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;
    uint32_t Deserialize(Buffer::Iterator start) override;
    void Print(std::ostream& os) const override;

    uint32_t slot = 0;                //!< that it is for
    Mac48Address user;                //!< whose job
    MegcKind kind = MEGC_COMPUTATION; //!< what kind of user
    double ratio = 0.0;               //!< omega, of the server's speed
    uint32_t inputBytes = 0;          //!< that the user sends
    uint32_t resultBytes = 0;         //!< that he gets
};

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_CONTROL_HEADER_H
