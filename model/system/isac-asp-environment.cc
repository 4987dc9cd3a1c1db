/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-environment.h"

#include <cmath>
#include <locale>
#include <sstream>
#include <utility>

namespace ns3
{
namespace isac
{

AspEnvironment::AspEnvironment(const AspSystem& system, const AspArrivals& arrivals, int count)
    : m_system(system),
      m_arrivals(arrivals.Clone()),
      m_restarted(count, 0)
{
    for (int copy = 0; copy < count; ++copy)
    {
        m_copies.push_back({m_arrivals->Clone(), {}, AspEpisode(system.GetParameters())});
    }
    m_result.observation.resize(count, ObservationSize());
    m_result.reward.setZero(count);
    m_result.terminated.setConstant(count, false);
    m_result.truncated.setConstant(count, false);
    m_result.metrics.setZero(count, static_cast<Eigen::Index>(AspMetric::COUNT));
    Reset(0);
}

int
AspEnvironment::Count() const
{
    return static_cast<int>(m_copies.size());
}

int
AspEnvironment::ObservationSize() const
{
    return m_system.ObservationSize();
}

ActionSpace
AspEnvironment::GetActionSpace() const
{
    return m_system.GetActionSpace();
}

std::vector<std::string>
AspEnvironment::MetricNames() const
{
    return {"utility",
            "penalty",
            "crashes",
            "lost_tasks",
            "lost_utility",
            "restarted_tasks",
            "finished_tasks",
            "finished_utility"};
}

Eigen::MatrixXd
AspEnvironment::Reset(uint64_t seed)
{
    boost::random::mt19937_64 seeds(seed);
    for (int copy = 0; copy < Count(); ++copy)
    {
        m_copies[copy].arrivals->Seed(seeds());
        m_copies[copy].random.seed(seeds());
        StartEpisode(m_copies[copy]);
        ShowStart(copy);
        m_restarted[copy] = 0;
    }
    m_result.finalObservation = m_result.observation;
    return m_result.observation;
}

const StepResult&
AspEnvironment::Step(const ActionBatch& actions)
{
    for (int copy = 0; copy < Count(); ++copy)
    {
        AspEpisode& episode = m_copies[copy].episode;
        const AspOutcome& outcome = episode.Assign(actions.categorical(copy, 0));
        m_result.reward[copy] = outcome.reward;
        WriteMetrics(outcome, copy);
        if (m_restarted[copy])
        {
            m_result.finalObservation.row(copy) = m_result.observation.row(copy);
        }
        ShowStep(m_result.finalObservation, copy);
        const bool over = episode.IsOver();
        m_result.terminated[copy] = over;
        m_restarted[copy] = over;
        if (over)
        {
            StartEpisode(m_copies[copy]);
            ShowStart(copy);
        }
        else
        {
            ShowStep(m_result.observation, copy);
        }
    }
    return m_result;
}

void
AspEnvironment::StartEpisode(Copy& copy)
{
    const AspParameters& parameters = m_system.GetParameters();
    copy.arrivals->NextEpisode(m_tasks);
    if (parameters.population == AspPopulation::PER_EPISODE)
    {
        const auto providers =
            DrawAspProviders(parameters.ranges, parameters.providers, copy.random);
        copy.episode.Start(providers, m_tasks);
    }
    else
    {
        copy.episode.Start(m_system.GetProviders(), m_tasks);
    }
}

void
AspEnvironment::ShowStart(int copy)
{
    Eigen::MatrixXd& rows = m_result.observation;
    const AspEpisode& episode = m_copies[copy].episode;
    const int steps = episode.GetTask().steps;
    for (Eigen::Index start = 0; start < rows.cols(); start += m_system.BlockSize())
    {
        for (int i = 0; i < m_system.GetParameters().providers; ++i)
        {
            // Providers are idle at the start.
            const int capacity = episode.GetProviders()[i].GetCapacity();
            rows(copy, start + m_system.ProviderPlace(i)) = m_system.ShowCapacity(capacity);
            rows(copy, start + m_system.ProviderPlace(i) + 1) = 1.0;
        }
        rows(copy, start + m_system.TaskPlace()) = m_system.ShowSteps(steps);
        rows(copy, start + m_system.TaskPlace() + 1) = m_system.ShowRunTime(steps);
    }
}

void
AspEnvironment::ShowStep(Eigen::MatrixXd& rows, int copy) const
{
    const AspEpisode& episode = m_copies[copy].episode;
    const Eigen::Index size = m_system.BlockSize();
    const Eigen::Index newest = rows.cols() - size;
    for (Eigen::Index i = 0; i < newest; ++i)
    {
        rows(copy, i) = rows(copy, i + size);
    }
    for (const int i : episode.GetChanged())
    {
        const AspProvider& provider = episode.GetProviders()[i];
        rows(copy, newest + m_system.ProviderPlace(i) + 1) =
            static_cast<double>(provider.GetFree()) / provider.GetCapacity();
    }
    const int steps = episode.GetTask().steps;
    rows(copy, newest + m_system.TaskPlace()) = m_system.ShowSteps(steps);
    rows(copy, newest + m_system.TaskPlace() + 1) = m_system.ShowRunTime(steps);
}

void
AspEnvironment::WriteMetrics(const AspOutcome& outcome, int copy)
{
    const auto set = [&](AspMetric metric, double value) {
        m_result.metrics(copy, static_cast<Eigen::Index>(metric)) = value;
    };
    set(AspMetric::UTILITY, outcome.utility);
    set(AspMetric::PENALTY, outcome.penalty);
    set(AspMetric::CRASHES, outcome.crashed ? 1.0 : 0.0);
    set(AspMetric::LOST_TASKS, outcome.lostTasks);
    set(AspMetric::LOST_UTILITY, outcome.lostUtility);
    set(AspMetric::RESTARTED_TASKS, outcome.restartedTasks);
    set(AspMetric::FINISHED_TASKS, outcome.finishedTasks);
    set(AspMetric::FINISHED_UTILITY, outcome.finishedUtility);
}

void
AspEnvironment::Save(Checkpoint& checkpoint, const std::string& prefix) const
{
    checkpoint.SetNumber(prefix + "copies", Count());
    for (int copy = 0; copy < Count(); ++copy)
    {
        const std::string arrivals = m_copies[copy].arrivals->GetState();
        if (arrivals.empty())
        {
            throw CheckpointError("arrivals that a function draws cannot be kept in a checkpoint");
        }
        std::ostringstream state;
        state.imbue(std::locale::classic());
        state << m_copies[copy].random << '\n';
        m_copies[copy].episode.Write(state);
        // Behind the episode: all but the newest block of the window.
        const Eigen::Index older = ObservationSize() - m_system.BlockSize();
        for (Eigen::Index i = 0; i < older; ++i)
        {
            state << m_result.observation(copy, i) << ' ';
        }
        const std::string number = std::to_string(copy);
        checkpoint.SetText(prefix + "arrivals." + number, arrivals);
        checkpoint.SetText(prefix + "episode." + number, state.str());
    }
}

Eigen::MatrixXd
AspEnvironment::Load(const Checkpoint& checkpoint, const std::string& prefix)
{
    const auto refuse = [&](const std::string& why) {
        throw CheckpointError(checkpoint.GetPath() + ": " + why);
    };
    if (checkpoint.GetNumber(prefix + "copies") != Count())
    {
        refuse("holds environments of another number than " + std::to_string(Count()));
    }
    const Eigen::Index size = m_system.BlockSize();
    const Eigen::Index older = ObservationSize() - size;
    std::vector<Copy> copies;
    Eigen::MatrixXd observation(Count(), ObservationSize());
    for (int copy = 0; copy < Count(); ++copy)
    {
        const std::string number = std::to_string(copy);
        std::istringstream state(checkpoint.GetText(prefix + "episode." + number));
        state.imbue(std::locale::classic());
        Copy read{m_arrivals->Clone(), {}, AspEpisode(m_system.GetParameters())};
        bool good = read.arrivals->SetState(checkpoint.GetText(prefix + "arrivals." + number)) &&
                    (state >> read.random) && read.episode.Read(state);
        for (Eigen::Index i = 0; i < older && good; ++i)
        {
            good = (state >> observation(copy, i)) && std::isfinite(observation(copy, i));
        }
        std::string rest;
        if (!good || (state >> rest))
        {
            refuse("holds no state of environment " + number + " for " +
                   std::to_string(m_system.GetParameters().providers) + " providers");
        }
        observation.row(copy).tail(size) = m_system.Observe(read.episode.GetState()).transpose();
        copies.push_back(std::move(read));
    }
    m_copies = std::move(copies);
    m_result.observation = observation;
    m_result.finalObservation = observation;
    m_restarted.assign(Count(), 0);
    return observation;
}

const AspEpisode&
AspEnvironment::GetEpisode(int copy) const
{
    return m_copies[copy].episode;
}

} // namespace isac
} // namespace ns3
