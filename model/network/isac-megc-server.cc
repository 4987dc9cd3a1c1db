/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-server.h"

#include "ns3/boolean.h"
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

NS_LOG_COMPONENT_DEFINE("IsacMegcServer");
NS_OBJECT_ENSURE_REGISTERED(MegcServer);

namespace
{

/// @return present time [s]
double
NowSeconds()
{
    return Simulator::Now().GetSeconds();
}

/**
 * @param address of a user
 * @return the number that the processor knows his job by
 */
uint64_t
JobNumber(const Mac48Address& address)
{
    uint8_t bytes[6];
    address.CopyTo(bytes);
    uint64_t number = 0;
    for (const uint8_t byte : bytes)
    {
        number = number << 8 | byte;
    }
    return number;
}

} // namespace

TypeId
MegcServer::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::MegcServer")
            .SetParent<Application>()
            .SetGroupName("Isac")
            .AddConstructor<MegcServer>()
            .AddAttribute("Protocol",
                          "Name of the socket factory",
                          StringValue("ns3::UdpSocketFactory"),
                          MakeStringAccessor(&MegcServer::m_protocol),
                          MakeStringChecker())
            .AddAttribute("Local",
                          "Address at which tasks and orders come in",
                          AddressValue(),
                          MakeAddressAccessor(&MegcServer::m_local),
                          MakeAddressChecker())
            .AddAttribute("PacketSize",
                          "Bytes of a result in one packet",
                          UintegerValue(1400),
                          MakeUintegerAccessor(&MegcServer::m_packetSize),
                          MakeUintegerChecker<uint32_t>(1, 65000))
            .AddAttribute("GrantedTos",
                          "Type of service of what goes within grants; IP makes priority 6 of 0x10",
                          UintegerValue(0x10),
                          MakeUintegerAccessor(&MegcServer::m_tos),
                          MakeUintegerChecker<uint8_t>())
            .AddAttribute("WorkConserving",
                          "Whether shares that nobody uses go to the jobs that run, in proportion "
                          "to theirs; else they are wasted, as in the closed form",
                          BooleanValue(false),
                          MakeBooleanAccessor(&MegcServer::m_conserving),
                          MakeBooleanChecker())
            .AddAttribute("Cell",
                          "The cell: work of jobs, speed of the server",
                          PointerValue(),
                          MakePointerAccessor(&MegcServer::m_cell),
                          MakePointerChecker<MegcCell>())
            .AddTraceSource("Packet",
                            "A packet of a task has come",
                            MakeTraceSourceAccessor(&MegcServer::m_packetTrace),
                            "ns3::isac::MegcServer::PacketTracedCallback")
            .AddTraceSource("JobStart",
                            "A job has all it needs and begins",
                            MakeTraceSourceAccessor(&MegcServer::m_startTrace),
                            "ns3::isac::MegcServer::JobTracedCallback")
            .AddTraceSource("JobEnd",
                            "The result of a job is there",
                            MakeTraceSourceAccessor(&MegcServer::m_endTrace),
                            "ns3::isac::MegcServer::JobTracedCallback")
            .AddTraceSource("JobDrop",
                            "A job is dropped: a later slot has begun",
                            MakeTraceSourceAccessor(&MegcServer::m_dropTrace),
                            "ns3::isac::MegcServer::JobTracedCallback");
    return tid;
}

MegcServer::MegcServer()
    : m_processor(1.0)
{
    NS_LOG_FUNCTION(this);
}

MegcServer::~MegcServer()
{
    NS_LOG_FUNCTION(this);
}

void
MegcServer::DoDispose()
{
    m_endEvent.Cancel();
    m_socket = nullptr;
    m_cell = nullptr;
    m_jobs.clear();
    Application::DoDispose();
}

const SharedProcessor&
MegcServer::GetProcessor() const
{
    return m_processor;
}

void
MegcServer::StartApplication()
{
    NS_LOG_FUNCTION(this);
    NS_ABORT_MSG_IF(!m_cell, "MegcServer: Cell must be set");
    m_parameters = m_cell->GetParameters();
    m_processor = SharedProcessor(m_parameters.serverSpeed, m_conserving);
    m_jobs.clear();
    m_socket = Socket::CreateSocket(GetNode(), TypeId::LookupByName(m_protocol));
    NS_ABORT_MSG_IF(m_socket->Bind(m_local) != 0, "MegcServer: cannot bind to its Local address");
    m_socket->SetRecvCallback(MakeCallback(&MegcServer::HandleRead, this));
}

void
MegcServer::StopApplication()
{
    NS_LOG_FUNCTION(this);
    m_endEvent.Cancel();
    m_jobs.clear();
    if (m_socket)
    {
        m_socket->Close();
        m_socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
    }
}

void
MegcServer::HandleRead(Ptr<Socket> socket)
{
    Address from;
    while (Ptr<Packet> packet = socket->RecvFrom(from))
    {
        MegcTaskHeader task;
        MegcJobHeader job;
        if (TakeMegcHeader(packet, task))
        {
            TakePiece(task, from);
        }
        else if (TakeMegcHeader(packet, job))
        {
            TakeJob(job);
        }
        else
        {
            NS_LOG_WARN("a packet of " << packet->GetSize() << " bytes is nothing for a server");
        }
    }
}

bool
MegcServer::IsCurrent(uint32_t slot)
{
    if (slot > m_slot)
    {
        FinishJobs();
        for (const auto& [user, job] : m_jobs)
        {
            m_processor.Drop(JobNumber(user), NowSeconds());
            m_dropTrace(job);
        }
        m_endEvent.Cancel();
        m_jobs.clear();
        m_slot = slot;
    }
    return slot == m_slot;
}

void
MegcServer::TakeJob(const MegcJobHeader& job)
{
    if (!IsCurrent(job.slot) || m_jobs[job.user].ordered)
    {
        NS_LOG_WARN("an order for slot " << job.slot << " comes late, or twice");
        return;
    }
    MegcServerJob& mine = m_jobs[job.user];
    mine.job = job;
    mine.ordered = true;
    mine.work = job.kind == MEGC_COMPUTATION ? m_parameters.cyclesPerBit * 8.0 * job.inputBytes
                                             : m_parameters.InferenceWork(8.0 * job.resultBytes);
    StartIfReady(mine);
}

void
MegcServer::TakePiece(const MegcTaskHeader& task, const Address& from)
{
    m_packetTrace(task, Simulator::Now() - task.sent);
    if (!IsCurrent(task.slot))
    {
        NS_LOG_WARN("a task of slot " << task.slot << " comes late");
        return;
    }
    MegcServerJob& mine = m_jobs[task.user];
    mine.received += task.length;
    mine.from = from;
    mine.addressed = true;
    StartIfReady(mine);
}

void
MegcServer::StartIfReady(MegcServerJob& job)
{
    if (job.running || !job.ordered || !job.addressed || job.received < job.job.inputBytes)
    {
        return;
    }
    FinishJobs();
    job.running = true;
    job.arrival = Simulator::Now();
    NS_ABORT_MSG_UNLESS(
        m_processor.Start(JobNumber(job.job.user), job.work, job.job.ratio, NowSeconds()),
        "MegcServer: the shares of slot " << m_slot << " are more than the whole");
    m_startTrace(job);
    FinishJobs();
}

void
MegcServer::FinishJobs()
{
    std::vector<uint64_t> finished;
    m_processor.FinishUntil(NowSeconds(), finished);
    for (auto& [user, job] : m_jobs)
    {
        if (std::find(finished.begin(), finished.end(), JobNumber(user)) != finished.end())
        {
            job.end = Simulator::Now();
            m_endTrace(job);
            SendResult(job);
        }
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
                                         &MegcServer::FinishJobs,
                                         this);
    }
}

void
MegcServer::SendResult(const MegcServerJob& job)
{
    MegcResultHeader header;
    header.slot = job.job.slot;
    header.total = job.job.resultBytes;
    header.sent = Simulator::Now();
    header.received = job.arrival;
    header.computed = job.end;
    const bool granted = header.total > 0;
    constexpr uint8_t CONTROL = Socket::NS3_PRIO_CONTROL;
    m_socket->SetPriority(granted ? Socket::IpTos2Priority(m_tos) : CONTROL);
    // On the packet, for sockets take the type of service from here or there by release.
    SocketIpTosTag tos;
    tos.SetTos(granted ? m_tos : 0);
    do
    {
        header.length = std::min(m_packetSize, header.total - header.offset);
        auto packet = Create<Packet>(header.length);
        packet->AddHeader(header);
        packet->AddPacketTag(tos);
        m_socket->SendTo(packet, 0, job.from);
        header.offset += header.length;
    } while (header.offset < header.total);
}

} // namespace isac
} // namespace ns3
