/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-slot-learner.h"

#include "ns3/isac-torch-runtime.h"

#include <utility>

namespace ns3
{
namespace isac
{

SlotLearner::SlotLearner(const std::string& policy,
                         const CaqaParameters& parameters,
                         uint64_t seed,
                         int learnAfter,
                         const OnlineLearning& learning)
    : m_loaded((SetTorchThreads(1), MakeCaqaLearner(policy, parameters, seed, learnAfter))),
      m_agent(std::move(m_loaded.agent)),
      m_online(*m_agent, learning)
{
}

CaqaScheme
SlotLearner::GetScheme() const
{
    return {m_agent, m_loaded.recipe.decoding};
}

void
SlotLearner::Begin(uint32_t slot, const Eigen::VectorXd& observation)
{
    m_online.Begin(slot, observation);
}

void
SlotLearner::Chosen(const Action& action)
{
    m_online.Chosen(action);
}

LearningRecord
SlotLearner::Rewarded(uint32_t slot, double reward)
{
    m_online.Rewarded(slot, reward);
    return {slot, reward, m_online.GetTransitions(), m_online.GetUpdates(), m_agent->GetFigures()};
}

void
SlotLearner::Save(const std::string& path, const CaqaParameters& parameters) const
{
    Checkpoint checkpoint;
    SaveCaqaAgent(checkpoint,
                  m_loaded.recipe,
                  parameters,
                  m_loaded.settings,
                  *m_agent,
                  Agent::Extent::LEARNER);
    checkpoint.Write(path);
}

} // namespace isac
} // namespace ns3
