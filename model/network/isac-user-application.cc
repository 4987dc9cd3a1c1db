/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-user-application.h"

#include "isac-status-report-header.h"
#include "isac-ue-mac.h"

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

NS_LOG_COMPONENT_DEFINE("IsacUserApplication");
NS_OBJECT_ENSURE_REGISTERED(UserApplication);

TypeId
UserApplication::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::UserApplication")
            .SetParent<Application>()
            .SetGroupName("Isac")
            .AddConstructor<UserApplication>()
            .AddAttribute("Protocol",
                          "Name of the socket factory",
                          StringValue("ns3::UdpSocketFactory"),
                          MakeStringAccessor(&UserApplication::m_protocol),
                          MakeStringChecker())
            .AddAttribute("Local",
                          "Address at which content comes in",
                          AddressValue(),
                          MakeAddressAccessor(&UserApplication::m_local),
                          MakeAddressChecker())
            .AddAttribute("Remote",
                          "Address of the resource manager",
                          AddressValue(),
                          MakeAddressAccessor(&UserApplication::m_remote),
                          MakeAddressChecker())
            .AddAttribute("SlotInterval",
                          "Time between slots",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&UserApplication::m_slotInterval),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("ReportLead",
                          "How long before a slot its report is sent: the channel it tells is as "
                          "old. The first report goes at the start",
                          TimeValue(Seconds(0)),
                          MakeTimeAccessor(&UserApplication::m_reportLead),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute(
                "Slots",
                "Number of slots; one more report tells the last one's outcome. 0: no end",
                UintegerValue(0),
                MakeUintegerAccessor(&UserApplication::m_slots),
                MakeUintegerChecker<uint32_t>())
            .AddAttribute("Requirement",
                          "Omega_min of a slot",
                          StringValue("ns3::UniformRandomVariable[Min=0.4|Max=0.45]"),
                          MakePointerAccessor(&UserApplication::m_requirement),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute("Cell",
                          "The cell: display, T_max",
                          PointerValue(),
                          MakePointerAccessor(&UserApplication::m_cell),
                          MakePointerChecker<CaqaCell>())
            .AddAttribute("Device",
                          "The radio",
                          PointerValue(),
                          MakePointerAccessor(&UserApplication::m_device),
                          MakePointerChecker<IsacNetDevice>())
            .AddTraceSource("Packet",
                            "A content packet of the slot under way",
                            MakeTraceSourceAccessor(&UserApplication::m_packetTrace),
                            "ns3::isac::UserApplication::PacketTracedCallback")
            .AddTraceSource("LatePacket",
                            "A content packet of a slot whose time is up",
                            MakeTraceSourceAccessor(&UserApplication::m_latePacketTrace),
                            "ns3::isac::UserApplication::PacketTracedCallback")
            .AddTraceSource("Outcome",
                            "The time of a slot is up",
                            MakeTraceSourceAccessor(&UserApplication::m_outcomeTrace),
                            "ns3::isac::UserApplication::OutcomeTracedCallback");
    return tid;
}

UserApplication::UserApplication()
    : m_priority(CreateObject<UniformRandomVariable>())
{
    NS_LOG_FUNCTION(this);
}

UserApplication::~UserApplication()
{
    NS_LOG_FUNCTION(this);
}

void
UserApplication::DoDispose()
{
    m_socket = nullptr;
    m_device = nullptr;
    m_cell = nullptr;
    Application::DoDispose();
}

int64_t
UserApplication::AssignStreams(int64_t stream)
{
    m_requirement->SetStream(stream);
    m_priority->SetStream(stream + 1);
    return 2;
}

void
UserApplication::StartApplication()
{
    NS_LOG_FUNCTION(this);
    NS_ABORT_MSG_IF(!m_cell || !m_device, "UserApplication: Cell and Device must be set");
    m_parameters = m_cell->GetParameters();
    NS_ABORT_MSG_IF(m_reportLead >= m_slotInterval,
                    "UserApplication: ReportLead must be below SlotInterval");
    NS_ABORT_MSG_IF(Seconds(m_parameters.maxTime) > m_slotInterval,
                    "UserApplication: T_max must not exceed SlotInterval");
    m_socket = Socket::CreateSocket(GetNode(), TypeId::LookupByName(m_protocol));
    NS_ABORT_MSG_IF(m_socket->Bind(m_local) != 0,
                    "UserApplication: cannot bind to its Local address");
    m_socket->SetRecvCallback(MakeCallback(&UserApplication::HandleRead, this));
    m_slot = 0;
    m_reports = 0;
    m_last = UserOutcome();
    m_last.slot = StatusReportHeader::NO_SLOT;
    StartSlot();
}

void
UserApplication::StopApplication()
{
    NS_LOG_FUNCTION(this);
    m_startEvent.Cancel();
    m_endEvent.Cancel();
    m_reportEvent.Cancel();
    if (m_socket)
    {
        m_socket->Close();
        m_socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
    }
}

void
UserApplication::Report()
{
    StatusReportHeader report;
    report.slot = m_reports++;
    report.user = Mac48Address::ConvertFrom(m_device->GetAddress());
    report.gain = DynamicCast<IsacUeMac>(m_device->GetMac())->GetGain();
    report.interference = m_device->GetPhy()->GetInterferenceDensity();
    m_nextRequirement = m_requirement->GetValue();
    report.requirement = m_nextRequirement;
    report.priority = m_priority->GetInteger(0, 0xffffffffU);
    report.lastSlot = m_last.slot;
    report.lastCaqa = m_last.caqa;
    report.lastRequirement = m_last.requirement;
    report.lastBytes = m_last.bytes;
    Ptr<Packet> packet = Create<Packet>();
    packet->AddHeader(report);
    m_socket->SendTo(packet, 0, m_remote);
}

void
UserApplication::StartSlot()
{
    m_slotStart = Simulator::Now();
    if (m_reports == m_slot)
    {
        Report();
    }
    if (m_slots > 0 && m_slot == m_slots)
    {
        return; // that report was the last
    }
    m_outcome = UserOutcome();
    m_outcome.slot = m_slot;
    m_outcome.user = Mac48Address::ConvertFrom(m_device->GetAddress());
    m_outcome.requirement = m_nextRequirement;
    // Scored before the next slot begins, should the two coincide: its report tells the outcome.
    m_endEvent = Simulator::Schedule(Seconds(m_parameters.maxTime) - NanoSeconds(1),
                                     &UserApplication::EndSlot,
                                     this);
    m_startEvent = Simulator::Schedule(m_slotInterval, &UserApplication::StartSlot, this);
    if (m_reportLead.IsStrictlyPositive())
    {
        m_reportEvent =
            Simulator::Schedule(m_slotInterval - m_reportLead, &UserApplication::Report, this);
    }
    ++m_slot;
}

void
UserApplication::HandleRead(Ptr<Socket> socket)
{
    Address from;
    while (Ptr<Packet> packet = socket->RecvFrom(from))
    {
        ContentHeader header;
        if (packet->GetSize() < header.GetSerializedSize())
        {
            NS_LOG_WARN("a packet of " << packet->GetSize() << " bytes is no content");
            continue;
        }
        packet->RemoveHeader(header);
        const Time latency = Simulator::Now() - m_slotStart;
        if (header.slot != m_outcome.slot || m_endEvent.IsExpired())
        {
            m_latePacketTrace(header, latency);
            continue;
        }
        m_packetTrace(header, latency);
        if (m_outcome.packets++ == 0)
        {
            m_outcome.firstPacket = latency;
        }
        m_outcome.bytes += header.length;
        m_outcome.accuracy = header.accuracy;
        m_outcome.completion = latency;
    }
}

void
UserApplication::EndSlot()
{
    m_outcome.resolution = 8.0 * m_outcome.bytes / m_parameters.bitsPerPixel;
    m_outcome.quality = std::min(m_outcome.resolution / m_parameters.displayPixels, 1.0);
    m_outcome.caqa = m_outcome.accuracy * m_outcome.quality;
    m_last = m_outcome;
    m_outcomeTrace(m_outcome);
}

} // namespace isac
} // namespace ns3
