/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Reference cases of system MEGC in test/data, and what tests of it share.
 */
#ifndef ISAC_MEGC_CASES_H
#define ISAC_MEGC_CASES_H

#include "isac-caqa-cases.h"

#include "ns3/isac-megc-slot.h"

#include <array>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_real_distribution.hpp>
#include <numeric>

/// Sets the numbers of users to those of a state.
inline void
CountUsers(const ns3::isac::MegcState& state, ns3::isac::MegcParameters& parameters)
{
    parameters.computeUsers = static_cast<int>(state.computeBits.size());
    parameters.contentUsers = static_cast<int>(state.contentBits.size());
    parameters.visionUsers = static_cast<int>(state.visionBits.size());
}

/// @return gains and tasks of a case
inline ns3::isac::MegcState
ToMegcState(const nlohmann::json& inputs)
{
    ns3::isac::MegcState state;
    state.computeGain = ToNumbers(inputs["h_c"]);
    state.contentGain = ToNumbers(inputs["h_a"]);
    state.visionUplinkGain = ToNumbers(inputs["h_vo"]);
    state.visionDownlinkGain = ToNumbers(inputs["h_vb"]);
    state.computeBits = ToNumbers(inputs["D_c"]);
    state.contentBits = ToNumbers(inputs["D_a"]);
    state.visionBits = ToNumbers(inputs["D_v"]);
    return state;
}

/// @return the cell of a case
inline ns3::isac::MegcParameters
ToMegcParameters(const nlohmann::json& params, const ns3::isac::MegcState& state)
{
    ns3::isac::MegcParameters parameters;
    CountUsers(state, parameters);
    parameters.uplinkBandwidth = params["B_off"];
    parameters.downlinkBandwidth = params["B_back"];
    parameters.userPower = params["p_mu"];
    parameters.serverPower = params["P"];
    parameters.noiseDensity = params["N0"];
    parameters.cyclesPerBit = params["chi"];
    parameters.deviceSpeed = params["f_comp"];
    parameters.serverSpeed = params["f_es"];
    parameters.inferenceSlope = params["xi"];
    parameters.inferenceOffset = params["zeta"];
    parameters.inferenceCyclesPerBit = params["chi_gen"];
    parameters.referenceSpeed = params["f_ref"];
    parameters.expansion = params["psi"];
    return parameters;
}

/// @return a state with so many users of each kind, gains and tasks of the paper's size
inline ns3::isac::MegcState
Users(int compute, int content, int vision, unsigned seed)
{
    boost::random::mt19937_64 random(seed);
    const auto uniform = [&](double low, double high) {
        return boost::random::uniform_real_distribution<>(low, high)(random);
    };
    ns3::isac::MegcState state;
    for (int i = 0; i < compute; ++i)
    {
        state.computeGain.push_back(uniform(5e-8, 2e-7));
        state.computeBits.push_back(uniform(1e6, 8e6));
    }
    for (int i = 0; i < content; ++i)
    {
        state.contentGain.push_back(uniform(5e-8, 2e-7));
        state.contentBits.push_back(uniform(2e6, 16e6));
    }
    for (int i = 0; i < vision; ++i)
    {
        state.visionUplinkGain.push_back(uniform(5e-8, 2e-7));
        state.visionDownlinkGain.push_back(uniform(5e-8, 2e-7));
        state.visionBits.push_back(uniform(1e6, 8e6));
    }
    return state;
}

/// @return the cell of the defaults with the users of a state
inline ns3::isac::MegcParameters
CellOf(const ns3::isac::MegcState& state)
{
    ns3::isac::MegcParameters parameters;
    CountUsers(state, parameters);
    return parameters;
}

/// Shares of one resource, of everybody who may have some.
using MegcShares = std::vector<double*>;

/// @return shares of uplink bandwidth, downlink bandwidth, downlink power and server speed
inline std::array<MegcShares, 4>
SharesOf(ns3::isac::MegcAllocation& allocation)
{
    const std::array<std::vector<std::vector<double>*>, 4> vectors{
        {{&allocation.computeBandwidth, &allocation.visionUplinkBandwidth},
         {&allocation.contentBandwidth, &allocation.visionDownlinkBandwidth},
         {&allocation.contentPower, &allocation.visionPower},
         {&allocation.computeSpeed, &allocation.contentSpeed, &allocation.visionSpeed}}};
    std::array<MegcShares, 4> shares;
    for (std::size_t r = 0; r < vectors.size(); ++r)
    {
        for (std::vector<double>* values : vectors[r])
        {
            for (double& value : *values)
            {
                shares[r].push_back(&value);
            }
        }
    }
    return shares;
}

/// @return the sum of shares, added one by one
inline double
SumOf(const MegcShares& shares)
{
    return std::accumulate(shares.begin(), shares.end(), 0.0, [](double sum, const double* share) {
        return sum + *share;
    });
}

/// @return total latency with the best lambda, which is set
inline double
BestTotal(const ns3::isac::MegcParameters& parameters,
          const ns3::isac::MegcState& state,
          ns3::isac::MegcAllocation& allocation)
{
    ns3::isac::ChooseOffloading(parameters, state, allocation);
    return ns3::isac::EvaluateMegc(parameters, state, allocation).total;
}

#endif // ISAC_MEGC_CASES_H
