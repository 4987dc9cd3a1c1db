/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_KPSS_H
#define ISAC_KPSS_H

#include <vector>

namespace ns3
{
namespace isac
{

/// Above this the KPSS test rejects stationarity around a level at 5 %.
constexpr double KPSS_CRITICAL = 0.463;

/**
 * @ingroup isac-aigc
 * @brief (10): y = (1 - L)^w E.
 * @param series n values
 * @param times w
 * @return n - w values; none if there are not more than w
 */
std::vector<double> Difference(const std::vector<double>& series, int times);

/**
 * @ingroup isac-aigc
 * @param count n
 * @return lag up to which the test looks for correlation: floor(4 (n / 100)^(1/4))
 */
int KpssLags(int count);

/**
 * @ingroup isac-aigc
 * @brief Statistic of Kwiatkowski, Phillips, Schmidt and Shin (1992) against a unit root, around a
 * level: the partial sums of the residuals, squared, over the long-run variance with Bartlett's
 * weights.
 * @param series n values
 * @param lags largest lag of the long-run variance; those beyond n - 1 are left out
 * @return the statistic; 0 for a constant series, which is stationary
 */
double KpssStatistic(const std::vector<double>& series, int lags);

/**
 * @ingroup isac-aigc
 * @param series n values
 * @param most largest w
 * @return the smallest w up to most after which the test accepts stationarity at 5 %, with
 * KpssLags() lags
 */
int ChooseDifferencing(const std::vector<double>& series, int most = 2);

} // namespace isac
} // namespace ns3

#endif // ISAC_KPSS_H
