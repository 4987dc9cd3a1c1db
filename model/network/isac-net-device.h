/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_NET_DEVICE_H
#define ISAC_NET_DEVICE_H

#include "isac-mac.h"

#include "ns3/net-device.h"
#include "ns3/traced-callback.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Network device of a base station or a user: what it is depends on its MAC.
 *
 * Carries any protocol with 48-bit addresses: IPv4 with ARP, IPv6, packet sockets. A base station
 * reaches its users, a user his base station; users reach each other through the layer above.
 * Packets whose SocketPriorityTag is GrantedPriority go within the grants of a resource manager,
 * all others are best effort, those of ControlPriority before the rest.
 */
class IsacNetDevice : public NetDevice
{
  public:
    /// What a pcap file of this device holds.
    enum PcapMode
    {
        RAW,  //!< IP packets, LINKTYPE_RAW: any tool reads them; other protocols are left out
        USER0 //!< whole frames, MAC header first, LINKTYPE_USER0: utils/wireshark/isac.lua
    };

    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();
    IsacNetDevice();
    ~IsacNetDevice() override;

    /// @param mac of a base station or of a user
    void SetMac(Ptr<IsacMac> mac);
    /// @return the MAC
    Ptr<IsacMac> GetMac() const;
    /// @param phy the radio that sends; of a user also the one that receives
    void SetPhy(Ptr<IsacPhy> phy);
    /// @return the radio that sends
    Ptr<IsacPhy> GetPhy() const;
    /**
     * @brief Add a receiver for the uplink of one user.
     * @param chain the receiver
     */
    void AddUplinkChain(Ptr<IsacPhy> chain);
    /// @return receivers of a base station, in the order they were added
    const std::vector<Ptr<IsacPhy>>& GetUplinkChains() const;
    /**
     * @brief Add a receiver for what is granted in frequency division: of a base station one for
     * each user, of a user his own.
     * @param chain the receiver
     */
    void AddGrantChain(Ptr<IsacPhy> chain);
    /// @return receivers of what is granted in frequency division, in the order they were added
    const std::vector<Ptr<IsacPhy>>& GetGrantChains() const;

    /// @return priority of packets that go within grants, as in ns3::Socket::SetPriority()
    uint8_t GetGrantedPriority() const;

    /// @return priority of packets that go before all best effort
    uint8_t GetControlPriority() const;

    /**
     * @brief Fix the random streams of the radios.
     * @param stream first stream
     * @return number of streams used
     */
    int64_t AssignStreams(int64_t stream);

    void SetIfIndex(const uint32_t index) override;
    uint32_t GetIfIndex() const override;
    Ptr<Channel> GetChannel() const override;
    void SetAddress(Address address) override;
    Address GetAddress() const override;
    bool SetMtu(const uint16_t mtu) override;
    uint16_t GetMtu() const override;
    bool IsLinkUp() const override;
    void AddLinkChangeCallback(Callback<void> callback) override;
    bool IsBroadcast() const override;
    Address GetBroadcast() const override;
    bool IsMulticast() const override;
    Address GetMulticast(Ipv4Address group) const override;
    Address GetMulticast(Ipv6Address group) const override;
    bool IsBridge() const override;
    bool IsPointToPoint() const override;
    bool Send(Ptr<Packet> packet, const Address& destination, uint16_t protocol) override;
    bool SendFrom(Ptr<Packet> packet,
                  const Address& source,
                  const Address& destination,
                  uint16_t protocol) override;
    Ptr<Node> GetNode() const override;
    void SetNode(Ptr<Node> node) override;
    bool NeedsArp() const override;
    void SetReceiveCallback(NetDevice::ReceiveCallback callback) override;
    void SetPromiscReceiveCallback(NetDevice::PromiscReceiveCallback callback) override;
    bool SupportsSendFrom() const override;

  protected:
    void DoDispose() override;

  private:
    /**
     * @param packet from the MAC
     * @param source sender
     * @param destination this device or a group
     * @param protocol EtherType
     */
    void ForwardUp(Ptr<Packet> packet,
                   Mac48Address source,
                   Mac48Address destination,
                   uint16_t protocol);

    PcapMode m_pcapMode;                         //!< see PcapMode
    uint8_t m_grantedPriority;                   //!< see GetGrantedPriority()
    uint8_t m_controlPriority;                   //!< see GetControlPriority()
    uint16_t m_mtu;                              //!< largest packet [byte]
    Ptr<Node> m_node;                            //!< that it is on
    uint32_t m_ifIndex = 0;                      //!< on that node
    Mac48Address m_address;                      //!< own
    Ptr<IsacMac> m_mac;                          //!< the MAC
    Ptr<IsacPhy> m_phy;                          //!< the radio that sends
    std::vector<Ptr<IsacPhy>> m_uplink;          //!< receivers of a base station
    std::vector<Ptr<IsacPhy>> m_grant;           //!< receivers in frequency division
    NetDevice::ReceiveCallback m_receive;        //!< layer above
    NetDevice::PromiscReceiveCallback m_promisc; //!< layer above, everything
    TracedCallback<> m_linkChange;               //!< the link goes up once and stays
};

} // namespace isac
} // namespace ns3

#endif // ISAC_NET_DEVICE_H
