/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_SCHEME_H
#define ISAC_ASP_SCHEME_H

#include "isac-asp-system.h"

#include "ns3/isac-policy.h"
#include "ns3/isac-registry.h"

#include <cstdint>
#include <memory>

namespace ns3
{
namespace isac
{

/// Schemes by name, as `--policy` takes them. Further schemes register here.
using AspSchemeRegistry = Registry<std::shared_ptr<Policy>, const AspSystem&, uint64_t>;

/**
 * @ingroup isac-aigc
 * @brief All schemes for ASP selection that do not learn: random, round-robin, crash-avoid,
 * prophet, bid-price, and what else was registered.
 *
 * Makers take the system and a seed for the policy's own random numbers. `prophet` and `bid-price`
 * know the utilities of the system's providers, which users and schedulers do not; the others see
 * no more than the observation. `bid-price` takes some seconds for its prices before its first
 * action.
 *
 * @return the one registry
 */
AspSchemeRegistry& GetAspSchemes();

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_SCHEME_H
