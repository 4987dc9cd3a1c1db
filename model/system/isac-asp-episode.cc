/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-episode.h"

#include <cmath>
#include <limits>

namespace ns3
{
namespace isac
{

namespace
{

/// A list of that length is no list that Write() wrote.
constexpr std::size_t MAX_LIST = 20000000;

/**
 * @param text read from
 * @param size set to the length of a list
 * @return whether there is one that makes sense
 */
bool
ReadSize(std::istream& text, std::size_t& size)
{
    return (text >> size) && size <= MAX_LIST;
}

/**
 * @param text read from
 * @param tasks set
 * @return whether they are at least two, in order
 */
bool
ReadTasks(std::istream& text, std::vector<AspTask>& tasks)
{
    std::size_t size = 0;
    if (!ReadSize(text, size))
    {
        return false;
    }
    tasks.clear();
    double before = 0.0;
    for (std::size_t i = 0; i < size; ++i)
    {
        AspTask task;
        if (!(text >> task.arrival >> task.steps) || !std::isfinite(task.arrival) ||
            task.arrival < before || task.steps < 1)
        {
            return false;
        }
        before = task.arrival;
        tasks.push_back(task);
    }
    return size >= 2;
}

/**
 * @param text read from
 * @param profile set
 * @param provider set to one of that profile, with its tasks
 * @param rule what a crash does
 * @return whether it makes sense
 */
bool
ReadProvider(std::istream& text,
             AspProviderProfile& profile,
             AspProvider& provider,
             const AspCrashRule& rule)
{
    AspUtility& utility = profile.utility;
    bool crashed = false;
    double readyAt = 0.0;
    std::size_t size = 0;
    if (!(text >> profile.capacity >> utility.ax >> utility.ay >> utility.bx >> utility.by >>
          crashed >> readyAt) ||
        !CheckAspProvider(profile).empty() || !ReadSize(text, size))
    {
        return false;
    }
    std::vector<AspJob> jobs;
    for (std::size_t i = 0; i < size; ++i)
    {
        AspJob job;
        if (!(text >> job.task >> job.steps >> job.start >> job.runTime))
        {
            return false;
        }
        jobs.push_back(job);
    }
    provider = AspProvider(profile.capacity, rule);
    return provider.Restore(jobs, crashed ? readyAt : -std::numeric_limits<double>::infinity());
}

} // namespace

AspEpisode::AspEpisode(const AspParameters& parameters)
    : m_parameters(parameters)
{
}

void
AspEpisode::Start(const std::vector<AspProviderProfile>& providers, std::vector<AspTask>& tasks)
{
    m_profiles = providers;
    m_tasks.swap(tasks);
    m_next = 0;
    // Providers of the same capacities keep their memory.
    bool same = m_providers.size() == m_profiles.size();
    for (std::size_t i = 0; same && i < m_profiles.size(); ++i)
    {
        same = m_providers[i].GetCapacity() == m_profiles[i].capacity;
        m_providers[i].Clear();
    }
    if (!same)
    {
        m_providers.clear();
        for (const AspProviderProfile& profile : m_profiles)
        {
            m_providers.emplace_back(profile.capacity, m_parameters.crash);
        }
    }
    m_nextEnds.assign(m_providers.size(), std::numeric_limits<double>::infinity());
}

AspState
AspEpisode::GetState() const
{
    AspState state;
    for (const AspProvider& provider : m_providers)
    {
        state.capacity.push_back(provider.GetCapacity());
        state.free.push_back(provider.GetFree());
    }
    state.steps = GetTask().steps;
    return state;
}

const AspOutcome&
AspEpisode::Assign(int provider)
{
    m_outcome = AspOutcome();
    m_changed.clear();
    m_finished.clear();
    m_interrupted.clear();
    const AspTask& task = m_tasks[m_next];
    const AspUtility& utility = m_profiles[provider].utility;
    m_changed.push_back(provider);
    if (m_providers[provider].TryStart(m_next,
                                       task.steps,
                                       m_parameters.runTime.Seconds(task.steps),
                                       task.arrival,
                                       m_interrupted))
    {
        if (m_parameters.payment == AspPayment::ON_ASSIGNMENT)
        {
            m_outcome.utility = utility.Evaluate(task.steps);
        }
    }
    else
    {
        m_outcome.crashed = true;
        m_outcome.penalty = m_parameters.crashPenalty;
        for (const AspJob& job : m_interrupted)
        {
            m_outcome.penalty += job.Remaining(task.arrival) * m_parameters.interruptionPenalty;
            m_outcome.lostUtility += utility.Evaluate(job.steps);
        }
        const int interrupted = static_cast<int>(m_interrupted.size());
        if (m_parameters.crash.restart)
        {
            m_outcome.lostUtility = 0.0;
            m_outcome.restartedTasks = interrupted;
        }
        else
        {
            m_outcome.lostTasks = interrupted;
        }
    }
    m_nextEnds[provider] = m_providers[provider].GetNextEnd();
    ++m_next;
    const double now = m_tasks[m_next].arrival;
    const int count = static_cast<int>(m_providers.size());
    for (int i = 0; i < count; ++i)
    {
        if (m_nextEnds[i] <= now)
        {
            Finish(i, now);
        }
    }
    if (m_parameters.payment == AspPayment::ON_COMPLETION)
    {
        m_outcome.utility = m_outcome.finishedUtility;
    }
    m_outcome.reward = m_outcome.utility - m_outcome.penalty;
    return m_outcome;
}

void
AspEpisode::Finish(int provider, double now)
{
    m_ended.clear();
    m_providers[provider].FinishUntil(now, m_ended);
    m_nextEnds[provider] = m_providers[provider].GetNextEnd();
    m_changed.push_back(provider);
    for (const AspJob& job : m_ended)
    {
        m_finished.push_back({provider, job});
        ++m_outcome.finishedTasks;
        m_outcome.finishedUtility += m_profiles[provider].utility.Evaluate(job.steps);
    }
}

void
AspEpisode::Write(std::ostream& text) const
{
    text.precision(std::numeric_limits<double>::max_digits10);
    text << m_next << ' ' << m_tasks.size() << '\n';
    for (const AspTask& task : m_tasks)
    {
        text << task.arrival << ' ' << task.steps << '\n';
    }
    text << m_providers.size() << '\n';
    for (std::size_t i = 0; i < m_providers.size(); ++i)
    {
        const AspUtility& utility = m_profiles[i].utility;
        const double readyAt = m_providers[i].GetReadyAt();
        const bool crashed = std::isfinite(readyAt);
        text << m_profiles[i].capacity << ' ' << utility.ax << ' ' << utility.ay << ' '
             << utility.bx << ' ' << utility.by << ' ' << crashed << ' '
             << (crashed ? readyAt : 0.0) << ' ' << m_providers[i].GetJobs().size() << '\n';
        for (const AspJob& job : m_providers[i].GetJobs())
        {
            text << job.task << ' ' << job.steps << ' ' << job.start << ' ' << job.runTime << '\n';
        }
    }
}

bool
AspEpisode::Read(std::istream& text)
{
    std::size_t count = 0;
    if (!(text >> m_next) || !ReadTasks(text, m_tasks) || IsOver() || !ReadSize(text, count) ||
        count != static_cast<std::size_t>(m_parameters.providers))
    {
        return false;
    }
    m_profiles.assign(count, AspProviderProfile());
    m_providers.assign(count, AspProvider(1));
    m_nextEnds.resize(count);
    for (std::size_t i = 0; i < count; ++i)
    {
        if (!ReadProvider(text, m_profiles[i], m_providers[i], m_parameters.crash))
        {
            return false;
        }
        m_nextEnds[i] = m_providers[i].GetNextEnd();
    }
    return true;
}

} // namespace isac
} // namespace ns3
