/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-window-environment.h"

#include <utility>

namespace ns3
{
namespace isac
{

namespace
{

/// Observations are doubles and entries of checkpoints are not: so many of these keep every bit.
constexpr int PARTS = 3;

/**
 * @param prefix of the entries' names
 * @param part which
 * @return name of its entry
 */
std::string
PartName(const std::string& prefix, int part)
{
    return prefix + ".window" + std::to_string(part);
}

} // namespace

WindowEnvironment::WindowEnvironment(std::unique_ptr<Environment> environment, int window)
    : m_environment(std::move(environment)),
      m_window(window)
{
}

int
WindowEnvironment::Count() const
{
    return m_environment->Count();
}

int
WindowEnvironment::ObservationSize() const
{
    return m_window * m_environment->ObservationSize();
}

ActionSpace
WindowEnvironment::GetActionSpace() const
{
    return m_environment->GetActionSpace();
}

std::vector<std::string>
WindowEnvironment::MetricNames() const
{
    return m_environment->MetricNames();
}

Eigen::MatrixXd
WindowEnvironment::Reset(uint64_t seed)
{
    m_result.observation = m_environment->Reset(seed).replicate(1, m_window);
    return m_result.observation;
}

const StepResult&
WindowEnvironment::Step(const ActionBatch& actions)
{
    const StepResult& step = m_environment->Step(actions);
    const Eigen::Index size = step.observation.cols();
    const Eigen::Index older = (m_window - 1) * size;
    m_result.finalObservation.resize(step.observation.rows(), m_window * size);
    m_result.finalObservation.leftCols(older) = m_result.observation.rightCols(older);
    m_result.finalObservation.rightCols(size) = step.finalObservation;
    m_result.observation = m_result.finalObservation;
    for (Eigen::Index row = 0; row < step.observation.rows(); ++row)
    {
        if (step.terminated[row] || step.truncated[row])
        {
            m_result.observation.row(row) = step.observation.row(row).replicate(1, m_window);
        }
    }
    m_result.reward = step.reward;
    m_result.terminated = step.terminated;
    m_result.truncated = step.truncated;
    m_result.metrics = step.metrics;
    m_result.rewardGradient = step.rewardGradient;
    return m_result;
}

void
WindowEnvironment::Save(Checkpoint& checkpoint, const std::string& prefix) const
{
    Eigen::MatrixXd rest = m_result.observation;
    for (int part = 0; part < PARTS; ++part)
    {
        const FloatMatrix value = rest.cast<float>();
        checkpoint.SetMatrix(PartName(prefix, part), value);
        rest -= value.cast<double>();
    }
    m_environment->Save(checkpoint, prefix);
}

Eigen::MatrixXd
WindowEnvironment::Load(const Checkpoint& checkpoint, const std::string& prefix)
{
    m_environment->Load(checkpoint, prefix);
    m_result.observation = Eigen::MatrixXd::Zero(Count(), ObservationSize());
    for (int part = 0; part < PARTS; ++part)
    {
        m_result.observation +=
            checkpoint.GetMatrix(PartName(prefix, part), Count(), ObservationSize()).cast<double>();
    }
    return m_result.observation;
}

} // namespace isac
} // namespace ns3
