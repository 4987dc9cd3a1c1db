/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DISCRETE_AGENT_H
#define ISAC_DISCRETE_AGENT_H

#include "ns3/isac-agent-settings.h"
#include "ns3/isac-agent.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// How a learner of one discrete choice learns.
enum class DiscreteAlgorithm
{
    D2SAC,            //!< discrete actor-critic, the actor a denoising chain
    D2SAC_PERCEPTRON, //!< the same, the actor a perceptron
    SAC,              //!< discrete soft actor-critic
    DQN,              //!< deep Q network; prioritized replay is a setting
    DRQN,             //!< the same, recurrent, over a window of observations
    RAINBOW,          //!< distributional, dueling, noisy, prioritized
    REINFORCE,        //!< Monte Carlo policy gradient
    PPO               //!< clipped policy gradient
};

/// A learner of one discrete choice, as `--agent` and `--policy` name it.
struct DiscreteAgentRecipe
{
    std::string name;            //!< as one types it
    std::string description;     //!< one line
    DiscreteAlgorithm algorithm; //!< how it learns
    AgentSettings settings;      //!< what it learns with unless told otherwise
};

/**
 * @ingroup isac-aigc
 * @brief D2SAC and the field that its paper compares it with, with the settings of the published
 * code for ASP selection. REINFORCE and PPO are not handicapped as the published scripts are:
 * REINFORCE has discounted returns there with a discount of 0, PPO a batch of the whole rollout and
 * one epoch.
 * @return all learners
 */
const std::vector<DiscreteAgentRecipe>& GetDiscreteAgentRecipes();

/**
 * @ingroup isac-aigc
 * @param name of a learner
 * @return it
 * @throws std::invalid_argument that lists the learners there are
 */
DiscreteAgentRecipe FindDiscreteAgentRecipe(const std::string& name);

/**
 * @ingroup isac-aigc
 * @param recipe of the learner
 * @param observationSize values in an observation, all of AgentSettings::window together
 * @param choices number of actions
 * @param settings of the learner
 * @param seed all that the agent draws depends on it alone
 * @return a new agent
 * @throws std::invalid_argument if the settings are not sound
 */
std::unique_ptr<Agent> MakeDiscreteAgent(const DiscreteAgentRecipe& recipe,
                                         int observationSize,
                                         int choices,
                                         const AgentSettings& settings,
                                         uint64_t seed);

/**
 * @ingroup isac-aigc
 * @brief Put an agent into a checkpoint, with its system, recipe and settings.
 * @param checkpoint gets it
 * @param system that it is trained in, by name
 * @param recipe of the agent
 * @param settings of the agent
 * @param agent to save
 * @param extent how much of it
 */
void SaveDiscreteAgent(Checkpoint& checkpoint,
                       const std::string& system,
                       const DiscreteAgentRecipe& recipe,
                       const AgentSettings& settings,
                       const Agent& agent,
                       Agent::Extent extent);

/// An agent from a file.
struct LoadedDiscreteAgent
{
    DiscreteAgentRecipe recipe;   //!< of the agent
    AgentSettings settings;       //!< that it was saved with
    std::unique_ptr<Agent> agent; //!< as it was saved
};

/**
 * @ingroup isac-aigc
 * @brief The agent that a checkpoint holds.
 * @param checkpoint of SaveDiscreteAgent()
 * @param system that it must be trained in
 * @param observationSize values in one observation; the agent sees AgentSettings::window of them
 * @param choices number of actions
 * @param extent how much of it is wanted
 * @param seed of what the agent will draw, unless the checkpoint says (Extent::EVERYTHING)
 * @param adjust changes the settings that the agent is made with; its sizes must stay
 * @return the agent
 * @throws CheckpointError if the checkpoint does not hold that
 * @throws std::invalid_argument if the settings are not sound once adjusted
 */
LoadedDiscreteAgent LoadDiscreteAgent(const Checkpoint& checkpoint,
                                      const std::string& system,
                                      int observationSize,
                                      int choices,
                                      Agent::Extent extent,
                                      uint64_t seed,
                                      const std::function<void(AgentSettings&)>& adjust = {});

} // namespace isac
} // namespace ns3

#endif // ISAC_DISCRETE_AGENT_H
