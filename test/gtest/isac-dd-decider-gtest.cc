/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-dd-decider.h"
#include "ns3/isac-dd-scenario.h"

#include <gtest/gtest.h>
#include <stdexcept>

using namespace ns3::isac;

namespace
{

/// @param users K @param budget E_T [J] @return a group
DdParameters
Group(int users, double budget)
{
    DdParameters parameters;
    parameters.users = users;
    parameters.serverBudget = budget;
    return parameters;
}

} // namespace

TEST(DdDecider, GroupsOfAnySizeWithinTheirBudgets)
{
    for (const char* name : {"optimum", "equal-power", "equal-split-2-8", "random"})
    {
        DdDecider decider(name, {}, 5);
        for (const int users : {3, 1, 2, 3, 7})
        {
            const DdParameters parameters = Group(users, 4.0 * users);
            const DdState state = DdStateSource(parameters, {}, 11).NextSlot();
            const DdAllocation allocation = decider.Decide(parameters, state);
            const DdOutcome outcome = EvaluateDd(parameters, state, allocation);
            EXPECT_LE(outcome.serverExcess, 1e-9) << name << ", " << users;
            for (const double excess : outcome.deviceExcess)
            {
                EXPECT_LE(excess, 1e-9) << name << ", " << users;
            }
        }
    }
}

TEST(DdDecider, TheSameSeedDecidesTheSame)
{
    const DdParameters parameters = Group(3, 20.0);
    const DdState state = DdStateSource(parameters, {}, 11).NextSlot();
    const auto powers = [&](uint64_t seed) {
        return DdDecider("random", {}, seed).Decide(parameters, state).power;
    };
    EXPECT_EQ(powers(5), powers(5));
    EXPECT_NE(powers(5), powers(6));
}

TEST(DdDecider, WhatCannotBeIsSaid)
{
    const DdParameters parameters = Group(2, 20.0);
    const DdState state = DdStateSource(parameters, {}, 11).NextSlot();
    EXPECT_THROW(DdDecider("best", {}, 5).Decide(parameters, state), std::invalid_argument);
    const DdParameters poor = Group(2, 0.4); // a shared step costs .5 J
    EXPECT_THROW(DdDecider("equal-power", {}, 5).Decide(poor, state), std::invalid_argument);
    EXPECT_THROW(DdDecider("optimum", {}, 5).Decide(poor, state), std::invalid_argument);
}
