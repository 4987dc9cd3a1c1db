/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_OPTIMUM_H
#define ISAC_DD_OPTIMUM_H

#include "isac-dd-curve.h"

namespace ns3
{
namespace isac
{

/// How far a search goes.
struct DdSearchSettings
{
    DdQoeRule rule = DdQoeRule::PENALTY; //!< of a QoE below the threshold
    double tolerance = 1e-5;             //!< of the reward, absolute
    double mostWork = 1e9; //!< sums compared before the search gives up; some 1e9 take a second
};

/// How a search ended.
enum class DdOptimumStatus
{
    OPTIMAL,    //!< the bound is within the tolerance
    INFEASIBLE, //!< nothing meets the constraints
    LIMIT //!< too much work; the bound holds, the allocation may be far from it, or none be known
};

/// An allocation, and what no other exceeds.
struct DdOptimum
{
    DdOptimumStatus status = DdOptimumStatus::INFEASIBLE; //!< how the search ended
    bool found = false;                                   //!< whether there is an allocation
    DdAllocation allocation;                              //!< the best one known
    DdOutcome outcome;                                    //!< what it gives; its reward counts
    double upperBound = 0.0; //!< of the reward of any allocation within the constraints, to 1e-12
    int nodes = 0;           //!< boxes looked at
    double work = 0.0;       //!< sums compared
};

/**
 * @ingroup isac-aigc
 * @brief The allocation of largest reward (27), or of largest QoE under (23), to within a
 * tolerance; with a proof. The energies (22) and (24) hold, to rounding.
 *
 * For each plan of steps power is cut into cells. If user k's power lies in cell i_k, the sum of
 * all i_k is below the number of cells, and his value is at most the cell's bound: a max-plus
 * convolution gives the best sum of bounds, and for each cell the best with it. Cells that cannot
 * beat the best allocation by the tolerance are dropped, the rest are halved. The bound is that
 * of K - 1 cells more power, so it falls with the width of the cells, times the price of power. The
 * best allocation comes from exchanging power between two users in ever smaller amounts.
 *
 * @param parameters the system
 * @param state users
 * @param settings how far the search goes
 * @return the allocation and a bound
 * @throws std::invalid_argument if a figure makes no sense, in words
 */
DdOptimum SolveDd(const DdParameters& parameters,
                  const DdState& state,
                  const DdSearchSettings& settings = DdSearchSettings());

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_OPTIMUM_H
