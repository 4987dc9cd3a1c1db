/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_HEADER_H
#define ISAC_DD_HEADER_H

#include "isac-band.h"

#include "ns3/header.h"
#include "ns3/isac-dd-qoe.h"
#include "ns3/mac48-address.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"

#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// First byte of every packet of distributed diffusion: which header it is.
enum DdPacketType : uint8_t
{
    DD_NONE = 0,    //!< no packet of distributed diffusion
    DD_POLL = 1,    //!< DdPollHeader
    DD_REQUEST = 2, //!< DdRequestHeader
    DD_PLAN = 3,    //!< DdPlanHeader
    DD_ORDER = 4,   //!< DdOrderHeader
    DD_LATENT = 5,  //!< DdLatentHeader
    DD_OUTCOME = 6  //!< DdOutcomeHeader
};

/**
 * @ingroup isac-aigc
 * @param packet any
 * @return its first byte; DD_NONE if it has none
 */
DdPacketType PeekDdType(Ptr<const Packet> packet);

/**
 * @ingroup isac-aigc
 * @brief Take a header of distributed diffusion off a packet.
 * @tparam H the header
 * @param packet any; without the header afterwards if it has it
 * @param header filled in
 * @return whether the packet has that header and is long enough for what it announces
 */
template <typename H>
bool
TakeDdHeader(Ptr<Packet> packet, H& header)
{
    if (PeekDdType(packet) != H::TYPE || packet->GetSize() < H::LEAST_SIZE)
    {
        return false;
    }
    packet->RemoveHeader(header);
    return header.whole;
}

/**
 * @ingroup isac-aigc
 * @brief What all headers of distributed diffusion begin with: type and slot, 5 bytes.
 */
class DdHeader : public Header
{
  public:
    uint32_t slot = 0; //!< round of requests that it belongs to
    bool whole = true; //!< after Deserialize(): whether the packet had all that it announces
};

/**
 * @ingroup isac-aigc
 * @brief The manager begins a slot: users tell what they want. 5 bytes.
 */
class DdPollHeader : public DdHeader
{
  public:
    static constexpr DdPacketType TYPE = DD_POLL; //!< first byte
    static constexpr uint32_t LEAST_SIZE = 5;     //!< [byte]

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
};

/// Channel to a user from somebody who may send him latents.
struct DdLink
{
    Mac48Address sender; //!< base station, or the user whose device it is
    double gain = 0.0;   //!< g, power gain over that at which 1 W gives rho
};

/**
 * @ingroup isac-aigc
 * @brief What a user wants, and who he is. 71 bytes, 14 for each link, and the prompt.
 */
class DdRequestHeader : public DdHeader
{
  public:
    static constexpr DdPacketType TYPE = DD_REQUEST; //!< first byte
    static constexpr uint32_t LEAST_SIZE = 71;       //!< [byte]

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

    Mac48Address user;           //!< who asks
    DdPersonality personality{}; //!< u
    double stepEnergy = 0.0;     //!< delta_k of his device [J]
    double energyBudget = 0.0;   //!< E_Tk of his device [J]
    std::vector<DdLink> links;   //!< to him, at most 65535
    std::string prompt;          //!< what he asks for, at most 65535 bytes
};

/**
 * @ingroup isac-aigc
 * @brief The manager's decision, to a user. 36 bytes.
 */
class DdPlanHeader : public DdHeader
{
  public:
    static constexpr DdPacketType TYPE = DD_PLAN; //!< first byte
    static constexpr uint32_t LEAST_SIZE = 36;    //!< [byte]

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

    uint16_t serverSteps = 0;  //!< t_0
    uint16_t deviceSteps = 0;  //!< t_k
    uint16_t longest = 0;      //!< largest t_k of the group
    uint32_t serverPrompt = 0; //!< number of the group's prompt
    uint32_t latentBytes = 0;  //!< to expect
    uint64_t seed = 0;         //!< of the noise of his own steps
    Time deadline;             //!< from then on he goes on with what has come, simulated time
    uint8_t group = 0;         //!< which of the slot
};

/// A user for whom steps are shared.
struct DdMember
{
    Mac48Address user;  //!< who
    IsacBand band;      //!< of his latent; of no width: nothing is sent to him
    double power = 0.0; //!< P_k [W]
};

/**
 * @ingroup isac-aigc
 * @brief The manager's decision, to who takes the shared steps. 24 bytes and 30 for each member.
 */
class DdOrderHeader : public DdHeader
{
  public:
    static constexpr DdPacketType TYPE = DD_ORDER; //!< first byte
    static constexpr uint32_t LEAST_SIZE = 24;     //!< [byte]

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

    uint8_t group = 0;             //!< which of the slot
    uint32_t prompt = 0;           //!< its number
    uint16_t serverSteps = 0;      //!< t_0
    uint16_t scheduleSteps = 0;    //!< N
    uint64_t seed = 0;             //!< of the chain
    std::vector<DdMember> members; //!< at most 65535
};

/**
 * @ingroup isac-aigc
 * @brief In front of a piece of a latent, which may have bit errors; this header has none. 44
 * bytes.
 */
class DdLatentHeader : public DdHeader
{
  public:
    static constexpr DdPacketType TYPE = DD_LATENT; //!< first byte
    static constexpr uint32_t LEAST_SIZE = 40;      //!< [byte]

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

    uint8_t group = 0;   //!< which of the slot
    uint32_t prompt = 0; //!< number of the prompt that it was begun with
    uint16_t taken = 0;  //!< steps taken for this slot; t_0 less what a cache had
    uint32_t total = 0;  //!< of the latent [byte]
    uint32_t offset = 0; //!< of this piece [byte]
    uint32_t length = 0; //!< of this piece [byte]
    Time begun;          //!< when the shared steps began
    Time computed;       //!< when they were done
};

/**
 * @ingroup isac-aigc
 * @brief What a user's picture has come to. 71 bytes.
 */
class DdOutcomeHeader : public DdHeader
{
  public:
    static constexpr DdPacketType TYPE = DD_OUTCOME; //!< first byte
    static constexpr uint32_t LEAST_SIZE = 71;       //!< [byte]

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

    Mac48Address user;         //!< whose
    uint32_t latentBytes = 0;  //!< that have come
    uint32_t wrongBits = 0;    //!< of the latent, those that never came among them
    uint32_t bits = 0;         //!< of the latent
    double leak = 0.0;         //!< l
    double qoe = 0.0;          //!< Q
    double deviceEnergy = 0.0; //!< of his steps [J]
    Time waited;               //!< from the poll to the plan
    Time latent;               //!< from the plan until the latent was there
    Time done;                 //!< from the poll until the picture was there
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_HEADER_H
