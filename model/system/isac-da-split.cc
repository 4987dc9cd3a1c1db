/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-split.h"

#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

/// @param first shares of the first group @return shares of both
DaShares
Both(const Eigen::Array3d& first)
{
    DaShares shares(2);
    for (int j = 0; j < 3; ++j)
    {
        shares[0][j] = first[j];
        shares[1][j] = 1.0 - first[j];
    }
    return shares;
}

/// @param shares of both groups @return those of the first
Eigen::Array3d
First(const DaShares& shares)
{
    return {shares[0][0], shares[0][1], shares[0][2]};
}

/// @param groups two @param split on the edge of feasibility @return which way the margin grows
Eigen::Vector3d
MarginGradient(const DaGroups& groups, const Eigen::Array3d& split)
{
    constexpr double STEP = 1e-6;
    Eigen::Vector3d gradient;
    for (int j = 0; j < 3; ++j)
    {
        Eigen::Array3d up = split;
        Eigen::Array3d down = split;
        up[j] += STEP;
        down[j] -= STEP;
        gradient[j] = (groups.Margin(Both(up)) - groups.Margin(Both(down))) / (2.0 * STEP);
    }
    return gradient;
}

} // namespace

DaShares
DaSplit::Shares() const
{
    return Both(first);
}

DaSplit
KeepReserve(const DaGroups& groups, const Eigen::Array3d& wanted, double reserve)
{
    constexpr double LEAST = 1e-3;
    const double keep = 1.0 - reserve;
    const Eigen::Array3d balanced = First(groups.BalancedShares());
    // So far out the edge of feasibility may be for the reserve to remain.
    const Eigen::Array3d wished = balanced + (wanted - balanced) / keep;
    const Eigen::Array3d far = wished.max(LEAST).min(1.0 - LEAST);
    const Eigen::Array3d moves = (far == wished).cast<double>();
    if (groups.Feasible(Both(far)))
    {
        // Who wants all but everything of something has what keeps the reserve there, too.
        const Eigen::Array3d first =
            (far == wished).select(wanted, balanced + keep * (far - balanced));
        return {first, (far != wished).any(), Eigen::Matrix3d(moves.matrix().asDiagonal())};
    }
    const Eigen::Array3d edge = First(groups.PullBack(Both(far)));
    // edge = balanced + t way with t such that the margin stays as it is when `way` changes.
    const Eigen::Vector3d way = far - balanced;
    const double part = (edge - balanced).matrix().dot(way) / way.squaredNorm();
    const Eigen::Vector3d normal = MarginGradient(groups, edge);
    const double along = normal.dot(way);
    DaSplit split{balanced + keep * (edge - balanced), true, Eigen::Matrix3d::Zero()};
    if (along != 0.0 && std::isfinite(along))
    {
        split.derivative = part * (Eigen::Matrix3d::Identity() - way * normal.transpose() / along) *
                           moves.matrix().asDiagonal();
    }
    return split;
}

} // namespace isac
} // namespace ns3
