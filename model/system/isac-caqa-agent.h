/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CAQA_AGENT_H
#define ISAC_CAQA_AGENT_H

#include "isac-actor-agent.h"
#include "isac-caqa-scheme.h"
#include "isac-caqa-system.h"

#include "ns3/isac-agent-settings.h"
#include "ns3/isac-agent.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// A learner of CAQA-AIGC, as `--agent` and `--policy` name it.
struct CaqaAgentRecipe
{
    std::string name;         //!< as one types it
    std::string description;  //!< one line
    ActorAlgorithm algorithm; //!< how it learns
    CaqaDecoding decoding;    //!< how its actions are read
    AgentSettings settings;   //!< what it learns with unless told otherwise
};

/// @return all learners; SAQA-FG with 7 steps
const std::vector<CaqaAgentRecipe>& GetCaqaAgentRecipes();

/**
 * @ingroup isac-aigc
 * @param name of a learner
 * @return it
 * @throws std::invalid_argument that lists the learners there are
 */
CaqaAgentRecipe FindCaqaAgentRecipe(const std::string& name);

/**
 * @ingroup isac-aigc
 * @param recipe of the learner
 * @param parameters the cell
 * @param settings of the learner
 * @param seed all that the agent draws depends on it alone
 * @return a new agent
 * @throws std::invalid_argument if the settings are not sound
 */
std::unique_ptr<Agent> MakeCaqaAgent(const CaqaAgentRecipe& recipe,
                                     const CaqaParameters& parameters,
                                     const AgentSettings& settings,
                                     uint64_t seed);

/**
 * @ingroup isac-aigc
 * @brief Put an agent into a checkpoint, with its recipe, settings and K.
 * @param checkpoint gets it
 * @param recipe of the agent
 * @param parameters the cell it is trained for
 * @param settings of the agent
 * @param agent to save
 * @param extent how much of it
 */
void SaveCaqaAgent(Checkpoint& checkpoint,
                   const CaqaAgentRecipe& recipe,
                   const CaqaParameters& parameters,
                   const AgentSettings& settings,
                   const Agent& agent,
                   Agent::Extent extent);

/// An agent from a file.
struct LoadedCaqaAgent
{
    CaqaAgentRecipe recipe;       //!< of the agent
    AgentSettings settings;       //!< that it was saved with
    std::unique_ptr<Agent> agent; //!< as it was saved
};

/**
 * @ingroup isac-aigc
 * @brief The agent that a checkpoint holds.
 * @param checkpoint of SaveCaqaAgent()
 * @param parameters the cell; K must be that of the training
 * @param extent how much of it is wanted
 * @param seed of what the agent will draw, unless the checkpoint says (Extent::EVERYTHING)
 * @param adjust changes the settings that the agent is made with; its sizes must stay
 * @return the agent
 * @throws CheckpointError if the checkpoint does not hold that
 * @throws std::invalid_argument if the settings are not sound once adjusted
 */
LoadedCaqaAgent LoadCaqaAgent(const Checkpoint& checkpoint,
                              const CaqaParameters& parameters,
                              Agent::Extent extent,
                              uint64_t seed,
                              const std::function<void(AgentSettings&)>& adjust = {});

/**
 * @ingroup isac-aigc
 * @param name of a learner
 * @param users K
 * @return where its trained policy lies that ships with the module, whether or not there is one
 */
std::string ShippedCaqaPolicy(const std::string& name, int users);

} // namespace isac
} // namespace ns3

#endif // ISAC_CAQA_AGENT_H
