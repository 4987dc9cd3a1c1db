/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-classic-control.h"

#include <cstdlib>
#include <sstream>

namespace ns3
{
namespace isac
{

ClassicControl::ClassicControl(int count, int observationSize, int choices, double spread)
    : m_state(4, count),
      m_steps(count, 0),
      m_observationSize(observationSize),
      m_choices(choices),
      m_spread(spread)
{
    m_state.setZero();
    m_result.finalObservation.resize(count, observationSize);
    m_result.reward.resize(count);
    m_result.terminated.resize(count);
    m_result.truncated.resize(count);
    m_result.metrics.resize(count, 0);
}

int
ClassicControl::Count() const
{
    return static_cast<int>(m_steps.size());
}

int
ClassicControl::ObservationSize() const
{
    return m_observationSize;
}

ActionSpace
ClassicControl::GetActionSpace() const
{
    return {{m_choices}, 0};
}

std::vector<std::string>
ClassicControl::MetricNames() const
{
    return {};
}

void
ClassicControl::Begin(int system)
{
    for (int i = 0; i < m_state.rows(); ++i)
    {
        m_state(i, system) = m_spread * (2.0 * m_random.Uniform() - 1.0);
    }
    m_steps[system] = 0;
}

Eigen::MatrixXd
ClassicControl::LookAtAll() const
{
    Eigen::MatrixXd observation(Count(), m_observationSize);
    for (int i = 0; i < Count(); ++i)
    {
        observation.row(i) = Look(m_state.col(i)).transpose();
    }
    return observation;
}

Eigen::MatrixXd
ClassicControl::Reset(uint64_t seed)
{
    m_random = RandomSource(seed);
    for (int i = 0; i < Count(); ++i)
    {
        Begin(i);
    }
    return LookAtAll();
}

const StepResult&
ClassicControl::Step(const ActionBatch& actions)
{
    for (int i = 0; i < Count(); ++i)
    {
        const Outcome outcome = Advance(m_state.col(i), actions.categorical(i, 0));
        m_state.col(i) = outcome.state;
        ++m_steps[i];
        m_result.reward[i] = outcome.reward;
        m_result.terminated[i] = outcome.terminated;
        m_result.truncated[i] = !outcome.terminated && m_steps[i] == EPISODE_STEPS;
        m_result.finalObservation.row(i) = Look(outcome.state).transpose();
        if (m_result.terminated[i] || m_result.truncated[i])
        {
            Begin(i);
        }
    }
    m_result.observation = LookAtAll();
    return m_result;
}

void
ClassicControl::Save(Checkpoint& checkpoint, const std::string& prefix) const
{
    // Matrices of a checkpoint are single precision; states are not.
    std::ostringstream text;
    text << std::hexfloat;
    for (int i = 0; i < Count(); ++i)
    {
        text << m_steps[i];
        for (const double value : m_state.col(i))
        {
            text << ' ' << value;
        }
        text << '\n';
    }
    checkpoint.SetText(prefix + "states", text.str());
    checkpoint.SetText(prefix + "random", m_random.GetState());
}

Eigen::MatrixXd
ClassicControl::Load(const Checkpoint& checkpoint, const std::string& prefix)
{
    std::istringstream text(checkpoint.GetText(prefix + "states"));
    Eigen::Matrix<double, 4, Eigen::Dynamic> state(4, Count());
    std::vector<int> steps(Count());
    std::string word;
    for (int i = 0; i < Count(); ++i)
    {
        text >> steps[i];
        for (double& value : state.col(i))
        {
            // Streams do not read the hexadecimal floats that they write.
            text >> word;
            value = std::strtod(word.c_str(), nullptr);
        }
    }
    RandomSource random;
    if (!text || text >> word || !random.SetState(checkpoint.GetText(prefix + "random")))
    {
        throw CheckpointError(checkpoint.GetPath() + ": " + prefix + "states or " + prefix +
                              "random are not those of " + std::to_string(Count()) +
                              " systems, as expected");
    }
    m_state = state;
    m_steps = steps;
    m_random = random;
    return LookAtAll();
}

} // namespace isac
} // namespace ns3
