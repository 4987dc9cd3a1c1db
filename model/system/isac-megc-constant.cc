/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-constant.h"

#include "isac-megc-reward-model.h"

#include <cmath>
#include <vector>

namespace ns3
{
namespace isac
{

Action
FindBestMegcConstant(const MegcParameters& parameters, const MegcScenario& scenario)
{
    constexpr int STATES = 400;
    constexpr uint64_t SEED = 20;
    constexpr int STEPS = 600;
    // Of a range of logits of 10: shares may differ by e^20.
    const MegcSystem system(parameters, {MegcShares::SOFTMAX, 10.0});
    const MegcRewardModel model(system);
    MegcStateSource source(parameters, scenario, SEED);
    std::vector<MegcState> states;
    for (int i = 0; i < STATES; ++i)
    {
        states.push_back(source.NextSlot());
    }
    Action action;
    action.continuous.setConstant(system.GetActionSpace().continuous, 0.5);
    Eigen::VectorXd first = Eigen::VectorXd::Zero(action.continuous.size());
    Eigen::VectorXd second = first;
    for (int step = 1; step <= STEPS; ++step)
    {
        Eigen::VectorXd slope = Eigen::VectorXd::Zero(first.size());
        for (const MegcState& state : states)
        {
            Eigen::VectorXd gradient;
            model.Evaluate(state, action, gradient);
            slope += gradient / STATES;
        }
        // Adam with its usual constants; the rate falls to 0, for kinks of (8) keep it from
        // resting.
        first = 0.9 * first + 0.1 * slope;
        second = 0.999 * second + 0.001 * slope.cwiseAbs2();
        const double rate = 0.01 * (1.0 - static_cast<double>(step) / STEPS);
        const double bias = 1.0 - std::pow(0.9, step);
        const double spread = 1.0 - std::pow(0.999, step);
        action.continuous.array() +=
            rate * first.array() / bias / ((second.array() / spread).sqrt() + 1e-12);
        action.continuous = action.continuous.cwiseMax(0.0).cwiseMin(1.0);
    }
    // The state does not matter: lambda is part of the action.
    return MegcSystem(parameters, {MegcShares::WEIGHTS})
        .Encode(system.Decode(states.front(), action));
}

} // namespace isac
} // namespace ns3
