/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ASP_CHAIN_H
#define ASP_CHAIN_H

#include "ns3/isac-asp-policy.h"

#include <memory>
#include <string>
#include <vector>

namespace evaluate
{

/**
 * @brief Looks on while a policy denoises its decisions: how likely the choice of the prophet is
 * after each step (Du et al. 2024, Fig. 8), which knows all utilities.
 */
class AspChainWatcher : public ns3::isac::Policy
{
  public:
    /**
     * @param watched decides
     * @param prophet what it is compared with, deciding on the same observations
     * @throws std::invalid_argument if what is watched makes no chain
     */
    AspChainWatcher(const ns3::isac::AspDecider& watched, const ns3::isac::AspDecider& prophet);

    ns3::isac::Action Act(const Eigen::VectorXd& observation, bool explore) override;
    void Seed(uint64_t seed) override;

    /// @return a row for each step of the chain: means over all decisions so far
    std::string ToCsv() const;

  private:
    /// Sums over decisions, after one step of the chain.
    struct Sums
    {
        double prophet = 0.0; //!< probability of the prophet's choice
        double largest = 0.0; //!< probability of the likeliest choice
        double entropy = 0.0; //!< of the choice [nat]
    };

    std::shared_ptr<ns3::isac::Policy> m_watched; //!< decides
    std::shared_ptr<ns3::isac::Policy> m_prophet; //!< knows better
    std::vector<Sums> m_sums;                     //!< of each step, x_T first
    int m_decisions = 0;                          //!< so far
};

} // namespace evaluate

#endif // ASP_CHAIN_H
