/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_PROMPT_GROUPS_H
#define ISAC_PROMPT_GROUPS_H

#include <functional>
#include <vector>

namespace ns3
{
namespace isac
{

/// Whose prompt the shared steps of a group are taken with; the paper does not say for K = 3.
enum class PromptCentre
{
    MEDOID, //!< that with the least sum of distances to all others
    FIRST   //!< that of the group's first user
};

/// Users who share steps.
struct PromptGroup
{
    std::vector<int> users; //!< by number, in rising order
    int centre = 0;         //!< number of the user whose prompt is the group's
};

/**
 * @ingroup isac-aigc
 * @brief Put users whose prompts are near each other into groups.
 *
 * Greedy, in the order of users: each goes to the first group with room in which no prompt is
 * farther from his than the threshold, else begins one. So the group's prompt is within the
 * threshold of everyone's, whichever it is.
 *
 * @param users how many
 * @param distance of two users' prompts by their numbers, symmetrical
 * @param threshold largest distance within a group
 * @param centre whose prompt is the group's; the first of several medoids
 * @param most users of a group; 0: any number
 * @return groups; each user is in one of them
 */
std::vector<PromptGroup> GroupPrompts(int users,
                                      const std::function<double(int, int)>& distance,
                                      double threshold,
                                      PromptCentre centre,
                                      int most = 0);

} // namespace isac
} // namespace ns3

#endif // ISAC_PROMPT_GROUPS_H
