/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-user.h"

#include "isac-ue-mac.h"

#include "ns3/log.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace isac
{

NS_LOG_COMPONENT_DEFINE("IsacMegcUser");
NS_OBJECT_ENSURE_REGISTERED(MegcUser);

TypeId
MegcUser::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::MegcUser")
            .SetParent<Application>()
            .SetGroupName("Isac")
            .AddConstructor<MegcUser>()
            .AddAttribute("Kind",
                          "What kind of user",
                          EnumValue(MEGC_COMPUTATION),
                          EnumAccessor<MegcKind>(&MegcUser::m_kind),
                          MakeEnumChecker(MEGC_COMPUTATION,
                                          "Computation",
                                          MEGC_CONTENT,
                                          "Content",
                                          MEGC_VISION,
                                          "Vision"))
            .AddAttribute("Protocol",
                          "Name of the socket factory",
                          StringValue("ns3::UdpSocketFactory"),
                          MakeStringAccessor(&MegcUser::m_protocol),
                          MakeStringChecker())
            .AddAttribute("Local",
                          "Address at which polls, grants and results come in",
                          AddressValue(),
                          MakeAddressAccessor(&MegcUser::m_local),
                          MakeAddressChecker())
            .AddAttribute("Manager",
                          "Address of the manager",
                          AddressValue(),
                          MakeAddressAccessor(&MegcUser::m_manager),
                          MakeAddressChecker())
            .AddAttribute("Server",
                          "Address at which the server takes tasks",
                          AddressValue(),
                          MakeAddressAccessor(&MegcUser::m_server),
                          MakeAddressChecker())
            .AddAttribute("TaskBits",
                          "D, drawn in each slot and rounded to bytes; of a content user what is "
                          "generated [bit]",
                          StringValue("ns3::UniformRandomVariable[Min=1e6|Max=8e6]"),
                          MakePointerAccessor(&MegcUser::m_taskBits),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute("PacketSize",
                          "Bytes of a task in one packet",
                          UintegerValue(1400),
                          MakeUintegerAccessor(&MegcUser::m_packetSize),
                          MakeUintegerChecker<uint32_t>(1, 65000))
            .AddAttribute("GreetingInterval",
                          "Between greetings, until the manager polls",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&MegcUser::m_greetingInterval),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("Cell",
                          "The cell: work of a task, speed of the device",
                          PointerValue(),
                          MakePointerAccessor(&MegcUser::m_cell),
                          MakePointerChecker<MegcCell>())
            .AddAttribute("Device",
                          "The radio, with grants in frequency division",
                          PointerValue(),
                          MakePointerAccessor(&MegcUser::m_device),
                          MakePointerChecker<IsacNetDevice>())
            .AddTraceSource("Task",
                            "A slot begins, and with it a task",
                            MakeTraceSourceAccessor(&MegcUser::m_taskTrace),
                            "ns3::isac::MegcUser::TaskTracedCallback")
            .AddTraceSource("Packet",
                            "A packet of the result has come",
                            MakeTraceSourceAccessor(&MegcUser::m_packetTrace),
                            "ns3::isac::MegcUser::PacketTracedCallback")
            .AddTraceSource("Outcome",
                            "The task of a slot is done",
                            MakeTraceSourceAccessor(&MegcUser::m_outcomeTrace),
                            "ns3::isac::MegcUser::OutcomeTracedCallback");
    return tid;
}

MegcUser::MegcUser()
{
    NS_LOG_FUNCTION(this);
}

MegcUser::~MegcUser()
{
    NS_LOG_FUNCTION(this);
}

void
MegcUser::DoDispose()
{
    m_greetingEvent.Cancel();
    m_localEvent.Cancel();
    m_socket = nullptr;
    m_mac = nullptr;
    m_device = nullptr;
    m_cell = nullptr;
    Application::DoDispose();
}

int64_t
MegcUser::AssignStreams(int64_t stream)
{
    m_taskBits->SetStream(stream);
    return 1;
}

MegcKind
MegcUser::GetKind() const
{
    return m_kind;
}

bool
MegcUser::IsBusy() const
{
    return m_polled && !(m_granted && m_localDone && m_remoteDone);
}

void
MegcUser::StartApplication()
{
    NS_LOG_FUNCTION(this);
    NS_ABORT_MSG_IF(!m_cell || !m_device, "MegcUser: Cell and Device must be set");
    m_mac = DynamicCast<IsacUeMac>(m_device->GetMac());
    NS_ABORT_MSG_IF(!m_mac || !m_mac->GetGrantChain(),
                    "MegcUser: Device is no user's with grants in frequency division");
    m_socket = Socket::CreateSocket(GetNode(), TypeId::LookupByName(m_protocol));
    NS_ABORT_MSG_IF(m_socket->Bind(m_local) != 0, "MegcUser: cannot bind to its Local address");
    m_socket->SetRecvCallback(MakeCallback(&MegcUser::HandleRead, this));
    m_polled = false;
    Greet();
}

void
MegcUser::StopApplication()
{
    NS_LOG_FUNCTION(this);
    m_greetingEvent.Cancel();
    m_localEvent.Cancel();
    if (m_socket)
    {
        m_socket->Close();
        m_socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
    }
}

void
MegcUser::Send(Ptr<Packet> packet, const Address& to, bool granted)
{
    m_socket->SetPriority(granted ? m_device->GetGrantedPriority()
                                  : m_device->GetControlPriority());
    m_socket->SendTo(packet, 0, to);
}

void
MegcUser::Greet()
{
    Report(MegcReportHeader::NO_SLOT);
    m_greetingEvent = Simulator::Schedule(m_greetingInterval, &MegcUser::Greet, this);
}

void
MegcUser::Report(uint32_t slot)
{
    MegcReportHeader report;
    report.slot = slot;
    report.user = Mac48Address::ConvertFrom(m_device->GetAddress());
    report.kind = m_kind;
    report.taskBytes = m_outcome.taskBytes;
    report.uplinkGain = m_mac->GetUplinkGain();
    report.uplinkInterference = m_mac->GetGrantChain()->GetInterferenceDensity();
    report.downlinkGain = m_mac->GetGain();
    report.downlinkInterference = m_mac->GetGrantReceiver()->GetInterferenceDensity();
    auto packet = Create<Packet>();
    packet->AddHeader(report);
    Send(packet, m_manager, false);
}

void
MegcUser::HandleRead(Ptr<Socket> socket)
{
    Address from;
    while (Ptr<Packet> packet = socket->RecvFrom(from))
    {
        MegcPollHeader poll;
        MegcGrantHeader grant;
        MegcResultHeader result;
        if (TakeMegcHeader(packet, poll))
        {
            StartSlot(poll.slot);
        }
        else if (TakeMegcHeader(packet, grant))
        {
            Carry(grant);
        }
        else if (TakeMegcHeader(packet, result))
        {
            Receive(result);
        }
        else
        {
            NS_LOG_WARN("a packet of " << packet->GetSize() << " bytes is nothing for a user");
        }
    }
}

void
MegcUser::StartSlot(uint32_t slot)
{
    if (m_polled && slot <= m_outcome.times.slot)
    {
        return; // it came before
    }
    m_greetingEvent.Cancel();
    m_localEvent.Cancel();
    m_polled = true;
    m_granted = false;
    m_mac->Grant({}); // of a slot that was given up nothing more is sent
    m_outcome = MegcUserOutcome();
    m_outcome.kind = m_kind;
    m_outcome.start = Simulator::Now();
    m_outcome.times.slot = slot;
    m_outcome.times.user = Mac48Address::ConvertFrom(m_device->GetAddress());
    const double bytes = std::round(m_taskBits->GetValue() / 8.0);
    constexpr double MOST = 4e9; // what the headers can tell
    NS_ABORT_MSG_UNLESS(bytes >= 0.0 && bytes <= MOST, "MegcUser: TaskBits gives no size");
    m_outcome.taskBytes = static_cast<uint32_t>(bytes);
    m_taskTrace(slot, m_outcome.taskBytes);
    Report(slot);
}

void
MegcUser::Carry(const MegcGrantHeader& grant)
{
    if (!m_polled || m_granted || grant.slot != m_outcome.times.slot)
    {
        NS_LOG_WARN("a grant for slot " << grant.slot << " comes late, or twice");
        return;
    }
    m_granted = true;
    m_grantTime = Simulator::Now();
    m_outcome.times.wait = m_grantTime - m_outcome.start;
    m_outcome.sentBytes = std::min(grant.sentBytes, m_outcome.taskBytes);
    m_mac->Grant({grant.uplink, grant.power});
    const uint32_t kept =
        m_kind == MEGC_COMPUTATION ? m_outcome.taskBytes - m_outcome.sentBytes : 0;
    m_localDone = kept == 0;
    m_remoteDone = m_kind == MEGC_COMPUTATION && m_outcome.sentBytes == 0;
    if (!m_localDone)
    {
        const MegcParameters cell = m_cell->GetParameters();
        const double seconds = cell.cyclesPerBit * 8.0 * kept / cell.deviceSpeed;
        m_localEvent = Simulator::Schedule(Seconds(seconds), &MegcUser::LocalDone, this);
    }
    if (!m_remoteDone)
    {
        SendTask();
    }
    FinishIfDone();
}

void
MegcUser::SendTask()
{
    MegcTaskHeader header;
    header.slot = m_outcome.times.slot;
    header.user = m_outcome.times.user;
    header.total = m_outcome.sentBytes;
    header.sent = Simulator::Now();
    do
    {
        header.length = std::min(m_packetSize, header.total - header.offset);
        auto packet = Create<Packet>(header.length);
        packet->AddHeader(header);
        // Without data it only asks, which takes no part of the grant.
        Send(packet, m_server, header.total > 0);
        header.offset += header.length;
    } while (header.offset < header.total);
}

void
MegcUser::LocalDone()
{
    m_localDone = true;
    m_outcome.times.local = Simulator::Now() - m_grantTime;
    FinishIfDone();
}

void
MegcUser::Receive(const MegcResultHeader& header)
{
    if (!m_granted || m_remoteDone || header.slot != m_outcome.times.slot)
    {
        NS_LOG_WARN("a result of slot " << header.slot << " comes late");
        return;
    }
    m_packetTrace(header, Simulator::Now() - header.sent);
    ++m_outcome.packets;
    m_outcome.resultBytes += header.length;
    if (m_outcome.resultBytes < header.total)
    {
        return;
    }
    m_remoteDone = true;
    m_outcome.times.uplink = header.received - m_grantTime;
    m_outcome.times.server = header.computed - header.received;
    m_outcome.times.downlink = Simulator::Now() - header.computed;
    FinishIfDone();
}

void
MegcUser::FinishIfDone()
{
    if (!m_localDone || !m_remoteDone)
    {
        return;
    }
    m_outcome.times.latency = Simulator::Now() - m_outcome.start;
    m_outcomeTrace(m_outcome);
    auto packet = Create<Packet>();
    packet->AddHeader(m_outcome.times);
    Send(packet, m_manager, false);
}

} // namespace isac
} // namespace ns3
