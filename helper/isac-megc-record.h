/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MEGC_RECORD_H
#define ISAC_MEGC_RECORD_H

#include "ns3/isac-megc-control-header.h"

#include <cstdint>
#include <limits>
#include <vector>

namespace ns3
{
namespace isac
{

/// What became of one user's task; times in seconds, not a number where it was never done.
struct MegcUserRecord
{
    /// Marks what has not happened.
    static constexpr double NEVER = std::numeric_limits<double>::quiet_NaN();

    MegcKind kind = MEGC_COMPUTATION; //!< of user
    double taskBits = 0.0;            //!< D [bit]
    double offloading = 0.0;          //!< lambda, of computation users
    double uplinkShare = 0.0;         //!< of bandwidth, if the user has an uplink
    double downlinkShare = 0.0;       //!< of bandwidth, if the user has a downlink
    double powerShare = 0.0;          //!< of the base station's power, likewise
    double speedShare = 0.0;          //!< of the server
    double wait = NEVER;              //!< from the poll to the grant
    double local = NEVER;             //!< computing on the device, from the grant
    double uplink = NEVER;            //!< from the grant until the server had all it needed
    double server = NEVER;            //!< from then until the result
    double downlink = NEVER;          //!< from then until the user had it
    double latency = NEVER;           //!< from the poll until all was done
    double closedForm = 0.0;          //!< what the closed form expects of the latency
};

/// What happened in one slot of a cell; times in seconds.
struct MegcSlotRecord
{
    uint32_t slot = 0;                 //!< which, from 0
    double start = 0.0;                //!< simulated time of its beginning
    double decided = 0.0;              //!< from then until the last report was in
    double decisionTime = 0.0;         //!< real time that the policy took
    std::vector<MegcUserRecord> users; //!< computation, content, vision
    double total = 0.0;                //!< sum of latencies; infinite if a task was never done
    double closedForm = 0.0;           //!< what the closed form expects of it
    double optimum = 0.0;              //!< the least that any decision leads to in closed form
};

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_RECORD_H
