/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-asp-policy.h"
#include "ns3/isac-discrete-agent.h"

#include <algorithm>
#include <cstdio>
#include <gtest/gtest.h>
#include <optional>
#include <set>
#include <string>

namespace ns3
{
namespace isac
{
namespace
{

/// Small enough to be made in no time.
AgentSettings
Small(AgentSettings settings)
{
    settings.actorHidden = settings.criticHidden = settings.recurrentHidden = {8};
    settings.replay = 64;
    settings.minReplay = settings.batch = 16;
    settings.rollout = 16;
    return settings;
}

/// Each learner by name.
struct DiscreteAgentTest : public testing::TestWithParam<std::string>
{
    DiscreteAgentTest()
        : recipe(FindDiscreteAgentRecipe(GetParam())),
          settings(Small(recipe.settings))
    {
        AspParameters parameters;
        parameters.window = settings.window;
        const AspSystem plain;
        system.emplace(parameters, plain.GetProviders());
        path = testing::TempDir() + "discrete-agent-" + GetParam() + ".pt";
    }

    ~DiscreteAgentTest() override
    {
        std::remove(path.c_str());
    }

    /// @return a new agent
    std::unique_ptr<Agent> Make(uint64_t seed) const
    {
        return MakeDiscreteAgent(recipe, system->ObservationSize(), 20, settings, seed);
    }

    /// @return what the system shows of idle providers
    Eigen::VectorXd Idle() const
    {
        AspState state;
        for (const AspProviderProfile& provider : system->GetProviders())
        {
            state.capacity.push_back(provider.capacity);
            state.free.push_back(provider.capacity);
        }
        state.steps = 150;
        return system->Observe(state).replicate(settings.window, 1);
    }

    DiscreteAgentRecipe recipe;
    AgentSettings settings;
    std::optional<AspSystem> system;
    std::string path;
};

TEST_P(DiscreteAgentTest, DecidesAsBeforeOnceItIsAFile)
{
    const auto agent = Make(3);
    Checkpoint checkpoint;
    SaveDiscreteAgent(checkpoint, ASP_SYSTEM_NAME, recipe, settings, *agent, Agent::Extent::POLICY);
    checkpoint.Write(path);
    const AspDecider decider = MakeAspDecider(path, AspSystem(), 1);
    EXPECT_EQ(decider.system.GetParameters().window, settings.window);
    ASSERT_EQ(decider.system.ObservationSize(), system->ObservationSize());
    const int choice = agent->Act(Idle()).categorical[0];
    EXPECT_EQ(decider.policy->Act(Idle()).categorical[0], choice);

    agent->ExportTorchScript(
        path,
        {{"system", ASP_SYSTEM_NAME}, {"window", std::to_string(settings.window)}});
    const AspDecider module = MakeAspDecider(path, AspSystem(), 1);
    EXPECT_EQ(module.system.GetParameters().window, settings.window);
    EXPECT_EQ(module.policy->Act(Idle()).categorical[0], choice);
}

TEST_P(DiscreteAgentTest, FilesOfOtherSystemsAreRefused)
{
    Checkpoint checkpoint;
    SaveDiscreteAgent(checkpoint, "cart-pole", recipe, settings, *Make(3), Agent::Extent::POLICY);
    checkpoint.Write(path);
    try
    {
        MakeAspDecider(path, AspSystem(), 1);
        FAIL();
    }
    catch (const std::invalid_argument& error)
    {
        EXPECT_EQ(std::string(error.what()), path + " holds no agent of asp-selection");
    }
}

std::vector<std::string>
Names()
{
    std::vector<std::string> names;
    for (const DiscreteAgentRecipe& recipe : GetDiscreteAgentRecipes())
    {
        names.push_back(recipe.name);
    }
    return names;
}

INSTANTIATE_TEST_SUITE_P(Learners,
                         DiscreteAgentTest,
                         testing::ValuesIn(Names()),
                         [](const testing::TestParamInfo<std::string>& info) {
                             std::string name = info.param;
                             name.erase(std::remove(name.begin(), name.end(), '-'), name.end());
                             return name;
                         });

TEST(DiscreteAgents, AreSoundAndOfDifferentNames)
{
    std::set<std::string> names;
    for (const DiscreteAgentRecipe& recipe : GetDiscreteAgentRecipes())
    {
        EXPECT_TRUE(names.insert(recipe.name).second) << recipe.name;
        EXPECT_EQ(CheckAgentSettings(recipe.settings), "") << recipe.name;
    }
    EXPECT_THROW(FindDiscreteAgentRecipe("d3sac"), std::invalid_argument);
}

TEST(AspDeciders, UnknownNamesAndOtherProvidersAreRefused)
{
    EXPECT_THROW(MakeAspDecider("best", AspSystem(), 1), std::invalid_argument);
    EXPECT_THROW(MakeAspDecider("/nowhere.pt", AspSystem(), 1), std::invalid_argument);
    EXPECT_EQ(MakeAspDecider("prophet", AspSystem(), 1).system.GetParameters().window, 1);
}

} // namespace
} // namespace isac
} // namespace ns3
