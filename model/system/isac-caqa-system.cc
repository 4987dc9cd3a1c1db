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

namespace
{

/**
 * @param parameters the cell
 * @param belief what a scheme thinks of accuracy
 * @return the cell as the scheme thinks it is
 */
CaqaParameters
Believe(CaqaParameters parameters, AccuracyBelief belief)
{
    if (belief != AccuracyBelief::KNOWN)
    {
        parameters.denoising.errorScale = 0.0;
    }
    if (belief == AccuracyBelief::PERFECT)
    {
        parameters.sensing.limit = 1.0;
        parameters.sensing.scale = 0.0;
    }
    return parameters;
}

} // namespace

CaqaSystem::CaqaSystem(const CaqaParameters& parameters, const CaqaDecoding& decoding)
    : m_parameters(parameters),
      m_decoding(decoding),
      m_believed(Believe(parameters, decoding.belief))
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
    const bool joint = m_decoding.communication == CommunicationRule::JOINT;
    return {std::vector<int>(m_decoding.fixedSteps ? 0 : m_parameters.users, choices),
            joint ? 2 * m_parameters.users : m_parameters.users};
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
                              ? FilterSensingEnergy(m_believed, requirement, steps, d)
                              : d * m_parameters.maxSensingEnergy;
    if (!m_decoding.wholeCycles)
    {
        return energy;
    }
    const double cycleEnergy = m_parameters.cycleTime * m_parameters.sensingPower;
    const double slack = CAQA_RELATIVE_SLACK;
    // Who has no filter has no E^q of his own: then the true one.
    const double least =
        MinSensingEnergy(m_decoding.actionFilter ? m_believed : m_parameters, requirement, steps);
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
        const int steps = m_decoding.fixedSteps
                              ? *m_decoding.fixedSteps
                              : m_parameters.denoising.minSteps + action.categorical[k];
        allocation.steps.push_back(steps);
        allocation.sensingEnergy.push_back(
            SensingEnergy(state.requirement[k], steps, action.continuous[k]));
    }
    CaqaCommunicationOptions options{m_decoding.communication,
                                     m_decoding.rce,
                                     m_decoding.reading,
                                     {},
                                     {}};
    if (m_decoding.communication == CommunicationRule::JOINT)
    {
        const double most = m_decoding.jointScale * m_parameters.maxEnergy / m_parameters.users;
        for (int k = 0; k < m_parameters.users; ++k)
        {
            const double share = action.continuous[m_parameters.users + k];
            options.wanted.push_back(std::clamp(share, 0.0, 1.0) * most);
        }
    }
    if (m_decoding.belief == AccuracyBelief::PERFECT)
    {
        options.assumedAccuracy.assign(m_parameters.users, 1.0);
    }
    else if (m_decoding.belief == AccuracyBelief::PERFECT_GENERATION)
    {
        options.assumedAccuracy =
            CaqaAccuracy(m_believed, allocation.sensingEnergy, allocation.steps);
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

CaqaSystem
CaqaSystem::Believed() const
{
    CaqaDecoding decoding = m_decoding;
    decoding.belief = AccuracyBelief::KNOWN;
    return CaqaSystem(m_believed, decoding);
}

} // namespace isac
} // namespace ns3
