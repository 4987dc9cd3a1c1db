/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_SPLIT_H
#define ISAC_DA_SPLIT_H

#include "ns3/isac-da-groups.h"

#include <Eigen/Core>

namespace ns3
{
namespace isac
{

/// A split of bandwidth, power and speed between two groups.
struct DaSplit
{
    Eigen::Array3d first;       //!< what the first group has; the second has the rest
    bool moved = false;         //!< whether it is another one than was wanted
    Eigen::Matrix3d derivative; //!< of `first` by what was wanted for it
    /// @return shares of both groups
    DaShares Shares() const;
};

/**
 * @ingroup isac-aigc
 * @brief Moves a split between two groups towards the balanced one until it keeps a reserve: on the
 * way from there to where demands of sensing take everything, the last part of it is not used, as
 * users whose demands are small would be left with next to nothing there.
 *
 * The split depends continuously on what is wanted, and its derivative is exact but at kinks:
 * beyond the reserve it follows the edge of feasibility, so that going farther out changes nothing.
 *
 * @param groups two, both with users
 * @param wanted shares of the first group, each between 0 and 1
 * @param reserve from 0 to 1, 1 excluded
 * @return the split
 * @throws std::runtime_error if all budgets together do not suffice
 */
DaSplit KeepReserve(const DaGroups& groups, const Eigen::Array3d& wanted, double reserve);

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_SPLIT_H
