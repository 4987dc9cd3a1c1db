/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "dd-train-system.h"

#include "dd-judge.h"

#include "ns3/isac-dd-environment.h"
#include "ns3/isac-dd-policy.h"
#include "ns3/isac-recipes.h"

#include <iomanip>

namespace train
{

using namespace ns3::isac;

std::string
DdTrainSystem::GetTitle() const
{
    return "trains an agent for distributed diffusion, at slot level";
}

std::string
DdTrainSystem::GetStandardAgent() const
{
    return "g-ddpg";
}

uint32_t
DdTrainSystem::GetStandardEpisodes() const
{
    return 5000;
}

AgentSettings
DdTrainSystem::GetStandardSettings(const std::string& agent) const
{
    const auto* recipe = FindRecipe(GetDdAgentRecipes(), agent);
    return recipe ? recipe->settings : AgentSettings();
}

void
DdTrainSystem::PrintAgents(std::ostream& os) const
{
    for (const DdAgentRecipe& recipe : GetDdAgentRecipes())
    {
        os << std::left << std::setw(13) << recipe.name << "  " << recipe.description << "\n";
    }
}

void
DdTrainSystem::AddTaskOptions(Arguments& arguments)
{
    arguments.Add("powers",
                  "shares of what server steps leave, or watts that a penalty keeps in the budget",
                  m_powers,
                  {ToText(DdPowers::SHARES), ToText(DdPowers::WATTS)});
    arguments.Add("powerLimit",
                  "of --powers=watts [W]; 0: the server's whole budget for one user",
                  m_powerLimit,
                  0.0,
                  1e9);
}

void
DdTrainSystem::AddJudgeOptions(Arguments& arguments)
{
    arguments.Add("evaluationStates", "slots of an evaluation", m_evaluationStates, 2, 1000000);
    arguments.Add("testStates", "slots of the test in the end", m_testStates, 2, 10000000);
}

void
DdTrainSystem::AddSystemOptions(Arguments& arguments)
{
    m_options.AddTo(arguments);
}

void
DdTrainSystem::Finish(const Arguments& arguments,
                      const std::string& agent,
                      const AgentSettings& /* settings */)
{
    try
    {
        m_recipe = FindDdAgentRecipe(agent);
    }
    catch (const std::invalid_argument& error)
    {
        throw UsageError("--agent=" + agent + ": " + error.what());
    }
    FromText(m_powers, m_recipe.decoding.powers);
    m_recipe.decoding.powerLimit = m_powerLimit;
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
DdTrainSystem::GetLabel() const
{
    return m_options.GetLabel();
}

std::string
DdTrainSystem::Describe() const
{
    return m_recipe.description + "; " + m_options.GetLabel();
}

bool
DdTrainSystem::CountsEpisodes() const
{
    return false;
}

std::vector<ns3::Ptr<ns3::Object>>
DdTrainSystem::GetParts() const
{
    return {};
}

std::vector<std::pair<std::string, std::string>>
DdTrainSystem::GetAttributes() const
{
    return {{"scheme", m_recipe.name},
            {"powers", m_powers},
            {"power_limit", FormatSetting(m_powerLimit)}};
}

DdSystem
DdTrainSystem::MakeSystem() const
{
    return DdSystem(m_options.GetParameters(), m_options.GetScenario(), m_recipe.decoding);
}

std::unique_ptr<Environment>
DdTrainSystem::MakeEnvironment(int count) const
{
    return std::make_unique<DdEnvironment>(MakeSystem(), count);
}

Player
DdTrainSystem::MakePlayer(const std::string& name, uint64_t seed) const
{
    const DdScheme scheme =
        MakeDdScheme(name, m_options.GetParameters(), m_options.GetScenario(), seed);
    const DdSystem system(m_options.GetParameters(), m_options.GetScenario(), scheme.decoding);
    return {scheme.policy,
            [system](int count) { return std::make_unique<DdEnvironment>(system, count); }};
}

std::unique_ptr<Agent>
DdTrainSystem::MakeAgent(const AgentSettings& settings, uint64_t seed) const
{
    return MakeDdAgent(m_recipe, m_options.GetParameters(), settings, seed);
}

void
DdTrainSystem::SaveAgent(Checkpoint& checkpoint,
                         const AgentSettings& settings,
                         const Agent& agent,
                         Agent::Extent extent) const
{
    SaveDdAgent(checkpoint, m_recipe, m_options.GetParameters(), settings, agent, extent);
}

std::unique_ptr<Judge>
DdTrainSystem::MakeJudge(Occasion occasion) const
{
    const bool test = occasion == Occasion::TEST;
    return std::make_unique<DdJudge>(MakeSystem(),
                                     test ? TEST_SEED : EVALUATION_SEED,
                                     test ? m_testStates : m_evaluationStates);
}

} // namespace train
