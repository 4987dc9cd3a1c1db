/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-training-loop.h"

#include <cmath>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

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
      m_observation(environment.Reset(m_random.Split())),
      m_returns(Eigen::ArrayXd::Zero(environment.Count())),
      m_lengths(Eigen::ArrayXd::Zero(environment.Count()))
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
    std::vector<double> totals;
    std::vector<double> means;
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
        m_returns += result.reward.array();
        m_lengths += 1.0;
        for (int i = 0; i < count; ++i)
        {
            if (result.terminated[i] || result.truncated[i])
            {
                totals.push_back(m_returns[i]);
                means.push_back(m_returns[i] / m_lengths[i]);
                m_returns[i] = 0.0;
                m_lengths[i] = 0.0;
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
    // Copies, since Eigen sums what is not its own in another order.
    const auto copy = [](const std::vector<double>& values) {
        return Eigen::ArrayXd(
            Eigen::Map<const Eigen::ArrayXd>(values.data(),
                                             static_cast<Eigen::Index>(values.size())));
    };
    const Eigen::ArrayXd rewards = copy(means);
    round.reward = rewards.mean();
    round.deviation = std::sqrt((rewards - round.reward).square().mean());
    round.total = copy(totals).mean();
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
    if ((m_lengths > 0.0).any())
    {
        std::ostringstream text;
        text << std::hexfloat;
        for (Eigen::Index i = 0; i < m_lengths.size(); ++i)
        {
            text << m_returns[i] << ' ' << m_lengths[i] << '\n';
        }
        checkpoint.SetText("loop.open", text.str());
    }
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
    // Where all episodes were over there is nothing to go on with.
    std::istringstream text(checkpoint.Has("loop.open") ? checkpoint.GetText("loop.open") : "");
    for (Eigen::Index i = 0; i < m_lengths.size(); ++i)
    {
        for (double* value : {&m_returns[i], &m_lengths[i]})
        {
            // Streams do not read the hexadecimal floats that they write.
            std::string word;
            text >> word;
            *value = std::strtod(word.c_str(), nullptr);
        }
    }
    m_observation = m_environment.Load(checkpoint, "environment");
    // Before the first step, since exploration follows the schedules too.
    m_agent.SetProgress(static_cast<double>(m_episodes) / static_cast<double>(m_settings.episodes));
}

} // namespace isac
} // namespace ns3
