/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-agent-file.h"

#include "ns3/isac-agent-settings-file.h"

namespace ns3
{
namespace isac
{

void
SaveAgentFile(Checkpoint& checkpoint,
              const AgentOrigin& origin,
              const AgentSettings& settings,
              const Agent& agent,
              Agent::Extent extent)
{
    checkpoint.SetText("system", origin.system);
    checkpoint.SetText("recipe", origin.recipe);
    checkpoint.SetText("users", origin.users);
    SaveAgentSettings(checkpoint, settings);
    agent.Save(checkpoint, extent);
}

AgentOrigin
ReadAgentOrigin(const Checkpoint& checkpoint, const std::string& system, const std::string& title)
{
    if (!checkpoint.Has("system") || checkpoint.GetText("system") != system)
    {
        throw CheckpointError(checkpoint.GetPath() + " holds no agent of " + title);
    }
    return {system, checkpoint.GetText("recipe"), checkpoint.GetText("users")};
}

void
RequireUsers(const Checkpoint& checkpoint,
             const AgentOrigin& origin,
             const std::string& users,
             const std::string& what)
{
    if (origin.users != users)
    {
        throw CheckpointError(checkpoint.GetPath() + " was trained for " + origin.users + " " +
                              what + ", expected " + users);
    }
}

} // namespace isac
} // namespace ns3
