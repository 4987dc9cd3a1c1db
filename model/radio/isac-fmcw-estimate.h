/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_FMCW_ESTIMATE_H
#define ISAC_FMCW_ESTIMATE_H

#include "isac-cfar.h"
#include "isac-fmcw-chirp.h"
#include "isac-fmcw-peak.h"
#include "isac-fmcw-spectrum.h"

#include <vector>

namespace ns3
{
namespace isac
{

/// From beat signal to estimates.
struct FmcwProcessing
{
    SpectrumWindow window = SpectrumWindow::HANN;            //!< of the map that detection works on
    SpectrumWindow refinement = SpectrumWindow::RECTANGULAR; //!< of the periodogram then climbed
    CfarSettings cfar;                                       //!< detection
    int groupRadius = 2; //!< bins around a peak that belong to it
};

/// A target as it was seen.
struct FmcwEstimate
{
    double range = 0.0;    //!< in the middle of the burst [m]
    double velocity = 0.0; //!< radial, positive when receding [m/s]
    double power = 0.0;    //!< of the echo [W]; noise adds that of a sample over their number
    double snr = 0.0;      //!< power over the detector's noise, times the number of samples
};

/**
 * @ingroup isac-aigc
 * @brief Turns a tone's frequencies into range and velocity.
 *
 * Where t' = 0 the signal of BeatSignal has Doppler frequency f_D = (2 v / c)(f_c - S tau) and beat
 * frequency S tau + f_D: range-Doppler coupling, which for CAQA-AIGC displaces a target at 30 m/s
 * by 0.43 m. Both are undone here. What remains:
 * - a velocity beyond the limit folds, and the range is then off by f_c / S times the
 *   difference of the velocities (1.28 m per fold for CAQA-AIGC);
 * - range migration: the target moves by D = |v| T / (c / 2B) range cells in the burst. The
 *   estimate holds for the burst's middle and stays unbiased, but the peak loses
 *   (pi D)^2 / 36 of its power (D < 1), which widens it too. Keep D below 1/2.
 *
 * @param chirp burst
 * @param tone turns per sample and per chirp
 * @return range in [-1/2, N_s - 1/2) range cells, velocity within +-VelocityLimit(), power; snr 0
 */
FmcwEstimate ToEstimate(const FmcwChirp& chirp, const FmcwTone& tone);

/**
 * @ingroup isac-aigc
 * @brief Transform, detection, grouping, interpolation, refinement.
 *
 * Meant for few, well separated targets: the refinement takes each for alone, so a neighbour
 * within a few cells biases it (choose Hann there too then, at a cost in variance).
 *
 * @param chirp burst
 * @param samples Samples() by ChirpsPerTransmitter()
 * @param processing windows and detector
 * @return targets, strongest first; empty where none is detected
 */
std::vector<FmcwEstimate> EstimateTargets(const FmcwChirp& chirp,
                                          const Eigen::MatrixXcd& samples,
                                          const FmcwProcessing& processing);

/**
 * @ingroup isac-aigc
 * @brief Maximum-likelihood estimate of one target that is known to be there: the largest
 * maximum of the periodogram, without a detector.
 *
 * Its standard deviations against RangeBound and VelocityBound, with the integrated ratio:
 * - the bounds are those of a tone of unknown phase. var(f) >= 6 / ((2 pi)^2 SNR T_r^2) and
 *   tau = f / S = f T_r / B give var(tau) >= 6 / ((2 pi)^2 SNR B^2), and with
 *   B_rms^2 = B^2/12 this is 1 / (2 SNR (2 pi B_rms)^2): the two forms are one. A known phase would
 *   allow less for the delay, by the ratio of f_c to B;
 * - N samples in place of continuous time have N^2 - 1 in place of N^2: 0.01 % at 64;
 * - beat and Doppler frequency do not couple at the burst's middle, and undoing the
 *   range-Doppler coupling adds (T_r / T)^2 to the variance of range, the square of ramp
 *   over burst: 0.02 % at 64 chirps;
 * - SNR counts sampled time only, the velocity bound's T counts idle time too.
 *
 * Below a threshold noise peaks win over the target's, and the error is of the size of the whole
 * map: the bounds say nothing there. With 64 by 64 cells one burst in 200 fails so at 16 dB, one in
 * two at 12 dB; from 20 dB on the variances lie within a few per cent of the bounds.
 *
 * @param chirp burst
 * @param samples Samples() by ChirpsPerTransmitter()
 * @return estimate; snr 0
 */
FmcwEstimate EstimateStrongest(const FmcwChirp& chirp, const Eigen::MatrixXcd& samples);

} // namespace isac
} // namespace ns3

#endif // ISAC_FMCW_ESTIMATE_H
