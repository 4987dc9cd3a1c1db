/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-caqa-agent.h"

#include "isac-caqa-reward-model.h"

#include "ns3/isac-agent-settings-file.h"
#include "ns3/isac-recipes.h"

#include <stdexcept>

namespace ns3
{
namespace isac
{

namespace
{

/// Slope of the reward model's penalty beyond the cliff of C5: without one the reward's own
/// derivative leads over the cliff from K = 12 on.
constexpr double PENALTY_SLOPE = 1.0;

/// @return all learners
std::vector<CaqaAgentRecipe>
MakeRecipes()
{
    CaqaDecoding plain;
    CaqaDecoding unfiltered;
    unfiltered.actionFilter = false;
    CaqaDecoding uniform;
    uniform.communication = CommunicationRule::UNIFORM;
    CaqaDecoding joint;
    joint.communication = CommunicationRule::JOINT;
    CaqaDecoding flawless;
    flawless.belief = AccuracyBelief::PERFECT_GENERATION;
    flawless.trainOnBelief = true;
    flawless.fixedSteps = 7;
    const AgentSettings tableTwo;
    // Table II is about SAC: without a critic, steps may be larger and learning begin at once, and
    // the temperature only keeps choices open at first.
    AgentSettings exact;
    exact.actorRate = 1e-3;
    exact.finalRate = 0.02;
    exact.initialTemperature = 3e-4;
    exact.minReplay = 1000;
    return {
        {"lpdrl-f", "LPDRL-F: SAC, action filter, RCE", ActorAlgorithm::SAC, plain, tableTwo},
        {"lpdrl", "LPDRL-F without the action filter", ActorAlgorithm::SAC, unfiltered, tableTwo},
        {"udrl-f",
         "SAC, action filter, uniform communication",
         ActorAlgorithm::SAC,
         uniform,
         tableTwo},
        {"saqa-fg",
         "SAC over sensing with 7 steps, believed free of error",
         ActorAlgorithm::SAC,
         flawless,
         tableTwo},
        {"jdrl-f",
         "SAC over all three resources, action filter",
         ActorAlgorithm::SAC,
         joint,
         tableTwo},
        {"jgdm-f",
         "diffusion actor over all three resources, action filter",
         ActorAlgorithm::DIFFUSION,
         joint,
         tableTwo},
        {"ddpg-f",
         "DDPG in place of SAC, action filter, RCE",
         ActorAlgorithm::DDPG,
         plain,
         tableTwo},
        {"td3-f", "TD3 in place of SAC, action filter, RCE", ActorAlgorithm::TD3, plain, tableTwo},
        {"rce-gradient",
         "actor trained through the derivative of RCE, action filter",
         ActorAlgorithm::REWARD_GRADIENT,
         plain,
         exact}};
}

} // namespace

const std::vector<CaqaAgentRecipe>&
GetCaqaAgentRecipes()
{
    static const std::vector<CaqaAgentRecipe> recipes = MakeRecipes();
    return recipes;
}

CaqaAgentRecipe
FindCaqaAgentRecipe(const std::string& name)
{
    return RequireRecipe(GetCaqaAgentRecipes(), name);
}

std::unique_ptr<Agent>
MakeCaqaAgent(const CaqaAgentRecipe& recipe,
              const CaqaParameters& parameters,
              const AgentSettings& settings,
              uint64_t seed)
{
    const CaqaSystem system(parameters, recipe.decoding);
    return MakeActorAgent(
        recipe.algorithm,
        system.ObservationSize(),
        system.GetActionSpace(),
        settings,
        seed,
        [&system] { return std::make_shared<CaqaRewardModel>(system, PENALTY_SLOPE); });
}

void
SaveCaqaAgent(Checkpoint& checkpoint,
              const CaqaAgentRecipe& recipe,
              const CaqaParameters& parameters,
              const AgentSettings& settings,
              const Agent& agent,
              Agent::Extent extent)
{
    checkpoint.SetText("scheme", recipe.name);
    SaveAgentSettings(checkpoint, settings);
    checkpoint.SetNumber("users", parameters.users);
    checkpoint.SetNumber("fixed_steps", recipe.decoding.fixedSteps.value_or(0));
    agent.Save(checkpoint, extent);
}

LoadedCaqaAgent
LoadCaqaAgent(const Checkpoint& checkpoint,
              const CaqaParameters& parameters,
              Agent::Extent extent,
              uint64_t seed,
              const std::function<void(AgentSettings&)>& adjust)
{
    if (!checkpoint.Has("scheme"))
    {
        throw CheckpointError(checkpoint.GetPath() + " holds no agent of CAQA-AIGC");
    }
    const auto users = static_cast<int>(checkpoint.GetNumber("users"));
    if (users != parameters.users)
    {
        throw CheckpointError(checkpoint.GetPath() + " was trained for " + std::to_string(users) +
                              " users, expected " + std::to_string(parameters.users));
    }
    LoadedCaqaAgent loaded;
    try
    {
        loaded.recipe = FindCaqaAgentRecipe(checkpoint.GetText("scheme"));
    }
    catch (const std::invalid_argument& error)
    {
        throw CheckpointError(checkpoint.GetPath() + ": " + error.what());
    }
    const auto steps = static_cast<int>(checkpoint.GetNumber("fixed_steps"));
    if (steps > 0)
    {
        if (steps < parameters.denoising.minSteps || steps > parameters.denoising.maxSteps)
        {
            throw CheckpointError(checkpoint.GetPath() + " was trained with " +
                                  std::to_string(steps) + " steps, expected " +
                                  std::to_string(parameters.denoising.minSteps) + " to " +
                                  std::to_string(parameters.denoising.maxSteps));
        }
        loaded.recipe.decoding.fixedSteps = steps;
    }
    loaded.settings = LoadAgentSettings(checkpoint);
    AgentSettings settings = loaded.settings;
    if (adjust)
    {
        adjust(settings);
    }
    loaded.agent = MakeCaqaAgent(loaded.recipe, parameters, settings, seed);
    loaded.agent->Load(checkpoint, extent);
    return loaded;
}

std::string
ShippedCaqaPolicy(const std::string& name, int users)
{
    return std::string(ISAC_DATA_DIRECTORY) + "/policies/caqa-" + name + "-K" +
           std::to_string(users) + ".pt";
}

} // namespace isac
} // namespace ns3
