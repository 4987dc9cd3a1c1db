/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-groups.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace ns3
{
namespace isac
{
namespace
{

/// Bisections of a segment; then its ends are the same number.
constexpr int BISECTIONS = 52;

/// @return shares between two splits, part of the way from the first
DaShares
Between(const DaShares& from, const DaShares& to, double part)
{
    DaShares shares = from;
    for (std::size_t g = 0; g < from.size(); ++g)
    {
        for (int j = 0; j < 3; ++j)
        {
            shares[g][j] += part * (to[g][j] - from[g][j]);
        }
    }
    return shares;
}

} // namespace

DaGroups::DaGroups(const DaProblem& problem, const std::vector<int>& groupOf, int groups)
    : m_joint(problem)
{
    RequireValid(problem);
    if (groupOf.size() != problem.users.size())
    {
        throw std::invalid_argument("groupOf: expected a group for each of " +
                                    std::to_string(problem.users.size()) + " users");
    }
    const int named = *std::max_element(groupOf.begin(), groupOf.end()) + 1;
    groups = groups == 0 ? named : groups;
    if (named > groups || *std::min_element(groupOf.begin(), groupOf.end()) < 0)
    {
        throw std::invalid_argument("groupOf: expected groups from 0 to " +
                                    std::to_string(groups - 1));
    }
    m_problems.resize(groups);
    m_users.resize(groups);
    for (std::size_t k = 0; k < groupOf.size(); ++k)
    {
        m_users[groupOf[k]].push_back(static_cast<int>(k));
        m_problems[groupOf[k]].users.push_back(problem.users[k]);
    }
    for (DaProblem& one : m_problems)
    {
        one.model = problem.model;
    }
}

std::vector<int>
DaGroups::ByStructure(const DaProblem& problem)
{
    std::vector<int> groupOf;
    for (const DaUser& user : problem.users)
    {
        groupOf.push_back(user.structure == DaStructure::DIFFERENCE ? 0 : 1);
    }
    return groupOf;
}

std::size_t
DaGroups::Size() const
{
    return m_problems.size();
}

const std::vector<int>&
DaGroups::Users(std::size_t group) const
{
    return m_users.at(group);
}

DaBudget
DaGroups::BudgetOf(const std::array<double, 3>& shares) const
{
    return {shares[0] * m_joint.budget.bandwidth,
            shares[1] * m_joint.budget.power,
            shares[2] * m_joint.budget.speed};
}

DaGroupSolution
DaGroups::Solve(const DaShares& shares) const
{
    if (shares.size() != Size())
    {
        throw std::invalid_argument("shares: expected those of " + std::to_string(Size()) +
                                    " groups");
    }
    const std::size_t users = m_joint.users.size();
    DaGroupSolution result;
    result.feasible = true;
    result.solutions.resize(Size());
    result.gradient.resize(Size());
    result.allocation.bandwidth.resize(users);
    result.allocation.power.resize(users);
    result.allocation.speed.resize(users);
    std::array<double, 3> best{};
    std::array<double, 3> whole{};
    for (std::size_t g = 0; g < Size(); ++g)
    {
        DaSolution& solution = result.solutions[g];
        if (m_users[g].empty())
        {
            solution.status = DaStatus::OPTIMAL;
            continue;
        }
        DaProblem problem = m_problems[g];
        problem.budget = BudgetOf(shares[g]);
        solution = SolveDa(problem);
        if (solution.status == DaStatus::INFEASIBLE)
        {
            result.feasible = false;
            continue;
        }
        const double weight = static_cast<double>(m_users[g].size()) / static_cast<double>(users);
        result.meanQoe += weight * solution.meanQoe;
        result.gradient[g] = {weight * solution.shadow.bandwidth * m_joint.budget.bandwidth,
                              weight * solution.shadow.power * m_joint.budget.power,
                              weight * solution.shadow.speed * m_joint.budget.speed};
        for (int j = 0; j < 3; ++j)
        {
            best[j] = std::max(best[j], result.gradient[g][j]);
            whole[j] += shares[g][j];
            result.gap -= result.gradient[g][j] * shares[g][j];
        }
        for (std::size_t i = 0; i < m_users[g].size(); ++i)
        {
            const int user = m_users[g][i];
            result.allocation.bandwidth[user] = solution.allocation.bandwidth[i];
            result.allocation.power[user] = solution.allocation.power[i];
            result.allocation.speed[user] = solution.allocation.speed[i];
        }
    }
    if (!result.feasible)
    {
        result.allocation = {};
        result.meanQoe = 0.0;
        result.gap = 0.0;
        result.gradient.assign(Size(), {});
        return result;
    }
    for (int j = 0; j < 3; ++j)
    {
        result.gap += best[j] * whole[j];
    }
    result.gap = std::max(0.0, result.gap);
    return result;
}

DaFeasibility
DaGroups::Test(std::size_t group, const std::array<double, 3>& share) const
{
    DaProblem problem = m_problems[group];
    problem.budget = BudgetOf(share);
    return TestDa(problem);
}

bool
DaGroups::Feasible(const DaShares& shares) const
{
    for (std::size_t g = 0; g < Size(); ++g)
    {
        const auto& own = shares.at(g);
        if (!m_users[g].empty() &&
            (!(std::min({own[0], own[1], own[2]}) > 0.0) || !Test(g, own).Feasible()))
        {
            return false;
        }
    }
    return true;
}

double
DaGroups::Margin(const DaShares& shares) const
{
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t g = 0; g < Size(); ++g)
    {
        if (!m_users[g].empty())
        {
            const DaFeasibility feasible = Test(g, shares.at(g));
            least = std::min({least, feasible.margin, feasible.speedMargin});
        }
    }
    return least;
}

DaShares
DaGroups::BalancedShares() const
{
    const DaFeasibility feasible = TestDa(m_joint);
    if (!feasible.Feasible())
    {
        throw std::runtime_error("no split is feasible: short of " + ToString(feasible.shortage));
    }
    const DaAllocation allocation = DaRoomyAllocation(m_joint, feasible);
    DaShares shares(Size());
    std::array<double, 3> left{1.0, 1.0, 1.0};
    for (std::size_t g = 0; g < Size(); ++g)
    {
        for (const int user : m_users[g])
        {
            shares[g][0] += allocation.bandwidth[user] / m_joint.budget.bandwidth;
            shares[g][1] += allocation.power[user] / m_joint.budget.power;
            shares[g][2] += allocation.speed[user] / m_joint.budget.speed;
        }
        for (int j = 0; j < 3; ++j)
        {
            left[j] -= shares[g][j];
        }
    }
    for (std::size_t g = 0; g < Size(); ++g)
    {
        const double part =
            static_cast<double>(m_users[g].size()) / static_cast<double>(m_joint.users.size());
        for (int j = 0; j < 3; ++j)
        {
            shares[g][j] += part * left[j];
        }
    }
    return shares;
}

DaShares
DaGroups::PullBack(const DaShares& shares) const
{
    if (Feasible(shares))
    {
        return shares;
    }
    const DaShares balanced = BalancedShares();
    double near = 0.0;
    double far = 1.0;
    for (int i = 0; i < BISECTIONS; ++i)
    {
        const double middle = 0.5 * (near + far);
        (Feasible(Between(shares, balanced, middle)) ? far : near) = middle;
    }
    return Between(shares, balanced, far);
}

} // namespace isac
} // namespace ns3
