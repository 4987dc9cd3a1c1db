/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_BOUNDS_H
#define ISAC_DA_BOUNDS_H

#include "isac-path-loss.h"

#include <array>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief What a base station of DA-ISAC senses with; the defaults are Tables II and III.
 */
struct DaSensing
{
    double carrierFrequency = 28e9;              //!< f_c [Hz]
    double crossSection = 5.0;                   //!< beta_RCS, radar cross section [m^2]
    double beamGain = 0.8;                       //!< kappa, of which the fourth power counts
    double transmitFactor = 1.0;                 //!< eps_t, whose square counts
    double receiveFactor = 1.0;                  //!< eps_r, whose square counts
    int receiveAntennas = 32;                    //!< N_r; it divides, as printed
    double noiseDensity = 3.981071705534986e-21; //!< N0, -174 dBm/Hz [W/Hz]
    /// B_ref, the band whose noise counts: a thirtieth of 400 MHz. The paper leaves it open; with
    /// the density alone the bounds never bind, with 400 MHz nobody beyond 220 m could be served
    /// [Hz].
    double noiseBandwidth = 400e6 / 30.0;
    /// Power of the sensing gain in the bounds: 2 as printed, or 1, the law d^-4 of radar. With 1
    /// every weight lambda counts 1.6e6 times, so that the bounds are as large as with 2.
    int gainPower = 2;
    std::array<double, 3> weights{1.0, 1e-20, 1e-13}; //!< lambda of range, velocity and azimuth
    double pulseTime = 2.5e-9;                        //!< T_P [s]
    double effectiveTime = 1e-3;                      //!< T_eff [s]
    double beamWidth = 0.076;                         //!< B_NN, null to null [degree], as printed
};

/**
 * @ingroup isac-aigc
 * @param carrierFrequency f_c [Hz]
 * @return path loss of a link, 32.4 + 20 log10(d [m]) + 20 log10(f_c [GHz]) dB
 */
LogDistancePathLoss DaPathLoss(double carrierFrequency);

/**
 * @ingroup isac-aigc
 * @brief Sensing channel gain of a user (sec. V): vs = s2 kappa^4 eps_t^2 eps_r^2 / (N_r sigma^2)
 * with s2 = beta_RCS lambda^2 / ((4 pi)^3 d^4) and sigma^2 = N0 B_ref.
 * @param sensing the base station
 * @param distance d [m], greater than 0
 * @return vs [1/W]
 */
double DaSensingGain(const DaSensing& sensing, double distance);

/**
 * @ingroup isac-aigc
 * @brief Signal-to-noise ratio of an echo after coherent integration, its energy over the noise
 * density: P s2 kappa^4 eps_t^2 eps_r^2 T / N0, of one antenna. It decides detection, of which the
 * paper says nothing; neither N_r nor B_ref, with which the bounds are scaled, is in it.
 * @param sensing the base station
 * @param distance d [m], greater than 0
 * @param power P [W]
 * @param time T, for which the echo lasts [s]
 * @return the ratio, linear
 */
double DaEchoSnr(const DaSensing& sensing, double distance, double power, double time);

/**
 * @ingroup isac-aigc
 * @brief Cramer-Rao bounds of a user's range, velocity and azimuth, (2) with (4):
 * l1 2 pi^2 T_P / (P g B), l2 / (P g T_eff^2) and l3 B_NN / (P g), g = vs^2 (or vs: gainPower).
 * @param sensing the base station
 * @param gain vs of the user
 * @param bandwidth B [Hz]
 * @param power P [W]
 * @return the three bounds; infinite at power 0, that of range also at bandwidth 0
 */
std::array<double, 3> DaBounds(const DaSensing& sensing,
                               double gain,
                               double bandwidth,
                               double power);

/// What the bounds demand of an allocation.
struct DaDemand
{
    double product = 0.0; //!< c1: P B is at least this [W Hz]
    double power = 0.0;   //!< pmin: P is at least this [W]
};

/**
 * @ingroup isac-aigc
 * @brief (17b) to (17d), read as "bound <= alpha": P B >= c1 and P >= pmin.
 * @param sensing the base station
 * @param gain vs of the user, greater than 0
 * @param accuracies alpha of range, velocity and azimuth, each greater than 0
 * @return the demand; who meets it exactly has one of the bounds at its alpha
 */
DaDemand DaDemandOf(const DaSensing& sensing, double gain, const std::array<double, 3>& accuracies);

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_BOUNDS_H
