/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-caqa-held-out.h"

#include "isac-held-out.h"

#include "ns3/isac-random-source.h"

#include <limits>
#include <numeric>

namespace ns3
{
namespace isac
{

std::vector<CaqaState>
DrawHeldOutStates(const CaqaParameters& parameters,
                  const CaqaScenario& scenario,
                  uint64_t seed,
                  std::size_t count)
{
    CaqaStateSource source(parameters, scenario, LearnerSeed(seed, 0, HELD_OUT_STREAM));
    std::vector<CaqaState> states;
    for (std::size_t i = 0; i < count; ++i)
    {
        source.StartEpisode();
        states.push_back(source.NextSlot());
    }
    return states;
}

double
MeanOf(const std::vector<double>& values)
{
    return values.empty() ? std::numeric_limits<double>::quiet_NaN()
                          : std::accumulate(values.begin(), values.end(), 0.0) /
                                static_cast<double>(values.size());
}

void
CaqaScore::Add(const CaqaOutcome& outcome)
{
    reward.push_back(outcome.reward);
    gatedAverage.push_back(outcome.gatedAverage);
    average.push_back(outcome.average);
    violations.push_back(outcome.violations);
    accuracy.push_back(MeanOf(outcome.accuracy));
    quality.push_back(MeanOf(outcome.quality));
    energy.push_back(outcome.energy);
}

CaqaScore
ScoreActions(const CaqaSystem& system,
             const std::vector<CaqaState>& states,
             const ActionBatch& actions)
{
    CaqaScore score;
    for (std::size_t i = 0; i < states.size(); ++i)
    {
        const Action action = actions.Row(static_cast<Eigen::Index>(i));
        score.Add(system.Evaluate(states[i], system.Decode(states[i], action)));
    }
    return score;
}

} // namespace isac
} // namespace ns3
