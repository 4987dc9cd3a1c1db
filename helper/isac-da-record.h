/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_RECORD_H
#define ISAC_DA_RECORD_H

#include "ns3/isac-da-scenario.h"
#include "ns3/isac-waveform-sensor.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// What sensing found of a user in a slot.
enum class DaSensed
{
    NOTHING, //!< his bursts were too short for an echo
    ECHO,    //!< an echo told where he is
    MISS     //!< the detector missed him
};

/// A slot of one user; what he did not tell of is not a number.
struct DaUserRecord
{
    /// Marks what nobody told of.
    static constexpr double UNKNOWN = std::numeric_limits<double>::quiet_NaN();

    bool told = false;              //!< whether his slot is over, for himself
    bool granted = false;           //!< whether his grant came
    bool late = false;              //!< whether his segment did not come in time
    bool handedOver = false;        //!< whether another station took over
    bool unsensed = false;          //!< whether demands of sensing could not be met
    int station = 0;                //!< that serves
    DaUserStatus truth;             //!< what he truly does, from the slot's start
    DaUserStatus believed;          //!< what the network foresaw of the middle of the slot
    double placeEast = UNKNOWN;     //!< where the network thinks that he is, at the start [m]
    double placeNorth = UNKNOWN;    //!< likewise [m]
    double bandwidth = 0.0;         //!< granted [Hz]
    double power = 0.0;             //!< granted [W]
    double speed = 0.0;             //!< granted [cycle/s]
    uint32_t samples = 0;           //!< that he is to report
    double asked = UNKNOWN;         //!< his request reached the server, from the slot's start [s]
    double computed = UNKNOWN;      //!< the server had his segment, likewise [s]
    double latency = UNKNOWN;       //!< T as measured, that of a late segment the slot's time [s]
    double quality = UNKNOWN;       //!< q
    double impact = UNKNOWN;        //!< I
    double qoe = UNKNOWN;           //!< E as measured
    double closedLatency = UNKNOWN; //!< T in closed form, a slot's if it is late [s]
    double closedQoe = UNKNOWN;     //!< E of the same allocation in closed form
    bool closedLate = false;        //!< whether the segment is late in closed form
    double expectedQoe = 0.0;       //!< E as the network expects it, in what it believes
    double optimumQoe = UNKNOWN;    //!< E of the optimum in hindsight
    DaSensed sensed = DaSensed::NOTHING; //!< see DaSensed
};

/// An echo, or a miss, of one user.
struct DaEchoRecord
{
    uint32_t slot = 0;          //!< in which it came
    int station = 0;            //!< that heard it
    uint32_t user = 0;          //!< who
    IsacWaveformEcho echo;      //!< estimates and bounds
    double trueEast = 0.0;      //!< where he was then [m]
    double trueNorth = 0.0;     //!< likewise [m]
    double estimateEast = 0.0;  //!< where the echo says that he was [m]
    double estimateNorth = 0.0; //!< likewise [m]
};

/// What happened in one slot of a network of DA-ISAC.
struct DaSlotRecord
{
    uint32_t slot = 0;                //!< which, from 0
    double start = 0.0;               //!< simulated time of its beginning [s]
    double collectionBandwidth = 0.0; //!< of all reports [Hz]
    double decisionTime = 0.0;        //!< real time that the policy took [s]
    std::vector<DaUserRecord> users;  //!< by number
    std::vector<DaEchoRecord> echoes; //!< in the order of time
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_RECORD_H
