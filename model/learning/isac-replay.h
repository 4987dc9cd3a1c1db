/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_REPLAY_H
#define ISAC_REPLAY_H

#include "isac-action-space.h"
#include "isac-checkpoint.h"
#include "isac-random-source.h"
#include "isac-transitions.h"

#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// Transitions drawn from a replay.
struct ReplaySample : TransitionBatch
{
    std::vector<int> place; //!< of each in the replay, for Replay::SetErrors
    Eigen::VectorXf weight; //!< of each in the loss; 1 where all are drawn alike
};

/**
 * @ingroup isac-aigc
 * @brief The last so many transitions, drawn uniformly and with replacement.
 */
class Replay
{
  public:
    /**
     * @param capacity transitions kept; the oldest make way
     * @param observationSize values in an observation
     * @param space of the actions
     */
    Replay(int capacity, int observationSize, const ActionSpace& space);
    virtual ~Replay() = default;

    /// @return transitions kept at present
    int Size() const;

    /**
     * @param transitions to keep. The first ones say whether there are derivatives of rewards; if
     * they have none, those of later ones are dropped.
     * @throws std::invalid_argument if there are, and later ones do not have as many
     */
    virtual void Add(const TransitionBatch& transitions);
    /**
     * @param count how many, at least 1; the replay is not empty
     * @param random source of the draw
     * @param sample gets them; its storage is used again
     */
    virtual void Sample(int count, RandomSource& random, ReplaySample& sample) const;
    /**
     * @brief Tell the errors of a sample, for replays that draw by them.
     * @param place of each transition
     * @param error its temporal-difference error
     */
    virtual void SetErrors(const std::vector<int>& place, const Eigen::VectorXf& error);

    /**
     * @param checkpoint gets the transitions
     * @param prefix of the entries' names
     */
    virtual void Save(Checkpoint& checkpoint, const std::string& prefix) const;
    /**
     * @param checkpoint holds transitions of the same sizes
     * @param prefix of the entries' names
     * @throws CheckpointError if it does not
     */
    virtual void Load(const Checkpoint& checkpoint, const std::string& prefix);

  protected:
    /// @return the place that the next transition goes to
    int Next() const;
    /**
     * @param sample whose places are set; gets the transitions there
     */
    void Gather(ReplaySample& sample) const;

  private:
    /// @param rows that the storage is to have; what is kept stays
    void Grow(int rows);

    int m_capacity;                //!< most transitions
    std::vector<int> m_categories; //!< choices of each categorical component
    int m_size = 0;                //!< transitions kept
    int m_next = 0;                //!< place of the next one
    TransitionBatch m_storage;     //!< at least size rows, doubled as it fills up
};

} // namespace isac
} // namespace ns3

#endif // ISAC_REPLAY_H
