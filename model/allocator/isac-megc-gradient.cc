/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-gradient.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

/// Time on air, and its derivatives.
struct Airtime
{
    double time = 0.0;        //!< D / r [s]
    double byBandwidth = 0.0; //!< [s]
    double byPower = 0.0;     //!< [s]
};

/**
 * @param bits D [bit]; 0 takes no time
 * @param bandwidth of the whole band [Hz]
 * @param share a of the band, greater than 0 if there are bits
 * @param power b of the power, as a share
 * @param snr s, on the whole band at full power
 * @return D / (a B log2(1 + s b / a)) and derivatives by a and b
 */
Airtime
DifferentiateAirtime(double bits, double bandwidth, double share, double power, double snr)
{
    if (bits <= 0.0)
    {
        return {};
    }
    const double x = snr * power / share;
    const double nats = std::log1p(x);
    const double scale = bandwidth / std::log(2.0);
    const double rate = share * scale * nats;
    const double time = bits / rate;
    return {time,
            -time / rate * scale * (nats - x / (1.0 + x)),
            -time / rate * scale * snr / (1.0 + x)};
}

/**
 * @param work [cycle]; 0 takes no time
 * @param speed [cycle/s]
 * @param share of the speed, greater than 0 if there is work
 * @return time [s]; minus this over the share is its derivative
 */
double
ServerTime(double work, double speed, double share)
{
    return work > 0.0 ? work / (share * speed) : 0.0;
}

} // namespace

MegcGradient
DifferentiateMegc(const MegcParameters& parameters,
                  const MegcState& state,
                  const MegcAllocation& allocation,
                  bool bestOffloading)
{
    const MegcParameters& p = parameters;
    const double uplink = p.userPower / (p.uplinkBandwidth * p.noiseDensity);
    const double downlink = p.serverPower / (p.downlinkBandwidth * p.noiseDensity);
    MegcGradient result;
    MegcAllocation& slopes = result.slopes;
    for (std::size_t i = 0; i < state.computeBits.size(); ++i)
    {
        const double bits = state.computeBits[i];
        const double lambda = allocation.offloading[i];
        const double omega = allocation.computeSpeed[i];
        const Airtime air = DifferentiateAirtime(bits,
                                                 p.uplinkBandwidth,
                                                 allocation.computeBandwidth[i],
                                                 1.0,
                                                 uplink * state.computeGain[i]);
        const double server = ServerTime(p.cyclesPerBit * bits, p.serverSpeed, omega);
        const double local = (1.0 - lambda) * p.cyclesPerBit * bits / p.deviceSpeed;
        const double remote = lambda * (air.time + server);
        const bool away = bits > 0.0 && (bestOffloading || remote >= local);
        // By the remote time of the whole task, b: lambda itself, or lambda^2 of a b / (a + b).
        const double weight = !away ? 0.0 : bestOffloading ? lambda * lambda : lambda;
        slopes.computeBandwidth.push_back(weight * air.byBandwidth);
        slopes.computeSpeed.push_back(bits > 0.0 ? -weight * server / omega : 0.0);
        slopes.offloading.push_back(bestOffloading ? 0.0
                                    : away         ? air.time + server
                                                   : -p.cyclesPerBit * bits / p.deviceSpeed);
        result.total += std::max(local, remote);
    }
    for (std::size_t i = 0; i < state.contentBits.size(); ++i)
    {
        const Airtime air = DifferentiateAirtime(state.contentBits[i],
                                                 p.downlinkBandwidth,
                                                 allocation.contentBandwidth[i],
                                                 allocation.contentPower[i],
                                                 downlink * state.contentGain[i]);
        const double omega = allocation.contentSpeed[i];
        const double server =
            ServerTime(p.InferenceWork(state.contentBits[i]), p.serverSpeed, omega);
        slopes.contentBandwidth.push_back(air.byBandwidth);
        slopes.contentPower.push_back(air.byPower);
        slopes.contentSpeed.push_back(-server / omega);
        result.total += air.time + server;
    }
    for (std::size_t i = 0; i < state.visionBits.size(); ++i)
    {
        const double bits = p.expansion * state.visionBits[i];
        const Airtime up = DifferentiateAirtime(state.visionBits[i],
                                                p.uplinkBandwidth,
                                                allocation.visionUplinkBandwidth[i],
                                                1.0,
                                                uplink * state.visionUplinkGain[i]);
        const Airtime down = DifferentiateAirtime(bits,
                                                  p.downlinkBandwidth,
                                                  allocation.visionDownlinkBandwidth[i],
                                                  allocation.visionPower[i],
                                                  downlink * state.visionDownlinkGain[i]);
        const double omega = allocation.visionSpeed[i];
        const double server = ServerTime(p.InferenceWork(bits), p.serverSpeed, omega);
        slopes.visionUplinkBandwidth.push_back(up.byBandwidth);
        slopes.visionDownlinkBandwidth.push_back(down.byBandwidth);
        slopes.visionPower.push_back(down.byPower);
        slopes.visionSpeed.push_back(-server / omega);
        result.total += up.time + server + down.time;
    }
    return result;
}

} // namespace isac
} // namespace ns3
