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

} // namespace isac
} // namespace ns3

#endif // ISAC_SHANNON_RATE_H
