/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_RICIAN_FADING_H
#define ISAC_RICIAN_FADING_H

#include <boost/random/mersenne_twister.hpp>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Draws a power gain of flat Rician fading with mean 1:
 * |sqrt(K / (K + 1)) + n|^2, n complex Gaussian of mean power 1 / (K + 1).
 *
 * One draw per slot is block fading: neither correlated in time nor in frequency.
 *
 * @param factor K, power in line of sight over power scattered, not negative; 0 is Rayleigh fading
 * @param generator source of random bits, advanced
 * @return gain, greater than or equal to 0; multiply it by the path gain
 */
double DrawRicianGain(double factor, boost::random::mt19937_64& generator);

} // namespace isac
} // namespace ns3

#endif // ISAC_RICIAN_FADING_H
