/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_RAYLEIGH_FADING_H
#define ISAC_RAYLEIGH_FADING_H

#include <boost/random/mersenne_twister.hpp>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Draws a power gain of flat Rayleigh fading: exponential with mean 1.
 *
 * One draw per slot is block fading: neither correlated in time nor in frequency.
 *
 * @param generator source of random bits, advanced
 * @return gain, greater than or equal to 0; multiply it by the path gain
 */
double DrawRayleighGain(boost::random::mt19937_64& generator);

} // namespace isac
} // namespace ns3

#endif // ISAC_RAYLEIGH_FADING_H
