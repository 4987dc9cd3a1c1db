/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_CELLS_H
#define ISAC_DD_CELLS_H

#include <cstdint>
#include <vector>

namespace ns3
{
namespace isac
{

/// Adjacent cells of one user's power, with bounds of his value in each.
struct DdCells
{
    std::int64_t first = 0;    //!< number of the first cell
    std::vector<double> bound; //!< of each cell; -infinity where it cannot be
};

/// What users can have together, one cell each.
struct DdConvolution
{
    double bound = 0.0;               //!< largest sum of bounds; -infinity where there is no choice
    std::vector<std::int64_t> choice; //!< the cell of each user that gives it
    std::vector<std::vector<double>> marginal; //!< largest sum with this cell of this user
    double work = 0.0;                         //!< sums compared
};

/**
 * @ingroup isac-aigc
 * @brief Max-plus convolution of users' bounds, one cell for each.
 * @param users cells of each user
 * @param most largest sum of cell numbers allowed
 * @return the best choice, and the best with each cell
 */
DdConvolution ConvolveDd(const std::vector<DdCells>& users, std::int64_t most);

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_CELLS_H
