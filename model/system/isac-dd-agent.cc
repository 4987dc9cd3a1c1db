/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dd-agent.h"

#include "isac-agent-file.h"
#include "isac-dd-reward-model.h"

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
constexpr const char* DD_SYSTEM_NAME = "distributed-diffusion";

/// @return all learners
std::vector<DdAgentRecipe>
MakeRecipes()
{
    const DdDecoding relaxed;
    DdDecoding hybrid;
    hybrid.actions = DdActions::CHOICES;
    AgentSettings settings;
    settings.actorHidden = {128, 128};
    settings.criticHidden = {128, 128};
    settings.batch = 128;
    settings.actorRate = 1e-4;
    settings.criticRate = 1e-3;
    settings.finalRate = 0.1;
    settings.minReplay = 1000;
    settings.explorationNoise = 0.1;
    settings.finalNoise = 0.5;
    // Slots are independent, and (29) has the reward itself for the critic's target.
    settings.discount = 0.0;
    AgentSettings exact = settings;
    exact.actorRate = 1e-3;
    // Actors that climb a critic end at the bounds of their values, from where no slope leads back:
    // those of DDPG were kept away from there by this.
    settings.weightDecay = 1e-3;
    return {
        {"g-ddpg",
         "G-DDPG: diffusion actor, the largest of values names steps",
         ActorAlgorithm::DIFFUSION,
         relaxed,
         settings},
        {"ddpg", "DDPG over the same values", ActorAlgorithm::DDPG, relaxed, settings},
        {"td3", "TD3 over the same values", ActorAlgorithm::TD3, relaxed, settings},
        {"g-ddpg-x0",
         "G-DDPG whose chain predicts x_0 in place of noise",
         ActorAlgorithm::DATA_DIFFUSION,
         relaxed,
         settings},
        {"g-ddpg-hybrid",
         "G-DDPG with one value for each number of steps",
         ActorAlgorithm::DIFFUSION,
         hybrid,
         settings},
        {"ddpg-hybrid",
         "DDPG with one value for each number of steps",
         ActorAlgorithm::DDPG,
         hybrid,
         settings},
        {"sac",
         "SAC with categorical steps beside the powers",
         ActorAlgorithm::SAC,
         hybrid,
         settings},
        {"dd-gradient",
         "actor trained through the derivative of the reward, without a critic",
         ActorAlgorithm::REWARD_GRADIENT,
         hybrid,
         exact},
    };
}

} // namespace

const std::vector<DdAgentRecipe>&
GetDdAgentRecipes()
{
    static const std::vector<DdAgentRecipe> recipes = MakeRecipes();
    return recipes;
}

DdAgentRecipe
FindDdAgentRecipe(const std::string& name)
{
    return RequireRecipe(GetDdAgentRecipes(), name);
}

std::unique_ptr<Agent>
MakeDdAgent(const DdAgentRecipe& recipe,
            const DdParameters& parameters,
            const AgentSettings& settings,
            uint64_t seed)
{
    const DdSystem system(parameters, {}, recipe.decoding);
    return MakeActorAgent(recipe.algorithm,
                          system.ObservationSize(),
                          system.GetActionSpace(),
                          settings,
                          seed,
                          [&system] { return std::make_shared<DdRewardModel>(system); });
}

std::string
DescribeDdSizes(const DdParameters& parameters)
{
    return std::to_string(parameters.users) + "-" + std::to_string(parameters.mostServerSteps) +
           "-" + std::to_string(parameters.mostDeviceSteps);
}

const char*
ToText(DdPowers powers)
{
    return powers == DdPowers::SHARES ? "shares" : "watts";
}

bool
FromText(const std::string& text, DdPowers& powers)
{
    for (const DdPowers known : {DdPowers::SHARES, DdPowers::WATTS})
    {
        if (text == ToText(known))
        {
            powers = known;
            return true;
        }
    }
    return false;
}

void
SaveDdAgent(Checkpoint& checkpoint,
            const DdAgentRecipe& recipe,
            const DdParameters& parameters,
            const AgentSettings& settings,
            const Agent& agent,
            Agent::Extent extent)
{
    checkpoint.SetText("powers", ToText(recipe.decoding.powers));
    checkpoint.SetNumber("power_limit", recipe.decoding.powerLimit);
    SaveAgentFile(checkpoint,
                  {DD_SYSTEM_NAME, recipe.name, DescribeDdSizes(parameters)},
                  settings,
                  agent,
                  extent);
}

LoadedDdAgent
LoadDdAgent(const Checkpoint& checkpoint,
            const DdParameters& parameters,
            Agent::Extent extent,
            uint64_t seed,
            const std::function<void(AgentSettings&)>& adjust)
{
    const AgentOrigin origin = ReadAgentOrigin(checkpoint, DD_SYSTEM_NAME, "distributed diffusion");
    RequireUsers(checkpoint,
                 origin,
                 DescribeDdSizes(parameters),
                 "users, server steps and device steps");
    LoadedDdAgent loaded;
    try
    {
        loaded.recipe = FindDdAgentRecipe(origin.recipe);
    }
    catch (const std::invalid_argument& error)
    {
        throw CheckpointError(checkpoint.GetPath() + ": " + error.what());
    }
    if (!FromText(checkpoint.GetText("powers"), loaded.recipe.decoding.powers))
    {
        throw CheckpointError(checkpoint.GetPath() + ": holds no reading of powers");
    }
    loaded.recipe.decoding.powerLimit = checkpoint.GetNumber("power_limit");
    loaded.settings = LoadAgentSettings(checkpoint);
    AgentSettings settings = loaded.settings;
    if (adjust)
    {
        adjust(settings);
    }
    loaded.agent = MakeDdAgent(loaded.recipe, parameters, settings, seed);
    loaded.agent->Load(checkpoint, extent);
    return loaded;
}

} // namespace isac
} // namespace ns3
