/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-edge-server.h"

#include "isac-content-header.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/log.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <stdexcept>
#include <tuple>

namespace ns3
{
namespace isac
{

NS_LOG_COMPONENT_DEFINE("IsacEdgeServer");
NS_OBJECT_ENSURE_REGISTERED(EdgeServer);

TypeId
EdgeServer::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::EdgeServer")
            .SetParent<Application>()
            .SetGroupName("Isac")
            .AddConstructor<EdgeServer>()
            .AddAttribute("Protocol",
                          "Name of the socket factory",
                          StringValue("ns3::UdpSocketFactory"),
                          MakeStringAccessor(&EdgeServer::m_protocol),
                          MakeStringChecker())
            .AddAttribute("Local",
                          "Address at which requests come in",
                          AddressValue(),
                          MakeAddressAccessor(&EdgeServer::m_local),
                          MakeAddressChecker())
            .AddAttribute("WorkPerStep",
                          "chi, work of one denoising step [FLOP]",
                          DoubleValue(0.2e12),
                          MakeDoubleAccessor(&EdgeServer::m_workPerStep),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("Speed",
                          "f [FLOP/s]",
                          DoubleValue(20e12),
                          MakeDoubleAccessor(&EdgeServer::m_speed),
                          MakeDoubleChecker<double>(1e-9))
            .AddAttribute("ErrorScale",
                          "eps_fwd of the generation error",
                          DoubleValue(0.03),
                          MakeDoubleAccessor(&EdgeServer::m_errorScale),
                          MakeDoubleChecker<double>(0.0, 1.0))
            .AddAttribute("ErrorAttenuation",
                          "mu of the generation error",
                          DoubleValue(0.2),
                          MakeDoubleAccessor(&EdgeServer::m_errorAttenuation),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("MinSteps",
                          "z_min of the generation error",
                          UintegerValue(5),
                          MakeUintegerAccessor(&EdgeServer::m_minSteps),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("FixedTime",
                          "Spent once per picture; with a profile the profile's counts",
                          TimeValue(Seconds(0)),
                          MakeTimeAccessor(&EdgeServer::m_fixedTime),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("MaxBatch",
                          "Most pictures that are generated together",
                          UintegerValue(1),
                          MakeUintegerAccessor(&EdgeServer::m_maxBatch),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("Profile",
                          "Name of a measured card in ProfileFile; empty: WorkPerStep over Speed",
                          StringValue(""),
                          MakeStringAccessor(&EdgeServer::m_profileName),
                          MakeStringChecker())
            .AddAttribute("ProfileFile",
                          "Table of measured cards",
                          StringValue(ISAC_DATA_DIRECTORY "/server-profiles.csv"),
                          MakeStringAccessor(&EdgeServer::m_profileFile),
                          MakeStringChecker())
            .AddAttribute(
                "SegmentSize",
                "Content bytes in one packet; an MTU of 65535 on the backhaul takes 60000",
                UintegerValue(1400),
                MakeUintegerAccessor(&EdgeServer::m_segmentSize),
                MakeUintegerChecker<uint32_t>(1, 65000))
            .AddAttribute("DropStale",
                          "Whether the first request for a slot ends all work for earlier slots of "
                          "the same base station",
                          BooleanValue(true),
                          MakeBooleanAccessor(&EdgeServer::m_dropStale),
                          MakeBooleanChecker())
            .AddTraceSource("QueueLength",
                            "Number of tasks that wait",
                            MakeTraceSourceAccessor(&EdgeServer::m_queueLength),
                            "ns3::TracedValueCallback::Uint32")
            .AddTraceSource("TaskArrival",
                            "A task arrives",
                            MakeTraceSourceAccessor(&EdgeServer::m_arrivalTrace),
                            "ns3::isac::EdgeServer::TaskTracedCallback")
            .AddTraceSource("TaskStart",
                            "A task leaves the queue",
                            MakeTraceSourceAccessor(&EdgeServer::m_startTrace),
                            "ns3::isac::EdgeServer::TaskTracedCallback")
            .AddTraceSource("TaskStep",
                            "A denoising step of a task is done",
                            MakeTraceSourceAccessor(&EdgeServer::m_stepTrace),
                            "ns3::isac::EdgeServer::TaskTracedCallback")
            .AddTraceSource("TaskEnd",
                            "All steps of a task are done",
                            MakeTraceSourceAccessor(&EdgeServer::m_endTrace),
                            "ns3::isac::EdgeServer::TaskTracedCallback")
            .AddTraceSource("TaskDrop",
                            "A task is dropped: its slot is over",
                            MakeTraceSourceAccessor(&EdgeServer::m_dropTrace),
                            "ns3::isac::EdgeServer::TaskTracedCallback");
    return tid;
}

EdgeServer::EdgeServer()
    : m_queueLength(0)
{
    NS_LOG_FUNCTION(this);
}

EdgeServer::~EdgeServer()
{
    NS_LOG_FUNCTION(this);
}

void
EdgeServer::DoDispose()
{
    m_socket = nullptr;
    m_queue.clear();
    m_batch.clear();
    Application::DoDispose();
}

DenoisingModel
EdgeServer::GetModel() const
{
    DenoisingModel model;
    model.workPerStep = m_workPerStep;
    model.serverSpeed = m_speed;
    model.errorScale = m_errorScale;
    model.errorAttenuation = m_errorAttenuation;
    model.minSteps = static_cast<int>(m_minSteps);
    return model;
}

Time
EdgeServer::GetStepTime(uint32_t batch) const
{
    return Seconds(m_profileName.empty() ? GetModel().StepTime() * batch
                                         : m_profile.StepTime(static_cast<int>(batch)));
}

uint32_t
EdgeServer::GetQueueLength() const
{
    return m_queueLength;
}

void
EdgeServer::LoadProfile()
{
    try
    {
        m_profile = FindServerProfile(m_profileFile, m_profileName);
    }
    catch (const std::invalid_argument& error)
    {
        NS_FATAL_ERROR("EdgeServer: Profile=" << error.what());
    }
    m_fixedTime = Seconds(m_profile.fixedTime);
}

void
EdgeServer::StartApplication()
{
    NS_LOG_FUNCTION(this);
    if (!m_profileName.empty())
    {
        LoadProfile();
    }
    m_socket = Socket::CreateSocket(GetNode(), TypeId::LookupByName(m_protocol));
    NS_ABORT_MSG_IF(m_socket->Bind(m_local) != 0, "EdgeServer: cannot bind to its Local address");
    m_socket->SetRecvCallback(MakeCallback(&EdgeServer::HandleRead, this));
}

void
EdgeServer::StopApplication()
{
    NS_LOG_FUNCTION(this);
    m_batchEvent.Cancel();
    m_event.Cancel();
    m_batch.clear();
    m_queue.clear();
    m_queueLength = 0;
    if (m_socket)
    {
        m_socket->Close();
        m_socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
    }
}

void
EdgeServer::HandleRead(Ptr<Socket> socket)
{
    Address from;
    while (Ptr<Packet> packet = socket->RecvFrom(from))
    {
        EdgeTask task;
        if (packet->GetSize() < task.request.GetSerializedSize())
        {
            NS_LOG_WARN("a request of " << packet->GetSize() << " bytes is too short");
            continue;
        }
        packet->RemoveHeader(task.request);
        task.from = from;
        task.arrival = Simulator::Now();
        if (m_dropStale)
        {
            DropStale(task);
        }
        Enqueue(task);
        m_queueLength = m_queue.size();
        m_arrivalTrace(task);
    }
    ScheduleBatch();
}

void
EdgeServer::Enqueue(const EdgeTask& task)
{
    const auto before = [](const EdgeTask& a, const EdgeTask& b) {
        return std::tie(a.arrival, a.from) < std::tie(b.arrival, b.from);
    };
    m_queue.insert(std::upper_bound(m_queue.begin(), m_queue.end(), task, before), task);
}

void
EdgeServer::ScheduleBatch()
{
    if (m_batchEvent.IsExpired())
    {
        m_batchEvent = Simulator::ScheduleNow(&EdgeServer::StartBatch, this);
    }
}

void
EdgeServer::DropStale(const EdgeTask& newest)
{
    const auto fresh = [&](const EdgeTask& task) {
        return task.from != newest.from || task.request.slot >= newest.request.slot;
    };
    const auto queued = std::stable_partition(m_queue.begin(), m_queue.end(), fresh);
    const auto running = std::stable_partition(m_batch.begin(), m_batch.end(), fresh);
    if (running == m_batch.begin() && running != m_batch.end())
    {
        m_event.Cancel();
    }
    std::for_each(running, m_batch.end(), [this](const EdgeTask& task) { m_dropTrace(task); });
    std::for_each(queued, m_queue.end(), [this](const EdgeTask& task) { m_dropTrace(task); });
    m_batch.erase(running, m_batch.end());
    m_queue.erase(queued, m_queue.end());
}

void
EdgeServer::StartBatch()
{
    if (!m_batch.empty() || m_queue.empty())
    {
        return;
    }
    while (m_batch.size() < m_maxBatch && !m_queue.empty())
    {
        m_batch.push_back(m_queue.front());
        m_queue.pop_front();
        m_batch.back().start = Simulator::Now();
        m_startTrace(m_batch.back());
    }
    m_queueLength = m_queue.size();
    const Time fixed = m_fixedTime * static_cast<int64_t>(m_batch.size());
    m_event = Simulator::Schedule(fixed, &EdgeServer::StartStep, this);
}

void
EdgeServer::StartStep()
{
    const auto done =
        std::stable_partition(m_batch.begin(), m_batch.end(), [](const EdgeTask& task) {
            return task.stepsDone < task.request.steps;
        });
    const std::vector<EdgeTask> finished(done, m_batch.end());
    m_batch.erase(done, m_batch.end());
    for (EdgeTask task : finished)
    {
        task.end = Simulator::Now();
        m_endTrace(task);
        SendContent(task);
    }
    if (m_batch.empty())
    {
        ScheduleBatch();
    }
    else
    {
        m_event = Simulator::Schedule(GetStepTime(m_batch.size()), &EdgeServer::EndStep, this);
    }
}

void
EdgeServer::EndStep()
{
    for (auto& task : m_batch)
    {
        ++task.stepsDone;
        m_stepTrace(task);
    }
    StartStep();
}

void
EdgeServer::SendContent(const EdgeTask& task)
{
    ContentHeader header;
    header.slot = task.request.slot;
    header.user = task.request.user;
    header.total = task.request.contentBytes;
    header.steps = task.request.steps;
    header.accuracy = (1.0 - GetModel().Error(task.request.steps)) * task.request.accuracy;
    for (header.offset = 0; header.offset < header.total; header.offset += header.length)
    {
        header.length = std::min(m_segmentSize, header.total - header.offset);
        Ptr<Packet> segment = Create<Packet>(header.length);
        segment->AddHeader(header);
        m_socket->SendTo(segment, 0, task.from);
    }
}

} // namespace isac
} // namespace ns3
