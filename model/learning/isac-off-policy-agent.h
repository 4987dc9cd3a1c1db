/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_OFF_POLICY_AGENT_H
#define ISAC_OFF_POLICY_AGENT_H

#include "isac-agent-settings.h"
#include "isac-agent.h"
#include "isac-n-step-returns.h"
#include "isac-normalizer.h"
#include "isac-random-source.h"
#include "isac-replay.h"

#include <memory>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief What agents with a replay have in common: everything but how they act and learn.
 *
 * Observations are normalised by those seen before learning began, unless settings say otherwise.
 */
class OffPolicyAgent : public Agent
{
  public:
    void Observe(const Eigen::MatrixXd& observations,
                 const ActionBatch& actions,
                 const StepResult& result) final;
    bool Update() final;
    void SetProgress(double done) final;
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
    OffPolicyAgent(const std::string& kind,
                   int observationSize,
                   const ActionSpace& space,
                   const AgentSettings& settings,
                   uint64_t seed);

    /**
     * @brief Learn from a sample.
     * @param sample with raw observations
     * @param observation of the sample, normalised
     * @param next observation of the sample, normalised
     * @return temporal-difference errors, for prioritized replay
     */
    virtual Eigen::VectorXf Learn(const ReplaySample& sample,
                                  const FloatMatrix& observation,
                                  const FloatMatrix& next) = 0;
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

    /// @return values in an observation
    int ObservationSize() const;
    /// @return the space of the actions
    const ActionSpace& GetSpace() const;
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
    /// @return deviation of exploration noise at this stage of the training
    double ScheduledNoise() const;
    /// @return learning steps so far
    int64_t GetUpdates() const;

  private:
    /// @return kind and sizes as text, to compare
    std::string Describe() const;

    std::string m_kind;                    //!< of agent
    int m_observationSize;                 //!< values in an observation
    ActionSpace m_space;                   //!< of the actions
    AgentSettings m_settings;              //!< of the learner
    RandomSource m_random;                 //!< all that the agent draws
    Normalizer m_normalizer;               //!< of the observations
    std::unique_ptr<Replay> m_replay;      //!< what was seen
    std::unique_ptr<NStepReturns> m_steps; //!< on the way to the replay; made by the first Observe
    int m_environments = 0;                //!< that it was made for
    ReplaySample m_sample;                 //!< of the last learning step
    double m_progress = 0.0;               //!< share of the training that is done
    int64_t m_updates = 0;                 //!< learning steps so far
};

} // namespace isac
} // namespace ns3

#endif // ISAC_OFF_POLICY_AGENT_H
