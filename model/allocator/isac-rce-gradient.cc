/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-rce-gradient.h"

#include <algorithm>
#include <cstddef>

namespace ns3
{
namespace isac
{
namespace
{

/**
 * @param bounds data of ComRA (16)
 * @param result of branch FULL
 * @return the largest gain that more budget would still buy, 0 if all have their maximum
 */
double
BudgetPrice(const CaqaBounds& bounds, const RceResult& result)
{
    double price = 0.0;
    for (std::size_t k = 0; k < result.energy.size(); ++k)
    {
        const double most = bounds.maxEnergy[k];
        if (IsServable(bounds.minEnergy[k], most) && result.energy[k] < most)
        {
            price = std::max(price, bounds.gain[k]);
        }
    }
    return price;
}

} // namespace

RceGradient
DifferentiateRce(const CaqaBounds& bounds, const RceResult& result)
{
    const std::size_t users = result.energy.size();
    RceGradient gradient;
    gradient.gain = result.energy;
    gradient.minEnergy.assign(users, 0.0);
    gradient.maxEnergy.assign(users, 0.0);
    if (result.branch == RceBranch::ZERO)
    {
        return gradient;
    }
    const bool full = result.branch == RceBranch::FULL;
    if (full)
    {
        gradient.budget = BudgetPrice(bounds, result);
    }
    else
    {
        // The one who got some, but not his minimum, has what the others left him.
        for (std::size_t k = 0; k < users; ++k)
        {
            const double least = std::min(bounds.minEnergy[k], bounds.maxEnergy[k]);
            if (result.energy[k] > 0.0 && result.energy[k] < least * (1.0 - CAQA_RELATIVE_SLACK))
            {
                gradient.budget = bounds.gain[k];
            }
        }
    }
    for (std::size_t k = 0; k < users; ++k)
    {
        const double least = bounds.minEnergy[k];
        const double most = bounds.maxEnergy[k];
        if (!IsServable(least, most))
        {
            continue;
        }
        const double worth = bounds.gain[k] - gradient.budget;
        if (full)
        {
            if (result.energy[k] >= most)
            {
                gradient.maxEnergy[k] = worth;
            }
            else if (result.energy[k] <= least)
            {
                gradient.minEnergy[k] = worth;
            }
        }
        else if (result.energy[k] > 0.0 &&
                 result.energy[k] >= std::min(least, most) * (1.0 - CAQA_RELATIVE_SLACK))
        {
            (least <= most ? gradient.minEnergy[k] : gradient.maxEnergy[k]) = worth;
        }
    }
    return gradient;
}

} // namespace isac
} // namespace ns3
