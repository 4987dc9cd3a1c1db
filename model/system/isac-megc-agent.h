/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MEGC_AGENT_H
#define ISAC_MEGC_AGENT_H

#include "isac-actor-agent.h"
#include "isac-megc-system.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// A learner of MEGC, as `--agent` and `--policy` name it.
struct MegcAgentRecipe
{
    std::string name;         //!< as one types it
    std::string description;  //!< one line
    ActorAlgorithm algorithm; //!< how it learns
    MegcDecoding decoding;    //!< how its actions are read, and what it is shown
    AgentSettings settings;   //!< what it learns with unless told otherwise
};

/// @return all learners
const std::vector<MegcAgentRecipe>& GetMegcAgentRecipes();

/**
 * @ingroup isac-aigc
 * @param name of a learner
 * @return it
 * @throws std::invalid_argument that lists the learners there are
 */
MegcAgentRecipe FindMegcAgentRecipe(const std::string& name);

/**
 * @ingroup isac-aigc
 * @param recipe of the learner
 * @param parameters the cell
 * @param settings of the learner
 * @param seed all that the agent draws depends on it alone
 * @return a new agent
 * @throws std::invalid_argument if the settings are not sound
 */
std::unique_ptr<Agent> MakeMegcAgent(const MegcAgentRecipe& recipe,
                                     const MegcParameters& parameters,
                                     const AgentSettings& settings,
                                     uint64_t seed);

/**
 * @ingroup isac-aigc
 * @brief Put an agent into a checkpoint, with its recipe, settings and numbers of users.
 * @param checkpoint gets it
 * @param recipe of the agent
 * @param parameters the cell it is trained for
 * @param settings of the agent
 * @param agent to save
 * @param extent how much of it
 */
void SaveMegcAgent(Checkpoint& checkpoint,
                   const MegcAgentRecipe& recipe,
                   const MegcParameters& parameters,
                   const AgentSettings& settings,
                   const Agent& agent,
                   Agent::Extent extent);

/// An agent from a file.
struct LoadedMegcAgent
{
    MegcAgentRecipe recipe;       //!< of the agent
    AgentSettings settings;       //!< that it was saved with
    std::unique_ptr<Agent> agent; //!< as it was saved
};

/**
 * @ingroup isac-aigc
 * @brief The agent that a checkpoint holds.
 * @param checkpoint of SaveMegcAgent()
 * @param parameters the cell; it must have as many users of each kind
 * @param extent how much of it is wanted
 * @param seed of what the agent will draw, unless the checkpoint says (Extent::EVERYTHING)
 * @param adjust changes the settings that the agent is made with; its sizes must stay
 * @return the agent
 * @throws CheckpointError if the checkpoint does not hold that
 * @throws std::invalid_argument if the settings are not sound once adjusted
 */
LoadedMegcAgent LoadMegcAgent(const Checkpoint& checkpoint,
                              const MegcParameters& parameters,
                              Agent::Extent extent,
                              uint64_t seed,
                              const std::function<void(AgentSettings&)>& adjust = {});

/**
 * @ingroup isac-aigc
 * @param parameters the cell
 * @return its numbers of computation, content and vision users, such as 1-1-1
 */
std::string DescribeMegcUsers(const MegcParameters& parameters);

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_AGENT_H
