/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-autocorrelation.h"

#include <cmath>
#include <numeric>
#include <stdexcept>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @brief One step of the recursion: from order k to order k + 1.
 * @param coefficients of order k; gets those of order k + 1
 * @param partial autocorrelation of lag k + 1
 */
void
StepUp(std::vector<double>& coefficients, double partial)
{
    const std::vector<double> before = coefficients;
    const std::size_t order = before.size();
    for (std::size_t i = 0; i < order; ++i)
    {
        coefficients[i] = before[i] - partial * before[order - 1 - i];
    }
    coefficients.push_back(partial);
}

} // namespace

std::vector<double>
Autocorrelations(const std::vector<double>& series, int lags)
{
    const int count = static_cast<int>(series.size());
    if (lags < 0 || lags >= count)
    {
        throw std::invalid_argument("autocorrelation: fewer lags than values are possible");
    }
    const double mean = std::accumulate(series.begin(), series.end(), 0.0) / count;
    std::vector<double> sums(lags + 1, 0.0);
    for (int lag = 0; lag <= lags; ++lag)
    {
        for (int t = lag; t < count; ++t)
        {
            sums[lag] += (series[t] - mean) * (series[t - lag] - mean);
        }
    }
    const double power = sums[0];
    for (int lag = 0; lag <= lags; ++lag)
    {
        sums[lag] = power > 0.0 ? sums[lag] / power : (lag == 0 ? 1.0 : 0.0);
    }
    return sums;
}

LevinsonDurbin
SolveYuleWalker(const std::vector<double>& autocorrelations)
{
    LevinsonDurbin result;
    double left = 1.0;
    for (std::size_t lag = 1; lag < autocorrelations.size() && left > 0.0; ++lag)
    {
        double numerator = autocorrelations[lag];
        for (std::size_t i = 0; i + 1 < lag; ++i)
        {
            numerator -= result.coefficients[i] * autocorrelations[lag - 1 - i];
        }
        const double partial = numerator / left;
        StepUp(result.coefficients, partial);
        result.partial.push_back(partial);
        left *= 1.0 - partial * partial;
    }
    // Nothing is left to explain once a series is predicted without error.
    result.coefficients.resize(autocorrelations.size() - 1, 0.0);
    result.partial.resize(autocorrelations.size() - 1, 0.0);
    return result;
}

std::vector<double>
CoefficientsFromPartial(const std::vector<double>& partial)
{
    std::vector<double> coefficients;
    for (const double value : partial)
    {
        StepUp(coefficients, value);
    }
    return coefficients;
}

bool
PartialFromCoefficients(const std::vector<double>& coefficients, std::vector<double>& partial)
{
    std::vector<double> present = coefficients;
    partial.assign(coefficients.size(), 0.0);
    while (!present.empty())
    {
        const std::size_t order = present.size();
        const double last = present.back();
        if (!(std::abs(last) < 1.0))
        {
            return false;
        }
        partial[order - 1] = last;
        std::vector<double> lower(order - 1);
        for (std::size_t i = 0; i + 1 < order; ++i)
        {
            lower[i] = (present[i] + last * present[order - 2 - i]) / (1.0 - last * last);
        }
        present = lower;
    }
    return true;
}

bool
RootsOutside(const std::vector<double>& coefficients, double modulus)
{
    // Stretching z by the radius moves the circle onto the unit circle.
    std::vector<double> stretched = coefficients;
    double power = 1.0;
    for (double& value : stretched)
    {
        power *= modulus;
        value *= power;
    }
    std::vector<double> partial;
    return PartialFromCoefficients(stretched, partial);
}

} // namespace isac
} // namespace ns3
