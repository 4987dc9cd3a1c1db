/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_FMCW_SPECTRUM_H
#define ISAC_FMCW_SPECTRUM_H

#include <Eigen/Core>

namespace ns3
{
namespace isac
{

/// Weights put on the samples before a transform.
enum class SpectrumWindow
{
    RECTANGULAR, //!< best for one target: independent noise cells, but side lobes of -13 dB
    HANN         //!< side lobes below -31 dB; 1.76 dB less ratio and correlated noise per dimension
};

/**
 * @ingroup isac-aigc
 * @param window its kind; HANN is the periodic form, zero at index 0
 * @param size number of weights, at least 1
 * @return weights
 */
Eigen::VectorXd WindowWeights(SpectrumWindow window, int size);

/**
 * @ingroup isac-aigc
 * @param samples fast time by slow time
 * @param window for both dimensions
 * @return samples with the weights on, same shape
 */
Eigen::MatrixXcd ApplyWindow(const Eigen::MatrixXcd& samples, SpectrumWindow window);

/**
 * @ingroup isac-aigc
 * @brief Windowed range-Doppler transform: an FFT over fast time, then one over slow time.
 *
 * Scaled by the root of the weights' summed squares, so white noise has the same power in a cell as
 * in a sample, and a tone in the middle of a cell has the integrated ratio there (rectangular
 * window). Bins are in the FFT's own order: Doppler bins from half the size up are negative.
 *
 * @param samples fast time by slow time
 * @param window for both dimensions
 * @return beat frequency by Doppler frequency, same shape
 */
Eigen::MatrixXcd RangeDopplerTransform(const Eigen::MatrixXcd& samples, SpectrumWindow window);

} // namespace isac
} // namespace ns3

#endif // ISAC_FMCW_SPECTRUM_H
