/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-environment.h"

#include "isac-episode-file.h"

#include <numeric>

namespace ns3
{
namespace isac
{

MegcEnvironment::MegcEnvironment(const MegcSystem& system, const MegcScenario& scenario, int count)
    : m_system(system),
      m_scenario(scenario),
      m_count(count)
{
    Reset(0);
}

int
MegcEnvironment::Count() const
{
    return m_count;
}

int
MegcEnvironment::ObservationSize() const
{
    return m_system.ObservationSize();
}

ActionSpace
MegcEnvironment::GetActionSpace() const
{
    return m_system.GetActionSpace();
}

std::vector<std::string>
MegcEnvironment::MetricNames() const
{
    return {"compute_latency_s", "content_latency_s", "vision_latency_s"};
}

void
MegcEnvironment::Advance(int copy)
{
    m_before[copy] = m_sources[copy];
    m_states[copy] = m_sources[copy].NextSlot();
    m_result.observation.row(copy) = m_system.Observe(m_states[copy]).transpose();
}

Eigen::MatrixXd
MegcEnvironment::Reset(uint64_t seed)
{
    m_sources.clear();
    m_slot = 0;
    m_states.resize(m_count);
    m_result.observation.resize(m_count, ObservationSize());
    m_result.reward.resize(m_count);
    m_result.terminated.setConstant(m_count, false);
    m_result.truncated.setConstant(m_count, false);
    m_result.metrics.resize(m_count, static_cast<Eigen::Index>(MetricNames().size()));
    boost::random::mt19937_64 seeds(seed);
    for (int copy = 0; copy < m_count; ++copy)
    {
        m_sources.emplace_back(m_system.GetParameters(), m_scenario, seeds());
    }
    m_before = m_sources;
    for (int copy = 0; copy < m_count; ++copy)
    {
        Advance(copy);
    }
    m_result.finalObservation = m_result.observation;
    return m_result.observation;
}

const StepResult&
MegcEnvironment::Step(const ActionBatch& actions)
{
    const auto sum = [](const std::vector<double>& values) {
        return std::accumulate(values.begin(), values.end(), 0.0);
    };
    for (int copy = 0; copy < m_count; ++copy)
    {
        const MegcState& state = m_states[copy];
        const MegcOutcome outcome =
            m_system.Evaluate(state, m_system.Decode(state, actions.Row(copy)));
        m_result.reward[copy] = -outcome.total;
        m_result.metrics.row(copy) << sum(outcome.computeLatency), sum(outcome.contentLatency),
            sum(outcome.visionLatency);
        Advance(copy);
    }
    // Slots are independent: the next one serves as the end of this episode and the next's start.
    m_result.finalObservation = m_result.observation;
    ++m_slot;
    const bool over = m_slot == m_scenario.slotsPerEpisode;
    m_result.truncated.setConstant(m_count, over);
    m_slot = over ? 0 : m_slot;
    return m_result;
}

void
MegcEnvironment::Save(Checkpoint& checkpoint, const std::string& prefix) const
{
    SaveEpisodeSlot(checkpoint, prefix, m_count, m_slot);
    for (int copy = 0; copy < m_count; ++copy)
    {
        checkpoint.SetText(prefix + "source." + std::to_string(copy), m_before[copy].GetState());
    }
}

Eigen::MatrixXd
MegcEnvironment::Load(const Checkpoint& checkpoint, const std::string& prefix)
{
    const int slot = LoadEpisodeSlot(checkpoint, prefix, m_count, m_scenario.slotsPerEpisode);
    m_sources = LoadSources(checkpoint, prefix + "source.", m_sources);
    m_slot = slot;
    for (int copy = 0; copy < m_count; ++copy)
    {
        Advance(copy);
    }
    m_result.finalObservation = m_result.observation;
    return m_result.observation;
}

} // namespace isac
} // namespace ns3
