/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * A cell that was saved goes on bit by bit as if it had never stopped.
 */

#include "ns3/isac-caqa-environment.h"

#include <cstdint>
#include <gtest/gtest.h>
#include <string>

using namespace ns3::isac;

namespace
{

constexpr int USERS = 4;
constexpr int COPIES = 3;

/// @return three cells of four users, episodes of five slots
CaqaEnvironment
MakeEnvironment()
{
    CaqaParameters cell;
    cell.users = USERS;
    CaqaScenario scenario;
    scenario.slotsPerEpisode = 5;
    return CaqaEnvironment(CaqaSystem(cell), scenario, COPIES);
}

/**
 * @param slot makes actions differ from slot to slot
 * @return actions for all copies
 */
ActionBatch
MakeActions(int slot)
{
    return {Eigen::MatrixXi::Constant(COPIES, USERS, slot % 6),
            Eigen::MatrixXd::Constant(COPIES, USERS, 0.05 * (slot % 7))};
}

} // namespace

TEST(CaqaEnvironment, GoesOnBitByBitAfterLoad)
{
    CaqaEnvironment one = MakeEnvironment();
    one.Reset(17);
    // After three slots in the middle of an episode, after ten right behind a restart.
    for (const int before : {3, 7})
    {
        Eigen::MatrixXd present;
        for (int slot = 0; slot < before; ++slot)
        {
            present = one.Step(MakeActions(slot)).observation;
        }
        Checkpoint checkpoint;
        one.Save(checkpoint, "environment.");
        CaqaEnvironment other = MakeEnvironment();
        other.Reset(99);
        EXPECT_EQ(other.Load(checkpoint, "environment."), present);
        CaqaEnvironment twin = one;
        for (int slot = 0; slot < 20; ++slot)
        {
            const StepResult& expected = twin.Step(MakeActions(slot));
            const StepResult& result = other.Step(MakeActions(slot));
            EXPECT_EQ(result.observation, expected.observation);
            EXPECT_EQ(result.finalObservation, expected.finalObservation);
            EXPECT_EQ(result.reward, expected.reward);
            EXPECT_EQ(result.metrics, expected.metrics);
            EXPECT_TRUE((result.truncated == expected.truncated).all());
        }
        for (int copy = 0; copy < COPIES; ++copy)
        {
            EXPECT_EQ(other.GetState(copy).gain, twin.GetState(copy).gain);
            EXPECT_EQ(other.GetState(copy).requirement, twin.GetState(copy).requirement);
        }
    }
}

TEST(CaqaEnvironment, RefusesWhatItCannotTakeUp)
{
    CaqaEnvironment environment = MakeEnvironment();
    const Eigen::MatrixXd first = environment.Reset(17);
    Checkpoint good;
    environment.Save(good, "");
    const auto refuses = [&](const Checkpoint& checkpoint) {
        EXPECT_THROW(environment.Load(checkpoint, ""), CheckpointError);
        // and is what it was
        Checkpoint now;
        environment.Save(now, "");
        EXPECT_EQ(now.GetText("source.0"), good.GetText("source.0"));
        EXPECT_EQ(now.GetText("state.2"), good.GetText("state.2"));
    };
    refuses(Checkpoint());
    for (const double slot : {-1.0, 5.0, 1.5})
    {
        Checkpoint bad = good;
        bad.SetNumber("slot", slot);
        refuses(bad);
    }
    for (const char* name : {"source.2", "state.2"})
    {
        Checkpoint bad = good;
        bad.SetText(name, good.GetText(name) + " 1");
        refuses(bad);
        bad.SetText(name, "nonsense");
        refuses(bad);
        bad.SetText(name, "");
        refuses(bad);
    }
    Checkpoint fewer = good;
    fewer.SetNumber("copies", COPIES - 1);
    refuses(fewer);

    CaqaParameters cell;
    cell.users = USERS + 1;
    Checkpoint larger;
    CaqaEnvironment(CaqaSystem(cell), {}, COPIES).Save(larger, "");
    refuses(larger);
    EXPECT_EQ(environment.Load(good, ""), first);
}
