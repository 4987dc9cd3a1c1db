/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-off-policy-agent.h"

#include "isac-prioritized-replay.h"

#include <algorithm>

namespace ns3
{
namespace isac
{

OffPolicyAgent::OffPolicyAgent(const std::string& kind,
                               int observationSize,
                               const ActionSpace& space,
                               const AgentSettings& settings,
                               uint64_t seed)
    : LearningAgent(kind, observationSize, space, settings, seed)
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
    Note(result);
    const auto count = static_cast<int>(observations.rows());
    if (!m_steps || m_environments != count)
    {
        m_environments = count;
        m_steps =
            std::make_unique<NStepReturns>(count, GetSettings().steps, GetSettings().discount);
    }
    See(observations);
    m_replay->Add(m_steps->Push(observations, actions, result));
}

void
OffPolicyAgent::Note(const StepResult& result)
{
    static_cast<void>(result);
}

bool
OffPolicyAgent::Update()
{
    const AgentSettings& settings = GetSettings();
    if (m_replay->Size() < std::max(1, settings.minReplay))
    {
        return false;
    }
    m_replay->Sample(settings.batch, GetRandom(), m_sample);
    const FloatMatrix observation =
        GetNormalizer().Apply(m_sample.observation.cast<double>().eval());
    const FloatMatrix next =
        settings.discount > 0.0
            ? GetNormalizer().Apply(m_sample.nextObservation.cast<double>().eval())
            : FloatMatrix();
    CountUpdate();
    m_replay->SetErrors(m_sample.place, Learn(m_sample, observation, next));
    return true;
}

void
OffPolicyAgent::SetProgress(double done)
{
    LearningAgent::SetProgress(done);
    if (auto* prioritized = dynamic_cast<PrioritizedReplay*>(m_replay.get()))
    {
        const double start = GetSettings().importanceExponent;
        prioritized->SetImportanceExponent(start + (1.0 - start) * GetProgress());
    }
}

void
OffPolicyAgent::SaveMemory(Checkpoint& checkpoint) const
{
    m_replay->Save(checkpoint, "replay");
    checkpoint.SetNumber("environments", m_environments);
    if (m_steps)
    {
        m_steps->Save(checkpoint, "steps");
    }
}

void
OffPolicyAgent::LoadMemory(const Checkpoint& checkpoint)
{
    m_replay->Load(checkpoint, "replay");
    m_environments = static_cast<int>(checkpoint.GetNumber("environments"));
    m_steps.reset();
    if (m_environments > 0)
    {
        m_steps = std::make_unique<NStepReturns>(m_environments,
                                                 GetSettings().steps,
                                                 GetSettings().discount);
        m_steps->Load(checkpoint, "steps");
    }
}

} // namespace isac
} // namespace ns3
