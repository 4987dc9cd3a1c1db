/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef DA_ISAC_SCENARIO_H
#define DA_ISAC_SCENARIO_H

#include "ns3/isac-da-helper.h"
#include "ns3/node-container.h"

#include <array>
#include <cstdint>
#include <string>

namespace ns3
{
namespace isac
{

/// What a script may choose about a DaIsacNetwork.
struct DaIsacOptions
{
    DaScenario scenario;                         //!< base stations, users, budgets
    std::string policy;                          //!< who decides, as MakeDaScheme() takes it
    uint32_t policySeed = 1;                     //!< of the policy's own random numbers
    uint32_t slots = 60;                         //!< to run
    bool ideal = false;                          //!< see DaHelper
    double controlShare = 0.01;                  //!< of carriers and power, set aside
    std::string mobility = "straight";           //!< straight, waypoint or ns2
    std::string trace;                           //!< file with movements, of ns2
    bool misses = true;                          //!< whether a detector may miss users
    double collection = 1.0;                     //!< size of reports over the usual one; 0: none
    bool personalModels = false;                 //!< whether agents begin with the true models
    bool fitModels = true;                       //!< whether models are fitted to scores
    std::array<double, 3> attenuations{0, 0, 0}; //!< nu of the kinds of data, DaDataKind
    uint32_t packetSize = 9000;                  //!< of segments [byte]
    Time backhaulDelay;                          //!< to each base station, one way
    double backhaulRate = 10e9;                  //!< of each link [bit/s]
    Time handoverTime;                           //!< not served for so long
    double handoverMargin = 10.0;                //!< another station is so much nearer [m]
};

/**
 * @brief A network of DA-ISAC, ready to run.
 *
 *     users ~~~~~~~~~~~ base stations ---------- edge node
 *     10.(s+1).x.y                                with manager and server
 *
 * Users drive straight on and turn where they would leave the coverage (DaPopulation), or from
 * point to point inside of it, or as a trace of ns-2 says. Writes no files.
 */
class DaIsacNetwork
{
  public:
    /// @param options that go together
    explicit DaIsacNetwork(const DaIsacOptions& options);

    DaHelper da;            //!< installed the network
    NodeContainer stations; //!< base stations
    NodeContainer users;    //!< users
    NodeContainer edge;     //!< one node
    DaNetwork network;      //!< what is on them

  private:
    /// @param options attributes of the helper
    void Configure(const DaIsacOptions& options);
    /// @param options say how users move
    void Move(const DaIsacOptions& options);
    /// @param options say what agents begin with
    void Teach(const DaIsacOptions& options);
};

/**
 * @brief Whether a trace of ns-2 places all users.
 * @param path of a file
 * @param users how many
 * @return what is wrong with it, one line; empty if nothing is
 */
std::string CheckTrace(const std::string& path, uint32_t users);

/**
 * @brief Whether reports leave bandwidth for segments wherever users may be.
 * @param options that are to be run
 * @return what is wrong, one line; empty if nothing is
 */
std::string CheckCollection(const DaIsacOptions& options);

} // namespace isac
} // namespace ns3

#endif // DA_ISAC_SCENARIO_H
