/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_GROUPS_H
#define ISAC_DA_GROUPS_H

#include "isac-da-exact.h"

#include <array>
#include <vector>

namespace ns3
{
namespace isac
{

/// Each group's shares of bandwidth, power and speed, in this order.
using DaShares = std::vector<std::array<double, 3>>;

/// What a split of the budgets between groups gives.
struct DaGroupSolution
{
    bool feasible = false;             //!< whether each group can meet its demands
    std::vector<DaSolution> solutions; //!< of the groups; one without users is empty and optimal
    DaAllocation allocation;           //!< of all users, in the order of the problem; or empty
    double meanQoe = 0.0;              //!< over all users; 0 if infeasible
    /// d(meanQoe)/d(share): shadow prices over all users, times the budgets; 0 if infeasible.
    DaShares gradient;
    /// By concavity no split of the same budgets is better by more than this: the best price of
    /// each resource for all of it, less what its shares fetch.
    double gap = 0.0;
};

/// When DaGroups::Ascend() ends.
struct DaAscentSettings
{
    double gap = 1e-5; //!< DaGroupSolution::gap, relative; what is lacking goes as its square
    int solves = 100;  //!< of all groups, at most
};

/// What DaGroups::Ascend() found.
struct DaAscent
{
    DaShares shares;          //!< the best split
    DaGroupSolution solution; //!< of that split
    int solves = 0;           //!< of all groups
    bool converged = false;   //!< whether the gap was reached
};

/**
 * @ingroup isac-aigc
 * @brief The two-layer form: budgets are split between groups, and each group is solved exactly.
 *
 * Groups are QoE structures, as in the paper, or base stations with budgets of their own. The best
 * split gives the joint optimum over all users: each group's mean QoE is concave in its budget, and
 * its shadow prices are the gradient.
 */
class DaGroups
{
  public:
    /**
     * @param problem all users, at least one, and what all groups share
     * @param groupOf group of each user, from 0
     * @param groups how many there are; 0: as many as groupOf names
     * @throws std::invalid_argument if sizes do not match, or a value is out of range
     */
    DaGroups(const DaProblem& problem, const std::vector<int>& groupOf, int groups = 0);

    /// @param problem users @return the paper's grouping: 0 for L1, 1 for L2
    static std::vector<int> ByStructure(const DaProblem& problem);

    /// @return number of groups
    std::size_t Size() const;
    /// @param group a group @return its users, as positions in the problem
    const std::vector<int>& Users(std::size_t group) const;

    /**
     * @param shares each group's; they need not add up to 1
     * @return what they give
     * @throws std::invalid_argument if there are not as many as groups, or one of a group with
     * users is not greater than 0
     */
    DaGroupSolution Solve(const DaShares& shares) const;

    /**
     * @return a split in which every group meets its demands with room: what its users have in
     * DaRoomyAllocation(), and an equal part of the rest for each user
     * @throws std::runtime_error if all budgets together do not suffice
     */
    DaShares BalancedShares() const;

    /// @param shares each group's @return whether every group can meet its demands, in closed form
    bool Feasible(const DaShares& shares) const;
    /**
     * @param shares each group's, greater than 0 for groups with users
     * @return least margin of all groups (DaFeasibility::margin): 1 on the edge of feasibility
     */
    double Margin(const DaShares& shares) const;

    /**
     * @brief Moves an infeasible split towards BalancedShares() until it is feasible: bisection
     * along the segment with the closed-form test.
     * @param shares each group's, not negative
     * @return the shares themselves if feasible, else the first feasible ones on the way
     * @throws std::runtime_error if all budgets together do not suffice
     */
    DaShares PullBack(const DaShares& shares) const;

    /**
     * @brief Goes up the gradient (BFGS on the shares of all groups but the last, each step
     * shortened until it gains).
     * @param start where from; PullBack() makes it feasible
     * @param settings when to end
     * @return the best split
     * @throws std::runtime_error if all budgets together do not suffice
     */
    DaAscent Ascend(const DaShares& start, const DaAscentSettings& settings = {}) const;

  private:
    /// @param group with users @param share its own @return what TestDa() says of it
    DaFeasibility Test(std::size_t group, const std::array<double, 3>& share) const;
    /// @param shares a group's @return its budget
    DaBudget BudgetOf(const std::array<double, 3>& shares) const;

    std::vector<DaProblem> m_problems;     //!< users of each group; budgets are set by Solve()
    std::vector<std::vector<int>> m_users; //!< of each group
    DaProblem m_joint;                     //!< all users
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_GROUPS_H
