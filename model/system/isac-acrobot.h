/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ACROBOT_H
#define ISAC_ACROBOT_H

#include "isac-classic-control.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Two hanging links with a motor between them, to be swung up (Sutton, 1996; equations of
 * the book of Sutton and Barto), with the constants and 500 steps of Gymnasium's Acrobot-v1.
 *
 * State: angle of the first link from straight down and of the second from the first, in [-pi, pi]
 * [rad], and their speeds [rad/s]. Observation: cosine and sine of each angle, then the speeds.
 * Actions 0, 1 and 2 are torques of -1, 0 and 1 N m. A step earns -1, but 0 when it lifts the tip
 * one link's length above the upper joint, which ends the episode. Links are 1 m long, weigh 1 kg,
 * with moments of inertia of 1 kg m^2 about their centres.
 */
class Acrobot : public ClassicControl
{
  public:
    static constexpr double GRAVITY = 9.8; //!< [m/s^2]
    static constexpr double CENTRE = 0.5;  //!< of mass of a link, from its upper end [m]
    static constexpr double STEP = 0.2;    //!< of the Runge-Kutta rule [s]

    /// @param count N
    explicit Acrobot(int count);

    /**
     * @param state as above
     * @param torque of the motor [N m]
     * @return its derivative by time
     */
    static Eigen::Vector4d Derivative(const Eigen::Vector4d& state, double torque);
    /**
     * @brief One step of the Runge-Kutta rule of fourth order; angles are then wrapped and speeds
     * kept within 4 pi and 9 pi.
     * @param state as above
     * @param action 0, 1 or 2
     * @return the state afterwards
     */
    static Eigen::Vector4d Next(const Eigen::Vector4d& state, int action);
    /**
     * @param state as above
     * @return whether the tip is one link's length above the upper joint
     */
    static bool IsUp(const Eigen::Vector4d& state);

  protected:
    Outcome Advance(const Eigen::Vector4d& state, int action) const override;
    Eigen::VectorXd Look(const Eigen::Vector4d& state) const override;
};

} // namespace isac
} // namespace ns3

#endif // ISAC_ACROBOT_H
