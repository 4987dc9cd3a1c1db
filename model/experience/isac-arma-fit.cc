/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-arma-fit.h"

#include "isac-arma-css.h"
#include "isac-autocorrelation.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

namespace ns3
{
namespace isac
{

namespace
{

constexpr int MAX_STEPS = 100;           //!< of Levenberg and Marquardt
constexpr double DIFFERENCE_STEP = 1e-7; //!< of forward differences; errors are of its size
constexpr double TOLERANCE = 1e-9; //!< relative decrease that ends the search: 1e-7 of likelihood
constexpr double FIRST_DAMPING = 1e-3;  //!< relative to the diagonal
constexpr double LEAST_DAMPING = 1e-12; //!< keeps singular systems solvable
constexpr double MOST_DAMPING = 1e8;    //!< nothing helps beyond
constexpr double DAMPING_FACTOR = 10.0; //!< after a step that helped, or one that did not
/// Largest |atanh| of a partial autocorrelation: 1 - 9e-5, beyond what a model may have in the end.
constexpr double LARGEST_ANGLE = 5.0;
constexpr double LARGEST_MOVE = 1.0; //!< of any variable in a step
constexpr double NO_NOISE = 1e-12;   //!< relative size of what rounding leaves of a constant

/// The likelihood of a series of unit size as a sum of squares over unconstrained variables.
class Problem
{
  public:
    /// @param series of unit size @param ar p @param ma q @param withMean whether it is a variable
    Problem(const std::vector<double>& series, int ar, int ma, bool withMean)
        : m_series(series),
          m_ar(ar),
          m_ma(ma),
          m_mean(withMean)
    {
    }

    /// @param parameters a proper model @return its variables
    Eigen::VectorXd Pack(const ArmaParameters& parameters) const
    {
        Eigen::VectorXd variables(m_ar + m_ma + (m_mean ? 1 : 0));
        std::vector<double> negated = parameters.ma;
        std::transform(negated.begin(), negated.end(), negated.begin(), std::negate<>());
        std::vector<double> partial;
        Eigen::Index index = 0;
        for (const std::vector<double>& values : {parameters.ar, negated})
        {
            PartialFromCoefficients(values, partial);
            for (const double value : partial)
            {
                variables[index++] = std::atanh(value);
            }
        }
        if (m_mean)
        {
            variables[index] = parameters.mean;
        }
        return Clamp(variables);
    }

    /// @param variables any @return the model, proper
    ArmaParameters Unpack(const Eigen::VectorXd& variables) const
    {
        const auto coefficients = [&](int first, int count) {
            std::vector<double> partial(count);
            for (int i = 0; i < count; ++i)
            {
                partial[i] = std::tanh(variables[first + i]);
            }
            return CoefficientsFromPartial(partial);
        };
        ArmaParameters parameters{coefficients(0, m_ar), coefficients(m_ar, m_ma), 0.0};
        std::transform(parameters.ma.begin(),
                       parameters.ma.end(),
                       parameters.ma.begin(),
                       std::negate<>());
        parameters.mean = m_mean ? variables[m_ar + m_ma] : 0.0;
        return parameters;
    }

    /// @param variables any @return the same within bounds
    Eigen::VectorXd Clamp(Eigen::VectorXd variables) const
    {
        for (int i = 0; i < m_ar + m_ma; ++i)
        {
            variables[i] = std::min(std::max(variables[i], -LARGEST_ANGLE), LARGEST_ANGLE);
        }
        return variables;
    }

    /// @param variables any @return n numbers whose squares add up to what is minimised
    Eigen::VectorXd Residuals(const Eigen::VectorXd& variables) const
    {
        const ArmaInnovations innovations = FilterArma(Unpack(variables), m_series);
        const std::size_t count = m_series.size();
        Eigen::VectorXd residuals(count);
        double logarithms = 0.0;
        for (std::size_t t = 0; t < count; ++t)
        {
            residuals[t] = innovations.error[t] / std::sqrt(innovations.variance[t]);
            logarithms += std::log(innovations.variance[t]);
        }
        return residuals * std::exp(0.5 * logarithms / static_cast<double>(count));
    }

    /// @param variables any @param residuals at these @return derivatives of the residuals
    Eigen::MatrixXd Jacobian(const Eigen::VectorXd& variables,
                             const Eigen::VectorXd& residuals) const
    {
        Eigen::MatrixXd jacobian(m_series.size(), variables.size());
        for (Eigen::Index i = 0; i < variables.size(); ++i)
        {
            Eigen::VectorXd moved = variables;
            moved[i] += DIFFERENCE_STEP;
            jacobian.col(i) = (Residuals(moved) - residuals) / DIFFERENCE_STEP;
        }
        return jacobian;
    }

  private:
    const std::vector<double>& m_series; //!< of unit size
    int m_ar;                            //!< p
    int m_ma;                            //!< q
    bool m_mean;                         //!< whether the mean is a variable
};

/// @param problem what to minimise @param variables where to begin @return the minimum
Eigen::VectorXd
Minimise(const Problem& problem, Eigen::VectorXd variables)
{
    Eigen::VectorXd residuals = problem.Residuals(variables);
    double damping = FIRST_DAMPING;
    bool better = variables.size() > 0;
    for (int step = 0; step < MAX_STEPS && better; ++step)
    {
        const Eigen::MatrixXd jacobian = problem.Jacobian(variables, residuals);
        if (!jacobian.allFinite())
        {
            break;
        }
        const Eigen::MatrixXd normal = jacobian.transpose() * jacobian;
        const Eigen::VectorXd gradient = jacobian.transpose() * residuals;
        better = false;
        for (; !better && damping < MOST_DAMPING; damping *= DAMPING_FACTOR)
        {
            Eigen::MatrixXd damped = normal;
            damped.diagonal() *= 1.0 + damping;
            damped.diagonal().array() += LEAST_DAMPING * (1.0 + normal.diagonal().maxCoeff());
            const Eigen::VectorXd move =
                damped.ldlt().solve(-gradient).cwiseMin(LARGEST_MOVE).cwiseMax(-LARGEST_MOVE);
            const Eigen::VectorXd candidate = problem.Clamp(variables + move);
            const Eigen::VectorXd next = problem.Residuals(candidate);
            if (next.squaredNorm() < residuals.squaredNorm() * (1.0 - TOLERANCE))
            {
                variables = candidate;
                residuals = next;
                better = true;
            }
        }
        damping = std::max(damping / (DAMPING_FACTOR * DAMPING_FACTOR), LEAST_DAMPING);
    }
    return variables;
}

} // namespace

ArmaFit
FitArma(const std::vector<double>& series, int ar, int ma, bool withMean)
{
    const std::size_t count = series.size();
    const double shift =
        withMean ? std::accumulate(series.begin(), series.end(), 0.0) / static_cast<double>(count)
                 : 0.0;
    std::vector<double> scaled(series);
    double squares = 0.0;
    double largest = 0.0;
    for (double& value : scaled)
    {
        largest = std::max(largest, std::abs(value));
        value -= shift;
        squares += value * value;
    }
    const double scale = std::sqrt(squares / static_cast<double>(count));
    ArmaFit fit;
    if (scale <= NO_NOISE * largest)
    {
        fit.parameters = {std::vector<double>(ar, 0.0), std::vector<double>(ma, 0.0), shift};
        fit.logLikelihood = std::numeric_limits<double>::infinity();
        return fit;
    }
    for (double& value : scaled)
    {
        value /= scale;
    }
    const Problem problem(scaled, ar, ma, withMean);
    const ArmaParameters start =
        FitArmaCss(scaled, StartArma(scaled, ar, ma, withMean), withMean).parameters;
    fit.parameters = problem.Unpack(Minimise(problem, problem.Pack(start)));
    const ArmaInnovations innovations = FilterArma(fit.parameters, scaled);
    const double variance = ArmaVariance(innovations);
    fit.logLikelihood =
        ArmaLogLikelihood(innovations, variance) - static_cast<double>(count) * std::log(scale);
    fit.variance = variance * scale * scale;
    fit.parameters.mean = shift + scale * fit.parameters.mean;
    return fit;
}

} // namespace isac
} // namespace ns3
