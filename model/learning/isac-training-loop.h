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

/// What a round gave: the first episode that ended in every environment, and all steps meanwhile.
struct TrainingRound
{
    double reward = 0.0;     //!< mean of a step
    double total = 0.0;      //!< mean sum of rewards of an episode
    double deviation = 0.0;  //!< of the episodes' mean rewards within the round
    Eigen::VectorXd metrics; //!< mean of a step, see Environment::MetricNames
};

/**
 * @ingroup isac-aigc
 * @brief Trains an agent in environments that step together, a round of episodes at a time, and can
 * be taken up again where it was left.
 *
 * Where episodes end at different times, quick environments go on to their next ones until all have
 * ended one; each episode counts when it ends.
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
    int64_t m_episodes = 0;        //!< done
    int64_t m_steps = 0;           //!< done
    int64_t m_updates = 0;         //!< done
};

} // namespace isac
} // namespace ns3

#endif // ISAC_TRAINING_LOOP_H
