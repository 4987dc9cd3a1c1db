/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DECIBEL_H
#define ISAC_DECIBEL_H

#include <cmath>

namespace ns3
{
namespace isac
{

/// Speed of light in vacuum [m/s] (SI, exact).
constexpr double SPEED_OF_LIGHT = 299792458.0;
/// Boltzmann constant [J/K] (SI, exact).
constexpr double BOLTZMANN = 1.380649e-23;
/// Reference temperature of noise figures [K] (IEEE).
constexpr double REFERENCE_TEMPERATURE = 290.0;

/**
 * @ingroup isac-aigc
 * @param db a power ratio [dB]
 * @return the ratio as a plain number
 */
inline double
DbToLinear(double db)
{
    return std::pow(10.0, db / 10.0);
}

/**
 * @ingroup isac-aigc
 * @param linear a power ratio, greater than 0
 * @return the ratio [dB]
 */
inline double
LinearToDb(double linear)
{
    return 10.0 * std::log10(linear);
}

/**
 * @ingroup isac-aigc
 * @param dbm a power [dBm], or a power spectral density [dBm/Hz]
 * @return the same [W], or [W/Hz]
 */
inline double
DbmToWatt(double dbm)
{
    return std::pow(10.0, (dbm - 30.0) / 10.0);
}

} // namespace isac
} // namespace ns3

#endif // ISAC_DECIBEL_H
