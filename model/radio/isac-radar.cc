/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-radar.h"

#include "isac-decibel.h"

#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

const double PI = std::acos(-1.0);

} // namespace

double
Wavelength(double carrierFrequency)
{
    return SPEED_OF_LIGHT / carrierFrequency;
}

double
RadarEchoGain(const RadarParameters& parameters, double range)
{
    const double lambda = Wavelength(parameters.carrierFrequency);
    return parameters.transmitGain * parameters.receiveGain * lambda * lambda *
           parameters.crossSection /
           (std::pow(4.0 * PI, 3.0) * std::pow(range, 4.0) * parameters.losses);
}

double
RadarSnr(const RadarParameters& parameters, double range, double integrationTime)
{
    const double noiseDensity = BOLTZMANN * REFERENCE_TEMPERATURE * parameters.noiseFigure;
    return parameters.transmitPower * RadarEchoGain(parameters, range) * integrationTime /
           noiseDensity;
}

double
RangeResolution(double bandwidth)
{
    return SPEED_OF_LIGHT / (2.0 * bandwidth);
}

double
LargestRange(double sampleRate, double slope)
{
    return sampleRate * SPEED_OF_LIGHT / (2.0 * slope);
}

double
VelocityResolution(double carrierFrequency, double observationTime)
{
    return Wavelength(carrierFrequency) / (2.0 * observationTime);
}

double
LargestVelocity(double carrierFrequency, double cycleTime, int transmitters)
{
    return Wavelength(carrierFrequency) / (4.0 * cycleTime * transmitters);
}

double
AngleResolution(int elements, double spacing, double carrierFrequency, double angle)
{
    return Wavelength(carrierFrequency) / (elements * spacing * std::cos(angle));
}

double
RangeBound(double snr, double bandwidth)
{
    const double rmsBandwidth = bandwidth / std::sqrt(12.0);
    const double sigmaDelay = 1.0 / (std::sqrt(2.0 * snr) * 2.0 * PI * rmsBandwidth);
    return SPEED_OF_LIGHT / 2.0 * sigmaDelay;
}

double
VelocityBound(double snr, double integrationTime, double carrierFrequency)
{
    const double sigmaDoppler = std::sqrt(6.0 / snr) / (2.0 * PI * integrationTime);
    return Wavelength(carrierFrequency) / 2.0 * sigmaDoppler;
}

double
AngleBound(double elementSnr, int elements, double spacing, double carrierFrequency, double angle)
{
    const double m = elements;
    const double phaseSlope = 2.0 * PI * spacing * std::cos(angle) / Wavelength(carrierFrequency);
    return std::sqrt(6.0 / (elementSnr * m * (m * m - 1.0))) / phaseSlope;
}

} // namespace isac
} // namespace ns3
