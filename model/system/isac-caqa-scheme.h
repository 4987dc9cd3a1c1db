/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CAQA_SCHEME_H
#define ISAC_CAQA_SCHEME_H

#include "isac-caqa-environment.h"
#include "isac-caqa-system.h"

#include "ns3/isac-policy.h"
#include "ns3/isac-registry.h"

#include <memory>
#include <string>

namespace ns3
{
namespace isac
{

/// A named scheme: a policy, and how the system reads its actions.
struct CaqaScheme
{
    std::shared_ptr<Policy> policy; //!< decides
    CaqaDecoding decoding;          //!< how its actions are read
};

/// Schemes by name, as `--policy` takes them. Further schemes register here.
using CaqaSchemeRegistry =
    Registry<CaqaScheme, const CaqaParameters&, const CaqaScenario&, uint64_t>;

/**
 * @ingroup isac-aigc
 * @brief All schemes for CAQA-AIGC: random, constant, uniform, cgq-fsg, saqa-fg, optimum, and what
 * else was registered.
 *
 * Makers take the cell, where its users are, and a seed for the policy's own random numbers.
 *
 * @return the one registry
 */
CaqaSchemeRegistry& GetCaqaSchemes();

/// A constant decision for all users.
struct CaqaConstant
{
    int steps = 9;       //!< z
    double action = 0.2; //!< d
    double reward = 0.0; //!< mean reward (11) over the states it was chosen on
};

/**
 * @ingroup isac-aigc
 * @brief The best constant (z, d): every z, a grid over d, then a finer one around the best.
 *
 * Chosen on 150 states drawn with a seed of its own, so that it depends on the cell alone.
 *
 * @param parameters the cell
 * @param scenario where its users are
 * @param decoding how the action is read
 * @return the constant, and its mean reward on those states
 */
CaqaConstant FindBestConstant(const CaqaParameters& parameters,
                              const CaqaScenario& scenario,
                              const CaqaDecoding& decoding);

} // namespace isac
} // namespace ns3

#endif // ISAC_CAQA_SCHEME_H
