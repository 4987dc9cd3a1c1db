/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-online-learner.h"

#include <algorithm>

namespace ns3
{
namespace isac
{

OnlineLearner::OnlineLearner(Agent& agent, const OnlineLearning& settings)
    : m_agent(agent),
      m_settings(settings)
{
}

void
OnlineLearner::Begin(int64_t step, const Eigen::VectorXd& observation)
{
    m_steps.push_back({step, observation, {}, std::nullopt});
    while (m_steps.size() > 1)
    {
        const Fate fate = GetFate(0);
        if (fate == Fate::LOST)
        {
            m_steps.pop_front();
            continue;
        }
        const bool ends = (m_steps.front().number + 1) % m_settings.episodeSteps == 0;
        const Fate next = ends ? Fate::LOST : GetFate(1);
        if (fate == Fate::OPEN || next == Fate::OPEN)
        {
            return;
        }
        HandOver(next == Fate::LOST);
        m_steps.pop_front();
    }
}

void
OnlineLearner::Chosen(const Action& action)
{
    m_steps.back().action = action;
}

void
OnlineLearner::Rewarded(int64_t step, double reward)
{
    const auto place = std::find_if(m_steps.begin(), m_steps.end(), [step](const Step& entry) {
        return entry.number == step;
    });
    if (place != m_steps.end())
    {
        place->reward = reward;
        m_lastReward = std::max(m_lastReward, step);
    }
}

int64_t
OnlineLearner::GetTransitions() const
{
    return m_transitions;
}

int64_t
OnlineLearner::GetUpdates() const
{
    return m_updates;
}

OnlineLearner::Fate
OnlineLearner::GetFate(std::size_t place) const
{
    if (place + 1 == m_steps.size())
    {
        return Fate::OPEN; // under way
    }
    const Step& step = m_steps[place];
    if (m_steps[place + 1].number != step.number + 1)
    {
        return Fate::LOST; // nobody looked at what it led to
    }
    if (step.reward)
    {
        return Fate::KEPT;
    }
    const bool overtaken = m_lastReward > step.number;
    const bool late = m_steps.back().number - step.number > m_settings.patience;
    return overtaken || late ? Fate::LOST : Fate::OPEN;
}

void
OnlineLearner::HandOver(bool truncated)
{
    const Step& step = m_steps[0];
    const ActionBatch action{step.action.categorical.transpose(),
                             step.action.continuous.transpose()};
    StepResult result;
    result.observation = m_steps[1].observation.transpose();
    result.finalObservation = result.observation;
    result.reward = Eigen::VectorXd::Constant(1, *step.reward);
    result.terminated.setConstant(1, false);
    result.truncated.setConstant(1, truncated);
    m_agent.Observe(step.observation.transpose(), action, result);
    ++m_transitions;
    for (int i = 0; i < m_settings.updatesPerStep; ++i)
    {
        m_updates += m_agent.Update() ? 1 : 0;
    }
}

} // namespace isac
} // namespace ns3
