/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-caqa-optima.h"

#include "isac-progress.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <stdexcept>

namespace ns3
{
namespace isac
{

std::vector<CaqaOptimumValue>
FindCaqaOptima(const CaqaParameters& parameters,
               const std::vector<CaqaState>& states,
               const CaqaOptimaOptions& options)
{
    using Clock = std::chrono::steady_clock;
    constexpr std::chrono::seconds INTERVAL(5); // between two writes of the cache
    CaqaOptimumCache cache(parameters, options.bound);
    const std::size_t known = options.cache.empty() ? 0 : cache.Read(options.cache, states);
    const auto keep = [&] {
        if (!options.cache.empty() && !cache.Write(options.cache))
        {
            throw std::runtime_error("cannot write " + options.cache);
        }
    };
    Progress progress(std::cerr, Progress::IsTerminal(), "optima", states.size());
    progress.StartFrom(known);
    const bool changes = known < states.size();
    auto written = Clock::now();
    std::vector<CaqaOptimumValue> optima;
    for (const CaqaState& state : states)
    {
        if (options.interrupted && options.interrupted())
        {
            break;
        }
        optima.push_back(cache.Solve(state));
        if (options.progress)
        {
            progress.Update(std::max(known, optima.size()), "");
        }
        if (changes && Clock::now() - written > INTERVAL)
        {
            keep();
            written = Clock::now();
        }
    }
    progress.Finish();
    if (changes)
    {
        keep();
    }
    return optima;
}

} // namespace isac
} // namespace ns3
