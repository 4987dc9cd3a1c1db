/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_SCHEME_H
#define ISAC_ASP_SCHEME_H

#include "isac-asp-system.h"

#include "ns3/isac-asp-price.h"
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
 * what the observation says, and so does the number of free steps that all of them go by.
 *
 * @return the one registry
 */
AspSchemeRegistry& GetAspSchemes();

/**
 * @ingroup isac-aigc
 * @param system with Poisson arrivals
 * @return its long-run averages: a kind of task for each T
 */
AspFluidProblem MakeAspFluidProblem(const AspSystem& system);

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_SCHEME_H
