/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-acrobot.h"

#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

constexpr double PI = boost::math::constants::pi<double>();
constexpr double FIRST_SPEED = 4.0 * PI;  // bound [rad/s]
constexpr double SECOND_SPEED = 9.0 * PI; // bound [rad/s]

} // namespace

Acrobot::Acrobot(int count)
    : ClassicControl(count, 6, 3, 0.1)
{
}

Eigen::Vector4d
Acrobot::Derivative(const Eigen::Vector4d& state, double torque)
{
    // Masses, lengths and moments of inertia are 1 and therefore do not show.
    constexpr double C = CENTRE;
    const double cosine = std::cos(state[1]);
    const double sine = std::sin(state[1]);
    const double speed1 = state[2];
    const double speed2 = state[3];
    const double own = C * C + 1.0;
    const double d1 = C * C + (1.0 + C * C + 2.0 * C * cosine) + 2.0;
    const double d2 = own + C * cosine;
    const double phi2 = C * GRAVITY * std::sin(state[0] + state[1]);
    const double phi1 = -C * speed2 * speed2 * sine - 2.0 * C * speed2 * speed1 * sine +
                        (C + 1.0) * GRAVITY * std::sin(state[0]) + phi2;
    const double spin2 =
        (torque + d2 / d1 * phi1 - C * speed1 * speed1 * sine - phi2) / (own - d2 * d2 / d1);
    const double spin1 = -(d2 * spin2 + phi1) / d1;
    return {speed1, speed2, spin1, spin2};
}

Eigen::Vector4d
Acrobot::Next(const Eigen::Vector4d& state, int action)
{
    const double torque = action - 1.0;
    const Eigen::Vector4d k1 = Derivative(state, torque);
    const Eigen::Vector4d k2 = Derivative(state + STEP / 2.0 * k1, torque);
    const Eigen::Vector4d k3 = Derivative(state + STEP / 2.0 * k2, torque);
    const Eigen::Vector4d k4 = Derivative(state + STEP * k3, torque);
    Eigen::Vector4d next = state + STEP / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4);
    next[0] = std::remainder(next[0], 2.0 * PI);
    next[1] = std::remainder(next[1], 2.0 * PI);
    next[2] = std::clamp(next[2], -FIRST_SPEED, FIRST_SPEED);
    next[3] = std::clamp(next[3], -SECOND_SPEED, SECOND_SPEED);
    return next;
}

bool
Acrobot::IsUp(const Eigen::Vector4d& state)
{
    return -std::cos(state[0]) - std::cos(state[0] + state[1]) > 1.0;
}

ClassicControl::Outcome
Acrobot::Advance(const Eigen::Vector4d& state, int action) const
{
    const Eigen::Vector4d next = Next(state, action);
    const bool up = IsUp(next);
    return {next, up ? 0.0 : -1.0, up};
}

Eigen::VectorXd
Acrobot::Look(const Eigen::Vector4d& state) const
{
    Eigen::VectorXd seen(6);
    seen << std::cos(state[0]), std::sin(state[0]), std::cos(state[1]), std::sin(state[1]),
        state[2], state[3];
    return seen;
}

} // namespace isac
} // namespace ns3
