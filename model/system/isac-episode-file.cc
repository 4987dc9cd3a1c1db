/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-episode-file.h"

#include <cmath>

namespace ns3
{
namespace isac
{

void
SaveEpisodeSlot(Checkpoint& checkpoint, const std::string& prefix, int copies, int slot)
{
    checkpoint.SetNumber(prefix + "copies", copies);
    checkpoint.SetNumber(prefix + "slot", slot);
}

int
LoadEpisodeSlot(const Checkpoint& checkpoint,
                const std::string& prefix,
                int copies,
                int slotsPerEpisode)
{
    if (checkpoint.GetNumber(prefix + "copies") != copies)
    {
        throw CheckpointError(checkpoint.GetPath() +
                              ": holds environments of another number than " +
                              std::to_string(copies));
    }
    const double slot = checkpoint.GetNumber(prefix + "slot");
    if (!(slot >= 0.0) || slot >= slotsPerEpisode || slot != std::floor(slot))
    {
        throw CheckpointError(checkpoint.GetPath() + ": holds no slot of an episode of " +
                              std::to_string(slotsPerEpisode));
    }
    return static_cast<int>(slot);
}

} // namespace isac
} // namespace ns3
