/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-agent.h"

namespace ns3
{
namespace isac
{

Action
Agent::Act(const Eigen::VectorXd& observation, bool explore)
{
    return ActBatch(observation.transpose(), explore).Row(0);
}

} // namespace isac
} // namespace ns3
