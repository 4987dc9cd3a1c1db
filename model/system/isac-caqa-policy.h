/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CAQA_POLICY_H
#define ISAC_CAQA_POLICY_H

#include "isac-caqa-agent.h"
#include "isac-caqa-scheme.h"

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief What `--policy` names: a registered scheme, a trained agent, or a file.
 *
 * - A scheme of GetCaqaSchemes() with its arguments, such as `cgq-fsg-0.2`.
 * - A learner of GetCaqaAgentRecipes(), such as `lpdrl-f`: its trained policy that ships with the
 *   module for this K. `saqa-fg` is the trained agent, `saqa-fg-7` an exact search.
 * - A file ending in `.pt`: a checkpoint of SaveCaqaAgent(), or any TorchScript module that
 *   TorchScriptPolicy takes. Its text attribute `scheme`, if it has one, names the learner whose
 *   actions it speaks in, `fixed_steps` the z that such a learner may have; without it, actions are
 *   those of lpdrl-f.
 *
 * Cheap enough for programs to check their options with: no search, no training.
 *
 * @param name as above
 * @param parameters the cell
 * @param scenario where its users are
 * @param seed of the policy's own random numbers
 * @return policy and decoding
 * @throws std::invalid_argument if there is no such policy or none for this cell; one line that
 * begins with the name
 */
CaqaScheme MakeCaqaScheme(const std::string& name,
                          const CaqaParameters& parameters,
                          const CaqaScenario& scenario,
                          uint64_t seed);

/**
 * @ingroup isac-aigc
 * @brief Whether MakeCaqaScheme() makes something of a name, for programs that check their options.
 * @param name as `--policy` takes it
 * @param parameters the cell
 * @param scenario where its users are
 * @return why not: one line that begins with the name; empty if it does
 */
std::string CheckCaqaPolicy(const std::string& name,
                            const CaqaParameters& parameters,
                            const CaqaScenario& scenario);

/**
 * @ingroup isac-aigc
 * @brief The agent behind a name, with all it takes to go on learning.
 * @param name a learner's name or its checkpoint, as MakeCaqaScheme() takes them
 * @param parameters the cell
 * @param seed of what the agent draws
 * @param learnAfter transitions before it learns; 0: as many as a learning step draws, or
 * AgentSettings::minReplay if that is less. A checkpoint of Agent::Extent::LEARNER has no replay.
 * @return the agent; its settings are those it was saved with. Learning rates and noise that fall
 * with training are where its training ended.
 * @throws std::invalid_argument if that does not learn; one line with the name
 */
LoadedCaqaAgent MakeCaqaLearner(const std::string& name,
                                const CaqaParameters& parameters,
                                uint64_t seed,
                                int learnAfter = 0);

/**
 * @ingroup isac-aigc
 * @param name of a learner
 * @return the numbers of users for which its trained policy ships with the module, ascending
 */
std::vector<int> ShippedCaqaUsers(const std::string& name);

/**
 * @ingroup isac-aigc
 * @brief Print a line for all that `--policy` takes: schemes, trained agents with the numbers of
 * users that they are trained for, files.
 * @param os gets them
 */
void PrintCaqaPolicies(std::ostream& os);

} // namespace isac
} // namespace ns3

#endif // ISAC_CAQA_POLICY_H
