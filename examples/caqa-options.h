/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef CAQA_OPTIONS_H
#define CAQA_OPTIONS_H

#include "caqa-scenario.h"

#include "ns3/isac-caqa-arguments.h"

#include <string>

namespace ns3
{
namespace isac
{

/// Everything that the command line says.
struct CaqaOptions
{
    /// Defaults.
    CaqaOptions()
    {
        scenario.policy = "auto";
    }

    CaqaScenarioOptions scenario;         //!< the network
    CaqaArguments cell;                   //!< Table I
    uint32_t slotsPerEpisode = 5;         //!< slots between new positions
    std::string fidelity = "packet";      //!< or slot
    std::string errorModel = "outage";    //!< or bit-errors
    std::string modulation = "qpsk";      //!< with bit-errors
    std::string knowledge = "perfect";    //!< or reported
    double reportLead = 0.0;              //!< [ms]
    double guard = 0.0;                   //!< [us]
    double backhaulRate = 10.0;           //!< [Gbit/s]
    double backhaulDelay = 1.0;           //!< [ms]
    std::string output;                   //!< folder
    bool csv = true;                      //!< whether users.csv and slots.csv are written
    std::string pcap = "none";            //!< or raw, user0
    bool ascii = false;                   //!< whether traces are written
    std::string devices = "base-station"; //!< whose packets pcap and ascii show
    uint32_t timelineSlot = 0;            //!< the one that is drawn
    bool progress = true;                 //!< whether progress is shown
};

/**
 * @brief Say what options there are.
 * @param options holds the defaults, gets the values
 * @param arguments gets them
 */
void AddCaqaArguments(CaqaOptions& options, Arguments& arguments);

/**
 * @brief Turn what was typed into what the network takes. Only what was typed: the rest is left to
 * attribute defaults, which --ns3::isac::... may have changed.
 * @param arguments that were read
 * @param options gets its scenario
 */
void TranslateCaqaOptions(const Arguments& arguments, CaqaOptions& options);

} // namespace isac
} // namespace ns3

#endif // CAQA_OPTIONS_H
