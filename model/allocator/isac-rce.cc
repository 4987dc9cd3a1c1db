/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-rce.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace ns3
{
namespace isac
{
namespace
{

/// A user who can be served, as the ranking sees him.
struct Ranked
{
    double gain;       //!< Lambda_k [1/J]
    std::size_t index; //!< k
};

} // namespace

bool
IsServable(double minEnergy, double maxEnergy)
{
    return std::isfinite(minEnergy) && maxEnergy >= minEnergy * (1.0 - CAQA_RELATIVE_SLACK);
}

RceResult
AllocateRce(const CaqaBounds& bounds, const RceOptions& options)
{
    const std::size_t users = bounds.minEnergy.size();
    RceResult result;
    result.energy.assign(users, 0.0);
    std::vector<Ranked> ranking;
    ranking.reserve(users);
    double minima = 0.0;
    for (std::size_t k = 0; k < users; ++k)
    {
        if (IsServable(bounds.minEnergy[k], bounds.maxEnergy[k]))
        {
            ranking.push_back({bounds.gain[k], k});
            minima += std::min(bounds.minEnergy[k], bounds.maxEnergy[k]);
        }
    }
    const bool refused = options.infeasible == InfeasibleRule::ANY && ranking.size() < users;
    if (ranking.empty() || refused || !(bounds.budget > 0.0))
    {
        return result;
    }
    // The index makes the order total, so the result does not hang on the sort's whims.
    std::sort(ranking.begin(), ranking.end(), [](const Ranked& a, const Ranked& b) {
        return a.gain > b.gain || (a.gain == b.gain && a.index < b.index);
    });

    double left = bounds.budget;
    if (left >= minima * (1.0 - CAQA_RELATIVE_SLACK))
    {
        result.branch = RceBranch::FULL;
        left = std::max(0.0, left - minima);
        for (const Ranked& user : ranking)
        {
            const double most = bounds.maxEnergy[user.index];
            const double least = std::min(bounds.minEnergy[user.index], most);
            const double extra = std::min(most - least, left);
            // Where he gets all, "most" itself and not a sum that rounds past it.
            result.energy[user.index] = extra < left ? most : least + extra;
            left -= extra;
        }
    }
    else
    {
        result.branch = RceBranch::SHORT;
        for (const Ranked& user : ranking)
        {
            const double least =
                std::min(bounds.minEnergy[user.index], bounds.maxEnergy[user.index]);
            if (left < least * (1.0 - CAQA_RELATIVE_SLACK))
            {
                result.energy[user.index] = options.partialLast ? left : 0.0;
                break;
            }
            result.energy[user.index] = std::min(least, left);
            left -= result.energy[user.index];
        }
    }
    for (std::size_t k = 0; k < users; ++k)
    {
        result.objective += bounds.gain[k] * result.energy[k];
        result.total += result.energy[k];
    }
    return result;
}

} // namespace isac
} // namespace ns3
