/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-detection.h"

#include <boost/math/distributions/non_central_chi_squared.hpp>
#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

/// Marcum's Q_1(a, b) for a, b >= 0.
double
MarcumQ(double a, double b)
{
    // For a > b, 1 - Q_1 < exp(-(a - b)^2 / 2) / 2: past 9 it is less than half a unit in the
    // last place of 1, and the series of the distribution would only get long.
    if (a - b > 9.0)
    {
        return 1.0;
    }
    if (a == 0.0)
    {
        return std::exp(-b * b / 2.0);
    }
    const boost::math::non_central_chi_squared_distribution<double> power(2.0, a * a);
    return boost::math::cdf(boost::math::complement(power, b * b));
}

} // namespace

double
DetectionProbability(double snr, double falseAlarm, SwerlingCase swerling)
{
    const double threshold = -std::log(falseAlarm);
    switch (swerling)
    {
    case SwerlingCase::STEADY:
        return MarcumQ(std::sqrt(2.0 * snr), std::sqrt(2.0 * threshold));
    case SwerlingCase::ONE:
        return std::exp(-threshold / (1.0 + snr));
    case SwerlingCase::THREE: {
        const double half = snr / 2.0;
        const double g = 1.0 + half;
        return std::exp(-threshold / g) * (1.0 + threshold * half / (g * g));
    }
    }
    return falseAlarm;
}

} // namespace isac
} // namespace ns3
