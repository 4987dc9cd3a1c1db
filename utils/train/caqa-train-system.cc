/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "caqa-train-system.h"

#include "caqa-judge.h"

#include "ns3/isac-caqa-environment.h"
#include "ns3/isac-caqa-policy.h"
#include "ns3/isac-recipes.h"
#include "ns3/uinteger.h"

#include <iomanip>

namespace train
{

using namespace ns3::isac;

std::string
CaqaTrainSystem::GetTitle() const
{
    return "trains an agent in a CAQA-AIGC cell at slot level";
}

std::string
CaqaTrainSystem::GetStandardAgent() const
{
    return "lpdrl-f";
}

uint32_t
CaqaTrainSystem::GetStandardEpisodes() const
{
    return 6000;
}

AgentSettings
CaqaTrainSystem::GetStandardSettings(const std::string& agent) const
{
    const auto* recipe = FindRecipe(GetCaqaAgentRecipes(), agent);
    return recipe ? recipe->settings : AgentSettings();
}

void
CaqaTrainSystem::PrintAgents(std::ostream& os) const
{
    for (const CaqaAgentRecipe& recipe : GetCaqaAgentRecipes())
    {
        os << std::left << std::setw(14) << recipe.name << "  " << recipe.description << "\n";
    }
}

void
CaqaTrainSystem::AddTaskOptions(Arguments& arguments)
{
    arguments.Add("slotsPerEpisode",
                  "slots between new positions",
                  m_slotsPerEpisode,
                  1,
                  100000000);
    arguments.Add("fixedSteps", "z of everyone, saqa-fg only", m_fixedSteps, 1, 10000);
}

void
CaqaTrainSystem::AddJudgeOptions(Arguments& arguments)
{
    arguments.Add("evaluationStates",
                  "states of an evaluation; the optimum of each is searched for at the start",
                  m_evaluationStates,
                  2,
                  1000000);
    arguments.Add("testStates", "states of the test in the end", m_testStates, 2, 1000000);
}

void
CaqaTrainSystem::AddSystemOptions(Arguments& arguments)
{
    m_options.AddTo(arguments);
}

void
CaqaTrainSystem::Finish(const Arguments& arguments,
                        const std::string& agent,
                        const AgentSettings& /* settings */)
{
    try
    {
        m_recipe = FindCaqaAgentRecipe(agent);
    }
    catch (const std::invalid_argument& error)
    {
        throw UsageError("--agent=" + agent + ": " + error.what());
    }
    const CaqaCellAttributes attributes = m_options.GetAttributes(arguments);
    const std::string wrong = CheckCaqaCell(attributes);
    if (!wrong.empty())
    {
        throw UsageError("--" + wrong);
    }
    m_cell = MakeCaqaCell(attributes);
    m_cell->SetAttribute("SlotsPerEpisode", ns3::UintegerValue(m_slotsPerEpisode));
    const CaqaParameters cell = m_cell->GetParameters();
    const bool fixed = m_recipe.decoding.fixedSteps.has_value();
    const auto steps = static_cast<int>(m_fixedSteps);
    const std::string asTyped = "--fixedSteps=" + std::to_string(steps) + ": ";
    if (!fixed && arguments.IsGiven("fixedSteps"))
    {
        throw UsageError(asTyped + m_recipe.name + " chooses its steps itself");
    }
    if (fixed && (steps < cell.denoising.minSteps || steps > cell.denoising.maxSteps))
    {
        throw UsageError(asTyped + "expected a whole number from " +
                         std::to_string(cell.denoising.minSteps) + " to " +
                         std::to_string(cell.denoising.maxSteps));
    }
    if (fixed)
    {
        m_recipe.decoding.fixedSteps = steps;
    }
}

std::string
CaqaTrainSystem::GetLabel() const
{
    return "K" + std::to_string(m_cell->GetParameters().users);
}

std::string
CaqaTrainSystem::Describe() const
{
    return m_recipe.description + "; K = " + std::to_string(m_cell->GetParameters().users);
}

bool
CaqaTrainSystem::CountsEpisodes() const
{
    return false;
}

std::vector<ns3::Ptr<ns3::Object>>
CaqaTrainSystem::GetParts() const
{
    return {m_cell};
}

std::vector<std::pair<std::string, std::string>>
CaqaTrainSystem::GetAttributes() const
{
    std::vector<std::pair<std::string, std::string>> attributes = {{"scheme", m_recipe.name}};
    if (m_recipe.decoding.fixedSteps)
    {
        attributes.emplace_back("fixed_steps", std::to_string(*m_recipe.decoding.fixedSteps));
    }
    return attributes;
}

std::unique_ptr<Environment>
CaqaTrainSystem::MakeEnvironment(int count) const
{
    const CaqaSystem system(m_cell->GetParameters(), m_recipe.decoding);
    return std::make_unique<CaqaEnvironment>(system, m_cell->GetScenario(), count);
}

Player
CaqaTrainSystem::MakePlayer(const std::string& name, uint64_t seed) const
{
    const CaqaScenario scenario = m_cell->GetScenario();
    const CaqaScheme scheme = MakeCaqaScheme(name, m_cell->GetParameters(), scenario, seed);
    const CaqaSystem system(m_cell->GetParameters(), scheme.decoding);
    return {scheme.policy, [system, scenario](int count) {
                return std::make_unique<CaqaEnvironment>(system, scenario, count);
            }};
}

std::unique_ptr<Agent>
CaqaTrainSystem::MakeAgent(const AgentSettings& settings, uint64_t seed) const
{
    return MakeCaqaAgent(m_recipe, m_cell->GetParameters(), settings, seed);
}

void
CaqaTrainSystem::SaveAgent(Checkpoint& checkpoint,
                           const AgentSettings& settings,
                           const Agent& agent,
                           Agent::Extent extent) const
{
    SaveCaqaAgent(checkpoint, m_recipe, m_cell->GetParameters(), settings, agent, extent);
}

std::unique_ptr<Judge>
CaqaTrainSystem::MakeJudge(Occasion occasion) const
{
    const bool test = occasion == Occasion::TEST;
    return std::make_unique<CaqaJudge>(CaqaSystem(m_cell->GetParameters(), m_recipe.decoding),
                                       m_cell->GetScenario(),
                                       test ? TEST_SEED : EVALUATION_SEED,
                                       test ? m_testStates : m_evaluationStates);
}

} // namespace train
