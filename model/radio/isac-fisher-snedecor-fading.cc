/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-fisher-snedecor-fading.h"

#include <algorithm>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/random/gamma_distribution.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace ns3
{
namespace isac
{

FisherSnedecorFading::FisherSnedecorFading(double severity, double shadowing)
    : m_severity(severity),
      m_shadowing(shadowing)
{
    if (!(severity > 0.0) || !(shadowing > 0.0) || !std::isfinite(severity + shadowing))
    {
        throw std::invalid_argument("Fisher-Snedecor fading: expected m and m_s greater than 0");
    }
}

double
FisherSnedecorFading::Draw(boost::random::mt19937_64& generator) const
{
    boost::random::gamma_distribution<double> multipath(m_severity, 1.0 / m_severity);
    boost::random::gamma_distribution<double> shadow(m_shadowing, 1.0 / m_shadowing);
    const double power = multipath(generator);
    // A shape far below 1 may give a power that is too small for a double.
    return power / std::max(shadow(generator), std::numeric_limits<double>::min());
}

double
FisherSnedecorFading::Mean() const
{
    return m_shadowing > 1.0 ? m_shadowing / (m_shadowing - 1.0)
                             : std::numeric_limits<double>::infinity();
}

double
FisherSnedecorFading::Distribution(double gain) const
{
    if (!(gain > 0.0))
    {
        return 0.0;
    }
    if (std::isinf(gain))
    {
        return 1.0;
    }
    return boost::math::cdf(boost::math::fisher_f(2.0 * m_severity, 2.0 * m_shadowing), gain);
}

double
FisherSnedecorFading::Quantile(double probability) const
{
    if (!(probability >= 0.0 && probability <= 1.0))
    {
        throw std::invalid_argument("Fisher-Snedecor fading: expected a probability from 0 to 1");
    }
    if (probability == 1.0)
    {
        return std::numeric_limits<double>::infinity();
    }
    return boost::math::quantile(boost::math::fisher_f(2.0 * m_severity, 2.0 * m_shadowing),
                                 probability);
}

double
FisherSnedecorFading::BitErrorProbability(double snr) const
{
    if (!(snr > 0.0))
    {
        return 0.5;
    }
    // With x = exp(y) the integrand is analytic for |Im y| < pi/4, so a sum of step h is off by
    // exp(-pi^2 / (2 h)), 5e-15. It ends at 6.5 by exp(-x^2); below x = 1/2 each term is less than
    // exp(-h) of the one before, so what is left out is less than eight of the last.
    constexpr double STEP = 0.15;
    constexpr double END = 6.5;
    constexpr double NEGLIGIBLE = 1e-12;
    constexpr double ROOT_OF_PI = 1.7724538509055160273;
    const double ratio = std::exp(-STEP);
    double sum = 0.0;
    double term = 1.0;
    for (double x = END; x > 0.5 || term > NEGLIGIBLE * sum; x *= ratio)
    {
        term = Distribution(x * x / snr) * std::exp(-x * x) * x;
        sum += term;
    }
    return sum * STEP / ROOT_OF_PI;
}

} // namespace isac
} // namespace ns3
