/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-path-loss.h"

#include "isac-decibel.h"

#include <cmath>

namespace ns3
{
namespace isac
{

double
LogDistancePathLoss::Gain(double distance) const
{
    return DbToLinear(-(interceptDb + slopeDb * std::log10(distance / 1000.0)));
}

double
FreeSpaceGain(double distance, double frequency)
{
    const double pi = std::acos(-1.0);
    const double amplitude = SPEED_OF_LIGHT / (4.0 * pi * distance * frequency);
    return amplitude * amplitude;
}

} // namespace isac
} // namespace ns3
