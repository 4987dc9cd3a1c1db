/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef CAQA_SCENARIO_H
#define CAQA_SCENARIO_H

#include "ns3/application-container.h"
#include "ns3/isac-caqa-helper.h"

#include <map>
#include <string>

namespace ns3
{
namespace isac
{

/// What a script may choose about the one cell of CaqaNetwork.
struct CaqaScenarioOptions
{
    /// Attributes of CaqaCell that differ from its defaults: name and value, SI units.
    std::map<std::string, std::string> cell;
    std::string policy = "constant"; //!< who decides, as MakeCaqaScheme() takes it
    bool learn = false;              //!< whether the policy goes on learning
    bool explore = true;             //!< while it learns
    uint32_t updatesPerSlot = 1;     //!< learning steps for each slot
    uint32_t learnAfter = 0;         //!< slots before the first one; 0: as MakeCaqaLearner() has it
    uint32_t slots = 20;             //!< to run
    bool slotLevel = false;          //!< closed form only: nothing is sent but reports
    bool ideal = false;              //!< free headers and reports, backhaul without delay
    bool standingGrants = false;     //!< whether best effort may send outside grants
    bool bitErrors = false;          //!< uncoded bit errors; else outage at capacity
    std::string modulation = "Qpsk"; //!< with bitErrors
    bool reportedChannel = false;    //!< rates by the channel as reported; else as it is
    Time reportLead;                 //!< reports are so old when their slot begins
    Time guard;                      //!< between sensing and downloads
    bool detectionGate = false;      //!< whether sensing can miss a user
    double backhaulRate = 10e9;      //!< [bit/s]
    Time backhaulDelay = MilliSeconds(1);
    std::string serverProfile; //!< a measured card; empty: Table I
    uint32_t maxBatch = 1;     //!< pictures generated together
    bool pcapUser0 = false;    //!< pcap files, should there be any, hold whole frames
};

/**
 * @brief What is wrong with the options.
 * @param options any
 * @return one line that names the option; empty if nothing is wrong
 */
std::string CheckCaqaOptions(const CaqaScenarioOptions& options);

/**
 * @brief One CAQA-AIGC cell with everything that is around it, ready to run.
 *
 *     users ~~~ radio ~~~ base station ----- backhaul ----- edge server
 *     10.1.0.0/16                          10.2.0.0/24
 *
 * Random streams are fixed: two runs that differ in policy only meet the same positions, channel,
 * requirements and priorities. Only the radio costs simulation time per packet, for content
 * crosses the backhaul in segments of 42 radio packets. Writes no files.
 */
class CaqaNetwork
{
  public:
    /**
     * @brief Build the network. Must outlive the simulation.
     * @param options that CheckCaqaOptions() accepts
     */
    explicit CaqaNetwork(const CaqaScenarioOptions& options);

    CaqaHelper caqa;                     //!< installed it all; its radio helper enables traces
    NodeContainer users;                 //!< K nodes
    Ptr<Node> baseStation;               //!< their base station
    Ptr<Node> serverNode;                //!< the edge server
    NetDeviceContainer radio;            //!< of the base station, then of the users
    NetDeviceContainer backhaul;         //!< of the base station, then of the server
    Ptr<ResourceManager> manager;        //!< on the base station
    Ptr<EdgeServer> server;              //!< on the server
    ApplicationContainer userApps;       //!< one on each user
    Ptr<IsacRadioEnergyModel> energy;    //!< what the base station's radio draws
    Time end;                            //!< when the last slot is over and its outcome told
    static constexpr uint16_t PORT = 50; //!< that all applications use

  private:
    /// @param options error model, knowledge, detection
    void ConfigureRadio(const CaqaScenarioOptions& options);
    /// @param options rate and delay
    void InstallBackhaul(const CaqaScenarioOptions& options);
    /// Give out addresses and install the applications.
    void InstallApplications();
    /// Fix every random stream.
    void AssignStreams();
    /// An episode begins: draw positions.
    void StartEpisode();

    Ptr<UniformRandomVariable> m_positions; //!< draws positions
    Time m_episode;                         //!< between draws
};

} // namespace isac
} // namespace ns3

#endif // CAQA_SCENARIO_H
