/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MEGC_GRADIENT_H
#define ISAC_MEGC_GRADIENT_H

#include "ns3/isac-megc-slot.h"

namespace ns3
{
namespace isac
{

/// The total latency of a slot with its derivatives.
struct MegcGradient
{
    double total = 0.0;    //!< sum of all latencies [s]
    MegcAllocation slopes; //!< derivative of the total by each value of the allocation [s]
};

/**
 * @ingroup isac-aigc
 * @brief The derivative of (1) to (15) by every share.
 *
 * Where local and remote time of a computation task are equal the maximum (8) has a kink, and the
 * slopes are those of the longer branch as rounding has it, or of the remote one. With
 * `bestOffloading` lambda is a function of bandwidth and speed (see ChooseOffloading()), the
 * latency a b / (a + b) has no kink, and the slope by lambda is 0.
 *
 * @param parameters the cell
 * @param state gains and tasks
 * @param allocation shares, each greater than 0 where there is something to send or compute
 * @param bestOffloading whether allocation.offloading follows from the rest
 * @return total and slopes
 */
MegcGradient DifferentiateMegc(const MegcParameters& parameters,
                               const MegcState& state,
                               const MegcAllocation& allocation,
                               bool bestOffloading);

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_GRADIENT_H
