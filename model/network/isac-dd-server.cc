/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dd-server.h"

#include "isac-bs-mac.h"
#include "isac-error-tolerance-tag.h"

#include "ns3/double.h"
#include "ns3/log.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3
{
namespace isac
{

NS_LOG_COMPONENT_DEFINE("IsacDdServer");
NS_OBJECT_ENSURE_REGISTERED(DdServer);

IsacDownlinkGrant
MakeDdGrant(Mac48Address user, const IsacBand& band, double power)
{
    constexpr double EVER = 1e6; // [s]
    IsacDownlinkGrant grant;
    grant.user = user;
    grant.band = band;
    grant.power = power;
    grant.airtime = EVER;
    grant.deadline = Simulator::Now() + Seconds(EVER);
    return grant;
}

TypeId
DdServer::GetTypeId()
{
    constexpr uint8_t GRANTED_TOS = 0x10; // IP makes the priority of granted packets of it
    static TypeId tid =
        TypeId("ns3::isac::DdServer")
            .SetParent<Application>()
            .SetGroupName("Isac")
            .AddConstructor<DdServer>()
            .AddAttribute("Protocol",
                          "Name of the socket factory",
                          StringValue("ns3::UdpSocketFactory"),
                          MakeStringAccessor(&DdServer::m_protocol),
                          MakeStringChecker())
            .AddAttribute("Local",
                          "Address at which orders come in",
                          AddressValue(),
                          MakeAddressAccessor(&DdServer::m_local),
                          MakeAddressChecker())
            .AddAttribute("PacketSize",
                          "Bytes of a latent in one packet",
                          UintegerValue(1400),
                          MakeUintegerAccessor(&DdServer::m_packetSize),
                          MakeUintegerChecker<uint32_t>(1, 65000))
            .AddAttribute("Tos",
                          "Type of service of latents; IP makes a priority of it, which must be "
                          "the device's GrantedPriority",
                          UintegerValue(GRANTED_TOS),
                          MakeUintegerAccessor(&DdServer::m_tos),
                          MakeUintegerChecker<uint8_t>())
            .AddAttribute("StepEnergy",
                          "delta_0, of a shared step [J]",
                          DoubleValue(0.5),
                          MakeDoubleAccessor(&DdServer::m_stepEnergy),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("StepTime",
                          "Of a shared step",
                          TimeValue(MilliSeconds(50)),
                          MakeTimeAccessor(&DdServer::m_stepTime),
                          MakeTimeChecker(Time()))
            .AddAttribute("CacheCapacity",
                          "Latents that are kept for later slots; 0: none",
                          UintegerValue(0),
                          MakeUintegerAccessor(&DdServer::m_cacheCapacity),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("CacheReach",
                          "Largest semantic distance of a prompt whose latent serves for another; "
                          "0: the same prompt only",
                          DoubleValue(0.0),
                          MakeDoubleAccessor(&DdServer::m_cacheReach),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("Cell",
                          "The cell: source of latents and how they become bytes",
                          PointerValue(),
                          MakePointerAccessor(&DdServer::m_cell),
                          MakePointerChecker<DdCell>())
            .AddAttribute("Device",
                          "The radio on which this application carries out the grants of its "
                          "orders; null: that is somebody else's",
                          PointerValue(),
                          MakePointerAccessor(&DdServer::m_device),
                          MakePointerChecker<IsacNetDevice>())
            .AddTraceSource("Steps",
                            "The shared steps of a group are done",
                            MakeTraceSourceAccessor(&DdServer::m_stepsTrace),
                            "ns3::isac::DdServer::StepsTracedCallback")
            .AddTraceSource("Cache",
                            "The cache was asked for a latent",
                            MakeTraceSourceAccessor(&DdServer::m_cacheTrace),
                            "ns3::isac::DdServer::CacheTracedCallback");
    return tid;
}

DdServer::DdServer()
{
    NS_LOG_FUNCTION(this);
}

DdServer::~DdServer()
{
    NS_LOG_FUNCTION(this);
}

void
DdServer::DoDispose()
{
    m_socket = nullptr;
    m_processor = nullptr;
    m_device = nullptr;
    m_cell = nullptr;
    Application::DoDispose();
}

void
DdServer::AddMember(Mac48Address user, const Address& address, Mac48Address link)
{
    m_members[user] = {address, link};
}

double
DdServer::GetStepEnergy() const
{
    return m_stepEnergy;
}

Ptr<IsacStepEnergyModel>
DdServer::GetProcessor() const
{
    return m_processor;
}

const LatentCache&
DdServer::GetCache() const
{
    return *m_cache;
}

void
DdServer::StartApplication()
{
    NS_LOG_FUNCTION(this);
    NS_ABORT_MSG_IF(!m_cell, "DdServer: Cell must be set");
    m_socket = Socket::CreateSocket(GetNode(), TypeId::LookupByName(m_protocol));
    NS_ABORT_MSG_IF(m_socket->Bind(m_local) != 0, "DdServer: cannot bind to its Local address");
    m_socket->SetRecvCallback(MakeCallback(&DdServer::HandleRead, this));
    m_processor = IsacStepEnergyModel::Install(GetNode(), m_stepEnergy, m_stepTime);
    const DdCell* cell = PeekPointer(m_cell);
    m_cache =
        std::make_unique<LatentCache>(m_cacheCapacity, m_cacheReach, [cell](int one, int other) {
            return cell->GetSource().Distance(one, other);
        });
}

void
DdServer::StopApplication()
{
    NS_LOG_FUNCTION(this);
    if (m_processor)
    {
        m_processor->Cancel();
    }
    m_orders.clear();
    m_busy = false;
    if (m_socket)
    {
        m_socket->Close();
        m_socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
    }
}

void
DdServer::HandleRead(Ptr<Socket> socket)
{
    Address from;
    while (Ptr<Packet> packet = socket->RecvFrom(from))
    {
        DdOrderHeader order;
        if (!TakeDdHeader(packet, order))
        {
            NS_LOG_WARN("a packet of " << packet->GetSize() << " bytes is nothing for a server");
            continue;
        }
        Grant(order);
        const auto stale = [&order](const DdOrderHeader& other) { return other.slot < order.slot; };
        m_orders.erase(std::remove_if(m_orders.begin(), m_orders.end(), stale), m_orders.end());
        if (m_busy && stale(m_current.order))
        {
            m_processor->Cancel(); // its slot was given up
            m_busy = false;
        }
        m_orders.push_back(order);
        StartNext();
    }
}

void
DdServer::Grant(const DdOrderHeader& order)
{
    if (!m_device)
    {
        return;
    }
    IsacTimeline timeline;
    timeline.slot = order.slot;
    for (const DdMember& member : order.members)
    {
        const auto known = m_members.find(member.user);
        if (member.band.Width() > 0.0 && known != m_members.end())
        {
            timeline.downlink.push_back(MakeDdGrant(known->second.link, member.band, member.power));
        }
    }
    const auto mac = DynamicCast<IsacBsMac>(m_device->GetMac());
    NS_ABORT_MSG_IF(!mac, "DdServer: Device is not a base station's");
    mac->Execute(timeline);
}

void
DdServer::StartNext()
{
    if (m_busy || m_orders.empty())
    {
        return;
    }
    m_busy = true;
    m_current = {};
    m_current.order = m_orders.front();
    m_orders.pop_front();
    m_current.begun = Simulator::Now();
    const DdOrderHeader& order = m_current.order;
    std::optional<CachedLatent> found;
    if (m_cacheCapacity > 0)
    {
        found =
            m_cache->Find(static_cast<int>(order.prompt), order.scheduleSteps, order.serverSteps);
        m_cacheTrace(order.slot, found ? static_cast<uint32_t>(found->chain.done) : 0);
    }
    m_latent = found ? *found
                     : CachedLatent{static_cast<int>(order.prompt),
                                    false,
                                    m_cell->GetSource().Begin(order.scheduleSteps, order.seed)};
    m_current.begunPrompt = static_cast<uint32_t>(m_latent.prompt);
    m_current.taken = static_cast<uint16_t>(order.serverSteps - m_latent.chain.done);
    m_processor->Start(m_current.taken, MakeCallback(&DdServer::StepsDone, this));
}

void
DdServer::StepsDone()
{
    const DdOrderHeader& order = m_current.order;
    m_current.computed = Simulator::Now();
    m_cell->GetSource().Denoise(m_latent.chain, static_cast<int>(order.prompt), m_current.taken);
    m_latent.mixed = m_current.begunPrompt != order.prompt && m_current.taken > 0;
    m_cache->Put(m_latent);
    m_stepsTrace(m_current);
    const std::vector<uint8_t> bytes = EncodeLatent(m_cell->GetCoding(), m_latent.chain.latent);
    DdLatentHeader header;
    header.slot = order.slot;
    header.group = order.group;
    header.prompt = m_current.begunPrompt;
    header.taken = m_current.taken;
    header.total = static_cast<uint32_t>(bytes.size());
    header.begun = m_current.begun;
    header.computed = m_current.computed;
    for (const DdMember& member : order.members)
    {
        SendLatent(header, member.user, bytes);
    }
    m_busy = false;
    StartNext();
}

void
DdServer::SendLatent(DdLatentHeader header, Mac48Address user, const std::vector<uint8_t>& bytes)
{
    const auto member = m_members.find(user);
    if (member == m_members.end())
    {
        NS_LOG_WARN("an order names " << user << ", who cannot be reached from here");
        return;
    }
    m_cell->NoteSent(header.slot, user, bytes);
    m_socket->SetPriority(Socket::IpTos2Priority(m_tos));
    // On the packet, for sockets take the type of service from here or there by release.
    SocketIpTosTag tos;
    tos.SetTos(m_tos);
    while (header.offset < header.total)
    {
        header.length = std::min(m_packetSize, header.total - header.offset);
        auto packet = Create<Packet>(bytes.data() + header.offset, header.length);
        packet->AddByteTag(IsacErrorToleranceTag());
        packet->AddHeader(header);
        packet->AddPacketTag(tos);
        m_socket->SendTo(packet, 0, member->second.address);
        header.offset += header.length;
    }
}

} // namespace isac
} // namespace ns3
