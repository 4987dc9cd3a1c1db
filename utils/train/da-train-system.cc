/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "da-train-system.h"

#include "da-judge.h"

#include "ns3/isac-da-environment.h"
#include "ns3/isac-da-policy.h"
#include "ns3/isac-recipes.h"

#include <iomanip>

namespace train
{

using namespace ns3::isac;

std::string
DaTrainSystem::GetTitle() const
{
    return "trains an agent that shares out bandwidth, power and speed in DA-ISAC, at slot level";
}

std::string
DaTrainSystem::GetStandardAgent() const
{
    return "sttd";
}

uint32_t
DaTrainSystem::GetStandardEpisodes() const
{
    return 240;
}

AgentSettings
DaTrainSystem::GetStandardSettings(const std::string& agent) const
{
    const auto* recipe = FindRecipe(GetDaAgentRecipes(), agent);
    return recipe ? recipe->settings : AgentSettings();
}

void
DaTrainSystem::PrintAgents(std::ostream& os) const
{
    for (const DaAgentRecipe& recipe : GetDaAgentRecipes())
    {
        os << std::left << std::setw(14) << recipe.name << "  " << recipe.description << "\n";
    }
}

void
DaTrainSystem::AddTaskOptions(Arguments& arguments)
{
    arguments.Add("levels", "choices of a weight, of learners that choose", m_levels, 2, 1000);
}

void
DaTrainSystem::AddJudgeOptions(Arguments& arguments)
{
    arguments.Add("evaluationStates", "slots of an evaluation", m_evaluationStates, 2, 1000000);
    arguments.Add("testStates", "slots of the test in the end", m_testStates, 2, 10000000);
}

void
DaTrainSystem::AddSystemOptions(Arguments& arguments)
{
    m_options.AddTo(arguments);
}

void
DaTrainSystem::Finish(const Arguments& arguments,
                      const std::string& agent,
                      const AgentSettings& /* settings */)
{
    try
    {
        m_recipe = FindDaAgentRecipe(agent);
    }
    catch (const std::invalid_argument& error)
    {
        throw UsageError("--agent=" + agent + ": " + error.what());
    }
    m_recipe.decoding.levels = static_cast<int>(m_levels);
    try
    {
        m_options.Finish(arguments);
    }
    catch (const std::invalid_argument& error)
    {
        throw UsageError(error.what());
    }
}

std::string
DaTrainSystem::GetLabel() const
{
    return m_options.GetLabel();
}

std::string
DaTrainSystem::Describe() const
{
    return m_recipe.description + "; " + m_options.GetLabel();
}

bool
DaTrainSystem::CountsEpisodes() const
{
    return false;
}

std::vector<ns3::Ptr<ns3::Object>>
DaTrainSystem::GetParts() const
{
    return {};
}

std::vector<std::pair<std::string, std::string>>
DaTrainSystem::GetAttributes() const
{
    std::vector<std::pair<std::string, std::string>> attributes{{"scheme", m_recipe.name}};
    if (m_recipe.decoding.actions == DaActions::USER_LEVELS)
    {
        attributes.emplace_back("levels", std::to_string(m_recipe.decoding.levels));
    }
    return attributes;
}

DaSystem
DaTrainSystem::MakeSystem() const
{
    return DaSystem(m_options.GetScenario(), m_recipe.decoding);
}

std::unique_ptr<Environment>
DaTrainSystem::MakeEnvironment(int count) const
{
    return std::make_unique<DaEnvironment>(MakeSystem(), count);
}

Player
DaTrainSystem::MakePlayer(const std::string& name, uint64_t seed) const
{
    const DaScheme scheme = MakeDaScheme(name, m_options.GetScenario(), seed);
    const DaSystem system(m_options.GetScenario(), scheme.decoding);
    return {scheme.policy,
            [system](int count) { return std::make_unique<DaEnvironment>(system, count); }};
}

std::unique_ptr<Agent>
DaTrainSystem::MakeAgent(const AgentSettings& settings, uint64_t seed) const
{
    return MakeDaAgent(m_recipe, m_options.GetScenario(), settings, seed);
}

void
DaTrainSystem::SaveAgent(Checkpoint& checkpoint,
                         const AgentSettings& settings,
                         const Agent& agent,
                         Agent::Extent extent) const
{
    SaveDaAgent(checkpoint, m_recipe, m_options.GetScenario(), settings, agent, extent);
}

std::unique_ptr<Judge>
DaTrainSystem::MakeJudge(Occasion occasion) const
{
    const bool test = occasion == Occasion::TEST;
    return std::make_unique<DaJudge>(MakeSystem(),
                                     test ? TEST_SEED : EVALUATION_SEED,
                                     test ? m_testStates : m_evaluationStates);
}

} // namespace train
