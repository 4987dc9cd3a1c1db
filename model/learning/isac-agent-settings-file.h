/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_AGENT_SETTINGS_FILE_H
#define ISAC_AGENT_SETTINGS_FILE_H

#include "isac-agent-settings.h"
#include "isac-checkpoint.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Put settings into a checkpoint: all but threads, which are the machine's affair, so that
 * files are the same for any number.
 * @param checkpoint gets them
 * @param settings of a learner
 */
void SaveAgentSettings(Checkpoint& checkpoint, const AgentSettings& settings);

/**
 * @ingroup isac-aigc
 * @brief The settings that a checkpoint holds. What it does not know came later: it was trained
 * with what is the default now.
 * @param checkpoint of SaveAgentSettings()
 * @return them, sound
 * @throws CheckpointError if it does not hold that
 */
AgentSettings LoadAgentSettings(const Checkpoint& checkpoint);

} // namespace isac
} // namespace ns3

#endif // ISAC_AGENT_SETTINGS_FILE_H
