/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_SYSTEM_H
#define ISAC_DD_SYSTEM_H

#include "isac-dd-scenario.h"

#include "ns3/isac-action-space.h"

#include <Eigen/Core>

namespace ns3
{
namespace isac
{

/// How an action names numbers of steps.
enum class DdActions
{
    LARGEST, //!< sec. IV-C: T_s values for t_0 and T_e for each t_k, of which the largest wins
    CHOICES  //!< a categorical choice for t_0 and for each t_k
};

/// How values in [0, 1] become watts.
enum class DdPowers
{
    SHARES, //!< P_k is v_k / sum v of what t_0 leaves of the server's budget: (24) always holds
    WATTS   //!< P_k is v_k times a limit, and the reward's penalty teaches (24): the paper's way
};

/// How the raw action of a scheme becomes an allocation.
struct DdDecoding
{
    DdActions actions = DdActions::LARGEST; //!< see DdActions
    DdPowers powers = DdPowers::SHARES;     //!< see DdPowers
    double powerLimit = 0.0; //!< of DdPowers::WATTS [W]; 0: the whole budget, E_T / beta
};

/**
 * @ingroup isac-aigc
 * @brief Distributed diffusion as a learner sees it: what is observed, how a raw action becomes an
 * allocation. K is the number of users, T_s and T_e are the most steps of server and device.
 *
 * Observation, (26), 8 K + 2 values: personalities (5 K), semantic distances d for tau(c) (K),
 * energies of a step delta_0 to delta_K (K + 1) [J], log10 of the channel gains (K), for they lie
 * within decades, and Q_th.
 *
 * Action: values in [0, 1] for the powers (K), then either values of which the largest names t_0
 * (T_s) and each t_k (K T_e), the first of equal ones; or choices 0 to T_s - 1 and 0 to T_e - 1.
 * Where all values for shares are 0 powers are equal.
 */
class DdSystem
{
  public:
    /**
     * @param parameters the system
     * @param scenario its users; the device budgets of observed states are its
     * @param decoding how actions are read
     */
    explicit DdSystem(const DdParameters& parameters,
                      const DdScenario& scenario = {},
                      const DdDecoding& decoding = {});

    /// @return the system
    const DdParameters& GetParameters() const;
    /// @return its users
    const DdScenario& GetScenario() const;
    /// @return how actions are read
    const DdDecoding& GetDecoding() const;
    /// @return number of values in an observation, 8 K + 2
    int ObservationSize() const;
    /// @return K + T_s + K T_e values, or K values and 1 + K choices
    ActionSpace GetActionSpace() const;

    /**
     * @param state users
     * @return observation, (26)
     */
    Eigen::VectorXd Observe(const DdState& state) const;
    /**
     * @brief The inverse of Observe, for policies that compute rather than learn.
     * @param observation of this system
     * @return users, without styles
     */
    DdState Interpret(const Eigen::VectorXd& observation) const;

    /**
     * @param action of GetActionSpace()
     * @return the allocation that it stands for
     */
    DdAllocation Decode(const Action& action) const;
    /**
     * @brief An inverse of Decode under DdActions::CHOICES and DdPowers::WATTS.
     * @param allocation steps within the ranges; powers beyond the limit are cut to it
     * @return action that stands for it
     */
    Action Encode(const DdAllocation& allocation) const;

  private:
    /// @return watts that a value of 1 stands for under DdPowers::WATTS
    double PowerLimit() const;

    DdParameters m_parameters; //!< the system
    DdScenario m_scenario;     //!< its users
    DdDecoding m_decoding;     //!< how actions are read
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_SYSTEM_H
