/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-caqa-system.h"

#include "ns3/isac-action-filter.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace isac
{

CaqaSystem::CaqaSystem(const CaqaParameters& parameters, const CaqaDecoding& decoding)
    : m_parameters(parameters),
      m_decoding(decoding)
{
}

const CaqaParameters&
CaqaSystem::GetParameters() const
{
    return m_parameters;
}

const CaqaDecoding&
CaqaSystem::GetDecoding() const
{
    return m_decoding;
}

int
CaqaSystem::ObservationSize() const
{
    return 2 * m_parameters.users;
}

ActionSpace
CaqaSystem::GetActionSpace() const
{
    const int choices = m_parameters.denoising.maxSteps - m_parameters.denoising.minSteps + 1;
    return {std::vector<int>(m_parameters.users, choices), m_parameters.users};
}

Eigen::VectorXd
CaqaSystem::Observe(const CaqaState& state) const
{
    Eigen::VectorXd observation(ObservationSize());
    for (int k = 0; k < m_parameters.users; ++k)
    {
        observation[2 * k] = std::log10(state.gain[k] / m_parameters.gainScale);
        observation[2 * k + 1] = state.requirement[k];
    }
    return observation;
}

CaqaState
CaqaSystem::Interpret(const Eigen::VectorXd& observation) const
{
    CaqaState state;
    for (int k = 0; k < m_parameters.users; ++k)
    {
        state.gain.push_back(m_parameters.gainScale * std::pow(10.0, observation[2 * k]));
        state.requirement.push_back(observation[2 * k + 1]);
    }
    return state;
}

double
CaqaSystem::SensingEnergy(double requirement, int steps, double d) const
{
    const double energy = m_decoding.actionFilter
                              ? FilterSensingEnergy(m_parameters, requirement, steps, d)
                              : d * m_parameters.maxSensingEnergy;
    if (!m_decoding.wholeCycles)
    {
        return energy;
    }
    const double cycleEnergy = m_parameters.cycleTime * m_parameters.sensingPower;
    const double slack = CAQA_RELATIVE_SLACK;
    const double least = MinSensingEnergy(m_parameters, requirement, steps);
    double cycles = std::floor(energy / cycleEnergy * (1.0 + slack));
    if (energy >= least * (1.0 - slack))
    {
        cycles = std::max(cycles, std::ceil(least / cycleEnergy * (1.0 - slack)));
    }
    const double most = std::floor(m_parameters.maxSensingEnergy / cycleEnergy * (1.0 + slack));
    return std::min(cycles, most) * cycleEnergy;
}

CaqaAllocation
CaqaSystem::Decode(const CaqaState& state, const Action& action) const
{
    CaqaAllocation allocation;
    for (int k = 0; k < m_parameters.users; ++k)
    {
        const int steps = m_parameters.denoising.minSteps + action.categorical[k];
        allocation.steps.push_back(steps);
        allocation.sensingEnergy.push_back(
            SensingEnergy(state.requirement[k], steps, action.continuous[k]));
    }
    CaqaCommunicationOptions options{m_decoding.communication,
                                     m_decoding.rce,
                                     m_decoding.reading,
                                     {}};
    if (m_decoding.belief == AccuracyBelief::PERFECT)
    {
        options.assumedAccuracy.assign(m_parameters.users, 1.0);
    }
    else if (m_decoding.belief == AccuracyBelief::PERFECT_GENERATION)
    {
        CaqaParameters flawless = m_parameters;
        flawless.denoising.errorScale = 0.0;
        options.assumedAccuracy =
            CaqaAccuracy(flawless, allocation.sensingEnergy, allocation.steps);
    }
    allocation.communicationEnergy = AllocateCaqaCommunication(m_parameters,
                                                               state,
                                                               allocation.sensingEnergy,
                                                               allocation.steps,
                                                               options)
                                         .result.energy;
    return allocation;
}

CaqaOutcome
CaqaSystem::Evaluate(const CaqaState& state, const CaqaAllocation& allocation) const
{
    return EvaluateCaqa(m_parameters, state, allocation);
}

} // namespace isac
} // namespace ns3
