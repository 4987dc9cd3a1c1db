/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ARMA_CSS_H
#define ISAC_ARMA_CSS_H

#include "isac-arma-likelihood.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief First guess of Hannan and Rissanen (1982): a long autoregression tells the noise, then
 * least squares on past values and past noise.
 * @param series y, n values
 * @param ar p
 * @param ma q; n should be at least 10 + p + q
 * @param withMean whether the series has a mean other than 0
 * @return a stationary and invertible model, drawn in where least squares gave none
 */
ArmaParameters StartArma(const std::vector<double>& series, int ar, int ma, bool withMean);

/// Estimate by conditional sum of squares.
struct ArmaCssFit
{
    ArmaParameters parameters; //!< phi, theta and mean
    double variance = 0.0;     //!< s2, mean square of the n - p residuals
};

/**
 * @ingroup isac-aigc
 * @brief The least sum of squared residuals, those before the p-th value taken as 0, by
 * Gauss-Newton with derivatives from recursions; steps are halved until they help.
 * @param series y, n values
 * @param start a stationary and invertible model, as all that follow will be
 * @param withMean whether the mean is fitted
 * @return estimate
 */
ArmaCssFit FitArmaCss(const std::vector<double>& series, ArmaParameters start, bool withMean);

} // namespace isac
} // namespace ns3

#endif // ISAC_ARMA_CSS_H
