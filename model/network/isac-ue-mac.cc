/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-ue-mac.h"

#include "isac-bs-mac.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/log.h"
#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/simulator.h"

namespace ns3
{
namespace isac
{

NS_LOG_COMPONENT_DEFINE("IsacUeMac");
NS_OBJECT_ENSURE_REGISTERED(IsacUeMac);

TypeId
IsacUeMac::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::IsacUeMac")
            .SetParent<IsacMac>()
            .SetGroupName("Isac")
            .AddConstructor<IsacUeMac>()
            .AddAttribute("TxPower",
                          "Power of the uplink [W]",
                          DoubleValue(0.2),
                          MakeDoubleAccessor(&IsacUeMac::m_power),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("IdealUplink",
                          "Frames reach the base station at once, without airtime or error",
                          BooleanValue(false),
                          MakeBooleanAccessor(&IsacUeMac::m_idealUplink),
                          MakeBooleanChecker());
    return tid;
}

void
IsacUeMac::DoDispose()
{
    m_baseStation = nullptr;
    m_standing = Link();
    m_granted = Link();
    m_grantReceiver = nullptr;
    IsacMac::DoDispose();
}

void
IsacUeMac::SetBaseStation(Ptr<IsacBsMac> baseStation, Ptr<IsacPhy> chain, const IsacBand& band)
{
    m_baseStation = baseStation;
    m_standing.chain = chain;
    m_standing.band = band;
    m_standing.first = MakeQueue();
    m_standing.queue = MakeQueue();
}

void
IsacUeMac::SetGrantChain(Ptr<IsacPhy> chain, const IsacBand& carrier, Ptr<IsacPhy> own)
{
    m_granted.chain = chain;
    m_granted.carrier = carrier;
    m_granted.first = MakeQueue();
    m_granted.queue = MakeQueue();
    m_grantReceiver = own;
}

void
IsacUeMac::Grant(const IsacUplinkGrant& grant)
{
    NS_ABORT_MSG_IF(!m_granted.chain, "IsacUeMac: a grant, but no receiver for it");
    NS_ABORT_MSG_IF(grant.band.Width() > 0.0 && !m_granted.chain->IsTunedTo(grant.band),
                    "IsacUeMac: a grant is outside the granted band");
    m_granted.band = grant.band;
    m_granted.power = grant.power;
    while (Ptr<Packet> stale = m_granted.queue->Dequeue())
    {
        Drop(stale);
    }
}

Ptr<IsacPhy>
IsacUeMac::GetGrantChain() const
{
    return m_granted.chain;
}

Ptr<IsacPhy>
IsacUeMac::GetGrantReceiver() const
{
    return m_grantReceiver;
}

Ptr<IsacBsMac>
IsacUeMac::GetBaseStation() const
{
    return m_baseStation;
}

double
IsacUeMac::GetGain() const
{
    NS_ABORT_MSG_IF(!m_baseStation, "IsacUeMac: the user belongs to no base station");
    return m_baseStation->GetPhy()->GetLinkGain(m_phy);
}

double
IsacUeMac::GetUplinkGain() const
{
    NS_ABORT_MSG_IF(!m_baseStation, "IsacUeMac: the user belongs to no base station");
    return m_phy->GetLinkGain(m_baseStation->GetPhy());
}

bool
IsacUeMac::Enqueue(Ptr<Packet> packet,
                   Mac48Address destination,
                   uint16_t protocol,
                   IsacMacHeader::Class trafficClass)
{
    NS_ABORT_MSG_IF(!m_baseStation, "IsacUeMac: the user belongs to no base station");
    IsacMacHeader header;
    header.direction = IsacMacHeader::UPLINK;
    header.trafficClass = trafficClass;
    header.protocol = protocol;
    header.destination = destination;
    AddMacHeader(packet, header);
    Link& link = LinkFor(trafficClass);
    if (m_idealUplink && &link == &m_standing)
    {
        m_snifferTrace(packet);
        Ptr<Node> node = m_baseStation->GetPhy()->GetDevice()->GetNode();
        Simulator::ScheduleWithContext(node->GetId(),
                                       Time(),
                                       &IsacMac::ReceiveFrame,
                                       PeekPointer(m_baseStation),
                                       packet->Copy());
        return true;
    }
    return EnqueueFrame(link, packet, trafficClass);
}

bool
IsacUeMac::EnqueueFrame(Link& link, Ptr<Packet> frame, IsacMacHeader::Class trafficClass)
{
    const bool first = trafficClass == IsacMacHeader::CONTROL;
    if (!(first ? link.first : link.queue)->Enqueue(frame))
    {
        Drop(frame);
        return false;
    }
    TrySend(&link);
    return true;
}

IsacUeMac::Link&
IsacUeMac::LinkFor(IsacMacHeader::Class trafficClass)
{
    return m_granted.chain && trafficClass == IsacMacHeader::GRANTED ? m_granted : m_standing;
}

void
IsacUeMac::Requeue(Mac48Address, const IsacMacHeader& header, Ptr<Packet> frame)
{
    EnqueueFrame(LinkFor(header.trafficClass), frame, header.trafficClass);
}

void
IsacUeMac::TrySend(Link* link)
{
    const bool nothing = link->first->IsEmpty() && link->queue->IsEmpty();
    if (link->sending || nothing || !(link->band.Width() > 0.0))
    {
        return;
    }
    auto burst = Create<IsacBurst>();
    burst->receiver = m_baseStation->GetAddress();
    burst->band = link->band;
    burst->carrier = link->carrier;
    burst->power = link->power > 0.0 ? link->power : m_power;
    burst->rate = link->chain->GetRate(link->band.Width(),
                                       m_phy->GetLinkGain(link->chain),
                                       burst->power,
                                       link->chain->GetInterferenceDensity());
    if (!(burst->rate > 0.0))
    {
        return;
    }
    constexpr double UNLIMITED = 1e9;
    double seconds = 0.0;
    Fill(link->first, *burst, UNLIMITED, seconds);
    Fill(link->queue, *burst, UNLIMITED, seconds);
    link->sending = true;
    Simulator::Schedule(burst->GetDuration(), &IsacUeMac::BurstDone, this, link);
    Send(burst);
}

void
IsacUeMac::BurstDone(Link* link)
{
    link->sending = false;
    if (link->queue)
    {
        TrySend(link);
    }
}

} // namespace isac
} // namespace ns3
