/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Reference cases of distributed diffusion in test/data, and what tests of it share.
 */
#ifndef ISAC_DD_CASES_H
#define ISAC_DD_CASES_H

#include "isac-caqa-cases.h"

#include "ns3/isac-dd-slot.h"
#include "ns3/isac-fisher-snedecor-fading.h"

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_real_distribution.hpp>

/// @return a personality or a style
inline ns3::isac::DdPersonality
ToPersonality(const nlohmann::json& scores)
{
    ns3::isac::DdPersonality personality{};
    for (std::size_t i = 0; i < personality.size(); ++i)
    {
        personality[i] = scores.at(i);
    }
    return personality;
}

/// @return users of a case
inline ns3::isac::DdState
ToDdState(const nlohmann::json& one)
{
    ns3::isac::DdState state;
    for (std::size_t k = 0; k < one["u"].size(); ++k)
    {
        ns3::isac::DdUser user;
        user.personality = ToPersonality(one["u"][k]);
        user.distance = one["d"][k];
        user.gain = one["g"][k];
        state.users.push_back(user);
    }
    return state;
}

/// @return users as the spec draws them: the server works at the first one's prompt
inline ns3::isac::DdState
DrawDdState(std::size_t users, boost::random::mt19937_64& random)
{
    const auto uniform = [&](double low, double high) {
        return boost::random::uniform_real_distribution<>(low, high)(random);
    };
    const ns3::isac::FisherSnedecorFading fading;
    ns3::isac::DdState state;
    for (std::size_t k = 0; k < users; ++k)
    {
        ns3::isac::DdUser user;
        for (double& score : user.personality)
        {
            score = uniform(0.1, 0.9);
        }
        user.distance = k == 0 ? 0.0 : uniform(0.2, 1.5);
        user.gain = fading.Draw(random);
        state.users.push_back(user);
    }
    return state;
}

/// The two users of the paper's Section V: device 1 has the server's prompt, device 2 another.
/// @param second personality of the user of device 2 @return the state of Fig. 12
inline ns3::isac::DdState
PaperDdState(const ns3::isac::DdPersonality& second)
{
    ns3::isac::DdState state;
    state.users.resize(2);
    state.users[0].gain = 1.072;
    state.users[0].energyBudget = 5.0;
    state.users[1].personality = second;
    state.users[1].distance = 1.0;
    state.users[1].gain = 0.726;
    state.users[1].energyBudget = 7.0;
    return state;
}

#endif // ISAC_DD_CASES_H
