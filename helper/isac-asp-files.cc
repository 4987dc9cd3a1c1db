/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-files.h"

#include <cmath>
#include <sstream>

namespace ns3
{
namespace isac
{

namespace
{

constexpr int DIGITS = 16; //!< times of a long run, to the nanosecond

/**
 * @param value of a cell
 * @return it as text; nothing for what is not a number
 */
std::string
Cell(double value)
{
    std::ostringstream text;
    text.precision(DIGITS);
    if (!std::isnan(value))
    {
        text << value;
    }
    return text.str();
}

} // namespace

AspFiles::AspFiles(const std::string& folder)
    : m_tasks(folder + "tasks.csv"),
      m_providers(folder + "providers.csv")
{
    m_tasks << "episode,task,attempt,user,arrival_s,T,provider,start_s,end_s,outcome,restarts,"
               "utility,reward,latency_s\n";
    m_providers << "episode,time_s,provider,event,free_steps,crashes\n";
}

void
AspFiles::Write(uint32_t episode, const AspEpisodeRecord& record)
{
    for (const AspTaskRecord& task : record.tasks)
    {
        const std::string provider = task.provider < 0 ? "" : std::to_string(task.provider);
        m_tasks << episode << ',' << task.task << ',' << task.attempt << ',' << task.user << ','
                << Cell(task.arrival) << ',' << task.steps << ',' << provider << ','
                << Cell(task.start) << ',' << Cell(task.end) << ',' << ToText(task.state) << ','
                << task.restarts << ',' << Cell(task.utility) << ',' << Cell(task.reward) << ','
                << Cell(task.latency) << '\n';
    }
    const char* const events[] = {"start", "end", "crash"};
    for (const AspProviderSample& sample : record.samples)
    {
        m_providers << episode << ',' << Cell(sample.time) << ',' << sample.provider << ','
                    << events[sample.event] << ',' << sample.free << ',' << sample.crashes << '\n';
    }
}

bool
AspFiles::Close()
{
    m_tasks.close();
    m_providers.close();
    return m_tasks.good() && m_providers.good();
}

} // namespace isac
} // namespace ns3
