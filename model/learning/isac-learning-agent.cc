/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-learning-agent.h"

#include "isac-schedule.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace ns3
{
namespace isac
{

LearningAgent::LearningAgent(const std::string& kind,
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
}

void
LearningAgent::SetProgress(double done)
{
    m_progress = std::clamp(done, 0.0, 1.0);
}

void
LearningAgent::Seed(uint64_t seed)
{
    m_random = RandomSource(seed);
}

std::string
LearningAgent::Describe() const
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
LearningAgent::Save(Checkpoint& checkpoint, Extent extent) const
{
    checkpoint.SetText("agent", Describe());
    checkpoint.SetNumber("extent", static_cast<int>(extent));
    m_normalizer.Save(checkpoint, "normalizer");
    SaveNetworks(checkpoint, extent);
    checkpoint.SetNumber("updates", static_cast<double>(m_updates));
    if (extent == Extent::EVERYTHING)
    {
        checkpoint.SetText("random", m_random.GetState());
        SaveMemory(checkpoint);
    }
}

void
LearningAgent::Load(const Checkpoint& checkpoint, Extent extent)
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
        LoadMemory(checkpoint);
    }
}

void
LearningAgent::See(const Eigen::MatrixXd& observations)
{
    if (m_updates == 0 && m_settings.normalise)
    {
        m_normalizer.Add(observations);
    }
}

void
LearningAgent::CountUpdate()
{
    ++m_updates;
}

const AgentSettings&
LearningAgent::GetSettings() const
{
    return m_settings;
}

int
LearningAgent::ObservationSize() const
{
    return m_observationSize;
}

const ActionSpace&
LearningAgent::GetSpace() const
{
    return m_space;
}

int
LearningAgent::OnlyChoices() const
{
    if (m_space.categories.size() != 1 || m_space.continuous != 0)
    {
        throw std::invalid_argument(m_kind + ": " + std::to_string(m_space.categories.size()) +
                                    " categorical and " + std::to_string(m_space.continuous) +
                                    " continuous components, expected 1 and 0");
    }
    return m_space.categories.front();
}

RandomSource&
LearningAgent::GetRandom()
{
    return m_random;
}

const Normalizer&
LearningAgent::GetNormalizer() const
{
    return m_normalizer;
}

double
LearningAgent::GetProgress() const
{
    return m_progress;
}

double
LearningAgent::ScheduledRate(double rate) const
{
    return LinearSchedule{rate, m_settings.finalRate}.At(m_progress);
}

double
LearningAgent::ScheduledNoise() const
{
    return LinearSchedule{m_settings.explorationNoise, m_settings.finalNoise}.At(
        std::min(1.0, m_progress / m_settings.noiseSpan));
}

int64_t
LearningAgent::GetUpdates() const
{
    return m_updates;
}

} // namespace isac
} // namespace ns3
