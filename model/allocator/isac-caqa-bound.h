/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CAQA_BOUND_H
#define ISAC_CAQA_BOUND_H

#include "isac-caqa-relaxation.h"

#include <cstddef>
#include <functional>
#include <vector>

namespace ns3
{
namespace isac
{

/// Effort of CaqaBranchAndBound.
struct CaqaBoundOptions
{
    double relativeGap = 5e-5;      //!< stop when the bound is this close to the best reward
    std::size_t maxRelaxations = 0; //!< most dynamic programs to solve
};

/**
 * @ingroup isac-aigc
 * @brief Upper bound of the reward (11) of a slot: branch and bound over boxes of sensing energy.
 *
 * Best box first. A box is refined by minimising its bound over the prices, and then split along
 * whatever makes its maximiser too late for C1: a user's sensing energy or steps, or the total
 * sensing energy. Where nothing is late, the maximisers on both sides of the price disagree about
 * how to spend the budget (the duality gap), and the box is split where they differ most.
 *
 * @param parameters the cell
 * @param relaxation the slot, K at least 1
 * @param best best reward known so far
 * @param report gets each maximiser on the way and returns the best reward then known
 * @param options effort
 * @return upper bound of the reward, not below the best reward known
 */
double CaqaBranchAndBound(const CaqaParameters& parameters,
                          CaqaRelaxation& relaxation,
                          double best,
                          const std::function<double(const CaqaMaximiser&)>& report,
                          const CaqaBoundOptions& options);

} // namespace isac
} // namespace ns3

#endif // ISAC_CAQA_BOUND_H
