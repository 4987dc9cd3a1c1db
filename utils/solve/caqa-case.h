/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef CAQA_CASE_H
#define CAQA_CASE_H

#include "case-reader.h"
#include "solvers.h"

#include "ns3/isac-caqa-communication.h"
#include "ns3/isac-caqa-slot.h"

#include <string>

namespace solve
{

/**
 * @brief Reads `params` of a case: the cell, Table I where nothing is given.
 * @param reader the case
 * @param users K, the number of gains; `params.K` must agree
 * @return the cell
 */
ns3::isac::CaqaParameters ReadCaqaParameters(const FieldReader& reader, std::size_t users);

/**
 * @brief Reads `g` and `Omega_min`.
 * @param reader where they are
 * @return the state
 */
ns3::isac::CaqaState ReadCaqaState(const FieldReader& reader);

/**
 * @brief Readings of RCE: the command line's, else those of `params`, else the library's.
 * @param reader the case
 * @param options the command line's
 * @return readings; believed accuracy is not among them
 */
ns3::isac::CaqaCommunicationOptions ReadReadings(const FieldReader& reader, const Options& options);

} // namespace solve

#endif // CAQA_CASE_H
