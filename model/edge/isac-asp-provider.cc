/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-provider.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

constexpr double NEVER = std::numeric_limits<double>::infinity();

} // namespace

AspProvider::AspProvider(int capacity, const AspCrashRule& rule)
    : m_capacity(capacity),
      m_free(capacity),
      m_rule(rule)
{
}

void
AspProvider::Clear()
{
    m_jobs.clear();
    m_free = m_capacity;
    m_nextEnd = NEVER;
    m_readyAt = -NEVER;
}

void
AspProvider::FinishUntil(double now, std::vector<AspJob>& finished)
{
    while (m_nextEnd <= now)
    {
        const auto first = std::find_if(m_jobs.begin(), m_jobs.end(), [this](const AspJob& job) {
            return job.End() == m_nextEnd;
        });
        m_free += first->steps;
        finished.push_back(*first);
        m_jobs.erase(first);
        UpdateNextEnd();
    }
}

bool
AspProvider::TryStart(uint64_t task,
                      int steps,
                      double runTime,
                      double now,
                      std::vector<AspJob>& interrupted)
{
    if (steps <= m_free)
    {
        m_jobs.push_back({task, steps, std::max(now, m_readyAt), runTime});
        m_free -= steps;
        m_nextEnd = std::min(m_nextEnd, m_jobs.back().End());
        return true;
    }
    interrupted.insert(interrupted.end(), m_jobs.begin(), m_jobs.end());
    m_readyAt = now + m_rule.recoveryTime;
    if (m_rule.restart)
    {
        for (AspJob& job : m_jobs)
        {
            job.start = m_readyAt;
        }
    }
    else
    {
        m_jobs.clear();
        m_free = m_capacity;
    }
    UpdateNextEnd();
    return false;
}

bool
AspProvider::Restore(const std::vector<AspJob>& jobs, double readyAt)
{
    int free = m_capacity;
    for (const AspJob& job : jobs)
    {
        if (job.steps < 1 || job.steps > free || !(job.runTime > 0.0) || !std::isfinite(job.End()))
        {
            return false;
        }
        free -= job.steps;
    }
    m_jobs = jobs;
    m_free = free;
    m_readyAt = readyAt;
    UpdateNextEnd();
    return true;
}

void
AspProvider::UpdateNextEnd()
{
    m_nextEnd = NEVER;
    for (const AspJob& job : m_jobs)
    {
        m_nextEnd = std::min(m_nextEnd, job.End());
    }
}

} // namespace isac
} // namespace ns3
