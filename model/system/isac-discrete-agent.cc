/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-discrete-agent.h"

#include "ns3/isac-agent-settings-file.h"
#include "ns3/isac-discrete-sac-agent.h"
#include "ns3/isac-dqn-agent.h"
#include "ns3/isac-drqn-agent.h"
#include "ns3/isac-ppo-agent.h"
#include "ns3/isac-rainbow-agent.h"
#include "ns3/isac-recipes.h"
#include "ns3/isac-reinforce-agent.h"

#include <stdexcept>

namespace ns3
{
namespace isac
{

namespace
{

/// @return what the published runs have in common
AgentSettings
PublishedSettings()
{
    AgentSettings settings;
    settings.actorHidden = settings.criticHidden = {256, 256};
    settings.mish = true;
    settings.normalise = false;
    settings.actorRate = 1e-4;
    settings.criticRate = 1e-3;
    settings.weightDecay = 1e-4;
    settings.batch = 512;
    settings.replay = 1000000;
    settings.minReplay = 512;
    settings.discount = 0.95;
    settings.steps = 3;
    settings.softUpdate = 0.005;
    settings.initialTemperature = 0.05;
    settings.automaticTemperature = false;
    settings.denoisingSteps = 5;
    return settings;
}

/// @return all learners
std::vector<DiscreteAgentRecipe>
MakeRecipes()
{
    const AgentSettings critic = PublishedSettings();
    AgentSettings value = critic;
    value.doubleQ = true;
    value.targetPeriod = 320;
    value.explorationNoise = 0.1;
    AgentSettings prioritized = value;
    prioritized.prioritized = true;
    AgentSettings recurrent = value;
    recurrent.criticHidden = {256};
    recurrent.recurrentHidden = {256, 256};
    recurrent.window = 4;
    AgentSettings onPolicy = critic;
    onPolicy.actorRate = 3e-4;
    onPolicy.rollout = 1024;
    onPolicy.steps = 1;
    AgentSettings clipped = onPolicy;
    clipped.criticRate = 3e-4;
    clipped.batch = 256;
    clipped.gradientClip = 0.5;
    return {
        {"d2sac", "D2SAC: the actor denoises a decision (AGOD)", DiscreteAlgorithm::D2SAC, critic},
        {"d2sac-mlp",
         "its twin, the actor a perceptron",
         DiscreteAlgorithm::D2SAC_PERCEPTRON,
         critic},
        {"sac", "discrete soft actor-critic", DiscreteAlgorithm::SAC, critic},
        {"dqn", "double deep Q network, 3-step returns", DiscreteAlgorithm::DQN, value},
        {"prioritized-dqn", "the same, prioritized replay", DiscreteAlgorithm::DQN, prioritized},
        {"drqn",
         "recurrent deep Q network over the last observations",
         DiscreteAlgorithm::DRQN,
         recurrent},
        {"rainbow",
         "Rainbow: distributional, dueling, noisy, double, prioritized",
         DiscreteAlgorithm::RAINBOW,
         prioritized},
        {"reinforce", "REINFORCE, discounted returns", DiscreteAlgorithm::REINFORCE, onPolicy},
        {"ppo",
         "proximal policy optimisation, generalised advantages",
         DiscreteAlgorithm::PPO,
         clipped}};
}

} // namespace

const std::vector<DiscreteAgentRecipe>&
GetDiscreteAgentRecipes()
{
    static const std::vector<DiscreteAgentRecipe> recipes = MakeRecipes();
    return recipes;
}

DiscreteAgentRecipe
FindDiscreteAgentRecipe(const std::string& name)
{
    return RequireRecipe(GetDiscreteAgentRecipes(), name);
}

std::unique_ptr<Agent>
MakeDiscreteAgent(const DiscreteAgentRecipe& recipe,
                  int observationSize,
                  int choices,
                  const AgentSettings& settings,
                  uint64_t seed)
{
    const std::string wrong = CheckAgentSettings(settings);
    if (!wrong.empty())
    {
        throw std::invalid_argument(wrong);
    }
    const ActionSpace space{{choices}, 0};
    switch (recipe.algorithm)
    {
    case DiscreteAlgorithm::D2SAC:
        return std::make_unique<DiscreteSacAgent>(D2SAC, observationSize, space, settings, seed);
    case DiscreteAlgorithm::D2SAC_PERCEPTRON:
        return std::make_unique<DiscreteSacAgent>(D2SAC_PERCEPTRON,
                                                  observationSize,
                                                  space,
                                                  settings,
                                                  seed);
    case DiscreteAlgorithm::SAC:
        return std::make_unique<DiscreteSacAgent>(DISCRETE_SAC,
                                                  observationSize,
                                                  space,
                                                  settings,
                                                  seed);
    case DiscreteAlgorithm::DQN:
        return std::make_unique<DqnAgent>(observationSize, space, settings, seed);
    case DiscreteAlgorithm::DRQN:
        return std::make_unique<DrqnAgent>(observationSize, space, settings, seed);
    case DiscreteAlgorithm::RAINBOW:
        return std::make_unique<RainbowAgent>(observationSize, space, settings, seed);
    case DiscreteAlgorithm::REINFORCE:
        return std::make_unique<ReinforceAgent>(observationSize, space, settings, seed);
    case DiscreteAlgorithm::PPO:
        break;
    }
    return std::make_unique<PpoAgent>(observationSize, space, settings, seed);
}

void
SaveDiscreteAgent(Checkpoint& checkpoint,
                  const std::string& system,
                  const DiscreteAgentRecipe& recipe,
                  const AgentSettings& settings,
                  const Agent& agent,
                  Agent::Extent extent)
{
    checkpoint.SetText("system", system);
    checkpoint.SetText("recipe", recipe.name);
    SaveAgentSettings(checkpoint, settings);
    agent.Save(checkpoint, extent);
}

LoadedDiscreteAgent
LoadDiscreteAgent(const Checkpoint& checkpoint,
                  const std::string& system,
                  int observationSize,
                  int choices,
                  Agent::Extent extent,
                  uint64_t seed,
                  const std::function<void(AgentSettings&)>& adjust)
{
    if (!checkpoint.Has("system") || checkpoint.GetText("system") != system)
    {
        throw CheckpointError(checkpoint.GetPath() + " holds no agent of " + system);
    }
    LoadedDiscreteAgent loaded;
    try
    {
        loaded.recipe = FindDiscreteAgentRecipe(checkpoint.GetText("recipe"));
    }
    catch (const std::invalid_argument& error)
    {
        throw CheckpointError(checkpoint.GetPath() + ": " + error.what());
    }
    loaded.settings = LoadAgentSettings(checkpoint);
    AgentSettings settings = loaded.settings;
    if (adjust)
    {
        adjust(settings);
    }
    loaded.agent = MakeDiscreteAgent(loaded.recipe,
                                     loaded.settings.window * observationSize,
                                     choices,
                                     settings,
                                     seed);
    loaded.agent->Load(checkpoint, extent);
    return loaded;
}

} // namespace isac
} // namespace ns3
