/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SOLVERS_H
#define SOLVERS_H

#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace solve
{

/// Options of the command line: name without dashes, value.
using Options = std::map<std::string, std::string>;

/**
 * @brief One case of an allocator.
 * @param one the case, an object
 * @param label its name in messages
 * @param options the allocator's options, as checked by the program
 * @return the answer; throws InputError
 */
using Solver = nlohmann::ordered_json (*)(const nlohmann::json& one,
                                          const std::string& label,
                                          const Options& options);

/// `rce`: RCE on its own or in a whole CAQA slot.
nlohmann::ordered_json SolveRce(const nlohmann::json& one,
                                const std::string& label,
                                const Options& options);

/// `caqa-optimum`: best known allocation of a CAQA slot and an upper bound.
nlohmann::ordered_json SolveCaqaOptimum(const nlohmann::json& one,
                                        const std::string& label,
                                        const Options& options);

/// `megc`: the allocation of least latency in a slot of MEGC.
nlohmann::ordered_json SolveMegc(const nlohmann::json& one,
                                 const std::string& label,
                                 const Options& options);

/// `da-isac`: the allocation of largest mean QoE to users of DA-ISAC.
nlohmann::ordered_json SolveDaIsac(const nlohmann::json& one,
                                   const std::string& label,
                                   const Options& options);

/// `distributed-diffusion`: the allocation of largest reward, or of largest QoE under constraints.
nlohmann::ordered_json SolveDistributedDiffusion(const nlohmann::json& one,
                                                 const std::string& label,
                                                 const Options& options);

/// `sensing-law`: fit of the sensing accuracy law to measured points.
nlohmann::ordered_json SolveSensingLaw(const nlohmann::json& one,
                                       const std::string& label,
                                       const Options& options);

} // namespace solve

#endif // SOLVERS_H
