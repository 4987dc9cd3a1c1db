/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_SHANNON_RATE_H
#define ISAC_SHANNON_RATE_H

#include <cmath>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Capacity of a flat channel in white Gaussian noise, W log2(1 + g P / (N0 W)).
 *
 * With W = B/K it is eq. (5) of CAQA-AIGC. Not capped: at the gains of a 200 m cell it reaches
 * some 23 bit/s/Hz, more than any real modulation carries.
 *
 * @param bandwidth W [Hz], greater than 0
 * @param gain path gain g, received over sent power
 * @param power sent power P [W]
 * @param noiseDensity noise, and interference if any, N0 [W/Hz], greater than 0
 * @return rate [bit/s]
 */
inline double
ShannonRate(double bandwidth, double gain, double power, double noiseDensity)
{
    return bandwidth * std::log2(1.0 + gain * power / (noiseDensity * bandwidth));
}

/**
 * @ingroup isac-aigc
 * @brief Bandwidth in which ShannonRate() is a given rate.
 *
 * The rate grows with the bandwidth, but never to g P / (N0 ln 2). Near that limit the bandwidth is
 * as uncertain as roundings of the rate make it; the rate that it gives is not.
 *
 * @param rate R, not negative [bit/s]
 * @param gain path gain g, received over sent power, not negative
 * @param power sent power P, not negative [W]
 * @param noiseDensity N0 [W/Hz], greater than 0
 * @return W [Hz]; 0 for a rate of 0, infinite if the rate is not below the limit
 * @throws std::invalid_argument if an argument is out of its range or not finite
 */
double BandwidthForRate(double rate, double gain, double power, double noiseDensity);

} // namespace isac
} // namespace ns3

#endif // ISAC_SHANNON_RATE_H
