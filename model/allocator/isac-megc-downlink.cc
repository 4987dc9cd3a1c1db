/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-downlink.h"

#include "isac-decreasing-root.h"
#include "isac-share-of-one.h"

#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/lambert_w.hpp>
#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @brief ln(1 + x) of the user whose bandwidth and power are worth their price: L with
 * L e^L - (e^L - 1) = t.
 * @param t kappa s, greater than 0
 * @return L = 1 + W0((t - 1) / e)
 */
double
LogOfSnr(double t)
{
    // Towards W's branch point at t = 0 the argument's rounding is all that is left of t. There
    // its series in sqrt(2 t) is exact to 2e-15, and the formula is to 5e-14 from there on.
    constexpr double SMALL = 1e-3;
    if (t > SMALL)
    {
        return 1.0 + boost::math::lambert_w0((t - 1.0) / boost::math::constants::e<double>());
    }
    static constexpr double COEFFICIENTS[] = {1.0,
                                              -1.0 / 3.0,
                                              11.0 / 72.0,
                                              -43.0 / 540.0,
                                              769.0 / 17280.0,
                                              -221.0 / 8505.0,
                                              680863.0 / 43545600.0,
                                              -1963.0 / 204120.0,
                                              226287557.0 / 37623398400.0};
    const double p = std::sqrt(2.0 * t);
    double sum = 0.0;
    for (int n = 8; n >= 0; --n)
    {
        sum = sum * p + COEFFICIENTS[n];
    }
    return sum * p;
}

/**
 * @brief Where the search starts: a mean of the prices at which each user, alone, takes equal
 * shares of both.
 * @param snr s_i
 * @param bits D_i
 * @return ln kappa
 */
double
FirstPrice(const std::vector<double>& snr, const std::vector<double>& bits)
{
    double sum = 0.0;
    double weights = 0.0;
    for (std::size_t i = 0; i < snr.size(); ++i)
    {
        if (bits[i] > 0.0)
        {
            const double logarithm = std::log1p(snr[i]);
            // ((1 + s) ln(1 + s) - s) / s is s / 2 where the difference is lost to rounding.
            const double price =
                snr[i] < 1e-6 ? 0.5 * snr[i] : (1.0 + 1.0 / snr[i]) * logarithm - 1.0;
            const double weight = std::sqrt(bits[i] / logarithm);
            sum += weight * std::log(price);
            weights += weight;
        }
    }
    return sum / weights;
}

} // namespace

MegcDownlinkSplit
SplitMegcDownlink(const std::vector<double>& snr, const std::vector<double>& bits)
{
    MegcDownlinkSplit split;
    split.bandwidth.assign(snr.size(), 0.0);
    split.power.assign(snr.size(), 0.0);
    if (std::none_of(bits.begin(), bits.end(), [](double amount) { return amount > 0.0; }))
    {
        return split;
    }
    // Shares up to a common factor, and by how much more of the bandwidth than of the power is
    // asked for: too much where it is too cheap.
    const auto demand = [&](double logPrice) {
        const double price = std::exp(logPrice);
        double bandwidth = 0.0;
        double power = 0.0;
        double bandwidthSlope = 0.0;
        double powerSlope = 0.0;
        for (std::size_t i = 0; i < snr.size(); ++i)
        {
            if (bits[i] > 0.0)
            {
                // T = c / alpha with c = D / L costs least where alpha^2 is c over the price of
                // alpha and of the power that goes with it, kappa + x / s = (1 + x) L / s.
                const double logarithm = LogOfSnr(price * snr[i]);
                const double x = std::expm1(logarithm);
                const double ratio = x / snr[i];
                const double weight = std::sqrt(bits[i] * snr[i] / (1.0 + x)) / logarithm;
                const double slope = -0.5 * weight * snr[i] * (2.0 + logarithm) /
                                     ((1.0 + x) * logarithm * logarithm);
                split.bandwidth[i] = weight;
                split.power[i] = weight * ratio;
                bandwidth += weight;
                power += weight * ratio;
                bandwidthSlope += slope;
                powerSlope += slope * ratio + weight / logarithm;
            }
        }
        return DecreasingValue{std::log(bandwidth / power),
                               price * (bandwidthSlope / bandwidth - powerSlope / power)};
    };
    DecreasingSearch search;
    search.start = FirstPrice(snr, bits);
    const DecreasingRoot root = FindDecreasingRoot(search, demand);
    split.iterations = root.evaluations;
    split.converged = root.converged;
    ShareOfOne bandwidthShare;
    ShareOfOne powerShare;
    for (std::size_t i = 0; i < snr.size(); ++i)
    {
        bandwidthShare.Add(split.bandwidth[i]);
        powerShare.Add(split.power[i]);
    }
    for (std::size_t i = 0; i < snr.size(); ++i)
    {
        split.bandwidth[i] = bandwidthShare(split.bandwidth[i]);
        split.power[i] = powerShare(split.power[i]);
    }
    return split;
}

} // namespace isac
} // namespace ns3
