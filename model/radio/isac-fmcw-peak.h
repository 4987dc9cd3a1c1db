/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_FMCW_PEAK_H
#define ISAC_FMCW_PEAK_H

#include "isac-cfar.h"
#include "isac-fmcw-spectrum.h"

#include <vector>

namespace ns3
{
namespace isac
{

/// A cell of a range-Doppler map.
struct FmcwCell
{
    int range = 0;   //!< bin of the beat frequency
    int doppler = 0; //!< bin of the Doppler frequency
};

/// A two-dimensional tone.
struct FmcwTone
{
    double beat = 0.0;    //!< turns per sample; any whole number may be added
    double doppler = 0.0; //!< turns per chirp; any whole number may be added
    double power = 0.0;   //!< of one sample, as the periodogram sees it
};

/**
 * @ingroup isac-aigc
 * @brief Groups detections: keeps each detected cell that no cell within the radius exceeds.
 *
 * With radius 2 the main lobe of either window gives one peak. Side lobes farther out may
 * remain: with a rectangular window those of a strong target do.
 *
 * @param power map of cell powers
 * @param detected cells above the threshold, same shape
 * @param radius in bins, both dimensions, wrapping around
 * @return peaks, strongest first
 */
std::vector<FmcwCell> GroupPeaks(const Eigen::ArrayXXd& power,
                                 const Eigen::Array<bool, Eigen::Dynamic, Eigen::Dynamic>& detected,
                                 int radius);

/**
 * @ingroup isac-aigc
 * @brief Places a peak between bins by the ratio of its larger neighbour to itself, in each
 * dimension by itself: r / (1 + r) with a rectangular window, (2 r - 1) / (1 + r) with Hann's.
 * Exact for a lone tone without noise, up to terms of the inverse square of the size.
 *
 * @param spectrum of RangeDopplerTransform
 * @param window that it was made with
 * @param cell the peak
 * @return the tone; its power is left 0
 */
FmcwTone InterpolatePeak(const Eigen::MatrixXcd& spectrum, SpectrumWindow window, FmcwCell cell);

/**
 * @ingroup isac-aigc
 * @brief Climbs the two-dimensional periodogram by Newton's method to its maximum.
 *
 * For one tone in white noise and equal weights this is the maximum-likelihood estimate, whose
 * variance reaches the Cramer-Rao bound once the peak stands clear of the noise. The start has to
 * lie within about a third of a bin of the maximum, as InterpolatePeak's do; a step that would
 * not climb is halved, so the result is never worse than the start. A dimension of one sample
 * keeps its start.
 *
 * @param samples fast time by slow time, window applied
 * @param weightSum sum of all weights: rows times columns without a window
 * @param start from InterpolatePeak
 * @return the tone with its power
 */
FmcwTone RefinePeak(const Eigen::MatrixXcd& samples, double weightSum, FmcwTone start);

} // namespace isac
} // namespace ns3

#endif // ISAC_FMCW_PEAK_H
