/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-score.h"

#include "isac-da-population.h"
#include "isac-held-out.h"

#include "ns3/isac-random-source.h"

namespace ns3
{
namespace isac
{

namespace
{

/// Adds what an action earns.
void
AddTo(DaScore& score, const DaSystem& system, const DaSlot& slot, const Action& action)
{
    const DaSlotProblem problem(system.GetScenario(), slot);
    const DaAllocation allocation = system.Decode(problem, action).allocation;
    const DaOutcome outcome = EvaluateDa(problem.GetWhole(), allocation);
    score.qoe.push_back(outcome.meanQoe);
    const std::size_t missed = DaUnmet(system.GetScenario(), slot, allocation).size();
    score.missed.push_back(static_cast<double>(missed) / static_cast<double>(slot.size()));
    score.users.insert(score.users.end(), outcome.qoe.begin(), outcome.qoe.end());
}

} // namespace

std::vector<DaSlot>
DrawHeldOutDaSlots(const DaScenario& scenario, uint64_t seed, std::size_t count)
{
    DaPopulation population(scenario, LearnerSeed(seed, 0, HELD_OUT_STREAM));
    std::vector<DaSlot> slots;
    for (std::size_t i = 0; i < count; ++i)
    {
        slots.push_back(population.GetSlot());
        population.Begin();
    }
    return slots;
}

DaScore
ScoreDaActions(const DaSystem& system, const std::vector<DaSlot>& slots, const ActionBatch& actions)
{
    DaScore score;
    for (std::size_t i = 0; i < slots.size(); ++i)
    {
        AddTo(score, system, slots[i], actions.Row(static_cast<Eigen::Index>(i)));
    }
    return score;
}

DaScore
ScoreDaScheme(const DaScenario& scenario, const DaScheme& scheme, const std::vector<DaSlot>& slots)
{
    const DaSystem system(scenario, scheme.decoding);
    DaScore score;
    for (const DaSlot& slot : slots)
    {
        AddTo(score, system, slot, scheme.policy->Act(system.Observe(slot)));
    }
    return score;
}

} // namespace isac
} // namespace ns3
