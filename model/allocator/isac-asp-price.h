/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_PRICE_H
#define ISAC_ASP_PRICE_H

#include <Eigen/Core>

namespace ns3
{
namespace isac
{

/**
 * @brief ASP selection on average over a long time: tasks of some kinds arrive at given rates, and
 * providers run them up to their capacities.
 */
struct AspFluidProblem
{
    Eigen::VectorXd rate;     //!< arrivals of each kind of task [1/s]
    Eigen::VectorXd steps;    //!< T of each kind
    Eigen::VectorXd runTime;  //!< run time of each kind [s]
    Eigen::VectorXd capacity; //!< c of each provider [step]
    Eigen::MatrixXd utility;  //!< u of each kind (rows) on each provider (columns)
};

/// What an AspFluidProblem says about capacity.
struct AspFluidPrices
{
    Eigen::VectorXd price; //!< of each provider's capacity, not negative [1/(step s)]
    double bound = 0.0;    //!< no policy free of crashes earns more in the long run [1/s]
};

/**
 * @ingroup isac-aigc
 * @brief The bound that given prices prove.
 *
 * The linear program: the share of each kind that goes to each provider, such that utility a second
 * is greatest and the mean of each provider's load (steps times run time times rate) is at most its
 * capacity. Its dual: D(p) = sum_i p_i c_i + sum_T rate_T max_i (u_i(T) - p_i T R(T)) is at least
 * as great for any p >= 0.
 *
 * @param problem kinds and providers
 * @param price of each provider's capacity, not negative [1/(step s)]
 * @return D(p) [1/s]
 */
double AspFluidBound(const AspFluidProblem& problem, const Eigen::VectorXd& price);

/**
 * @ingroup isac-aigc
 * @brief Prices at which D(p) is least, up to about 1e-3 of it: a task is worth its utility on a
 * provider less what others would have made of the capacity.
 *
 * Accelerated gradient steps on D with the maximum smoothed to a log-sum-exp whose temperature
 * falls (Nesterov 2005); the best prices on the way are kept, so that the result is a bound
 * whatever the accuracy. Deterministic.
 *
 * @param problem kinds and providers; at least one of each
 * @return prices and bound
 */
AspFluidPrices SolveAspFluid(const AspFluidProblem& problem);

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_PRICE_H
