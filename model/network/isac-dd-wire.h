/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_WIRE_H
#define ISAC_DD_WIRE_H

#include "isac-serialize.h"

#include "ns3/nstime.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Write a time in nanoseconds, network byte order, 8 bytes.
 * @param start where; moved on
 * @param time to write
 */
inline void
WriteDdTime(Buffer::Iterator& start, Time time)
{
    start.WriteHtonU64(static_cast<uint64_t>(time.GetNanoSeconds()));
}

/**
 * @ingroup isac-aigc
 * @brief Read what WriteDdTime() wrote.
 * @param start where; moved on
 * @return the time
 */
inline Time
ReadDdTime(Buffer::Iterator& start)
{
    return NanoSeconds(static_cast<int64_t>(start.ReadNtohU64()));
}

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_WIRE_H
