/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_HELPER_H
#define ISAC_DA_HELPER_H

#include "isac-helper.h"

#include "ns3/data-rate.h"
#include "ns3/isac-da-base-station.h"
#include "ns3/isac-da-cell.h"
#include "ns3/isac-da-manager.h"
#include "ns3/isac-da-server.h"
#include "ns3/isac-da-video-user.h"
#include "ns3/net-device-container.h"
#include "ns3/node-container.h"
#include "ns3/object-factory.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// A network of DA-ISAC as DaHelper installed it.
struct DaNetwork
{
    Ptr<DaManager> manager;                   //!< on the edge node
    Ptr<DaServer> server;                     //!< on the edge node
    std::vector<Ptr<DaBaseStation>> stations; //!< by number
    std::vector<Ptr<DaVideoUser>> users;      //!< by number
    /// Of each station's cell: its device, then the users'.
    std::vector<NetDeviceContainer> radios;
    /// Of each station: the edge node's end of its backhaul, then its own.
    std::vector<NetDeviceContainer> backhauls;
    std::vector<IsacHelper> cells; //!< which installed the radios
};

/**
 * @ingroup isac-aigc
 * @brief Installs a network of DA-ISAC on given nodes: radio cells, backhaul, IP and applications.
 *
 * Every base station has a cell on a channel of its own, with flexible duplex; every user has a
 * device, and so an address, in each of them. The edge node has the manager and the server and a
 * point-to-point link to each base station. Radios of station s have addresses 10.(s+1).0.0/16, its
 * backhaul has 172.16.s.0/24. Who is in which cell is known: there is no ARP.
 *
 * Ideal, requests, grants, scores and the backhaul take no time, and headers no airtime: what is
 * left is what the closed form counts.
 */
class DaHelper
{
  public:
    DaHelper();

    /// @return constants; to be changed before Install()
    Ptr<DaCell> GetCell() const;
    /// @param ideal see the class; ControlShare is then 0
    void SetIdeal(bool ideal);
    /// @param count number of slots, 0 for no end
    void SetSlots(uint32_t count);
    /**
     * @param rate of each link between edge node and base station, if not ideal
     * @param delay of it
     */
    void SetBackhaul(const DataRate& rate, Time delay);
    /// @param bytes of a segment in one packet
    void SetPacketSize(uint32_t bytes);
    /// @param type TypeId name of a SpectrumErrorModel, for all receivers
    void SetErrorModel(const std::string& type);
    /**
     * @param name of an attribute of DaManager
     * @param value its value
     */
    void SetManagerAttribute(const std::string& name, const AttributeValue& value);
    /**
     * @param name of an attribute of DaServer
     * @param value its value
     */
    void SetServerAttribute(const std::string& name, const AttributeValue& value);
    /**
     * @param name of an attribute of DaVideoUser
     * @param value its value
     */
    void SetUserAttribute(const std::string& name, const AttributeValue& value);
    /**
     * @param name of an attribute of IsacWaveformSensor; its constants are the scenario's
     * @param value its value
     */
    void SetSensorAttribute(const std::string& name, const AttributeValue& value);

    /**
     * @brief Put the base stations where the scenario has them.
     * @param stations their nodes; those without a mobility model get one
     */
    void PlaceStations(const NodeContainer& stations) const;
    /**
     * @brief Let users drive as those of DaPopulation do: they are where these are when slots
     * begin, if the first one begins at 0, and go straight on in between.
     * @param users nodes without a mobility model
     * @param seed of the population
     * @param slots that they drive for; then they stand
     * @return what the population does, by user and slot: DaVideoUser::SetScript() takes it
     */
    std::vector<std::vector<DaUserStatus>> DriveUsers(const NodeContainer& users,
                                                      uint64_t seed,
                                                      uint32_t slots) const;

    /**
     * @brief Install everything. Nodes of base stations and users must have a mobility model, and
     * none of the nodes an IP stack.
     * @param stations as many as the scenario has
     * @param users as many as the scenario has
     * @param edge has the manager and the server
     * @return the network
     */
    DaNetwork Install(const NodeContainer& stations, const NodeContainer& users, Ptr<Node> edge);

    /**
     * @brief Fix the random streams of radios, sensors, users and IP.
     * @param network that was installed
     * @param stream first stream
     * @return number of streams used
     */
    static int64_t AssignStreams(DaNetwork& network, int64_t stream);

  private:
    /// @param network gets the cells @param stations their nodes @param users of each cell
    void InstallRadios(DaNetwork& network,
                       const NodeContainer& stations,
                       const NodeContainer& users) const;
    /// @param network gets the links @param stations their nodes @param edge the other end
    void InstallBackhauls(DaNetwork& network, const NodeContainer& stations, Ptr<Node> edge) const;
    /// @param network gets IP @param edge node
    void InstallRoutes(const DaNetwork& network, Ptr<Node> edge) const;
    /// @param network gets them @param edge node
    void InstallApplications(DaNetwork& network, Ptr<Node> edge) const;

    Ptr<DaCell> m_cell;                                  //!< constants
    bool m_ideal = false;                                //!< see SetIdeal()
    uint32_t m_slots = 0;                                //!< number of slots
    DataRate m_backhaulRate;                             //!< of each link
    Time m_backhaulDelay;                                //!< of each link
    uint32_t m_packetSize = 1400;                        //!< of segments
    std::string m_errorModel;                            //!< of all receivers; empty: IsacHelper's
    ObjectFactory m_manager;                             //!< makes the manager
    ObjectFactory m_server;                              //!< makes the server
    ObjectFactory m_user;                                //!< makes users
    std::map<std::string, Ptr<AttributeValue>> m_sensor; //!< attributes of sensors
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_HELPER_H
