/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef MEGC_SCENARIO_H
#define MEGC_SCENARIO_H

#include "ns3/isac-megc-helper.h"
#include "ns3/net-device-container.h"
#include "ns3/node-container.h"
#include "ns3/packet-sink.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace isac
{

/// What a script may choose about a MegcNetwork.
struct MegcScenarioOptions
{
    MegcParameters parameters;       //!< the cell
    MegcScenario scenario;           //!< where its users are
    MegcScheme scheme;               //!< decides
    double bestEffortShare = 0.1;    //!< of bands and powers that is set aside
    uint32_t slots = 100;            //!< to run
    Time slotTime = Seconds(10);     //!< whose multiples slots begin at
    Time reportTimeout;              //!< after which the manager decides without reports
    Time slotTimeout;                //!< after which a slot is given up; 0: never
    bool ideal = false;              //!< no airtime for headers, control reaches everyone at once
    bool workConserving = false;     //!< shares of the server that nobody uses are given to others
    bool remote = false;             //!< the server is behind a link
    Time backhaulDelay;              //!< of that link, one way
    double backhaulRate = 10e9;      //!< of that link [bit/s]
    std::string background = "none"; //!< udp, tcp or both: traffic of other applications
    double backgroundRate = 1e6;     //!< of UDP, to each user [bit/s]
};

/**
 * @brief One cell of MEGC on a network, ready to run.
 *
 *     users ~~~~~~~~~~~ base station ---------- edge server
 *     10.1.x.y          with the manager        10.2.0.2, or on the base station's node
 *
 * Background traffic: a constant stream over UDP down to each user, and files without end over TCP
 * in both directions. Writes no files.
 */
class MegcNetwork
{
  public:
    /// @param options that go together. Must outlive the simulation.
    explicit MegcNetwork(const MegcScenarioOptions& options);

    /// @return bytes that background traffic got through, by what it is
    std::vector<std::pair<std::string, uint64_t>> GetBackground() const;

    MegcHelper megc;                     //!< installed the cell
    NodeContainer users;                 //!< computation, content, vision
    NodeContainer infrastructure;        //!< base station, and the server if it is elsewhere
    NetDeviceContainer radio;            //!< of the base station, then of the users
    NetDeviceContainer backhaul;         //!< of the base station, then of the server; may be empty
    Ptr<MegcManager> manager;            //!< on the base station
    Ptr<MegcServer> server;              //!< on the last node of the infrastructure
    std::vector<Ptr<MegcUser>> userApps; //!< one on each user

    static constexpr uint16_t MANAGER_PORT = 50; //!< polls, reports, grants
    static constexpr uint16_t SERVER_PORT = 51;  //!< orders and tasks

  private:
    /// What is sent by way of background.
    enum class Traffic
    {
        UDP_DOWN, //!< a constant stream
        TCP_DOWN, //!< a file without end
        TCP_UP    //!< the same, the other way
    };

    /// @param options applications' attributes
    void Configure(const MegcScenarioOptions& options);
    /**
     * @param traffic what is sent
     * @param user index of him to or from whom
     * @param listener address that it is sent to
     * @param rate of UDP [bit/s]
     */
    void AddBackground(Traffic traffic, uint32_t user, Ipv4Address listener, double rate);

    std::vector<std::pair<Traffic, Ptr<PacketSink>>> m_sinks; //!< of background traffic
};

} // namespace isac
} // namespace ns3

#endif // MEGC_SCENARIO_H
