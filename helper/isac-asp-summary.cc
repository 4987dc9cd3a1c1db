/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-summary.h"

#include "isac-statistics.h"
#include "isac-summary-json.h"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <numeric>
#include <utility>

namespace ns3
{
namespace isac
{

namespace
{

constexpr int LABEL_WIDTH = 34;

/**
 * @param value a number
 * @return it, or null for what is not a number
 */
nlohmann::ordered_json
ToJsonNumber(double value)
{
    return std::isnan(value) ? nlohmann::ordered_json() : nlohmann::ordered_json(value);
}

/**
 * @param value counted
 * @param whole of so many
 * @return percentage; not a number of none
 */
double
Percent(int value, int whole)
{
    return 100.0 * value / whole;
}

} // namespace

AspSummary::AspSummary(const AspSystem& system)
    : m_system(system)
{
}

const std::vector<AspSummary::Figure>&
AspSummary::GetFigures()
{
    static const std::vector<Figure> figures = {
        {"reward", "reward", 4, [](const AspAccount& a) { return a.reward; }},
        {"assigned", "tasks assigned", 0, [](const AspAccount& a) { return a.assigned * 1.0; }},
        {"taken_in", "taken in", 0, [](const AspAccount& a) { return a.TakenIn() * 1.0; }},
        {"finished_percent",
         "  finished [%]",
         1,
         [](const AspAccount& a) { return Percent(a.finished, a.TakenIn()); }},
        {"lost_percent",
         "  lost in crashes [%]",
         1,
         [](const AspAccount& a) { return Percent(a.lost, a.TakenIn()); }},
        {"running",
         "  still running at the end",
         0,
         [](const AspAccount& a) { return a.running * 1.0; }},
        {"crashes",
         "crashes (tasks that did not fit)",
         0,
         [](const AspAccount& a) { return a.refused * 1.0; }},
        {"restarted",
         "tasks started over",
         0,
         [](const AspAccount& a) { return a.restarted * 1.0; }},
        {"obtained_utility",
         "utility obtained",
         1,
         [](const AspAccount& a) { return a.finishedUtility; }},
        {"lost_utility", "utility lost", 1, [](const AspAccount& a) { return a.lostUtility; }},
        {"penalty", "penalties", 1, [](const AspAccount& a) { return a.penalty; }},
    };
    return figures;
}

void
AspSummary::Add(const AspEpisodeRecord& record)
{
    m_accounts.push_back(MakeAspAccount(m_system, record));
    for (const AspTaskRecord& task : record.tasks)
    {
        if (!std::isnan(task.latency))
        {
            m_latencies.push_back(task.latency);
        }
    }
}

Estimate
AspSummary::GetMean(const Figure& figure) const
{
    EpisodeMean mean(1);
    for (const AspAccount& account : m_accounts)
    {
        mean.Add(figure.read(account));
    }
    return {mean.GetMean(), mean.GetHalfWidth()};
}

double
AspSummary::GetReward() const
{
    return GetMean(GetFigures().front()).value;
}

double
AspSummary::GetLatency(double share) const
{
    if (m_latencies.empty())
    {
        return std::nan("");
    }
    std::vector<double> sorted = m_latencies;
    const double rank = std::ceil(share * static_cast<double>(sorted.size())) - 1.0;
    const auto place = sorted.begin() + static_cast<std::ptrdiff_t>(std::max(rank, 0.0));
    std::nth_element(sorted.begin(), place, sorted.end());
    return *place;
}

void
AspSummary::Print(std::ostream& out, const RunSpeed& speed) const
{
    for (const Figure& figure : GetFigures())
    {
        const Estimate mean = GetMean(figure);
        out << std::left << std::setw(LABEL_WIDTH) << figure.label << std::right << std::setw(12)
            << ShowFigure(mean.value, figure.digits);
        if (!std::isnan(mean.halfWidth))
        {
            out << " +- " << ShowFigure(mean.halfWidth, std::max(figure.digits, 1));
        }
        out << "\n";
    }
    out << std::left << std::setw(LABEL_WIDTH) << "latency, median / 95 % / 99 % [s]" << std::right
        << std::setw(12) << ShowFigure(GetLatency(0.5), 3) << " / "
        << ShowFigure(GetLatency(0.95), 3) << " / " << ShowFigure(GetLatency(0.99), 3) << "\n\n";
    out << speed.events << " events in " << ShowFigure(speed.wallSeconds, 2) << " s\n";
}

std::string
AspSummary::ToJson(const RunSpeed& speed,
                   const std::vector<std::pair<std::string, std::string>>& about) const
{
    nlohmann::ordered_json json;
    for (const auto& [key, value] : about)
    {
        json[key] = value;
    }
    json["episodes"] = m_accounts.size();
    for (const Figure& figure : GetFigures())
    {
        const Estimate mean = GetMean(figure);
        json[figure.key]["mean"] = ToJsonNumber(mean.value);
        json[figure.key]["half_width_95"] = ToJsonNumber(mean.halfWidth);
    }
    nlohmann::ordered_json& latency = json["latency_s"];
    latency["results"] = m_latencies.size();
    const double sum = std::accumulate(m_latencies.begin(), m_latencies.end(), 0.0);
    latency["mean"] = ToJsonNumber(sum / static_cast<double>(m_latencies.size()));
    for (const auto& [key, share] :
         {std::pair("p50", 0.5), std::pair("p95", 0.95), std::pair("p99", 0.99)})
    {
        latency[key] = ToJsonNumber(GetLatency(share));
    }
    for (std::size_t i = 0; i < m_system.GetProviders().size(); ++i)
    {
        AspProviderAccount sum;
        for (const AspAccount& account : m_accounts)
        {
            sum.assigned += account.providers[i].assigned;
            sum.crashes += account.providers[i].crashes;
            sum.finished += account.providers[i].finished;
            sum.lost += account.providers[i].lost;
            sum.meanLoad += account.providers[i].meanLoad / static_cast<double>(m_accounts.size());
        }
        nlohmann::ordered_json provider;
        provider["capacity"] = m_system.GetProviders()[i].capacity;
        provider["assigned"] = sum.assigned;
        provider["finished"] = sum.finished;
        provider["lost"] = sum.lost;
        provider["crashes"] = sum.crashes;
        provider["mean_load"] = sum.meanLoad;
        json["providers"].push_back(provider);
    }
    json["speed"]["wall_s"] = speed.wallSeconds;
    json["speed"]["simulated_s"] = speed.simulatedSeconds;
    json["speed"]["events"] = speed.events;
    return json.dump(2) + "\n";
}

} // namespace isac
} // namespace ns3
