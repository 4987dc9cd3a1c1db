/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-recorder.h"

#include "ns3/pointer.h"
#include "ns3/simulator.h"

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @param scheduler of a network
 * @return the system of its market
 */
AspSystem
GetSystem(Ptr<AspScheduler> scheduler)
{
    PointerValue market;
    scheduler->GetAttribute("Market", market);
    return market.Get<AspMarket>()->GetSystem();
}

} // namespace

AspRecorder::AspRecorder(Ptr<AspScheduler> scheduler,
                         const ApplicationContainer& servers,
                         const ApplicationContainer& users)
    : m_system(GetSystem(scheduler))
{
    scheduler->TraceConnectWithoutContext("Decision", MakeCallback(&AspRecorder::Decided, this));
    scheduler->TraceConnectWithoutContext("Reward", MakeCallback(&AspRecorder::Rewarded, this));
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        const auto server = DynamicCast<AspServer>(servers.Get(i));
        m_servers.push_back(server);
        server->TraceConnectWithoutContext("TaskStart", MakeCallback(&AspRecorder::Started, this));
        server->TraceConnectWithoutContext("TaskEnd", MakeCallback(&AspRecorder::Ended, this));
        server->TraceConnectWithoutContext("TaskLost", MakeCallback(&AspRecorder::Lost, this));
        server->TraceConnectWithoutContext("TaskRestart",
                                           MakeCallback(&AspRecorder::Restarted, this));
        server->TraceConnectWithoutContext("Crash", MakeCallback(&AspRecorder::Crashed, this));
    }
    for (uint32_t i = 0; i < users.GetN(); ++i)
    {
        users.Get(i)->TraceConnect("Submit",
                                   std::to_string(i),
                                   MakeCallback(&AspRecorder::Submitted, this));
        users.Get(i)->TraceConnectWithoutContext("Result",
                                                 MakeCallback(&AspRecorder::Received, this));
    }
}

const AspEpisodeRecord&
AspRecorder::GetRecord() const
{
    return m_record;
}

std::size_t
AspRecorder::GetDecisions() const
{
    return m_decided.size();
}

void
AspRecorder::SetDuration(double end)
{
    m_record.duration = end;
}

AspTaskRecord&
AspRecorder::Find(const AspTaskHeader& request)
{
    const auto place = m_places.find({request.task, request.attempt});
    NS_ABORT_MSG_IF(place == m_places.end(), "AspRecorder: nobody submitted task " << request.task);
    return m_record.tasks[place->second];
}

void
AspRecorder::Sample(uint16_t provider, AspProviderSample::Event event)
{
    const Ptr<AspServer>& server = m_servers[provider];
    m_record.samples.push_back({Simulator::Now().GetSeconds(),
                                provider,
                                event,
                                static_cast<int>(server->GetFree()),
                                server->GetCrashes()});
}

void
AspRecorder::Submitted(std::string user, const AspTaskHeader& request)
{
    const bool added =
        m_places.insert({{request.task, request.attempt}, m_record.tasks.size()}).second;
    NS_ABORT_MSG_UNLESS(added, "AspRecorder: two users submit task " << request.task);
    AspTaskRecord task;
    task.task = request.task;
    task.attempt = request.attempt;
    task.user = static_cast<uint32_t>(std::stoul(user));
    task.arrival = Simulator::Now().GetSeconds();
    task.steps = static_cast<int>(request.steps);
    m_record.tasks.push_back(task);
}

void
AspRecorder::Decided(const AspDecision& decision)
{
    AspTaskRecord& task = Find(decision.request);
    m_decided.push_back(m_places[{task.task, task.attempt}]);
    task.provider = decision.provider;
    task.utility = m_system.GetProviders()[decision.provider].utility.Evaluate(task.steps);
}

void
AspRecorder::Started(const AspServerTask& task)
{
    AspTaskRecord& record = Find(task.request);
    record.state = AspTaskState::RUNNING;
    record.start = task.start.GetSeconds();
    Sample(task.provider, AspProviderSample::START);
}

void
AspRecorder::Ended(const AspServerTask& task)
{
    AspTaskRecord& record = Find(task.request);
    record.state = AspTaskState::FINISHED;
    record.end = Simulator::Now().GetSeconds();
    Sample(task.provider, AspProviderSample::END);
}

void
AspRecorder::Lost(const AspServerTask& task)
{
    AspTaskRecord& record = Find(task.request);
    record.state = AspTaskState::LOST;
    record.end = Simulator::Now().GetSeconds();
}

void
AspRecorder::Restarted(const AspServerTask& task)
{
    AspTaskRecord& record = Find(task.request);
    ++record.restarts;
    record.start = task.start.GetSeconds();
}

void
AspRecorder::Crashed(const AspServerTask& cause, uint32_t /* interrupted */)
{
    AspTaskRecord& record = Find(cause.request);
    record.state = AspTaskState::REFUSED;
    record.end = Simulator::Now().GetSeconds();
    Sample(cause.provider, AspProviderSample::CRASH);
}

void
AspRecorder::Received(const AspUserResult& result)
{
    if (result.outcome == AspResultHeader::FINISHED)
    {
        Find(result.request).latency = result.GetLatency().GetSeconds();
    }
}

void
AspRecorder::Rewarded(uint32_t sequence, const AspOutcome& outcome)
{
    m_record.tasks[m_decided[sequence - 1]].reward = outcome.reward;
    m_record.penalty += outcome.penalty;
}

} // namespace isac
} // namespace ns3
