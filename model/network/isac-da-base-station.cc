/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-base-station.h"

#include "ns3/abort.h"
#include "ns3/log.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace isac
{

NS_LOG_COMPONENT_DEFINE("IsacDaBaseStation");
NS_OBJECT_ENSURE_REGISTERED(DaBaseStation);

TypeId
DaBaseStation::GetTypeId()
{
    static TypeId tid = TypeId("ns3::isac::DaBaseStation")
                            .SetParent<Application>()
                            .SetGroupName("Isac")
                            .AddConstructor<DaBaseStation>()
                            .AddAttribute("Station",
                                          "Its number, from 0",
                                          UintegerValue(0),
                                          MakeUintegerAccessor(&DaBaseStation::m_station),
                                          MakeUintegerChecker<uint32_t>())
                            .AddAttribute("Protocol",
                                          "Name of the socket factory",
                                          StringValue("ns3::UdpSocketFactory"),
                                          MakeStringAccessor(&DaBaseStation::m_protocol),
                                          MakeStringChecker())
                            .AddAttribute("Local",
                                          "Address at which plans come in",
                                          AddressValue(),
                                          MakeAddressAccessor(&DaBaseStation::m_local),
                                          MakeAddressChecker())
                            .AddAttribute("Manager",
                                          "Address of the manager",
                                          AddressValue(),
                                          MakeAddressAccessor(&DaBaseStation::m_manager),
                                          MakeAddressChecker())
                            .AddAttribute("Device",
                                          "The radio, with grants in frequency division",
                                          PointerValue(),
                                          MakePointerAccessor(&DaBaseStation::m_device),
                                          MakePointerChecker<IsacNetDevice>())
                            .AddTraceSource("Plan",
                                            "A plan is carried out",
                                            MakeTraceSourceAccessor(&DaBaseStation::m_planTrace),
                                            "ns3::isac::DaBaseStation::PlanTracedCallback");
    return tid;
}

DaBaseStation::DaBaseStation()
{
    NS_LOG_FUNCTION(this);
}

DaBaseStation::~DaBaseStation()
{
    NS_LOG_FUNCTION(this);
}

void
DaBaseStation::DoDispose()
{
    StopApplication();
    m_socket = nullptr;
    m_mac = nullptr;
    m_device = nullptr;
    Application::DoDispose();
}

void
DaBaseStation::StartApplication()
{
    NS_LOG_FUNCTION(this);
    NS_ABORT_MSG_IF(!m_device, "DaBaseStation: Device must be set");
    m_mac = DynamicCast<IsacBsMac>(m_device->GetMac());
    NS_ABORT_MSG_IF(!m_mac, "DaBaseStation: Device is not a base station's");
    m_socket = Socket::CreateSocket(GetNode(), TypeId::LookupByName(m_protocol));
    NS_ABORT_MSG_IF(m_socket->Bind(m_local) != 0,
                    "DaBaseStation: cannot bind to its Local address");
    m_socket->SetRecvCallback(MakeCallback(&DaBaseStation::HandleRead, this));
    m_sensor = m_device->GetObject<IsacWaveformSensor>();
    if (m_sensor)
    {
        m_sensor->TraceConnectWithoutContext("Echo", MakeCallback(&DaBaseStation::TakeEcho, this));
    }
    m_packets = 0;
}

void
DaBaseStation::StopApplication()
{
    NS_LOG_FUNCTION(this);
    if (m_sensor)
    {
        m_sensor->TraceDisconnectWithoutContext("Echo",
                                                MakeCallback(&DaBaseStation::TakeEcho, this));
        m_sensor = nullptr;
    }
    if (m_socket)
    {
        m_socket->Close();
        m_socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
    }
}

void
DaBaseStation::HandleRead(Ptr<Socket> socket)
{
    Address from;
    while (Ptr<Packet> packet = socket->RecvFrom(from))
    {
        DaPlanHeader plan;
        if (TakeDaHeader(packet, plan))
        {
            TakePlan(plan);
        }
        else
        {
            NS_LOG_WARN("a packet of " << packet->GetSize()
                                       << " bytes is nothing for a base station");
        }
    }
}

void
DaBaseStation::TakePlan(const DaPlanHeader& plan)
{
    if (m_packets == 0 || plan.slot != m_timeline.slot)
    {
        m_timeline = IsacTimeline();
        m_timeline.slot = plan.slot;
        m_packets = 0;
    }
    ++m_packets;
    if (plan.band.Width() > 0.0)
    {
        constexpr double ENDLESS = 1e9; // until the data is through, or the slot is over [s]
        IsacDownlinkGrant grant;
        grant.user = plan.device;
        grant.band = plan.band;
        grant.power = plan.power;
        grant.airtime = ENDLESS;
        grant.start = plan.delay;
        grant.deadline = plan.end;
        m_timeline.downlink.push_back(grant);
    }
    if (m_packets < plan.packets)
    {
        return;
    }
    m_packets = 0;
    if (m_sensor)
    {
        m_sensor->BeginSlot();
    }
    m_planTrace(m_station, m_timeline);
    m_mac->Execute(m_timeline);
}

void
DaBaseStation::TakeEcho(const IsacWaveformEcho& echo)
{
    if (!echo.detected)
    {
        return;
    }
    DaEchoHeader header;
    header.station = m_station;
    header.device = echo.user;
    header.time = echo.time;
    header.range = echo.range;
    header.velocity = echo.velocity;
    header.azimuth = echo.azimuth;
    auto packet = Create<Packet>();
    packet->AddHeader(header);
    m_socket->SendTo(packet, 0, m_manager);
}

} // namespace isac
} // namespace ns3
