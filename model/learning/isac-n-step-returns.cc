/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-n-step-returns.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @param batch gets room for so many transitions
 * @param rows number of transitions
 * @param observationSize values in an observation
 * @param actions whose numbers of components are taken
 * @param derivatives of each reward; 0 where there are none
 */
void
Resize(TransitionBatch& batch,
       Eigen::Index rows,
       Eigen::Index observationSize,
       const ActionBatch& actions,
       Eigen::Index derivatives)
{
    batch.observation.resize(rows, observationSize);
    batch.categorical.resize(rows, actions.categorical.cols());
    batch.continuous.resize(rows, actions.continuous.cols());
    batch.reward.resize(rows);
    batch.discount.resize(rows);
    batch.nextObservation.resize(rows, observationSize);
    batch.rewardGradient.resize(rows, derivatives);
}

} // namespace

NStepReturns::NStepReturns(int envCount, int n, double gamma)
    : m_envCount(envCount),
      m_n(n),
      m_gamma(gamma),
      m_first(envCount, 0),
      m_count(envCount, 0)
{
    m_power.push_back(1.0);
    for (int i = 0; i < n; ++i)
    {
        m_power.push_back(m_power.back() * gamma);
    }
}

void
NStepReturns::PassThrough(const Eigen::MatrixXd& observations,
                          const ActionBatch& actions,
                          const StepResult& result)
{
    m_complete.observation = observations.cast<float>();
    m_complete.categorical = actions.categorical;
    m_complete.continuous = actions.continuous.cast<float>();
    m_complete.reward = result.reward.cast<float>();
    m_complete.discount.resize(m_envCount);
    for (int e = 0; e < m_envCount; ++e)
    {
        m_complete.discount[e] = result.terminated[e] ? 0.0F : static_cast<float>(m_gamma);
    }
    m_complete.nextObservation = result.finalObservation.cast<float>();
    m_complete.rewardGradient = result.rewardGradient.cast<float>();
}

int
NStepReturns::Row(int environment, int age) const
{
    return environment * m_n + (m_first[environment] + age) % m_n;
}

void
NStepReturns::Complete(int environment, const StepResult& result, Eigen::Index row)
{
    const int steps = m_count[environment];
    double reward = 0.0;
    for (int i = 0; i < steps; ++i)
    {
        reward += m_power[i] * m_waiting.reward[Row(environment, i)];
    }
    const int oldest = Row(environment, 0);
    m_complete.observation.row(row) = m_waiting.observation.row(oldest);
    m_complete.categorical.row(row) = m_waiting.categorical.row(oldest);
    m_complete.continuous.row(row) = m_waiting.continuous.row(oldest);
    m_complete.reward[row] = static_cast<float>(reward);
    m_complete.discount[row] =
        result.terminated[environment] ? 0.0F : static_cast<float>(m_power[steps]);
    m_complete.nextObservation.row(row) = result.finalObservation.row(environment).cast<float>();
    if (m_complete.rewardGradient.cols() > 0)
    {
        m_complete.rewardGradient.row(row) = m_waiting.rewardGradient.row(oldest);
    }
    m_first[environment] = (m_first[environment] + 1) % m_n;
    --m_count[environment];
}

const TransitionBatch&
NStepReturns::Push(const Eigen::MatrixXd& observations,
                   const ActionBatch& actions,
                   const StepResult& result)
{
    if (m_n == 1)
    {
        PassThrough(observations, actions, result);
        return m_complete;
    }
    if (m_waiting.Count() == 0)
    {
        Resize(m_waiting,
               m_envCount * m_n,
               observations.cols(),
               actions,
               result.rewardGradient.cols());
        m_waiting.observation.setZero();
        m_waiting.categorical.setZero();
        m_waiting.continuous.setZero();
        m_waiting.reward.setZero();
        m_waiting.rewardGradient.setZero();
    }
    // Steps of an older file lack them: then those that come later wait without them too.
    const Eigen::Index derivatives = m_waiting.rewardGradient.cols();
    Eigen::Index complete = 0;
    for (int e = 0; e < m_envCount; ++e)
    {
        const int row = Row(e, m_count[e]);
        m_waiting.observation.row(row) = observations.row(e).cast<float>();
        m_waiting.categorical.row(row) = actions.categorical.row(e);
        m_waiting.continuous.row(row) = actions.continuous.row(e).cast<float>();
        m_waiting.reward[row] = static_cast<float>(result.reward[e]);
        if (derivatives > 0)
        {
            m_waiting.rewardGradient.row(row) = result.rewardGradient.row(e).cast<float>();
        }
        ++m_count[e];
        const bool ends = result.terminated[e] || result.truncated[e];
        complete += ends ? m_count[e] : m_count[e] / m_n;
    }
    Resize(m_complete, complete, observations.cols(), actions, derivatives);
    Eigen::Index next = 0;
    for (int e = 0; e < m_envCount; ++e)
    {
        const bool ends = result.terminated[e] || result.truncated[e];
        while (m_count[e] == m_n || (ends && m_count[e] > 0))
        {
            Complete(e, result, next++);
        }
    }
    return m_complete;
}

void
NStepReturns::Clear()
{
    std::fill(m_count.begin(), m_count.end(), 0);
}

void
NStepReturns::Save(Checkpoint& checkpoint, const std::string& prefix) const
{
    checkpoint.SetNumber(prefix + "steps", m_n);
    checkpoint.SetNumber(prefix + "environments", m_envCount);
    FloatMatrix ring(m_envCount, 2);
    for (int e = 0; e < m_envCount; ++e)
    {
        ring(e, 0) = static_cast<float>(m_first[e]);
        ring(e, 1) = static_cast<float>(m_count[e]);
    }
    checkpoint.SetMatrix(prefix + "ring", ring);
    checkpoint.SetMatrix(prefix + "observation", m_waiting.observation);
    checkpoint.SetMatrix(prefix + "categorical", m_waiting.categorical.cast<float>());
    checkpoint.SetMatrix(prefix + "continuous", m_waiting.continuous);
    checkpoint.SetMatrix(prefix + "reward", m_waiting.reward);
    if (m_waiting.rewardGradient.cols() > 0)
    {
        checkpoint.SetMatrix(prefix + "rewardGradient", m_waiting.rewardGradient);
    }
}

void
NStepReturns::Load(const Checkpoint& checkpoint, const std::string& prefix)
{
    const auto refuse = [&](const std::string& what) {
        const std::string& path = checkpoint.GetPath();
        throw CheckpointError((path.empty() ? "" : path + ": ") + prefix + what);
    };
    if (checkpoint.GetNumber(prefix + "steps") != m_n)
    {
        refuse("steps differs: expected returns of " + std::to_string(m_n) + " steps");
    }
    if (checkpoint.GetNumber(prefix + "environments") != m_envCount)
    {
        refuse("environments differs: expected " + std::to_string(m_envCount));
    }
    const FloatMatrix& ring = checkpoint.GetMatrix(prefix + "ring", m_envCount, 2);
    const FloatMatrix& reward = checkpoint.GetMatrix(prefix + "reward");
    // Before the first step there is no storage, and no step that waits.
    const bool empty = reward.rows() == 0;
    if (!((ring.array() >= 0.0F).all() && (ring.array() < static_cast<float>(m_n)).all()) ||
        (empty && (ring.array() != 0.0F).any()))
    {
        refuse("ring is out of range");
    }
    if (!empty && (reward.rows() != m_envCount * m_n || reward.cols() != 1))
    {
        refuse("reward is " + std::to_string(reward.rows()) + " x " +
               std::to_string(reward.cols()) + ": expected " + std::to_string(m_envCount * m_n) +
               " x 1");
    }
    TransitionBatch waiting;
    if (!empty)
    {
        const auto columns = [&](const char* name, Eigen::Index ours) {
            return m_waiting.Count() > 0 ? ours : checkpoint.GetMatrix(prefix + name).cols();
        };
        const auto get = [&](const char* name, Eigen::Index ours) {
            return checkpoint.GetMatrix(prefix + name, reward.rows(), columns(name, ours));
        };
        waiting.reward = reward;
        waiting.observation = get("observation", m_waiting.observation.cols());
        waiting.categorical = get("categorical", m_waiting.categorical.cols()).cast<int>();
        waiting.continuous = get("continuous", m_waiting.continuous.cols());
        waiting.discount.setZero(reward.rows());
        waiting.nextObservation.setZero(reward.rows(), waiting.observation.cols());
        waiting.rewardGradient.resize(reward.rows(), 0);
        const std::string derivatives = prefix + "rewardGradient";
        if (checkpoint.Has(derivatives))
        {
            waiting.rewardGradient =
                checkpoint.GetMatrix(derivatives, reward.rows(), waiting.continuous.cols());
        }
    }
    for (int e = 0; e < m_envCount; ++e)
    {
        m_first[e] = static_cast<int>(ring(e, 0));
        m_count[e] = static_cast<int>(ring(e, 1));
    }
    m_waiting = std::move(waiting);
}

} // namespace isac
} // namespace ns3
