/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MEGC_OPTIMUM_H
#define ISAC_MEGC_OPTIMUM_H

#include "ns3/isac-megc-slot.h"

namespace ns3
{
namespace isac
{

/// What SolveMegc() found.
struct MegcOptimum
{
    MegcAllocation allocation; //!< attains the total
    MegcOutcome outcome;       //!< of that allocation
    int iterations = 0;        //!< of the two searches together
    bool converged = false;    //!< false: an iteration limit was met; the allocation is feasible
};

/**
 * @ingroup isac-aigc
 * @brief The allocation of least total latency in one slot: P1 with T = 1, solved exactly.
 *
 * @param parameters the cell
 * @param state gains and tasks
 * @return the optimum
 * @throws std::invalid_argument if sizes do not match the cell, or values are not finite, gains not
 * above 0 or tasks below 0
 */
MegcOptimum SolveMegc(const MegcParameters& parameters, const MegcState& state);

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_OPTIMUM_H
