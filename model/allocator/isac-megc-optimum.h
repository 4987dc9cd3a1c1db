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
 * It falls apart into downlink bandwidth and power on one side, uplink bandwidth, lambda and server
 * speed on the other; no variable and no constraint is in both. Who needs nothing of a resource
 * gets exactly 0 of it: tasks of 0 bits, and computation users who do best alone.
 *
 * @param parameters the cell
 * @param state gains and tasks
 * @return the optimum; shares of a resource sum to 1 within rounding and not to more, or to 0
 * where nobody needs it
 * @throws std::invalid_argument if sizes do not match the cell, or a value is not a number from
 * 1e-50 to 1e50; tasks, psi, xi, zeta and chi_gen may be 0
 */
MegcOptimum SolveMegc(const MegcParameters& parameters, const MegcState& state);

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_OPTIMUM_H
