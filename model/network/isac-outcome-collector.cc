/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-outcome-collector.h"

#include <iterator>

namespace ns3
{
namespace isac
{

OutcomeCollector::OutcomeCollector(std::size_t users, double slack)
    : m_users(users),
      m_slack(slack)
{
}

std::optional<CaqaOutcome>
OutcomeCollector::Add(uint32_t slot, double caqa, double requirement)
{
    const auto place = m_open.try_emplace(slot).first;
    Told& told = place->second;
    told.caqa.push_back(caqa);
    told.requirement.push_back(requirement);
    if (told.caqa.size() < m_users)
    {
        if (m_open.size() > MOST_OPEN)
        {
            m_open.erase(m_open.begin());
        }
        return std::nullopt;
    }
    CaqaOutcome outcome;
    ScoreCaqa(told.caqa, told.requirement, m_slack, outcome);
    m_open.erase(m_open.begin(), std::next(place));
    return outcome;
}

std::size_t
OutcomeCollector::GetOpen() const
{
    return m_open.size();
}

} // namespace isac
} // namespace ns3
