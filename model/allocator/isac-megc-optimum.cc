/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-optimum.h"

#include "isac-megc-downlink.h"
#include "isac-megc-uplink.h"

#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>

namespace ns3
{
namespace isac
{

namespace
{

/// What is above 0 must lie between 1 / MOST and MOST, so that no product of a few overflows.
constexpr double MOST = 1e50;

/**
 * @param value of the cell or a user
 * @param zero whether 0 is allowed
 * @param name of the value
 * @param index of the user; below 0 for none
 * @throws std::invalid_argument if it is no number in the range
 */
void
Check(double value, bool zero, const char* name, int index = -1)
{
    if ((value >= 1.0 / MOST && value <= MOST) || (zero && value == 0.0))
    {
        return;
    }
    std::ostringstream message;
    message << name;
    if (index >= 0)
    {
        message << "[" << index << "]";
    }
    message << ": expected " << (zero ? "0 or " : "") << "a number from 1e-50 to 1e50, got "
            << value;
    throw std::invalid_argument(message.str());
}

/**
 * @param values of all users of a kind
 * @param users how many there must be
 * @param zero whether 0 is allowed
 * @param name of the values
 * @throws std::invalid_argument if they are not so many, or not numbers in the range
 */
void
Check(const std::vector<double>& values, int users, bool zero, const char* name)
{
    if (static_cast<long>(values.size()) != users)
    {
        throw std::invalid_argument(std::string(name) + ": expected " + std::to_string(users) +
                                    " values, one for each user, got " +
                                    std::to_string(values.size()));
    }
    for (int i = 0; i < users; ++i)
    {
        Check(values[i], zero, name, i);
    }
}

/**
 * @param parameters the cell
 * @param state gains and tasks
 * @throws std::invalid_argument as SolveMegc
 */
void
Check(const MegcParameters& parameters, const MegcState& state)
{
    const MegcParameters& p = parameters;
    Check(p.uplinkBandwidth, false, "uplinkBandwidth");
    Check(p.downlinkBandwidth, false, "downlinkBandwidth");
    Check(p.userPower, false, "userPower");
    Check(p.serverPower, false, "serverPower");
    Check(p.noiseDensity, false, "noiseDensity");
    Check(p.cyclesPerBit, false, "cyclesPerBit");
    Check(p.deviceSpeed, false, "deviceSpeed");
    Check(p.serverSpeed, false, "serverSpeed");
    Check(p.inferenceSlope, true, "inferenceSlope");
    Check(p.inferenceOffset, true, "inferenceOffset");
    Check(p.inferenceCyclesPerBit, true, "inferenceCyclesPerBit");
    Check(p.referenceSpeed, false, "referenceSpeed");
    Check(p.expansion, true, "expansion");
    Check(state.computeGain, p.computeUsers, false, "computeGain");
    Check(state.computeBits, p.computeUsers, true, "computeBits");
    Check(state.contentGain, p.contentUsers, false, "contentGain");
    Check(state.contentBits, p.contentUsers, true, "contentBits");
    Check(state.visionUplinkGain, p.visionUsers, false, "visionUplinkGain");
    Check(state.visionDownlinkGain, p.visionUsers, false, "visionDownlinkGain");
    Check(state.visionBits, p.visionUsers, true, "visionBits");
}

/**
 * @param snr where values are added
 * @param gain of each user
 * @param unit signal-to-noise ratio on the whole band at a gain of 1
 */
void
AddSnr(std::vector<double>& snr, const std::vector<double>& gain, double unit)
{
    for (const double one : gain)
    {
        snr.push_back(one * unit);
    }
}

/**
 * @param values what is cut in two
 * @param count how many the first part gets
 * @param first the first part
 * @param second the rest
 */
void
Cut(const std::vector<double>& values,
    std::size_t count,
    std::vector<double>& first,
    std::vector<double>& second)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(count);
    first.assign(values.begin(), middle);
    second.assign(middle, values.end());
}

} // namespace

MegcOptimum
SolveMegc(const MegcParameters& parameters, const MegcState& state)
{
    Check(parameters, state);
    const MegcParameters& p = parameters;
    const std::size_t content = state.contentBits.size();
    const std::size_t served = content + state.visionBits.size();
    MegcUplinkProblem uplink;
    std::vector<double> downlinkSnr;
    std::vector<double> downlinkBits = state.contentBits;
    for (std::vector<double>* values : {&downlinkSnr, &downlinkBits, &uplink.inference})
    {
        values->reserve(served);
    }
    for (const double bits : state.visionBits)
    {
        downlinkBits.push_back(p.expansion * bits);
    }
    for (const double bits : downlinkBits)
    {
        uplink.inference.push_back(p.InferenceWork(bits) / p.serverSpeed);
    }
    const double downlinkUnit = p.serverPower / (p.downlinkBandwidth * p.noiseDensity);
    AddSnr(downlinkSnr, state.contentGain, downlinkUnit);
    AddSnr(downlinkSnr, state.visionDownlinkGain, downlinkUnit);
    const double uplinkUnit = p.userPower / (p.uplinkBandwidth * p.noiseDensity);
    AddSnr(uplink.computeSnr, state.computeGain, uplinkUnit);
    AddSnr(uplink.visionSnr, state.visionUplinkGain, uplinkUnit);
    Check(downlinkSnr, static_cast<int>(served), false, "signal-to-noise ratio of the downlink");
    Check(uplink.computeSnr, p.computeUsers, false, "signal-to-noise ratio of computation users");
    Check(uplink.visionSnr, p.visionUsers, false, "signal-to-noise ratio of vision users");
    uplink.computeBits = state.computeBits;
    uplink.visionBits = state.visionBits;
    uplink.bandwidth = p.uplinkBandwidth;
    uplink.localRate = p.deviceSpeed / p.cyclesPerBit;
    uplink.serverRate = p.serverSpeed / p.cyclesPerBit;

    MegcDownlinkSplit down = SplitMegcDownlink(downlinkSnr, downlinkBits);
    MegcUplinkSplit up = SplitMegcUplink(uplink);
    MegcOptimum optimum;
    MegcAllocation& allocation = optimum.allocation;
    Cut(down.bandwidth, content, allocation.contentBandwidth, allocation.visionDownlinkBandwidth);
    Cut(down.power, content, allocation.contentPower, allocation.visionPower);
    Cut(up.inferenceSpeed, content, allocation.contentSpeed, allocation.visionSpeed);
    allocation.computeBandwidth = std::move(up.computeBandwidth);
    allocation.visionUplinkBandwidth = std::move(up.visionBandwidth);
    allocation.computeSpeed = std::move(up.computeSpeed);
    ChooseOffloading(parameters, state, allocation);
    optimum.outcome = EvaluateMegc(parameters, state, allocation);
    optimum.iterations = down.iterations + up.iterations;
    optimum.converged = down.converged && up.converged;
    return optimum;
}

} // namespace isac
} // namespace ns3
