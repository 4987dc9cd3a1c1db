/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_LEARNING_AGENT_H
#define ISAC_LEARNING_AGENT_H

#include "isac-agent-settings.h"
#include "isac-agent.h"
#include "isac-normalizer.h"
#include "isac-random-source.h"

#include <string>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief What all learners share, whatever they learn from: settings, random numbers, normalised
 * observations, schedules and checkpoints.
 *
 * Observations are normalised by those seen before learning began, unless settings say otherwise.
 */
class LearningAgent : public Agent
{
  public:
    void SetProgress(double done) override;
    void Seed(uint64_t seed) final;
    void Save(Checkpoint& checkpoint, Extent extent) const final;
    void Load(const Checkpoint& checkpoint, Extent extent) final;

    /// @return settings of the learner
    const AgentSettings& GetSettings() const;

  protected:
    /**
     * @param kind of agent, as checkpoints name it
     * @param observationSize values in an observation
     * @param space of the actions
     * @param settings of the learner, sound
     * @param seed all that the agent draws depends on it alone
     */
    LearningAgent(const std::string& kind,
                  int observationSize,
                  const ActionSpace& space,
                  const AgentSettings& settings,
                  uint64_t seed);

    /**
     * @param checkpoint gets the networks
     * @param extent whether critics, targets and optimisers too
     */
    virtual void SaveNetworks(Checkpoint& checkpoint, Extent extent) const = 0;
    /**
     * @param checkpoint holds networks of the same sizes
     * @param extent whether critics, targets and optimisers too
     */
    virtual void LoadNetworks(const Checkpoint& checkpoint, Extent extent) = 0;
    /// @param checkpoint gets the transitions that are kept
    virtual void SaveMemory(Checkpoint& checkpoint) const = 0;
    /// @param checkpoint holds transitions of the same sizes
    virtual void LoadMemory(const Checkpoint& checkpoint) = 0;

    /// @param observations that are seen; before learning began the normaliser takes them in
    void See(const Eigen::MatrixXd& observations);
    /// Note that a learning step begins.
    void CountUpdate();

    /// @return values in an observation
    int ObservationSize() const;
    /// @return the space of the actions
    const ActionSpace& GetSpace() const;
    /**
     * @return choices of the only component
     * @throws std::invalid_argument if actions are anything but one choice
     */
    int OnlyChoices() const;
    /// @return source of all that the agent draws
    RandomSource& GetRandom();
    /// @return of the observations
    const Normalizer& GetNormalizer() const;
    /// @return share of the training that is done
    double GetProgress() const;
    /**
     * @param rate at first
     * @return learning rate at this stage of the training
     */
    double ScheduledRate(double rate) const;
    /**
     * @return deviation of exploration noise at this stage of the training; it falls until the
     * share noiseSpan of the training is done and stays
     */
    double ScheduledNoise() const;
    /// @return learning steps so far
    int64_t GetUpdates() const;

  private:
    /// @return kind and sizes as text, to compare
    std::string Describe() const;

    std::string m_kind;       //!< of agent
    int m_observationSize;    //!< values in an observation
    ActionSpace m_space;      //!< of the actions
    AgentSettings m_settings; //!< of the learner
    RandomSource m_random;    //!< all that the agent draws
    Normalizer m_normalizer;  //!< of the observations
    double m_progress = 0.0;  //!< share of the training that is done
    int64_t m_updates = 0;    //!< learning steps so far
};

} // namespace isac
} // namespace ns3

#endif // ISAC_LEARNING_AGENT_H
