/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_SLOT_LEARNER_H
#define ISAC_SLOT_LEARNER_H

#include "ns3/isac-caqa-policy.h"
#include "ns3/isac-online-learner.h"

#include <cstdint>
#include <memory>
#include <string>

namespace ns3
{
namespace isac
{

/// How far learning has come when the reward of a slot is in.
struct LearningRecord
{
    uint32_t slot = 0;       //!< which
    double reward = 0.0;     //!< (11), as measured
    int64_t transitions = 0; //!< that the agent has been given in this run
    int64_t updates = 0;     //!< learning steps in this run
    LearningFigures figures; //!< of the last learning step; none before the first
};

/**
 * @ingroup isac-aigc
 * @brief A trained agent that goes on learning while it decides the slots of a base station.
 */
class SlotLearner
{
  public:
    /**
     * @brief LibTorch computes with one thread from here on, so that equal seeds give equal runs.
     * @param policy name of a trained agent, or its checkpoint
     * @param parameters the cell
     * @param seed all that the agent draws depends on it alone
     * @param learnAfter transitions before the first learning step; 0: see MakeCaqaLearner()
     * @param learning how
     * @throws std::invalid_argument if there is no such agent
     */
    SlotLearner(const std::string& policy,
                const CaqaParameters& parameters,
                uint64_t seed,
                int learnAfter,
                const OnlineLearning& learning);

    /// @return the agent and how its actions are decoded
    CaqaScheme GetScheme() const;

    /**
     * @brief A slot was observed: learn from what is complete.
     * @param slot which
     * @param observation of it
     */
    void Begin(uint32_t slot, const Eigen::VectorXd& observation);
    /// @param action that the agent chose for the slot that Begin() began
    void Chosen(const Action& action);
    /**
     * @param slot whose reward is in
     * @param reward what it earned
     * @return how far learning has come
     */
    LearningRecord Rewarded(uint32_t slot, double reward);

    /**
     * @brief Write the agent to a file from which it can go on learning.
     * @param path of the file; its folder exists
     * @param parameters the cell
     * @throws CheckpointError if it cannot be written
     */
    void Save(const std::string& path, const CaqaParameters& parameters) const;

  private:
    LoadedCaqaAgent m_loaded;       //!< what the file held; its agent is m_agent
    std::shared_ptr<Agent> m_agent; //!< learns
    OnlineLearner m_online;         //!< feeds it
};

} // namespace isac
} // namespace ns3

#endif // ISAC_SLOT_LEARNER_H
