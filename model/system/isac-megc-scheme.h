/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MEGC_SCHEME_H
#define ISAC_MEGC_SCHEME_H

#include "isac-megc-scenario.h"
#include "isac-megc-system.h"

#include "ns3/isac-policy.h"
#include "ns3/isac-registry.h"

#include <cstdint>
#include <memory>

namespace ns3
{
namespace isac
{

/// A named scheme: a policy, and how the system reads its actions.
struct MegcScheme
{
    std::shared_ptr<Policy> policy; //!< decides
    MegcDecoding decoding;          //!< how its actions are read
};

/// Schemes by name, as `--policy` takes them. Further schemes register here.
using MegcSchemeRegistry =
    Registry<MegcScheme, const MegcParameters&, const MegcScenario&, uint64_t>;

/**
 * @ingroup isac-aigc
 * @brief All schemes for MEGC that do not learn: fra (equal shares), rra (random shares; `rra-0.1`
 * with a floor under each), constant (the best constant action), optimum, and what else was
 * registered.
 *
 * Makers take the cell, where its users are, and a seed for the policy's own random numbers.
 *
 * @return the one registry
 */
MegcSchemeRegistry& GetMegcSchemes();

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_SCHEME_H
