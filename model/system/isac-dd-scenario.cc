/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dd-scenario.h"

#include <locale>
#include <sstream>

namespace ns3
{
namespace isac
{

DdStateSource::DdStateSource(const DdParameters& parameters,
                             const DdScenario& scenario,
                             uint64_t seed)
    : m_parameters(parameters),
      m_scenario(scenario),
      m_fading(parameters.fadingSeverity, parameters.fadingShadowing),
      m_random(seed)
{
}

DdState
DdStateSource::NextSlot()
{
    const DdScenario& s = m_scenario;
    // Ends may coincide, which the distributions of Boost do not take.
    const auto uniform = [&](double low, double high) {
        constexpr double SCALE = 1.0 / 9007199254740992.0; // 2^-53
        return low + (high - low) * SCALE * static_cast<double>(m_random() >> 11);
    };
    DdState state;
    state.users.resize(m_parameters.users);
    for (std::size_t k = 0; k < state.users.size(); ++k)
    {
        DdUser& user = state.users[k];
        for (double& score : user.personality)
        {
            score = uniform(s.minTrait, s.maxTrait);
        }
        user.distance = k == 0 ? 0.0 : uniform(s.minDistance, s.maxDistance);
        user.gain = s.pathGain;
        if (m_parameters.channel == DdChannel::INSTANTANEOUS)
        {
            user.gain *= m_fading.Draw(m_random);
        }
        user.stepEnergy = uniform(s.minStepEnergy, s.maxStepEnergy);
        user.energyBudget = s.deviceBudget;
    }
    return state;
}

double
DdStateSource::Rate(double qoe)
{
    return DrawDdRating(m_parameters.qoe, qoe, m_random);
}

std::string
DdStateSource::GetState() const
{
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << m_random << '\n';
    return text.str();
}

bool
DdStateSource::SetState(const std::string& state)
{
    std::istringstream text(state);
    text.imbue(std::locale::classic());
    boost::random::mt19937_64 random;
    std::string rest;
    if (!(text >> random) || (text >> rest))
    {
        return false;
    }
    m_random = random;
    return true;
}

} // namespace isac
} // namespace ns3
