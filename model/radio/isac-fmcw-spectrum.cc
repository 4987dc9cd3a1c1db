/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-fmcw-spectrum.h"

#include <cmath>
#include <unsupported/Eigen/FFT>

namespace ns3
{
namespace isac
{

Eigen::VectorXd
WindowWeights(SpectrumWindow window, int size)
{
    Eigen::VectorXd weights = Eigen::VectorXd::Ones(size);
    if (window == SpectrumWindow::HANN && size > 1)
    {
        const double twoPi = 2.0 * std::acos(-1.0);
        for (int i = 0; i < size; ++i)
        {
            weights(i) = 0.5 - 0.5 * std::cos(twoPi * i / size);
        }
    }
    return weights;
}

Eigen::MatrixXcd
ApplyWindow(const Eigen::MatrixXcd& samples, SpectrumWindow window)
{
    return WindowWeights(window, static_cast<int>(samples.rows())).asDiagonal() * samples *
           WindowWeights(window, static_cast<int>(samples.cols())).asDiagonal();
}

Eigen::MatrixXcd
RangeDopplerTransform(const Eigen::MatrixXcd& samples, SpectrumWindow window)
{
    const int rows = static_cast<int>(samples.rows());
    const int columns = static_cast<int>(samples.cols());
    Eigen::MatrixXcd spectrum = ApplyWindow(samples, window);
    Eigen::FFT<double> fft;
    Eigen::VectorXcd in;
    Eigen::VectorXcd out;
    for (int m = 0; m < columns && rows > 1; ++m)
    {
        in = spectrum.col(m);
        fft.fwd(out, in);
        spectrum.col(m) = out;
    }
    for (int n = 0; n < rows && columns > 1; ++n)
    {
        in = spectrum.row(n).transpose();
        fft.fwd(out, in);
        spectrum.row(n) = out.transpose();
    }
    return spectrum / (WindowWeights(window, rows).norm() * WindowWeights(window, columns).norm());
}

} // namespace isac
} // namespace ns3
