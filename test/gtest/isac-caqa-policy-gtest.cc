/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-caqa-policy.h"
#include "ns3/isac-torchscript-policy.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

using namespace ns3::isac;

namespace
{

/// @return a cell of three users
CaqaParameters
SmallCell()
{
    CaqaParameters cell;
    cell.users = 3;
    return cell;
}

/// @return settings of networks that are quick to make
AgentSettings
SmallSettings()
{
    AgentSettings settings;
    settings.actorHidden = {8};
    settings.branchHidden = {4};
    settings.criticHidden = {8};
    settings.minReplay = 300;
    settings.batch = 16;
    return settings;
}

/// A file that is gone when the test is.
struct TemporaryFile
{
    std::string path; //!< of the file

    /// @param name ends in what files of policies end in
    explicit TemporaryFile(const std::string& name)
        : path(testing::TempDir() + name)
    {
    }

    ~TemporaryFile()
    {
        std::remove(path.c_str());
    }
};

/**
 * @param path gets the checkpoint of a new agent
 * @param name of the learner
 * @param extent how much of it
 * @param fixedSteps z, of a learner with fixed steps
 * @return the agent
 */
std::unique_ptr<Agent>
WriteAgent(const std::string& path,
           const std::string& name,
           Agent::Extent extent,
           int fixedSteps = 7)
{
    CaqaAgentRecipe recipe = FindCaqaAgentRecipe(name);
    if (recipe.decoding.fixedSteps)
    {
        recipe.decoding.fixedSteps = fixedSteps;
    }
    auto agent = MakeCaqaAgent(recipe, SmallCell(), SmallSettings(), 5);
    Checkpoint checkpoint;
    SaveCaqaAgent(checkpoint, recipe, SmallCell(), SmallSettings(), *agent, extent);
    checkpoint.Write(path);
    return agent;
}

/**
 * @param make something that should fail
 * @return what std::invalid_argument said
 */
template <typename Make>
std::string
Refusal(Make make)
{
    try
    {
        make();
    }
    catch (const std::invalid_argument& error)
    {
        return error.what();
    }
    return "nothing";
}

/// @return observations to try policies on
Eigen::MatrixXd
Observations()
{
    CaqaStateSource source(SmallCell(), {}, 4);
    const CaqaSystem system(SmallCell());
    source.StartEpisode();
    Eigen::MatrixXd observations(10, 6);
    for (int i = 0; i < 10; ++i)
    {
        observations.row(i) = system.Observe(source.NextSlot()).transpose();
    }
    return observations;
}

} // namespace

TEST(CaqaPolicy, SchemesComeByNameAsBefore)
{
    const CaqaParameters cell;
    const CaqaScheme named = MakeCaqaScheme("cgq-fsg-0.2", cell, {}, 1);
    const auto made = GetCaqaSchemes().Make("cgq-fsg-0.2", cell, {}, 1);
    ASSERT_TRUE(made);
    EXPECT_EQ(named.policy->Act({}).continuous, made->policy->Act({}).continuous);
    EXPECT_EQ(named.decoding.belief, AccuracyBelief::PERFECT);
    EXPECT_EQ(CheckCaqaPolicy("optimum", cell, {}), "");
}

TEST(CaqaPolicy, LoadedAgentsActAsTheyWereSaved)
{
    for (const CaqaAgentRecipe& recipe : GetCaqaAgentRecipes())
    {
        const TemporaryFile file("caqa-policy-" + recipe.name + ".pt");
        const auto agent = WriteAgent(file.path, recipe.name, Agent::Extent::POLICY, 6);
        const CaqaScheme scheme = MakeCaqaScheme(file.path, SmallCell(), {}, 9);
        EXPECT_EQ(scheme.decoding.communication, recipe.decoding.communication) << recipe.name;
        EXPECT_EQ(scheme.decoding.actionFilter, recipe.decoding.actionFilter) << recipe.name;
        EXPECT_EQ(scheme.decoding.fixedSteps.value_or(0), recipe.decoding.fixedSteps ? 6 : 0);
        const Eigen::MatrixXd observations = Observations();
        for (int i = 0; i < 10; ++i)
        {
            const Action expected = agent->Act(observations.row(i).transpose());
            const Action action = scheme.policy->Act(observations.row(i).transpose());
            EXPECT_EQ(action.categorical, expected.categorical) << recipe.name;
            EXPECT_EQ(action.continuous, expected.continuous) << recipe.name;
        }
    }
}

TEST(CaqaPolicy, TorchScriptSpeaksAsItsSchemeAttributeSays)
{
    const TemporaryFile file("caqa-policy-torchscript.pt");
    const std::string both = "def forward(self, x):\n"
                             "    n = x.size(0)\n"
                             "    return (torch.ones([n, 3]).long(), "
                             "torch.full([n, 3], 0.25))\n";
    WriteTorchScript(file.path, {}, both, {});
    const CaqaScheme plain = MakeCaqaScheme(file.path, SmallCell(), {}, 1);
    EXPECT_TRUE(plain.decoding.actionFilter);
    EXPECT_EQ(plain.policy->Act(Eigen::VectorXd::Zero(6)).categorical, Eigen::Vector3i::Ones());

    WriteTorchScript(file.path, {}, both, {{"scheme", "lpdrl"}});
    EXPECT_FALSE(MakeCaqaScheme(file.path, SmallCell(), {}, 1).decoding.actionFilter);

    const std::string one = "def forward(self, x):\n    return torch.full([x.size(0), 3], 0.25)\n";
    WriteTorchScript(file.path, {}, one, {{"scheme", "saqa-fg"}, {"fixed_steps", "8"}});
    const CaqaScheme fixed = MakeCaqaScheme(file.path, SmallCell(), {}, 1);
    EXPECT_EQ(fixed.decoding.fixedSteps.value_or(0), 8);
    EXPECT_EQ(fixed.decoding.belief, AccuracyBelief::PERFECT_GENERATION);

    const std::string six = "def forward(self, x):\n"
                            "    n = x.size(0)\n"
                            "    return (torch.ones([n, 3]).long(), "
                            "torch.full([n, 6], 0.25))\n";
    WriteTorchScript(file.path, {}, six, {{"scheme", "jdrl-f"}});
    const CaqaScheme joint = MakeCaqaScheme(file.path, SmallCell(), {}, 1);
    EXPECT_EQ(joint.decoding.communication, CommunicationRule::JOINT);
    EXPECT_EQ(joint.policy->Act(Eigen::VectorXd::Zero(6)).continuous.size(), 6);

    for (const auto& [attributes, complaint] :
         std::vector<std::pair<std::vector<std::pair<std::string, std::string>>, std::string>>{
             {{}, "continuous part is 1x6, expected 1x3"},
             {{{"scheme", "sac"}}, "its scheme 'sac' is no learner's name"},
             {{{"fixed_steps", "two"}}, "its fixed_steps 'two' is no whole number"},
             {{{"fixed_steps", "11"}}, "its fixed_steps is 11, expected 5 to 10"}})
    {
        WriteTorchScript(file.path, {}, six, attributes);
        const std::string line = CheckCaqaPolicy(file.path, SmallCell(), {});
        EXPECT_EQ(line.rfind(file.path, 0), 0U) << line;
        EXPECT_NE(line.find(complaint), std::string::npos) << line;
    }
}

TEST(CaqaPolicy, RefusesInOneLineThatBeginsWithTheName)
{
    const TemporaryFile damaged("caqa-policy-damaged.pt");
    std::ofstream(damaged.path) << "no archive";
    const TemporaryFile agent("caqa-policy-other-K.pt");
    WriteAgent(agent.path, "lpdrl-f", Agent::Extent::POLICY);
    CaqaParameters odd; // no policy ships for it
    odd.users = 997;
    CaqaParameters large;
    for (const auto& [name, cell, complaint] :
         std::vector<std::tuple<std::string, CaqaParameters, std::string>>{
             {"", large, "unknown"},
             {"best", large, "unknown, or senseless arguments"},
             {"lpdrl-f-2", large, "unknown, or senseless arguments"},
             {"lpdrl-f", odd, "./isac train caqa --agent=lpdrl-f --nUsers=997 makes one"},
             {"saqa-fg", odd, "no trained policy for K = 997"},
             {"nowhere/to-be-found.pt", large, "nowhere/to-be-found.pt"},
             {damaged.path, large, "damaged"},
             {agent.path, large, "was trained for 3 users, expected 10"}})
    {
        const std::string line = CheckCaqaPolicy(name, cell, {});
        EXPECT_EQ(line.rfind(name, 0), 0U) << line;
        EXPECT_NE(line.find(complaint), std::string::npos) << line;
        EXPECT_EQ(line.find('\n'), std::string::npos) << line;
    }
}

TEST(CaqaPolicy, OnlyLearnersWithTheirCriticsLearn)
{
    const TemporaryFile policy("caqa-policy-only.pt");
    WriteAgent(policy.path, "lpdrl-f", Agent::Extent::POLICY);
    const TemporaryFile script("caqa-policy-script.pt");
    WriteTorchScript(script.path, {}, "def forward(self, x):\n    return x\n", {});
    const auto refusal = [](const std::string& name) {
        return Refusal([&name] { MakeCaqaLearner(name, SmallCell(), 1); });
    };
    EXPECT_NE(refusal("constant").find("'constant' does not learn; expected"), std::string::npos);
    EXPECT_NE(refusal(policy.path).find("a policy only, expected a learner with its critics"),
              std::string::npos);
    EXPECT_NE(refusal(script.path).find("does not learn: a TorchScript module only acts"),
              std::string::npos);

    const TemporaryFile learner("caqa-policy-learner.pt");
    WriteAgent(learner.path, "lpdrl-f", Agent::Extent::LEARNER);
    for (const int after : {0, 40, 100000})
    {
        LoadedCaqaAgent loaded = MakeCaqaLearner(learner.path, SmallCell(), 1, after);
        EXPECT_EQ(loaded.settings.minReplay, 300) << "as it was saved";
        const Eigen::MatrixXd observation = Observations().topRows(1);
        StepResult result;
        result.observation = observation;
        result.finalObservation = observation;
        result.reward = Eigen::VectorXd::Zero(1);
        result.terminated.setConstant(1, false);
        result.truncated.setConstant(1, false);
        int seen = 0;
        bool learnt = false;
        while (!learnt && seen < 100)
        {
            loaded.agent->Observe(observation, loaded.agent->ActBatch(observation, true), result);
            learnt = loaded.agent->Update();
            ++seen;
        }
        EXPECT_EQ(seen, after == 0 ? 16 : std::min(after, 100)) << "a batch, or as said";
        EXPECT_EQ(learnt, after < 100);
    }
}

TEST(CaqaPolicy, ListNamesSchemesLearnersAndFiles)
{
    std::ostringstream out;
    PrintCaqaPolicies(out);
    const std::string list = "\n" + out.str();
    for (const auto& [name, entry] : GetCaqaSchemes().GetEntries())
    {
        EXPECT_NE(list.find("\n" + entry.usage + " "), std::string::npos) << name;
    }
    for (const CaqaAgentRecipe& recipe : GetCaqaAgentRecipes())
    {
        EXPECT_NE(list.find("\n" + recipe.name + " "), std::string::npos) << recipe.name;
        const std::vector<int> users = ShippedCaqaUsers(recipe.name);
        EXPECT_TRUE(std::is_sorted(users.begin(), users.end()));
        for (const int count : users)
        {
            EXPECT_TRUE(std::ifstream(ShippedCaqaPolicy(recipe.name, count)).good());
        }
    }
    EXPECT_NE(list.find("\nFILE.pt "), std::string::npos);
}
