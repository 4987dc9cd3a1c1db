/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MAC_HEADER_H
#define ISAC_MAC_HEADER_H

#include "ns3/header.h"
#include "ns3/mac48-address.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Header of every frame on the radio: 20 bytes, network byte order.
 *
 * direction (1), class (1), protocol (2), sequence number (4), destination (6), source (6).
 */
class IsacMacHeader : public Header
{
  public:
    /// Which way a frame goes.
    enum Direction : uint8_t
    {
        DOWNLINK = 0, //!< base station to user
        UPLINK = 1    //!< user to base station
    };

    /// What airtime a frame may use.
    enum Class : uint8_t
    {
        BEST_EFFORT = 0, //!< outside grants
        GRANTED = 1,     //!< what the manager granted the user
        CONTROL = 2      //!< as best effort, and before it
    };

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

    Direction direction = DOWNLINK;   //!< which way it goes
    Class trafficClass = BEST_EFFORT; //!< what airtime it may use
    uint16_t protocol = 0;            //!< EtherType of the payload
    uint32_t sequence = 0;            //!< counts the sender's frames
    Mac48Address destination;         //!< receiver; may be a group
    Mac48Address source;              //!< sender
};

} // namespace isac
} // namespace ns3

#endif // ISAC_MAC_HEADER_H
