/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_AGENT_H
#define ISAC_DA_AGENT_H

#include "isac-actor-agent.h"
#include "isac-da-system.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// A learner of DA-ISAC, as `--agent` and `--policy` name it.
struct DaAgentRecipe
{
    std::string name;         //!< as one types it
    std::string description;  //!< one line
    ActorAlgorithm algorithm; //!< how it learns
    DaDecoding decoding;      //!< how its actions are read, and what it earns
    AgentSettings settings;   //!< what it learns with unless told otherwise
};

/// @return all learners
const std::vector<DaAgentRecipe>& GetDaAgentRecipes();

/**
 * @ingroup isac-aigc
 * @param name of a learner
 * @return it
 * @throws std::invalid_argument that lists the learners there are
 */
DaAgentRecipe FindDaAgentRecipe(const std::string& name);

/**
 * @ingroup isac-aigc
 * @param recipe of the learner
 * @param scenario who shares what
 * @param settings of the learner
 * @param seed all that the agent draws depends on it alone
 * @return a new agent
 * @throws std::invalid_argument if the settings are not sound
 */
std::unique_ptr<Agent> MakeDaAgent(const DaAgentRecipe& recipe,
                                   const DaScenario& scenario,
                                   const AgentSettings& settings,
                                   uint64_t seed);

/**
 * @ingroup isac-aigc
 * @brief Put an agent into a checkpoint, with its recipe, settings and number of users.
 * @param checkpoint gets it
 * @param recipe of the agent
 * @param scenario it is trained for
 * @param settings of the agent
 * @param agent to save
 * @param extent how much of it
 */
void SaveDaAgent(Checkpoint& checkpoint,
                 const DaAgentRecipe& recipe,
                 const DaScenario& scenario,
                 const AgentSettings& settings,
                 const Agent& agent,
                 Agent::Extent extent);

/// An agent from a file.
struct LoadedDaAgent
{
    DaAgentRecipe recipe;         //!< of the agent
    AgentSettings settings;       //!< that it was saved with
    std::unique_ptr<Agent> agent; //!< as it was saved
};

/**
 * @ingroup isac-aigc
 * @brief The agent that a checkpoint holds.
 * @param checkpoint of SaveDaAgent()
 * @param scenario who shares what; it must have as many users, unless the agent decides on groups
 * @param extent how much of it is wanted
 * @param seed of what the agent will draw, unless the checkpoint says (Extent::EVERYTHING)
 * @param adjust changes the settings that the agent is made with; its sizes must stay
 * @return the agent
 * @throws CheckpointError if the checkpoint does not hold that
 * @throws std::invalid_argument if the settings are not sound once adjusted
 */
LoadedDaAgent LoadDaAgent(const Checkpoint& checkpoint,
                          const DaScenario& scenario,
                          Agent::Extent extent,
                          uint64_t seed,
                          const std::function<void(AgentSettings&)>& adjust = {});

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_AGENT_H
