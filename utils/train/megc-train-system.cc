/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "megc-train-system.h"

#include "megc-judge.h"

#include "ns3/isac-megc-environment.h"
#include "ns3/isac-megc-policy.h"
#include "ns3/isac-recipes.h"

#include <iomanip>
#include <sstream>

namespace train
{

using namespace ns3::isac;

std::string
MegcTrainSystem::GetTitle() const
{
    return "trains an agent in a cell of mobile edge generation and computing, at slot level";
}

std::string
MegcTrainSystem::GetStandardAgent() const
{
    return "lara";
}

uint32_t
MegcTrainSystem::GetStandardEpisodes() const
{
    return 6000;
}

AgentSettings
MegcTrainSystem::GetStandardSettings(const std::string& agent) const
{
    const auto* recipe = FindRecipe(GetMegcAgentRecipes(), agent);
    return recipe ? recipe->settings : AgentSettings();
}

void
MegcTrainSystem::PrintAgents(std::ostream& os) const
{
    for (const MegcAgentRecipe& recipe : GetMegcAgentRecipes())
    {
        os << std::left << std::setw(14) << recipe.name << "  " << recipe.description << "\n";
    }
}

void
MegcTrainSystem::AddTaskOptions(Arguments& arguments)
{
    arguments.Add("logitRange",
                  "greatest logit of a share: shares differ by e^(2 logitRange) at most",
                  m_logitRange,
                  0.01,
                  50.0);
}

void
MegcTrainSystem::AddJudgeOptions(Arguments& arguments)
{
    arguments.Add("evaluationStates", "slots of an evaluation", m_evaluationStates, 2, 1000000);
    arguments.Add("testStates", "slots of the test in the end", m_testStates, 2, 10000000);
}

void
MegcTrainSystem::AddSystemOptions(Arguments& arguments)
{
    m_options.AddTo(arguments);
}

void
MegcTrainSystem::Finish(const Arguments& arguments,
                        const std::string& agent,
                        const AgentSettings& /* settings */)
{
    try
    {
        m_recipe = FindMegcAgentRecipe(agent);
    }
    catch (const std::invalid_argument& error)
    {
        throw UsageError("--agent=" + agent + ": " + error.what());
    }
    m_recipe.decoding.logitRange = m_logitRange;
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
MegcTrainSystem::GetLabel() const
{
    return m_options.GetLabel();
}

std::string
MegcTrainSystem::Describe() const
{
    return m_recipe.description + "; " + m_options.GetLabel();
}

bool
MegcTrainSystem::CountsEpisodes() const
{
    return false;
}

std::vector<ns3::Ptr<ns3::Object>>
MegcTrainSystem::GetParts() const
{
    return {};
}

std::vector<std::pair<std::string, std::string>>
MegcTrainSystem::GetAttributes() const
{
    std::ostringstream range;
    range << m_logitRange;
    return {{"scheme", m_recipe.name}, {"logit_range", range.str()}};
}

MegcSystem
MegcTrainSystem::MakeSystem() const
{
    return MegcSystem(m_options.GetParameters(), m_recipe.decoding);
}

std::unique_ptr<Environment>
MegcTrainSystem::MakeEnvironment(int count) const
{
    return std::make_unique<MegcEnvironment>(MakeSystem(), m_options.GetScenario(), count);
}

Player
MegcTrainSystem::MakePlayer(const std::string& name, uint64_t seed) const
{
    const MegcScenario scenario = m_options.GetScenario();
    const MegcScheme scheme = MakeMegcScheme(name, m_options.GetParameters(), scenario, seed);
    const MegcSystem system(m_options.GetParameters(), scheme.decoding);
    return {scheme.policy, [system, scenario](int count) {
                return std::make_unique<MegcEnvironment>(system, scenario, count);
            }};
}

std::unique_ptr<Agent>
MegcTrainSystem::MakeAgent(const AgentSettings& settings, uint64_t seed) const
{
    return MakeMegcAgent(m_recipe, m_options.GetParameters(), settings, seed);
}

void
MegcTrainSystem::SaveAgent(Checkpoint& checkpoint,
                           const AgentSettings& settings,
                           const Agent& agent,
                           Agent::Extent extent) const
{
    SaveMegcAgent(checkpoint, m_recipe, m_options.GetParameters(), settings, agent, extent);
}

std::unique_ptr<Judge>
MegcTrainSystem::MakeJudge(Occasion occasion) const
{
    const bool test = occasion == Occasion::TEST;
    return std::make_unique<MegcJudge>(MakeSystem(),
                                       m_options.GetScenario(),
                                       test ? TEST_SEED : EVALUATION_SEED,
                                       test ? m_testStates : m_evaluationStates);
}

} // namespace train
