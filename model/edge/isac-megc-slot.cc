/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-slot.h"

#include "ns3/isac-shannon-rate.h"

#include <algorithm>
#include <numeric>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @param amount of bits or cycles
 * @param speed at which it goes; 0 is allowed
 * @return time that it takes [s]; none for nothing, whatever the speed
 */
double
TimeFor(double amount, double speed)
{
    return amount > 0.0 ? amount / speed : 0.0;
}

/**
 * @param values any
 * @return their sum
 */
double
Sum(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

} // namespace

double
MegcParameters::InferenceWork(double bits) const
{
    return (inferenceSlope * inferenceCyclesPerBit * bits + inferenceOffset) * referenceSpeed;
}

double
FdmaRate(double bandwidth, double share, double gain, double power, double noiseDensity)
{
    return share > 0.0 ? ShannonRate(share * bandwidth, gain, power, noiseDensity) : 0.0;
}

MegcOutcome
EvaluateMegc(const MegcParameters& parameters,
             const MegcState& state,
             const MegcAllocation& allocation)
{
    const MegcParameters& p = parameters;
    MegcOutcome outcome;
    for (std::size_t i = 0; i < state.computeBits.size(); ++i)
    {
        const double sent = allocation.offloading[i] * state.computeBits[i];
        const double kept = (1.0 - allocation.offloading[i]) * state.computeBits[i];
        const double rate = FdmaRate(p.uplinkBandwidth,
                                     allocation.computeBandwidth[i],
                                     state.computeGain[i],
                                     p.userPower,
                                     p.noiseDensity);
        outcome.computeLocal.push_back(TimeFor(p.cyclesPerBit * kept, p.deviceSpeed));
        outcome.computeUplink.push_back(TimeFor(sent, rate));
        outcome.computeServer.push_back(
            TimeFor(p.cyclesPerBit * sent, allocation.computeSpeed[i] * p.serverSpeed));
        outcome.computeLatency.push_back(
            std::max(outcome.computeLocal[i], outcome.computeUplink[i] + outcome.computeServer[i]));
    }
    for (std::size_t i = 0; i < state.contentBits.size(); ++i)
    {
        const double rate = FdmaRate(p.downlinkBandwidth,
                                     allocation.contentBandwidth[i],
                                     state.contentGain[i],
                                     allocation.contentPower[i] * p.serverPower,
                                     p.noiseDensity);
        outcome.contentServer.push_back(TimeFor(p.InferenceWork(state.contentBits[i]),
                                                allocation.contentSpeed[i] * p.serverSpeed));
        outcome.contentDownlink.push_back(TimeFor(state.contentBits[i], rate));
        outcome.contentLatency.push_back(outcome.contentServer[i] + outcome.contentDownlink[i]);
    }
    for (std::size_t i = 0; i < state.visionBits.size(); ++i)
    {
        const double result = p.expansion * state.visionBits[i];
        const double uplinkRate = FdmaRate(p.uplinkBandwidth,
                                           allocation.visionUplinkBandwidth[i],
                                           state.visionUplinkGain[i],
                                           p.userPower,
                                           p.noiseDensity);
        const double downlinkRate = FdmaRate(p.downlinkBandwidth,
                                             allocation.visionDownlinkBandwidth[i],
                                             state.visionDownlinkGain[i],
                                             allocation.visionPower[i] * p.serverPower,
                                             p.noiseDensity);
        outcome.visionUplink.push_back(TimeFor(state.visionBits[i], uplinkRate));
        outcome.visionServer.push_back(
            TimeFor(p.InferenceWork(result), allocation.visionSpeed[i] * p.serverSpeed));
        outcome.visionDownlink.push_back(TimeFor(result, downlinkRate));
        outcome.visionLatency.push_back(outcome.visionUplink[i] + outcome.visionServer[i] +
                                        outcome.visionDownlink[i]);
    }
    outcome.total =
        Sum(outcome.computeLatency) + Sum(outcome.contentLatency) + Sum(outcome.visionLatency);
    return outcome;
}

void
ChooseOffloading(const MegcParameters& parameters,
                 const MegcState& state,
                 MegcAllocation& allocation)
{
    allocation.offloading.resize(state.computeBits.size());
    for (std::size_t i = 0; i < state.computeBits.size(); ++i)
    {
        const double rate = FdmaRate(parameters.uplinkBandwidth,
                                     allocation.computeBandwidth[i],
                                     state.computeGain[i],
                                     parameters.userPower,
                                     parameters.noiseDensity);
        const double speed = allocation.computeSpeed[i] * parameters.serverSpeed;
        const double local = parameters.cyclesPerBit / parameters.deviceSpeed;
        // a / (a + b), both per bit; an infinite b keeps the task at home.
        const double away = 1.0 / rate + parameters.cyclesPerBit / speed;
        allocation.offloading[i] = local / (local + away);
    }
}

MegcAllocation
EqualMegcAllocation(const MegcParameters& parameters)
{
    const auto compute = static_cast<std::size_t>(parameters.computeUsers);
    const auto content = static_cast<std::size_t>(parameters.contentUsers);
    const auto vision = static_cast<std::size_t>(parameters.visionUsers);
    // Where nobody shares there is no share to set: the vectors it would go to are empty.
    const double uplink = 1.0 / static_cast<double>(compute + vision);
    const double downlink = 1.0 / static_cast<double>(content + vision);
    const double speed = 1.0 / static_cast<double>(compute + content + vision);
    MegcAllocation allocation;
    allocation.computeBandwidth.assign(compute, uplink);
    allocation.visionUplinkBandwidth.assign(vision, uplink);
    allocation.contentBandwidth.assign(content, downlink);
    allocation.visionDownlinkBandwidth.assign(vision, downlink);
    allocation.contentPower.assign(content, downlink);
    allocation.visionPower.assign(vision, downlink);
    allocation.offloading.assign(compute, 0.5);
    allocation.computeSpeed.assign(compute, speed);
    allocation.contentSpeed.assign(content, speed);
    allocation.visionSpeed.assign(vision, speed);
    return allocation;
}

} // namespace isac
} // namespace ns3
