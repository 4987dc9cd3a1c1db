/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-files.h"

#include "isac-csv.h"

namespace ns3
{
namespace isac
{

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
                << CsvCell(task.arrival) << ',' << task.steps << ',' << provider << ','
                << CsvCell(task.start) << ',' << CsvCell(task.end) << ',' << ToText(task.state)
                << ',' << task.restarts << ',' << CsvCell(task.utility) << ','
                << CsvCell(task.reward) << ',' << CsvCell(task.latency) << '\n';
    }
    const char* const events[] = {"start", "end", "crash"};
    for (const AspProviderSample& sample : record.samples)
    {
        m_providers << episode << ',' << CsvCell(sample.time) << ',' << sample.provider << ','
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
