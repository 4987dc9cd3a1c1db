/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MEGC_CONSTANT_H
#define ISAC_MEGC_CONSTANT_H

#include "isac-megc-scenario.h"

#include "ns3/isac-action-space.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief The action that is best where it must be the same in all slots: what a learner has to
 * beat.
 *
 * Found by gradient descent (Adam) on the mean latency of 400 slots that are drawn with a seed of
 * their own, so that it depends on the cell alone.
 *
 * @param parameters the cell
 * @param scenario positions, channels, tasks
 * @return the action, its shares as MegcShares::WEIGHTS has them
 */
Action FindBestMegcConstant(const MegcParameters& parameters, const MegcScenario& scenario);

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_CONSTANT_H
