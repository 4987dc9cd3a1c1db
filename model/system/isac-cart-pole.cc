/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-cart-pole.h"

#include <boost/math/constants/constants.hpp>
#include <cmath>

namespace ns3
{
namespace isac
{

CartPole::CartPole(int count)
    : ClassicControl(count, 4, 2, 0.05)
{
}

Eigen::Vector4d
CartPole::Next(const Eigen::Vector4d& state, int action)
{
    constexpr double MASS = CART_MASS + POLE_MASS;
    const double force = action == 1 ? FORCE : -FORCE;
    const double sine = std::sin(state[2]);
    const double cosine = std::cos(state[2]);
    const double push = (force + POLE_MASS * HALF_LENGTH * state[3] * state[3] * sine) / MASS;
    const double spin = (GRAVITY * sine - cosine * push) /
                        (HALF_LENGTH * (4.0 / 3.0 - POLE_MASS * cosine * cosine / MASS));
    const double acceleration = push - POLE_MASS * HALF_LENGTH * spin * cosine / MASS;
    return state + STEP * Eigen::Vector4d(state[1], acceleration, state[3], spin);
}

bool
CartPole::HasFallen(const Eigen::Vector4d& state)
{
    constexpr double LEAN = LEAN_DEGREES * boost::math::constants::degree<double>();
    return std::abs(state[0]) > TRACK || std::abs(state[2]) > LEAN;
}

ClassicControl::Outcome
CartPole::Advance(const Eigen::Vector4d& state, int action) const
{
    const Eigen::Vector4d next = Next(state, action);
    return {next, 1.0, HasFallen(next)};
}

Eigen::VectorXd
CartPole::Look(const Eigen::Vector4d& state) const
{
    return state;
}

} // namespace isac
} // namespace ns3
