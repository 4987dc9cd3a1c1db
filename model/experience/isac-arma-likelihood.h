/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ARMA_LIKELIHOOD_H
#define ISAC_ARMA_LIKELIHOOD_H

#include <vector>

namespace ns3
{
namespace isac
{

/// Coefficients of (11), y - mean in place of y.
struct ArmaParameters
{
    std::vector<double> ar; //!< phi_1 to phi_p
    std::vector<double> ma; //!< theta_1 to theta_q; Theta(L) = 1 + theta_1 L + ...
    double mean = 0.0;      //!< of the series
};

/**
 * @ingroup isac-aigc
 * @param parameters phi and theta
 * @param margin by which roots must be outside the unit circle
 * @return whether the model is stationary and invertible
 */
bool IsProper(const ArmaParameters& parameters, double margin = 0.0);

/// A series seen through a model: what was new about each value.
struct ArmaInnovations
{
    std::vector<double> error;    //!< v_t = y_t less its best prediction from those before
    std::vector<double> variance; //!< r_t, of v_t over that of epsilon; falls towards 1
    std::vector<double> state;    //!< of the filter after the last value; ArmaPredictions() uses it
};

/**
 * @ingroup isac-aigc
 * @brief Innovations of an ARMA series by the Kalman filter in Harvey's form, which starts from the
 * stationary distribution: predictions are the best for a finite past.
 *
 * Once the covariance of the state has converged, its recursion is skipped.
 *
 * @param parameters the model, stationary
 * @param series y, n values
 * @return errors and their variances, n each
 * @throws std::invalid_argument if the model is not stationary
 */
ArmaInnovations FilterArma(const ArmaParameters& parameters, const std::vector<double>& series);

/**
 * @ingroup isac-aigc
 * @param parameters the model
 * @param state of FilterArma()
 * @param steps how many
 * @return best predictions of the values after the last, (12)
 */
std::vector<double> ArmaPredictions(const ArmaParameters& parameters,
                                    const std::vector<double>& state,
                                    int steps);

/**
 * @ingroup isac-aigc
 * @brief Exact Gaussian log-likelihood: -1/2 sum(log(2 pi s2 r_t) + v_t^2/(s2 r_t)).
 * @param innovations of the series
 * @param variance s2 of epsilon
 * @return log-likelihood
 */
double ArmaLogLikelihood(const ArmaInnovations& innovations, double variance);

/**
 * @ingroup isac-aigc
 * @param innovations of the series
 * @return s2 with the largest likelihood: mean of v_t^2/r_t
 */
double ArmaVariance(const ArmaInnovations& innovations);

} // namespace isac
} // namespace ns3

#endif // ISAC_ARMA_LIKELIHOOD_H
