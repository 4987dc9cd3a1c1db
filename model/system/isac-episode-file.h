/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_EPISODE_FILE_H
#define ISAC_EPISODE_FILE_H

#include "ns3/isac-checkpoint.h"

#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Put where the episodes of several environments are into a checkpoint.
 * @param checkpoint gets it
 * @param prefix of its entries
 * @param copies number of environments
 * @param slot slots since their episodes began
 */
void SaveEpisodeSlot(Checkpoint& checkpoint, const std::string& prefix, int copies, int slot);

/**
 * @ingroup isac-aigc
 * @param checkpoint of SaveEpisodeSlot()
 * @param prefix of its entries
 * @param copies number of environments that there are
 * @param slotsPerEpisode slots of one of their episodes
 * @return slots since the episodes began
 * @throws CheckpointError if it is of another number of environments, or holds no such slot
 */
int LoadEpisodeSlot(const Checkpoint& checkpoint,
                    const std::string& prefix,
                    int copies,
                    int slotsPerEpisode);

/**
 * @ingroup isac-aigc
 * @tparam Source of random slots, with SetState()
 * @param checkpoint that holds their states
 * @param prefix of the entries, to which the number of the environment is added
 * @param sources one for each environment
 * @return the sources with the states that the checkpoint holds
 * @throws CheckpointError if it lacks one
 */
template <typename Source>
std::vector<Source>
LoadSources(const Checkpoint& checkpoint, const std::string& prefix, std::vector<Source> sources)
{
    for (std::size_t copy = 0; copy < sources.size(); ++copy)
    {
        const std::string number = std::to_string(copy);
        if (!sources[copy].SetState(checkpoint.GetText(prefix + number)))
        {
            throw CheckpointError(checkpoint.GetPath() + ": holds no state of environment " +
                                  number);
        }
    }
    return sources;
}

} // namespace isac
} // namespace ns3

#endif // ISAC_EPISODE_FILE_H
