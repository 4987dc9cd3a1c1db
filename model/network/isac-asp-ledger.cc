/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-ledger.h"

#include <utility>

namespace ns3
{
namespace isac
{

AspLedger::AspLedger(const AspSystem& system, Callback told)
    : m_system(system),
      m_told(std::move(told))
{
}

void
AspLedger::Decide(uint32_t sequence, int provider, int steps)
{
    m_open.push_back({sequence, provider, false, {}});
    m_tasks[sequence] = {provider, steps};
    while (m_open.size() > 1 && m_open.front().answered)
    {
        Tell();
    }
}

void
AspLedger::Report(const AspReportHeader& report)
{
    if (m_open.empty())
    {
        return; // before the first decision nothing can have happened
    }
    for (const AspTaskEvent& event : report.events)
    {
        const auto task = m_tasks.find(event.sequence);
        if (task != m_tasks.end() && task->second.provider == report.provider)
        {
            Book(event, report.handled);
        }
    }
    for (Entry& entry : m_open)
    {
        entry.answered |= entry.provider == report.provider && entry.sequence <= report.handled;
    }
    while (m_open.size() > 1 && m_open.front().answered)
    {
        Tell();
    }
}

void
AspLedger::Book(const AspTaskEvent& event, uint32_t handled)
{
    const Task task = m_tasks[event.sequence];
    const AspParameters& parameters = m_system.GetParameters();
    const double utility = m_system.GetProviders()[task.provider].utility.Evaluate(task.steps);
    const bool atOnce = parameters.payment == AspPayment::ON_ASSIGNMENT;
    switch (event.kind)
    {
    case AspTaskEvent::STARTED:
        Find(event.sequence).utility += atOnce ? utility : 0.0;
        return;
    case AspTaskEvent::FINISHED: {
        AspOutcome& outcome = m_open.back().outcome;
        ++outcome.finishedTasks;
        outcome.finishedUtility += utility;
        outcome.utility += atOnce ? 0.0 : utility;
        break;
    }
    case AspTaskEvent::REFUSED: {
        AspOutcome& outcome = Find(event.sequence);
        outcome.crashed = true;
        outcome.penalty += parameters.crashPenalty;
        break;
    }
    case AspTaskEvent::LOST: {
        AspOutcome& outcome = Find(handled);
        ++outcome.lostTasks;
        outcome.lostUtility += utility;
        outcome.penalty += event.remaining * parameters.interruptionPenalty;
        break;
    }
    case AspTaskEvent::RESTARTED: {
        AspOutcome& outcome = Find(handled);
        ++outcome.restartedTasks;
        outcome.penalty += event.remaining * parameters.interruptionPenalty;
        return;
    }
    }
    m_tasks.erase(event.sequence);
}

AspOutcome&
AspLedger::Find(uint32_t sequence)
{
    const uint32_t first = m_open.front().sequence;
    const bool open = sequence >= first && sequence - first < m_open.size();
    return open ? m_open[sequence - first].outcome : m_open.back().outcome;
}

void
AspLedger::Tell()
{
    AspOutcome& outcome = m_open.front().outcome;
    outcome.reward = outcome.utility - outcome.penalty;
    m_told(m_open.front().sequence, outcome);
    m_open.pop_front();
}

void
AspLedger::Close()
{
    while (!m_open.empty())
    {
        Tell();
    }
    m_tasks.clear();
}

} // namespace isac
} // namespace ns3
