/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "training-curve.h"

#include <cmath>
#include <iomanip>
#include <limits>
#include <locale>
#include <sstream>

namespace train
{

using namespace ns3::isac;

namespace
{

constexpr double NOT_A_NUMBER = std::numeric_limits<double>::quiet_NaN();

/**
 * @param metrics names
 * @param columns names
 * @param figures names
 * @return header of curve.csv
 */
std::string
MakeHeader(const std::vector<std::string>& metrics,
           const std::vector<std::string>& columns,
           const std::vector<std::string>& figures)
{
    // Entropies are in nat; rewards, CAQA and shares are plain numbers.
    std::string header =
        "episodes,environment_steps,updates,reward,reward_deviation,episode_reward";
    for (std::string name : metrics)
    {
        header += "," + (name == "energy_j" ? "energy_J" : name);
    }
    for (const std::string& name : columns)
    {
        header += ",evaluation_" + name;
    }
    for (const std::string& name : figures)
    {
        const bool entropy = name.size() >= 7 && name.substr(name.size() - 7) == "entropy";
        header += "," + name + (entropy ? "_nat" : "");
    }
    return header;
}

} // namespace

void
Tally::Add(const TrainingRound& round)
{
    ++m_rounds;
    m_reward += round.reward;
    m_squares += round.reward * round.reward;
    m_total += round.total;
    m_metrics.resize(static_cast<std::size_t>(round.metrics.size()), 0.0);
    for (std::size_t i = 0; i < m_metrics.size(); ++i)
    {
        m_metrics[i] += round.metrics[static_cast<Eigen::Index>(i)];
    }
}

void
Tally::Clear()
{
    *this = Tally();
}

double
Tally::GetReward() const
{
    return m_rounds > 0 ? m_reward / static_cast<double>(m_rounds) : NOT_A_NUMBER;
}

double
Tally::GetDeviation() const
{
    const double mean = GetReward();
    return m_rounds > 0
               ? std::sqrt(std::max(0.0, m_squares / static_cast<double>(m_rounds) - mean * mean))
               : NOT_A_NUMBER;
}

double
Tally::GetTotal() const
{
    return m_rounds > 0 ? m_total / static_cast<double>(m_rounds) : NOT_A_NUMBER;
}

double
Tally::GetMetric(std::size_t metric) const
{
    return m_rounds > 0 ? m_metrics[metric] / static_cast<double>(m_rounds) : NOT_A_NUMBER;
}

std::string
Tally::GetState() const
{
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << std::setprecision(17) << m_rounds << ' ' << m_reward << ' ' << m_squares << ' '
         << m_total << ' ' << m_metrics.size();
    for (const double sum : m_metrics)
    {
        text << ' ' << sum;
    }
    return text.str();
}

bool
Tally::SetState(const std::string& state)
{
    std::istringstream text(state);
    text.imbue(std::locale::classic());
    Tally read;
    std::size_t count = 0;
    constexpr std::size_t MOST = 1000;
    if (!(text >> read.m_rounds >> read.m_reward >> read.m_squares >> read.m_total >> count) ||
        count > MOST)
    {
        return false;
    }
    read.m_metrics.resize(count);
    for (double& sum : read.m_metrics)
    {
        text >> sum;
    }
    if (!text)
    {
        return false;
    }
    *this = read;
    return true;
}

TrainingCurve::TrainingCurve(const TrainingFolder& folder,
                             const std::vector<std::string>& metrics,
                             const std::vector<std::string>& columns,
                             const std::vector<std::string>& figures,
                             uint64_t curveSize,
                             uint64_t timingSize)
    : m_metrics(metrics.size()),
      m_figures(figures),
      m_curve(folder.At("curve.csv"), MakeHeader(metrics, columns, figures), curveSize),
      m_timing(folder.At("timing.csv"), "episodes,wall_s", timingSize)
{
}

void
TrainingCurve::Append(const CurvePoint& point, const Tally& tally, const Verdict& verdict)
{
    std::ostringstream line;
    line.imbue(std::locale::classic());
    line << std::setprecision(10) << point.episodes << ',' << point.steps << ',' << point.updates
         << ',' << tally.GetReward() << ',' << tally.GetDeviation() << ',' << tally.GetTotal();
    for (std::size_t i = 0; i < m_metrics; ++i)
    {
        line << ',' << tally.GetMetric(i);
    }
    for (const double value : verdict.values)
    {
        line << ',' << value;
    }
    for (const std::string& name : m_figures)
    {
        double value = NOT_A_NUMBER;
        for (const auto& [figure, now] : point.figures)
        {
            value = figure == name ? now : value;
        }
        line << ',' << value;
    }
    m_curve.Append(line.str());
    std::ostringstream timing;
    timing.imbue(std::locale::classic());
    timing << point.episodes << ',' << std::fixed << std::setprecision(3) << point.wallSeconds;
    m_timing.Append(timing.str());
}

uint64_t
TrainingCurve::GetCurveSize() const
{
    return m_curve.GetSize();
}

uint64_t
TrainingCurve::GetTimingSize() const
{
    return m_timing.GetSize();
}

} // namespace train
