/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-statistics.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <numeric>

namespace ns3
{
namespace isac
{

namespace
{

constexpr double NOT_A_NUMBER = std::numeric_limits<double>::quiet_NaN();

} // namespace

EpisodeMean::EpisodeMean(uint32_t slotsPerEpisode)
    : m_slotsPerEpisode(slotsPerEpisode)
{
}

void
EpisodeMean::Add(double value)
{
    ++m_slots;
    m_sum += value;
    m_episodeSum += value;
    if (++m_inEpisode == m_slotsPerEpisode)
    {
        const double mean = m_episodeSum / m_slotsPerEpisode;
        m_inEpisode = 0;
        m_episodeSum = 0.0;
        // Welford's update: no difference of large sums.
        const double before = mean - m_mean;
        m_mean += before / static_cast<double>(++m_episodes);
        m_squares += before * (mean - m_mean);
    }
}

double
EpisodeMean::GetMean() const
{
    return m_slots > 0 ? m_sum / static_cast<double>(m_slots) : 0.0;
}

uint64_t
EpisodeMean::GetEpisodes() const
{
    return m_episodes;
}

double
EpisodeMean::GetHalfWidth(double confidence) const
{
    if (m_episodes < 2)
    {
        return NOT_A_NUMBER;
    }
    const double count = static_cast<double>(m_episodes);
    const boost::math::students_t distribution(count - 1.0);
    const double factor = boost::math::quantile(distribution, 0.5 + 0.5 * confidence);
    return factor * std::sqrt(m_squares / (count - 1.0) / count);
}

BoundedDistribution::BoundedDistribution(double limit)
    : m_limit(limit),
      m_bins(10000)
{
}

void
BoundedDistribution::Add(double value)
{
    const double place = value / m_limit * static_cast<double>(m_bins.size());
    const double last = static_cast<double>(m_bins.size() - 1);
    ++m_bins[static_cast<std::size_t>(std::clamp(place, 0.0, last))];
    ++m_count;
    m_sum += value;
}

uint64_t
BoundedDistribution::GetCount() const
{
    return m_count;
}

double
BoundedDistribution::GetMean() const
{
    return m_count > 0 ? m_sum / static_cast<double>(m_count) : NOT_A_NUMBER;
}

double
BoundedDistribution::GetQuantile(double share) const
{
    const double wanted = share * static_cast<double>(m_count);
    uint64_t seen = 0;
    for (std::size_t i = 0; i < m_bins.size() && m_count > 0; ++i)
    {
        seen += m_bins[i];
        if (static_cast<double>(seen) >= wanted)
        {
            return m_limit * static_cast<double>(i + 1) / static_cast<double>(m_bins.size());
        }
    }
    return NOT_A_NUMBER;
}

Estimate
EstimateMean(const std::vector<double>& values)
{
    EpisodeMean mean(1);
    for (const double value : values)
    {
        mean.Add(value);
    }
    return {mean.GetMean(), mean.GetHalfWidth()};
}

Estimate
RatioOfMeans(const std::vector<double>& numerator,
             const std::vector<double>& denominator,
             double confidence)
{
    const auto count = static_cast<double>(numerator.size());
    const double below = std::accumulate(denominator.begin(), denominator.end(), 0.0);
    if (!(below > 0.0))
    {
        return {NOT_A_NUMBER, NOT_A_NUMBER};
    }
    const double ratio = std::accumulate(numerator.begin(), numerator.end(), 0.0) / below;
    EpisodeMean residual(1);
    for (std::size_t i = 0; i < numerator.size(); ++i)
    {
        residual.Add(numerator[i] - ratio * denominator[i]);
    }
    return {ratio, residual.GetHalfWidth(confidence) * count / below};
}

} // namespace isac
} // namespace ns3
