/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_RECORD_H
#define ISAC_DD_RECORD_H

#include "ns3/isac-dd-qoe.h"
#include "ns3/isac-rgb-picture.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// What became of one user's request; not a number where it never came to that.
struct DdUserRecord
{
    /// Marks what has not happened.
    static constexpr double NEVER = std::numeric_limits<double>::quiet_NaN();

    uint32_t user = 0;           //!< number, from 0
    uint32_t group = 0;          //!< of the slot, from 0
    bool head = false;           //!< whether his device takes the group's shared steps
    DdPersonality personality{}; //!< u
    std::string prompt;          //!< his
    std::string serverPrompt;    //!< that the shared steps were begun with
    double distance = 0.0;       //!< d of both
    double gain = 0.0;           //!< g, as reported
    int serverSteps = 0;         //!< t_0
    int sharedTaken = 0;         //!< of them not found in a cache
    int deviceSteps = 0;         //!< t_k
    int scheduleSteps = 0;       //!< N of the shared chain
    double power = 0.0;          //!< P_k [W]
    double expectedError = 0.0;  //!< p, in closed form
    uint32_t bits = 0;           //!< of the latent
    uint32_t wrongBits = 0;      //!< of them as received
    double leak = NEVER;         //!< l, as measured bit errors give it
    double surrogate = NEVER;    //!< Q of the closed form for measured bit errors
    double qoe = NEVER;          //!< Q as the evaluator tells it
    double expectedQoe = 0.0;    //!< Q in closed form
    double deviceEnergy = 0.0;   //!< drawn by his device's own steps [J]
    double polled = NEVER;       //!< the poll reached him, from the slot's start [s]
    double wait = NEVER;         //!< from the poll to the plan [s]
    double shared = NEVER;       //!< shared steps of his group [s]
    double airtime = NEVER;      //!< from their end until the latent was there [s]
    double steps = NEVER;        //!< his device's steps [s]
    double latency = NEVER;      //!< from the poll until the picture was there [s]
    RgbPicture picture;          //!< of no size without a model

    /// @return p as measured; not a number of nothing
    double MeasuredError() const
    {
        return bits > 0 ? static_cast<double>(wrongBits) / bits : NEVER;
    }
};

/// What happened in one slot of a cell.
struct DdSlotRecord
{
    uint32_t slot = 0;                 //!< which, from 0
    double start = 0.0;                //!< simulated time of its beginning [s]
    double decided = 0.0;              //!< from then until the last request was in [s]
    double decisionTime = 0.0;         //!< real time that the scheme took [s]
    uint32_t asked = 0;                //!< users who were polled
    uint32_t groups = 0;               //!< that share steps
    std::vector<DdUserRecord> users;   //!< of all groups, by number
    uint32_t done = 0;                 //!< of them whose picture was made
    double sharedEnergy = 0.0;         //!< drawn by shared steps [J]
    double radioEnergy = 0.0;          //!< drawn by radios that send latents [J]
    double deviceEnergy = 0.0;         //!< drawn by devices' own steps [J]
    double expectedServerEnergy = 0.0; //!< (24), of all groups, in closed form [J]
    double expectedDeviceEnergy = 0.0; //!< of all devices, in closed form [J]
    double separateEnergy = 0.0;       //!< of shared steps, had each user a chain of his own [J]
    double sumQoe = 0.0;               //!< (21) as measured
    double expectedSumQoe = 0.0;       //!< (21) in closed form
    double reward = 0.0;               //!< (27) of what was measured
    double expectedReward = 0.0;       //!< (27) in closed form, over all groups
    uint32_t cacheHits = 0;            //!< latents found
    uint32_t cacheMisses = 0;          //!< latents not found
    uint32_t savedSteps = 0;           //!< that latents found had taken
    double savedEnergy = 0.0;          //!< of them [J]
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_RECORD_H
