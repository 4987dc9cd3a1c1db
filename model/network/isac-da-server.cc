/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-server.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
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

NS_LOG_COMPONENT_DEFINE("IsacDaServer");
NS_OBJECT_ENSURE_REGISTERED(DaServer);

namespace
{

/// @return present time [s]
double
NowSeconds()
{
    return Simulator::Now().GetSeconds();
}

} // namespace

TypeId
DaServer::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::DaServer")
            .SetParent<Application>()
            .SetGroupName("Isac")
            .AddConstructor<DaServer>()
            .AddAttribute("Protocol",
                          "Name of the socket factory",
                          StringValue("ns3::UdpSocketFactory"),
                          MakeStringAccessor(&DaServer::m_protocol),
                          MakeStringChecker())
            .AddAttribute("Local",
                          "Address at which requests come in",
                          AddressValue(),
                          MakeAddressAccessor(&DaServer::m_local),
                          MakeAddressChecker())
            .AddAttribute("PacketSize",
                          "Bytes of a segment in one packet; with all headers it must fit into the "
                          "devices' Mtu",
                          UintegerValue(1400),
                          MakeUintegerAccessor(&DaServer::m_packetSize),
                          MakeUintegerChecker<uint32_t>(1, 65000))
            .AddAttribute("GrantedTos",
                          "Type of service of segments; IP makes priority 6 of 0x10",
                          UintegerValue(0x10),
                          MakeUintegerAccessor(&DaServer::m_tos),
                          MakeUintegerChecker<uint8_t>())
            .AddAttribute("WorkConserving",
                          "Whether speed that nobody uses goes to the jobs that run, in proportion "
                          "to theirs; else it is wasted, as in the closed form",
                          BooleanValue(false),
                          MakeBooleanAccessor(&DaServer::m_conserving),
                          MakeBooleanChecker())
            .AddAttribute("Cell",
                          "Constants of the network",
                          PointerValue(),
                          MakePointerAccessor(&DaServer::m_cell),
                          MakePointerChecker<DaCell>())
            .AddTraceSource("JobStart",
                            "A request has come, its computation begins",
                            MakeTraceSourceAccessor(&DaServer::m_startTrace),
                            "ns3::isac::DaServer::JobTracedCallback")
            .AddTraceSource("JobEnd",
                            "A segment is computed",
                            MakeTraceSourceAccessor(&DaServer::m_endTrace),
                            "ns3::isac::DaServer::JobTracedCallback")
            .AddTraceSource("SegmentSent",
                            "A segment leaves the server",
                            MakeTraceSourceAccessor(&DaServer::m_sendTrace),
                            "ns3::isac::DaServer::JobTracedCallback")
            .AddTraceSource("JobDrop",
                            "A segment is dropped: a later slot has begun",
                            MakeTraceSourceAccessor(&DaServer::m_dropTrace),
                            "ns3::isac::DaServer::JobTracedCallback");
    return tid;
}

DaServer::DaServer()
    : m_processor(1.0)
{
    NS_LOG_FUNCTION(this);
}

DaServer::~DaServer()
{
    NS_LOG_FUNCTION(this);
}

void
DaServer::DoDispose()
{
    StopApplication();
    m_socket = nullptr;
    m_cell = nullptr;
    Application::DoDispose();
}

void
DaServer::StartApplication()
{
    NS_LOG_FUNCTION(this);
    NS_ABORT_MSG_IF(!m_cell, "DaServer: Cell must be set");
    m_scenario = m_cell->GetScenario();
    m_processor = SharedProcessor(m_scenario.budget.speed, m_conserving);
    m_socket = Socket::CreateSocket(GetNode(), TypeId::LookupByName(m_protocol));
    NS_ABORT_MSG_IF(m_socket->Bind(m_local) != 0, "DaServer: cannot bind to its Local address");
    m_socket->SetRecvCallback(MakeCallback(&DaServer::HandleRead, this));
    m_socket->SetPriority(Socket::IpTos2Priority(m_tos));
}

void
DaServer::StopApplication()
{
    NS_LOG_FUNCTION(this);
    m_endEvent.Cancel();
    for (auto& [user, event] : m_sends)
    {
        event.Cancel();
    }
    m_sends.clear();
    m_jobs.clear();
    if (m_socket)
    {
        m_socket->Close();
        m_socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
    }
}

void
DaServer::HandleRead(Ptr<Socket> socket)
{
    Address from;
    while (Ptr<Packet> packet = socket->RecvFrom(from))
    {
        DaRequestHeader request;
        if (TakeDaHeader(packet, request))
        {
            Take(request, from);
        }
        else
        {
            NS_LOG_WARN("a packet of " << packet->GetSize() << " bytes is nothing for a server");
        }
    }
}

void
DaServer::DropJobs()
{
    m_endEvent.Cancel();
    for (auto& [user, job] : m_jobs)
    {
        m_processor.Drop(user, NowSeconds());
        m_sends[user].Cancel();
        if (job.sent.IsZero())
        {
            m_dropTrace(job);
        }
    }
    m_sends.clear();
    m_jobs.clear();
}

void
DaServer::BeginSlot(uint32_t slot, const std::vector<double>& speeds)
{
    FinishJobs();
    DropJobs();
    m_slot = slot;
    m_speeds = speeds;
}

void
DaServer::Take(const DaRequestHeader& request, const Address& from)
{
    if (request.slot != m_slot || request.user >= m_speeds.size() || m_jobs.count(request.user) > 0)
    {
        NS_LOG_WARN("a request of user " << request.user << " for slot " << request.slot
                                         << " comes late, or twice");
        return;
    }
    FinishJobs();
    constexpr double MEGABYTE = 1e6;
    DaServerJob& job = m_jobs[request.user];
    job.request = request;
    job.from = from;
    job.asked = Simulator::Now();
    job.work = m_scenario.model.cyclesPerMegabyte * request.bytes / MEGABYTE;
    job.speed = m_speeds[request.user];
    m_startTrace(job);
    const double ratio = job.speed / m_processor.GetSpeed();
    NS_ABORT_MSG_UNLESS(m_processor.Start(request.user, job.work, ratio, NowSeconds()),
                        "DaServer: the speeds of slot " << m_slot << " are more than the server's");
    FinishJobs();
}

void
DaServer::FinishJobs()
{
    std::vector<uint64_t> finished;
    m_processor.FinishUntil(NowSeconds(), finished);
    for (const uint64_t number : finished)
    {
        const auto user = static_cast<uint32_t>(number);
        DaServerJob& job = m_jobs[user];
        job.computed = Simulator::Now();
        m_endTrace(job);
        m_sends[user] = Simulator::Schedule(Seconds(m_scenario.model.fixedLatency),
                                            &DaServer::SendSegment,
                                            this,
                                            user);
    }
    m_endEvent.Cancel();
    const double next = m_processor.GetNextEnd();
    constexpr double LONGEST = 1e9; // simulation time ends not far beyond [s]
    if (next <= LONGEST)
    {
        // The first nanosecond that is not before the end.
        Time end = Seconds(next);
        while (end.GetSeconds() < next)
        {
            end += NanoSeconds(1);
        }
        m_endEvent = Simulator::Schedule(std::max(end - Simulator::Now(), Time()),
                                         &DaServer::FinishJobs,
                                         this);
    }
}

void
DaServer::SendSegment(uint32_t user)
{
    DaServerJob& job = m_jobs[user];
    job.sent = Simulator::Now();
    m_sendTrace(job);
    DaSegmentHeader header;
    header.slot = job.request.slot;
    header.total = job.request.bytes;
    header.asked = job.asked;
    header.computed = job.computed;
    header.sent = job.sent;
    // On the packet, for sockets take the type of service from here or there by release.
    SocketIpTosTag tos;
    tos.SetTos(m_tos);
    while (header.offset < header.total)
    {
        header.length = std::min(m_packetSize, header.total - header.offset);
        auto packet = Create<Packet>(header.length);
        packet->AddHeader(header);
        packet->AddPacketTag(tos);
        m_socket->SendTo(packet, 0, job.from);
        header.offset += header.length;
    }
}

} // namespace isac
} // namespace ns3
