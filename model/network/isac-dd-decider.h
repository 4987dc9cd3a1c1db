/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_DECIDER_H
#define ISAC_DD_DECIDER_H

#include "ns3/isac-dd-scheme.h"

#include <map>
#include <string>
#include <utility>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Allocates for groups of any size by one named scheme, what MakeDdScheme() takes.
 */
class DdDecider
{
  public:
    /**
     * @param name of the scheme
     * @param scenario users; the budget of their devices is its
     * @param seed of the scheme's own random numbers
     */
    DdDecider(const std::string& name, const DdScenario& scenario, uint64_t seed);

    /**
     * @param parameters of a group
     * @param state its users
     * @return what the scheme decides, within the ranges of steps
     * @throws std::invalid_argument if there is no such scheme for such a group, or none of its
     * allocations is within the budgets: one line
     */
    DdAllocation Decide(const DdParameters& parameters, const DdState& state);

  private:
    std::string m_name;    //!< of the scheme
    DdScenario m_scenario; //!< users
    uint64_t m_seed;       //!< of the scheme's random numbers
    /// By number of users and energy of a shared step, which the groups' systems differ in.
    std::map<std::pair<int, double>, DdScheme> m_schemes;
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_DECIDER_H
