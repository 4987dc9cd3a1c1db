/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The two-layer form of DA-ISAC's allocation: groups, their gradient, and the joint optimum.
 */

#include "isac-da-cases.h"

#include "ns3/isac-da-groups.h"

#include <stdexcept>

using namespace ns3::isac;

namespace
{

/// @return the shares of groups in an allocation
DaShares
SharesOf(const DaProblem& problem, const std::vector<int>& groupOf, const DaAllocation& allocation)
{
    DaShares shares(2);
    for (std::size_t k = 0; k < groupOf.size(); ++k)
    {
        auto& own = shares[groupOf[k]];
        own[0] += allocation.bandwidth[k] / problem.budget.bandwidth;
        own[1] += allocation.power[k] / problem.budget.power;
        own[2] += allocation.speed[k] / problem.budget.speed;
    }
    return shares;
}

} // namespace

TEST(IsacDaGroups, JointOptimumAtItsOwnTotals)
{
    int mixed = 0;
    for (const auto& one : LoadCases("sttd.json"))
    {
        const DaProblem problem = ToDaProblem(one);
        const std::vector<int> groupOf = DaGroups::ByStructure(problem);
        const DaGroups groups(problem, groupOf, 2);
        if (!one["feasible"] || groups.Users(0).empty() || groups.Users(1).empty())
        {
            continue;
        }
        SCOPED_TRACE(one["name"].get<std::string>());
        const DaSolution joint = SolveDa(problem);
        const DaGroupSolution split = groups.Solve(SharesOf(problem, groupOf, joint.allocation));
        ASSERT_TRUE(split.feasible);
        EXPECT_NEAR(split.meanQoe / joint.meanQoe, 1.0, 1e-8);
        EXPECT_LE(split.meanQoe, joint.upperBound * (1.0 + 1e-12));
        EXPECT_LE(CheckDa(problem, split.allocation).Worst(), 1e-9);
        ++mixed;
    }
    EXPECT_EQ(mixed, 16);
}

TEST(IsacDaGroups, AscentReachesTheJointOptimum)
{
    for (const auto& one : LoadCases("sttd.json"))
    {
        const DaProblem problem = ToDaProblem(one);
        if (!one["feasible"] || problem.users.size() > 30)
        {
            continue;
        }
        SCOPED_TRACE(one["name"].get<std::string>());
        const DaGroups groups(problem, DaGroups::ByStructure(problem), 2);
        const DaAscent ascent = groups.Ascend(groups.BalancedShares());
        EXPECT_TRUE(ascent.converged);
        EXPECT_LE(ascent.solves, 40);
        const DaSolution joint = SolveDa(problem);
        EXPECT_NEAR(ascent.solution.meanQoe / joint.meanQoe, 1.0, 1e-8);
        EXPECT_LE(ascent.solution.meanQoe, joint.upperBound * (1.0 + 1e-12));
    }
}

TEST(IsacDaGroups, AnyGroupingReachesIt)
{
    const DaProblem problem = DaUsers(24, 400.0, 8);
    std::vector<int> groupOf;
    for (int k = 0; k < 24; ++k)
    {
        groupOf.push_back(k % 3 == 2 ? 3 : k % 3); // group 2 has no users
    }
    const DaGroups groups(problem, groupOf, 5);
    const DaAscent ascent = groups.Ascend(groups.BalancedShares());
    EXPECT_TRUE(ascent.converged);
    EXPECT_NEAR(ascent.solution.meanQoe / SolveDa(problem).meanQoe, 1.0, 1e-8);
    EXPECT_EQ(ascent.shares[2], (std::array<double, 3>{}));
}

TEST(IsacDaGroups, GradientIsThatOfTheSum)
{
    const DaProblem problem = DaUsers(16, 420.0, 9);
    const DaGroups groups(problem, DaGroups::ByStructure(problem));
    const DaShares shares = groups.BalancedShares();
    const DaGroupSolution here = groups.Solve(shares);
    for (std::size_t g = 0; g < 2; ++g)
    {
        for (int j = 0; j < 3; ++j)
        {
            DaShares more = shares;
            DaShares less = shares;
            const double step = 1e-4 * shares[g][j];
            more[g][j] += step;
            less[g][j] -= step;
            const double slope =
                (groups.Solve(more).meanQoe - groups.Solve(less).meanQoe) / (2.0 * step);
            EXPECT_NEAR(here.gradient[g][j] / slope, 1.0, 1e-5);
        }
    }
    // No split is better by more than the gap says.
    EXPECT_LE(SolveDa(problem).meanQoe, here.meanQoe + here.gap);
}

TEST(IsacDaGroups, InfeasibleSplitsArePulledBack)
{
    const DaProblem problem = DaUsers(30, 450.0, 10);
    const DaGroups groups(problem, DaGroups::ByStructure(problem));
    const DaShares starved{{0.999, 0.999, 0.5}, {0.001, 0.001, 0.5}};
    EXPECT_FALSE(groups.Feasible(starved));
    EXPECT_FALSE(groups.Solve(starved).feasible);
    const DaShares pulled = groups.PullBack(starved);
    EXPECT_TRUE(groups.Feasible(pulled));
    // On the edge: a little less far it is not feasible.
    DaShares before = pulled;
    for (std::size_t g = 0; g < 2; ++g)
    {
        for (int j = 0; j < 3; ++j)
        {
            before[g][j] += 1e-6 * (starved[g][j] - pulled[g][j]);
        }
    }
    EXPECT_FALSE(groups.Feasible(before));
    const DaShares fine = groups.BalancedShares();
    EXPECT_TRUE(groups.Feasible(fine));
    EXPECT_EQ(groups.PullBack(fine), fine);
}

TEST(IsacDaGroups, RefusesWhatIsNoGrouping)
{
    DaProblem problem = DaUsers(4, 300.0, 11);
    EXPECT_THROW(DaGroups(problem, {0, 1}), std::invalid_argument);
    EXPECT_THROW(DaGroups(problem, {0, 1, 2, -1}), std::invalid_argument);
    EXPECT_THROW(DaGroups(problem, {0, 1, 2, 3}, 2), std::invalid_argument);
    const DaGroups groups(problem, {0, 1, 0, 1});
    EXPECT_THROW(groups.Solve({{0.5, 0.5, 0.5}}), std::invalid_argument);
    problem.users[0].demandPower = 100.0;
    EXPECT_THROW(DaGroups(problem, {0, 1, 0, 1}).BalancedShares(), std::runtime_error);
}
