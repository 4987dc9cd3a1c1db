/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MEGC_POLICY_H
#define ISAC_MEGC_POLICY_H

#include "isac-megc-scheme.h"

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
 * - A scheme of GetMegcSchemes(), such as `rra-0.05`.
 * - A learner of GetMegcAgentRecipes(), such as `lara`: its trained policy that ships with the
 *   module, if cell and scenario have the constants of a preset that there is one for. From its
 *   file it decides in any cell of as many users.
 * - A file ending in `.pt`: a checkpoint of SaveMegcAgent(), or any TorchScript module that
 *   TorchScriptPolicy takes. Its text attribute `scheme`, if it has one, names the learner whose
 *   actions it speaks in, `logit_range` its MegcDecoding::logitRange; without them, actions are
 *   those of lara.
 *
 * @param name as above
 * @param parameters the cell
 * @param scenario where its users are
 * @param seed of the policy's own random numbers
 * @return policy and decoding
 * @throws std::invalid_argument if there is no such policy or none for this cell; one line that
 * begins with the name
 */
MegcScheme MakeMegcScheme(const std::string& name,
                          const MegcParameters& parameters,
                          const MegcScenario& scenario,
                          uint64_t seed);

/**
 * @ingroup isac-aigc
 * @brief The same where only a part of the cell is shared out. What calculates knows that part. Who
 * was trained for the whole cell sees the same ratios of signal to noise in a part of it, for bands
 * and powers are less by the same factor.
 * @param name as above
 * @param whole the cell
 * @param granted what is shared out of it
 * @param scenario where its users are
 * @param seed of the policy's own random numbers
 * @return policy and decoding
 * @throws std::invalid_argument as above
 */
MegcScheme MakeGrantedMegcScheme(const std::string& name,
                                 const MegcParameters& whole,
                                 const MegcParameters& granted,
                                 const MegcScenario& scenario,
                                 uint64_t seed);

/**
 * @ingroup isac-aigc
 * @param learner by name
 * @param preset of the cell, by name
 * @return where its trained policy lies that ships with the module, whether or not there is one
 */
std::string ShippedMegcPolicy(const std::string& learner, const std::string& preset);

/**
 * @ingroup isac-aigc
 * @brief Print a line for all that `--policy` takes: schemes, trained agents, files.
 * @param os gets them
 */
void PrintMegcPolicies(std::ostream& os);

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_POLICY_H
