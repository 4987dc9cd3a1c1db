/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-bounds.h"

#include "isac-radar.h"

#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <cmath>

namespace ns3
{
namespace isac
{
namespace
{

/// What makes bounds with vs as large as those with vs^2, at the distances of the paper's region.
constexpr double LINEAR_GAIN_WEIGHT = 1.6e6;

/// @return the bounds times what they fall with: P B, P and P
std::array<double, 3>
Numerators(const DaSensing& sensing, double gain)
{
    const double pi = boost::math::constants::pi<double>();
    const double strength = sensing.gainPower == 1 ? gain / LINEAR_GAIN_WEIGHT : gain * gain;
    return {sensing.weights[0] * 2.0 * pi * pi * sensing.pulseTime / strength,
            sensing.weights[1] / (strength * sensing.effectiveTime * sensing.effectiveTime),
            sensing.weights[2] * sensing.beamWidth / strength};
}

/// @return power of an echo over the power sent: s2 kappa^4 eps_t^2 eps_r^2
double
EchoGain(const DaSensing& sensing, double distance)
{
    RadarParameters radar;
    radar.carrierFrequency = sensing.carrierFrequency;
    radar.crossSection = sensing.crossSection;
    const double beam = sensing.beamGain * sensing.beamGain;
    const double factors = sensing.transmitFactor * sensing.receiveFactor;
    return RadarEchoGain(radar, distance) * beam * beam * factors * factors;
}

} // namespace

LogDistancePathLoss
DaPathLoss(double carrierFrequency)
{
    // 60 dB from the metre to the kilometre that LogDistancePathLoss counts in.
    return {32.4 + 60.0 + 20.0 * std::log10(carrierFrequency / 1e9), 20.0};
}

double
DaSensingGain(const DaSensing& sensing, double distance)
{
    return EchoGain(sensing, distance) /
           (sensing.receiveAntennas * sensing.noiseDensity * sensing.noiseBandwidth);
}

double
DaEchoSnr(const DaSensing& sensing, double distance, double power, double time)
{
    return power * EchoGain(sensing, distance) * time / sensing.noiseDensity;
}

std::array<double, 3>
DaBounds(const DaSensing& sensing, double gain, double bandwidth, double power)
{
    const std::array<double, 3> numerators = Numerators(sensing, gain);
    return {numerators[0] / (power * bandwidth), numerators[1] / power, numerators[2] / power};
}

DaDemand
DaDemandOf(const DaSensing& sensing, double gain, const std::array<double, 3>& accuracies)
{
    const std::array<double, 3> numerators = Numerators(sensing, gain);
    return {numerators[0] / accuracies[0],
            std::max(numerators[1] / accuracies[1], numerators[2] / accuracies[2])};
}

} // namespace isac
} // namespace ns3
