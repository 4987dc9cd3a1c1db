/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_POLICY_H
#define ISAC_POLICY_H

#include "isac-action-space.h"

#include <cstdint>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Maps an observation to an action. Heuristics, optima, agents and exported networks are
 * all policies.
 */
class Policy
{
  public:
    virtual ~Policy() = default;

    /**
     * @param observation what the system observes, of the size the system says
     * @param explore whether a learner may depart from its best action
     * @return an action of the system's space; the same for the same observation unless the
     * policy is random by nature or told to explore
     */
    virtual Action Act(const Eigen::VectorXd& observation, bool explore = false) = 0;

    /**
     * @brief Restart the policy's own random numbers, if it has any.
     * @param seed any number
     */
    virtual void Seed(uint64_t seed)
    {
        static_cast<void>(seed);
    }
};

} // namespace isac
} // namespace ns3

#endif // ISAC_POLICY_H
