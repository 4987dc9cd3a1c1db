/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_HELD_OUT_H
#define ISAC_HELD_OUT_H

#include <cstdint>

namespace ns3
{
namespace isac
{

/// Stream of LearnerSeed() that no learner uses: states to judge on are drawn from it.
constexpr uint64_t HELD_OUT_STREAM = 0x68656c64;

} // namespace isac
} // namespace ns3

#endif // ISAC_HELD_OUT_H
