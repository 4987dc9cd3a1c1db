/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-environment.h"

#include "isac-episode-file.h"

namespace ns3
{
namespace isac
{

DaEnvironment::DaEnvironment(const DaSystem& system, int count)
    : m_system(system),
      m_count(count)
{
    Reset(0);
}

int
DaEnvironment::Count() const
{
    return m_count;
}

int
DaEnvironment::ObservationSize() const
{
    return m_system.ObservationSize();
}

ActionSpace
DaEnvironment::GetActionSpace() const
{
    return m_system.GetActionSpace();
}

std::vector<std::string>
DaEnvironment::MetricNames() const
{
    return {"qoe", "missed_users", "pulled_back", "unsensed_users"};
}

void
DaEnvironment::Begin(int copy)
{
    m_begun[copy] = m_populations[copy].GetState();
    m_populations[copy].Begin();
}

Eigen::MatrixXd
DaEnvironment::Reset(uint64_t seed)
{
    m_slot = 0;
    m_populations.clear();
    m_begun.resize(m_count);
    m_result.observation.resize(m_count, ObservationSize());
    m_result.reward.resize(m_count);
    m_result.terminated.setConstant(m_count, false);
    m_result.truncated.setConstant(m_count, false);
    m_result.metrics.resize(m_count, static_cast<Eigen::Index>(MetricNames().size()));
    if (m_system.GetDecoding().actions == DaActions::GROUP_SHARES)
    {
        m_result.rewardGradient.resize(m_count, GetActionSpace().continuous);
    }
    boost::random::mt19937_64 seeds(seed);
    for (int copy = 0; copy < m_count; ++copy)
    {
        m_populations.emplace_back(m_system.GetScenario(), seeds());
        Begin(copy);
        m_result.observation.row(copy) =
            m_system.Observe(m_populations[copy].GetSlot()).transpose();
    }
    m_result.finalObservation = m_result.observation;
    return m_result.observation;
}

const StepResult&
DaEnvironment::Step(const ActionBatch& actions)
{
    ++m_slot;
    const bool over = m_slot == m_system.GetScenario().slotsPerEpisode;
    for (int copy = 0; copy < m_count; ++copy)
    {
        DaPopulation& population = m_populations[copy];
        const DaSlotProblem problem(m_system.GetScenario(), population.GetSlot());
        const DaDecision decision = m_system.Decode(problem, actions.Row(copy));
        m_result.reward[copy] = m_system.Reward(problem, decision.allocation);
        m_result.metrics.row(copy) << decision.meanQoe,
            static_cast<double>(DaMissed(problem, decision.allocation).size()),
            decision.pulledBack ? 1.0 : 0.0, static_cast<double>(problem.GetUnsensed().size());
        if (decision.gradient.size() > 0)
        {
            m_result.rewardGradient.row(copy) = decision.gradient.transpose();
        }
        population.Advance();
        m_result.finalObservation.row(copy) = m_system.Observe(population.GetSlot()).transpose();
        if (over)
        {
            Begin(copy);
        }
        m_result.observation.row(copy) = m_system.Observe(population.GetSlot()).transpose();
    }
    m_result.truncated.setConstant(m_count, over);
    m_slot = over ? 0 : m_slot;
    return m_result;
}

void
DaEnvironment::Save(Checkpoint& checkpoint, const std::string& prefix) const
{
    // What users do depends on no decision: their episode is lived again from its beginning.
    SaveEpisodeSlot(checkpoint, prefix, m_count, m_slot);
    for (int copy = 0; copy < m_count; ++copy)
    {
        checkpoint.SetText(prefix + "population." + std::to_string(copy), m_begun[copy]);
    }
}

Eigen::MatrixXd
DaEnvironment::Load(const Checkpoint& checkpoint, const std::string& prefix)
{
    const int slot =
        LoadEpisodeSlot(checkpoint, prefix, m_count, m_system.GetScenario().slotsPerEpisode);
    m_populations = LoadSources(checkpoint, prefix + "population.", m_populations);
    m_slot = slot;
    for (int copy = 0; copy < m_count; ++copy)
    {
        Begin(copy);
        for (int i = 0; i < m_slot; ++i)
        {
            m_populations[copy].Advance();
        }
        m_result.observation.row(copy) =
            m_system.Observe(m_populations[copy].GetSlot()).transpose();
    }
    m_result.finalObservation = m_result.observation;
    return m_result.observation;
}

} // namespace isac
} // namespace ns3
