/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MEGC_HELPER_H
#define ISAC_MEGC_HELPER_H

#include "isac-helper.h"

#include "ns3/isac-megc-cell.h"
#include "ns3/isac-megc-manager.h"
#include "ns3/isac-megc-server.h"
#include "ns3/isac-megc-user.h"

#include <string>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Installs the system MEGC: a radio cell with its manager, users and edge server, consistent
 * with one MegcCell.
 *
 * Users are told by their place: computation users come first, then content users, then vision
 * users, as many as the cell has of each. What lies between (addresses, routing) is the script's:
 * any sockets will do. Install the server before the manager.
 *
 * What is no grant (polls, reports, other applications) goes on subchannels that share the part of
 * the bands that MegcCell's BestEffortShare sets aside, so it must not be 0 unless SetIdeal().
 */
class MegcHelper
{
  public:
    MegcHelper();

    /// @return the cell; to be changed before anything is installed
    Ptr<MegcCell> GetCell() const;
    /// @return installs the radio; its bands and powers are set from the cell by InstallRadio()
    IsacHelper& GetRadio();

    /**
     * @brief Whether to leave out what the closed form leaves out: airtime of headers and of all
     * that is no grant, which then reaches everyone at once. Off at first.
     * @param ideal whether to
     */
    void SetIdeal(bool ideal);
    /**
     * @param bytes of headers between those of this system and the radio's: 28 of UDP and IPv4
     * without this call
     */
    void SetTransportBytes(uint32_t bytes);
    /// @param count slots to run, 0 for no end
    void SetSlots(uint32_t count);
    /// @param time at whose multiples slots begin and the channel changes; 10 s without this call
    void SetSlotTime(Time time);

    /**
     * @param name of an attribute of MegcManager
     * @param value its value
     */
    void SetManagerAttribute(const std::string& name, const AttributeValue& value);
    /**
     * @param name of an attribute of MegcUser
     * @param value its value
     */
    void SetUserAttribute(const std::string& name, const AttributeValue& value);
    /**
     * @param name of an attribute of MegcServer
     * @param value its value
     */
    void SetServerAttribute(const std::string& name, const AttributeValue& value);

    /// @return number of users of all kinds
    uint32_t GetUserCount() const;
    /// @return what kind of user one is
    /// @param index of the user, from 0
    MegcKind GetKind(uint32_t index) const;

    /**
     * @param baseStation with a mobility model
     * @param users with mobility models, as many as the cell has
     * @return the base station's device, then the users'
     */
    NetDeviceContainer InstallRadio(Ptr<Node> baseStation, const NodeContainer& users);

    /**
     * @param node the base station, or another one
     * @param local where it takes tasks
     * @return the application
     */
    Ptr<MegcServer> InstallServer(Ptr<Node> node, const Address& local);

    /**
     * @param device of the base station
     * @param local where it takes reports
     * @param server on the same node, or null
     * @param serverAddress where it takes orders if it is on another node
     * @return the manager
     */
    Ptr<MegcManager> InstallManager(Ptr<NetDevice> device,
                                    const Address& local,
                                    Ptr<MegcServer> server,
                                    const Address& serverAddress = Address());

    /**
     * @param index of the user, which tells what kind he is
     * @param device his
     * @param local where he takes polls, grants and results
     * @param manager where reports go
     * @param server where tasks go
     * @return the application
     */
    Ptr<MegcUser> InstallUser(uint32_t index,
                              Ptr<NetDevice> device,
                              const Address& local,
                              const Address& manager,
                              const Address& server);

    /**
     * @brief Place users around the base station, each at the distance that its kind has.
     * @param users with mobility models whose position can be set
     * @param centre the base station
     */
    void PlaceUsers(const NodeContainer& users, const Vector& centre) const;

  private:
    /**
     * @param kind of user
     * @return what draws the sizes of his tasks [bit]
     */
    Ptr<RandomVariableStream> MakeTaskBits(MegcKind kind) const;

    IsacHelper m_radio;                 //!< installs the radio
    Ptr<MegcCell> m_cell;               //!< the cell
    bool m_ideal = false;               //!< see SetIdeal()
    uint32_t m_transportBytes = 8 + 20; //!< see SetTransportBytes()
    uint32_t m_slots = 0;               //!< to run
    Time m_slotTime = Seconds(10);      //!< see SetSlotTime()
    ObjectFactory m_manager;            //!< makes managers
    ObjectFactory m_user;               //!< makes users
    ObjectFactory m_server;             //!< makes servers
};

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_HELPER_H
