/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_CASES_H
#define ISAC_ASP_CASES_H

#include "ns3/isac-asp-arrivals.h"
#include "ns3/isac-asp-episode.h"
#include "ns3/isac-asp-scheme.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @param name of a file of test/data
 * @return where it is
 */
inline std::string
AspDataPath(const std::string& name)
{
    return std::string(ISAC_DATA_DIRECTORY) + "/../test/data/" + name;
}

/// @return the reference episode: 1005 tasks, the last one unassigned
inline std::vector<AspTask>
GoldenAspTasks()
{
    return ReadAspTrace(AspDataPath("asp-seed0-trace.csv"));
}

/**
 * @param name of a scheme
 * @param system that it is for
 * @return its policy, seeded with 1
 */
inline std::shared_ptr<Policy>
MakeAspPolicy(const std::string& name, const AspSystem& system)
{
    return GetAspSchemes().Make(name, system, 1).value();
}

/// @return names of schemes that need no time to be made
inline std::vector<std::string>
QuickAspSchemes()
{
    return {"random", "round-robin", "crash-avoid", "prophet", "bid-price-fluid"};
}

/**
 * @brief A small system on which everything can be said by hand: run times are 1 s a step, utility
 * is 0.01 a step up to 100 steps.
 * @param capacities of its providers
 * @param change what else differs
 * @return the system; T may be 10, 20, ..., 100
 */
inline AspSystem
SmallAspSystem(const std::vector<int>& capacities, AspParameters change = {})
{
    change.providers = static_cast<int>(capacities.size());
    change.minSteps = 10;
    change.maxSteps = 100;
    change.runTime = {0.0, 1.0, 0.0, 1.0};
    std::vector<AspProviderProfile> profiles;
    for (const int capacity : capacities)
    {
        profiles.push_back({capacity, {0.0, 0.0, 100.0, 1.0}});
    }
    return AspSystem(change, profiles);
}

/**
 * @param system its providers and constants
 * @param tasks of the episode
 * @return that episode at its start
 */
inline AspEpisode
StartAspEpisode(const AspSystem& system, std::vector<AspTask> tasks)
{
    AspEpisode episode(system.GetParameters());
    episode.Start(system.GetProviders(), tasks);
    return episode;
}

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_CASES_H
