/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CART_POLE_H
#define ISAC_CART_POLE_H

#include "isac-classic-control.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief A pole on a cart that is pushed left or right, to be kept upright (Barto, Sutton and
 * Anderson, 1983), with the constants, limits and 500 steps of Gymnasium's CartPole-v1.
 *
 * State and observation: place [m] and speed [m/s] of the cart, angle of the pole from the vertical
 * [rad] and its speed [rad/s]. Action 0 pushes left, 1 right. Each step earns 1; an episode ends
 * when the cart leaves the track or the pole leans too far.
 */
class CartPole : public ClassicControl
{
  public:
    static constexpr double GRAVITY = 9.8;       //!< [m/s^2]
    static constexpr double CART_MASS = 1.0;     //!< [kg]
    static constexpr double POLE_MASS = 0.1;     //!< [kg]
    static constexpr double HALF_LENGTH = 0.5;   //!< of the pole [m]
    static constexpr double FORCE = 10.0;        //!< of a push [N]
    static constexpr double STEP = 0.02;         //!< of Euler's rule [s]
    static constexpr double TRACK = 2.4;         //!< farthest place [m]
    static constexpr double LEAN_DEGREES = 12.0; //!< largest angle of the pole [degree]

    /// @param count N
    explicit CartPole(int count);

    /**
     * @brief One step of Euler's rule, places by the speeds before it.
     * @param state as above
     * @param action 0 or 1
     * @return the state afterwards
     */
    static Eigen::Vector4d Next(const Eigen::Vector4d& state, int action);
    /**
     * @param state as above
     * @return whether the episode is over there
     */
    static bool HasFallen(const Eigen::Vector4d& state);

  protected:
    Outcome Advance(const Eigen::Vector4d& state, int action) const override;
    Eigen::VectorXd Look(const Eigen::Vector4d& state) const override;
};

} // namespace isac
} // namespace ns3

#endif // ISAC_CART_POLE_H
