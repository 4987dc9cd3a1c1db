/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ARMA_FIT_H
#define ISAC_ARMA_FIT_H

#include "isac-arma-likelihood.h"

namespace ns3
{
namespace isac
{

/// Estimate by maximum likelihood.
struct ArmaFit
{
    ArmaParameters parameters;  //!< phi, theta and mean
    double variance = 0.0;      //!< s2 of the noise; 0 for a series without any
    double logLikelihood = 0.0; //!< exact; infinite for a series without noise
};

/**
 * @ingroup isac-aigc
 * @brief Model of given order with the largest exact Gaussian likelihood.
 *
 * With s2 at its best, the likelihood is largest where sum(v_t^2/r_t) (prod r_t)^(1/n) is least: a
 * sum of n squares, which Levenberg and Marquardt's method minimises over the inverse hyperbolic
 * tangents of partial autocorrelations, so that every model on the way is stationary and
 * invertible. It begins at the conditional estimate (FitArmaCss).
 *
 * @param series y, n values; it is put to unit size inside, so any unit will do
 * @param ar p
 * @param ma q; n should be at least 10 + p + q
 * @param withMean whether the mean is fitted; 0 if not
 * @return estimate
 */
ArmaFit FitArma(const std::vector<double>& series, int ar, int ma, bool withMean);

} // namespace isac
} // namespace ns3

#endif // ISAC_ARMA_FIT_H
