/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * What schemes of DA-ISAC are judged on: slots that stay the same, and scores that are those of the
 * problems' own solutions.
 */

#include "ns3/isac-da-exact.h"
#include "ns3/isac-da-score.h"

#include <gtest/gtest.h>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

using namespace ns3::isac;

namespace
{

/// @return ten users
DaScenario
MakeScenario()
{
    DaScenario scenario;
    scenario.users = 10;
    return scenario;
}

/// @param slot users @return all that is known of them, and their places
std::vector<double>
Describe(const DaSlot& slot)
{
    std::vector<double> values;
    for (const DaUserStatus& user : slot)
    {
        values.insert(values.end(),
                      {user.east,
                       user.north,
                       double(user.station),
                       user.behaviour,
                       user.environment,
                       user.fileSize,
                       user.sensingGain,
                       user.linkGain,
                       double(user.structure == DaStructure::RATIO),
                       user.qualityWeight,
                       user.latencyWeight,
                       user.ratioWeight});
    }
    return values;
}

/// @param name of a scheme @param scenario who shares what @return it
DaScheme
SchemeOf(const std::string& name, const DaScenario& scenario)
{
    return GetDaSchemes().Make(name, scenario, 1).value();
}

} // namespace

TEST(DaScore, FirstSlotsAreTheSameWhateverElseIsAsked)
{
    const DaScenario scenario = MakeScenario();
    const auto few = DrawHeldOutDaSlots(scenario, 7, 4);
    ASSERT_EQ(few.size(), 4);
    const auto expectSame = [&](const DaScenario& other, std::size_t count) {
        const auto slots = DrawHeldOutDaSlots(other, 7, count);
        ASSERT_EQ(slots.size(), count);
        for (std::size_t i = 0; i < few.size(); ++i)
        {
            EXPECT_EQ(Describe(slots[i]), Describe(few[i]));
        }
    };
    expectSame(scenario, 4);
    expectSame(scenario, 50);
    DaScenario poor = scenario;
    poor.budget = {1e8, 1.0, 5e9};
    poor.accuracies = {1.0, 2.0, 3.0};
    poor.perStation = true;
    expectSame(poor, 4);

    // Slots and seeds are different ones.
    EXPECT_NE(Describe(few[0]), Describe(few[1]));
    EXPECT_NE(Describe(few[0]), Describe(DrawHeldOutDaSlots(scenario, 8, 1)[0]));
    EXPECT_TRUE(DrawHeldOutDaSlots(scenario, 7, 0).empty());
}

TEST(DaScore, OptimumIsWhatTheSolverFinds)
{
    for (const bool perStation : {false, true})
    {
        DaScenario scenario = MakeScenario();
        scenario.perStation = perStation;
        const auto slots = DrawHeldOutDaSlots(scenario, 2, 20);
        const DaScore best = ScoreDaScheme(scenario, SchemeOf("optimum", scenario), slots);
        ASSERT_EQ(best.qoe.size(), slots.size());
        ASSERT_EQ(best.missed.size(), slots.size());
        ASSERT_EQ(best.users.size(), slots.size() * scenario.users);
        for (std::size_t i = 0; i < slots.size(); ++i)
        {
            const DaSlotProblem problem(scenario, slots[i]);
            double expected = 0.0;
            for (const DaPart& part : problem.GetParts())
            {
                expected += SolveDa(part.problem).meanQoe * part.users.size() / scenario.users;
            }
            EXPECT_NEAR(best.qoe[i], expected, 1e-9);
            EXPECT_EQ(best.missed[i], 0.0);
            const auto first = best.users.begin() + static_cast<std::ptrdiff_t>(10 * i);
            EXPECT_NEAR(std::accumulate(first, first + 10, 0.0) / 10.0, best.qoe[i], 1e-13);
        }
        for (const std::string name : {"greedy", "proportional", "without-da"})
        {
            const DaScore score = ScoreDaScheme(scenario, SchemeOf(name, scenario), slots);
            for (std::size_t i = 0; i < slots.size(); ++i)
            {
                EXPECT_LE(score.qoe[i], best.qoe[i] + 1e-9) << name;
                EXPECT_EQ(score.missed[i], 0.0) << name;
            }
        }
    }
}

TEST(DaScore, ActionsEarnWhatTheirSchemeEarns)
{
    const DaScenario scenario = MakeScenario();
    const auto slots = DrawHeldOutDaSlots(scenario, 3, 6);
    const DaScheme scheme = SchemeOf("greedy", scenario);
    const DaSystem system(scenario, scheme.decoding);
    ActionBatch actions{Eigen::MatrixXi(6, 0),
                        Eigen::MatrixXd(6, system.GetActionSpace().continuous)};
    for (int i = 0; i < 6; ++i)
    {
        actions.continuous.row(i) =
            scheme.policy->Act(system.Observe(slots[i])).continuous.transpose();
    }
    const DaScore one = ScoreDaActions(system, slots, actions);
    const DaScore other = ScoreDaScheme(scenario, scheme, slots);
    EXPECT_EQ(one.qoe, other.qoe);
    EXPECT_EQ(one.missed, other.missed);
    EXPECT_EQ(one.users, other.users);
}

TEST(DaScore, CountsThePartOfUsersWhoseDemandsAreMissed)
{
    const DaScenario scenario = MakeScenario();
    DaDecoding decoding;
    decoding.actions = DaActions::USER_SHARES;
    const DaSystem system(scenario, decoding);
    const auto slots = DrawHeldOutDaSlots(scenario, 4, 5);
    ActionBatch actions{Eigen::MatrixXi(5, 0),
                        Eigen::MatrixXd(5, system.GetActionSpace().continuous)};
    for (int i = 0; i < 5; ++i)
    {
        const DaSlotProblem problem(scenario, slots[i]);
        ASSERT_TRUE(problem.GetUnsensed().empty());
        DaAllocation allocation = SolveDa(problem.GetWhole()).allocation;
        for (int user = 0; user < i; ++user)
        {
            allocation.power[user] = 0.9 * problem.GetWhole().users[user].demandPower;
        }
        actions.continuous.row(i) = system.Encode(allocation).continuous.transpose();
    }
    const DaScore score = ScoreDaActions(system, slots, actions);
    for (int i = 0; i < 5; ++i)
    {
        EXPECT_DOUBLE_EQ(score.missed[i], i / 10.0);
    }
}

TEST(DaScore, CountsUsersWhoAreGivenUp)
{
    // A tenth of the paper's bounds: some users cannot be sensed, whatever is decided, and the
    // optimum senses the others.
    DaScenario scenario;
    scenario.accuracies = {1e-3, 1e-3, 1e-3};
    const auto slots = DrawHeldOutDaSlots(scenario, 4, 5);
    const DaScore score = ScoreDaScheme(scenario, SchemeOf("optimum", scenario), slots);
    for (std::size_t i = 0; i < slots.size(); ++i)
    {
        const DaSlotProblem problem(scenario, slots[i]);
        ASSERT_FALSE(problem.GetUnsensed().empty());
        const DaAllocation allocation = SolveDa(problem.GetWhole()).allocation;
        EXPECT_TRUE(DaMissed(problem, allocation).empty());
        EXPECT_EQ(DaUnmet(scenario, slots[i], allocation), problem.GetUnsensed());
        EXPECT_DOUBLE_EQ(score.missed[i], problem.GetUnsensed().size() / 30.0);
    }
}
