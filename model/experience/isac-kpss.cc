/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-kpss.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ns3
{
namespace isac
{

std::vector<double>
Difference(const std::vector<double>& series, int times)
{
    std::vector<double> result = series;
    for (int i = 0; i < times && !result.empty(); ++i)
    {
        for (std::size_t t = 0; t + 1 < result.size(); ++t)
        {
            result[t] = result[t + 1] - result[t];
        }
        result.pop_back();
    }
    return result;
}

int
KpssLags(int count)
{
    return static_cast<int>(4.0 * std::pow(count / 100.0, 0.25));
}

double
KpssStatistic(const std::vector<double>& series, int lags)
{
    const int count = static_cast<int>(series.size());
    if (count < 2)
    {
        return 0.0;
    }
    const double mean = std::accumulate(series.begin(), series.end(), 0.0) / count;
    std::vector<double> residual(count);
    double size = 0.0;
    for (int t = 0; t < count; ++t)
    {
        residual[t] = series[t] - mean;
        size = std::max(size, std::abs(series[t]));
    }
    const auto covariance = [&](int lag) {
        return std::inner_product(residual.begin() + lag, residual.end(), residual.begin(), 0.0);
    };
    double variance = covariance(0);
    // What rounding leaves of a constant.
    if (variance <= 1e-24 * size * size * count)
    {
        return 0.0;
    }
    lags = std::min(lags, count - 1);
    for (int lag = 1; lag <= lags; ++lag)
    {
        variance += 2.0 * (1.0 - lag / (lags + 1.0)) * covariance(lag);
    }
    double sum = 0.0;
    double squares = 0.0;
    for (const double value : residual)
    {
        sum += value;
        squares += sum * sum;
    }
    return squares / (static_cast<double>(count) * variance);
}

int
ChooseDifferencing(const std::vector<double>& series, int most)
{
    int times = 0;
    std::vector<double> present = series;
    while (times < most &&
           KpssStatistic(present, KpssLags(static_cast<int>(present.size()))) > KPSS_CRITICAL)
    {
        present = Difference(present, 1);
        ++times;
    }
    return times;
}

} // namespace isac
} // namespace ns3
