/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-server.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/isac-asp-run-time.h"
#include "ns3/isac-server-profile.h"
#include "ns3/log.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace ns3
{
namespace isac
{

NS_LOG_COMPONENT_DEFINE("IsacAspServer");
NS_OBJECT_ENSURE_REGISTERED(AspServer);

namespace
{

constexpr uint32_t MAX_STEPS = 1000000000; //!< more is no sensible T
constexpr double MAX_RUN_TIME = 1e9;       //!< simulation time ends not far beyond [s]

/// @return present time [s]
double
NowSeconds()
{
    return Simulator::Now().GetSeconds();
}

/**
 * @param seconds any time
 * @return the first nanosecond that is not before it, as GetSeconds() compares
 */
Time
NotBefore(double seconds)
{
    Time time = Seconds(seconds);
    while (time.GetSeconds() < seconds)
    {
        time += NanoSeconds(1);
    }
    return time;
}

} // namespace

AspServer::AspServer()
    : m_provider(1),
      m_free(0),
      m_crashes(0)
{
    NS_LOG_FUNCTION(this);
}

AspServer::~AspServer()
{
    NS_LOG_FUNCTION(this);
}

void
AspServer::DoDispose()
{
    m_endEvent.Cancel();
    m_reportEvent.Cancel();
    m_socket = nullptr;
    m_tasks.clear();
    Application::DoDispose();
}

double
AspServer::GetRunTime(uint32_t steps) const
{
    if (!m_profileName.empty())
    {
        return m_profileFixed + steps * m_profileStep;
    }
    const AspRunTime law{m_runTimeQuadratic,
                         m_runTimeLinear,
                         m_runTimeConstant,
                         m_runTimeUnit.GetSeconds()};
    return law.Seconds(steps);
}

uint32_t
AspServer::GetFree() const
{
    return m_free;
}

uint32_t
AspServer::GetCrashes() const
{
    return m_crashes;
}

void
AspServer::LoadProfile()
{
    try
    {
        const ServerProfile profile = FindServerProfile(m_profileFile, m_profileName);
        m_profileFixed = profile.fixedTime;
        m_profileStep = profile.StepTime(1);
    }
    catch (const std::invalid_argument& error)
    {
        NS_FATAL_ERROR("AspServer: Profile=" << error.what());
    }
}

void
AspServer::StartApplication()
{
    NS_LOG_FUNCTION(this);
    if (!m_profileName.empty())
    {
        LoadProfile();
    }
    m_provider =
        AspProvider(static_cast<int>(m_capacity), {m_recoveryTime.GetSeconds(), m_restart});
    m_free = m_capacity;
    m_socket = Socket::CreateSocket(GetNode(), TypeId::LookupByName(m_protocol));
    NS_ABORT_MSG_IF(m_socket->Bind(m_local) != 0, "AspServer: cannot bind to its Local address");
    m_socket->SetRecvCallback(MakeCallback(&AspServer::HandleRead, this));
    if (m_reportInterval.IsStrictlyPositive())
    {
        m_reportEvent = Simulator::Schedule(m_reportInterval, &AspServer::ReportRegularly, this);
    }
}

void
AspServer::StopApplication()
{
    NS_LOG_FUNCTION(this);
    m_endEvent.Cancel();
    m_reportEvent.Cancel();
    m_tasks.clear();
    m_provider.Clear();
    m_free = m_capacity;
    if (m_socket)
    {
        m_socket->Close();
        m_socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
    }
}

void
AspServer::HandleRead(Ptr<Socket> socket)
{
    Address from;
    while (Ptr<Packet> packet = socket->RecvFrom(from))
    {
        AspTaskHeader request;
        if (packet->GetSize() < request.GetSerializedSize())
        {
            NS_LOG_WARN("a task of " << packet->GetSize() << " bytes is too short");
            continue;
        }
        packet->RemoveHeader(request);
        const double runTime = GetRunTime(request.steps);
        const bool sensible = request.steps >= 1 && request.steps <= MAX_STEPS && runTime > 0.0 &&
                              runTime <= MAX_RUN_TIME && m_tasks.count(request.sequence) == 0;
        if (!sensible)
        {
            NS_LOG_WARN("a task of " << request.steps << " steps and number " << request.sequence
                                     << " is dropped");
            continue;
        }
        FinishTasks();
        TakeIn(request);
    }
}

void
AspServer::TakeIn(const AspTaskHeader& request)
{
    m_handled = std::max(m_handled, request.sequence);
    AspServerTask task;
    task.request = request;
    task.provider = static_cast<uint16_t>(m_index);
    task.arrival = Simulator::Now();
    const double runTime = GetRunTime(request.steps);
    std::vector<AspJob> interrupted;
    const bool fits = m_provider.TryStart(request.sequence,
                                          static_cast<int>(request.steps),
                                          runTime,
                                          NowSeconds(),
                                          interrupted);
    if (fits)
    {
        const AspJob& job = m_provider.GetJobs().back();
        task.start = NotBefore(job.start);
        task.end = NotBefore(job.End());
        m_tasks[request.sequence] = task;
        m_free = static_cast<uint32_t>(m_provider.GetFree());
        m_startTrace(task);
        Report({{request.sequence, AspTaskEvent::STARTED, 1.0}});
    }
    else
    {
        Crash(task, interrupted);
    }
    ScheduleEnd();
}

void
AspServer::Crash(const AspServerTask& cause, const std::vector<AspJob>& interrupted)
{
    m_free = static_cast<uint32_t>(m_provider.GetFree());
    m_crashes = m_crashes + 1;
    m_crashTrace(cause, static_cast<uint32_t>(interrupted.size()));
    std::vector<AspTaskEvent> events = {{cause.request.sequence, AspTaskEvent::REFUSED, 1.0}};
    std::vector<AspServerTask> lost;
    for (const AspJob& job : interrupted)
    {
        AspServerTask& task = m_tasks[job.task];
        const auto sequence = static_cast<uint32_t>(job.task);
        const double remaining = job.Remaining(NowSeconds());
        if (m_restart)
        {
            task.start = NotBefore(m_provider.GetReadyAt());
            task.end = NotBefore(m_provider.GetReadyAt() + job.runTime);
            m_restartTrace(task);
            events.push_back({sequence, AspTaskEvent::RESTARTED, remaining});
        }
        else
        {
            m_lostTrace(task);
            events.push_back({sequence, AspTaskEvent::LOST, remaining});
            lost.push_back(task);
            m_tasks.erase(job.task);
        }
    }
    Report(events);
    Answer(cause, AspResultHeader::REFUSED);
    for (const AspServerTask& task : lost)
    {
        Answer(task, AspResultHeader::LOST);
    }
}

void
AspServer::FinishTasks()
{
    std::vector<AspJob> finished;
    m_provider.FinishUntil(NowSeconds(), finished);
    if (finished.empty())
    {
        return;
    }
    m_free = static_cast<uint32_t>(m_provider.GetFree());
    std::vector<AspTaskEvent> events;
    std::vector<AspServerTask> done;
    for (const AspJob& job : finished)
    {
        const auto task = m_tasks.find(job.task);
        done.push_back(task->second);
        m_tasks.erase(task);
        events.push_back({static_cast<uint32_t>(job.task), AspTaskEvent::FINISHED, 0.0});
        m_endTrace(done.back());
    }
    ScheduleEnd();
    Report(events);
    for (const AspServerTask& task : done)
    {
        Answer(task, AspResultHeader::FINISHED);
    }
}

void
AspServer::ScheduleEnd()
{
    m_endEvent.Cancel();
    const double next = m_provider.GetNextEnd();
    if (std::isfinite(next))
    {
        m_endEvent =
            Simulator::Schedule(NotBefore(next) - Simulator::Now(), &AspServer::FinishTasks, this);
    }
}

void
AspServer::Report(const std::vector<AspTaskEvent>& events)
{
    if (m_scheduler.IsInvalid())
    {
        return;
    }
    AspReportHeader report;
    report.provider = static_cast<uint16_t>(m_index);
    report.capacity = m_capacity;
    report.free = m_free;
    report.crashes = m_crashes;
    report.handled = m_handled;
    std::size_t told = 0;
    do
    {
        const std::size_t count = std::min(events.size() - told, AspReportHeader::MAX_EVENTS);
        const auto first = events.begin() + static_cast<std::ptrdiff_t>(told);
        report.events.assign(first, first + static_cast<std::ptrdiff_t>(count));
        told += count;
        auto packet = Create<Packet>();
        packet->AddHeader(report);
        m_socket->SendTo(packet, 0, m_scheduler);
    } while (told < events.size());
}

void
AspServer::ReportRegularly()
{
    Report({});
    m_reportEvent = Simulator::Schedule(m_reportInterval, &AspServer::ReportRegularly, this);
}

void
AspServer::Answer(const AspServerTask& task, AspResultHeader::Outcome outcome)
{
    if (task.request.user.IsInvalid())
    {
        return;
    }
    AspResultHeader header;
    header.task = task.request.task;
    header.attempt = task.request.attempt;
    header.provider = task.provider;
    header.outcome = outcome;
    header.total = outcome == AspResultHeader::FINISHED ? m_resultSize : 0;
    do
    {
        header.length = std::min(m_segmentSize, header.total - header.offset);
        auto packet = Create<Packet>(header.length);
        packet->AddHeader(header);
        m_socket->SendTo(packet, 0, task.request.user);
        header.offset += header.length;
    } while (header.offset < header.total);
}

} // namespace isac
} // namespace ns3
