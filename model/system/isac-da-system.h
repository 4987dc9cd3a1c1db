/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_SYSTEM_H
#define ISAC_DA_SYSTEM_H

#include "isac-da-slot-problem.h"

#include "ns3/isac-action-space.h"

#include <Eigen/Core>
#include <array>
#include <vector>

namespace ns3
{
namespace isac
{

/// What an action of DA-ISAC decides on.
enum class DaActions
{
    GROUP_SHARES, //!< six numbers: what each group has of bandwidth, power and speed, (19)
    USER_WEIGHTS, //!< three numbers for each user: weights of what is to be shared out
    USER_LEVELS,  //!< the same weights as choices, 1 to DaDecoding::levels: of Q networks
    USER_SHARES   //!< three numbers for each user: shares of the budget themselves
};

/// How the raw action of a scheme becomes an allocation, what it is shown, and what it earns.
struct DaDecoding
{
    DaActions actions = DaActions::GROUP_SHARES; //!< see DaActions
    /// Whether weights share out only what the least demands of sensing leave. If not, they share
    /// out everything, and demands may be missed.
    bool sensingFirst = true;
    /// Whether there are two layers of reward (HDRL): minus the part of users whose demands are
    /// missed as long as there are any, then the mean QoE.
    bool hierarchicalReward = false;
    int levels = 5; //!< of USER_LEVELS
    /// Of GROUP_SHARES: part of the way from the balanced split to where demands of sensing take
    /// everything that no split goes. There users whose demands are small would wait for minutes.
    double reserve = 0.1;
};

/// What an action comes to.
struct DaDecision
{
    DaAllocation allocation; //!< of all users
    double meanQoe = 0.0;    //!< what the problem at hand expects of it
    /// Derivative of meanQoe by the raw action, of GROUP_SHARES; else empty.
    Eigen::VectorXd gradient;
    bool pulledBack = false; //!< whether a split between groups had to be moved
};

/**
 * @ingroup isac-aigc
 * @brief The system DA-ISAC as a learner sees it: what is observed, how a raw action becomes an
 * allocation, what it earns.
 *
 * GROUP_SHARES observes (18), 13 numbers: per group the means of H~, E~, log10 vs^2, log10 h2, F
 * and of its weights (omega_1, omega_2 of L1; omega_3 of L2); zeros of a group without users. Its
 * action is, per group, the claim to bandwidth, power and speed: .02 + .98 u, divided by the sum
 * over groups; a split that is infeasible, or nearer to that than DaDecoding::reserve, is moved
 * towards the balanced one, KeepReserve(). Users of a group are then solved exactly.
 *
 * All others observe all users, ten numbers each: station, H~, E~, log10 vs, log10 h2, F, structure
 * (0 for L1), omega_1 to omega_3. Their action has the users' bandwidths, then powers, then speeds.
 */
class DaSystem
{
  public:
    /**
     * @param scenario who shares what
     * @param decoding how actions are read
     */
    explicit DaSystem(const DaScenario& scenario, const DaDecoding& decoding = {});

    /// @return who shares what
    const DaScenario& GetScenario() const;
    /// @return how actions are read
    const DaDecoding& GetDecoding() const;
    /// @return 13, or ten for each user
    int ObservationSize() const;
    /// @return see DaActions
    ActionSpace GetActionSpace() const;

    /**
     * @param slot users, as many as the scenario has, as known
     * @return observation
     */
    Eigen::VectorXd Observe(const DaSlot& slot) const;
    /**
     * @brief The inverse of Observe() but for places, for policies that compute rather than learn.
     * @param observation of all users
     * @return users
     */
    DaSlot Interpret(const Eigen::VectorXd& observation) const;
    /**
     * @param problem of the slot, as known
     * @param action of GetActionSpace()
     * @return the allocation that it stands for
     */
    DaDecision Decode(const DaSlotProblem& problem, const Action& action) const;
    /**
     * @brief An inverse of Decode() under USER_SHARES.
     * @param allocation any
     * @return action that stands for it
     */
    Action Encode(const DaAllocation& allocation) const;
    /**
     * @param problem of the slot, as it truly is
     * @param allocation what was decided
     * @return mean QoE, or what DaDecoding::hierarchicalReward makes of it
     */
    double Reward(const DaSlotProblem& problem, const DaAllocation& allocation) const;

  private:
    /// @copydoc Decode
    DaDecision DecodeGroups(const DaSlotProblem& problem, const Action& action) const;
    /**
     * @param part whose users share a budget
     * @param weight of each user in each resource: bandwidth, power, speed
     * @return allocation of the part
     */
    DaAllocation ShareOut(const DaPart& part,
                          const std::vector<std::array<double, 3>>& weight) const;

    DaScenario m_scenario; //!< who shares what
    DaDecoding m_decoding; //!< how actions are read
};

/**
 * @ingroup isac-aigc
 * @param problem of a slot
 * @param allocation any
 * @return users whose demands are missed, by more than rounding
 */
std::vector<int> DaMissed(const DaSlotProblem& problem, const DaAllocation& allocation);
/**
 * @ingroup isac-aigc
 * @param scenario whose accuracies are asked for
 * @param slot users as they are
 * @param allocation any
 * @return users whose accuracies are missed, by more than rounding; unlike DaMissed() with those
 * whom DaSlotProblem gave up
 */
std::vector<int> DaUnmet(const DaScenario& scenario,
                         const DaSlot& slot,
                         const DaAllocation& allocation);

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_SYSTEM_H
