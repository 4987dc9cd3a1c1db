/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dd-system.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

/// Under this gain nothing can be sent; its logarithm stays finite.
constexpr double LEAST_GAIN = 1e-12;

} // namespace

DdSystem::DdSystem(const DdParameters& parameters,
                   const DdScenario& scenario,
                   const DdDecoding& decoding)
    : m_parameters(parameters),
      m_scenario(scenario),
      m_decoding(decoding)
{
}

const DdParameters&
DdSystem::GetParameters() const
{
    return m_parameters;
}

const DdScenario&
DdSystem::GetScenario() const
{
    return m_scenario;
}

const DdDecoding&
DdSystem::GetDecoding() const
{
    return m_decoding;
}

int
DdSystem::ObservationSize() const
{
    return 8 * m_parameters.users + 2;
}

ActionSpace
DdSystem::GetActionSpace() const
{
    const DdParameters& p = m_parameters;
    ActionSpace space;
    space.continuous = p.users;
    if (m_decoding.actions == DdActions::LARGEST)
    {
        space.continuous += p.mostServerSteps + p.users * p.mostDeviceSteps;
        return space;
    }
    space.categories.assign(p.users + 1, p.mostDeviceSteps);
    space.categories[0] = p.mostServerSteps;
    return space;
}

Eigen::VectorXd
DdSystem::Observe(const DdState& state) const
{
    Eigen::VectorXd observation(ObservationSize());
    Eigen::Index next = 0;
    for (const DdUser& user : state.users)
    {
        for (const double score : user.personality)
        {
            observation[next++] = score;
        }
    }
    for (const DdUser& user : state.users)
    {
        observation[next++] = user.distance;
    }
    observation[next++] = m_parameters.serverStepEnergy;
    for (const DdUser& user : state.users)
    {
        observation[next++] = user.stepEnergy;
    }
    for (const DdUser& user : state.users)
    {
        observation[next++] = std::log10(std::max(user.gain, LEAST_GAIN));
    }
    observation[next] = m_parameters.qoeThreshold;
    return observation;
}

DdState
DdSystem::Interpret(const Eigen::VectorXd& observation) const
{
    DdState state;
    state.users.resize(m_parameters.users);
    Eigen::Index next = 0;
    for (DdUser& user : state.users)
    {
        user.energyBudget = m_scenario.deviceBudget;
        for (double& score : user.personality)
        {
            score = observation[next++];
        }
    }
    for (DdUser& user : state.users)
    {
        user.distance = observation[next++];
    }
    ++next; // The server's step has the energy of m_parameters.
    for (DdUser& user : state.users)
    {
        user.stepEnergy = observation[next++];
    }
    for (DdUser& user : state.users)
    {
        user.gain = std::pow(10.0, observation[next++]);
    }
    return state;
}

double
DdSystem::PowerLimit() const
{
    return m_decoding.powerLimit > 0.0 ? m_decoding.powerLimit
                                       : m_parameters.serverBudget / m_parameters.energyPerWatt;
}

DdAllocation
DdSystem::Decode(const Action& action) const
{
    const DdParameters& p = m_parameters;
    const int users = p.users;
    DdAllocation allocation;
    allocation.deviceSteps.resize(users);
    if (m_decoding.actions == DdActions::LARGEST)
    {
        const auto largest = [&](int first, int count) {
            Eigen::Index place = 0;
            action.continuous.segment(first, count).maxCoeff(&place);
            return static_cast<int>(place) + 1;
        };
        allocation.serverSteps = largest(users, p.mostServerSteps);
        for (int k = 0; k < users; ++k)
        {
            allocation.deviceSteps[k] =
                largest(users + p.mostServerSteps + k * p.mostDeviceSteps, p.mostDeviceSteps);
        }
    }
    else
    {
        allocation.serverSteps = action.categorical[0] + 1;
        for (int k = 0; k < users; ++k)
        {
            allocation.deviceSteps[k] = action.categorical[k + 1] + 1;
        }
    }
    Eigen::VectorXd power = action.continuous.head(users);
    if (m_decoding.powers == DdPowers::WATTS)
    {
        power *= PowerLimit();
    }
    else
    {
        const double steps = DdServerStepEnergy(p, users) * allocation.serverSteps;
        const double left = std::max(0.0, p.serverBudget - steps) / p.energyPerWatt;
        const double sum = power.sum();
        power = sum > 0.0 ? Eigen::VectorXd(power * (left / sum))
                          : Eigen::VectorXd::Constant(users, left / users);
    }
    allocation.power.assign(power.begin(), power.end());
    return allocation;
}

Action
DdSystem::Encode(const DdAllocation& allocation) const
{
    const int users = m_parameters.users;
    Action action;
    action.categorical.resize(users + 1);
    action.continuous.resize(users);
    action.categorical[0] = allocation.serverSteps - 1;
    for (int k = 0; k < users; ++k)
    {
        action.categorical[k + 1] = allocation.deviceSteps[k] - 1;
        action.continuous[k] = std::clamp(allocation.power[k] / PowerLimit(), 0.0, 1.0);
    }
    return action;
}

} // namespace isac
} // namespace ns3
