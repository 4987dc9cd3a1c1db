/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-latent-basis.h"

#include <Eigen/Eigenvalues>
#include <Eigen/Jacobi>
#include <Eigen/QR>
#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <stdexcept>
#include <string>

namespace ns3
{
namespace isac
{

Eigen::MatrixXf
LatentBasis::Encode(const Eigen::MatrixXf& pictures) const
{
    return (pictures.rowwise() - mean.transpose()) * basis / scale;
}

Eigen::MatrixXf
LatentBasis::Decode(const Eigen::MatrixXf& latents) const
{
    return (scale * latents * basis.transpose()).rowwise() + mean.transpose();
}

namespace
{

/**
 * Turns a basis plane by plane until the variance along each of its columns is the same (the
 * constructive proof of the theorem of Schur and Horn).
 */
void
LevelVariances(Eigen::MatrixXd& basis, Eigen::MatrixXd covariance)
{
    const double mean = covariance.diagonal().mean();
    for (Eigen::Index turns = 1; turns < covariance.rows(); ++turns)
    {
        Eigen::Index most;
        Eigen::Index least;
        const double high = covariance.diagonal().maxCoeff(&most) - mean;
        const double low = covariance.diagonal().minCoeff(&least) - mean;
        if (!(high > 0.0 && low < 0.0))
        {
            return;
        }
        // The angle after which the variance along `most` is the mean: the root of
        // high + 2 between t + low t^2, t being its tangent.
        const double between = covariance(most, least);
        const double tangent = (between + std::sqrt(between * between - high * low)) / -low;
        const double cosine = 1.0 / std::hypot(1.0, tangent);
        const Eigen::JacobiRotation<double> rotation(cosine, -tangent * cosine);
        covariance.applyOnTheRight(most, least, rotation);
        covariance.applyOnTheLeft(most, least, rotation.adjoint());
        basis.applyOnTheRight(most, least, rotation);
    }
}

} // namespace

LatentBasis
FitLatentBasis(const Eigen::MatrixXf& pictures, int size, boost::random::mt19937_64& generator)
{
    if (size < 1 || size > pictures.cols())
    {
        throw std::invalid_argument("a latent of " + std::to_string(size) +
                                    " values, expected 1 to " + std::to_string(pictures.cols()));
    }
    LatentBasis fit;
    const Eigen::MatrixXd values = pictures.cast<double>();
    const Eigen::VectorXd mean = values.colwise().mean();
    const Eigen::MatrixXd centred = values.rowwise() - mean.transpose();
    const Eigen::MatrixXd covariance =
        centred.transpose() * centred / static_cast<double>(values.rows());
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(covariance);
    // Eigen has the largest last.
    const double kept = solver.eigenvalues().tail(size).sum();
    const double all = solver.eigenvalues().sum();
    if (!(all > 0.0))
    {
        throw std::invalid_argument("a latent space of pictures that are all the same");
    }
    boost::random::normal_distribution<double> normal;
    const Eigen::MatrixXd random =
        Eigen::MatrixXd::NullaryExpr(size, size, [&]() { return normal(generator); });
    Eigen::MatrixXd turn = Eigen::HouseholderQR<Eigen::MatrixXd>(random).householderQ();
    LevelVariances(turn, turn.transpose() * solver.eigenvalues().tail(size).asDiagonal() * turn);
    fit.mean = mean.cast<float>();
    fit.basis = (solver.eigenvectors().rightCols(size) * turn).cast<float>();
    fit.scale = static_cast<float>(std::sqrt(kept / size));
    fit.explained = kept / all;
    return fit;
}

} // namespace isac
} // namespace ns3
