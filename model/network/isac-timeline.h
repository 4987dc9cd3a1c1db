/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_TIMELINE_H
#define ISAC_TIMELINE_H

#include "isac-band.h"

#include "ns3/mac48-address.h"
#include "ns3/nstime.h"

#include <vector>

namespace ns3
{
namespace isac
{

/// Phase I for one user.
struct IsacSensingGrant
{
    Mac48Address user;   //!< who is sensed
    uint32_t cycles = 0; //!< n; 0 passes him over
};

/// Phase III for one user: airtime that his frames may use, whenever they come.
struct IsacDownlinkGrant
{
    Mac48Address user;         //!< who is sent to
    IsacBand band;             //!< subchannel; of no width: the user's own
    double power = 0.0;        //!< on that band [W]
    double airtime = 0.0;      //!< T_k,c, in all [s]
    Time start;                //!< not before this, from the end of sensing and guard
    Time deadline;             //!< not beyond this instant of simulated time
    double gain = 0.0;         //!< path gain the rate is set by; 0: as it is at each burst
    double interference = 0.0; //!< density the rate is set by, with gain [W/Hz]
};

/// Uplink of one user in frequency division: a part of the band, until the next grant.
struct IsacUplinkGrant
{
    IsacBand band;      //!< part of the granted band; of no width: nothing may be sent
    double power = 0.0; //!< on that band; 0: the device's own [W]
};

/**
 * @ingroup isac-aigc
 * @brief One slot of a base station: sensing of the users in turn, a guard interval, downloads.
 */
struct IsacTimeline
{
    uint32_t slot = 0;                       //!< named to those who are told of results
    std::vector<IsacSensingGrant> sensing;   //!< in order of priority
    Time cycleTime = MicroSeconds(60);       //!< T_s
    double sensingPower = 1.0;               //!< P_s [W]
    Time guard;                              //!< between the last sensing burst and downloads
    std::vector<IsacDownlinkGrant> downlink; //!< at most one for a user
};

} // namespace isac
} // namespace ns3

#endif // ISAC_TIMELINE_H
