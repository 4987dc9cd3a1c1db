/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dueling.h"

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @param table N x (actions width)
 * @param width outputs of an action
 * @return N x width, sum of the actions
 */
FloatMatrix
SumActions(const FloatMatrix& table, Eigen::Index width)
{
    FloatMatrix sum = FloatMatrix::Zero(table.rows(), width);
    for (Eigen::Index from = 0; from < table.cols(); from += width)
    {
        sum += table.middleCols(from, width);
    }
    return sum;
}

} // namespace

FloatMatrix
CombineStreams(const DuelingStreams& streams)
{
    const Eigen::Index width = streams.value.cols();
    const auto actions = static_cast<float>(streams.advantage.cols() / width);
    const FloatMatrix shift = streams.value - SumActions(streams.advantage, width) / actions;
    return streams.advantage + shift.replicate(1, streams.advantage.cols() / width);
}

DuelingStreams
SplitGradient(const FloatMatrix& gradient, int width)
{
    const Eigen::Index actions = gradient.cols() / width;
    const FloatMatrix sum = SumActions(gradient, width);
    return {sum, gradient - (sum / static_cast<float>(actions)).replicate(1, actions)};
}

} // namespace isac
} // namespace ns3
