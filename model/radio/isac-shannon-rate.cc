/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-shannon-rate.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace ns3
{
namespace isac
{

double
BandwidthForRate(double rate, double gain, double power, double noiseDensity)
{
    constexpr double LN2 = 0.69314718055994530942;
    const bool valid = rate >= 0.0 && gain >= 0.0 && power >= 0.0 && noiseDensity > 0.0 &&
                       std::isfinite(rate) && std::isfinite(gain) && std::isfinite(power) &&
                       std::isfinite(noiseDensity);
    if (!valid)
    {
        throw std::invalid_argument("bandwidth for a rate: expected finite values, none negative, "
                                    "and noise above 0");
    }
    if (rate == 0.0)
    {
        return 0.0;
    }
    const double ratio = gain * power / noiseDensity; // g P / N0 [Hz]
    const double part = LN2 * rate / ratio;           // of the limit
    if (!(part < 1.0))
    {
        return std::numeric_limits<double>::infinity();
    }
    // With x = g P / (N0 W) the rate is ln(1 + x) / x of its limit. In u = ln x the logarithm of
    // that is falling and concave, so Newton's method comes down to the root from any place above.
    // ln(1 + x) <= x / sqrt(1 + x) gives such a place, which is the root itself in deep noise.
    constexpr double MOST = 700.0; // exp() ends soon after
    constexpr int ITERATIONS = 100;
    const double target = std::log(part);
    double u = std::min(std::log1p(-part) + std::log1p(part) - 2.0 * target, MOST);
    for (int i = 0; i < ITERATIONS; ++i)
    {
        const double x = std::exp(u);
        const double logarithm = std::log1p(x);
        const double miss = std::log(logarithm / x) - target;
        const double slope = x / ((1.0 + x) * logarithm) - 1.0;
        const double next = u - miss / slope;
        // Above the root every step goes down; the first that does not is rounding.
        if (!(next < u))
        {
            break;
        }
        u = next;
    }
    return ratio / std::exp(u);
}

} // namespace isac
} // namespace ns3
