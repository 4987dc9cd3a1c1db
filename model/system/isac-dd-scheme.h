/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_SCHEME_H
#define ISAC_DD_SCHEME_H

#include "isac-dd-system.h"

#include "ns3/isac-policy.h"
#include "ns3/isac-registry.h"

#include <cstdint>
#include <memory>

namespace ns3
{
namespace isac
{

/// A named scheme: a policy, and how the system reads its actions.
struct DdScheme
{
    std::shared_ptr<Policy> policy; //!< decides
    DdDecoding decoding;            //!< how its actions are read
};

/// Schemes by name, as `--policy` takes them. Further schemes register here.
using DdSchemeRegistry = Registry<DdScheme, const DdParameters&, const DdScenario&, uint64_t>;

/**
 * @ingroup isac-aigc
 * @brief All schemes for distributed diffusion that do not learn: optimum (within 1e-4),
 * equal-power (with the best steps), equal-split (`equal-split-2-8` is t_0 = 2 and t_k = 8, which
 * it also is without numbers), random, and what else was registered.
 *
 * Makers take the system, its users, and a seed for the policy's own random numbers.
 *
 * @return the one registry
 */
DdSchemeRegistry& GetDdSchemes();

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_SCHEME_H
