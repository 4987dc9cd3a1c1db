/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MEGC_REPORT_HEADER_H
#define ISAC_MEGC_REPORT_HEADER_H

#include "isac-megc-control-header.h"

#include "ns3/nstime.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief A user's report at the beginning of a slot: task and channel; before the first slot a
 * greeting, that the manager learns of the user. 48 bytes.
 */
class MegcReportHeader : public Header
{
  public:
    static constexpr MegcPacketType TYPE = MEGC_REPORT; //!< first byte
    /// Slot of a greeting.
    static constexpr uint32_t NO_SLOT = 0xffffffff;

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

    uint32_t slot = 0;                 //!< that it is for, or NO_SLOT
    Mac48Address user;                 //!< the device that reports
    MegcKind kind = MEGC_COMPUTATION;  //!< what kind of user
    uint32_t taskBytes = 0;            //!< D; of a content user what is generated
    double uplinkGain = 0.0;           //!< path gain to the base station
    double uplinkInterference = 0.0;   //!< density met by the last granted packet [W/Hz]
    double downlinkGain = 0.0;         //!< path gain from the base station
    double downlinkInterference = 0.0; //!< density met by the last granted packet [W/Hz]
};

/**
 * @ingroup isac-aigc
 * @brief A user tells that its task is done, and how long what took. 59 bytes.
 */
class MegcOutcomeHeader : public Header
{
  public:
    static constexpr MegcPacketType TYPE = MEGC_OUTCOME; //!< first byte

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

    uint32_t slot = 0; //!< of the task
    Mac48Address user; //!< who tells
    Time wait;         //!< from the poll to the grant
    Time local;        //!< computing on the device, from the grant
    Time uplink;       //!< from the grant until the server has all it needs
    Time server;       //!< from then until the result
    Time downlink;     //!< from then until the user has it
    Time latency;      //!< L: from the poll until all is done
};

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_REPORT_HEADER_H
