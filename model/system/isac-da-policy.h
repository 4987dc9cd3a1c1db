/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_POLICY_H
#define ISAC_DA_POLICY_H

#include "isac-da-agent.h"
#include "isac-da-scheme.h"

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
 * - A scheme of GetDaSchemes(), such as `greedy-100`.
 * - A learner of GetDaAgentRecipes(), such as `sttd`: its trained policy that ships with the
 *   module. Who decides on groups decides for any number of users; who decides on users was trained
 *   for their number.
 * - A file ending in `.pt`: a checkpoint of SaveDaAgent(), or any TorchScript module that
 *   TorchScriptPolicy takes. Its text attribute `scheme`, if it has one, names the learner whose
 *   actions it speaks in; without it, actions are those of sttd. Another, `levels`, says
 *   how many choices of a weight there are, of learners that choose; without it, five.
 *
 * @param name as above
 * @param scenario who shares what
 * @param seed of the policy's own random numbers
 * @return policy and decoding
 * @throws std::invalid_argument if there is no such policy or none for so many users; one line that
 * begins with the name
 */
DaScheme MakeDaScheme(const std::string& name, const DaScenario& scenario, uint64_t seed);

/**
 * @ingroup isac-aigc
 * @param learner by name
 * @param users K
 * @return where its trained policy lies that ships with the module, whether or not there is one
 * @throws std::invalid_argument if there is no such learner
 */
std::string ShippedDaPolicy(const std::string& learner, int users);

/**
 * @ingroup isac-aigc
 * @brief Print a line for all that `--policy` takes: schemes, trained agents, files.
 * @param os gets them
 * @param users K, which trained policies are for
 */
void PrintDaPolicies(std::ostream& os, int users);

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_POLICY_H
