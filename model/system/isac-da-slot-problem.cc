/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-slot-problem.h"

#include <algorithm>
#include <stdexcept>

namespace ns3
{
namespace isac
{

DaSlotProblem::DaSlotProblem(const DaScenario& scenario, const DaSlot& slot)
{
    if (slot.empty())
    {
        throw std::invalid_argument("a slot without users: expected at least one");
    }
    m_whole.budget = scenario.budget;
    m_whole.model = scenario.model;
    const std::size_t parts = scenario.perStation ? scenario.stations.size() : 1;
    std::vector<std::vector<int>> users(parts);
    for (std::size_t k = 0; k < slot.size(); ++k)
    {
        m_whole.users.push_back(MakeDaUser(scenario, slot[k]));
        users[scenario.perStation ? slot[k].station : 0].push_back(static_cast<int>(k));
    }
    DaBudget budget = scenario.budget;
    budget.bandwidth /= static_cast<double>(parts);
    budget.power /= static_cast<double>(parts);
    budget.speed /= static_cast<double>(parts);
    for (const std::vector<int>& own : users)
    {
        if (own.empty())
        {
            continue;
        }
        DaPart part{{{}, budget, scenario.model}, own, {}};
        for (const int user : own)
        {
            part.problem.users.push_back(m_whole.users[user]);
        }
        part.feasibility = TestDa(part.problem);
        for (const int culprit : part.feasibility.culprits)
        {
            for (DaUser* user : {&part.problem.users[culprit], &m_whole.users[own[culprit]]})
            {
                user->demandProduct = 0.0;
                user->demandPower = 0.0;
            }
            m_unsensed.push_back(own[culprit]);
        }
        if (!part.feasibility.Feasible())
        {
            part.feasibility = TestDa(part.problem);
        }
        m_parts.push_back(std::move(part));
    }
    std::sort(m_unsensed.begin(), m_unsensed.end());
}

const DaProblem&
DaSlotProblem::GetWhole() const
{
    return m_whole;
}

const std::vector<DaPart>&
DaSlotProblem::GetParts() const
{
    return m_parts;
}

const std::vector<int>&
DaSlotProblem::GetUnsensed() const
{
    return m_unsensed;
}

DaAllocation
DaSlotProblem::Merge(const std::vector<DaAllocation>& allocations) const
{
    const std::size_t users = m_whole.users.size();
    DaAllocation all{std::vector<double>(users),
                     std::vector<double>(users),
                     std::vector<double>(users)};
    for (std::size_t i = 0; i < m_parts.size(); ++i)
    {
        for (std::size_t k = 0; k < m_parts[i].users.size(); ++k)
        {
            const int user = m_parts[i].users[k];
            all.bandwidth[user] = allocations[i].bandwidth[k];
            all.power[user] = allocations[i].power[k];
            all.speed[user] = allocations[i].speed[k];
        }
    }
    return all;
}

} // namespace isac
} // namespace ns3
