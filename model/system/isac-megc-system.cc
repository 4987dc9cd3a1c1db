/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-system.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

/// Tasks are observed in Mbit.
constexpr double OBSERVED_BITS = 1e6;

/**
 * @brief Fill the next places of an observation.
 * @tparam Map a function of a double
 * @param values one for each place
 * @param map what each is observed as
 * @param place of the first; moved behind the last
 * @param observation gets them
 */
template <typename Map>
void
Put(const std::vector<double>& values,
    const Map& map,
    Eigen::Index& place,
    Eigen::VectorXd& observation)
{
    for (const double value : values)
    {
        observation[place++] = map(value);
    }
}

/**
 * @brief Take values out of the next places.
 * @tparam Map a function of a double
 * @param count how many
 * @param map what each stands for
 * @param place of the first; moved behind the last
 * @param source where they are
 * @return the values
 */
template <typename Map>
std::vector<double>
Take(int count, const Map& map, Eigen::Index& place, const Eigen::VectorXd& source)
{
    std::vector<double> values;
    for (int i = 0; i < count; ++i)
    {
        values.push_back(map(source[place++]));
    }
    return values;
}

/**
 * @brief Turn raw values into shares that add up to 1.
 * @param decoding softmax or weights
 * @param raw values in [0, 1], of all who share; replaced
 */
void
MakeShares(const MegcDecoding& decoding, Eigen::Ref<Eigen::VectorXd> raw)
{
    if (raw.size() == 0)
    {
        return;
    }
    if (decoding.shares == MegcShares::SOFTMAX)
    {
        raw = (2.0 * decoding.logitRange * (raw.array() - raw.maxCoeff())).exp();
    }
    const double sum = raw.sum();
    if (sum > 0.0)
    {
        raw /= sum;
    }
    else
    {
        raw.setConstant(1.0 / static_cast<double>(raw.size()));
    }
}

} // namespace

MegcSystem::MegcSystem(const MegcParameters& parameters, const MegcDecoding& decoding)
    : m_parameters(parameters),
      m_decoding(decoding)
{
}

const MegcParameters&
MegcSystem::GetParameters() const
{
    return m_parameters;
}

const MegcDecoding&
MegcSystem::GetDecoding() const
{
    return m_decoding;
}

int
MegcSystem::ObservationSize() const
{
    const int content = m_decoding.observesContent ? 2 : 1;
    return 2 * m_parameters.computeUsers + content * m_parameters.contentUsers +
           3 * m_parameters.visionUsers;
}

ActionSpace
MegcSystem::GetActionSpace() const
{
    const int compute = m_decoding.bestOffloading ? 2 : 3;
    return {{},
            compute * m_parameters.computeUsers + 3 * m_parameters.contentUsers +
                4 * m_parameters.visionUsers};
}

std::array<int, 4>
MegcSystem::GetSharers() const
{
    const int uplink = m_parameters.computeUsers + m_parameters.visionUsers;
    const int downlink = m_parameters.contentUsers + m_parameters.visionUsers;
    return {uplink, downlink, downlink, uplink + m_parameters.contentUsers};
}

Eigen::VectorXd
MegcSystem::Observe(const MegcState& state) const
{
    const MegcParameters& p = m_parameters;
    const double uplink = p.userPower / (p.uplinkBandwidth * p.noiseDensity);
    const double downlink = p.serverPower / (p.downlinkBandwidth * p.noiseDensity);
    const auto sent = [uplink](double gain) { return std::log10(gain * uplink); };
    const auto received = [downlink](double gain) { return std::log10(gain * downlink); };
    const auto size = [](double bits) { return bits / OBSERVED_BITS; };
    Eigen::VectorXd observation(ObservationSize());
    Eigen::Index place = 0;
    Put(state.computeGain, sent, place, observation);
    Put(state.contentGain, received, place, observation);
    Put(state.visionUplinkGain, sent, place, observation);
    Put(state.visionDownlinkGain, received, place, observation);
    Put(state.computeBits, size, place, observation);
    Put(state.visionBits, size, place, observation);
    if (m_decoding.observesContent)
    {
        Put(state.contentBits, size, place, observation);
    }
    return observation;
}

MegcState
MegcSystem::Interpret(const Eigen::VectorXd& observation) const
{
    const MegcParameters& p = m_parameters;
    const double uplink = p.userPower / (p.uplinkBandwidth * p.noiseDensity);
    const double downlink = p.serverPower / (p.downlinkBandwidth * p.noiseDensity);
    const auto sent = [uplink](double snr) { return std::pow(10.0, snr) / uplink; };
    const auto received = [downlink](double snr) { return std::pow(10.0, snr) / downlink; };
    const auto size = [](double bits) { return bits * OBSERVED_BITS; };
    MegcState state;
    Eigen::Index place = 0;
    state.computeGain = Take(p.computeUsers, sent, place, observation);
    state.contentGain = Take(p.contentUsers, received, place, observation);
    state.visionUplinkGain = Take(p.visionUsers, sent, place, observation);
    state.visionDownlinkGain = Take(p.visionUsers, received, place, observation);
    state.computeBits = Take(p.computeUsers, size, place, observation);
    state.visionBits = Take(p.visionUsers, size, place, observation);
    state.contentBits = Take(p.contentUsers, size, place, observation);
    return state;
}

MegcAllocation
MegcSystem::Decode(const MegcState& state, const Action& action) const
{
    const int compute = m_parameters.computeUsers;
    const int content = m_parameters.contentUsers;
    const int vision = m_parameters.visionUsers;
    Eigen::VectorXd shares = action.continuous;
    Eigen::Index first = 0;
    for (const int users : GetSharers())
    {
        MakeShares(m_decoding, shares.segment(first, users));
        first += users;
    }
    const auto same = [](double share) { return share; };
    MegcAllocation allocation;
    Eigen::Index place = 0;
    allocation.computeBandwidth = Take(compute, same, place, shares);
    allocation.visionUplinkBandwidth = Take(vision, same, place, shares);
    allocation.contentBandwidth = Take(content, same, place, shares);
    allocation.visionDownlinkBandwidth = Take(vision, same, place, shares);
    allocation.contentPower = Take(content, same, place, shares);
    allocation.visionPower = Take(vision, same, place, shares);
    allocation.computeSpeed = Take(compute, same, place, shares);
    allocation.contentSpeed = Take(content, same, place, shares);
    allocation.visionSpeed = Take(vision, same, place, shares);
    if (m_decoding.bestOffloading)
    {
        ChooseOffloading(m_parameters, state, allocation);
    }
    else
    {
        allocation.offloading = Take(compute, same, place, shares);
    }
    return allocation;
}

Action
MegcSystem::Encode(const MegcAllocation& allocation) const
{
    const auto same = [](double share) { return share; };
    Action action;
    action.continuous.resize(GetActionSpace().continuous);
    Eigen::Index place = 0;
    for (const auto* shares : {&allocation.computeBandwidth,
                               &allocation.visionUplinkBandwidth,
                               &allocation.contentBandwidth,
                               &allocation.visionDownlinkBandwidth,
                               &allocation.contentPower,
                               &allocation.visionPower,
                               &allocation.computeSpeed,
                               &allocation.contentSpeed,
                               &allocation.visionSpeed})
    {
        Put(*shares, same, place, action.continuous);
    }
    if (!m_decoding.bestOffloading)
    {
        Put(allocation.offloading, same, place, action.continuous);
    }
    return action;
}

MegcOutcome
MegcSystem::Evaluate(const MegcState& state, const MegcAllocation& allocation) const
{
    return EvaluateMegc(m_parameters, state, allocation);
}

} // namespace isac
} // namespace ns3
