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

TypeId
AspServer::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::AspServer")
            .SetParent<Application>()
            .SetGroupName("Isac")
            .AddConstructor<AspServer>()
            .AddAttribute("Protocol",
                          "Name of the socket factory",
                          StringValue("ns3::UdpSocketFactory"),
                          MakeStringAccessor(&AspServer::m_protocol),
                          MakeStringChecker())
            .AddAttribute("Local",
                          "Address at which tasks come in",
                          AddressValue(),
                          MakeAddressAccessor(&AspServer::m_local),
                          MakeAddressChecker())
            .AddAttribute("Scheduler",
                          "Address to which reports go; none: no reports",
                          AddressValue(),
                          MakeAddressAccessor(&AspServer::m_scheduler),
                          MakeAddressChecker())
            .AddAttribute("Provider",
                          "Which provider this is, from 0",
                          UintegerValue(0),
                          MakeUintegerAccessor(&AspServer::m_index),
                          MakeUintegerChecker<uint32_t>(0, 65535))
            .AddAttribute("Capacity",
                          "c, steps of all its tasks together",
                          UintegerValue(400),
                          MakeUintegerAccessor(&AspServer::m_capacity),
                          MakeUintegerChecker<uint32_t>(1, 1000000000))
            .AddAttribute("RunTimeQuadratic",
                          "Run time, factor of T^2 [RunTimeUnit]",
                          DoubleValue(0.001),
                          MakeDoubleAccessor(&AspServer::m_runTimeQuadratic),
                          MakeDoubleChecker<double>())
            .AddAttribute("RunTimeLinear",
                          "Run time, factor of T [RunTimeUnit]",
                          DoubleValue(2.5),
                          MakeDoubleAccessor(&AspServer::m_runTimeLinear),
                          MakeDoubleChecker<double>())
            .AddAttribute("RunTimeConstant",
                          "Run time at T = 0 [RunTimeUnit]",
                          DoubleValue(-14.0),
                          MakeDoubleAccessor(&AspServer::m_runTimeConstant),
                          MakeDoubleChecker<double>())
            .AddAttribute("RunTimeUnit",
                          "What the factors of the run time count in",
                          TimeValue(Seconds(60)),
                          MakeTimeAccessor(&AspServer::m_runTimeUnit),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("Profile",
                          "Name of a measured card in ProfileFile, which runs each task as a batch "
                          "of one; empty: the run time's factors",
                          StringValue(""),
                          MakeStringAccessor(&AspServer::m_profileName),
                          MakeStringChecker())
            .AddAttribute("ProfileFile",
                          "Table of measured cards",
                          StringValue(ISAC_DATA_DIRECTORY "/server-profiles.csv"),
                          MakeStringAccessor(&AspServer::m_profileFile),
                          MakeStringChecker())
            .AddAttribute("RecoveryTime",
                          "From a crash until tasks run again",
                          TimeValue(Seconds(0)),
                          MakeTimeAccessor(&AspServer::m_recoveryTime),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("Restart",
                          "Whether tasks that a crash interrupts start over; else they are lost",
                          BooleanValue(false),
                          MakeBooleanAccessor(&AspServer::m_restart),
                          MakeBooleanChecker())
            .AddAttribute("ReportInterval",
                          "Between regular reports, beside those on every change; 0: none",
                          TimeValue(Seconds(0)),
                          MakeTimeAccessor(&AspServer::m_reportInterval),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("ResultSize",
                          "Content of a task that has run [byte]",
                          UintegerValue(200000),
                          MakeUintegerAccessor(&AspServer::m_resultSize),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("SegmentSize",
                          "Content in one packet [byte]",
                          UintegerValue(1400),
                          MakeUintegerAccessor(&AspServer::m_segmentSize),
                          MakeUintegerChecker<uint32_t>(1, 65000))
            .AddTraceSource("FreeSteps",
                            "Steps that are free",
                            MakeTraceSourceAccessor(&AspServer::m_free),
                            "ns3::TracedValueCallback::Uint32")
            .AddTraceSource("Crashes",
                            "Number of crashes so far",
                            MakeTraceSourceAccessor(&AspServer::m_crashes),
                            "ns3::TracedValueCallback::Uint32")
            .AddTraceSource("TaskStart",
                            "A task is taken in; it starts now, or at the end of the recovery",
                            MakeTraceSourceAccessor(&AspServer::m_startTrace),
                            "ns3::isac::AspServer::TaskTracedCallback")
            .AddTraceSource("TaskEnd",
                            "A task has run",
                            MakeTraceSourceAccessor(&AspServer::m_endTrace),
                            "ns3::isac::AspServer::TaskTracedCallback")
            .AddTraceSource("TaskLost",
                            "A crash has ended a task that ran",
                            MakeTraceSourceAccessor(&AspServer::m_lostTrace),
                            "ns3::isac::AspServer::TaskTracedCallback")
            .AddTraceSource("TaskRestart",
                            "A crash makes a task that ran start over",
                            MakeTraceSourceAccessor(&AspServer::m_restartTrace),
                            "ns3::isac::AspServer::TaskTracedCallback")
            .AddTraceSource("Crash",
                            "A task did not fit, and the provider has crashed; told before the "
                            "tasks that it interrupts",
                            MakeTraceSourceAccessor(&AspServer::m_crashTrace),
                            "ns3::isac::AspServer::CrashTracedCallback");
    return tid;
}

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
