/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_HELPER_H
#define ISAC_DD_HELPER_H

#include "isac-helper.h"

#include "ns3/isac-dd-cell.h"
#include "ns3/isac-dd-client.h"
#include "ns3/isac-dd-manager.h"
#include "ns3/isac-dd-server.h"

#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Installs the system of distributed diffusion: a radio cell with its manager, users and
 * servers, consistent with one DdCell.
 *
 * Latents go with QPSK, without coding (IsacUncodedErrorModel), on bands as wide as it takes to
 * send one with its headers in DdCell's Airtime. The path loss is such that 1 W gives a mean
 * E_b/N_0 of SnrPerWatt at SetDistance(). Where devices take shared steps, each has a cell of its
 * own beside that of the base station, on the same band, with all other users in it.
 *
 * What is no latent (polls, requests, plans, orders) goes on subchannels beside the granted band.
 * Addresses and routing are the script's.
 */
class DdHelper
{
  public:
    static constexpr double CARRIER = 28e9; //!< middle of the downlink's band [Hz]

    DdHelper();

    /// @return the cell; to be changed before anything is installed
    Ptr<DdCell> GetCell() const;
    /// @return installs the radio; its bands and powers are set by InstallRadio()
    IsacHelper& GetRadio();

    /**
     * @brief Whether to leave out what the closed form leaves out: airtime of headers and of all
     * that is no latent, which then reaches everyone at once. Off at first.
     * @param ideal whether to
     */
    void SetIdeal(bool ideal);
    /**
     * @param bytes of headers between those of this system and the radio's: 28 of UDP and IPv4
     * without this call
     */
    void SetTransportBytes(uint32_t bytes);
    /// @param bytes of a latent in one packet; 1400 without this call
    void SetPacketSize(uint32_t bytes);
    /**
     * @param share of the whole band for what is no latent; 0.2 without this call
     * @param power on each subchannel, of base station and users [W]; 0.01 without this call.
     * What is no latent arrives whatever its power
     */
    void SetControl(double share, double power);
    /// @param block how long a gain lasts; 0: no fading. 10 s without this call
    void SetFading(Time block);
    /**
     * @param distance at which SnrPerWatt holds [m]; 100 without this call
     * @param scale of all gains there; 1 without this call
     */
    void SetDistance(double distance, double scale = 1.0);
    /**
     * @param transmissions most copies of a packet with wrong bits; 1, without HARQ, without this
     * call
     */
    void SetHarq(uint32_t transmissions);

    /**
     * @param name of an attribute of DdManager
     * @param value its value
     */
    void SetManagerAttribute(const std::string& name, const AttributeValue& value);
    /**
     * @param name of an attribute of DdClient
     * @param value its value
     */
    void SetClientAttribute(const std::string& name, const AttributeValue& value);
    /**
     * @param name of an attribute of DdServer
     * @param value its value
     */
    void SetServerAttribute(const std::string& name, const AttributeValue& value);

    /**
     * @brief Tell the cell of its headers, and how wide the downlink must be for latents and
     * control.
     * @return width, which the uplink has again [Hz]
     */
    double GetBandwidth() const;
    /**
     * @brief Place users evenly on a circle: at SetDistance() from the base station, or at half of
     * it where they send to each other.
     * @param users with mobility models whose position can be set
     * @param centre the base station
     */
    void PlaceUsers(const NodeContainer& users, const Vector& centre) const;
    /**
     * @param baseStation with a mobility model
     * @param users with mobility models, as many as the cell has
     * @return the base station's device, then the users'
     */
    NetDeviceContainer InstallRadio(Ptr<Node> baseStation, const NodeContainer& users);
    /**
     * @brief Cells of users' devices. To be called after InstallRadio().
     * @param users the same
     * @return for each of them his device that sends, then those of all other users; of no cells
     * with an edge server
     */
    std::vector<NetDeviceContainer> InstallLinks(const NodeContainer& users);

    /**
     * @param device of the base station
     * @param local where it takes requests
     * @param server where the edge server takes orders
     * @return the manager, which knows no users yet
     */
    Ptr<DdManager> InstallManager(Ptr<NetDevice> device,
                                  const Address& local,
                                  const Address& server);
    /**
     * @param node of the edge server or of a user
     * @param local where it takes orders
     * @param stepEnergy of a shared step [J]
     * @param device that sends its latents, if it is on a user's node; else null
     * @return the server, which knows no users yet
     */
    Ptr<DdServer> InstallServer(Ptr<Node> node,
                                const Address& local,
                                double stepEnergy,
                                Ptr<NetDevice> device = nullptr);
    /**
     * @param device of the user
     * @param local where he takes polls, plans and latents
     * @param manager where his requests go
     * @return the user, who knows no senders yet
     */
    Ptr<DdClient> InstallClient(Ptr<NetDevice> device,
                                const Address& local,
                                const Address& manager);

  private:
    /// @return bytes of headers of each packet of a latent
    uint32_t HeaderBytes() const;

    IsacHelper m_radio;                 //!< installs the radio
    Ptr<DdCell> m_cell;                 //!< the cell
    bool m_ideal = false;               //!< see SetIdeal()
    uint32_t m_transportBytes = 8 + 20; //!< see SetTransportBytes()
    uint32_t m_packetSize = 1400;       //!< see SetPacketSize()
    double m_controlShare = 0.2;        //!< see SetControl()
    double m_controlPower = 0.01;       //!< see SetControl() [W]
    Time m_fadingBlock = Seconds(10);   //!< see SetFading()
    double m_distance = 100.0;          //!< see SetDistance() [m]
    double m_gainScale = 1.0;           //!< see SetDistance()
    uint32_t m_transmissions = 1;       //!< see SetHarq()
    ObjectFactory m_manager;            //!< makes managers
    ObjectFactory m_client;             //!< makes users
    ObjectFactory m_server;             //!< makes servers
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_HELPER_H
