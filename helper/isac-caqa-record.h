/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CAQA_RECORD_H
#define ISAC_CAQA_RECORD_H

#include "ns3/isac-caqa-slot.h"
#include "ns3/mac48-address.h"
#include "ns3/nstime.h"

#include <array>
#include <limits>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief What was measured of one user in one slot. Times are from the start of the slot [s], and
 * not a number if what they name did not happen before the slot was over.
 */
struct CaqaMeasuredUser
{
    /// Of a time: it did not happen.
    static constexpr double NEVER = std::numeric_limits<double>::quiet_NaN();

    double sensingStart = NEVER;    //!< his sensing burst begins
    double sensingEnd = NEVER;      //!< and ends
    uint32_t cycles = 0;            //!< n, as sent
    bool detected = false;          //!< whether sensing found him
    double arrival = NEVER;         //!< his task reaches the edge server
    double generationStart = NEVER; //!< his task leaves the queue
    double generationEnd = NEVER;   //!< its last step is done
    uint32_t stepsDone = 0;         //!< z, as carried out
    double downloadStart = NEVER;   //!< first burst to him begins
    double completion = NEVER;      //!< last content packet arrived
    uint32_t packets = 0;           //!< of content, received
    uint32_t bytes = 0;             //!< of content, received
    double resolution = 0.0;        //!< x [pixel]
    double accuracy = 0.0;          //!< Theta, as the content says
    double quality = 0.0;           //!< min(x / D_c, 1)
    double caqa = 0.0;              //!< Omega, (8)
};

/// One user in one slot: what was known, what was decided, what came of it.
struct CaqaUserRecord
{
    Mac48Address address;             //!< of his radio
    uint32_t node = 0;                //!< his node's number
    double distance = 0.0;            //!< from the base station [m]
    double gain = 0.0;                //!< g, as reported
    double requirement = 0.0;         //!< Omega_min
    double sensingEnergy = 0.0;       //!< E_s [J]
    uint32_t cycles = 0;              //!< n, as decided
    int steps = 0;                    //!< z, as decided
    double communicationEnergy = 0.0; //!< E_c [J]
    uint32_t contentBytes = 0;        //!< asked for
    CaqaMeasuredUser measured;        //!< stays empty at slot level
};

/// A bar of the timeline picture.
struct CaqaPhase
{
    std::string who;    //!< "base station", "edge server", or the user's MAC address
    std::string phase;  //!< sense, queue, generate, wait or send
    double start = 0.0; //!< from the start of the slot [s]
    double end = 0.0;   //!< from the start of the slot [s]
};

/// One slot of a cell.
struct CaqaSlotRecord
{
    uint32_t slot = 0;                 //!< which
    double start = 0.0;                //!< since the simulation began [s]
    double decided = 0.0;              //!< from the start of the slot [s]
    bool packetLevel = true;           //!< whether anything was measured
    std::vector<CaqaUserRecord> users; //!< by priority
    CaqaOutcome closedForm;            //!< by priority
    CaqaOutcome measured;              //!< averages, violations and reward only
    double energy = 0.0;               //!< drawn by the base station's radio in the slot [J]
    std::vector<CaqaPhase> phases;     //!< if this slot's timeline was asked for
};

/// Users that break C1, C3, C4, C5, C6; C2 counts 1 if the cell breaks it.
using CaqaBroken = std::array<uint32_t, 6>;

/**
 * @ingroup isac-aigc
 * @brief Which constraints of (9) the closed form of a slot breaks.
 * @param cell limits
 * @param slot any
 * @return counts, C1 first
 */
CaqaBroken CountBrokenClosedForm(const CaqaParameters& cell, const CaqaSlotRecord& slot);

/**
 * @ingroup isac-aigc
 * @brief Which constraints of (9) the slot broke as measured: C1 where content that was asked for
 * was not complete in time, C2 by the energy drawn, C3 by the cycles sent, C4 by the steps done,
 * C5 and C6 by what was received, to within one byte.
 * @param cell limits
 * @param slot of packet level
 * @return counts, C1 first
 */
CaqaBroken CountBrokenMeasured(const CaqaParameters& cell, const CaqaSlotRecord& slot);

} // namespace isac
} // namespace ns3

#endif // ISAC_CAQA_RECORD_H
