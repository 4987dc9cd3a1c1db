/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_AGENT_H
#define ISAC_DD_AGENT_H

#include "isac-actor-agent.h"
#include "isac-dd-system.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// A learner of distributed diffusion, as `--agent` and `--policy` name it.
struct DdAgentRecipe
{
    std::string name;         //!< as one types it
    std::string description;  //!< one line
    ActorAlgorithm algorithm; //!< how it learns
    DdDecoding decoding;      //!< how its actions are read
    AgentSettings settings;   //!< what it learns with unless told otherwise
};

/// @return all learners
const std::vector<DdAgentRecipe>& GetDdAgentRecipes();

/**
 * @ingroup isac-aigc
 * @param name of a learner
 * @return it
 * @throws std::invalid_argument that lists the learners there are
 */
DdAgentRecipe FindDdAgentRecipe(const std::string& name);

/**
 * @ingroup isac-aigc
 * @param recipe of the learner
 * @param parameters the system
 * @param settings of the learner
 * @param seed all that the agent draws depends on it alone
 * @return a new agent
 * @throws std::invalid_argument if the settings are not sound
 */
std::unique_ptr<Agent> MakeDdAgent(const DdAgentRecipe& recipe,
                                   const DdParameters& parameters,
                                   const AgentSettings& settings,
                                   uint64_t seed);

/**
 * @ingroup isac-aigc
 * @brief Put an agent into a checkpoint, with its recipe, decoding, settings and sizes.
 * @param checkpoint gets it
 * @param recipe of the agent
 * @param parameters the system it is trained for
 * @param settings of the agent
 * @param agent to save
 * @param extent how much of it
 */
void SaveDdAgent(Checkpoint& checkpoint,
                 const DdAgentRecipe& recipe,
                 const DdParameters& parameters,
                 const AgentSettings& settings,
                 const Agent& agent,
                 Agent::Extent extent);

/// An agent from a file.
struct LoadedDdAgent
{
    DdAgentRecipe recipe;         //!< of the agent, with the decoding it was trained with
    AgentSettings settings;       //!< that it was saved with
    std::unique_ptr<Agent> agent; //!< as it was saved
};

/**
 * @ingroup isac-aigc
 * @brief The agent that a checkpoint holds.
 * @param checkpoint of SaveDdAgent()
 * @param parameters the system; it must have as many users and ranges of steps
 * @param extent how much of it is wanted
 * @param seed of what the agent will draw, unless the checkpoint says (Extent::EVERYTHING)
 * @param adjust changes the settings that the agent is made with; its sizes must stay
 * @return the agent
 * @throws CheckpointError if the checkpoint does not hold that
 * @throws std::invalid_argument if the settings are not sound once adjusted
 */
LoadedDdAgent LoadDdAgent(const Checkpoint& checkpoint,
                          const DdParameters& parameters,
                          Agent::Extent extent,
                          uint64_t seed,
                          const std::function<void(AgentSettings&)>& adjust = {});

/**
 * @ingroup isac-aigc
 * @param parameters the system
 * @return its numbers of users, server steps and device steps, such as 3-10-8
 */
std::string DescribeDdSizes(const DdParameters& parameters);

/**
 * @ingroup isac-aigc
 * @param powers how values become watts
 * @return shares or watts
 */
const char* ToText(DdPowers powers);
/**
 * @ingroup isac-aigc
 * @param text shares or watts
 * @param powers gets what it says
 * @return whether it is one of them
 */
bool FromText(const std::string& text, DdPowers& powers);

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_AGENT_H
