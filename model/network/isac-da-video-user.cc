/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-video-user.h"

#include "isac-ue-mac.h"

#include "ns3/abort.h"
#include "ns3/isac-da-collection.h"
#include "ns3/log.h"
#include "ns3/mobility-model.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace isac
{

NS_LOG_COMPONENT_DEFINE("IsacDaVideoUser");
NS_OBJECT_ENSURE_REGISTERED(DaVideoUser);

namespace
{

/**
 * @param status whose structure and weights count
 * @param quality q
 * @param latency T [s]
 * @return quality of service, (15)
 */
double
ServiceQuality(const DaUserStatus& status, double quality, double latency)
{
    return status.structure == DaStructure::RATIO
               ? status.ratioWeight * quality / latency
               : status.qualityWeight * quality - status.latencyWeight * latency;
}

} // namespace

DaVideoUser::DaVideoUser()
{
    NS_LOG_FUNCTION(this);
}

DaVideoUser::~DaVideoUser()
{
    NS_LOG_FUNCTION(this);
}

void
DaVideoUser::DoDispose()
{
    StopApplication();
    m_socket = nullptr;
    m_cells.clear();
    m_cell = nullptr;
    Application::DoDispose();
}

void
DaVideoUser::AddCell(Ptr<IsacNetDevice> device, const Address& manager, const Address& server)
{
    const auto mac = DynamicCast<IsacUeMac>(device->GetMac());
    NS_ABORT_MSG_IF(!mac || !mac->GetGrantChain(),
                    "DaVideoUser: a device is no user's with grants in frequency division");
    m_cells.push_back({device, mac, manager, server});
}

void
DaVideoUser::SetScript(const std::vector<DaUserStatus>& script)
{
    m_viewer.SetScript(script);
}

int64_t
DaVideoUser::AssignStreams(int64_t stream)
{
    return m_viewer.AssignStreams(stream);
}

uint32_t
DaVideoUser::GetUser() const
{
    return m_user;
}

void
DaVideoUser::StartApplication()
{
    NS_LOG_FUNCTION(this);
    NS_ABORT_MSG_IF(!m_cell || m_cells.empty(), "DaVideoUser: needs Cell, and cells to be in");
    m_scenario = m_cell->GetScenario();
    NS_ABORT_MSG_IF(m_cells.size() != m_scenario.stations.size(),
                    "DaVideoUser: the network has " << m_scenario.stations.size()
                                                    << " stations, user " << m_user
                                                    << " has devices for " << m_cells.size());
    NS_ABORT_MSG_IF(!GetNode()->GetObject<MobilityModel>(),
                    "DaVideoUser: user " << m_user << " has no mobility model");
    m_socket = Socket::CreateSocket(GetNode(), TypeId::LookupByName(m_protocol));
    NS_ABORT_MSG_IF(m_socket->Bind(m_local) != 0, "DaVideoUser: cannot bind to its Local address");
    m_socket->SetRecvCallback(MakeCallback(&DaVideoUser::HandleRead, this));
    m_started = false;
    m_open = false;
    Greet();
}

void
DaVideoUser::StopApplication()
{
    NS_LOG_FUNCTION(this);
    m_greetingEvent.Cancel();
    m_openEvent.Cancel();
    m_endEvent.Cancel();
    for (EventId& report : m_reports)
    {
        report.Cancel();
    }
    m_reports.clear();
    if (m_socket)
    {
        m_socket->Close();
        m_socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
    }
}

void
DaVideoUser::Send(Ptr<Packet> packet, const Address& to, bool granted)
{
    const IsacNetDevice& device = *m_cells[m_grant.station].device;
    m_socket->SetPriority(granted ? device.GetGrantedPriority() : device.GetControlPriority());
    m_socket->SendTo(packet, 0, to);
}

void
DaVideoUser::Greet()
{
    const Vector place = GetNode()->GetObject<MobilityModel>()->GetPosition();
    DaGreetingHeader greeting;
    greeting.user = m_user;
    greeting.east = place.x;
    greeting.north = place.y;
    for (uint32_t station = 0; station < m_cells.size(); ++station)
    {
        greeting.station = station;
        greeting.device = Mac48Address::ConvertFrom(m_cells[station].device->GetAddress());
        auto packet = Create<Packet>();
        packet->AddHeader(greeting);
        Send(packet, m_cells[station].manager, false);
    }
    m_greetingEvent = Simulator::Schedule(m_greetingInterval, &DaVideoUser::Greet, this);
}

void
DaVideoUser::HandleRead(Ptr<Socket> socket)
{
    Address from;
    while (Ptr<Packet> packet = socket->RecvFrom(from))
    {
        DaGrantHeader grant;
        DaSegmentHeader segment;
        if (TakeDaHeader(packet, segment))
        {
            Receive(segment);
        }
        else if (TakeDaHeader(packet, grant))
        {
            StartSlot(grant);
        }
        else
        {
            NS_LOG_WARN("a packet of " << packet->GetSize() << " bytes is nothing for a user");
        }
    }
}

void
DaVideoUser::StartSlot(const DaGrantHeader& grant)
{
    if (m_started && grant.slot <= m_grant.slot)
    {
        return; // it came before
    }
    NS_ABORT_MSG_IF(grant.station >= m_cells.size(),
                    "DaVideoUser: a grant names station " << grant.station);
    m_greetingEvent.Cancel();
    EndSlot();
    const uint32_t before = m_started ? m_grant.station : grant.station;
    // Slots begin when all users have greeted: whoever has had no grant yet has missed some.
    for (uint32_t slot = m_started ? m_grant.slot + 1 : 0; slot < grant.slot; ++slot)
    {
        m_grant.station = before;
        MissSlot(slot, grant.start - (grant.slot - slot) * m_cell->GetSlotTime());
    }
    m_grant = grant;
    Live();
    m_open = true;
    m_grantTrace(m_user, grant);
    m_segment.slot = grant.slot;
    m_segment.station = grant.station;
    m_segment.granted = true;
    m_segment.start = grant.start;
    m_cells[before].mac->Grant({});
    const Time end = grant.start + m_cell->GetSlotTime();
    m_endEvent =
        Simulator::Schedule(std::max(end - Simulator::Now(), Time()), &DaVideoUser::EndSlot, this);
    if (before == grant.station)
    {
        Open();
        return;
    }
    m_handoverTrace(grant.slot, m_user, before, grant.station);
    m_openEvent = Simulator::Schedule(m_cell->GetHandoverTime(), &DaVideoUser::Open, this);
}

void
DaVideoUser::Live()
{
    if (m_started)
    {
        m_viewer.Advance();
    }
    else
    {
        m_viewer.Begin(m_scenario, m_user);
        m_started = true;
    }
    const Vector place = GetNode()->GetObject<MobilityModel>()->GetPosition();
    m_segment = DaSegment();
    m_segment.user = m_user;
    m_segment.status = m_viewer.GetStatus();
    DaUserStatus& status = m_segment.status;
    status.environment = GetEnvironment();
    PlaceDaUser(m_scenario, static_cast<int>(m_grant.station), place.x, place.y, status);
    constexpr double MEGABYTE = 1e6;
    const double bytes = std::round(status.fileSize * MEGABYTE);
    constexpr double MOST = 4e9; // what the headers can tell
    NS_ABORT_MSG_UNLESS(bytes >= 1.0 && bytes <= MOST,
                        "DaVideoUser: a segment of " << status.fileSize << " MB cannot be sent");
    m_segment.total = static_cast<uint32_t>(bytes);
    m_segment.impact = DaImpact(status.behaviour, status.environment);
}

void
DaVideoUser::MissSlot(uint32_t slot, Time start)
{
    Live();
    m_segment.slot = slot;
    m_segment.station = m_grant.station;
    m_segment.start = start;
    EndSegment(true);
}

double
DaVideoUser::GetEnvironment() const
{
    if (m_viewer.IsScripted())
    {
        return m_viewer.GetStatus().environment;
    }
    const Vector velocity = GetNode()->GetObject<MobilityModel>()->GetVelocity();
    return DaEnvironmentComplexity(velocity.GetLength(), m_scenario.speed.most);
}

void
DaVideoUser::Open()
{
    m_cells[m_grant.station].mac->Grant({m_grant.uplink, m_grant.power});
    DaRequestHeader request;
    request.slot = m_grant.slot;
    request.user = m_user;
    request.bytes = m_segment.total;
    auto packet = Create<Packet>();
    packet->AddHeader(request);
    Send(packet, m_cells[m_grant.station].server, false);
    PlanReports(DA_BEHAVIOUR, m_grant.behaviourSamples);
    PlanReports(DA_FILE_SIZE, m_grant.fileSizeSamples);
    PlanReports(DA_ENVIRONMENT, m_grant.environmentSamples);
}

void
DaVideoUser::PlanReports(DaFollowed attribute, uint16_t count)
{
    const double slot = m_cell->GetSlotTime().GetSeconds();
    for (uint16_t i = 0; i < count; ++i)
    {
        const Time when = m_grant.start + Seconds(slot * (i + 0.5) / count);
        m_reports.push_back(Simulator::Schedule(std::max(when - Simulator::Now(), Time()),
                                                &DaVideoUser::Report,
                                                this,
                                                attribute));
    }
}

void
DaVideoUser::Report(DaFollowed attribute)
{
    DaReportHeader report;
    report.slot = m_grant.slot;
    report.user = m_user;
    report.attribute = static_cast<uint8_t>(attribute);
    report.value = attribute == DA_BEHAVIOUR   ? m_segment.status.behaviour
                   : attribute == DA_FILE_SIZE ? m_segment.status.fileSize
                                               : GetEnvironment();
    const Vector place = GetNode()->GetObject<MobilityModel>()->GetPosition();
    report.east = place.x;
    report.north = place.y;
    m_reportTrace(report);
    auto packet = Create<Packet>(m_cell->GetSampleBytes());
    packet->AddHeader(report);
    Send(packet, m_cells[m_grant.station].manager, true);
}

void
DaVideoUser::Receive(const DaSegmentHeader& header)
{
    if (!m_open || header.slot != m_grant.slot)
    {
        NS_LOG_LOGIC("a piece of slot " << header.slot << " comes late");
        return;
    }
    m_packetTrace(m_user, header, Simulator::Now() - header.sent);
    ++m_segment.packets;
    m_segment.received += header.length;
    if (m_segment.received >= header.total)
    {
        m_segment.asking = header.asked - m_segment.start;
        m_segment.server = header.sent - header.asked;
        m_segment.download = Simulator::Now() - header.sent;
        EndSegment(false);
    }
}

void
DaVideoUser::EndSegment(bool late)
{
    m_open = false;
    m_segment.late = late;
    m_segment.latency = late ? m_cell->GetSlotTime() : Time(Simulator::Now() - m_segment.start);
    const double latency = m_segment.latency.GetSeconds();
    DaUser user;
    user.fileSize = m_segment.status.fileSize;
    m_segment.quality = late ? 0.0 : DaQuality(user, m_scenario.model);
    m_segment.qoe = m_segment.impact * ServiceQuality(m_segment.status, m_segment.quality, latency);
    m_segmentTrace(m_segment);
    ++m_video.segments;
    m_video.quality += m_segment.quality;
    m_video.latency += latency;
    m_video.qoe += m_segment.qoe;
    if (m_viewer.IsLastSegment())
    {
        Score();
    }
}

void
DaVideoUser::Score()
{
    DaScoreHeader score;
    score.slot = m_segment.slot;
    score.user = m_user;
    score.segments = m_video.segments;
    score.quality = m_video.quality / m_video.segments;
    score.latency = m_video.latency / m_video.segments;
    const double qoe = m_video.qoe / m_video.segments;
    score.score = m_viewer.DrawScore(score.quality, score.latency, qoe);
    m_scoreTrace(score, qoe);
    auto packet = Create<Packet>();
    packet->AddHeader(score);
    Send(packet, m_cells[m_grant.station].manager, false);
    m_video = Video();
}

void
DaVideoUser::EndSlot()
{
    m_endEvent.Cancel();
    m_openEvent.Cancel();
    for (EventId& report : m_reports)
    {
        report.Cancel();
    }
    m_reports.clear();
    if (m_open)
    {
        EndSegment(true);
    }
}

} // namespace isac
} // namespace ns3
