/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_REWARD_MODEL_H
#define ISAC_REWARD_MODEL_H

#include "isac-action-space.h"

#include <Eigen/Core>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief A reward in closed form, with its derivative: what an agent learns from that needs no
 * critic.
 *
 * It stands for systems whose next state does not depend on the action (contextual bandits).
 */
class RewardModel
{
  public:
    virtual ~RewardModel() = default;

    /// @return number of values in one observation
    virtual int ObservationSize() const = 0;
    /// @return what an action consists of
    virtual ActionSpace GetActionSpace() const = 0;

    /**
     * @param observation what the system observes
     * @param action of GetActionSpace()
     * @param gradient gets the derivative of the reward by each continuous component
     * @param choices gets the reward had one categorical component alone been chosen otherwise:
     * components x most choices; what lies beyond a component's choices is 0
     * @return the reward
     */
    virtual double Evaluate(const Eigen::VectorXd& observation,
                            const Action& action,
                            Eigen::VectorXd& gradient,
                            Eigen::MatrixXd& choices) const = 0;
};

} // namespace isac
} // namespace ns3

#endif // ISAC_REWARD_MODEL_H
