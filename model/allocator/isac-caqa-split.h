/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CAQA_SPLIT_H
#define ISAC_CAQA_SPLIT_H

#include "isac-caqa-relaxation.h"

#include <vector>

namespace ns3
{
namespace isac
{

/// What a box is split along.
enum class CaqaSplitKind
{
    NONE,   //!< nothing to gain
    ENERGY, //!< a user's sensing energy
    SENSED, //!< the total sensing energy
    STEPS,  //!< a user's steps
    SERVICE //!< whether a user's requirement is met
};

/// How to split a box in two.
struct CaqaSplit
{
    CaqaSplitKind kind = CaqaSplitKind::NONE; //!< see CaqaSplitKind
    std::size_t user = 0;                     //!< whose limits change, but for SENSED
    double energy = 0.0;                      //!< upper end of one half, lower of the other [J]
    int steps = 0;                            //!< most steps of one half; the other has more
};

/**
 * @ingroup isac-aigc
 * @brief Finds the split of a box that removes what its maximisers get wrong.
 *
 * First the worst violation of C1: the times that the maximiser's own decisions lead to, against
 * the earlier ones that the relaxation granted him. If no download is late, the largest difference
 * between maximisers, which the price could not choose between: whom they serve, then accuracy.
 *
 * @param parameters the cell
 * @param box the box
 * @param maximisers of the box, at or near the best price
 * @return the split; NONE where the maximisers agree and keep C1
 */
CaqaSplit PlanCaqaSplit(const CaqaParameters& parameters,
                        const CaqaBox& box,
                        const std::vector<CaqaMaximiser>& maximisers);

/**
 * @ingroup isac-aigc
 * @param box the box
 * @param split a plan for it, not NONE
 * @param upper which half
 * @return that half
 */
CaqaBox HalfBox(const CaqaBox& box, const CaqaSplit& split, bool upper);

} // namespace isac
} // namespace ns3

#endif // ISAC_CAQA_SPLIT_H
