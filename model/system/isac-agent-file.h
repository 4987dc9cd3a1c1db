/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_AGENT_FILE_H
#define ISAC_AGENT_FILE_H

#include "ns3/isac-agent-settings.h"
#include "ns3/isac-agent.h"

#include <string>

namespace ns3
{
namespace isac
{

/// What an agent in a file was made for.
struct AgentOrigin
{
    std::string system; //!< as one types it
    std::string recipe; //!< of the learner
    std::string users;  //!< what of the cell decides on sizes, such as "30"
};

/**
 * @ingroup isac-aigc
 * @brief Put an agent into a checkpoint, with where it comes from and its settings.
 * @param checkpoint gets it
 * @param origin of the agent
 * @param settings of the agent
 * @param agent to save
 * @param extent how much of it
 */
void SaveAgentFile(Checkpoint& checkpoint,
                   const AgentOrigin& origin,
                   const AgentSettings& settings,
                   const Agent& agent,
                   Agent::Extent extent);

/**
 * @ingroup isac-aigc
 * @brief Refuse the agent of another system.
 * @param checkpoint of SaveAgentFile()
 * @param system that is wanted, as one types it
 * @param title of the system, as it is written
 * @return where the agent comes from
 * @throws CheckpointError if it holds no agent of that system
 */
AgentOrigin ReadAgentOrigin(const Checkpoint& checkpoint,
                            const std::string& system,
                            const std::string& title);

/**
 * @ingroup isac-aigc
 * @brief Refuse an agent that was made for another number of users.
 * @param checkpoint that holds it
 * @param origin of the agent
 * @param users that are wanted
 * @param what users are, such as "users"
 * @throws CheckpointError if they differ
 */
void RequireUsers(const Checkpoint& checkpoint,
                  const AgentOrigin& origin,
                  const std::string& users,
                  const std::string& what);

} // namespace isac
} // namespace ns3

#endif // ISAC_AGENT_FILE_H
