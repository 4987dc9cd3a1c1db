/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-fmcw-chirp.h"

#include "isac-radar.h"

#include <cmath>

namespace ns3
{
namespace isac
{

double
FmcwChirp::Slope() const
{
    return bandwidth / rampTime;
}

double
FmcwChirp::CycleTime() const
{
    return rampTime + idleTime;
}

int
FmcwChirp::Samples() const
{
    return static_cast<int>(std::lround(rampTime * sampleRate));
}

int
FmcwChirp::ChirpsPerTransmitter() const
{
    return chirps / transmitters;
}

double
FmcwChirp::RepetitionTime() const
{
    return CycleTime() * transmitters;
}

double
FmcwChirp::IntegrationTime() const
{
    return ChirpsPerTransmitter() * rampTime;
}

double
FmcwChirp::ObservationTime() const
{
    return ChirpsPerTransmitter() * RepetitionTime();
}

double
FmcwChirp::RangeStep() const
{
    return RangeResolution(bandwidth);
}

double
FmcwChirp::RangeLimit() const
{
    return LargestRange(sampleRate, Slope());
}

double
FmcwChirp::VelocityStep() const
{
    return VelocityResolution(carrierFrequency, ObservationTime());
}

double
FmcwChirp::VelocityLimit() const
{
    return LargestVelocity(carrierFrequency, CycleTime(), transmitters);
}

FmcwChirp
CaqaChirp(int cycles)
{
    FmcwChirp chirp;
    chirp.chirps = cycles;
    return chirp;
}

FmcwChirp
Iwr6843OdsChirp()
{
    FmcwChirp chirp;
    chirp.carrierFrequency = 60.25e9;
    chirp.bandwidth = 3194.88e6;
    chirp.rampTime = 20.48e-6;
    chirp.idleTime = 10.52e-6;
    chirp.sampleRate = 12.5e6;
    chirp.chirps = 96;
    chirp.transmitters = 3;
    return chirp;
}

FmcwChirp
Tidue95aChirp(double carrierFrequency)
{
    FmcwChirp chirp;
    chirp.carrierFrequency = carrierFrequency;
    chirp.bandwidth = 3920e6;
    chirp.rampTime = 40e-6;
    chirp.idleTime = 300e-6;
    chirp.sampleRate = 6.4e6;
    chirp.chirps = 512;
    return chirp;
}

FmcwChirp
Tiduf76Chirp()
{
    FmcwChirp chirp;
    chirp.carrierFrequency = 77e9;
    chirp.rampTime = 23.4e-6;
    chirp.idleTime = 6.6e-6;
    chirp.bandwidth = 6.7e12 * chirp.rampTime;
    chirp.sampleRate = 126 / chirp.rampTime;
    chirp.chirps = 128;
    return chirp;
}

} // namespace isac
} // namespace ns3
