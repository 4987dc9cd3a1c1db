/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_TRAINING_LOOP_H
#define ISAC_TRAINING_LOOP_H

#include "isac-agent.h"
#include "isac-environment.h"
#include "isac-random-source.h"

#include <cstdint>

namespace ns3
{
namespace isac
{

/// How long an agent is trained and how often it learns.
struct TrainingSettings
{
    int64_t episodes = 6000;    //!< of all environments together
    int updatesPerStep = 1;     //!< learning steps after each step of all environments
    int64_t randomEpisodes = 0; //!< at first, actions are drawn from the whole space
};

/// What a round gave: all steps of it, and the episodes that ended in it.
struct TrainingRound
{
    double reward = 0.0;     //!< mean of a step in an episode, mean of the episodes
    double deviation = 0.0;  //!< of the episodes' mean rewards within the round
    double total = 0.0;      //!< sum of rewards in an episode, mean of the episodes
    Eigen::VectorXd metrics; //!< mean of a step, see Environment::MetricNames
};

/**
 * @ingroup isac-aigc
 * @brief Trains an agent in environments that step together, a round of episodes at a time, and can
 * be taken up again where it was left.
 *
 * A round is over when each environment has ended an episode in it. Where they end at different
 * times, quick environments go on to their next ones meanwhile; each episode counts once, in the
 * round in which it ends.
 */
class TrainingLoop
{
  public:
    /**
     * @param environment of the agent's spaces; begins anew
     * @param agent to train
     * @param settings how long
     * @param seed of the environments
     */
    TrainingLoop(Environment& environment,
                 Agent& agent,
                 const TrainingSettings& settings,
                 uint64_t seed);

    /// @return whether all episodes are done
    bool IsDone() const;
    /// @return episodes done
    int64_t GetEpisodes() const;
    /// @return steps done, of all environments together
    int64_t GetSteps() const;
    /// @return learning steps done
    int64_t GetUpdates() const;

    /// @return what one more round gave
    TrainingRound RunRound();

    /**
     * @param checkpoint gets environments and counts; the agent saves itself
     */
    void Save(Checkpoint& checkpoint) const;
    /**
     * @param checkpoint of the same number of environments
     * @throws CheckpointError if it is not that
     */
    void Load(const Checkpoint& checkpoint);

  private:
    /// @return actions for what is observed now
    ActionBatch ChooseActions();

    Environment& m_environment;    //!< trained in
    Agent& m_agent;                //!< trained
    TrainingSettings m_settings;   //!< how long
    RandomSource m_random;         //!< of random actions
    Eigen::MatrixXd m_observation; //!< now
    Eigen::ArrayXd m_returns;      //!< sum of rewards in the episode of each environment so far
    Eigen::ArrayXd m_lengths;      //!< its steps so far
    int64_t m_episodes = 0;        //!< done
    int64_t m_steps = 0;           //!< done
    int64_t m_updates = 0;         //!< done
};

} // namespace isac
} // namespace ns3

#endif // ISAC_TRAINING_LOOP_H
