/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_NETWORK_H
#define ISAC_DD_NETWORK_H

#include "isac-dd-helper.h"

#include "ns3/isac-dd-scenario.h"

#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// What a script may choose about a DdNetwork.
struct DdNetworkOptions
{
    DdParameters parameters;                    //!< the cell
    DdScenario scenario;                        //!< its users
    std::string arrangement = "Edge";           //!< as DdCell's attribute
    double groupDistance = 1.5;                 //!< largest in a group
    double reserve = 0.0;                       //!< part of E_T that decisions leave
    uint32_t mostPerGroup = 0;                  //!< users; 0: any number
    std::string centre = "Medoid";              //!< as DdCell's attribute
    std::string latentFormat = "Natural8";      //!< as DdCell's attribute
    double latentLimit = 3.5;                   //!< as DdCell's attribute
    std::shared_ptr<const LatentSource> source; //!< of latents; null: noise
    DdCell::Evaluator evaluator;                //!< of QoE; null: the surrogate
    DdManager::Decider decider;                 //!< decides
    std::vector<std::string> prompts; //!< of the first users, in every slot; others draw theirs
    std::vector<DdPersonality> personalities; //!< the same
    uint32_t slots = 20;                      //!< to run
    Time slotTime = Seconds(10);              //!< whose multiples slots begin at
    Time reportTimeout = Seconds(2);          //!< as DdManager's attribute
    Time slotTimeout = Seconds(600);          //!< as DdManager's attribute
    Time latentTimeout = Seconds(300);        //!< as DdManager's attribute
    Time serverStepTime = MilliSeconds(50);   //!< of a step of the edge server
    Time deviceStepTime = MilliSeconds(200);  //!< of a step of a device
    uint32_t packetSize = 1400;               //!< latent bytes in a packet
    uint32_t cacheCapacity = 0;               //!< latents that servers keep
    double cacheReach = 0.0;                  //!< distance of prompts that serve for each other
    uint32_t transmissions = 1;               //!< copies of a packet with wrong bits; 1: no HARQ
    bool fading = true;                       //!< whether there is any
    bool ideal = false;                       //!< see DdHelper::SetIdeal()
    double controlShare = 0.2;                //!< of the band for what is no latent
    double controlPower = 0.01;               //!< on each subchannel [W]
    double distance = 100.0;                  //!< of users from the base station [m]
    bool remote = false;                      //!< the edge server is behind a link
    Time backhaulDelay;                       //!< of that link, one way
    double backhaulRate = 10e9;               //!< of that link [bit/s]
};

/**
 * @ingroup isac-aigc
 * @brief One cell of distributed diffusion on a network, ready to run.
 *
 *     users ~~~~~~~~~~~ base station ---------- edge server
 *     10.1.x.y          with the manager        10.0.0.2, or on the base station's node
 *
 *     in pairs and clusters users also send to each other, user k in 10.(2+k).x.y
 *
 * The fading lasts as long as a slot. Radios and processors draw from batteries that never get
 * empty. Simulations end by Simulator::Stop() alone, for batteries look at themselves for ever.
 */
class DdNetwork
{
  public:
    /// @param options that go together
    explicit DdNetwork(const DdNetworkOptions& options);

    /// @param options that go together @return width of the downlink's band [Hz]
    static double GetBandwidth(const DdNetworkOptions& options);

    DdHelper helper;                       //!< installed the cell
    NodeContainer users;                   //!< nodes
    NodeContainer infrastructure;          //!< base station, and the server if it is elsewhere
    NetDeviceContainer radio;              //!< of the base station, then of the users
    std::vector<NetDeviceContainer> links; //!< cells of users' devices, in pairs and clusters
    Ptr<DdManager> manager;                //!< on the base station
    std::vector<Ptr<DdServer>> servers;    //!< the edge server, or one on each user
    std::vector<Ptr<DdClient>> clients;    //!< one on each user

    std::vector<Ptr<IsacRadioEnergyModel>> senders; //!< radios that send latents

    static constexpr uint16_t MANAGER_PORT = 60; //!< requests and outcomes
    static constexpr uint16_t SERVER_PORT = 61;  //!< orders
    static constexpr uint16_t CLIENT_PORT = 62;  //!< polls, plans and latents

  private:
    /**
     * @param helper to tell
     * @param options of applications and radio
     */
    static void Configure(DdHelper& helper, const DdNetworkOptions& options);
    /// @param options of the users
    void InstallClients(const DdNetworkOptions& options);
    /// Put servers on users' nodes.
    void InstallHeads();
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_NETWORK_H
