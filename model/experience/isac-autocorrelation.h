/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_AUTOCORRELATION_H
#define ISAC_AUTOCORRELATION_H

#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @param series n values
 * @param lags largest lag, less than n
 * @return sample autocorrelations of lags 0 to lags, divisor n at each lag so that they are
 * positive semidefinite; 1, 0, 0, ... for a constant series
 * @throws std::invalid_argument if there are not that many lags
 */
std::vector<double> Autocorrelations(const std::vector<double>& series, int lags);

/// An autoregression of each order up to p, from autocorrelations.
struct LevinsonDurbin
{
    std::vector<double> coefficients; //!< phi_1 to phi_p of order p
    std::vector<double> partial;      //!< partial autocorrelations of lags 1 to p
};

/**
 * @ingroup isac-aigc
 * @brief Solves the Yule-Walker equations by the recursion of Levinson and Durbin, O(p^2).
 * @param autocorrelations of lags 0 to p
 * @return coefficients of order p, and all partial autocorrelations
 */
LevinsonDurbin SolveYuleWalker(const std::vector<double>& autocorrelations);

/**
 * @ingroup isac-aigc
 * @brief The coefficients that belong to partial autocorrelations (Monahan 1984): those in (-1, 1)
 * give all stationary autoregressions, each once.
 * @param partial of lags 1 to p
 * @return phi_1 to phi_p
 */
std::vector<double> CoefficientsFromPartial(const std::vector<double>& partial);

/**
 * @ingroup isac-aigc
 * @brief The inverse of CoefficientsFromPartial().
 * @param coefficients phi_1 to phi_p
 * @param partial gets the partial autocorrelations, if there are any
 * @return whether the autoregression is stationary: all roots of 1 - phi_1 z - ... outside the
 * unit circle
 */
bool PartialFromCoefficients(const std::vector<double>& coefficients, std::vector<double>& partial);

/**
 * @ingroup isac-aigc
 * @param coefficients phi_1 to phi_p of 1 - phi_1 z - ...
 * @param modulus of roots
 * @return whether all roots lie outside the circle of this radius
 */
bool RootsOutside(const std::vector<double>& coefficients, double modulus = 1.0);

} // namespace isac
} // namespace ns3

#endif // ISAC_AUTOCORRELATION_H
