/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_PRIORITIZED_REPLAY_H
#define ISAC_PRIORITIZED_REPLAY_H

#include "isac-replay.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Proportional prioritized replay (Schaul, Quan, Antonoglou and Silver, "Prioritized
 * Experience Replay", ICLR 2016).
 *
 * Transition i is drawn with probability P(i) = p_i^alpha / sum_k p_k^alpha, (1), where
 * p_i = |error| + 1e-6. A new transition has the largest priority given so far, so that it is soon
 * seen. A sample is stratified: one draw from each of `count` equal parts of the sum. Its weights
 * are w_i = (N P(i))^-beta, divided by the largest of the sample, so that they only scale steps
 * down.
 */
class PrioritizedReplay : public Replay
{
  public:
    /**
     * @param capacity transitions kept; the oldest make way
     * @param observationSize values in an observation
     * @param space of the actions
     * @param priorityExponent alpha in [0, 1]; 0 draws uniformly
     * @param importanceExponent beta in [0, 1]; 1 makes up for the drawing in full
     */
    PrioritizedReplay(int capacity,
                      int observationSize,
                      const ActionSpace& space,
                      double priorityExponent,
                      double importanceExponent);

    /// @param importanceExponent beta in [0, 1], which usually rises to 1 with training
    void SetImportanceExponent(double importanceExponent);

    /**
     * @param place of a transition, below the capacity
     * @return probability that one draw takes it; 0 for an empty place
     */
    double Probability(int place) const;

    void Add(const TransitionBatch& transitions) override;
    void Sample(int count, RandomSource& random, ReplaySample& sample) const override;
    /**
     * @brief Give transitions the priorities that their errors call for.
     * @param place of each transition
     * @param error its temporal-difference error; one that is not finite counts as the largest yet
     */
    void SetErrors(const std::vector<int>& place, const Eigen::VectorXf& error) override;
    void Save(Checkpoint& checkpoint, const std::string& prefix) const override;
    void Load(const Checkpoint& checkpoint, const std::string& prefix) override;

  private:
    /**
     * @param place of a transition
     * @param priority its p^alpha; the sums above it follow
     */
    void SetPriority(int place, float priority);
    /**
     * @param value from 0 to the sum of all priorities
     * @return the place within whose share of the sum it falls, never an empty one
     */
    int Find(double value) const;

    int m_capacity;             //!< most transitions
    double m_alpha;             //!< exponent of priorities
    double m_beta;              //!< exponent of weights
    float m_largest = 1.0F;     //!< largest p^alpha given so far
    int m_leaves;               //!< places of the tree: a power of two, capacity or more
    std::vector<double> m_tree; //!< sum tree: root at 1, children of i at 2i and 2i + 1
};

} // namespace isac
} // namespace ns3

#endif // ISAC_PRIORITIZED_REPLAY_H
