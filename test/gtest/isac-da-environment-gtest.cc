/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * DA-ISAC as an environment: rewards are those of the system, episodes are cut short and have users
 * of their own, and a network that was saved goes on bit by bit as if it had never stopped.
 */

#include "ns3/isac-da-environment.h"

#include <cmath>
#include <gtest/gtest.h>
#include <string>
#include <vector>

using namespace ns3::isac;

namespace
{

constexpr int COPIES = 3;
constexpr int SLOTS = 5; // of an episode
constexpr int USER_VALUES = 10;

/// @param actions what they decide on @return eight users, episodes of five slots
DaSystem
MakeSystem(DaActions actions)
{
    DaScenario scenario;
    scenario.users = 8;
    scenario.slotsPerEpisode = SLOTS;
    DaDecoding decoding;
    decoding.actions = actions;
    return DaSystem(scenario, decoding);
}

/// @param actions what they decide on @return three networks
DaEnvironment
MakeEnvironment(DaActions actions = DaActions::GROUP_SHARES)
{
    return DaEnvironment(MakeSystem(actions), COPIES);
}

/**
 * @param space of the actions
 * @param slot makes them differ from slot to slot
 * @return actions for all copies, no two of them the same
 */
ActionBatch
MakeActions(const ActionSpace& space, int slot)
{
    const auto choices = static_cast<Eigen::Index>(space.categories.size());
    ActionBatch actions{Eigen::MatrixXi(COPIES, choices),
                        Eigen::MatrixXd(COPIES, space.continuous)};
    for (int copy = 0; copy < COPIES; ++copy)
    {
        for (Eigen::Index i = 0; i < choices; ++i)
        {
            actions.categorical(copy, i) =
                static_cast<int>(i + 3 * slot + copy) % space.categories[i];
        }
        for (int i = 0; i < space.continuous; ++i)
        {
            actions.continuous(copy, i) = std::fmod(0.618 * (i + 7 * slot + 31 * copy), 1.0);
        }
    }
    return actions;
}

/// @param checkpoint to load @return the message that it is refused with; empty if it is taken
std::string
Refusal(DaEnvironment& environment, const Checkpoint& checkpoint)
{
    try
    {
        environment.Load(checkpoint, "environment.");
    }
    catch (const CheckpointError& error)
    {
        return error.what();
    }
    return "";
}

/// Both go on in the same way, bit by bit.
void
ExpectSameFuture(DaEnvironment& one, DaEnvironment& other)
{
    for (int slot = 0; slot < 2 * SLOTS + 1; ++slot)
    {
        const ActionBatch actions = MakeActions(one.GetActionSpace(), slot);
        const StepResult& a = one.Step(actions);
        const StepResult& b = other.Step(actions);
        EXPECT_EQ(a.observation, b.observation);
        EXPECT_EQ(a.finalObservation, b.finalObservation);
        EXPECT_EQ(a.reward, b.reward);
        EXPECT_EQ(a.rewardGradient, b.rewardGradient);
        EXPECT_EQ(a.metrics, b.metrics);
        EXPECT_TRUE((a.truncated == b.truncated).all());
    }
}

} // namespace

TEST(DaEnvironment, EpisodesAreCutShortAndNewUsersCome)
{
    DaEnvironment environment = MakeEnvironment(DaActions::USER_WEIGHTS);
    EXPECT_EQ(environment.Count(), COPIES);
    EXPECT_EQ(environment.ObservationSize(), 8 * USER_VALUES);
    Eigen::MatrixXd before = environment.Reset(3);
    // What users like is theirs for an episode: the last three values of each.
    const auto sameUsers = [](const Eigen::MatrixXd& a, const Eigen::MatrixXd& b, int copy) {
        return a.row(copy).segment(7, 3) == b.row(copy).segment(7, 3);
    };
    EXPECT_FALSE(before.row(0).segment(7, 3) == before.row(1).segment(7, 3));
    for (int slot = 0; slot < 3 * SLOTS; ++slot)
    {
        const StepResult& result =
            environment.Step(MakeActions(environment.GetActionSpace(), slot));
        const bool over = slot % SLOTS == SLOTS - 1;
        for (int copy = 0; copy < COPIES; ++copy)
        {
            EXPECT_FALSE(result.terminated[copy]);
            EXPECT_EQ(result.truncated[copy], over);
            EXPECT_TRUE(sameUsers(before, result.finalObservation, copy));
            EXPECT_EQ(sameUsers(before, result.observation, copy), !over);
            EXPECT_EQ(result.finalObservation.row(copy) == result.observation.row(copy), !over);
            EXPECT_FALSE(result.finalObservation.row(copy) == before.row(copy));
        }
        before = result.observation;
    }
}

TEST(DaEnvironment, RewardsAndMetricsAreThoseOfTheSystem)
{
    for (const DaActions kind :
         {DaActions::GROUP_SHARES, DaActions::USER_WEIGHTS, DaActions::USER_LEVELS})
    {
        for (const bool hierarchical : {false, true})
        {
            DaDecoding decoding = MakeSystem(kind).GetDecoding();
            decoding.hierarchicalReward = hierarchical;
            decoding.sensingFirst = !hierarchical;
            const DaScenario scenario = MakeSystem(kind).GetScenario();
            const DaSystem system(scenario, decoding);
            DaEnvironment environment(system, COPIES);
            environment.Reset(11);
            // The same users beside it.
            boost::random::mt19937_64 seeds(11);
            std::vector<DaPopulation> populations;
            for (int copy = 0; copy < COPIES; ++copy)
            {
                populations.emplace_back(scenario, seeds());
                populations.back().Begin();
            }
            for (int slot = 0; slot < SLOTS; ++slot)
            {
                const ActionBatch actions = MakeActions(system.GetActionSpace(), slot);
                const StepResult& result = environment.Step(actions);
                EXPECT_EQ(result.rewardGradient.rows(),
                          kind == DaActions::GROUP_SHARES ? COPIES : 0);
                for (int copy = 0; copy < COPIES; ++copy)
                {
                    const DaSlotProblem problem(scenario, populations[copy].GetSlot());
                    const DaDecision decision = system.Decode(problem, actions.Row(copy));
                    const auto missed = DaMissed(problem, decision.allocation).size();
                    EXPECT_EQ(result.reward[copy], system.Reward(problem, decision.allocation));
                    EXPECT_EQ(result.metrics(copy, 0), decision.meanQoe);
                    EXPECT_EQ(result.metrics(copy, 1), missed);
                    EXPECT_EQ(result.metrics(copy, 2), decision.pulledBack);
                    EXPECT_EQ(result.metrics(copy, 3), problem.GetUnsensed().size());
                    if (kind == DaActions::GROUP_SHARES)
                    {
                        EXPECT_EQ(result.rewardGradient.row(copy).transpose(), decision.gradient);
                    }
                    if (missed > 0 && hierarchical)
                    {
                        EXPECT_LT(result.reward[copy], 0.0);
                    }
                    populations[copy].Advance();
                    EXPECT_EQ(result.finalObservation.row(copy).transpose(),
                              system.Observe(populations[copy].GetSlot()));
                }
            }
        }
    }
    EXPECT_EQ(MakeEnvironment().MetricNames().size(), 4);
}

TEST(DaEnvironment, TheSeedDecidesEverything)
{
    DaEnvironment one = MakeEnvironment();
    DaEnvironment other = MakeEnvironment();
    EXPECT_EQ(one.Reset(5), other.Reset(5));
    ExpectSameFuture(one, other);
    // What users do depends on no decision.
    one.Reset(5);
    other.Reset(5);
    for (int slot = 0; slot < 2 * SLOTS; ++slot)
    {
        EXPECT_EQ(one.Step(MakeActions(one.GetActionSpace(), slot)).observation,
                  other.Step(MakeActions(one.GetActionSpace(), slot + 1)).observation);
    }
    EXPECT_NE(one.Reset(5), other.Reset(6));
    EXPECT_NE(one.Reset(5).row(0), one.Reset(5).row(1));
}

TEST(DaEnvironment, GoesOnBitByBitAfterLoad)
{
    for (const DaActions kind : {DaActions::GROUP_SHARES, DaActions::USER_LEVELS})
    {
        // At the beginning, at the end of an episode, and in the midst of the third.
        for (const int slots : {0, SLOTS, 2 * SLOTS + 3})
        {
            DaEnvironment one = MakeEnvironment(kind);
            Eigen::MatrixXd present = one.Reset(17);
            for (int slot = 0; slot < slots; ++slot)
            {
                present = one.Step(MakeActions(one.GetActionSpace(), slot)).observation;
            }
            Checkpoint checkpoint;
            one.Save(checkpoint, "environment.");
            DaEnvironment other = MakeEnvironment(kind);
            other.Reset(99);
            other.Step(MakeActions(one.GetActionSpace(), 1));
            EXPECT_EQ(other.Load(checkpoint, "environment."), present);
            ExpectSameFuture(one, other);
        }
    }
}

TEST(DaEnvironment, RefusesWhatItDidNotSave)
{
    DaEnvironment environment = MakeEnvironment();
    DaEnvironment twin = MakeEnvironment();
    environment.Reset(4);
    twin.Reset(4);
    Checkpoint whole;
    environment.Save(whole, "environment.");
    DaEnvironment(MakeSystem(DaActions::GROUP_SHARES), COPIES + 1).Save(whole, "more.");

    const auto spoilt = [&](const std::string& name, double number) {
        Checkpoint checkpoint = whole;
        checkpoint.SetNumber("environment." + name, number);
        return Refusal(environment, checkpoint);
    };
    for (const double slot : {-1.0, 0.5, double(SLOTS), std::nan(""), 1e300})
    {
        EXPECT_NE(spoilt("slot", slot).find("no slot of an episode of 5"), std::string::npos);
    }
    EXPECT_NE(spoilt("copies", COPIES + 1).find("another number than 3"), std::string::npos);
    EXPECT_NE(spoilt("copies", std::nan("")).find("another number than 3"), std::string::npos);
    for (const std::string state : {"", "7 8", "no numbers at all"})
    {
        Checkpoint checkpoint = whole;
        checkpoint.SetText("environment.population.2", state);
        const std::string message = Refusal(environment, checkpoint);
        EXPECT_NE(message.find("no state of environment 2"), std::string::npos) << message;
        EXPECT_EQ(message.find('\n'), std::string::npos) << message;
    }
    EXPECT_NE(Refusal(environment, {}), "");
    EXPECT_THROW(environment.Load(whole, "more."), CheckpointError);

    // What was refused has changed nothing.
    ExpectSameFuture(environment, twin);
}
