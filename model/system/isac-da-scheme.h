/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_SCHEME_H
#define ISAC_DA_SCHEME_H

#include "isac-da-system.h"

#include "ns3/isac-policy.h"
#include "ns3/isac-registry.h"

#include <cstdint>
#include <memory>

namespace ns3
{
namespace isac
{

/// A named scheme: a policy, and how the system reads its actions.
struct DaScheme
{
    std::shared_ptr<Policy> policy; //!< decides
    DaDecoding decoding;            //!< how its actions are read
};

/// Schemes by name, as `--policy` takes them. Further schemes register here.
using DaSchemeRegistry = Registry<DaScheme, const DaScenario&, uint64_t>;

/**
 * @ingroup isac-aigc
 * @brief All schemes for DA-ISAC that do not learn: without-da, greedy, proportional, optimum, and
 * what else was registered.
 *
 * Makers take the scenario and a seed for the policy's own random numbers.
 *
 * @return the one registry
 */
DaSchemeRegistry& GetDaSchemes();

/**
 * @ingroup isac-aigc
 * @brief "w/o DA": the least demands of sensing, and equal shares of the rest: what round robin
 * gives in a slot.
 * @param part whose users share a budget
 * @return allocation
 */
DaAllocation ShareDaEqually(const DaPart& part);
/**
 * @ingroup isac-aigc
 * @brief "Heuristic": the least demands of sensing, then one bundle after the other, an equal part
 * of all that is left, to the user whose QoE gains most by it; of equal gains to the first user.
 * @param part whose users share a budget
 * @param bundles how many, at least 1
 * @return allocation
 */
DaAllocation ShareDaGreedily(const DaPart& part, int bundles = 200);
/**
 * @ingroup isac-aigc
 * @brief Groups have parts of the budget as large as their parts of the users, and share them
 * exactly: the two layers without learning.
 * @param part whose users share a budget
 * @return allocation
 */
DaAllocation ShareDaProportionally(const DaPart& part);

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_SCHEME_H
