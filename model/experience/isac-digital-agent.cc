/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-digital-agent.h"

#include "isac-distance-correlation.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace ns3
{
namespace isac
{

namespace
{

/// Best score there is, which nobody improves on.
constexpr double BEST_SCORE = 5.0;
/// Where latency is among the factors.
constexpr std::size_t LATENCY_FACTOR = 1;

} // namespace

DigitalAgent::DigitalAgent(DigitalAgentSettings settings)
    : m_settings(std::move(settings)),
      m_model(m_settings.firstModel)
{
    if (m_settings.minReports < 1 || m_settings.reportWindow < m_settings.minReports ||
        m_settings.recentReports < 1 || m_settings.updateReports < 1 || m_settings.shuffles < 1)
    {
        throw std::invalid_argument(
            "digital agent: counts are at least 1, and the window holds the first reports");
    }
    for (const DaAttribute& attribute : m_settings.attributes)
    {
        m_statuses.emplace_back(attribute,
                                m_settings.collection[static_cast<std::size_t>(attribute.kind)],
                                m_settings.status);
    }
}

void
DigitalAgent::Collect(int attribute, double value)
{
    m_statuses.at(attribute).Collect(value);
}

void
DigitalAgent::EndSlot()
{
    for (DaStatusTracker& status : m_statuses)
    {
        status.EndSlot();
    }
}

const DaStatusTracker&
DigitalAgent::GetStatus(int attribute) const
{
    return m_statuses.at(attribute);
}

std::vector<double>
DigitalAgent::GetPredictions() const
{
    std::vector<double> predictions;
    for (const DaStatusTracker& status : m_statuses)
    {
        predictions.push_back(status.GetPrediction());
    }
    return predictions;
}

double
DigitalAgent::GetTotalCollectionRate() const
{
    double sum = 0.0;
    for (const DaStatusTracker& status : m_statuses)
    {
        sum += status.GetCollectionRate();
    }
    return sum;
}

void
DigitalAgent::Check(const DaReport& report) const
{
    const DaExperience& e = report.experience;
    const bool finite = std::isfinite(e.quality) && std::isfinite(e.latency) &&
                        std::isfinite(e.impact) && std::isfinite(e.score) &&
                        std::all_of(report.otherFactors.begin(),
                                    report.otherFactors.end(),
                                    [](double value) { return std::isfinite(value); });
    if (!finite || !(e.latency > 0.0))
    {
        throw std::invalid_argument(
            "digital agent: a report must be finite and its latency positive");
    }
    if (report.otherFactors.size() != m_settings.otherFactors.size())
    {
        throw std::invalid_argument("digital agent: a report has another number of factors");
    }
}

void
DigitalAgent::AddReport(const DaReport& report)
{
    Check(report);
    if (static_cast<int>(m_reports.size()) == m_settings.reportWindow)
    {
        m_reports.erase(m_reports.begin());
    }
    m_reports.push_back(report);
    ++m_newReports;
}

double
DigitalAgent::GetRecentExperience() const
{
    const std::size_t count =
        std::min(m_reports.size(), static_cast<std::size_t>(m_settings.recentReports));
    double sum = 0.0;
    for (std::size_t i = m_reports.size() - count; i < m_reports.size(); ++i)
    {
        sum += m_reports[i].experience.score;
    }
    return count == 0 ? BEST_SCORE : sum / static_cast<double>(count);
}

void
DigitalAgent::SelectFactors()
{
    std::vector<std::string> names{"quality", "latency"};
    names.insert(names.end(), m_settings.otherFactors.begin(), m_settings.otherFactors.end());
    std::vector<std::vector<double>> series(names.size());
    std::vector<double> scores;
    for (const DaReport& report : m_reports)
    {
        series[0].push_back(report.experience.quality);
        series[LATENCY_FACTOR].push_back(report.experience.latency);
        for (std::size_t i = 0; i < report.otherFactors.size(); ++i)
        {
            series[2 + i].push_back(report.otherFactors[i]);
        }
        scores.push_back(report.experience.score);
    }
    // A generator for each fit: a state needs no more than their number.
    boost::random::mt19937_64 random(m_settings.seed + 0x9e3779b97f4a7c15u * (m_updates + 1u));
    m_factors.clear();
    for (std::size_t i = 0; i < names.size(); ++i)
    {
        const DistanceCorrelationTest test =
            TestDistanceCorrelation(series[i], scores, m_settings.shuffles, random);
        m_factors.push_back(
            {names[i], test.coefficient, test.pValue, test.pValue < m_settings.significance});
    }
}

bool
DigitalAgent::Review()
{
    const int reports = static_cast<int>(m_reports.size());
    if (reports < m_settings.minReports)
    {
        return false;
    }
    const bool first = m_updates == 0;
    const bool low = GetRecentExperience() < m_settings.leastExperience &&
                     m_newReports >= m_settings.recentReports;
    if (!first && !low)
    {
        return false;
    }
    SelectFactors();
    DaFitSettings fit = m_settings.fit;
    fit.useLatency = reports < m_settings.selectionReports || m_factors[LATENCY_FACTOR].related;
    const int used = first ? reports : std::min(reports, m_settings.updateReports);
    std::vector<DaExperience> experiences;
    std::transform(m_reports.end() - used,
                   m_reports.end(),
                   std::back_inserter(experiences),
                   [](const DaReport& report) { return report.experience; });
    ++m_updates;
    m_newReports = 0;
    return UpdateDaQoe(m_model, experiences, fit);
}

const std::vector<DaFactor>&
DigitalAgent::GetFactors() const
{
    return m_factors;
}

const DaQoeModel&
DigitalAgent::GetModel() const
{
    return m_model;
}

void
DigitalAgent::Describe(DaUser& user) const
{
    user.structure = m_model.structure;
    user.qualityWeight = m_model.qualityWeight;
    user.latencyWeight = m_model.latencyWeight;
    user.ratioWeight = m_model.ratioWeight;
}

DigitalAgentState
DigitalAgent::GetState() const
{
    DigitalAgentState state;
    for (const DaStatusTracker& status : m_statuses)
    {
        state.attributes.push_back(status.GetState());
    }
    state.reports = m_reports;
    state.factors = m_factors;
    state.model = m_model;
    state.updates = m_updates;
    state.newReports = m_newReports;
    return state;
}

void
DigitalAgent::SetState(const DigitalAgentState& state)
{
    if (state.attributes.size() != m_statuses.size() ||
        static_cast<int>(state.reports.size()) > m_settings.reportWindow || state.updates < 0 ||
        state.newReports < 0)
    {
        throw std::invalid_argument("digital agent: a state of another agent");
    }
    std::for_each(state.reports.begin(), state.reports.end(), [this](const DaReport& report) {
        Check(report);
    });
    std::vector<DaStatusTracker> statuses = m_statuses;
    for (std::size_t i = 0; i < statuses.size(); ++i)
    {
        statuses[i].SetState(state.attributes[i]);
    }
    m_statuses = std::move(statuses);
    m_reports = state.reports;
    m_factors = state.factors;
    m_model = state.model;
    m_updates = state.updates;
    m_newReports = state.newReports;
}

} // namespace isac
} // namespace ns3
