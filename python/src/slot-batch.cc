/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "slot-batch.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace python
{

using namespace ns3::isac;

SlotBatch::SlotBatch(const std::function<std::unique_ptr<Environment>()>& make, int count)
{
    for (int i = 0; i < count; ++i)
    {
        m_environments.push_back(make());
    }
    m_results.resize(m_environments.size());
    m_space = m_environments.front()->GetActionSpace();
    m_metrics = m_environments.front()->MetricNames();
    m_size = m_environments.front()->ObservationSize();
    m_action.categorical.resize(1, static_cast<Eigen::Index>(m_space.categories.size()));
    m_action.continuous.resize(1, m_space.continuous);
}

int
SlotBatch::Count() const
{
    return static_cast<int>(m_environments.size());
}

int
SlotBatch::ObservationSize() const
{
    return m_size;
}

const ActionSpace&
SlotBatch::GetActionSpace() const
{
    return m_space;
}

const std::vector<std::string>&
SlotBatch::MetricNames() const
{
    return m_metrics;
}

const Eigen::MatrixXd&
SlotBatch::GetRewardGradient() const
{
    return m_rewardGradient;
}

template <typename Real>
void
SlotBatch::Reset(const uint64_t* seeds, Real* observation)
{
    for (std::size_t i = 0; i < m_environments.size(); ++i)
    {
        const Eigen::MatrixXd first = m_environments[i]->Reset(seeds[i]);
        std::copy_n(first.data(), m_size, observation + i * m_size);
    }
}

void
SlotBatch::Check(const ActionSource& actions) const
{
    const std::size_t categories = m_space.categories.size();
    const auto continuous = static_cast<std::size_t>(m_space.continuous);
    const auto name = [this](const std::string& part, std::size_t place, std::size_t width) {
        return (m_environments.size() > 1 ? "environment " + std::to_string(place / width) + ": "
                                          : "") +
               part + " component " + std::to_string(place % width) + " is ";
    };
    for (std::size_t i = 0; i < m_environments.size() * categories; ++i)
    {
        const int64_t choices = m_space.categories[i % categories];
        if (actions.categorical[i] < 0 || actions.categorical[i] >= choices)
        {
            throw std::invalid_argument(name("categorical", i, categories) +
                                        std::to_string(actions.categorical[i]) +
                                        ", expected 0 to " + std::to_string(choices - 1));
        }
    }
    for (std::size_t i = 0; i < m_environments.size() * continuous; ++i)
    {
        // NaN is in no range: each comparison with it fails.
        if (!(actions.continuous[i] >= 0.0 && actions.continuous[i] <= 1.0))
        {
            throw std::invalid_argument(name("continuous", i, continuous) +
                                        std::to_string(actions.continuous[i]) +
                                        ", expected 0 to 1");
        }
    }
}

template <typename Real>
bool
SlotBatch::Step(const ActionSource& actions, const StepTarget<Real>& target)
{
    const std::size_t categories = m_space.categories.size();
    const auto continuous = static_cast<std::size_t>(m_space.continuous);
    bool over = false;
    for (std::size_t i = 0; i < m_environments.size(); ++i)
    {
        std::copy_n(actions.categorical + i * categories, categories, m_action.categorical.data());
        std::copy_n(actions.continuous + i * continuous, continuous, m_action.continuous.data());
        const StepResult& step = m_environments[i]->Step(m_action);
        std::copy_n(step.observation.data(), m_size, target.observation + i * m_size);
        std::copy_n(step.metrics.data(),
                    step.metrics.size(),
                    target.metrics + i * static_cast<std::size_t>(step.metrics.size()));
        target.reward[i] = step.reward[0];
        target.terminated[i] = step.terminated[0];
        target.truncated[i] = step.truncated[0];
        over = over || step.terminated[0] || step.truncated[0];
        m_results[i] = &step;
        if (step.rewardGradient.size() > 0)
        {
            m_rewardGradient.resize(Count(), m_space.continuous);
            m_rewardGradient.row(static_cast<Eigen::Index>(i)) = step.rewardGradient.row(0);
        }
    }
    return over;
}

template <typename Real>
void
SlotBatch::CopyFinal(Real* observation) const
{
    for (std::size_t i = 0; i < m_results.size(); ++i)
    {
        std::copy_n(m_results[i]->finalObservation.data(), m_size, observation + i * m_size);
    }
}

template void SlotBatch::Reset(const uint64_t*, float*);
template void SlotBatch::Reset(const uint64_t*, double*);
template bool SlotBatch::Step(const ActionSource&, const StepTarget<float>&);
template bool SlotBatch::Step(const ActionSource&, const StepTarget<double>&);
template void SlotBatch::CopyFinal(float*) const;
template void SlotBatch::CopyFinal(double*) const;

} // namespace python
