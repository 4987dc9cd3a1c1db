/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-fmcw-estimate.h"

#include "isac-decibel.h"

#include <cmath>

namespace ns3
{
namespace isac
{

FmcwEstimate
ToEstimate(const FmcwChirp& chirp, const FmcwTone& tone)
{
    const double turnsPerChirp = tone.doppler - std::floor(tone.doppler + 0.5);
    const double doppler = turnsPerChirp / chirp.RepetitionTime();
    const double turnsPerSample = tone.beat - doppler / chirp.sampleRate;
    const double half = 0.5 / chirp.Samples();
    const double sTau =
        (turnsPerSample - std::floor(turnsPerSample + half)) * chirp.sampleRate; // S tau [Hz]
    FmcwEstimate estimate;
    estimate.range = SPEED_OF_LIGHT * sTau / (2.0 * chirp.Slope());
    estimate.velocity = SPEED_OF_LIGHT * doppler / (2.0 * (chirp.carrierFrequency - sTau));
    estimate.power = tone.power;
    return estimate;
}

std::vector<FmcwEstimate>
EstimateTargets(const FmcwChirp& chirp,
                const Eigen::MatrixXcd& samples,
                const FmcwProcessing& processing)
{
    const Eigen::MatrixXcd spectrum = RangeDopplerTransform(samples, processing.window);
    const Eigen::ArrayXXd power = spectrum.array().abs2();
    const CfarResult cfar = DetectCfar(power, processing.cfar);
    const Eigen::MatrixXcd weighted = ApplyWindow(samples, processing.refinement);
    const double weightSum =
        WindowWeights(processing.refinement, static_cast<int>(samples.rows())).sum() *
        WindowWeights(processing.refinement, static_cast<int>(samples.cols())).sum();
    std::vector<FmcwEstimate> estimates;
    for (const FmcwCell& cell : GroupPeaks(power, cfar.detected, processing.groupRadius))
    {
        const FmcwTone start = InterpolatePeak(spectrum, processing.window, cell);
        FmcwEstimate estimate = ToEstimate(chirp, RefinePeak(weighted, weightSum, start));
        estimate.snr = estimate.power * static_cast<double>(samples.size()) /
                       cfar.noise(cell.range, cell.doppler);
        estimates.push_back(estimate);
    }
    return estimates;
}

FmcwEstimate
EstimateStrongest(const FmcwChirp& chirp, const Eigen::MatrixXcd& samples)
{
    const Eigen::MatrixXcd spectrum = RangeDopplerTransform(samples, SpectrumWindow::RECTANGULAR);
    FmcwCell cell;
    spectrum.array().abs2().maxCoeff(&cell.range, &cell.doppler);
    const FmcwTone start = InterpolatePeak(spectrum, SpectrumWindow::RECTANGULAR, cell);
    return ToEstimate(chirp, RefinePeak(samples, static_cast<double>(samples.size()), start));
}

} // namespace isac
} // namespace ns3
