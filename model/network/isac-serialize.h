/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_SERIALIZE_H
#define ISAC_SERIALIZE_H

#include "ns3/buffer.h"

#include <cstring>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Write a number as IEEE 754 binary64, network byte order, 8 bytes: nothing is rounded.
 * @param start where; moved on
 * @param value the number
 */
inline void
WriteDouble(Buffer::Iterator& start, double value)
{
    uint64_t bits;
    std::memcpy(&bits, &value, sizeof(bits));
    start.WriteHtonU64(bits);
}

/**
 * @ingroup isac-aigc
 * @brief Read what WriteDouble() wrote.
 * @param start where; moved on
 * @return the number
 */
inline double
ReadDouble(Buffer::Iterator& start)
{
    const uint64_t bits = start.ReadNtohU64();
    double value;
    std::memcpy(&value, &bits, sizeof(value));
    return value;
}

} // namespace isac
} // namespace ns3

#endif // ISAC_SERIALIZE_H
