/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-net-device.h"

#include "isac-compat.h"

#include "ns3/channel.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/pointer.h"
#include "ns3/socket.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace isac
{

NS_LOG_COMPONENT_DEFINE("IsacNetDevice");
NS_OBJECT_ENSURE_REGISTERED(IsacNetDevice);

TypeId
IsacNetDevice::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::IsacNetDevice")
            .SetParent<NetDevice>()
            .SetGroupName("Isac")
            .AddConstructor<IsacNetDevice>()
            .AddAttribute("Mtu",
                          "Largest packet [byte]",
                          UintegerValue(1500),
                          MakeUintegerAccessor(&IsacNetDevice::m_mtu),
                          MakeUintegerChecker<uint16_t>(576))
            .AddAttribute("GrantedPriority",
                          "Packets of this socket priority go within the manager's grants",
                          UintegerValue(6),
                          MakeUintegerAccessor(&IsacNetDevice::m_grantedPriority),
                          MakeUintegerChecker<uint8_t>())
            .AddAttribute("ControlPriority",
                          "Packets of this socket priority go before all best effort",
                          UintegerValue(Socket::NS3_PRIO_CONTROL),
                          MakeUintegerAccessor(&IsacNetDevice::m_controlPriority),
                          MakeUintegerChecker<uint8_t>())
            .AddAttribute("PcapMode",
                          "What a pcap file of this device holds. Raw: IP packets. User0: whole "
                          "frames",
                          EnumValue(RAW),
                          EnumAccessor<PcapMode>(&IsacNetDevice::m_pcapMode),
                          MakeEnumChecker(RAW, "Raw", USER0, "User0"))
            .AddAttribute("Mac",
                          "MAC of a base station or of a user",
                          PointerValue(),
                          MakePointerAccessor(&IsacNetDevice::SetMac, &IsacNetDevice::GetMac),
                          MakePointerChecker<IsacMac>())
            .AddAttribute("Phy",
                          "The radio that sends; of a user also the one that receives",
                          PointerValue(),
                          MakePointerAccessor(&IsacNetDevice::SetPhy, &IsacNetDevice::GetPhy),
                          MakePointerChecker<IsacPhy>());
    return tid;
}

IsacNetDevice::IsacNetDevice()
{
    NS_LOG_FUNCTION(this);
}

IsacNetDevice::~IsacNetDevice()
{
    NS_LOG_FUNCTION(this);
}

void
IsacNetDevice::DoDispose()
{
    NS_LOG_FUNCTION(this);
    for (auto& chain : m_uplink)
    {
        chain->Dispose();
    }
    m_uplink.clear();
    for (auto& chain : m_grant)
    {
        chain->Dispose();
    }
    m_grant.clear();
    if (m_mac)
    {
        m_mac->Dispose();
        m_mac = nullptr;
    }
    if (m_phy)
    {
        m_phy->Dispose();
        m_phy = nullptr;
    }
    m_node = nullptr;
    m_receive =
        MakeNullCallback<bool, Ptr<NetDevice>, Ptr<const Packet>, uint16_t, const Address&>();
    m_promisc = MakeNullCallback<bool,
                                 Ptr<NetDevice>,
                                 Ptr<const Packet>,
                                 uint16_t,
                                 const Address&,
                                 const Address&,
                                 NetDevice::PacketType>();
    NetDevice::DoDispose();
}

void
IsacNetDevice::SetMac(Ptr<IsacMac> mac)
{
    if (mac)
    {
        m_mac = mac;
        m_mac->SetAddress(m_address);
        m_mac->SetForwardUpCallback(MakeCallback(&IsacNetDevice::ForwardUp, this));
    }
}

Ptr<IsacMac>
IsacNetDevice::GetMac() const
{
    return m_mac;
}

void
IsacNetDevice::SetPhy(Ptr<IsacPhy> phy)
{
    m_phy = phy;
}

Ptr<IsacPhy>
IsacNetDevice::GetPhy() const
{
    return m_phy;
}

void
IsacNetDevice::AddUplinkChain(Ptr<IsacPhy> chain)
{
    m_uplink.push_back(chain);
}

const std::vector<Ptr<IsacPhy>>&
IsacNetDevice::GetUplinkChains() const
{
    return m_uplink;
}

void
IsacNetDevice::AddGrantChain(Ptr<IsacPhy> chain)
{
    m_grant.push_back(chain);
}

const std::vector<Ptr<IsacPhy>>&
IsacNetDevice::GetGrantChains() const
{
    return m_grant;
}

uint8_t
IsacNetDevice::GetGrantedPriority() const
{
    return m_grantedPriority;
}

uint8_t
IsacNetDevice::GetControlPriority() const
{
    return m_controlPriority;
}

int64_t
IsacNetDevice::AssignStreams(int64_t stream)
{
    const int64_t first = stream;
    stream += m_phy->AssignStreams(stream);
    for (auto& chain : m_uplink)
    {
        stream += chain->AssignStreams(stream);
    }
    for (auto& chain : m_grant)
    {
        stream += chain->AssignStreams(stream);
    }
    return stream - first;
}

void
IsacNetDevice::SetIfIndex(const uint32_t index)
{
    m_ifIndex = index;
}

uint32_t
IsacNetDevice::GetIfIndex() const
{
    return m_ifIndex;
}

Ptr<Channel>
IsacNetDevice::GetChannel() const
{
    return m_phy ? m_phy->GetChannel() : nullptr;
}

void
IsacNetDevice::SetAddress(Address address)
{
    m_address = Mac48Address::ConvertFrom(address);
    NS_ABORT_MSG_IF(m_mac,
                    "IsacNetDevice: an address cannot be changed once radio and MAC know it");
}

Address
IsacNetDevice::GetAddress() const
{
    return m_address;
}

bool
IsacNetDevice::SetMtu(const uint16_t mtu)
{
    m_mtu = mtu;
    return true;
}

uint16_t
IsacNetDevice::GetMtu() const
{
    return m_mtu;
}

bool
IsacNetDevice::IsLinkUp() const
{
    return m_phy && m_phy->GetChannel();
}

void
IsacNetDevice::AddLinkChangeCallback(Callback<void> callback)
{
    m_linkChange.ConnectWithoutContext(callback);
}

bool
IsacNetDevice::IsBroadcast() const
{
    return true;
}

Address
IsacNetDevice::GetBroadcast() const
{
    return Mac48Address::GetBroadcast();
}

bool
IsacNetDevice::IsMulticast() const
{
    return true;
}

Address
IsacNetDevice::GetMulticast(Ipv4Address group) const
{
    return Mac48Address::GetMulticast(group);
}

Address
IsacNetDevice::GetMulticast(Ipv6Address group) const
{
    return Mac48Address::GetMulticast(group);
}

bool
IsacNetDevice::IsBridge() const
{
    return false;
}

bool
IsacNetDevice::IsPointToPoint() const
{
    return false;
}

bool
IsacNetDevice::Send(Ptr<Packet> packet, const Address& destination, uint16_t protocol)
{
    NS_LOG_FUNCTION(this << packet << destination << protocol);
    SocketPriorityTag tag;
    IsacMacHeader::Class trafficClass = IsacMacHeader::BEST_EFFORT;
    if (packet->PeekPacketTag(tag))
    {
        trafficClass = tag.GetPriority() == m_grantedPriority   ? IsacMacHeader::GRANTED
                       : tag.GetPriority() == m_controlPriority ? IsacMacHeader::CONTROL
                                                                : IsacMacHeader::BEST_EFFORT;
    }
    return m_mac->Enqueue(packet, Mac48Address::ConvertFrom(destination), protocol, trafficClass);
}

bool
IsacNetDevice::SendFrom(Ptr<Packet>, const Address&, const Address&, uint16_t)
{
    NS_FATAL_ERROR("IsacNetDevice cannot send in another's name: it cannot be bridged");
    return false;
}

Ptr<Node>
IsacNetDevice::GetNode() const
{
    return m_node;
}

void
IsacNetDevice::SetNode(Ptr<Node> node)
{
    m_node = node;
}

bool
IsacNetDevice::NeedsArp() const
{
    return true;
}

void
IsacNetDevice::SetReceiveCallback(NetDevice::ReceiveCallback callback)
{
    m_receive = callback;
}

void
IsacNetDevice::SetPromiscReceiveCallback(NetDevice::PromiscReceiveCallback callback)
{
    m_promisc = callback;
}

bool
IsacNetDevice::SupportsSendFrom() const
{
    return false;
}

void
IsacNetDevice::ForwardUp(Ptr<Packet> packet,
                         Mac48Address source,
                         Mac48Address destination,
                         uint16_t protocol)
{
    if (!m_promisc.IsNull())
    {
        const NetDevice::PacketType type = destination.IsBroadcast() ? NetDevice::PACKET_BROADCAST
                                           : destination.IsGroup()   ? NetDevice::PACKET_MULTICAST
                                                                     : NetDevice::PACKET_HOST;
        m_promisc(this, packet, protocol, source, destination, type);
    }
    m_receive(this, packet, protocol, source);
}

} // namespace isac
} // namespace ns3
