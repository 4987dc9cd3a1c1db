/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_RECIPES_H
#define ISAC_RECIPES_H

#include <stdexcept>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @tparam Recipe of a learner, with a name
 * @param recipes of all learners
 * @param name of one of them, or not
 * @return its recipe; null if there is none of that name
 */
template <typename Recipe>
const Recipe*
FindRecipe(const std::vector<Recipe>& recipes, const std::string& name)
{
    for (const Recipe& recipe : recipes)
    {
        if (recipe.name == name)
        {
            return &recipe;
        }
    }
    return nullptr;
}

/**
 * @ingroup isac-aigc
 * @tparam Recipe of a learner, with a name
 * @param recipes of all learners
 * @param name of one of them
 * @return its recipe
 * @throws std::invalid_argument that lists the learners there are
 */
template <typename Recipe>
const Recipe&
RequireRecipe(const std::vector<Recipe>& recipes, const std::string& name)
{
    if (const Recipe* recipe = FindRecipe(recipes, name))
    {
        return *recipe;
    }
    std::string names;
    for (const Recipe& recipe : recipes)
    {
        names += (names.empty() ? "" : ", ") + recipe.name;
    }
    throw std::invalid_argument("no agent '" + name + "'; expected one of " + names);
}

} // namespace isac
} // namespace ns3

#endif // ISAC_RECIPES_H
