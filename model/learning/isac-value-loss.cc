/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-value-loss.h"

namespace ns3
{
namespace isac
{

Eigen::VectorXf
ValueTargets(const ReplaySample& sample, const FloatMatrix& values, const FloatMatrix& chooser)
{
    Eigen::VectorXf target = sample.reward;
    for (Eigen::Index row = 0; row < values.rows(); ++row)
    {
        Eigen::Index best = 0;
        chooser.row(row).maxCoeff(&best);
        target[row] += sample.discount[row] * values(row, best);
    }
    return target;
}

ValueLoss
CompareValues(const FloatMatrix& values, const ReplaySample& sample, const Eigen::VectorXf& target)
{
    const auto count = static_cast<float>(values.rows());
    ValueLoss result;
    result.error.resize(values.rows());
    result.gradient = FloatMatrix::Zero(values.rows(), values.cols());
    for (Eigen::Index row = 0; row < values.rows(); ++row)
    {
        const int action = sample.categorical(row, 0);
        result.error[row] = values(row, action) - target[row];
        result.gradient(row, action) = 2.0F * sample.weight[row] * result.error[row] / count;
    }
    result.loss = (sample.weight.array() * result.error.array().square()).mean();
    return result;
}

} // namespace isac
} // namespace ns3
