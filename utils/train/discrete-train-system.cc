/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "discrete-train-system.h"

#include "ns3/isac-recipes.h"
#include "ns3/isac-torchscript-policy.h"
#include "ns3/isac-window-environment.h"

#include <iomanip>

namespace train
{

using namespace ns3::isac;

DiscreteTrainSystem::DiscreteTrainSystem(const std::string& name,
                                         const std::string& agent,
                                         uint32_t episodes)
    : m_name(name),
      m_standardAgent(agent),
      m_standardEpisodes(episodes)
{
}

std::string
DiscreteTrainSystem::GetStandardAgent() const
{
    return m_standardAgent;
}

uint32_t
DiscreteTrainSystem::GetStandardEpisodes() const
{
    return m_standardEpisodes;
}

AgentSettings
DiscreteTrainSystem::GetStandardSettings(const std::string& agent) const
{
    const auto* recipe = FindRecipe(GetDiscreteAgentRecipes(), agent);
    return recipe ? recipe->settings : AgentSettings();
}

void
DiscreteTrainSystem::PrintAgents(std::ostream& os) const
{
    for (const DiscreteAgentRecipe& recipe : GetDiscreteAgentRecipes())
    {
        os << std::left << std::setw(16) << recipe.name << recipe.description << "\n";
    }
}

void
DiscreteTrainSystem::AddTaskOptions(Arguments& /* arguments */)
{
}

void
DiscreteTrainSystem::AddJudgeOptions(Arguments& arguments)
{
    arguments.Add("evaluationEpisodes",
                  "episodes of an evaluation, always the same ones",
                  m_evaluationEpisodes,
                  2,
                  100000);
    arguments.Add("testEpisodes", "episodes of the test in the end", m_testEpisodes, 2, 100000);
}

void
DiscreteTrainSystem::AddSystemOptions(Arguments& /* arguments */)
{
}

void
DiscreteTrainSystem::Finish(const Arguments& /* arguments */,
                            const std::string& agent,
                            const AgentSettings& settings)
{
    try
    {
        m_recipe = FindDiscreteAgentRecipe(agent);
    }
    catch (const std::invalid_argument& error)
    {
        throw UsageError("--agent=" + agent + ": " + error.what());
    }
    m_window = settings.window;
}

std::string
DiscreteTrainSystem::GetLabel() const
{
    return "";
}

std::string
DiscreteTrainSystem::Describe() const
{
    return m_recipe.description + "; " + m_name;
}

bool
DiscreteTrainSystem::CountsEpisodes() const
{
    return true;
}

std::vector<ns3::Ptr<ns3::Object>>
DiscreteTrainSystem::GetParts() const
{
    return {};
}

std::vector<std::pair<std::string, std::string>>
DiscreteTrainSystem::GetAttributes() const
{
    return {{"system", m_name}, {"recipe", m_recipe.name}, {"window", std::to_string(m_window)}};
}

std::unique_ptr<Environment>
DiscreteTrainSystem::MakeEnvironment(int count) const
{
    auto environment = MakePlainEnvironment(count);
    if (m_window > 1)
    {
        environment = std::make_unique<WindowEnvironment>(std::move(environment), m_window);
    }
    return environment;
}

Player
DiscreteTrainSystem::MakePlayer(const std::string& name, uint64_t /* seed */) const
{
    if (!IsPolicyFile(name))
    {
        throw std::invalid_argument(name + ": " + m_name +
                                    " has no policies but TorchScript files");
    }
    try
    {
        const auto seen = MakeEnvironment(1);
        auto policy = std::make_shared<TorchScriptPolicy>(name,
                                                          seen->ObservationSize(),
                                                          seen->GetActionSpace());
        return {std::move(policy), [this](int count) { return MakeEnvironment(count); }};
    }
    catch (const CheckpointError& error)
    {
        throw std::invalid_argument(error.what());
    }
}

std::unique_ptr<Agent>
DiscreteTrainSystem::MakeAgent(const AgentSettings& settings, uint64_t seed) const
{
    const auto environment = MakeEnvironment(1);
    return MakeDiscreteAgent(m_recipe,
                             environment->ObservationSize(),
                             environment->GetActionSpace().categories.front(),
                             settings,
                             seed);
}

void
DiscreteTrainSystem::SaveAgent(Checkpoint& checkpoint,
                               const AgentSettings& settings,
                               const Agent& agent,
                               Agent::Extent extent) const
{
    SaveDiscreteAgent(checkpoint, m_name, m_recipe, settings, agent, extent);
}

std::unique_ptr<Judge>
DiscreteTrainSystem::MakeJudge(Occasion occasion) const
{
    const bool test = occasion == Occasion::TEST;
    const auto episodes = static_cast<int>(test ? m_testEpisodes : m_evaluationEpisodes);
    return std::make_unique<EpisodeJudge>(MakeEnvironment(episodes),
                                          test ? TEST_SEED : EVALUATION_SEED,
                                          MakeReferences());
}

std::vector<EpisodeJudge::Reference>
DiscreteTrainSystem::MakeReferences() const
{
    return {};
}

int
DiscreteTrainSystem::GetWindow() const
{
    return m_window;
}

} // namespace train
