/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-distance-correlation.h"

#include <Eigen/Core>
#include <algorithm>
#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace ns3
{
namespace isac
{

namespace
{

/// Orders whose covariances differ by rounding alone count as equal: relative slack.
constexpr double TIE_SLACK = 1e-10;

/**
 * @param series n finite values
 * @return their distances, double-centred: n x n
 */
Eigen::MatrixXd
CentredDistances(const std::vector<double>& series)
{
    const Eigen::Map<const Eigen::ArrayXd> values(series.data(), series.size());
    const Eigen::Index count = values.size();
    if (count == 0 || !values.allFinite())
    {
        throw std::invalid_argument("distance correlation: series must be finite and not empty");
    }
    Eigen::MatrixXd distances(count, count);
    for (Eigen::Index column = 0; column < count; ++column)
    {
        distances.col(column) = (values - values[column]).abs().matrix();
    }
    const Eigen::VectorXd means = distances.colwise().mean();
    const double mean = means.mean();
    distances.colwise() -= means;
    distances.rowwise() -= means.transpose();
    distances.array() += mean;
    return distances;
}

/**
 * @param first centred distances
 * @param second centred distances
 * @return mean of their products
 */
double
MeanProduct(const Eigen::MatrixXd& first, const Eigen::MatrixXd& second)
{
    return first.cwiseProduct(second).mean();
}

/// What both answers need of two series.
struct Prepared
{
    Eigen::MatrixXd first;      //!< centred distances of D
    Eigen::MatrixXd second;     //!< centred distances of Q
    DistanceCorrelation result; //!< of the given order
};

Prepared
Prepare(const std::vector<double>& first, const std::vector<double>& second)
{
    if (first.size() != second.size())
    {
        throw std::invalid_argument("distance correlation: series differ in length");
    }
    Prepared prepared{CentredDistances(first), CentredDistances(second), {}};
    DistanceCorrelation& result = prepared.result;
    result.covariance = MeanProduct(prepared.first, prepared.second);
    result.firstVariance = MeanProduct(prepared.first, prepared.first);
    result.secondVariance = MeanProduct(prepared.second, prepared.second);
    if (result.firstVariance > 0.0 && result.secondVariance > 0.0)
    {
        // Roots one by one: the product of two variances of tiny series would underflow. Rounding
        // may leave the covariance of unrelated series just below 0, and F just above 1.
        const double ratio =
            result.covariance / std::sqrt(result.firstVariance) / std::sqrt(result.secondVariance);
        result.coefficient = std::sqrt(std::min(std::max(ratio, 0.0), 1.0));
    }
    return prepared;
}

} // namespace

DistanceCorrelation
ComputeDistanceCorrelation(const std::vector<double>& first, const std::vector<double>& second)
{
    return Prepare(first, second).result;
}

DistanceCorrelationTest
TestDistanceCorrelation(const std::vector<double>& first,
                        const std::vector<double>& second,
                        int shuffles,
                        boost::random::mt19937_64& random)
{
    const Prepared prepared = Prepare(first, second);
    DistanceCorrelationTest test;
    test.coefficient = prepared.result.coefficient;
    if (test.coefficient == 0.0)
    {
        return test;
    }
    // Variances do not depend on the order, so covariances can be compared in place of F.
    const Eigen::Index count = prepared.first.rows();
    const double bar = prepared.result.covariance * (1.0 - TIE_SLACK);
    std::vector<Eigen::Index> order(count);
    std::iota(order.begin(), order.end(), Eigen::Index(0));
    int reached = 1;
    for (int shuffle = 0; shuffle < shuffles; ++shuffle)
    {
        // Written out: std::shuffle may differ between standard libraries.
        for (Eigen::Index i = count - 1; i > 0; --i)
        {
            std::swap(order[i],
                      order[boost::random::uniform_int_distribution<Eigen::Index>(0, i)(random)]);
        }
        double sum = 0.0;
        for (Eigen::Index column = 0; column < count; ++column)
        {
            const double* given = prepared.first.col(column).data();
            const double* shuffled = prepared.second.col(order[column]).data();
            for (Eigen::Index row = 0; row < count; ++row)
            {
                sum += given[row] * shuffled[order[row]];
            }
        }
        reached += sum / static_cast<double>(count * count) >= bar ? 1 : 0;
    }
    test.pValue = reached / (shuffles + 1.0);
    return test;
}

} // namespace isac
} // namespace ns3
