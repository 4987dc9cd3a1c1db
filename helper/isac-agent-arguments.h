/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_AGENT_ARGUMENTS_H
#define ISAC_AGENT_ARGUMENTS_H

#include "isac-arguments.h"

#include "ns3/isac-agent-settings.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Every setting of a learner as an option, in a group of their own. CheckAgentSettings()
 * tells whether the values are sound.
 * @param settings hold the defaults, get the values
 * @param arguments gets the options
 */
void AddAgentArguments(AgentSettings& settings, Arguments& arguments);

} // namespace isac
} // namespace ns3

#endif // ISAC_AGENT_ARGUMENTS_H
