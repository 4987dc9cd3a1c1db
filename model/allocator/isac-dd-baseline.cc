/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dd-baseline.h"

#include "isac-dd-curve.h"

#include <algorithm>
#include <boost/random/exponential_distribution.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <limits>
#include <stdexcept>

namespace ns3
{
namespace isac
{

namespace
{

/// @return plans, at least one
std::vector<DdStepPlan>
SomePlans(const DdParameters& parameters, const DdState& state)
{
    const std::vector<DdStepPlan> plans = MakeDdStepPlans(parameters, state);
    if (plans.empty())
    {
        throw std::invalid_argument("distributed diffusion: no steps within the energy budgets");
    }
    return plans;
}

} // namespace

DdAllocation
DdEqualSplit(const DdParameters& parameters, const DdState& state, int serverSteps, int deviceSteps)
{
    const std::size_t users = state.users.size();
    const double left =
        parameters.serverBudget - DdServerStepEnergy(parameters, users) * serverSteps;
    DdAllocation allocation;
    allocation.serverSteps = serverSteps;
    allocation.power.assign(users,
                            std::max(0.0, left) / parameters.energyPerWatt /
                                static_cast<double>(users));
    for (const DdUser& user : state.users)
    {
        const int most = std::max(1, DdMostDeviceSteps(parameters, user));
        allocation.deviceSteps.push_back(std::min(deviceSteps, most));
    }
    return allocation;
}

DdAllocation
DdEqualPower(const DdParameters& parameters, const DdState& state)
{
    const std::size_t users = state.users.size();
    DdAllocation best;
    double bestValue = -std::numeric_limits<double>::infinity();
    for (const DdStepPlan& plan : SomePlans(parameters, state))
    {
        const double power = plan.budget / static_cast<double>(users);
        DdAllocation allocation;
        allocation.serverSteps = plan.serverSteps;
        allocation.power.assign(users, power);
        double value = 0.0;
        for (std::size_t k = 0; k < users; ++k)
        {
            const auto choice = DdCurve(parameters, state, plan, k, DdQoeRule::PENALTY).At(power);
            allocation.deviceSteps.push_back(choice.steps);
            value += choice.value;
        }
        if (value > bestValue)
        {
            bestValue = value;
            best = allocation;
        }
    }
    return best;
}

DdAllocation
DdRandomAllocation(const DdParameters& parameters,
                   const DdState& state,
                   boost::random::mt19937_64& generator)
{
    const int mostSteps = SomePlans(parameters, state).back().serverSteps;
    DdAllocation allocation =
        DdEqualSplit(parameters,
                     state,
                     boost::random::uniform_int_distribution<>(1, mostSteps)(generator),
                     1);
    // Exponential parts of their sum are uniform over all divisions.
    boost::random::exponential_distribution<double> part;
    const double budget = allocation.power.front() * static_cast<double>(state.users.size());
    double sum = 0.0;
    for (std::size_t k = 0; k < state.users.size(); ++k)
    {
        const int most = DdMostDeviceSteps(parameters, state.users[k]);
        allocation.deviceSteps[k] = boost::random::uniform_int_distribution<>(1, most)(generator);
        allocation.power[k] = part(generator);
        sum += allocation.power[k];
    }
    for (double& power : allocation.power)
    {
        power *= budget / sum;
    }
    return allocation;
}

} // namespace isac
} // namespace ns3
