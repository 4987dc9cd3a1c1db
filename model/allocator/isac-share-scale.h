/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_SHARE_SCALE_H
#define ISAC_SHARE_SCALE_H

#include <cstddef>
#include <limits>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief What turns weights into shares whose sum does not exceed 1 even after rounding, in
 * whatever order they are added.
 * @param sum of the weights
 * @param count of the weights: each sum of so many is off by half an epsilon for each at most
 * @return factor for each weight
 */
inline double
ShareScale(double sum, std::size_t count)
{
    const double rounding = std::numeric_limits<double>::epsilon() * static_cast<double>(count + 2);
    return (1.0 - rounding) / sum;
}

} // namespace isac
} // namespace ns3

#endif // ISAC_SHARE_SCALE_H
