/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "asp-train-system.h"

#include "ns3/isac-asp-environment.h"
#include "ns3/isac-asp-policy.h"
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
        m_bidPrice = *GetAspSchemes().Make("bid-price", m_options.MakeSystem(settings.window), 1);
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

Player
AspTrainSystem::MakePlayer(const std::string& name, uint64_t seed) const
{
    const AspDecider decider = MakeAspDecider(name, *m_system, seed);
    const std::shared_ptr<AspArrivals> arrivals = m_arrival->Clone();
    return {decider.policy, [system = decider.system, arrivals](int count) {
                return std::make_unique<AspEnvironment>(system, *arrivals, count);
            }};
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
    std::vector<std::string> names = {"random", "crash-avoid"};
    // Who decides by utilities knows those of one population only.
    const bool fixed = seen.GetParameters().population == AspPopulation::FIXED;
    if (fixed)
    {
        names.emplace_back("prophet");
    }
    for (const std::string& name : names)
    {
        references.emplace_back(name, *GetAspSchemes().Make(name, seen, 1));
    }
    if (fixed)
    {
        references.emplace_back("bid-price", m_bidPrice);
    }
    return references;
}

} // namespace train
