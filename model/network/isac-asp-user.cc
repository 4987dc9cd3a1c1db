/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-user.h"

#include "ns3/log.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <cmath>

namespace ns3
{
namespace isac
{

NS_LOG_COMPONENT_DEFINE("IsacAspUser");
NS_OBJECT_ENSURE_REGISTERED(AspUser);

TypeId
AspUser::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::AspUser")
            .SetParent<Application>()
            .SetGroupName("Isac")
            .AddConstructor<AspUser>()
            .AddAttribute("Protocol",
                          "Name of the socket factory",
                          StringValue("ns3::UdpSocketFactory"),
                          MakeStringAccessor(&AspUser::m_protocol),
                          MakeStringChecker())
            .AddAttribute("Local",
                          "Address at which results come in",
                          AddressValue(),
                          MakeAddressAccessor(&AspUser::m_local),
                          MakeAddressChecker())
            .AddAttribute("Remote",
                          "Address of the scheduler",
                          AddressValue(),
                          MakeAddressAccessor(&AspUser::m_remote),
                          MakeAddressChecker())
            .AddAttribute("InterArrival",
                          "Time between tasks that are drawn [s]",
                          StringValue("ns3::ExponentialRandomVariable[Mean=1000]"),
                          MakePointerAccessor(&AspUser::m_interArrival),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute("Steps",
                          "T of tasks that are drawn, rounded down to a multiple of StepStride",
                          StringValue("ns3::UniformRandomVariable[Min=100|Max=260]"),
                          MakePointerAccessor(&AspUser::m_steps),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute("StepStride",
                          "T of tasks that are drawn is a multiple of it",
                          UintegerValue(10),
                          MakeUintegerAccessor(&AspUser::m_stepStride),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("MaxTasks",
                          "Number of tasks that are drawn; 0: no end",
                          UintegerValue(0),
                          MakeUintegerAccessor(&AspUser::m_maxTasks),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("MaxAttempts",
                          "How often a task is submitted, crash after crash",
                          UintegerValue(1),
                          MakeUintegerAccessor(&AspUser::m_maxAttempts),
                          MakeUintegerChecker<uint16_t>(1))
            .AddTraceSource("Submit",
                            "A task is submitted",
                            MakeTraceSourceAccessor(&AspUser::m_submitTrace),
                            "ns3::isac::AspUser::SubmitTracedCallback")
            .AddTraceSource("Packet",
                            "A piece of a result has come",
                            MakeTraceSourceAccessor(&AspUser::m_packetTrace),
                            "ns3::isac::AspUser::PacketTracedCallback")
            .AddTraceSource("Result",
                            "An attempt has ended: all content is there, or none will come",
                            MakeTraceSourceAccessor(&AspUser::m_resultTrace),
                            "ns3::isac::AspUser::ResultTracedCallback");
    return tid;
}

AspUser::AspUser()
{
    NS_LOG_FUNCTION(this);
}

AspUser::~AspUser()
{
    NS_LOG_FUNCTION(this);
}

void
AspUser::DoDispose()
{
    for (EventId& event : m_events)
    {
        event.Cancel();
    }
    m_socket = nullptr;
    m_open.clear();
    Application::DoDispose();
}

void
AspUser::AddTask(Time at, uint32_t steps, uint32_t number)
{
    m_planned.push_back({at, steps, number});
}

int64_t
AspUser::AssignStreams(int64_t stream)
{
    m_interArrival->SetStream(stream);
    m_steps->SetStream(stream + 1);
    return 2;
}

std::size_t
AspUser::GetOpen() const
{
    return m_open.size();
}

void
AspUser::StartApplication()
{
    NS_LOG_FUNCTION(this);
    m_socket = Socket::CreateSocket(GetNode(), TypeId::LookupByName(m_protocol));
    NS_ABORT_MSG_IF(m_socket->Bind(m_local) != 0, "AspUser: cannot bind to its Local address");
    m_socket->SetRecvCallback(MakeCallback(&AspUser::HandleRead, this));
    if (m_planned.empty())
    {
        ScheduleNext();
        return;
    }
    for (const Planned& task : m_planned)
    {
        if (task.at >= Simulator::Now())
        {
            m_events.push_back(Simulator::Schedule(task.at - Simulator::Now(),
                                                   &AspUser::SubmitNew,
                                                   this,
                                                   task.steps,
                                                   task.number));
        }
    }
}

void
AspUser::StopApplication()
{
    NS_LOG_FUNCTION(this);
    for (EventId& event : m_events)
    {
        event.Cancel();
    }
    m_events.clear();
    if (m_socket)
    {
        m_socket->Close();
        m_socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
    }
}

void
AspUser::ScheduleNext()
{
    if (m_maxTasks > 0 && m_drawn == m_maxTasks)
    {
        return;
    }
    const double gap = m_interArrival->GetValue();
    NS_ABORT_MSG_UNLESS(gap >= 0.0, "AspUser: InterArrival gives a negative time");
    m_events = {Simulator::Schedule(Seconds(gap), &AspUser::SubmitDrawn, this)};
}

void
AspUser::SubmitDrawn()
{
    const double drawn = m_steps->GetValue();
    const double steps = drawn - std::fmod(drawn, m_stepStride);
    NS_ABORT_MSG_UNLESS(steps >= 1.0, "AspUser: Steps gives less than StepStride");
    SubmitNew(static_cast<uint32_t>(steps), m_drawn++);
    ScheduleNext();
}

void
AspUser::SubmitNew(uint32_t steps, uint32_t number)
{
    AspUserResult& task = m_open[number];
    task = AspUserResult();
    task.request.task = number;
    task.request.steps = steps;
    task.request.submitted = Simulator::Now();
    Send(task.request);
}

void
AspUser::Send(const AspTaskHeader& request)
{
    m_submitTrace(request);
    auto packet = Create<Packet>();
    packet->AddHeader(request);
    m_socket->SendTo(packet, 0, m_remote);
}

void
AspUser::HandleRead(Ptr<Socket> socket)
{
    Address from;
    while (Ptr<Packet> packet = socket->RecvFrom(from))
    {
        AspResultHeader header;
        if (packet->GetSize() < header.GetSerializedSize())
        {
            NS_LOG_WARN("a packet of " << packet->GetSize() << " bytes is no result");
            continue;
        }
        packet->RemoveHeader(header);
        Receive(header);
    }
}

void
AspUser::Receive(const AspResultHeader& header)
{
    const auto found = m_open.find(header.task);
    if (found == m_open.end() || found->second.request.attempt != header.attempt)
    {
        NS_LOG_WARN("nobody waits for task " << header.task << ", attempt " << header.attempt);
        return;
    }
    m_packetTrace(header);
    AspUserResult& task = found->second;
    task.provider = header.provider;
    task.outcome = header.outcome;
    task.bytes += header.length;
    task.completed = Simulator::Now();
    if (task.bytes < header.total)
    {
        return;
    }
    AspUserResult result = task;
    const bool again =
        header.outcome != AspResultHeader::FINISHED && task.request.attempt < m_maxAttempts;
    if (again)
    {
        ++task.request.attempt;
        task.bytes = 0;
    }
    else
    {
        m_open.erase(found);
    }
    m_resultTrace(result);
    if (again)
    {
        Send(m_open[result.request.task].request);
    }
}

} // namespace isac
} // namespace ns3
