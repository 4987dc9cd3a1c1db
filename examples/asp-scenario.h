/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ASP_SCENARIO_H
#define ASP_SCENARIO_H

#include "ns3/application-container.h"
#include "ns3/isac-asp-helper.h"
#include "ns3/isac-asp-recorder.h"
#include "ns3/isac-helper.h"
#include "ns3/net-device-container.h"
#include "ns3/node-container.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// What a script may choose about an AspNetwork.
struct AspScenarioOptions
{
    /// Attributes of AspMarket that differ from its defaults: name and value, SI units.
    std::map<std::string, std::string> market;
    std::vector<AspProviderProfile> providers = PublishedAspProviders(); //!< of the market
    std::string serverProfile;           //!< a measured card; empty: the quadratic
    uint32_t users = 20;                 //!< number of users
    uint32_t maxAttempts = 1;            //!< how often a user submits a task
    uint32_t resultSize = 200000;        //!< content of a task [byte]
    bool ideal = false;                  //!< links without delay
    double rate = 1e9;                   //!< of links to providers [bit/s]
    Time delay = MilliSeconds(5);        //!< of links to providers, one way
    bool radio = false;                  //!< users in a radio cell; else behind links
    double accessRate = 100e6;           //!< of links to users [bit/s]
    Time accessDelay = MilliSeconds(10); //!< of links to users, one way
    Time reportInterval;                 //!< between regular reports; 0: none
    bool accounting = true;              //!< whether assignments under way count
    Time decisionDelay;                  //!< from a task's arrival to its decision
};

/**
 * @param options any
 * @return their market
 * @throws std::invalid_argument with one line if they do not go together
 */
Ptr<AspMarket> MakeAspMarket(const AspScenarioOptions& options);

/**
 * @brief One episode of ASP selection on a network, ready to run.
 *
 *     users ----- scheduler ----- providers
 *     10.1.x.y                    10.2.x.y
 *
 * Point-to-point links in a star; the scheduler's node routes results from providers to users.
 * With radio it is also the base station of a cell, whose users get ordinary IP outside grants.
 * Writes no files.
 */
class AspNetwork
{
  public:
    /**
     * @brief Build the network. Must outlive the simulation.
     * @param options that MakeAspMarket() accepts
     * @param policy decides
     * @param tasks of the episode, at least two; it ends when the last one comes
     */
    AspNetwork(const AspScenarioOptions& options,
               std::shared_ptr<Policy> policy,
               const std::vector<AspTask>& tasks);

    AspHelper asp;                         //!< installed the applications
    Ptr<Node> hub;                         //!< the scheduler's node
    NodeContainer users;                   //!< of the users
    NodeContainer providers;               //!< of the providers
    NetDeviceContainer hubDevices;         //!< point-to-point, of the hub: to users, to providers
    NetDeviceContainer radio;              //!< of the hub, then of the users; may be empty
    IsacHelper cell;                       //!< installed the radio
    Ptr<AspScheduler> scheduler;           //!< on the hub
    ApplicationContainer userApps;         //!< one on each user
    ApplicationContainer servers;          //!< one on each provider
    std::unique_ptr<AspRecorder> recorder; //!< of all that happens
    Time end;                              //!< when the episode is over and all is told

    static constexpr uint16_t TASK_PORT = 50;   //!< tasks and results
    static constexpr uint16_t REPORT_PORT = 51; //!< reports

  private:
    /// Interfaces of one link.
    struct Link
    {
        Ipv4Address hub;  //!< at the scheduler's end
        Ipv4Address leaf; //!< at the other end
    };

    /**
     * @brief Link nodes to the hub and route everything through it.
     * @param leaves to be linked
     * @param base of the addresses
     * @param rate of a link [bit/s]
     * @param delay of a link
     * @return addresses, a pair for each leaf
     */
    std::vector<Link> LinkToHub(const NodeContainer& leaves,
                                const std::string& base,
                                double rate,
                                Time delay);
    /// @return addresses in a radio cell, a pair for each user
    std::vector<Link> InstallCell();
    /// @param options attributes of applications
    void Configure(const AspScenarioOptions& options);
};

} // namespace isac
} // namespace ns3

#endif // ASP_SCENARIO_H
