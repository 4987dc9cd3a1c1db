/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "asp-train-system.h"

#include "ns3/isac-asp-environment.h"
#include "ns3/isac-asp-scheme.h"

namespace train
{

using namespace ns3::isac;

AspTrainSystem::AspTrainSystem()
    : DiscreteTrainSystem("asp-selection", "d2sac", 1000)
{
}

std::string
AspTrainSystem::GetTitle() const
{
    return "trains an agent that assigns AIGC tasks to service providers, at slot level";
}

void
AspTrainSystem::AddSystemOptions(Arguments& arguments)
{
    m_options.AddTo(arguments);
}

void
AspTrainSystem::Finish(const Arguments& arguments,
                       const std::string& agent,
                       const AgentSettings& settings)
{
    DiscreteTrainSystem::Finish(arguments, agent, settings);
    try
    {
        m_system.emplace(m_options.MakeSystem());
        m_arrival = m_options.MakeArrivals();
    }
    catch (const std::invalid_argument& error)
    {
        throw UsageError(error.what());
    }
}

std::string
AspTrainSystem::GetLabel() const
{
    return m_options.GetLabel();
}

std::unique_ptr<Environment>
AspTrainSystem::MakePlainEnvironment(int count) const
{
    return std::make_unique<AspEnvironment>(*m_system, *m_arrival, count);
}

std::vector<EpisodeJudge::Reference>
AspTrainSystem::MakeReferences() const
{
    // Of the schemes that do not learn those without a memory: one policy serves all episodes.
    std::vector<EpisodeJudge::Reference> references;
    const AspSystem seen = m_options.MakeSystem(GetWindow());
    for (const char* name : {"random", "crash-avoid", "prophet", "bid-price"})
    {
        // Who decides by utilities knows those of one population only.
        const bool knowing = std::string(name) == "prophet" || std::string(name) == "bid-price";
        if (!knowing || seen.GetParameters().population == AspPopulation::FIXED)
        {
            references.emplace_back(name, *GetAspSchemes().Make(name, seen, 1));
        }
    }
    return references;
}

} // namespace train
