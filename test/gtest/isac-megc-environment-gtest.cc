/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * MEGC as an environment: rewards are those of the closed form, episodes are cut short, and a cell
 * that was saved goes on bit by bit as if it had never stopped.
 */

#include "ns3/isac-megc-environment.h"

#include <gtest/gtest.h>

using namespace ns3::isac;

namespace
{

constexpr int COPIES = 3;

/// @return three cells, episodes of five slots
MegcEnvironment
MakeEnvironment()
{
    MegcScenario scenario;
    scenario.slotsPerEpisode = 5;
    return MegcEnvironment(MegcSystem({}), scenario, COPIES);
}

/**
 * @param slot makes actions differ from slot to slot
 * @return actions for all copies
 */
ActionBatch
MakeActions(int slot)
{
    const int size = MegcSystem({}).GetActionSpace().continuous;
    return {Eigen::MatrixXi(COPIES, 0), Eigen::MatrixXd::Constant(COPIES, size, 0.1 * (slot % 7))};
}

} // namespace

TEST(MegcEnvironment, RewardsAreMinusTheTotalLatency)
{
    MegcEnvironment environment = MakeEnvironment();
    Eigen::MatrixXd seen = environment.Reset(3);
    const MegcSystem system({});
    for (int slot = 0; slot < 12; ++slot)
    {
        const ActionBatch actions = MakeActions(slot);
        const StepResult& result = environment.Step(actions);
        for (int copy = 0; copy < COPIES; ++copy)
        {
            const MegcState state = system.Interpret(seen.row(copy).transpose());
            const double total =
                system.Evaluate(state, system.Decode(state, actions.Row(copy))).total;
            EXPECT_NEAR(result.reward[copy], -total, 1e-12 * total);
            EXPECT_NEAR(result.metrics.row(copy).sum(), total, 1e-12 * total);
            EXPECT_FALSE(result.terminated[copy]);
            EXPECT_EQ(result.truncated[copy], slot % 5 == 4);
        }
        seen = result.observation;
    }
}

TEST(MegcEnvironment, TheSeedDecidesEverything)
{
    MegcEnvironment one = MakeEnvironment();
    MegcEnvironment other = MakeEnvironment();
    EXPECT_EQ(one.Reset(5), other.Reset(5));
    EXPECT_EQ(one.Step(MakeActions(1)).observation, other.Step(MakeActions(2)).observation);
    EXPECT_NE(one.Reset(5), other.Reset(6));
    EXPECT_NE(one.Reset(5).row(0), one.Reset(5).row(1));
}

TEST(MegcEnvironment, GoesOnBitByBitAfterLoad)
{
    MegcEnvironment one = MakeEnvironment();
    one.Reset(17);
    Eigen::MatrixXd present;
    for (int slot = 0; slot < 8; ++slot)
    {
        present = one.Step(MakeActions(slot)).observation;
    }
    Checkpoint checkpoint;
    one.Save(checkpoint, "environment.");
    MegcEnvironment other = MakeEnvironment();
    other.Reset(99);
    EXPECT_EQ(other.Load(checkpoint, "environment."), present);
    for (int slot = 8; slot < 20; ++slot)
    {
        const StepResult& a = one.Step(MakeActions(slot));
        const StepResult& b = other.Step(MakeActions(slot));
        EXPECT_EQ(a.observation, b.observation);
        EXPECT_EQ(a.reward, b.reward);
        EXPECT_TRUE((a.truncated == b.truncated).all());
    }
}

TEST(MegcEnvironment, RefusesWhatItDidNotSave)
{
    MegcEnvironment environment = MakeEnvironment();
    Checkpoint checkpoint;
    environment.Save(checkpoint, "environment.");
    Checkpoint other = checkpoint;
    other.SetNumber("environment.copies", 4);
    EXPECT_THROW(environment.Load(other, "environment."), CheckpointError);
    other = checkpoint;
    other.SetNumber("environment.slot", 5);
    EXPECT_THROW(environment.Load(other, "environment."), CheckpointError);
    other = checkpoint;
    other.SetText("environment.source.1", "7 8");
    EXPECT_THROW(environment.Load(other, "environment."), CheckpointError);
}
