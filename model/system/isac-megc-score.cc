/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-score.h"

#include "isac-held-out.h"

#include "ns3/isac-random-source.h"

#include <numeric>

namespace ns3
{
namespace isac
{

std::vector<MegcState>
DrawHeldOutMegcStates(const MegcParameters& parameters,
                      const MegcScenario& scenario,
                      uint64_t seed,
                      std::size_t count)
{
    MegcStateSource source(parameters, scenario, LearnerSeed(seed, 0, HELD_OUT_STREAM));
    std::vector<MegcState> states;
    for (std::size_t i = 0; i < count; ++i)
    {
        states.push_back(source.NextSlot());
    }
    return states;
}

void
MegcScore::Add(const MegcOutcome& outcome)
{
    const auto sum = [](const std::vector<double>& values) {
        return std::accumulate(values.begin(), values.end(), 0.0);
    };
    compute.push_back(sum(outcome.computeLatency));
    content.push_back(sum(outcome.contentLatency));
    vision.push_back(sum(outcome.visionLatency));
    total.push_back(outcome.total);
}

MegcScore
ScoreMegcActions(const MegcSystem& system,
                 const std::vector<MegcState>& states,
                 const ActionBatch& actions)
{
    MegcScore score;
    for (std::size_t i = 0; i < states.size(); ++i)
    {
        const Action action = actions.Row(static_cast<Eigen::Index>(i));
        score.Add(system.Evaluate(states[i], system.Decode(states[i], action)));
    }
    return score;
}

MegcScore
ScoreMegcScheme(const MegcParameters& parameters,
                const MegcScheme& scheme,
                const std::vector<MegcState>& states)
{
    const MegcSystem system(parameters, scheme.decoding);
    MegcScore score;
    for (const MegcState& state : states)
    {
        const Action action = scheme.policy->Act(system.Observe(state));
        score.Add(system.Evaluate(state, system.Decode(state, action)));
    }
    return score;
}

} // namespace isac
} // namespace ns3
