/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-shared-processor.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace isac
{

SharedProcessor::SharedProcessor(double speed, bool workConserving)
    : m_speed(speed),
      m_conserving(workConserving)
{
}

double
SharedProcessor::GetUsed() const
{
    double used = 0.0;
    for (const SharedJob& job : m_jobs)
    {
        used += job.ratio;
    }
    return used;
}

double
SharedProcessor::GetNextEnd() const
{
    double next = std::numeric_limits<double>::infinity();
    for (const SharedJob& job : m_jobs)
    {
        next = std::min(next, job.end);
    }
    return next;
}

void
SharedProcessor::Share(double now)
{
    const double used = GetUsed();
    const double factor = m_conserving && used > 0.0 ? 1.0 / used : 1.0;
    for (SharedJob& job : m_jobs)
    {
        const double speed = job.ratio * factor * m_speed;
        if (speed == job.speed && speed > 0.0)
        {
            continue; // its end stays as it is, to the last bit
        }
        job.left = std::max(0.0, job.left - job.speed * (now - job.since));
        job.speed = speed;
        job.since = now;
        // Nothing to do is done at once, at any speed.
        job.end = now + (job.left > 0.0 ? job.left / speed : 0.0);
    }
}

bool
SharedProcessor::Start(uint64_t job, double work, double ratio, double now)
{
    constexpr double ROUNDING = 1e-9; // of sums of ratios
    const bool sensible = work >= 0.0 && std::isfinite(work) && ratio >= 0.0 && ratio <= 1.0;
    if (!sensible || GetUsed() + ratio > 1.0 + ROUNDING)
    {
        return false;
    }
    SharedJob added;
    added.job = job;
    added.ratio = ratio;
    added.left = work;
    added.since = now;
    m_jobs.push_back(added);
    Share(now);
    return true;
}

void
SharedProcessor::FinishUntil(double now, std::vector<uint64_t>& finished)
{
    for (double next = GetNextEnd(); next <= now; next = GetNextEnd())
    {
        const auto runs = [next](const SharedJob& job) { return job.end > next; };
        const auto done = std::stable_partition(m_jobs.begin(), m_jobs.end(), runs);
        for (auto job = done; job != m_jobs.end(); ++job)
        {
            finished.push_back(job->job);
        }
        m_jobs.erase(done, m_jobs.end());
        Share(next); // others may go faster from then on
    }
}

bool
SharedProcessor::Drop(uint64_t job, double now)
{
    const auto found = std::find_if(m_jobs.begin(), m_jobs.end(), [job](const SharedJob& other) {
        return other.job == job;
    });
    if (found == m_jobs.end())
    {
        return false;
    }
    m_jobs.erase(found);
    Share(now);
    return true;
}

} // namespace isac
} // namespace ns3
