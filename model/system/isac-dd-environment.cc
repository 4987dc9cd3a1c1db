/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dd-environment.h"

#include "isac-episode-file.h"

#include <algorithm>
#include <numeric>

namespace ns3
{
namespace isac
{

DdEnvironment::DdEnvironment(const DdSystem& system, int count)
    : m_system(system),
      m_count(count)
{
    Reset(0);
}

int
DdEnvironment::Count() const
{
    return m_count;
}

int
DdEnvironment::ObservationSize() const
{
    return m_system.ObservationSize();
}

ActionSpace
DdEnvironment::GetActionSpace() const
{
    return m_system.GetActionSpace();
}

std::vector<std::string>
DdEnvironment::MetricNames() const
{
    return {"sum_qoe", "qoe_shortage", "energy_excess_J"};
}

void
DdEnvironment::Advance(int copy)
{
    m_before[copy] = m_sources[copy];
    m_states[copy] = m_sources[copy].NextSlot();
    m_result.observation.row(copy) = m_system.Observe(m_states[copy]).transpose();
}

double
DdEnvironment::RatedReward(int copy, const DdOutcome& outcome)
{
    const DdParameters& p = m_system.GetParameters();
    double reward = outcome.reward;
    for (std::size_t k = 0; k < outcome.qoe.size(); ++k)
    {
        const double rating = m_sources[copy].Rate(outcome.qoe[k]);
        const double shortage = std::max(0.0, p.qoeThreshold - rating);
        reward += rating - outcome.qoe[k] - p.qoeWeight * (shortage - outcome.qoeShortage[k]);
    }
    return reward;
}

Eigen::MatrixXd
DdEnvironment::Reset(uint64_t seed)
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
        m_sources.emplace_back(m_system.GetParameters(), m_system.GetScenario(), seeds());
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
DdEnvironment::Step(const ActionBatch& actions)
{
    const auto sum = [](const std::vector<double>& values) {
        return std::accumulate(values.begin(), values.end(), 0.0);
    };
    for (int copy = 0; copy < m_count; ++copy)
    {
        const DdOutcome outcome = EvaluateDd(m_system.GetParameters(),
                                             m_states[copy],
                                             m_system.Decode(actions.Row(copy)));
        m_result.reward[copy] =
            m_system.GetScenario().ratings ? RatedReward(copy, outcome) : outcome.reward;
        m_result.metrics.row(copy) << outcome.sumQoe, sum(outcome.qoeShortage),
            sum(outcome.deviceExcess) + outcome.serverExcess;
        Advance(copy);
    }
    // Slots are independent: the next one serves as the end of this episode and the next's start.
    m_result.finalObservation = m_result.observation;
    ++m_slot;
    const bool over = m_slot == m_system.GetScenario().slotsPerEpisode;
    m_result.truncated.setConstant(m_count, over);
    m_slot = over ? 0 : m_slot;
    return m_result;
}

void
DdEnvironment::Save(Checkpoint& checkpoint, const std::string& prefix) const
{
    SaveEpisodeSlot(checkpoint, prefix, m_count, m_slot);
    for (int copy = 0; copy < m_count; ++copy)
    {
        checkpoint.SetText(prefix + "source." + std::to_string(copy), m_before[copy].GetState());
    }
}

Eigen::MatrixXd
DdEnvironment::Load(const Checkpoint& checkpoint, const std::string& prefix)
{
    const int slot =
        LoadEpisodeSlot(checkpoint, prefix, m_count, m_system.GetScenario().slotsPerEpisode);
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
