/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-belief.h"

#include <algorithm>

namespace ns3
{
namespace isac
{

AspBelief::AspBelief(const std::vector<int>& capacity, bool accounting, bool restart)
    : m_accounting(accounting),
      m_restart(restart)
{
    for (const int c : capacity)
    {
        m_providers.push_back({c, c, {}});
    }
}

void
AspBelief::Assign(int provider, uint32_t sequence, int steps)
{
    m_providers[provider].underWay.push_back({sequence, steps});
}

void
AspBelief::Report(int provider, uint32_t handled, int free)
{
    Provider& known = m_providers[provider];
    while (!known.underWay.empty() && known.underWay.front().sequence <= handled)
    {
        known.underWay.pop_front();
    }
    // A provider that says the impossible is not believed beyond its capacity.
    known.free = std::clamp(free, 0, known.capacity);
}

int
AspBelief::GetFree(int provider) const
{
    const Provider& known = m_providers[provider];
    int free = known.free;
    if (!m_accounting)
    {
        return free;
    }
    for (const Assignment& task : known.underWay)
    {
        if (task.steps <= free)
        {
            free -= task.steps;
        }
        else if (!m_restart)
        {
            free = known.capacity;
        }
    }
    return free;
}

std::size_t
AspBelief::GetUnderWay(int provider) const
{
    return m_providers[provider].underWay.size();
}

} // namespace isac
} // namespace ns3
