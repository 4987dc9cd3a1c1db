/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_RADAR_H
#define ISAC_RADAR_H

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief What the radar equation needs besides distance and time.
 *
 * A monostatic radar that sees one point target over a free path. The defaults are the values
 * assumed for CAQA-AIGC's packet level: 1 W, isotropic antennas, 28 GHz, 1 m^2, 5 dB.
 */
struct RadarParameters
{
    double transmitPower = 1.0;      //!< P_t [W]
    double transmitGain = 1.0;       //!< G_t, linear
    double receiveGain = 1.0;        //!< G_r, linear
    double carrierFrequency = 28e9;  //!< [Hz]
    double crossSection = 1.0;       //!< sigma, radar cross section [m^2]
    double noiseFigure = 3.16227766; //!< F, linear, at least 1
    double losses = 1.0;             //!< L, all losses together, linear, at least 1
};

/**
 * @ingroup isac-aigc
 * @param carrierFrequency [Hz], greater than 0
 * @return wavelength [m]
 */
double Wavelength(double carrierFrequency);

/**
 * @ingroup isac-aigc
 * @brief Power of the echo over the power sent, G_t G_r lambda^2 sigma / ((4 pi)^3 R^4 L).
 *
 * The target is taken to be in the far field and smaller than a resolution cell.
 *
 * @param parameters radar and target
 * @param range R [m], greater than 0
 * @return received over sent power
 */
double RadarEchoGain(const RadarParameters& parameters, double range);

/**
 * @ingroup isac-aigc
 * @brief Signal-to-noise ratio after coherent integration,
 * P_t G_t G_r lambda^2 sigma T / ((4 pi)^3 R^4 k T_0 F L).
 *
 * It is the energy of the echo over the noise density. T is the time during which the receiver
 * samples an echo: the idle time between the ramps of an FMCW burst brings no energy. Taking
 * the whole cycle for T, as the round figures of many papers do, is optimistic by cycle over
 * ramp (0.7 dB for CAQA-AIGC's 60 us cycle with a 51.2 us ramp).
 *
 * @param parameters radar and target
 * @param range R [m], greater than 0
 * @param integrationTime T [s], not negative
 * @return the ratio, linear
 */
double RadarSnr(const RadarParameters& parameters, double range, double integrationTime);

/**
 * @ingroup isac-aigc
 * @param bandwidth B, swept while the receiver samples [Hz]
 * @return range resolution c / (2 B) [m]
 */
double RangeResolution(double bandwidth);

/**
 * @ingroup isac-aigc
 * @param sampleRate f_s, complex samples [1/s]
 * @param slope S of the ramp [Hz/s]
 * @return largest range f_s c / (2 S) [m]; farther targets fold
 */
double LargestRange(double sampleRate, double slope);

/**
 * @ingroup isac-aigc
 * @param carrierFrequency [Hz]
 * @param observationTime T = N_c T_c, from first to last chirp, idle times included [s]
 * @return velocity resolution lambda / (2 T) [m/s]
 */
double VelocityResolution(double carrierFrequency, double observationTime);

/**
 * @ingroup isac-aigc
 * @param carrierFrequency [Hz]
 * @param cycleTime T_c from one chirp to the next [s]
 * @param transmitters that chirp in turn (TDM-MIMO)
 * @return largest velocity of either sign, lambda / (4 T_c) over transmitters [m/s]; faster
 * targets fold
 */
double LargestVelocity(double carrierFrequency, double cycleTime, int transmitters = 1);

/**
 * @ingroup isac-aigc
 * @param elements N of a uniform linear array, virtual ones included
 * @param spacing d between neighbours [m]
 * @param carrierFrequency [Hz]
 * @param angle theta from broadside [rad], within +-pi/2
 * @return angle resolution lambda / (N d cos theta) [rad]
 */
double AngleResolution(int elements, double spacing, double carrierFrequency, double angle);

/**
 * @ingroup isac-aigc
 * @brief Cramer-Rao bound of range for a flat band and unknown phase.
 *
 * var(tau) >= 1 / (2 SNR (2 pi B_rms)^2) with B_rms^2 = B^2/12, sigma_R = (c/2) sigma_tau. A
 * bound on unbiased estimators of a detected target: below an integrated ratio of 20 to 30 dB
 * real estimators are far above it, so draw detection first (DetectionProbability).
 *
 * @param snr integrated ratio, linear (RadarSnr)
 * @param bandwidth B [Hz]
 * @return smallest standard deviation of range [m]; infinite at snr 0
 */
double RangeBound(double snr, double bandwidth);

/**
 * @ingroup isac-aigc
 * @brief Cramer-Rao bound of radial velocity, var(f_D) >= 6 / ((2 pi)^2 SNR T^2),
 * sigma_v = (lambda/2) sigma_fD. Same caution as RangeBound.
 *
 * @param snr integrated ratio, linear (RadarSnr)
 * @param integrationTime T = N_c T_c, the time the burst spans, idle times included [s]
 * @param carrierFrequency [Hz]
 * @return smallest standard deviation of velocity [m/s]; infinite at snr 0
 */
double VelocityBound(double snr, double integrationTime, double carrierFrequency);

/**
 * @ingroup isac-aigc
 * @brief Cramer-Rao bound of the angle at a uniform linear array of M elements,
 * var(theta) >= 6 / (SNR_el (2 pi d cos(theta) / lambda)^2 M (M^2 - 1)).
 *
 * @param elementSnr SNR_el, integrated ratio at one element, linear
 * @param elements M, at least 1
 * @param spacing d between neighbours [m]
 * @param carrierFrequency [Hz]
 * @param angle theta from broadside [rad], within +-pi/2
 * @return smallest standard deviation of the angle [rad]; infinite at elementSnr 0 or M 1
 */
double AngleBound(double elementSnr,
                  int elements,
                  double spacing,
                  double carrierFrequency,
                  double angle);

} // namespace isac
} // namespace ns3

#endif // ISAC_RADAR_H
