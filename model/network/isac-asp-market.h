/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_MARKET_H
#define ISAC_ASP_MARKET_H

#include "ns3/isac-asp-system.h"
#include "ns3/nstime.h"
#include "ns3/object.h"

#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief The constants of ASP selection as attributes, and the providers: what scheduler, servers
 * and users of a network agree on.
 */
class AspMarket : public Object
{
  public:
    /// When the utility of a task is earned: AspPayment as attributes take it.
    enum Payment
    {
        ON_ASSIGNMENT, //!< when a provider takes it in
        ON_COMPLETION  //!< when it has run
    };

    /// What comes first in an observation: AspOrder as attributes take it.
    enum Order
    {
        PROVIDERS_FIRST, //!< as the published code has it
        TASK_FIRST       //!< as the paper has it
    };

    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /// @param providers at least one; without this call those of the published results
    void SetProviders(const std::vector<AspProviderProfile>& providers);
    /// @return the providers
    const std::vector<AspProviderProfile>& GetProviders() const;

    /// @return all constants
    AspParameters GetParameters() const;
    /**
     * @return the system that policies are made for
     * @throws std::invalid_argument with one line if attributes do not go together
     */
    AspSystem GetSystem() const;

  private:
    std::vector<AspProviderProfile> m_providers = PublishedAspProviders(); //!< of the network
    double m_arrivalRate;                                                  //!< lambda [1/s]
    Time m_horizon;               //!< time in which tasks arrive
    bool m_wholeSeconds;          //!< whether arrivals are cut to whole seconds
    uint32_t m_minSteps;          //!< least T
    uint32_t m_maxSteps;          //!< greatest T
    uint32_t m_stepStride;        //!< between the T that tasks may have
    double m_runTimeQuadratic;    //!< of T^2
    double m_runTimeLinear;       //!< of T
    double m_runTimeConstant;     //!< at T = 0
    Time m_runTimeUnit;           //!< what the quadratic counts in
    double m_crashPenalty;        //!< r_F
    double m_interruptionPenalty; //!< r_I
    Time m_recoveryTime;          //!< from a crash until tasks run again
    bool m_restart;               //!< whether interrupted tasks start over
    Payment m_payment;            //!< when utility is earned
    Order m_order;                //!< of an observation
    uint32_t m_window;            //!< observations side by side
};

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_MARKET_H
