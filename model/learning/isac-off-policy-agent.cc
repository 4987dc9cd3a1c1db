/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-off-policy-agent.h"

#include "isac-prioritized-replay.h"
#include "isac-schedule.h"

#include <algorithm>
#include <sstream>

namespace ns3
{
namespace isac
{

OffPolicyAgent::OffPolicyAgent(const std::string& kind,
                               int observationSize,
                               const ActionSpace& space,
                               const AgentSettings& settings,
                               uint64_t seed)
    : m_kind(kind),
      m_observationSize(observationSize),
      m_space(space),
      m_settings(settings),
      m_random(seed),
      m_normalizer(observationSize)
{
    if (settings.prioritized)
    {
        m_replay = std::make_unique<PrioritizedReplay>(settings.replay,
                                                       observationSize,
                                                       space,
                                                       settings.priorityExponent,
                                                       settings.importanceExponent);
    }
    else
    {
        m_replay = std::make_unique<Replay>(settings.replay, observationSize, space);
    }
}

void
OffPolicyAgent::Observe(const Eigen::MatrixXd& observations,
                        const ActionBatch& actions,
                        const StepResult& result)
{
    const auto count = static_cast<int>(observations.rows());
    if (!m_steps || m_environments != count)
    {
        m_environments = count;
        m_steps = std::make_unique<NStepReturns>(count, m_settings.steps, m_settings.discount);
    }
    if (m_updates == 0 && m_settings.normalise)
    {
        m_normalizer.Add(observations);
    }
    m_replay->Add(m_steps->Push(observations, actions, result));
}

bool
OffPolicyAgent::Update()
{
    if (m_replay->Size() < std::max(1, m_settings.minReplay))
    {
        return false;
    }
    m_replay->Sample(m_settings.batch, m_random, m_sample);
    const FloatMatrix observation = m_normalizer.Apply(m_sample.observation.cast<double>().eval());
    const FloatMatrix next =
        m_settings.discount > 0.0
            ? m_normalizer.Apply(m_sample.nextObservation.cast<double>().eval())
            : FloatMatrix();
    ++m_updates;
    m_replay->SetErrors(m_sample.place, Learn(m_sample, observation, next));
    return true;
}

void
OffPolicyAgent::SetProgress(double done)
{
    m_progress = std::clamp(done, 0.0, 1.0);
    if (auto* prioritized = dynamic_cast<PrioritizedReplay*>(m_replay.get()))
    {
        const double start = m_settings.importanceExponent;
        prioritized->SetImportanceExponent(start + (1.0 - start) * m_progress);
    }
}

void
OffPolicyAgent::Seed(uint64_t seed)
{
    m_random = RandomSource(seed);
}

std::string
OffPolicyAgent::Describe() const
{
    std::ostringstream text;
    text << m_kind << ", observations of " << m_observationSize << ", choices";
    for (const int choices : m_space.categories)
    {
        text << ' ' << choices;
    }
    text << ", continuous " << m_space.continuous << ", layers";
    for (const auto* layers :
         {&m_settings.actorHidden, &m_settings.branchHidden, &m_settings.criticHidden})
    {
        for (const int size : *layers)
        {
            text << ' ' << size;
        }
        text << (layers == &m_settings.criticHidden ? "" : " /");
    }
    return text.str();
}

void
OffPolicyAgent::Save(Checkpoint& checkpoint, Extent extent) const
{
    checkpoint.SetText("agent", Describe());
    checkpoint.SetNumber("extent", static_cast<int>(extent));
    m_normalizer.Save(checkpoint, "normalizer");
    SaveNetworks(checkpoint, extent);
    checkpoint.SetNumber("updates", static_cast<double>(m_updates));
    if (extent == Extent::EVERYTHING)
    {
        checkpoint.SetText("random", m_random.GetState());
        m_replay->Save(checkpoint, "replay");
        checkpoint.SetNumber("environments", m_environments);
        if (m_steps)
        {
            m_steps->Save(checkpoint, "steps");
        }
    }
}

void
OffPolicyAgent::Load(const Checkpoint& checkpoint, Extent extent)
{
    const std::string found = checkpoint.GetText("agent");
    if (found != Describe())
    {
        throw CheckpointError(checkpoint.GetPath() + " holds an agent (" + found + "), expected (" +
                              Describe() + ")");
    }
    if (checkpoint.GetNumber("extent") < static_cast<int>(extent))
    {
        throw CheckpointError(checkpoint.GetPath() + " holds " +
                              (extent == Extent::EVERYTHING
                                   ? "no replay, expected all that training goes on from"
                                   : "a policy only, expected a learner with its critics"));
    }
    m_normalizer.Load(checkpoint, "normalizer");
    LoadNetworks(checkpoint, extent);
    m_updates = static_cast<int64_t>(checkpoint.GetNumber("updates"));
    if (extent == Extent::EVERYTHING)
    {
        if (!m_random.SetState(checkpoint.GetText("random")))
        {
            throw CheckpointError(checkpoint.GetPath() + ": random is no state of random numbers");
        }
        m_replay->Load(checkpoint, "replay");
        m_environments = static_cast<int>(checkpoint.GetNumber("environments"));
        m_steps.reset();
        if (m_environments > 0)
        {
            m_steps = std::make_unique<NStepReturns>(m_environments,
                                                     m_settings.steps,
                                                     m_settings.discount);
            m_steps->Load(checkpoint, "steps");
        }
    }
}

const AgentSettings&
OffPolicyAgent::GetSettings() const
{
    return m_settings;
}

int
OffPolicyAgent::ObservationSize() const
{
    return m_observationSize;
}

const ActionSpace&
OffPolicyAgent::GetSpace() const
{
    return m_space;
}

RandomSource&
OffPolicyAgent::GetRandom()
{
    return m_random;
}

const Normalizer&
OffPolicyAgent::GetNormalizer() const
{
    return m_normalizer;
}

double
OffPolicyAgent::GetProgress() const
{
    return m_progress;
}

double
OffPolicyAgent::ScheduledRate(double rate) const
{
    return LinearSchedule{rate, m_settings.finalRate}.At(m_progress);
}

double
OffPolicyAgent::ScheduledNoise() const
{
    return LinearSchedule{m_settings.explorationNoise, m_settings.finalNoise}.At(m_progress);
}

int64_t
OffPolicyAgent::GetUpdates() const
{
    return m_updates;
}

} // namespace isac
} // namespace ns3
