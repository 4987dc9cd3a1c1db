/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef MULTICELL_OPTIONS_H
#define MULTICELL_OPTIONS_H

#include "ns3/isac-arguments.h"

#include <cstdint>
#include <string>
#include <vector>

/// What the command line of caqa-multicell chooses.
struct MulticellOptions
{
    uint32_t cells = 3;                //!< base stations
    uint32_t users = 10;               //!< in each cell
    uint32_t slots = 20;               //!< to run
    double distance = 500.0;           //!< between base stations [m]
    double speed = 1.5;                //!< of users [m/s]
    double marginDb = 6.0;             //!< below capacity [dB]
    std::string policy = "constant";   //!< of every cell
    std::string subchannels = "Fixed"; //!< how each cell shares its band
    bool isolated = false;             //!< each cell on a channel of its own
    bool separateServers = false;      //!< one edge server for each cell
    double speedup = 3.0;              //!< of the shared edge server over a cell's own
    double backhaulDelayMs = 1.0;      //!< of each link to an edge server [ms]
    std::string output;                //!< folder; empty: none

    bool mpi = false;        //!< whether the simulation is split over ranks
    std::string cellRanks;   //!< of base stations and their users; empty: chosen
    std::string serverRanks; //!< of edge servers; empty: chosen
};

/// Which rank simulates what.
struct MulticellPlacement
{
    std::vector<uint32_t> cells;   //!< rank of each base station and its users
    std::vector<uint32_t> servers; //!< rank of each edge server
};

/**
 * @param options gets the values
 * @param arguments gets the options
 */
void AddMulticellArguments(MulticellOptions& options, ns3::isac::Arguments& arguments);

/**
 * @brief Place cells and servers on ranks: as the options say, else cells with a channel of their
 * own in turn, cells on one channel on rank 0. A server that serves one such cell stays with it,
 * for then no packet changes ranks; other servers go in turn to the ranks that are left.
 *
 * @param options of which cellRanks and serverRanks then say where all are
 * @param ranks that there are
 * @param placement gets the ranks
 * @return what cannot be placed so, an option first; empty if nothing
 */
std::string Place(MulticellOptions& options, uint32_t ranks, MulticellPlacement& placement);

#endif // MULTICELL_OPTIONS_H
