/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_FMCW_SIGNAL_H
#define ISAC_FMCW_SIGNAL_H

#include "isac-fmcw-chirp.h"

#include <Eigen/Core>
#include <boost/random/mersenne_twister.hpp>
#include <complex>
#include <vector>

namespace ns3
{
namespace isac
{

/// A point target on a straight line through the radar, seen during one burst.
struct PointTarget
{
    double range = 0.0;                  //!< in the middle of the burst [m]
    double velocity = 0.0;               //!< radial, positive when it recedes [m/s]
    std::complex<double> amplitude{1.0}; //!< of the echo; its square is the received power [W]
};

/**
 * @ingroup isac-aigc
 * @brief Beat signal of point targets, free of noise.
 *
 * With t' from the middle of a ramp and t from the middle of the burst, each target adds
 * amplitude times exp(j 2 pi (f_c tau + S tau t' - S tau^2 / 2)), tau = 2 (R + v t) / c taken anew
 * at every sample, so range migration and range-Doppler coupling are in it. Left out: the first
 * tau seconds of a ramp, in which the echo is not there yet (2.6 % of a CAQA-AIGC ramp at
 * 200 m), acceleration, and the receiver's filters: a beat beyond f_s folds.
 *
 * @param chirp burst; one transmitter's chirps are computed
 * @param targets any number
 * @return Samples() rows (fast time) by ChirpsPerTransmitter() columns (slow time)
 */
Eigen::MatrixXcd BeatSignal(const FmcwChirp& chirp, const std::vector<PointTarget>& targets);

/**
 * @ingroup isac-aigc
 * @brief Adds white circular complex Gaussian noise.
 * @param samples changed in place
 * @param power variance of one complex sample [W], not negative
 * @param generator source of random bits, advanced
 */
void AddNoise(Eigen::MatrixXcd& samples, double power, boost::random::mt19937_64& generator);

/**
 * @ingroup isac-aigc
 * @brief Noise power of one complex sample, k T_0 F f_s.
 *
 * The band of complex samples is f_s. So an echo of power A^2 has A^2 / (k T_0 F f_s) per sample,
 * and over N_s N_c samples A^2 (N_c N_s / f_s) / (k T_0 F): the integrated ratio of RadarSnr with
 * T = FmcwChirp::IntegrationTime(). The samples' count times their ratio is the integrated
 * ratio, and idle time is not in it.
 *
 * @param noiseFigure F, linear
 * @param sampleRate f_s [1/s]
 * @return power [W]
 */
double SampleNoisePower(double noiseFigure, double sampleRate);

} // namespace isac
} // namespace ns3

#endif // ISAC_FMCW_SIGNAL_H
