/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-fmcw-peak.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <complex>

namespace ns3
{
namespace isac
{

namespace
{

const double TWO_PI = 2.0 * std::acos(-1.0);

/// Offset from the middle bin [bin], from the magnitudes of three neighbouring bins.
double
Offset(double left, double middle, double right, SpectrumWindow window)
{
    const double ratio = std::max(left, right) / middle;
    const double sign = right > left ? 1.0 : -1.0;
    return sign * (window == SpectrumWindow::HANN ? 2.0 * ratio - 1.0 : ratio) / (1.0 + ratio);
}

/**
 * Columns exp(-j 2 pi f n), p times it and p^2 times it; p = (n - middle) / size, so that
 * derivatives are per bin and the two frequencies hardly couple.
 */
Eigen::MatrixX3cd
Kernel(int size, double frequency)
{
    Eigen::MatrixX3cd kernel(size, 3);
    for (int n = 0; n < size; ++n)
    {
        const double position = n - (size - 1) / 2.0;
        const double p = position / size;
        kernel(n, 0) = std::polar(1.0, -TWO_PI * frequency * position);
        kernel(n, 1) = p * kernel(n, 0);
        kernel(n, 2) = p * kernel(n, 1);
    }
    return kernel;
}

/// Squared magnitude of the transform at one point, with its derivatives per bin.
struct Periodogram
{
    Periodogram(const Eigen::MatrixXcd& samples, const FmcwTone& tone)
    {
        const Eigen::MatrixX3cd fast = Kernel(static_cast<int>(samples.rows()), tone.beat);
        const Eigen::MatrixX3cd slow = Kernel(static_cast<int>(samples.cols()), tone.doppler);
        // Column by column: Eigen's product of matrices first copies the samples, which three
        // columns do not repay.
        Eigen::MatrixX3cd inner(samples.rows(), 3);
        for (int i = 0; i < 3; ++i)
        {
            inner.col(i).noalias() = samples * slow.col(i);
        }
        const Eigen::Matrix3cd s = fast.transpose() * inner;
        const std::complex<double> turn(0.0, -TWO_PI);
        const std::complex<double> y = s(0, 0);
        const std::complex<double> first[] = {turn * s(1, 0), turn * s(0, 1)};
        const std::complex<double> second[2][2] = {{turn * turn * s(2, 0), turn * turn * s(1, 1)},
                                                   {turn * turn * s(1, 1), turn * turn * s(0, 2)}};
        value = std::norm(y);
        for (int i = 0; i < 2; ++i)
        {
            gradient(i) = 2.0 * std::real(std::conj(y) * first[i]);
            for (int j = 0; j < 2; ++j)
            {
                hessian(i, j) =
                    2.0 * std::real(std::conj(first[i]) * first[j] + std::conj(y) * second[i][j]);
            }
        }
        // A dimension of one sample has no curvature; give it one, and no step follows.
        hessian(0, 0) = samples.rows() > 1 ? hessian(0, 0) : -1.0;
        hessian(1, 1) = samples.cols() > 1 ? hessian(1, 1) : -1.0;
    }

    double value;
    Eigen::Vector2d gradient;
    Eigen::Matrix2d hessian;
};

} // namespace

std::vector<FmcwCell>
GroupPeaks(const Eigen::ArrayXXd& power,
           const Eigen::Array<bool, Eigen::Dynamic, Eigen::Dynamic>& detected,
           int radius)
{
    const int rows = static_cast<int>(power.rows());
    const int columns = static_cast<int>(power.cols());
    const int up = std::min(radius, rows - 1);
    const int aside = std::min(radius, columns - 1);
    std::vector<FmcwCell> peaks;
    for (int j = 0; j < columns; ++j)
    {
        for (int i = 0; i < rows; ++i)
        {
            bool peak = detected(i, j);
            for (int dj = -aside; dj <= aside && peak; ++dj)
            {
                for (int di = -up; di <= up && peak; ++di)
                {
                    peak =
                        power((i + di + rows) % rows, (j + dj + columns) % columns) <= power(i, j);
                }
            }
            if (peak)
            {
                peaks.push_back({i, j});
            }
        }
    }
    std::stable_sort(peaks.begin(), peaks.end(), [&power](const FmcwCell& a, const FmcwCell& b) {
        return power(a.range, a.doppler) > power(b.range, b.doppler);
    });
    return peaks;
}

FmcwTone
InterpolatePeak(const Eigen::MatrixXcd& spectrum, SpectrumWindow window, FmcwCell cell)
{
    const int rows = static_cast<int>(spectrum.rows());
    const int columns = static_cast<int>(spectrum.cols());
    const double middle = std::abs(spectrum(cell.range, cell.doppler));
    double beat = cell.range;
    double doppler = cell.doppler;
    if (rows > 2)
    {
        beat += Offset(std::abs(spectrum((cell.range + rows - 1) % rows, cell.doppler)),
                       middle,
                       std::abs(spectrum((cell.range + 1) % rows, cell.doppler)),
                       window);
    }
    if (columns > 2)
    {
        doppler += Offset(std::abs(spectrum(cell.range, (cell.doppler + columns - 1) % columns)),
                          middle,
                          std::abs(spectrum(cell.range, (cell.doppler + 1) % columns)),
                          window);
    }
    FmcwTone tone;
    tone.beat = beat / rows;
    tone.doppler = doppler / columns;
    return tone;
}

FmcwTone
RefinePeak(const Eigen::MatrixXcd& samples, double weightSum, FmcwTone start)
{
    const double rows = static_cast<double>(samples.rows());
    const double columns = static_cast<double>(samples.cols());
    FmcwTone tone = start;
    Periodogram here(samples, tone);
    for (int iteration = 0; iteration < 20; ++iteration)
    {
        const bool concave = here.hessian(0, 0) < 0.0 && here.hessian.determinant() > 0.0;
        if (!concave)
        {
            break;
        }
        Eigen::Vector2d step = -here.hessian.inverse() * here.gradient; // [bin]
        bool climbed = false;
        // A thousandth of a millionth of a bin is below every noise; less is rounding.
        for (int halving = 0; halving < 10 && !climbed && step.norm() > 1e-9; ++halving)
        {
            FmcwTone next = tone;
            next.beat += step(0) / rows;
            next.doppler += step(1) / columns;
            const Periodogram there(samples, next);
            climbed = there.value > here.value;
            if (climbed)
            {
                tone = next;
                here = there;
            }
            step *= 0.5;
        }
        if (!climbed)
        {
            break;
        }
    }
    tone.power = here.value / (weightSum * weightSum);
    return tone;
}

} // namespace isac
} // namespace ns3
