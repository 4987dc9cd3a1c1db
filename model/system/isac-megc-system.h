/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MEGC_SYSTEM_H
#define ISAC_MEGC_SYSTEM_H

#include "ns3/isac-action-space.h"
#include "ns3/isac-megc-slot.h"

#include <Eigen/Core>
#include <array>

namespace ns3
{
namespace isac
{

/// How the shares of an action are made to add up to 1.
enum class MegcShares
{
    SOFTMAX, //!< u in [0, 1] is a logit, (2u - 1) times the range: what learners use
    WEIGHTS  //!< u is a weight, divided by the sum of the weights: what calculates its shares
};

/// How the raw action of a scheme becomes an allocation, and what it is shown.
struct MegcDecoding
{
    MegcShares shares = MegcShares::SOFTMAX; //!< see MegcShares
    double logitRange = 1.5;     //!< largest logit; shares differ by e^(2 range) at most
    bool bestOffloading = false; //!< lambda by ChooseOffloading(), no longer part of the action
    bool observesContent = true; //!< D_AIGC in the observation; the printed state (17) lacks it
};

/**
 * @ingroup isac-aigc
 * @brief The system MEGC as a learner sees it: what is observed, how a raw action becomes an
 * allocation, what it earns. C, A and V are the numbers of computation, content and vision users.
 *
 * Observation: log10 of the signal-to-noise ratio that each link has on the whole band at full
 * power (C computation uplinks, A content downlinks, V vision uplinks, V vision downlinks), then
 * the tasks in Mbit (C, V, and A unless MegcDecoding::observesContent is off).
 *
 * Action: values in [0, 1] for the shares of uplink bandwidth (C, V), downlink bandwidth (A, V),
 * downlink power (A, V) and server speed (C, A, V), each group made to add up to 1 as MegcShares
 * says, then lambda (C) unless MegcDecoding::bestOffloading is set. Every action is feasible.
 */
class MegcSystem
{
  public:
    /**
     * @param parameters the cell
     * @param decoding how actions are read
     */
    explicit MegcSystem(const MegcParameters& parameters, const MegcDecoding& decoding = {});

    /// @return the cell
    const MegcParameters& GetParameters() const;
    /// @return how actions are read
    const MegcDecoding& GetDecoding() const;
    /// @return number of values in an observation, 2C + 2A + 3V, or A less
    int ObservationSize() const;
    /// @return 3C + 3A + 4V continuous components, or C less
    ActionSpace GetActionSpace() const;
    /// @return how many share uplink bandwidth, downlink bandwidth, downlink power and server
    /// speed: the groups of an action, in its order
    std::array<int, 4> GetSharers() const;

    /**
     * @param state gains and tasks
     * @return observation, (17)
     */
    Eigen::VectorXd Observe(const MegcState& state) const;

    /**
     * @brief The inverse of Observe, for policies that compute rather than learn.
     * @param observation of a system that observes content
     * @return gains and tasks
     */
    MegcState Interpret(const Eigen::VectorXd& observation) const;

    /**
     * @param state gains and tasks that the decision is based on
     * @param action of GetActionSpace()
     * @return the allocation that it stands for
     */
    MegcAllocation Decode(const MegcState& state, const Action& action) const;

    /**
     * @brief An inverse of Decode under MegcShares::WEIGHTS.
     * @param allocation any
     * @return action that stands for it
     */
    Action Encode(const MegcAllocation& allocation) const;

    /**
     * @param state gains and tasks as they are
     * @param allocation what was decided
     * @return the slot in closed form
     */
    MegcOutcome Evaluate(const MegcState& state, const MegcAllocation& allocation) const;

  private:
    MegcParameters m_parameters; //!< the cell
    MegcDecoding m_decoding;     //!< how actions are read
};

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_SYSTEM_H
