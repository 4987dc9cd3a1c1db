/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_POLICY_FILE_H
#define ISAC_POLICY_FILE_H

#include "ns3/isac-agent-settings.h"
#include "ns3/isac-recipes.h"
#include "ns3/isac-torchscript-policy.h"

#include <stdexcept>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Leave out the replay: who only acts keeps nothing.
 * @param settings of an agent that is loaded to act, changed
 */
inline void
ForgetExperience(AgentSettings& settings)
{
    settings.replay = 1;
    settings.minReplay = 1;
}

/**
 * @ingroup isac-aigc
 * @tparam Recipe of a learner, with a name
 * @param path of a TorchScript policy
 * @param recipes of all learners
 * @param standard name of the learner whose actions it has if it does not say
 * @return the learner whose actions it has
 * @throws CheckpointError if it is no TorchScript module
 * @throws std::invalid_argument if it names no learner
 */
template <typename Recipe>
const Recipe&
ReadScheme(const std::string& path, const std::vector<Recipe>& recipes, const std::string& standard)
{
    const std::string named = TorchScriptPolicy::ReadAttribute(path, "scheme");
    const std::string name = named.empty() ? standard : named;
    const Recipe* recipe = FindRecipe(recipes, name);
    if (!recipe)
    {
        throw std::invalid_argument(path + ": its scheme '" + name +
                                    "' is no learner's name; --policy=list shows all");
    }
    return *recipe;
}

} // namespace isac
} // namespace ns3

#endif // ISAC_POLICY_FILE_H
