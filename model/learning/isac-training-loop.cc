/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-training-loop.h"

#include <cmath>

namespace ns3
{
namespace isac
{

TrainingLoop::TrainingLoop(Environment& environment,
                           Agent& agent,
                           const TrainingSettings& settings,
                           uint64_t seed)
    : m_environment(environment),
      m_agent(agent),
      m_settings(settings),
      m_random(seed),
      m_observation(environment.Reset(m_random.Split()))
{
}

bool
TrainingLoop::IsDone() const
{
    return m_episodes >= m_settings.episodes;
}

int64_t
TrainingLoop::GetEpisodes() const
{
    return m_episodes;
}

int64_t
TrainingLoop::GetSteps() const
{
    return m_steps;
}

int64_t
TrainingLoop::GetUpdates() const
{
    return m_updates;
}

ActionBatch
TrainingLoop::ChooseActions()
{
    if (m_episodes >= m_settings.randomEpisodes)
    {
        return m_agent.ActBatch(m_observation, true);
    }
    const ActionSpace space = m_environment.GetActionSpace();
    ActionBatch actions{
        Eigen::MatrixXi(m_observation.rows(), static_cast<Eigen::Index>(space.categories.size())),
        Eigen::MatrixXd(m_observation.rows(), space.continuous)};
    for (Eigen::Index row = 0; row < m_observation.rows(); ++row)
    {
        for (Eigen::Index c = 0; c < actions.categorical.cols(); ++c)
        {
            actions.categorical(row, c) = m_random.Index(space.categories[c]);
        }
        for (Eigen::Index d = 0; d < actions.continuous.cols(); ++d)
        {
            actions.continuous(row, d) = m_random.Uniform();
        }
    }
    return actions;
}

TrainingRound
TrainingLoop::RunRound()
{
    const int count = m_environment.Count();
    TrainingRound round;
    round.metrics =
        Eigen::VectorXd::Zero(static_cast<Eigen::Index>(m_environment.MetricNames().size()));
    Eigen::VectorXd returns = Eigen::VectorXd::Zero(count);
    Eigen::VectorXd lengths = Eigen::VectorXd::Zero(count);
    // Episodes may end at different times: the round is over when each environment has ended one.
    Eigen::Array<bool, Eigen::Dynamic, 1> open =
        Eigen::Array<bool, Eigen::Dynamic, 1>::Constant(count, true);
    int64_t steps = 0;
    while (open.any())
    {
        const ActionBatch actions = ChooseActions();
        const StepResult& result = m_environment.Step(actions);
        m_agent.Observe(m_observation, actions, result);
        m_observation = result.observation;
        ++steps;
        m_steps += count;
        round.metrics += result.metrics.colwise().mean().transpose();
        for (int i = 0; i < count; ++i)
        {
            if (open[i])
            {
                returns[i] += result.reward[i];
                lengths[i] += 1.0;
            }
            if (result.terminated[i] || result.truncated[i])
            {
                open[i] = false;
                ++m_episodes;
            }
        }
        m_agent.SetProgress(static_cast<double>(m_episodes) /
                            static_cast<double>(m_settings.episodes));
        for (int i = 0; i < m_settings.updatesPerStep; ++i)
        {
            m_updates += m_agent.Update() ? 1 : 0;
        }
    }
    round.metrics /= static_cast<double>(steps);
    const Eigen::ArrayXd means = returns.array() / lengths.array();
    round.reward = means.mean();
    round.total = returns.mean();
    round.deviation = std::sqrt((means - round.reward).square().mean());
    return round;
}

void
TrainingLoop::Save(Checkpoint& checkpoint) const
{
    checkpoint.SetNumber("loop.environments", m_environment.Count());
    checkpoint.SetNumber("loop.episodes", static_cast<double>(m_episodes));
    checkpoint.SetNumber("loop.steps", static_cast<double>(m_steps));
    checkpoint.SetNumber("loop.updates", static_cast<double>(m_updates));
    checkpoint.SetText("loop.random", m_random.GetState());
    m_environment.Save(checkpoint, "environment");
}

void
TrainingLoop::Load(const Checkpoint& checkpoint)
{
    const auto count = static_cast<int>(checkpoint.GetNumber("loop.environments"));
    if (count != m_environment.Count())
    {
        throw CheckpointError(checkpoint.GetPath() + ": training in " + std::to_string(count) +
                              " environments, expected " + std::to_string(m_environment.Count()));
    }
    m_episodes = static_cast<int64_t>(checkpoint.GetNumber("loop.episodes"));
    m_steps = static_cast<int64_t>(checkpoint.GetNumber("loop.steps"));
    m_updates = static_cast<int64_t>(checkpoint.GetNumber("loop.updates"));
    if (!m_random.SetState(checkpoint.GetText("loop.random")))
    {
        throw CheckpointError(checkpoint.GetPath() + ": loop.random is no state of random numbers");
    }
    m_observation = m_environment.Load(checkpoint, "environment");
    // Before the first step, since exploration follows the schedules too.
    m_agent.SetProgress(static_cast<double>(m_episodes) / static_cast<double>(m_settings.episodes));
}

} // namespace isac
} // namespace ns3
