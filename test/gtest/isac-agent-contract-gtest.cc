/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * What holds for all learners: equal seeds give equal bits, a checkpoint holds all that training
 * goes on from and nothing else is taken for one, exported policies act alike.
 */

#include "isac-toy-training.h"

#include "ns3/isac-torchscript-policy.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <sstream>
#include <string>

using namespace ns3::isac;

namespace
{

/// Every kind of agent, in an environment that it can learn, and a folder of its own.
class AgentContract : public testing::TestWithParam<std::string>
{
  protected:
    void SetUp() override
    {
        std::string pattern = testing::TempDir() + "isac-agent-XXXXXX";
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        m_folder = pattern;
        m_settings.minReplay = 50;
        m_settings.batch = 16;
        m_settings.actorHidden = {12, 8};
        m_settings.branchHidden = {8};
        m_settings.criticHidden = {12, 8};
        m_settings.prioritized = true;
        m_settings.steps = GetParam() == "taylor-td" ? 1 : 2; // all that it learns from
        m_settings.discount = 0.5;
        m_settings.policyDelay = 2;
        m_settings.finalNoise = 0.1;
        m_settings.initialTemperature = 0.1;
        m_settings.gradientClip = 1.0;
        m_settings.rollout = 7;
        m_settings.window = 2;
        m_settings.recurrentHidden = {8, 6};
    }

    void TearDown() override
    {
        std::filesystem::remove_all(m_folder);
    }

    std::string Path(const std::string& name) const
    {
        return (m_folder / name).string();
    }

    std::string Bytes(const std::string& name) const
    {
        std::ostringstream bytes;
        bytes << std::ifstream(Path(name), std::ios::binary).rdbuf();
        return bytes.str();
    }

    std::unique_ptr<Agent> Make(uint64_t seed) const
    {
        return MakeToyAgent(GetParam(), *MakeEnvironment(4), m_settings, seed);
    }

    /// @return whether it learns from rollouts instead of a replay
    bool IsOnPolicy() const
    {
        return GetParam() == "reinforce" || GetParam() == "ppo";
    }

    std::unique_ptr<Environment> MakeEnvironment(int count) const
    {
        return MakeToyBandit(GetParam(), count);
    }

    ActionSpace Space() const
    {
        return MakeEnvironment(1)->GetActionSpace();
    }

    static void ExpectEqual(const ActionBatch& found, const ActionBatch& expected)
    {
        EXPECT_EQ(found.categorical, expected.categorical);
        EXPECT_EQ(found.continuous, expected.continuous);
    }

    static TrainingSettings Episodes()
    {
        TrainingSettings training;
        training.episodes = 400;
        training.randomEpisodes = 40;
        return training;
    }

    /// Save a training in full.
    void Write(const std::string& name, const Agent& agent, const TrainingLoop& loop) const
    {
        Checkpoint checkpoint;
        agent.Save(checkpoint, Agent::Extent::EVERYTHING);
        loop.Save(checkpoint);
        checkpoint.Write(Path(name));
    }

    std::string Message(const std::function<void()>& fails) const
    {
        try
        {
            fails();
        }
        catch (const CheckpointError& error)
        {
            return error.what();
        }
        return "";
    }

    std::filesystem::path m_folder;
    AgentSettings m_settings = ToySettings();
};

TEST_P(AgentContract, EqualSeedsGiveEqualBits)
{
    for (const auto& [name, seed] : {std::pair{"a", 7}, std::pair{"b", 7}, std::pair{"c", 8}})
    {
        const auto environment = MakeEnvironment(4);
        const auto agent = Make(seed);
        TrainingLoop loop(*environment, *agent, Episodes(), 3);
        while (!loop.IsDone())
        {
            loop.RunRound();
        }
        EXPECT_GT(loop.GetUpdates(), IsOnPolicy() ? 10 : 50);
        Write(name, *agent, loop);
    }
    EXPECT_TRUE(Bytes("a") == Bytes("b"));
    EXPECT_FALSE(Bytes("a") == Bytes("c"));
}

TEST_P(AgentContract, ActingLeavesTheBestActionAlone)
{
    const auto agent = Make(1);
    const Eigen::Vector2d observation(0.1, 0.7);
    const Action best = agent->Act(observation);
    EXPECT_TRUE(Contains(Space(), best));
    for (int i = 0; i < 50; ++i)
    {
        EXPECT_TRUE(Contains(Space(), agent->Act(observation, true)));
    }
    EXPECT_EQ(agent->Act(observation).categorical, best.categorical);
    EXPECT_EQ(agent->Act(observation).continuous, best.continuous);
}

TEST_P(AgentContract, RowsAreActedOnAlone)
{
    const auto agent = Make(1);
    const Eigen::MatrixXd observations = MakeEnvironment(7)->Reset(5);
    const ActionBatch batch = agent->ActBatch(observations, false);
    for (Eigen::Index row = 0; row < observations.rows(); ++row)
    {
        const Action action = agent->Act(observations.row(row).transpose());
        EXPECT_EQ(action.categorical, batch.Row(row).categorical);
        EXPECT_EQ(action.continuous, batch.Row(row).continuous);
    }
}

TEST_P(AgentContract, ResumedTrainingIsTheSameBitByBit)
{
    // Cut before the first learning step, after an odd number of them, and later.
    for (const int cut : {5, 38, 70})
    {
        const auto environment = MakeEnvironment(4);
        const auto agent = Make(7);
        TrainingLoop loop(*environment, *agent, Episodes(), 3);
        for (int round = 0; round < cut; ++round)
        {
            loop.RunRound();
        }
        Write("cut", *agent, loop);
        while (!loop.IsDone())
        {
            loop.RunRound();
        }
        Write("whole", *agent, loop);

        const auto otherEnvironment = MakeEnvironment(4);
        const auto other = Make(1234);
        TrainingLoop otherLoop(*otherEnvironment, *other, Episodes(), 4321);
        const Checkpoint checkpoint = Checkpoint::Read(Path("cut"));
        other->Load(checkpoint, Agent::Extent::EVERYTHING);
        otherLoop.Load(checkpoint);
        while (!otherLoop.IsDone())
        {
            otherLoop.RunRound();
        }
        Write("parts", *other, otherLoop);
        EXPECT_TRUE(Bytes("parts") == Bytes("whole")) << cut;
        const Eigen::MatrixXd observations = MakeEnvironment(20)->Reset(5);
        for (const bool explore : {false, true})
        {
            ExpectEqual(other->ActBatch(observations, explore),
                        agent->ActBatch(observations, explore));
        }
    }
}

TEST_P(AgentContract, PolicyAndLearnerAreParts)
{
    const auto environment = MakeEnvironment(4);
    const auto agent = Make(7);
    TrainToy(*agent, *environment, 400, 40);
    const Eigen::MatrixXd observations = MakeEnvironment(20)->Reset(5);
    for (const Agent::Extent extent : {Agent::Extent::POLICY, Agent::Extent::LEARNER})
    {
        Checkpoint checkpoint;
        agent->Save(checkpoint, extent);
        checkpoint.Write(Path("part"));
        const Checkpoint read = Checkpoint::Read(Path("part"));
        const auto other = Make(8);
        other->Load(read, extent);
        ExpectEqual(other->ActBatch(observations, false), agent->ActBatch(observations, false));

        const auto more =
            extent == Agent::Extent::POLICY ? Agent::Extent::LEARNER : Agent::Extent::EVERYTHING;
        const std::string message = Message([&]() { Make(8)->Load(read, more); });
        EXPECT_NE(message.find(Path("part")), std::string::npos) << message;
        EXPECT_NE(message.find("expected"), std::string::npos) << message;
    }
}

TEST_P(AgentContract, LoadsNothingButItsOwnKindAndSizes)
{
    Checkpoint checkpoint;
    Make(1)->Save(checkpoint, Agent::Extent::EVERYTHING);
    checkpoint.Write(Path("agent"));
    const Checkpoint read = Checkpoint::Read(Path("agent"));

    const std::string otherKind = GetParam() == "sac" ? "ddpg" : "sac";
    AgentSettings wider = m_settings;
    wider.actorHidden = {13, 8};
    const std::pair<std::unique_ptr<Agent>, std::string> others[] = {
        {MakeToyAgent(otherKind, ToyBandit(4), m_settings, 1), "expected (" + otherKind},
        {MakeToyAgent(GetParam(), *MakeEnvironment(4), wider, 1), "layers 13 8"}};
    for (const auto& [other, expected] : others)
    {
        const std::string message =
            Message([&, &agent = other]() { agent->Load(read, Agent::Extent::POLICY); });
        EXPECT_EQ(message.find(Path("agent") + " holds an agent ("), 0U) << message;
        EXPECT_NE(message.find(expected), std::string::npos) << message;
    }
    const std::string message = Message([&]() { Make(1)->Load({}, Agent::Extent::POLICY); });
    EXPECT_NE(message, "");
}

TEST_P(AgentContract, ExportedPolicyActsAlike)
{
    const auto environment = MakeEnvironment(4);
    const auto agent = Make(7);
    TrainToy(*agent, *environment, 400, 40);
    agent->ExportTorchScript(Path("policy.pt"), {{"scheme", "toy"}});
    TorchScriptPolicy policy(Path("policy.pt"), 2, Space());
    EXPECT_EQ(TorchScriptPolicy::ReadAttribute(Path("policy.pt"), "scheme"), "toy");
    const Eigen::MatrixXd observations = MakeEnvironment(200)->Reset(5);
    for (Eigen::Index row = 0; row < observations.rows(); ++row)
    {
        const Action expected = agent->Act(observations.row(row).transpose());
        const Action action = policy.Act(observations.row(row).transpose());
        EXPECT_EQ(action.categorical, expected.categorical);
        ASSERT_EQ(action.continuous.size(), expected.continuous.size());
        for (Eigen::Index i = 0; i < expected.continuous.size(); ++i)
        {
            EXPECT_NEAR(action.continuous[i], expected.continuous[i], 1e-5);
        }
    }
}

TEST_P(AgentContract, LearnsFromNothingUntilThereIsEnough)
{
    const auto environment = MakeEnvironment(4);
    const auto agent = Make(7);
    EXPECT_FALSE(agent->Update());
    Eigen::MatrixXd observation = environment->Reset(1);
    bool learned = false;
    for (int step = 1; step <= 20; ++step)
    {
        const ActionBatch actions = agent->ActBatch(observation, true);
        const StepResult& result = environment->Step(actions);
        agent->Observe(observation, actions, result);
        observation = result.observation;
        learned = agent->Update();
        EXPECT_EQ(learned,
                  IsOnPolicy() ? step % m_settings.rollout == 0 : 4 * step >= m_settings.minReplay)
            << step;
    }
}

INSTANTIATE_TEST_SUITE_P(Agents,
                         AgentContract,
                         testing::Values("sac",
                                         "ddpg",
                                         "td3",
                                         "diffusion",
                                         "reward-gradient",
                                         "dqn",
                                         "d2sac",
                                         "d2sac-perceptron",
                                         "discrete-sac",
                                         "reinforce",
                                         "ppo",
                                         "rainbow",
                                         "drqn",
                                         "taylor-td",
                                         "branching-dqn"),
                         [](const auto& info) {
                             std::string name = info.param;
                             name.erase(std::remove(name.begin(), name.end(), '-'), name.end());
                             return name;
                         });

} // namespace
