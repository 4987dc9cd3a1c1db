/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-arma-css.h"

#include "isac-autocorrelation.h"

#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <numeric>

namespace ns3
{
namespace isac
{

namespace
{

constexpr int MAX_STEPS = 50;           //!< of Gauss-Newton
constexpr int MAX_HALVINGS = 20;        //!< of one step
constexpr double TOLERANCE = 1e-12;     //!< relative decrease of the sum that ends the search
constexpr double START_MARGIN = 0.02;   //!< roots of the first guess are so far from the circle
constexpr double START_SHRINKAGE = 0.9; //!< by which roots of the first guess are pushed out

/// Pushes roots outwards until the model is proper.
void
DrawIn(ArmaParameters& parameters)
{
    while (!IsProper(parameters, START_MARGIN))
    {
        for (std::vector<double>* values : {&parameters.ar, &parameters.ma})
        {
            double power = 1.0;
            for (double& value : *values)
            {
                power *= START_SHRINKAGE;
                value *= power;
            }
        }
    }
}

/// Residuals of a model and their derivatives.
struct Residuals
{
    Eigen::VectorXd error;    //!< e_t for t >= p
    Eigen::MatrixXd jacobian; //!< de_t over phi, theta and mean
    double sum = 0.0;         //!< of squares
};

/**
 * @param series y
 * @param parameters the model
 * @param withMean whether the mean has a column of the Jacobian
 * @return residuals, conditional on the first p values
 */
Residuals
Condition(const std::vector<double>& series, const ArmaParameters& parameters, bool withMean)
{
    const int count = static_cast<int>(series.size());
    const int ar = static_cast<int>(parameters.ar.size());
    const int ma = static_cast<int>(parameters.ma.size());
    const double level = 1.0 - std::accumulate(parameters.ar.begin(), parameters.ar.end(), 0.0);
    Residuals result;
    result.error.resize(count - ar);
    result.jacobian.resize(count - ar, ar + ma + (withMean ? 1 : 0));
    for (int t = 0; t < count - ar; ++t)
    {
        const auto past = [&](int lag) { return series[t + ar - lag] - parameters.mean; };
        double error = past(0);
        for (int i = 1; i <= ar; ++i)
        {
            error -= parameters.ar[i - 1] * past(i);
            result.jacobian(t, i - 1) = -past(i);
        }
        for (int j = 1; j <= ma; ++j)
        {
            result.jacobian(t, ar + j - 1) = t >= j ? -result.error[t - j] : 0.0;
        }
        if (withMean)
        {
            result.jacobian(t, ar + ma) = -level;
        }
        for (int j = 1; j <= std::min(ma, t); ++j)
        {
            error -= parameters.ma[j - 1] * result.error[t - j];
            result.jacobian.row(t) -= parameters.ma[j - 1] * result.jacobian.row(t - j);
        }
        result.error[t] = error;
    }
    result.sum = result.error.squaredNorm();
    return result;
}

/// @return parameters moved by a fraction of a step
ArmaParameters
Move(const ArmaParameters& from, const Eigen::VectorXd& step, double fraction, bool withMean)
{
    ArmaParameters moved = from;
    Eigen::Index index = 0;
    for (std::vector<double>* values : {&moved.ar, &moved.ma})
    {
        for (double& value : *values)
        {
            value += fraction * step[index++];
        }
    }
    moved.mean += withMean ? fraction * step[index] : 0.0;
    return moved;
}

} // namespace

ArmaParameters
StartArma(const std::vector<double>& series, int ar, int ma, bool withMean)
{
    const int count = static_cast<int>(series.size());
    ArmaParameters start{std::vector<double>(ar, 0.0), std::vector<double>(ma, 0.0), 0.0};
    std::vector<double> centred = series;
    if (withMean)
    {
        start.mean = std::accumulate(series.begin(), series.end(), 0.0) / count;
        for (double& value : centred)
        {
            value -= start.mean;
        }
    }
    if (ar + ma == 0)
    {
        return start;
    }
    // The noise needs the past of a long autoregression; the shorter of ln(n)^2 and n/4.
    const double logarithm = std::log(static_cast<double>(count));
    const int order = ma == 0 ? 0 : std::max(1, std::min(int(logarithm * logarithm), count / 4));
    const std::vector<double> lengthy =
        SolveYuleWalker(Autocorrelations(centred, order)).coefficients;
    std::vector<double> noise(centred);
    for (int t = order; t < count; ++t)
    {
        for (int i = 1; i <= order; ++i)
        {
            noise[t] -= lengthy[i - 1] * centred[t - i];
        }
    }
    const int first = order + std::max(ar, ma);
    Eigen::MatrixXd past(count - first, ar + ma);
    Eigen::VectorXd present(count - first);
    for (int t = first; t < count; ++t)
    {
        present[t - first] = centred[t];
        for (int i = 0; i < ar; ++i)
        {
            past(t - first, i) = centred[t - 1 - i];
        }
        for (int j = 0; j < ma; ++j)
        {
            past(t - first, ar + j) = noise[t - 1 - j];
        }
    }
    const Eigen::VectorXd solution = past.completeOrthogonalDecomposition().solve(present);
    std::copy_n(solution.data(), ar, start.ar.data());
    std::copy_n(solution.data() + ar, ma, start.ma.data());
    DrawIn(start);
    return start;
}

ArmaCssFit
FitArmaCss(const std::vector<double>& series, ArmaParameters start, bool withMean)
{
    Residuals present = Condition(series, start, withMean);
    bool better = present.jacobian.cols() > 0;
    for (int step = 0; step < MAX_STEPS && better; ++step)
    {
        const Eigen::VectorXd direction =
            -present.jacobian.completeOrthogonalDecomposition().solve(present.error);
        better = false;
        double fraction = 1.0;
        for (int halving = 0; halving < MAX_HALVINGS && !better; ++halving, fraction *= 0.5)
        {
            const ArmaParameters candidate = Move(start, direction, fraction, withMean);
            if (!IsProper(candidate))
            {
                continue;
            }
            Residuals next = Condition(series, candidate, withMean);
            if (next.sum < present.sum * (1.0 - TOLERANCE))
            {
                start = candidate;
                present = std::move(next);
                better = true;
            }
        }
    }
    return {start, present.sum / static_cast<double>(present.error.size())};
}

} // namespace isac
} // namespace ns3
