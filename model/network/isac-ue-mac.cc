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
    m_chain = nullptr;
    m_queue = nullptr;
    IsacMac::DoDispose();
}

void
IsacUeMac::SetBaseStation(Ptr<IsacBsMac> baseStation, Ptr<IsacPhy> chain, const IsacBand& band)
{
    m_baseStation = baseStation;
    m_chain = chain;
    m_band = band;
    m_queue = MakeQueue();
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
    if (m_idealUplink)
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
    if (!m_queue->Enqueue(packet))
    {
        Drop(packet);
        return false;
    }
    TrySend();
    return true;
}

void
IsacUeMac::TrySend()
{
    if (m_sending || m_queue->IsEmpty())
    {
        return;
    }
    auto burst = Create<IsacBurst>();
    burst->receiver = m_baseStation->GetAddress();
    burst->band = m_band;
    burst->power = m_power;
    burst->rate = m_chain->GetRate(m_band.Width(),
                                   m_phy->GetLinkGain(m_chain),
                                   m_power,
                                   m_chain->GetInterferenceDensity());
    if (!(burst->rate > 0.0))
    {
        return;
    }
    constexpr double UNLIMITED = 1e9;
    double seconds = 0.0;
    Fill(m_queue, *burst, UNLIMITED, seconds);
    m_sending = true;
    Simulator::Schedule(burst->GetDuration(), &IsacUeMac::BurstDone, this);
    Send(burst);
}

void
IsacUeMac::BurstDone()
{
    m_sending = false;
    TrySend();
}

} // namespace isac
} // namespace ns3
