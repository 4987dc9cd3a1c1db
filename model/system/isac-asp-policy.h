/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_POLICY_H
#define ISAC_ASP_POLICY_H

#include "isac-asp-system.h"
#include "isac-discrete-agent.h"

#include "ns3/isac-policy.h"

#include <cstdint>
#include <memory>
#include <ostream>
#include <string>

namespace ns3
{
namespace isac
{

/// The name of the system in files and on command lines.
constexpr const char* ASP_SYSTEM_NAME = "asp-selection";

/// Who decides, and what he is to be shown.
struct AspDecider
{
    std::shared_ptr<Policy> policy; //!< decides
    AspSystem system;               //!< with the window of observations that the policy looks at
};

/**
 * @ingroup isac-aigc
 * @brief What `--policy` names: a registered scheme, a trained agent, or a file.
 *
 * - A scheme of GetAspSchemes(), such as `crash-avoid`.
 * - A learner of GetDiscreteAgentRecipes(), such as `d2sac`: its trained policy that ships with the
 *   module, for the published providers.
 * - A file ending in `.pt`: a checkpoint of SaveDiscreteAgent(), or any TorchScript module that
 *   TorchScriptPolicy takes. Its text attribute `window`, if it has one, says how many observations
 *   it looks at together.
 *
 * @param name as above
 * @param system the system, with any window
 * @param seed of the policy's own random numbers
 * @return policy and system
 * @throws std::invalid_argument if there is no such policy or none for this system; one line that
 * begins with the name
 */
AspDecider MakeAspDecider(const std::string& name, const AspSystem& system, uint64_t seed);

/**
 * @ingroup isac-aigc
 * @param learner by name
 * @return where its trained policy lies that ships with the module, whether or not there is one
 */
std::string ShippedAspPolicy(const std::string& learner);

/**
 * @ingroup isac-aigc
 * @brief Print a line for all that `--policy` takes: schemes, trained agents, files.
 * @param os gets them
 */
void PrintAspPolicies(std::ostream& os);

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_POLICY_H
