/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_SCORE_H
#define ISAC_DD_SCORE_H

#include "isac-dd-scheme.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Independent slots to judge schemes on, drawn apart from all that LearnerSeed() seeds, so
 * that no learner has met them.
 * @param parameters the system
 * @param scenario its users
 * @param seed which slots; the first of them are the same whatever the count
 * @param count how many
 * @return the slots
 */
std::vector<DdState> DrawHeldOutDdStates(const DdParameters& parameters,
                                         const DdScenario& scenario,
                                         uint64_t seed,
                                         std::size_t count);

/// What a scheme reached, slot by slot.
struct DdScore
{
    std::vector<double> reward;      //!< (27)
    std::vector<double> qoe;         //!< sum over users, (21)
    std::vector<double> shortage;    //!< of (23), sum over users
    std::vector<double> excess;      //!< of (22) and (24), sum [J]
    std::vector<double> satisfied;   //!< 1 where (22), (23) and (24) hold, else 0
    std::vector<double> serverSteps; //!< t_0
    std::vector<double> deviceSteps; //!< mean t_k
    std::vector<double> saved;       //!< part of the energy of steps that sharing t_0 saves

    /**
     * @param parameters the system
     * @param allocation of the next slot
     * @param outcome of it
     */
    void Add(const DdParameters& parameters,
             const DdAllocation& allocation,
             const DdOutcome& outcome);
};

/**
 * @ingroup isac-aigc
 * @brief What actions reach.
 * @param system reads the actions
 * @param states one for each action
 * @param actions N
 * @return the score
 */
DdScore ScoreDdActions(const DdSystem& system,
                       const std::vector<DdState>& states,
                       const ActionBatch& actions);

/**
 * @ingroup isac-aigc
 * @brief What a scheme reaches.
 * @param parameters the system
 * @param scenario its users
 * @param scheme decides
 * @param states on which
 * @param stop asked before each slot whether to leave the rest out; none: never
 * @return the score
 */
DdScore ScoreDdScheme(const DdParameters& parameters,
                      const DdScenario& scenario,
                      const DdScheme& scheme,
                      const std::vector<DdState>& states,
                      const std::function<bool()>& stop = {});

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_SCORE_H
