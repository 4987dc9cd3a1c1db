/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_POLICY_H
#define ISAC_DD_POLICY_H

#include "isac-dd-scheme.h"

#include <cstdint>
#include <ostream>
#include <string>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief What `--policy` names: a registered scheme, a trained agent, or a file.
 *
 * - A scheme of GetDdSchemes(), such as `equal-split-3-8`.
 * - A learner of GetDdAgentRecipes(), such as `g-ddpg`: its trained policy that ships with the
 *   module, in systems with as many users and ranges of steps.
 * - A file ending in `.pt`: a checkpoint of SaveDdAgent(), or any TorchScript module that
 *   TorchScriptPolicy takes. Its text attribute `scheme`, if it has one, names the learner whose
 *   actions it speaks in, `powers` and `power_limit` how values become watts, see DdDecoding;
 *   without them, actions are those of g-ddpg.
 *
 * @param name as above
 * @param parameters the system
 * @param scenario its users
 * @param seed of the policy's own random numbers
 * @return policy and decoding
 * @throws std::invalid_argument if there is no such policy or none for this system; one line that
 * begins with the name
 */
DdScheme MakeDdScheme(const std::string& name,
                      const DdParameters& parameters,
                      const DdScenario& scenario,
                      uint64_t seed);

/**
 * @ingroup isac-aigc
 * @param learner by name
 * @return where its trained policy lies that ships with the module, whether or not there is one
 */
std::string ShippedDdPolicy(const std::string& learner);

/**
 * @ingroup isac-aigc
 * @brief Print a line for all that `--policy` takes: schemes, trained agents, files.
 * @param os gets them
 */
void PrintDdPolicies(std::ostream& os);

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_POLICY_H
