/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CAQA_HELPER_H
#define ISAC_CAQA_HELPER_H

#include "isac-helper.h"

#include "ns3/application-container.h"
#include "ns3/isac-caqa-cell.h"
#include "ns3/isac-edge-server.h"
#include "ns3/isac-resource-manager.h"
#include "ns3/isac-user-application.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Installs the system CAQA-AIGC: radio cells with their managers, users and edge servers,
 * consistent with one CaqaCell.
 *
 * What lies between (addresses, backhaul, routing) is the script's: any sockets will do.
 */
class CaqaHelper
{
  public:
    /// Headers of content, UDP, IPv4 and radio.
    static constexpr uint32_t HEADER_BYTES = 32 + 8 + 20 + 20;

    CaqaHelper();

    /// @return Table I; to be changed before anything is installed
    Ptr<CaqaCell> GetCell() const;
    /// @return installs the radio; its bands and powers are set from the cell by InstallRadio()
    IsacHelper& GetRadio();

    /**
     * @brief Whether to leave out what the closed form leaves out: airtime of headers and of
     * status reports. Off at first.
     * @param ideal whether to
     */
    void SetIdeal(bool ideal);

    /**
     * @param bytes in front of the content of a radio packet, HEADER_BYTES without this call:
     * headers of content (32) and radio (20), and of what carries the content
     */
    void SetHeaderBytes(uint32_t bytes);

    /// @param count slots to run, 0 for no end
    void SetSlots(uint32_t count);
    /// @param interval between slots, at least T_max; without this call it is T_max
    void SetSlotInterval(Time interval);

    /**
     * @param name of an attribute of ResourceManager
     * @param value its value
     */
    void SetManagerAttribute(const std::string& name, const AttributeValue& value);
    /**
     * @param name of an attribute of ContentRelay
     * @param value its value
     */
    void SetRelayAttribute(const std::string& name, const AttributeValue& value);
    /**
     * @param name of an attribute of UserApplication
     * @param value its value
     */
    void SetUserAttribute(const std::string& name, const AttributeValue& value);
    /**
     * @param name of an attribute of EdgeServer
     * @param value its value
     */
    void SetServerAttribute(const std::string& name, const AttributeValue& value);

    /**
     * @param baseStation with a mobility model
     * @param users with mobility models, as many as the cell has
     * @return the base station's device, then the users'
     */
    NetDeviceContainer InstallRadio(Ptr<Node> baseStation, const NodeContainer& users);

    /**
     * @param device of a base station
     * @param local where it takes status reports
     * @param server where its edge server takes requests
     * @return the manager
     */
    Ptr<ResourceManager> InstallManager(Ptr<NetDevice> device,
                                        const Address& local,
                                        const Address& server);

    /**
     * @param device of a user
     * @param local where he takes content
     * @param manager where his base station takes reports
     * @return the application
     */
    Ptr<UserApplication> InstallUser(Ptr<NetDevice> device,
                                     const Address& local,
                                     const Address& manager);

    /**
     * @param node the edge server
     * @param local where it takes requests
     * @return the application
     */
    Ptr<EdgeServer> InstallServer(Ptr<Node> node, const Address& local);

    /**
     * @brief Place users uniformly in the area between MinDistance and Radius of the cell.
     * @param users with mobility models whose position can be set
     * @param centre the base station
     * @param random draws; two values for each user
     */
    void PlaceUsers(const NodeContainer& users,
                    const Vector& centre,
                    Ptr<UniformRandomVariable> random) const;

  private:
    IsacHelper m_radio;                    //!< installs the radio
    Ptr<CaqaCell> m_cell;                  //!< Table I
    bool m_ideal = false;                  //!< see SetIdeal()
    uint32_t m_headerBytes = HEADER_BYTES; //!< see SetHeaderBytes()
    uint32_t m_slots = 0;                  //!< to run
    Time m_interval;                       //!< between slots; 0: T_max
    ObjectFactory m_manager;               //!< makes managers
    ObjectFactory m_relay;                 //!< makes relays
    ObjectFactory m_user;                  //!< makes user applications
    ObjectFactory m_server;                //!< makes edge servers
};

} // namespace isac
} // namespace ns3

#endif // ISAC_CAQA_HELPER_H
