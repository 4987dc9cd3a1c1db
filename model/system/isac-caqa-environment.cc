/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-caqa-environment.h"

#include "isac-episode-file.h"

#include "ns3/isac-rayleigh-fading.h"

#include <boost/random/uniform_real_distribution.hpp>
#include <cmath>
#include <limits>
#include <locale>
#include <sstream>
#include <utility>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @param stream written to, with every digit that a double has
 * @param values written in one line
 */
void
WriteValues(std::ostream& stream, const std::vector<double>& values)
{
    stream.precision(std::numeric_limits<double>::max_digits10);
    for (const double value : values)
    {
        stream << value << ' ';
    }
    stream << '\n';
}

/**
 * @param stream read from
 * @param values filled as far as they go
 * @return whether all were there and finite
 */
bool
ReadValues(std::istream& stream, std::vector<double>& values)
{
    for (double& value : values)
    {
        if (!(stream >> value) || !std::isfinite(value))
        {
            return false;
        }
    }
    return true;
}

/**
 * @param stream something was read from
 * @return whether nothing but white space is left
 */
bool
IsExhausted(std::istream& stream)
{
    std::string rest;
    return !(stream >> rest);
}

} // namespace

CaqaStateSource::CaqaStateSource(const CaqaParameters& parameters,
                                 const CaqaScenario& scenario,
                                 uint64_t seed)
    : m_parameters(parameters),
      m_scenario(scenario),
      m_random(seed),
      m_pathGain(parameters.users)
{
    StartEpisode();
}

void
CaqaStateSource::StartEpisode()
{
    const double inner = m_scenario.minDistance * m_scenario.minDistance;
    const double outer = m_scenario.radius * m_scenario.radius;
    boost::random::uniform_real_distribution<double> area(inner, outer);
    for (auto& gain : m_pathGain)
    {
        gain = m_scenario.pathLoss.Gain(std::sqrt(area(m_random)));
    }
}

CaqaState
CaqaStateSource::NextSlot()
{
    boost::random::uniform_real_distribution<double> requirement(m_parameters.minRequirement,
                                                                 m_parameters.maxRequirement);
    // Users change places by Fisher-Yates: who comes first is the priority of this slot.
    for (std::size_t k = m_pathGain.size(); k > 1; --k)
    {
        boost::random::uniform_real_distribution<double> place(0.0, static_cast<double>(k));
        std::swap(m_pathGain[k - 1], m_pathGain[static_cast<std::size_t>(place(m_random))]);
    }
    CaqaState state;
    for (const double gain : m_pathGain)
    {
        state.gain.push_back(gain * DrawRayleighGain(m_random));
        const bool fixed = m_parameters.minRequirement >= m_parameters.maxRequirement;
        state.requirement.push_back(fixed ? m_parameters.minRequirement : requirement(m_random));
    }
    return state;
}

std::string
CaqaStateSource::GetState() const
{
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << m_random << '\n';
    WriteValues(text, m_pathGain);
    return text.str();
}

bool
CaqaStateSource::SetState(const std::string& state)
{
    std::istringstream text(state);
    text.imbue(std::locale::classic());
    boost::random::mt19937_64 random;
    std::vector<double> pathGain(m_pathGain.size());
    if (!(text >> random) || !ReadValues(text, pathGain) || !IsExhausted(text))
    {
        return false;
    }
    m_random = random;
    m_pathGain = std::move(pathGain);
    return true;
}

CaqaEnvironment::CaqaEnvironment(const CaqaSystem& system, const CaqaScenario& scenario, int count)
    : m_system(system),
      m_believed(system.Believed()),
      m_scenario(scenario),
      m_count(count)
{
    Reset(0);
}

int
CaqaEnvironment::Count() const
{
    return m_count;
}

int
CaqaEnvironment::ObservationSize() const
{
    return m_system.ObservationSize();
}

ActionSpace
CaqaEnvironment::GetActionSpace() const
{
    return m_system.GetActionSpace();
}

std::vector<std::string>
CaqaEnvironment::MetricNames() const
{
    return {"avg_caqa", "gated_avg_caqa", "violations", "accuracy", "quality", "energy_j"};
}

Eigen::MatrixXd
CaqaEnvironment::Reset(uint64_t seed)
{
    m_sources.clear();
    m_states.clear();
    m_slot = 0;
    m_result.observation.resize(m_count, ObservationSize());
    m_result.reward.resize(m_count);
    m_result.terminated.setConstant(m_count, false);
    m_result.truncated.setConstant(m_count, false);
    m_result.metrics.resize(m_count, static_cast<Eigen::Index>(MetricNames().size()));
    boost::random::mt19937_64 seeds(seed);
    for (int copy = 0; copy < m_count; ++copy)
    {
        m_sources.emplace_back(m_system.GetParameters(), m_scenario, seeds());
        m_states.push_back(m_sources.back().NextSlot());
        m_result.observation.row(copy) = m_system.Observe(m_states.back()).transpose();
    }
    m_result.finalObservation = m_result.observation;
    return m_result.observation;
}

const StepResult&
CaqaEnvironment::Step(const ActionBatch& actions)
{
    ++m_slot;
    const bool over = m_slot == m_scenario.slotsPerEpisode;
    for (int copy = 0; copy < m_count; ++copy)
    {
        CaqaState& state = m_states[copy];
        const CaqaAllocation allocation = m_system.Decode(state, actions.Row(copy));
        const CaqaOutcome outcome = m_system.Evaluate(state, allocation);
        m_result.reward[copy] = m_system.GetDecoding().trainOnBelief
                                    ? m_believed.Evaluate(state, allocation).reward
                                    : outcome.reward;
        const double users = m_system.GetParameters().users;
        double accuracy = 0.0;
        double quality = 0.0;
        for (std::size_t k = 0; k < outcome.caqa.size(); ++k)
        {
            accuracy += outcome.accuracy[k] / users;
            quality += outcome.quality[k] / users;
        }
        m_result.metrics.row(copy) << outcome.average, outcome.gatedAverage, outcome.violations,
            accuracy, quality, outcome.energy;

        // The slot after the last one of an episode exists only as what a learner looks ahead to.
        state = m_sources[copy].NextSlot();
        m_result.finalObservation.row(copy) = m_system.Observe(state).transpose();
        if (over)
        {
            m_sources[copy].StartEpisode();
            state = m_sources[copy].NextSlot();
        }
        m_result.observation.row(copy) = m_system.Observe(state).transpose();
    }
    m_result.truncated.setConstant(m_count, over);
    m_slot = over ? 0 : m_slot;
    return m_result;
}

void
CaqaEnvironment::Save(Checkpoint& checkpoint, const std::string& prefix) const
{
    SaveEpisodeSlot(checkpoint, prefix, m_count, m_slot);
    for (int copy = 0; copy < m_count; ++copy)
    {
        std::ostringstream state;
        state.imbue(std::locale::classic());
        WriteValues(state, m_states[copy].gain);
        WriteValues(state, m_states[copy].requirement);
        const std::string number = std::to_string(copy);
        checkpoint.SetText(prefix + "source." + number, m_sources[copy].GetState());
        checkpoint.SetText(prefix + "state." + number, state.str());
    }
}

Eigen::MatrixXd
CaqaEnvironment::Load(const Checkpoint& checkpoint, const std::string& prefix)
{
    const int slot = LoadEpisodeSlot(checkpoint, prefix, m_count, m_scenario.slotsPerEpisode);
    std::vector<CaqaStateSource> sources = m_sources;
    std::vector<CaqaState> states(m_count);
    Eigen::MatrixXd observation(m_count, ObservationSize());
    for (int copy = 0; copy < m_count; ++copy)
    {
        const std::string number = std::to_string(copy);
        const std::size_t users = m_system.GetParameters().users;
        states[copy].gain.resize(users);
        states[copy].requirement.resize(users);
        std::istringstream state(checkpoint.GetText(prefix + "state." + number));
        state.imbue(std::locale::classic());
        if (!sources[copy].SetState(checkpoint.GetText(prefix + "source." + number)) ||
            !ReadValues(state, states[copy].gain) || !ReadValues(state, states[copy].requirement) ||
            !IsExhausted(state))
        {
            throw CheckpointError(checkpoint.GetPath() + ": holds no state of environment " +
                                  number + " for " + std::to_string(users) + " users");
        }
        observation.row(copy) = m_system.Observe(states[copy]).transpose();
    }
    m_sources = std::move(sources);
    m_states = std::move(states);
    m_slot = slot;
    m_result.observation = observation;
    m_result.finalObservation = observation;
    return observation;
}

const CaqaState&
CaqaEnvironment::GetState(int copy) const
{
    return m_states[copy];
}

} // namespace isac
} // namespace ns3
