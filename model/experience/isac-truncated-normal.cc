/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-truncated-normal.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/random/uniform_01.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace ns3
{
namespace isac
{

namespace
{

/// Phi, its density and its inverse.
const boost::math::normal STANDARD;

} // namespace

TruncatedNormal::TruncatedNormal(double location, double scale, double low, double high)
    : m_location(location),
      m_scale(scale),
      m_low(low),
      m_high(high),
      m_mirrored(location < 0.5 * (low + high))
{
    if (!std::isfinite(location) || !std::isfinite(scale) || !(scale > 0.0) ||
        !std::isfinite(low) || !std::isfinite(high) || !(low < high))
    {
        throw std::invalid_argument("truncated normal: needs s > 0 and an interval");
    }
    m_from = (m_mirrored ? location - high : low - location) / scale;
    m_to = (m_mirrored ? location - low : high - location) / scale;
    m_below = boost::math::cdf(STANDARD, m_from);
    m_mass = boost::math::cdf(STANDARD, m_to) - m_below;
}

double
TruncatedNormal::Place(double position) const
{
    const double value = m_location + (m_mirrored ? -position : position) * m_scale;
    return std::min(std::max(value, m_low), m_high);
}

double
TruncatedNormal::Mean() const
{
    if (!(m_mass > std::numeric_limits<double>::min()))
    {
        return Place(m_to);
    }
    return Place((boost::math::pdf(STANDARD, m_from) - boost::math::pdf(STANDARD, m_to)) / m_mass);
}

double
TruncatedNormal::Quantile(double probability) const
{
    if (!(probability >= 0.0 && probability <= 1.0))
    {
        throw std::invalid_argument("truncated normal: a probability is 0 to 1");
    }
    if (probability == 0.0 || probability == 1.0)
    {
        return probability == 0.0 ? m_low : m_high;
    }
    // Beyond 37 s from the interval nothing is left of its mass: all of it sits at the near end.
    if (!(m_mass > std::numeric_limits<double>::min()))
    {
        return Place(m_to);
    }
    const double level = m_below + (m_mirrored ? 1.0 - probability : probability) * m_mass;
    if (level <= 0.0 || level >= 1.0)
    {
        return Place(level <= 0.0 ? m_from : m_to);
    }
    return Place(boost::math::quantile(STANDARD, level));
}

double
TruncatedNormal::Draw(boost::random::mt19937_64& random) const
{
    return Quantile(boost::random::uniform_01<>()(random));
}

} // namespace isac
} // namespace ns3
