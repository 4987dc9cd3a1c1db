/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_BASELINE_H
#define ISAC_DD_BASELINE_H

#include "ns3/isac-dd-slot.h"

#include <boost/random/mersenne_twister.hpp>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Steps as given, the same for all, and in equal parts the power that the steps leave.
 * @param parameters the system
 * @param state users
 * @param serverSteps t_0
 * @param deviceSteps t_k; a device whose budget is smaller makes as many as it can, but one
 * @return the allocation; without power where the server's steps take more than there is
 */
DdAllocation DdEqualSplit(const DdParameters& parameters,
                          const DdState& state,
                          int serverSteps,
                          int deviceSteps);

/**
 * @ingroup isac-aigc
 * @brief Equal power with the best steps, by enumeration.
 * @param parameters the system
 * @param state users
 * @return the allocation of largest reward among those of equal power within (22) and (24)
 * @throws std::invalid_argument if there is none, or a figure makes no sense
 */
DdAllocation DdEqualPower(const DdParameters& parameters, const DdState& state);

/**
 * @ingroup isac-aigc
 * @brief An allocation within (22) and (24) by chance: each t_0 and each t_k that the budgets allow
 * is as likely, and so is each division of all power.
 * @param parameters the system
 * @param state users
 * @param generator source of random bits, advanced
 * @return the allocation
 * @throws std::invalid_argument if there is none, or a figure makes no sense
 */
DdAllocation DdRandomAllocation(const DdParameters& parameters,
                                const DdState& state,
                                boost::random::mt19937_64& generator);

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_BASELINE_H
