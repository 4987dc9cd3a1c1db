/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-advantage.h"

namespace ns3
{
namespace isac
{

Eigen::VectorXf
EstimateAdvantages(const RolloutSteps& steps,
                   const Eigen::VectorXf& value,
                   const Eigen::VectorXf& nextValue,
                   double discount,
                   double decay)
{
    const Eigen::Index count = steps.reward.size();
    Eigen::VectorXf advantage(count);
    for (Eigen::Index i = count - 1; i >= 0; --i)
    {
        const double expected = steps.terminated[i] ? 0.0 : discount * nextValue[i];
        const double surprise = steps.reward[i] + expected - value[i];
        const Eigen::Index later = i + steps.environments;
        const bool over = steps.terminated[i] || steps.truncated[i] || later >= count;
        advantage[i] =
            static_cast<float>(surprise + (over ? 0.0 : discount * decay * advantage[later]));
    }
    return advantage;
}

ReturnsToGo
SumReturns(const RolloutSteps& steps, double discount)
{
    const Eigen::Index count = steps.reward.size();
    ReturnsToGo returns;
    returns.value.resize(count);
    returns.complete.resize(count);
    for (Eigen::Index i = count - 1; i >= 0; --i)
    {
        const Eigen::Index later = i + steps.environments;
        const bool ends = steps.terminated[i] || steps.truncated[i];
        const bool goesOn = !ends && later < count;
        returns.value[i] =
            static_cast<float>(steps.reward[i] + (goesOn ? discount * returns.value[later] : 0.0));
        returns.complete[i] = ends || discount == 0.0 || (goesOn && returns.complete[later]);
    }
    return returns;
}

} // namespace isac
} // namespace ns3
