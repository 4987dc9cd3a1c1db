/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-arma-likelihood.h"

#include "isac-autocorrelation.h"

#include <Eigen/LU>
#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <cmath>
#include <stdexcept>

namespace ns3
{
namespace isac
{

namespace
{

/// Distance from the steady covariance below which it is taken as reached.
constexpr double STEADY = 1e-13;

/**
 * Harvey's state space: a_{t+1} = T a_t + R epsilon, y = mean + a[0]; T has phi in its first
 * column and ones above the diagonal, R = (1, theta).
 */
struct StateSpace
{
    explicit StateSpace(const ArmaParameters& parameters)
        : size(static_cast<int>(std::max(parameters.ar.size(), parameters.ma.size() + 1))),
          phi(Eigen::VectorXd::Zero(size)),
          noise(Eigen::VectorXd::Zero(size))
    {
        std::copy(parameters.ar.begin(), parameters.ar.end(), phi.data());
        noise[0] = 1.0;
        std::copy(parameters.ma.begin(), parameters.ma.end(), noise.data() + 1);
    }

    /// @param state a @return nothing; a becomes T a
    void Advance(Eigen::VectorXd& state) const
    {
        const double first = state[0];
        for (int i = 0; i + 1 < size; ++i)
        {
            state[i] = phi[i] * first + state[i + 1];
        }
        state[size - 1] = phi[size - 1] * first;
    }

    /**
     * @param covariance P
     * @param next gets T P T' + R R'; has its size already, as this is the innermost loop
     */
    void Advance(const Eigen::MatrixXd& covariance, Eigen::MatrixXd& next) const
    {
        for (int j = 0; j < size; ++j)
        {
            for (int i = 0; i < size; ++i)
            {
                double value = phi[i] * phi[j] * covariance(0, 0) + noise[i] * noise[j];
                if (i + 1 < size)
                {
                    value += phi[j] * covariance(i + 1, 0);
                }
                if (j + 1 < size)
                {
                    value += phi[i] * covariance(0, j + 1);
                }
                if (i + 1 < size && j + 1 < size)
                {
                    value += covariance(i + 1, j + 1);
                }
                next(i, j) = value;
            }
        }
    }

    /// @return P of the stationary distribution, where P = T P T' + R R'
    Eigen::MatrixXd Stationary() const
    {
        const int count = size * size;
        Eigen::MatrixXd system = Eigen::MatrixXd::Identity(count, count);
        const Eigen::MatrixXd constant = noise * noise.transpose();
        Eigen::MatrixXd unit = Eigen::MatrixXd::Zero(size, size);
        Eigen::MatrixXd image(size, size);
        for (int entry = 0; entry < count; ++entry)
        {
            unit(entry % size, entry / size) = 1.0;
            Advance(unit, image);
            unit(entry % size, entry / size) = 0.0;
            image -= constant;
            system.col(entry) -= Eigen::Map<const Eigen::VectorXd>(image.data(), count);
        }
        const Eigen::VectorXd solution =
            system.partialPivLu().solve(Eigen::Map<const Eigen::VectorXd>(constant.data(), count));
        return Eigen::Map<const Eigen::MatrixXd>(solution.data(), size, size);
    }

    int size;              //!< of the state, max(p, q + 1)
    Eigen::VectorXd phi;   //!< with zeros behind
    Eigen::VectorXd noise; //!< R
};

} // namespace

bool
IsProper(const ArmaParameters& parameters, double margin)
{
    std::vector<double> negated = parameters.ma;
    for (double& value : negated)
    {
        value = -value;
    }
    return RootsOutside(parameters.ar, 1.0 + margin) && RootsOutside(negated, 1.0 + margin);
}

ArmaInnovations
FilterArma(const ArmaParameters& parameters, const std::vector<double>& series)
{
    if (!RootsOutside(parameters.ar))
    {
        throw std::invalid_argument("ARMA: the model is not stationary");
    }
    const StateSpace space(parameters);
    const Eigen::MatrixXd limit = space.noise * space.noise.transpose();
    Eigen::VectorXd state = Eigen::VectorXd::Zero(space.size);
    Eigen::MatrixXd covariance = space.Stationary();
    Eigen::MatrixXd next(space.size, space.size);
    Eigen::VectorXd gain(space.size);
    bool steady = false;
    ArmaInnovations result;
    result.error.reserve(series.size());
    result.variance.reserve(series.size());
    for (const double value : series)
    {
        const double error = value - parameters.mean - state[0];
        result.error.push_back(error);
        if (steady)
        {
            result.variance.push_back(1.0);
            state += space.noise * error;
        }
        else
        {
            const double variance = covariance(0, 0);
            result.variance.push_back(variance);
            gain = covariance.col(0) / variance;
            state += gain * error;
            for (int column = 0; column < space.size; ++column)
            {
                covariance.col(column) -= variance * gain[column] * gain;
            }
            space.Advance(covariance, next);
            covariance.swap(next);
            steady = (covariance - limit).cwiseAbs().maxCoeff() <= STEADY;
        }
        space.Advance(state);
    }
    result.state.assign(state.data(), state.data() + state.size());
    return result;
}

std::vector<double>
ArmaPredictions(const ArmaParameters& parameters, const std::vector<double>& state, int steps)
{
    const StateSpace space(parameters);
    Eigen::VectorXd present = Eigen::Map<const Eigen::VectorXd>(state.data(), state.size());
    std::vector<double> predictions;
    for (int step = 0; step < steps; ++step)
    {
        predictions.push_back(parameters.mean + present[0]);
        space.Advance(present);
    }
    return predictions;
}

double
ArmaLogLikelihood(const ArmaInnovations& innovations, double variance)
{
    const double scale = boost::math::constants::two_pi<double>() * variance;
    double sum = 0.0;
    for (std::size_t t = 0; t < innovations.error.size(); ++t)
    {
        const double error = innovations.error[t];
        const double ratio = innovations.variance[t];
        sum += std::log(scale * ratio) + error * error / (variance * ratio);
    }
    return -0.5 * sum;
}

double
ArmaVariance(const ArmaInnovations& innovations)
{
    double sum = 0.0;
    for (std::size_t t = 0; t < innovations.error.size(); ++t)
    {
        sum += innovations.error[t] * innovations.error[t] / innovations.variance[t];
    }
    return sum / static_cast<double>(innovations.error.size());
}

} // namespace isac
} // namespace ns3
