/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_HEADER_H
#define ISAC_DA_HEADER_H

#include "isac-da-wire.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief A user tells the manager that he is there, once through each cell. 31 bytes.
 */
class DaGreetingHeader : public DaHeader<DaGreetingHeader>
{
  public:
    static constexpr DaPacketType TYPE = DA_GREETING;                  //!< first byte
    static constexpr const char* NAME = "ns3::isac::DaGreetingHeader"; //!< of its TypeId

    uint32_t user = 0;    //!< who
    uint32_t station = 0; //!< through which cell
    Mac48Address device;  //!< his, in that cell
    double east = 0.0;    //!< where he is [m]
    double north = 0.0;   //!< likewise [m]

    /// @tparam S this header @tparam V a visitor @param self the header @param visit takes fields
    template <typename S, typename V>
    static void Visit(S& self, V& visit)
    {
        visit("user", self.user);
        visit("station", self.station);
        visit("device", self.device);
        visit("east", self.east);
        visit("north", self.north);
    }
};

/**
 * @ingroup isac-aigc
 * @brief The manager's decision, to a base station: one user's downlink in a slot. 55 bytes. The
 * plan of a slot is as many packets as it has users, or one without a band if it has none.
 */
class DaPlanHeader : public DaHeader<DaPlanHeader>
{
  public:
    static constexpr DaPacketType TYPE = DA_PLAN;                  //!< first byte
    static constexpr const char* NAME = "ns3::isac::DaPlanHeader"; //!< of its TypeId

    uint32_t slot = 0;    //!< that it is for
    uint32_t packets = 0; //!< that the plan consists of
    Time end;             //!< when the slot ends
    Mac48Address device;  //!< of the user, in this cell
    IsacBand band;        //!< part of the carrier; of no width: nothing for him
    double power = 0.0;   //!< on that band [W]
    Time delay;           //!< from the execution of the plan until the grant opens

    /// @copydoc DaGreetingHeader::Visit
    template <typename S, typename V>
    static void Visit(S& self, V& visit)
    {
        visit("slot", self.slot);
        visit("packets", self.packets);
        visit("end", self.end);
        visit("device", self.device);
        visit("band", self.band);
        visit("power", self.power);
        visit("delay", self.delay);
    }
};

/**
 * @ingroup isac-aigc
 * @brief The manager's decision, to a user: who serves him in this slot and what he reports.
 * 47 bytes.
 */
class DaGrantHeader : public DaHeader<DaGrantHeader>
{
  public:
    static constexpr DaPacketType TYPE = DA_GRANT;                  //!< first byte
    static constexpr const char* NAME = "ns3::isac::DaGrantHeader"; //!< of its TypeId

    uint32_t slot = 0;               //!< that it is for
    Time start;                      //!< when the slot began
    uint32_t station = 0;            //!< that serves; another one than before: a handover
    IsacBand uplink;                 //!< for reports; of no width: none
    double power = 0.0;              //!< on that band [W]
    uint16_t behaviourSamples = 0;   //!< to report in this slot
    uint16_t fileSizeSamples = 0;    //!< to report in this slot
    uint16_t environmentSamples = 0; //!< to report in this slot

    /// @copydoc DaGreetingHeader::Visit
    template <typename S, typename V>
    static void Visit(S& self, V& visit)
    {
        visit("slot", self.slot);
        visit("start", self.start);
        visit("station", self.station);
        visit("uplink", self.uplink);
        visit("power", self.power);
        visit("behaviourSamples", self.behaviourSamples);
        visit("fileSizeSamples", self.fileSizeSamples);
        visit("environmentSamples", self.environmentSamples);
    }
};

/**
 * @ingroup isac-aigc
 * @brief A user asks the server for the segment of a slot. 13 bytes.
 */
class DaRequestHeader : public DaHeader<DaRequestHeader>
{
  public:
    static constexpr DaPacketType TYPE = DA_REQUEST;                  //!< first byte
    static constexpr const char* NAME = "ns3::isac::DaRequestHeader"; //!< of its TypeId

    uint32_t slot = 0;  //!< that plays it
    uint32_t user = 0;  //!< who
    uint32_t bytes = 0; //!< F

    /// @copydoc DaGreetingHeader::Visit
    template <typename S, typename V>
    static void Visit(S& self, V& visit)
    {
        visit("slot", self.slot);
        visit("user", self.user);
        visit("bytes", self.bytes);
    }
};

/**
 * @ingroup isac-aigc
 * @brief A piece of a segment, from the server to a user. 41 bytes, then the piece.
 */
class DaSegmentHeader : public DaHeader<DaSegmentHeader>
{
  public:
    static constexpr DaPacketType TYPE = DA_SEGMENT;                  //!< first byte
    static constexpr const char* NAME = "ns3::isac::DaSegmentHeader"; //!< of its TypeId

    uint32_t slot = 0;   //!< that plays it
    uint32_t total = 0;  //!< bytes of the segment
    uint32_t offset = 0; //!< of this piece
    uint32_t length = 0; //!< of this piece
    Time asked;          //!< when the request came
    Time computed;       //!< when the server had computed it
    Time sent;           //!< when it left the server

    /// @copydoc DaGreetingHeader::Visit
    template <typename S, typename V>
    static void Visit(S& self, V& visit)
    {
        visit("slot", self.slot);
        visit("total", self.total);
        visit("offset", self.offset);
        visit("length", self.length);
        visit("asked", self.asked);
        visit("computed", self.computed);
        visit("sent", self.sent);
    }
};

/**
 * @ingroup isac-aigc
 * @brief A sample of what a user's digital agent follows, and where he is. 34 bytes, then the raw
 * data.
 */
class DaReportHeader : public DaHeader<DaReportHeader>
{
  public:
    static constexpr DaPacketType TYPE = DA_REPORT;                  //!< first byte
    static constexpr const char* NAME = "ns3::isac::DaReportHeader"; //!< of its TypeId

    uint32_t slot = 0;     //!< in which it was taken
    uint32_t user = 0;     //!< whose
    uint8_t attribute = 0; //!< DaFollowed
    double value = 0.0;    //!< in the unit of the attribute
    double east = 0.0;     //!< where he took it [m]
    double north = 0.0;    //!< likewise [m]

    /// @copydoc DaGreetingHeader::Visit
    template <typename S, typename V>
    static void Visit(S& self, V& visit)
    {
        visit("slot", self.slot);
        visit("user", self.user);
        visit("attribute", self.attribute);
        visit("value", self.value);
        visit("east", self.east);
        visit("north", self.north);
    }
};

/**
 * @ingroup isac-aigc
 * @brief A user says how he liked a video. 37 bytes.
 */
class DaScoreHeader : public DaHeader<DaScoreHeader>
{
  public:
    static constexpr DaPacketType TYPE = DA_SCORE;                  //!< first byte
    static constexpr const char* NAME = "ns3::isac::DaScoreHeader"; //!< of its TypeId

    uint32_t slot = 0;     //!< of the last segment
    uint32_t user = 0;     //!< who
    uint32_t segments = 0; //!< that he watched
    double quality = 0.0;  //!< mean q of them
    double latency = 0.0;  //!< mean T of them [s]
    double score = 0.0;    //!< 1 to 5

    /// @copydoc DaGreetingHeader::Visit
    template <typename S, typename V>
    static void Visit(S& self, V& visit)
    {
        visit("slot", self.slot);
        visit("user", self.user);
        visit("segments", self.segments);
        visit("quality", self.quality);
        visit("latency", self.latency);
        visit("score", self.score);
    }
};

/**
 * @ingroup isac-aigc
 * @brief A base station tells the manager what an echo said. 43 bytes.
 */
class DaEchoHeader : public DaHeader<DaEchoHeader>
{
  public:
    static constexpr DaPacketType TYPE = DA_ECHO;                  //!< first byte
    static constexpr const char* NAME = "ns3::isac::DaEchoHeader"; //!< of its TypeId

    uint32_t station = 0;  //!< that heard it
    Mac48Address device;   //!< of the user, in that cell
    Time time;             //!< when it was complete
    double range = 0.0;    //!< estimate [m]
    double velocity = 0.0; //!< estimate, away from the base station [m/s]
    double azimuth = 0.0;  //!< estimate, counter-clockwise from east [degree]

    /// @copydoc DaGreetingHeader::Visit
    template <typename S, typename V>
    static void Visit(S& self, V& visit)
    {
        visit("station", self.station);
        visit("device", self.device);
        visit("time", self.time);
        visit("range", self.range);
        visit("velocity", self.velocity);
        visit("azimuth", self.azimuth);
    }
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_HEADER_H
