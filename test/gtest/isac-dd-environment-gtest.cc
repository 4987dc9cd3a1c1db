/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Distributed diffusion as an environment: rewards are those of the closed form or of ratings,
 * episodes are cut short, and what was saved goes on bit by bit as if it had never stopped.
 */

#include "ns3/isac-dd-environment.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace ns3::isac;

namespace
{

constexpr int COPIES = 3;

/// @param ratings see DdScenario @return three servers, episodes of five slots
DdEnvironment
MakeEnvironment(bool ratings = false)
{
    DdScenario scenario;
    scenario.slotsPerEpisode = 5;
    scenario.ratings = ratings;
    DdDecoding decoding;
    decoding.powers = DdPowers::WATTS;
    decoding.powerLimit = 100.0;
    return DdEnvironment(DdSystem({}, scenario, decoding), COPIES);
}

/// @param slot makes actions differ from slot to slot @return actions for all copies
ActionBatch
MakeActions(int slot)
{
    ActionBatch actions{Eigen::MatrixXi(COPIES, 0), Eigen::MatrixXd::Constant(COPIES, 37, 0.3)};
    for (int copy = 0; copy < COPIES; ++copy)
    {
        actions.continuous.row(copy).head(3).setConstant(0.1 * (slot % 10));
        actions.continuous(copy, 3 + (slot + copy) % 10) = 0.8;
        actions.continuous(copy, 13 + 8 * copy + slot % 8) = 0.8;
    }
    return actions;
}

} // namespace

TEST(DdEnvironment, RewardsAreThoseOf27)
{
    DdEnvironment environment = MakeEnvironment();
    Eigen::MatrixXd seen = environment.Reset(3);
    const DdDecoding decoding{DdActions::LARGEST, DdPowers::WATTS, 100.0};
    const DdSystem system({}, {}, decoding);
    double excess = 0.0;
    for (int slot = 0; slot < 12; ++slot)
    {
        const ActionBatch actions = MakeActions(slot);
        const StepResult& result = environment.Step(actions);
        for (int copy = 0; copy < COPIES; ++copy)
        {
            const DdOutcome outcome = EvaluateDd({},
                                                 system.Interpret(seen.row(copy).transpose()),
                                                 system.Decode(actions.Row(copy)));
            // The gain went through its logarithm; Q is at most of slope 10 in that.
            EXPECT_NEAR(result.reward[copy], outcome.reward, 1e-12);
            EXPECT_NEAR(result.metrics(copy, 0), outcome.sumQoe, 1e-12);
            EXPECT_NEAR(result.metrics(copy, 0) - result.metrics(copy, 1) - result.metrics(copy, 2),
                        outcome.reward,
                        1e-12);
            EXPECT_FALSE(result.terminated[copy]);
            EXPECT_EQ(result.truncated[copy], slot % 5 == 4);
            excess += result.metrics(copy, 2);
        }
        seen = result.observation;
    }
    EXPECT_GT(excess, 1.0); // 3 times 90 W are too much, so that the penalty counted
}

TEST(DdEnvironment, RatingsAddNoiseThatVanishesInTheMean)
{
    DdEnvironment exact = MakeEnvironment();
    DdEnvironment rated = MakeEnvironment(true);
    exact.Reset(3);
    rated.Reset(3);
    // The first slot is the same; what ratings draw moves all later ones.
    const Eigen::VectorXd difference = rated.Step(MakeActions(4)).reward - //
                                       exact.Step(MakeActions(4)).reward;
    for (int copy = 0; copy < COPIES; ++copy)
    {
        EXPECT_NE(difference[copy], 0.0);
        // Three ratings of deviation .12 at most count twice each below the threshold.
        EXPECT_LT(std::abs(difference[copy]), 5.0 * 2.0 * std::sqrt(3.0) * 0.12);
    }
}

TEST(DdEnvironment, TheSeedDecidesEverything)
{
    DdEnvironment one = MakeEnvironment();
    DdEnvironment other = MakeEnvironment();
    EXPECT_EQ(one.Reset(5), other.Reset(5));
    EXPECT_EQ(one.Step(MakeActions(1)).observation, other.Step(MakeActions(2)).observation);
    EXPECT_NE(one.Reset(5), other.Reset(6));
    EXPECT_NE(one.Reset(5).row(0), one.Reset(5).row(1));
}

TEST(DdEnvironment, GoesOnBitByBitAfterLoad)
{
    DdEnvironment one = MakeEnvironment(true);
    one.Reset(17);
    Eigen::MatrixXd present;
    for (int slot = 0; slot < 8; ++slot)
    {
        present = one.Step(MakeActions(slot)).observation;
    }
    Checkpoint checkpoint;
    one.Save(checkpoint, "environment.");
    DdEnvironment other = MakeEnvironment(true);
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

TEST(DdEnvironment, RefusesWhatItDidNotSave)
{
    DdEnvironment environment = MakeEnvironment();
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
