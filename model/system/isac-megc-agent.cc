/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-agent.h"

#include "isac-agent-file.h"
#include "isac-megc-reward-model.h"

#include "ns3/isac-agent-settings-file.h"
#include "ns3/isac-recipes.h"

#include <stdexcept>

namespace ns3
{
namespace isac
{

namespace
{

/// The name of the system in checkpoints.
constexpr const char* MEGC_SYSTEM_NAME = "megc";

/// @return all learners
std::vector<MegcAgentRecipe>
MakeRecipes()
{
    const MegcDecoding plain;
    MegcDecoding printed;
    printed.observesContent = false;
    AgentSettings settings;
    settings.actorRate = 1e-3;
    settings.criticRate = 1e-3;
    settings.finalRate = 0.02;
    settings.minReplay = 1000;
    settings.explorationNoise = 0.1;
    settings.finalNoise = 0.1;
    // Slots are independent, so that what follows is no consequence of an action.
    settings.discount = 0.0;
    AgentSettings exact = settings;
    exact.initialTemperature = 1e-4;
    return {{"lara", "LARA: DDPG over all shares", ActorAlgorithm::DDPG, plain, settings},
            {"lara-printed",
             "LARA with the printed state, which lacks the size of generated content",
             ActorAlgorithm::DDPG,
             printed,
             settings},
            {"lara-td3", "TD3 in place of DDPG", ActorAlgorithm::TD3, plain, settings},
            {"lara-sac", "SAC in place of DDPG", ActorAlgorithm::SAC, plain, settings},
            {"megc-gradient",
             "actor trained through the derivative of the latency",
             ActorAlgorithm::REWARD_GRADIENT,
             plain,
             exact}};
}

} // namespace

const std::vector<MegcAgentRecipe>&
GetMegcAgentRecipes()
{
    static const std::vector<MegcAgentRecipe> recipes = MakeRecipes();
    return recipes;
}

MegcAgentRecipe
FindMegcAgentRecipe(const std::string& name)
{
    return RequireRecipe(GetMegcAgentRecipes(), name);
}

std::unique_ptr<Agent>
MakeMegcAgent(const MegcAgentRecipe& recipe,
              const MegcParameters& parameters,
              const AgentSettings& settings,
              uint64_t seed)
{
    const MegcSystem system(parameters, recipe.decoding);
    return MakeActorAgent(recipe.algorithm,
                          system.ObservationSize(),
                          system.GetActionSpace(),
                          settings,
                          seed,
                          [&system] { return std::make_shared<MegcRewardModel>(system); });
}

std::string
DescribeMegcUsers(const MegcParameters& parameters)
{
    return std::to_string(parameters.computeUsers) + "-" + std::to_string(parameters.contentUsers) +
           "-" + std::to_string(parameters.visionUsers);
}

void
SaveMegcAgent(Checkpoint& checkpoint,
              const MegcAgentRecipe& recipe,
              const MegcParameters& parameters,
              const AgentSettings& settings,
              const Agent& agent,
              Agent::Extent extent)
{
    checkpoint.SetNumber("logit_range", recipe.decoding.logitRange);
    SaveAgentFile(checkpoint,
                  {MEGC_SYSTEM_NAME, recipe.name, DescribeMegcUsers(parameters)},
                  settings,
                  agent,
                  extent);
}

LoadedMegcAgent
LoadMegcAgent(const Checkpoint& checkpoint,
              const MegcParameters& parameters,
              Agent::Extent extent,
              uint64_t seed,
              const std::function<void(AgentSettings&)>& adjust)
{
    const AgentOrigin origin = ReadAgentOrigin(checkpoint, MEGC_SYSTEM_NAME, "MEGC");
    RequireUsers(checkpoint,
                 origin,
                 DescribeMegcUsers(parameters),
                 "computation, content and vision users");
    LoadedMegcAgent loaded;
    try
    {
        loaded.recipe = FindMegcAgentRecipe(origin.recipe);
    }
    catch (const std::invalid_argument& error)
    {
        throw CheckpointError(checkpoint.GetPath() + ": " + error.what());
    }
    loaded.recipe.decoding.logitRange = checkpoint.GetNumber("logit_range");
    loaded.settings = LoadAgentSettings(checkpoint);
    AgentSettings settings = loaded.settings;
    if (adjust)
    {
        adjust(settings);
    }
    loaded.agent = MakeMegcAgent(loaded.recipe, parameters, settings, seed);
    loaded.agent->Load(checkpoint, extent);
    return loaded;
}

} // namespace isac
} // namespace ns3
