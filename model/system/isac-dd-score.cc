/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dd-score.h"

#include "isac-held-out.h"

#include "ns3/isac-random-source.h"

#include <numeric>

namespace ns3
{
namespace isac
{

std::vector<DdState>
DrawHeldOutDdStates(const DdParameters& parameters,
                    const DdScenario& scenario,
                    uint64_t seed,
                    std::size_t count)
{
    DdStateSource source(parameters, scenario, LearnerSeed(seed, 0, HELD_OUT_STREAM));
    std::vector<DdState> states;
    for (std::size_t i = 0; i < count; ++i)
    {
        states.push_back(source.NextSlot());
    }
    return states;
}

void
DdScore::Add(const DdParameters& parameters,
             const DdAllocation& allocation,
             const DdOutcome& outcome)
{
    const auto sum = [](const auto& values) {
        return std::accumulate(values.begin(), values.end(), 0.0);
    };
    reward.push_back(outcome.reward);
    qoe.push_back(outcome.sumQoe);
    shortage.push_back(sum(outcome.qoeShortage));
    excess.push_back(sum(outcome.deviceExcess) + outcome.serverExcess);
    satisfied.push_back(outcome.Feasible() ? 1.0 : 0.0);
    serverSteps.push_back(allocation.serverSteps);
    deviceSteps.push_back(sum(allocation.deviceSteps) /
                          static_cast<double>(allocation.deviceSteps.size()));
    // Against a chain for each user with the same steps.
    const std::size_t users = allocation.deviceSteps.size();
    const double devices = sum(outcome.deviceEnergy);
    const double one = allocation.serverSteps * parameters.serverStepEnergy;
    const double now = allocation.serverSteps * DdServerStepEnergy(parameters, users);
    const double separate = static_cast<double>(users) * one + devices;
    saved.push_back(separate > 0.0 ? 1.0 - (now + devices) / separate : 0.0);
}

DdScore
ScoreDdActions(const DdSystem& system,
               const std::vector<DdState>& states,
               const ActionBatch& actions)
{
    DdScore score;
    for (std::size_t i = 0; i < states.size(); ++i)
    {
        const DdAllocation allocation = system.Decode(actions.Row(static_cast<Eigen::Index>(i)));
        score.Add(system.GetParameters(),
                  allocation,
                  EvaluateDd(system.GetParameters(), states[i], allocation));
    }
    return score;
}

DdScore
ScoreDdScheme(const DdParameters& parameters,
              const DdScenario& scenario,
              const DdScheme& scheme,
              const std::vector<DdState>& states,
              const std::function<bool()>& stop)
{
    const DdSystem system(parameters, scenario, scheme.decoding);
    DdScore score;
    for (const DdState& state : states)
    {
        if (stop && stop())
        {
            break;
        }
        const DdAllocation allocation = system.Decode(scheme.policy->Act(system.Observe(state)));
        score.Add(parameters, allocation, EvaluateDd(parameters, state, allocation));
    }
    return score;
}

} // namespace isac
} // namespace ns3
