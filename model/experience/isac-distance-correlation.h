/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DISTANCE_CORRELATION_H
#define ISAC_DISTANCE_CORRELATION_H

#include <boost/random/mersenne_twister.hpp>
#include <vector>

namespace ns3
{
namespace isac
{

/// Distance covariance of two series, (8), and what follows from it; biased V-statistics.
struct DistanceCorrelation
{
    double covariance = 0.0;     //!< V^2(D, Q)
    double firstVariance = 0.0;  //!< V^2(D, D)
    double secondVariance = 0.0; //!< V^2(Q, Q)
    double coefficient = 0.0;    //!< F of (9), 0 to 1; 0 where a series is constant
};

/**
 * @ingroup isac-aigc
 * @brief How strongly two series are associated, linearly or not: (7) to (9) with V = sqrt(V^2),
 * so F = sqrt(V^2(D,Q) / sqrt(V^2(D,D) V^2(Q,Q))).
 *
 * O(n^2) in time and memory.
 *
 * @param first D, n values
 * @param second Q, n values
 * @return covariance, variances and F
 * @throws std::invalid_argument if the series differ in length, are empty or not finite
 */
DistanceCorrelation ComputeDistanceCorrelation(const std::vector<double>& first,
                                               const std::vector<double>& second);

/// Answer of the permutation test.
struct DistanceCorrelationTest
{
    double coefficient = 0.0; //!< F
    double pValue = 1.0;      //!< share of orders, the given one included, with at least this F
};

/**
 * @ingroup isac-aigc
 * @brief Whether two series are associated at all.
 *
 * F of independent data is far from 0 (.28 to .31 for 30 samples), so no fixed threshold can tell.
 * Shuffling one series shows what independent data would give: p = (1 + b) / (1 + shuffles), b the
 * number of shuffles with an F as large. That is exact: p <= a has at most probability a.
 *
 * @param first D, n values
 * @param second Q, n values
 * @param shuffles number of them; 199 let p be as small as .005
 * @param random draws the shuffles
 * @return F and p
 * @throws std::invalid_argument as ComputeDistanceCorrelation()
 */
DistanceCorrelationTest TestDistanceCorrelation(const std::vector<double>& first,
                                                const std::vector<double>& second,
                                                int shuffles,
                                                boost::random::mt19937_64& random);

} // namespace isac
} // namespace ns3

#endif // ISAC_DISTANCE_CORRELATION_H
