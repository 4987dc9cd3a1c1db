/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-fmcw-signal.h"

#include "isac-decibel.h"

#include <boost/random/normal_distribution.hpp>
#include <cmath>

namespace ns3
{
namespace isac
{

Eigen::MatrixXcd
BeatSignal(const FmcwChirp& chirp, const std::vector<PointTarget>& targets)
{
    const int rows = chirp.Samples();
    const int columns = chirp.ChirpsPerTransmitter();
    const double slope = chirp.Slope();
    const double twoPi = 2.0 * std::acos(-1.0);
    Eigen::MatrixXcd samples = Eigen::MatrixXcd::Zero(rows, columns);
    for (const PointTarget& target : targets)
    {
        for (int m = 0; m < columns; ++m)
        {
            const double middle = (m - (columns - 1) / 2.0) * chirp.RepetitionTime();
            for (int n = 0; n < rows; ++n)
            {
                const double t = (n - (rows - 1) / 2.0) / chirp.sampleRate;
                const double delay =
                    2.0 * (target.range + target.velocity * (middle + t)) / SPEED_OF_LIGHT;
                const double cycles =
                    (chirp.carrierFrequency + slope * t - 0.5 * slope * delay) * delay;
                // Whole turns go first: there are tens of thousands of them.
                const double phase = twoPi * (cycles - std::floor(cycles));
                samples(n, m) += target.amplitude * std::polar(1.0, phase);
            }
        }
    }
    return samples;
}

void
AddNoise(Eigen::MatrixXcd& samples, double power, boost::random::mt19937_64& generator)
{
    boost::random::normal_distribution<double> normal(0.0, std::sqrt(power / 2.0));
    for (Eigen::Index m = 0; m < samples.cols(); ++m)
    {
        for (Eigen::Index n = 0; n < samples.rows(); ++n)
        {
            const double real = normal(generator);
            const double imag = normal(generator);
            samples(n, m) += std::complex<double>(real, imag);
        }
    }
}

double
SampleNoisePower(double noiseFigure, double sampleRate)
{
    return BOLTZMANN * REFERENCE_TEMPERATURE * noiseFigure * sampleRate;
}

} // namespace isac
} // namespace ns3
