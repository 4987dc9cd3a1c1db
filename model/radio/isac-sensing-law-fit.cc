/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-sensing-law-fit.h"

#include <Eigen/Dense>
#include <boost/math/tools/minima.hpp>
#include <cmath>
#include <limits>
#include <set>

namespace ns3
{
namespace isac
{

namespace
{

/// The points in use: log(n / reference) keeps the powers near 1.
struct Points
{
    Eigen::ArrayXd logCycles;
    Eigen::ArrayXd accuracy;
    double reference = 1.0;
};

/// Best limit and scale for one decay; scale is that of (n / reference)^-decay.
struct LinearFit
{
    double limit = 0.0;
    double scale = 0.0;
    double squares = 0.0;
};

LinearFit
FitLinear(const Points& points, double decay)
{
    const Eigen::ArrayXd x = (-decay * points.logCycles).exp();
    const Eigen::ArrayXd& y = points.accuracy;
    const Eigen::ArrayXd centred = x - x.mean();
    LinearFit fit;
    fit.scale = -(centred * (y - y.mean())).sum() / centred.square().sum();
    fit.limit = y.mean() + fit.scale * x.mean();
    // The problem is convex: where a bound is overstepped, the optimum lies on it.
    if (fit.scale < 0.0)
    {
        fit.scale = 0.0;
        fit.limit = y.mean();
    }
    else if (fit.limit > 1.0)
    {
        fit.limit = 1.0;
        fit.scale = ((1.0 - y) * x).sum() / x.square().sum();
    }
    fit.squares = (y - fit.limit + fit.scale * x).square().sum();
    return fit;
}

/// Standard errors in the same parameters as the fit's.
SensingAccuracyLaw
StandardError(const Points& points, const LinearFit& fit, double decay)
{
    const bool limitFree = fit.limit < 1.0;
    const Eigen::Index parameters = limitFree ? 3 : 2;
    const Eigen::Index count = points.logCycles.size();
    SensingAccuracyLaw error;
    error.limit = limitFree ? std::numeric_limits<double>::infinity() : 0.0;
    error.scale = std::numeric_limits<double>::infinity();
    error.decay = std::numeric_limits<double>::infinity();
    if (count <= parameters)
    {
        return error;
    }
    // Scale and decay at n = 1, where the law's own scale lives: the derivative by decay of
    // scale n^-decay has log n, not log(n / reference).
    const Eigen::ArrayXd x = (-decay * points.logCycles).exp();
    const double logReference = std::log(points.reference);
    const double factor = std::pow(points.reference, decay);
    Eigen::MatrixXd jacobian(count, parameters);
    jacobian.col(0) = -x / factor;
    jacobian.col(1) = fit.scale * x * (points.logCycles + logReference);
    if (limitFree)
    {
        jacobian.col(2).setOnes();
    }
    const Eigen::VectorXd norms = jacobian.colwise().norm();
    const Eigen::MatrixXd scaled = jacobian * norms.cwiseInverse().asDiagonal();
    const Eigen::MatrixXd triangle =
        scaled.householderQr().matrixQR().topRows(parameters).triangularView<Eigen::Upper>();
    const Eigen::MatrixXd inverse = triangle.triangularView<Eigen::Upper>().solve(
        Eigen::MatrixXd::Identity(parameters, parameters));
    const double deviation = std::sqrt(fit.squares / static_cast<double>(count - parameters));
    const Eigen::VectorXd errors = deviation * inverse.rowwise().norm().cwiseQuotient(norms);
    error.scale = errors(0);
    error.decay = errors(1);
    if (limitFree)
    {
        error.limit = errors(2);
    }
    return error;
}

/// Takes the usable points, or says why there are not enough.
SensingLawFitStatus
Select(const std::vector<double>& cycles, const std::vector<double>& accuracy, Points& points)
{
    if (cycles.size() != accuracy.size())
    {
        return SensingLawFitStatus::INVALID_DATA;
    }
    std::vector<double> n;
    std::vector<double> y;
    double sum = 0.0;
    for (std::size_t i = 0; i < cycles.size(); ++i)
    {
        const bool valid =
            std::isfinite(cycles[i]) && cycles[i] > 0.0 && accuracy[i] >= 0.0 && accuracy[i] <= 1.0;
        if (!valid)
        {
            return SensingLawFitStatus::INVALID_DATA;
        }
        if (accuracy[i] > 0.0)
        {
            n.push_back(std::log(cycles[i]));
            y.push_back(accuracy[i]);
            sum += n.back();
        }
    }
    if (std::set<double>(n.begin(), n.end()).size() < 3)
    {
        return SensingLawFitStatus::TOO_FEW_POINTS;
    }
    const Eigen::Index count = static_cast<Eigen::Index>(n.size());
    const double mean = sum / static_cast<double>(count);
    points.logCycles = Eigen::Map<const Eigen::ArrayXd>(n.data(), count) - mean;
    points.accuracy = Eigen::Map<const Eigen::ArrayXd>(y.data(), count);
    points.reference = std::exp(mean);
    return SensingLawFitStatus::FITTED;
}

} // namespace

SensingLawFit
FitSensingAccuracyLaw(const std::vector<double>& cycles, const std::vector<double>& accuracy)
{
    SensingLawFit result;
    Points points;
    result.status = Select(cycles, accuracy, points);
    if (result.status != SensingLawFitStatus::FITTED)
    {
        return result;
    }

    const auto squares = [&points](double logDecay) {
        return FitLinear(points, std::exp(logDecay)).squares;
    };
    const int cells = 140; // 5 % from one decay to the next
    const double low = std::log(SENSING_LAW_MIN_DECAY);
    const double step = (std::log(SENSING_LAW_MAX_DECAY) - low) / cells;
    int best = 0;
    for (int i = 1; i <= cells; ++i)
    {
        best = squares(low + i * step) < squares(low + best * step) ? i : best;
    }
    double logDecay = low + best * step;
    if (best > 0 && best < cells)
    {
        const int digits = std::numeric_limits<double>::digits / 2;
        logDecay =
            boost::math::tools::brent_find_minima(squares, logDecay - step, logDecay + step, digits)
                .first;
    }

    const double decay = std::exp(logDecay);
    const LinearFit fit = FitLinear(points, decay);
    result.points = static_cast<int>(points.accuracy.size());
    result.law.limit = fit.limit;
    result.law.scale = fit.scale * std::pow(points.reference, decay);
    result.law.decay = decay;
    result.residual = std::sqrt(fit.squares / result.points);
    if (fit.scale <= 0.0)
    {
        result.status = SensingLawFitStatus::NOT_RISING;
    }
    else if (best == 0 || best == cells)
    {
        result.status = SensingLawFitStatus::DECAY_AT_LIMIT;
    }
    else
    {
        result.standardError = StandardError(points, fit, decay);
    }
    return result;
}

const char*
Describe(SensingLawFitStatus status)
{
    switch (status)
    {
    case SensingLawFitStatus::FITTED:
        return "fitted";
    case SensingLawFitStatus::INVALID_DATA:
        return "every point needs finite cycles above 0 and an accuracy from 0 to 1";
    case SensingLawFitStatus::TOO_FEW_POINTS:
        return "at least three different numbers of cycles with accuracy above 0 are needed";
    case SensingLawFitStatus::NOT_RISING:
        return "the accuracy does not rise with the cycles";
    case SensingLawFitStatus::DECAY_AT_LIMIT:
        return "no decay from 0.02 to 20 fits best: the points do not bend as the law does";
    }
    return "unknown status";
}

} // namespace isac
} // namespace ns3
