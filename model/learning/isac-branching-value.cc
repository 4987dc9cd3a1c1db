/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-branching-value.h"

#include <cmath>

namespace ns3
{
namespace isac
{

FloatMatrix
CombineBranches(const FloatMatrix& value,
                const FloatMatrix& advantage,
                const std::vector<int>& branches)
{
    FloatMatrix combined = advantage;
    Eigen::Index from = 0;
    for (const int choices : branches)
    {
        auto branch = combined.middleCols(from, choices);
        const Eigen::VectorXf shift = value.col(0) - branch.rowwise().mean();
        branch.colwise() += shift;
        from += choices;
    }
    return combined;
}

DuelingStreams
SplitBranches(const FloatMatrix& gradient, const std::vector<int>& branches)
{
    DuelingStreams streams{gradient.rowwise().sum(), gradient};
    Eigen::Index from = 0;
    for (const int choices : branches)
    {
        auto branch = streams.advantage.middleCols(from, choices);
        const Eigen::VectorXf mean = branch.rowwise().mean();
        branch.colwise() -= mean;
        from += choices;
    }
    return streams;
}

IndexMatrix
BestChoices(const FloatMatrix& values, const std::vector<int>& branches)
{
    IndexMatrix best(values.rows(), static_cast<Eigen::Index>(branches.size()));
    for (Eigen::Index row = 0; row < values.rows(); ++row)
    {
        Eigen::Index from = 0;
        for (std::size_t d = 0; d < branches.size(); ++d)
        {
            values.row(row).segment(from, branches[d]).maxCoeff(&best(row, d));
            from += branches[d];
        }
    }
    return best;
}

Eigen::VectorXf
BranchingTargets(const ReplaySample& sample,
                 const FloatMatrix& values,
                 const FloatMatrix& chooser,
                 const std::vector<int>& branches)
{
    const IndexMatrix best = BestChoices(chooser, branches);
    Eigen::VectorXf target = sample.reward;
    for (Eigen::Index row = 0; row < values.rows(); ++row)
    {
        Eigen::Index from = 0;
        float sum = 0.0F;
        for (std::size_t d = 0; d < branches.size(); ++d)
        {
            sum += values(row, from + best(row, d));
            from += branches[d];
        }
        target[row] += sample.discount[row] * sum / static_cast<float>(branches.size());
    }
    return target;
}

BranchingLoss
CompareBranches(const FloatMatrix& values,
                const ReplaySample& sample,
                const Eigen::VectorXf& target,
                const std::vector<int>& branches)
{
    const auto count = static_cast<float>(branches.size());
    const float share = 1.0F / (count * static_cast<float>(values.rows()));
    BranchingLoss result;
    result.error = Eigen::VectorXf::Zero(values.rows());
    result.gradient = FloatMatrix::Zero(values.rows(), values.cols());
    for (Eigen::Index row = 0; row < values.rows(); ++row)
    {
        Eigen::Index from = 0;
        for (std::size_t d = 0; d < branches.size(); ++d)
        {
            const Eigen::Index place = from + sample.categorical(row, d);
            const float error = values(row, place) - target[row];
            result.loss += 0.5 * share * sample.weight[row] * error * error;
            result.error[row] += std::abs(error) / count;
            result.gradient(row, place) = share * sample.weight[row] * error;
            from += branches[d];
        }
    }
    return result;
}

} // namespace isac
} // namespace ns3
