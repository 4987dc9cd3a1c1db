/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_OFF_POLICY_AGENT_H
#define ISAC_OFF_POLICY_AGENT_H

#include "isac-learning-agent.h"
#include "isac-n-step-returns.h"
#include "isac-replay.h"

#include <memory>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief What agents with a replay have in common: everything but how they act and learn.
 */
class OffPolicyAgent : public LearningAgent
{
  public:
    void Observe(const Eigen::MatrixXd& observations,
                 const ActionBatch& actions,
                 const StepResult& result) final;
    bool Update() final;
    void SetProgress(double done) final;

  protected:
    /// @copydoc LearningAgent::LearningAgent
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
     * @brief Look at a step before it is kept; by default nobody does.
     * @param result of the step
     * @throws std::invalid_argument if the environment does not give what the learner needs
     */
    virtual void Note(const StepResult& result);
    void SaveMemory(Checkpoint& checkpoint) const final;
    void LoadMemory(const Checkpoint& checkpoint) final;

  private:
    std::unique_ptr<Replay> m_replay;      //!< what was seen
    std::unique_ptr<NStepReturns> m_steps; //!< on the way to the replay; made by the first Observe
    int m_environments = 0;                //!< that it was made for
    ReplaySample m_sample;                 //!< of the last learning step
};

} // namespace isac
} // namespace ns3

#endif // ISAC_OFF_POLICY_AGENT_H
