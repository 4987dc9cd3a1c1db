/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Learners of DA-ISAC by name, what their files hold and which are refused, and that one learns.
 */

#include "ns3/isac-da-environment.h"
#include "ns3/isac-da-policy.h"
#include "ns3/isac-da-score.h"
#include "ns3/isac-megc-agent.h"
#include "ns3/isac-statistics.h"
#include "ns3/isac-torchscript-policy.h"
#include "ns3/isac-training-loop.h"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>

using namespace ns3::isac;
using testing::HasSubstr;

namespace
{

/// @param users K @return a scenario with short episodes
DaScenario
MakeScenario(int users)
{
    DaScenario scenario;
    scenario.users = users;
    scenario.slotsPerEpisode = 10;
    return scenario;
}

/// @param recipe of a learner @return its settings, but small
AgentSettings
SmallSettings(const DaAgentRecipe& recipe)
{
    AgentSettings settings = recipe.settings;
    settings.actorHidden = {16};
    settings.criticHidden = {16};
    settings.branchHidden = {8};
    settings.minReplay = 8;
    settings.batch = 8;
    settings.replay = 100;
    return settings;
}

/// @param action any @return the message of what it throws; empty if it throws nothing
std::string
RefusalOf(const std::function<void()>& action)
{
    try
    {
        action();
    }
    catch (const std::exception& error)
    {
        return error.what();
    }
    return "";
}

/// An agent that is trained in environments of its own.
struct Training
{
    /// @param name of the learner @param scenario of both networks @param seed of everything
    Training(const std::string& name, const DaScenario& scenario, uint64_t seed)
        : recipe(FindDaAgentRecipe(name)),
          settings(SmallSettings(recipe)),
          environment(DaSystem(scenario, recipe.decoding), 2),
          agent(MakeDaAgent(recipe, scenario, settings, seed)),
          loop(environment, *agent, TrainingSettings(), seed)
    {
    }

    DaAgentRecipe recipe;         //!< of the learner
    AgentSettings settings;       //!< small
    DaEnvironment environment;    //!< two networks
    std::unique_ptr<Agent> agent; //!< that learns
    TrainingLoop loop;            //!< of it
};

/// A folder of its own that goes away with the test.
class DaPolicyFile : public testing::Test
{
  protected:
    void SetUp() override
    {
        std::string pattern = testing::TempDir() + "isac-da-policy-XXXXXX";
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        m_folder = pattern;
        m_path = (m_folder / "policy.pt").string();
    }

    void TearDown() override
    {
        std::filesystem::remove_all(m_folder);
    }

    /// @param name of a learner @param users K @return a checkpoint of a fresh one
    static Checkpoint Fresh(const std::string& name, int users)
    {
        const DaAgentRecipe recipe = FindDaAgentRecipe(name);
        const DaScenario scenario = MakeScenario(users);
        const AgentSettings settings = SmallSettings(recipe);
        Checkpoint checkpoint;
        SaveDaAgent(checkpoint,
                    recipe,
                    scenario,
                    settings,
                    *MakeDaAgent(recipe, scenario, settings, 5),
                    Agent::Extent::POLICY);
        return checkpoint;
    }

    /// @param users K @return what the file is refused with: one line that begins with its path
    std::string Refusal(int users) const
    {
        const std::string message =
            RefusalOf([&] { MakeDaScheme(m_path, MakeScenario(users), 1); });
        EXPECT_EQ(message.rfind(m_path, 0), 0) << message;
        EXPECT_EQ(message.find('\n'), std::string::npos) << message;
        return message;
    }

    std::filesystem::path m_folder; //!< of the test
    std::string m_path;             //!< of a policy in it
};

} // namespace

TEST(DaPolicy, NamesThatNobodyHasAreRefusedWithOneLine)
{
    const auto refusal = [](const std::string& name) {
        return RefusalOf([&] { MakeDaScheme(name, MakeScenario(7), 1); });
    };
    EXPECT_EQ(refusal("optimum"), "");
    EXPECT_EQ(refusal("greedy-50"), "");
    EXPECT_THAT(refusal("best"), HasSubstr("best: unknown"));
    EXPECT_THAT(refusal("greedy-0"), HasSubstr("greedy-0: unknown, or senseless"));
    EXPECT_THAT(refusal("nowhere.pt"), HasSubstr("nowhere.pt"));
    EXPECT_THAT(refusal("hdrl-safe"), HasSubstr("hdrl-safe: no trained policy for 7 users"));
    EXPECT_THAT(RefusalOf([] { FindDaAgentRecipe("sttt"); }),
                HasSubstr("no agent 'sttt'; expected one of sttd, sttd-cosine"));
    EXPECT_THROW(ShippedDaPolicy("sttt", 7), std::invalid_argument);
    // A policy on groups is one for any number of users.
    EXPECT_EQ(ShippedDaPolicy("sttd", 7), ShippedDaPolicy("sttd", 30));
    EXPECT_NE(ShippedDaPolicy("pdrl", 7), ShippedDaPolicy("pdrl", 30));
    std::ostringstream list;
    PrintDaPolicies(list, 7);
    for (const DaAgentRecipe& recipe : GetDaAgentRecipes())
    {
        EXPECT_THAT(list.str(), HasSubstr("\n" + recipe.name + " ")) << recipe.description;
    }
}

TEST(DaAgents, LearnAndActWithinTheirSpace)
{
    const DaScenario scenario = MakeScenario(6);
    ASSERT_GE(GetDaAgentRecipes().size(), 7);
    for (const DaAgentRecipe& recipe : GetDaAgentRecipes())
    {
        SCOPED_TRACE(recipe.name);
        Training training(recipe.name, scenario, 3);
        training.loop.RunRound();
        EXPECT_GT(training.loop.GetUpdates(), 0);
        EXPECT_FALSE(training.agent->GetFigures().empty());
        const DaSystem system(scenario, recipe.decoding);
        for (const DaSlot& slot : DrawHeldOutDaSlots(scenario, 1, 20))
        {
            const Eigen::VectorXd seen = system.Observe(slot);
            const Action best = training.agent->Act(seen);
            EXPECT_TRUE(Contains(system.GetActionSpace(), best));
            EXPECT_TRUE(Contains(system.GetActionSpace(), training.agent->Act(seen, true)));
            const Action again = training.agent->Act(seen);
            EXPECT_EQ(again.categorical, best.categorical);
            EXPECT_EQ(again.continuous, best.continuous);
        }
    }
}

TEST_F(DaPolicyFile, HoldsAnAgentThatGoesOnBitByBit)
{
    const DaScenario scenario = MakeScenario(6);
    for (const DaAgentRecipe& recipe : GetDaAgentRecipes())
    {
        SCOPED_TRACE(recipe.name);
        Training one(recipe.name, scenario, 4);
        one.loop.RunRound();
        Checkpoint checkpoint;
        one.loop.Save(checkpoint);
        SaveDaAgent(checkpoint,
                    one.recipe,
                    scenario,
                    one.settings,
                    *one.agent,
                    Agent::Extent::EVERYTHING);
        checkpoint.Write(m_path);

        Training other(recipe.name, scenario, 99);
        LoadedDaAgent loaded =
            LoadDaAgent(Checkpoint::Read(m_path), scenario, Agent::Extent::EVERYTHING, 98);
        EXPECT_EQ(loaded.recipe.name, recipe.name);
        EXPECT_EQ(loaded.settings.actorHidden, one.settings.actorHidden);
        TrainingLoop loop(other.environment, *loaded.agent, TrainingSettings(), 97);
        loop.Load(Checkpoint::Read(m_path));
        EXPECT_EQ(loop.GetUpdates(), one.loop.GetUpdates());
        EXPECT_EQ(loop.RunRound().reward, one.loop.RunRound().reward);

        // Policies of both on the same slots, and what is written as a TorchScript module.
        one.agent->ExportTorchScript(m_path, {{"scheme", recipe.name}});
        const DaScheme script = MakeDaScheme(m_path, scenario, 1);
        const DaSystem system(scenario, script.decoding);
        EXPECT_TRUE(DaSystem(scenario, recipe.decoding).GetActionSpace() ==
                    system.GetActionSpace());
        for (const DaSlot& slot : DrawHeldOutDaSlots(scenario, 1, 5))
        {
            const Eigen::VectorXd seen = system.Observe(slot);
            const Action expected = one.agent->Act(seen);
            EXPECT_EQ(loaded.agent->Act(seen).categorical, expected.categorical);
            EXPECT_EQ(loaded.agent->Act(seen).continuous, expected.continuous);
            // Single precision on one side, hundreds of roundings.
            const Action spoken = script.policy->Act(seen);
            EXPECT_EQ(spoken.categorical, expected.categorical);
            ASSERT_EQ(spoken.continuous.size(), expected.continuous.size());
            if (expected.continuous.size() > 0)
            {
                EXPECT_LT((spoken.continuous - expected.continuous).cwiseAbs().maxCoeff(), 1e-5);
            }
        }
    }
}

TEST_F(DaPolicyFile, GroupsAreOfAnyNumberOfUsersOthersOfTheirs)
{
    Fresh("sttd", 30).Write(m_path);
    const DaScenario ten = MakeScenario(10);
    const DaScheme scheme = MakeDaScheme(m_path, ten, 1);
    EXPECT_EQ(scheme.decoding.actions, DaActions::GROUP_SHARES);
    const auto slots = DrawHeldOutDaSlots(ten, 1, 5);
    const DaScore score = ScoreDaScheme(ten, scheme, slots);
    const DaScore best = ScoreDaScheme(ten, MakeDaScheme("optimum", ten, 1), slots);
    for (std::size_t i = 0; i < slots.size(); ++i)
    {
        EXPECT_EQ(score.missed[i], 0.0);
        EXPECT_LE(score.qoe[i], best.qoe[i] + 1e-9);
    }
    for (const std::string name : {"pdrl", "hdrl", "hdrl-safe"})
    {
        Fresh(name, 8).Write(m_path);
        EXPECT_EQ(RefusalOf([&] { MakeDaScheme(m_path, MakeScenario(8), 1); }), "");
        EXPECT_EQ(Refusal(10), m_path + " was trained for 8 users, expected 10");
    }
}

TEST_F(DaPolicyFile, KeepsTheNumberOfLevels)
{
    DaAgentRecipe recipe = FindDaAgentRecipe("pdrl");
    recipe.decoding.levels = 3;
    const DaScenario scenario = MakeScenario(4);
    const AgentSettings settings = SmallSettings(recipe);
    Checkpoint checkpoint;
    SaveDaAgent(checkpoint,
                recipe,
                scenario,
                settings,
                *MakeDaAgent(recipe, scenario, settings, 5),
                Agent::Extent::POLICY);
    checkpoint.Write(m_path);
    const DaScheme scheme = MakeDaScheme(m_path, scenario, 1);
    EXPECT_EQ(scheme.decoding.levels, 3);
    const DaSystem system(scenario, scheme.decoding);
    EXPECT_TRUE(system.GetActionSpace() == (ActionSpace{std::vector<int>(12, 3), 0}));
    for (const double levels : {0.0, -3.0, 2.5, std::nan(""), 1e300})
    {
        checkpoint.SetNumber("levels", levels);
        checkpoint.Write(m_path);
        EXPECT_THAT(Refusal(4), HasSubstr("levels"));
    }
}

TEST_F(DaPolicyFile, FilesThatAreNoneAreRefusedWithOneLine)
{
    Refusal(10); // there is none
    Checkpoint whole = Fresh("sttd", 10);
    whole.Write(m_path);
    std::ostringstream bytes;
    bytes << std::ifstream(m_path, std::ios::binary).rdbuf();
    for (const std::size_t size : {std::size_t(0), std::size_t(100), bytes.str().size() / 2})
    {
        std::ofstream(m_path, std::ios::binary) << bytes.str().substr(0, size);
        Refusal(10);
    }
    std::ofstream(m_path) << "not a policy at all\n";
    Refusal(10);

    Checkpoint changed = whole;
    changed.SetText("recipe", "sttt");
    changed.Write(m_path);
    EXPECT_THAT(Refusal(10), HasSubstr("no agent 'sttt'"));
    changed = whole;
    changed.SetText("recipe", "pdrl"); // another algorithm's networks
    changed.Write(m_path);
    Refusal(10);
    changed = whole;
    changed.SetText("system", "caqa");
    changed.Write(m_path);
    EXPECT_THAT(Refusal(10), HasSubstr("holds no agent of DA-ISAC"));
    Checkpoint().Write(m_path);
    EXPECT_THAT(Refusal(10), HasSubstr("holds no agent of DA-ISAC"));

    const MegcAgentRecipe foreign = FindMegcAgentRecipe("megc-gradient");
    AgentSettings settings = foreign.settings;
    settings.actorHidden = {8};
    settings.branchHidden = {8};
    Checkpoint other;
    SaveMegcAgent(other,
                  foreign,
                  {},
                  settings,
                  *MakeMegcAgent(foreign, {}, settings, 1),
                  Agent::Extent::POLICY);
    other.Write(m_path);
    EXPECT_THAT(Refusal(10), HasSubstr("holds no agent of DA-ISAC"));
}

TEST_F(DaPolicyFile, TorchScriptModulesSpeakInTheActionsOfTheirScheme)
{
    const auto write = [&](const std::string& answer,
                           const std::vector<std::pair<std::string, std::string>>& attributes) {
        WriteTorchScript(m_path,
                         {},
                         "def forward(self, x):\n    return " + answer + "\n",
                         attributes);
    };
    const DaScenario scenario = MakeScenario(4);
    // Without a scheme it is groups that something is given to.
    write("torch.ones([x.size(0), 6]) * 0.25", {});
    EXPECT_EQ(MakeDaScheme(m_path, scenario, 1).decoding.actions, DaActions::GROUP_SHARES);
    write("torch.ones([x.size(0), 12]) * 0.25", {{"scheme", "hdrl-safe"}});
    const DaScheme users = MakeDaScheme(m_path, scenario, 1);
    EXPECT_EQ(users.decoding.actions, DaActions::USER_WEIGHTS);
    EXPECT_TRUE(users.decoding.sensingFirst);
    // Equal weights are what w/o DA gives.
    const auto slots = DrawHeldOutDaSlots(scenario, 1, 4);
    const DaScore equal = ScoreDaScheme(scenario, MakeDaScheme("without-da", scenario, 1), slots);
    const DaScore score = ScoreDaScheme(scenario, users, slots);
    for (std::size_t i = 0; i < slots.size(); ++i)
    {
        EXPECT_NEAR(score.qoe[i], equal.qoe[i], 1e-9);
    }

    write("torch.ones([x.size(0), 12]).long()", {{"scheme", "pdrl"}});
    EXPECT_EQ(MakeDaScheme(m_path, scenario, 1).decoding.actions, DaActions::USER_LEVELS);
    const std::string sixes = "torch.ones([x.size(0), 12]).long() * 6";
    write(sixes, {{"scheme", "pdrl"}, {"levels", "7"}});
    EXPECT_EQ(MakeDaScheme(m_path, scenario, 1).decoding.levels, 7);
    write(sixes, {{"scheme", "pdrl"}});
    Refusal(4); // five levels
    for (const std::string levels : {"0", "-7", "7.5", "many"})
    {
        write(sixes, {{"scheme", "pdrl"}, {"levels", levels}});
        EXPECT_THAT(Refusal(4), HasSubstr("its number of levels '" + levels + "'"));
    }
    write("torch.ones([x.size(0), 6]) * 0.25", {{"scheme", "nobody"}});
    EXPECT_THAT(Refusal(4), HasSubstr("its scheme 'nobody' is no learner's name"));
    write("torch.ones([x.size(0), 12]) * 0.25", {});
    Refusal(4); // too many for groups
    write("torch.ones([x.size(0), 6]) * 1.25", {});
    Refusal(4); // outside of the space
}

TEST(DaAgents, SoonBeatSchemesThatDoNotLookAtUsers)
{
    const DaAgentRecipe recipe = FindDaAgentRecipe("sttd");
    DaScenario scenario;
    scenario.users = 12;
    AgentSettings settings = recipe.settings;
    settings.actorHidden = {64, 64};
    settings.criticHidden = {64, 64};
    settings.actorRate = 1e-3;
    settings.criticRate = 1e-3;
    const auto agent = MakeDaAgent(recipe, scenario, settings, 3);
    DaEnvironment environment(DaSystem(scenario, recipe.decoding), 2);
    TrainingSettings training;
    training.episodes = 60;
    TrainingLoop loop(environment, *agent, training, 3);
    while (!loop.IsDone())
    {
        loop.RunRound();
    }

    const auto slots = DrawHeldOutDaSlots(scenario, 1, 400);
    const auto qoe = [&](const std::string& name) {
        return ScoreDaScheme(scenario, MakeDaScheme(name, scenario, 1), slots).qoe;
    };
    const std::shared_ptr<Policy> policy(agent.get(), [](Policy*) {});
    const auto learned = ScoreDaScheme(scenario, {policy, recipe.decoding}, slots).qoe;
    // Five seeds are at .987 to .994 of the optimum, greedy at .98, the others at .84.
    const double ratio = RatioOfMeans(learned, qoe("optimum")).value;
    EXPECT_LE(ratio, 1.0 + 1e-9);
    EXPECT_GT(ratio, 0.96);
    EXPECT_GT(RatioOfMeans(learned, qoe("proportional")).value, 1.1);
    EXPECT_GT(RatioOfMeans(learned, qoe("without-da")).value, 1.1);
}
