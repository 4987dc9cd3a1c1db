/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-prompt-groups.h"

#include <algorithm>

namespace ns3
{
namespace isac
{

std::vector<PromptGroup>
GroupPrompts(int users,
             const std::function<double(int, int)>& distance,
             double threshold,
             PromptCentre centre,
             int most)
{
    std::vector<PromptGroup> groups;
    for (int user = 0; user < users; ++user)
    {
        const auto takes = [&](const PromptGroup& group) {
            return (most == 0 || group.users.size() < static_cast<std::size_t>(most)) &&
                   std::all_of(group.users.begin(), group.users.end(), [&](int other) {
                       return distance(user, other) <= threshold;
                   });
        };
        const auto found = std::find_if(groups.begin(), groups.end(), takes);
        if (found == groups.end())
        {
            groups.push_back({{user}, user});
        }
        else
        {
            found->users.push_back(user);
        }
    }
    if (centre == PromptCentre::MEDOID)
    {
        for (PromptGroup& group : groups)
        {
            const auto sum = [&](int user) {
                double total = 0.0;
                for (const int other : group.users)
                {
                    total += other == user ? 0.0 : distance(user, other);
                }
                return total;
            };
            group.centre = *std::min_element(group.users.begin(),
                                             group.users.end(),
                                             [&](int one, int two) { return sum(one) < sum(two); });
        }
    }
    return groups;
}

} // namespace isac
} // namespace ns3
