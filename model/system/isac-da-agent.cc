/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-agent.h"

#include "isac-agent-file.h"

#include "ns3/isac-agent-settings-file.h"
#include "ns3/isac-recipes.h"

#include <cmath>
#include <stdexcept>

namespace ns3
{
namespace isac
{

namespace
{

/// The name of the system in checkpoints.
constexpr const char* DA_SYSTEM_NAME = "da-isac";

/// More choices of a weight than anybody asks for.
constexpr double MOST_LEVELS = 1000.0;

/// AgentSettings::taylorForm.
enum TaylorForm
{
    PLAIN,
    DIRECT,
    COSINE,
    LITERAL
};

/// @return what Table III says of all learners, with rates that fall to a tenth
AgentSettings
TableThree()
{
    AgentSettings settings;
    settings.finalRate = 0.1;
    settings.actorHidden = {256, 128, 64};
    settings.criticHidden = {256, 128, 64};
    settings.actorRate = 1e-4;
    settings.criticRate = 1e-4;
    settings.replay = 6000;
    settings.minReplay = 128;
    settings.batch = 128;
    settings.discount = 0.9;
    settings.prioritized = true;
    settings.priorityExponent = 0.6;
    settings.importanceExponent = 0.4;
    return settings;
}

/// @return what learners of all users' shares do better with than with Table III: with its rates
/// and discount their actors end at their bounds, as do those who normalise by few users
AgentSettings
UserLevel()
{
    AgentSettings settings = TableThree();
    settings.criticRate = 1e-3;
    settings.discount = 0.0;
    settings.minReplay = 1200;
    return settings;
}

/// @param form of the Taylor term @return settings of the group agent
AgentSettings
Taylor(TaylorForm form)
{
    AgentSettings settings = TableThree();
    settings.targetPeriod = 100;
    settings.explorationNoise = 0.2;
    settings.finalNoise = 0.05;
    settings.noiseSpan = 0.6;
    settings.taylorForm = form;
    settings.taylorVariance = 1.0;
    // Table III has ReLU. Slopes of a ReLU critic are steps, which learning from slopes does not
    // see move; with Mish it does.
    settings.mish = true;
    return settings;
}

/// @return all learners
std::vector<DaAgentRecipe>
MakeRecipes()
{
    const DaDecoding groups;
    DaDecoding levels;
    levels.actions = DaActions::USER_LEVELS;
    DaDecoding safe;
    safe.actions = DaActions::USER_WEIGHTS;
    DaDecoding raw = safe;
    raw.sensingFirst = false;
    raw.hierarchicalReward = true;
    AgentSettings branching = UserLevel();
    branching.targetPeriod = 100;
    branching.doubleQ = true;
    branching.explorationNoise = 0.2;
    branching.finalNoise = 0.05;
    branching.noiseSpan = 0.6;
    AgentSettings deterministic = UserLevel();
    deterministic.actorRate = 1e-5;
    const auto taylor = ActorAlgorithm::TAYLOR_TD;
    return {
        {"sttd", "STTD: Taylor TD between groups, exact within", taylor, groups, Taylor(DIRECT)},
        {"sttd-cosine",
         "Taylor TD that learns the direction of the slope only",
         taylor,
         groups,
         Taylor(COSINE)},
        {"sttd-literal", "the update (22) as printed", taylor, groups, Taylor(LITERAL)},
        {"sttd-td", "plain TD between groups, exact within", taylor, groups, Taylor(PLAIN)},
        {"pdrl",
         "PDRL: branching dueling Q network over all users, sensing first",
         ActorAlgorithm::BRANCHING_DQN,
         levels,
         branching},
        {"hdrl",
         "HDRL: TD3 over all users, first rewarded for bounds that are kept, then for QoE",
         ActorAlgorithm::TD3,
         raw,
         deterministic},
        {"hdrl-safe",
         "TD3 over all users, sensing first, rewarded for QoE",
         ActorAlgorithm::TD3,
         safe,
         deterministic}};
}

} // namespace

const std::vector<DaAgentRecipe>&
GetDaAgentRecipes()
{
    static const std::vector<DaAgentRecipe> recipes = MakeRecipes();
    return recipes;
}

DaAgentRecipe
FindDaAgentRecipe(const std::string& name)
{
    return RequireRecipe(GetDaAgentRecipes(), name);
}

std::unique_ptr<Agent>
MakeDaAgent(const DaAgentRecipe& recipe,
            const DaScenario& scenario,
            const AgentSettings& settings,
            uint64_t seed)
{
    const DaSystem system(scenario, recipe.decoding);
    return MakeActorAgent(recipe.algorithm,
                          system.ObservationSize(),
                          system.GetActionSpace(),
                          settings,
                          seed,
                          {});
}

void
SaveDaAgent(Checkpoint& checkpoint,
            const DaAgentRecipe& recipe,
            const DaScenario& scenario,
            const AgentSettings& settings,
            const Agent& agent,
            Agent::Extent extent)
{
    checkpoint.SetNumber("levels", recipe.decoding.levels);
    SaveAgentFile(checkpoint,
                  {DA_SYSTEM_NAME, recipe.name, std::to_string(scenario.users)},
                  settings,
                  agent,
                  extent);
}

LoadedDaAgent
LoadDaAgent(const Checkpoint& checkpoint,
            const DaScenario& scenario,
            Agent::Extent extent,
            uint64_t seed,
            const std::function<void(AgentSettings&)>& adjust)
{
    const AgentOrigin origin = ReadAgentOrigin(checkpoint, DA_SYSTEM_NAME, "DA-ISAC");
    LoadedDaAgent loaded;
    try
    {
        loaded.recipe = FindDaAgentRecipe(origin.recipe);
    }
    catch (const std::invalid_argument& error)
    {
        throw CheckpointError(checkpoint.GetPath() + ": " + error.what());
    }
    if (loaded.recipe.decoding.actions != DaActions::GROUP_SHARES)
    {
        RequireUsers(checkpoint, origin, std::to_string(scenario.users), "users");
    }
    const double levels = checkpoint.GetNumber("levels");
    if (!(levels >= 1.0 && levels <= MOST_LEVELS) || levels != std::floor(levels))
    {
        throw CheckpointError(checkpoint.GetPath() + ": its number of levels makes no sense");
    }
    loaded.recipe.decoding.levels = static_cast<int>(levels);
    loaded.settings = LoadAgentSettings(checkpoint);
    AgentSettings settings = loaded.settings;
    if (adjust)
    {
        adjust(settings);
    }
    loaded.agent = MakeDaAgent(loaded.recipe, scenario, settings, seed);
    loaded.agent->Load(checkpoint, extent);
    return loaded;
}

} // namespace isac
} // namespace ns3
