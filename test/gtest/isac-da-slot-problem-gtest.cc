/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * A slot of DA-ISAC as allocators take it: who shares what, and who cannot be sensed.
 */

#include "ns3/isac-da-population.h"
#include "ns3/isac-da-slot-problem.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <stdexcept>

using namespace ns3::isac;

TEST(DaSlotProblem, IsOnePartWhereAllShareEverything)
{
    const DaScenario scenario;
    const DaPopulation population(scenario, 1);
    const DaSlotProblem problem(scenario, population.GetSlot());
    ASSERT_EQ(problem.GetParts().size(), 1u);
    const DaPart& part = problem.GetParts()[0];
    EXPECT_EQ(part.problem.budget.bandwidth, scenario.budget.bandwidth);
    ASSERT_EQ(part.users.size(), 30u);
    EXPECT_TRUE(problem.GetUnsensed().empty());
    EXPECT_GE(part.feasibility.margin, 1.0);
    for (int k = 0; k < 30; ++k)
    {
        const DaUser user = MakeDaUser(scenario, population.GetSlot()[k]);
        EXPECT_EQ(part.users[k], k);
        EXPECT_EQ(problem.GetWhole().users[k].demandProduct, user.demandProduct);
        EXPECT_EQ(part.problem.users[k].impact, user.impact);
    }
}

TEST(DaSlotProblem, HasAPartForEachStationWithUsers)
{
    DaScenario scenario;
    scenario.perStation = true;
    const DaPopulation population(scenario, 2);
    DaSlot slot = population.GetSlot();
    const DaSlotProblem problem(scenario, slot);
    ASSERT_EQ(problem.GetParts().size(), 2u);
    std::vector<DaAllocation> allocations;
    for (const DaPart& part : problem.GetParts())
    {
        EXPECT_EQ(part.problem.budget.bandwidth, 200e6);
        EXPECT_EQ(part.problem.budget.power, 20.0);
        EXPECT_EQ(part.problem.budget.speed, 7.5e9);
        DaAllocation numbers;
        for (const int user : part.users)
        {
            EXPECT_EQ(slot[user].station, slot[part.users[0]].station);
            numbers.bandwidth.push_back(user);
            numbers.power.push_back(100 + user);
            numbers.speed.push_back(200 + user);
        }
        allocations.push_back(numbers);
    }
    const DaAllocation all = problem.Merge(allocations);
    for (int k = 0; k < 30; ++k)
    {
        EXPECT_EQ(all.bandwidth[k], k);
        EXPECT_EQ(all.power[k], 100 + k);
        EXPECT_EQ(all.speed[k], 200 + k);
    }

    for (DaUserStatus& user : slot)
    {
        user.station = 1;
    }
    const DaSlotProblem lonely(scenario, slot);
    ASSERT_EQ(lonely.GetParts().size(), 1u);
    EXPECT_EQ(lonely.GetParts()[0].users.size(), 30u);
    EXPECT_EQ(lonely.GetParts()[0].problem.budget.power, 20.0);
}

TEST(DaSlotProblem, AsksNothingOfThoseWhoCannotBeSensed)
{
    DaScenario scenario;
    scenario.accuracies = {1e-3, 1e-3, 1e-3}; // ten times the power of the paper's, for all
    const DaPopulation population(scenario, 3);
    for (const bool perStation : {false, true})
    {
        scenario.perStation = perStation;
        const DaSlotProblem problem(scenario, population.GetSlot());
        const std::vector<int>& unsensed = problem.GetUnsensed();
        ASSERT_FALSE(unsensed.empty());
        ASSERT_LT(unsensed.size(), 30u);
        EXPECT_TRUE(std::is_sorted(unsensed.begin(), unsensed.end()));
        for (int k = 0; k < 30; ++k)
        {
            const bool asked = !std::binary_search(unsensed.begin(), unsensed.end(), k);
            const DaUser& user = problem.GetWhole().users[k];
            EXPECT_EQ(user.demandPower > 0.0, asked);
            EXPECT_EQ(user.demandProduct > 0.0, asked);
        }
        for (const DaPart& part : problem.GetParts())
        {
            EXPECT_TRUE(part.feasibility.Feasible());
            EXPECT_TRUE(TestDa(part.problem).Feasible());
        }
        // The last of them alone is too much for his part.
        DaProblem whole = problem.GetWhole();
        for (const int user : unsensed)
        {
            whole.users[user] = MakeDaUser(scenario, population.GetSlot()[user]);
        }
        EXPECT_FALSE(TestDa(whole).Feasible());
    }
}

TEST(DaSlotProblem, NeedsAUser)
{
    EXPECT_THROW(DaSlotProblem(DaScenario(), DaSlot()), std::invalid_argument);
}
