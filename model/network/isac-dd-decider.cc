/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dd-decider.h"

#include "ns3/isac-dd-policy.h"

#include <stdexcept>

namespace ns3
{
namespace isac
{

DdDecider::DdDecider(const std::string& name, const DdScenario& scenario, uint64_t seed)
    : m_name(name),
      m_scenario(scenario),
      m_seed(seed)
{
}

DdAllocation
DdDecider::Decide(const DdParameters& parameters, const DdState& state)
{
    const std::pair<int, double> kind(parameters.users, parameters.serverStepEnergy);
    auto scheme = m_schemes.find(kind);
    if (scheme == m_schemes.end())
    {
        scheme =
            m_schemes.emplace(kind, MakeDdScheme(m_name, parameters, m_scenario, m_seed)).first;
    }
    const DdSystem system(parameters, m_scenario, scheme->second.decoding);
    const Action action = scheme->second.policy->Act(system.Observe(state), false);
    if (!Contains(system.GetActionSpace(), action))
    {
        throw std::invalid_argument(m_name + " chose what lies outside its space");
    }
    return system.Decode(action);
}

} // namespace isac
} // namespace ns3
