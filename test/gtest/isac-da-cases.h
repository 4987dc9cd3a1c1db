/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Reference cases of system DA-ISAC in test/data, and what tests of its allocators share.
 */
#ifndef ISAC_DA_CASES_H
#define ISAC_DA_CASES_H

#include "isac-caqa-cases.h"

#include "ns3/isac-da-bounds.h"
#include "ns3/isac-da-qoe.h"

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_real_distribution.hpp>

/// @return the problem of a case of sttd.json
inline ns3::isac::DaProblem
ToDaProblem(const nlohmann::json& one)
{
    ns3::isac::DaProblem problem;
    problem.budget = {one["budget"][0], one["budget"][1], one["budget"][2]};
    problem.model = {one["n0"], one["mu"], one["xi"], one["t0"]};
    for (const auto& fields : one["users"])
    {
        ns3::isac::DaUser user;
        user.fileSize = fields["F"];
        user.impact = fields["I"];
        user.gain = fields["h2"];
        user.demandProduct = fields["c1"];
        user.demandPower = fields["pmin"];
        user.demandSpeed = one["cmin"];
        user.structure = fields["model"] == 1 ? ns3::isac::DaStructure::DIFFERENCE
                                              : ns3::isac::DaStructure::RATIO;
        user.qualityWeight = fields["w1"];
        user.latencyWeight = fields["w2"];
        user.ratioWeight = fields["w3"];
        problem.users.push_back(user);
    }
    return problem;
}

/**
 * @param users how many
 * @param radius they are at most this far from a base station [m]
 * @param seed of positions and weights
 * @return users as the paper's, half of them on each band and of each structure
 */
inline ns3::isac::DaProblem
DaUsers(int users, double radius, unsigned seed)
{
    boost::random::mt19937_64 random(seed);
    const auto uniform = [&](double low, double high) {
        return boost::random::uniform_real_distribution<>(low, high)(random);
    };
    ns3::isac::DaProblem problem;
    for (int k = 0; k < users; ++k)
    {
        const double distance = uniform(30.0, radius);
        ns3::isac::DaSensing sensing;
        sensing.carrierFrequency = uniform(0.0, 1.0) < 0.5 ? 28e9 : 39e9;
        const ns3::isac::DaDemand demand =
            ns3::isac::DaDemandOf(sensing,
                                  ns3::isac::DaSensingGain(sensing, distance),
                                  {0.01, 0.01, 0.01});
        ns3::isac::DaUser user;
        user.gain = ns3::isac::DaPathLoss(sensing.carrierFrequency).Gain(distance);
        user.demandProduct = demand.product;
        user.demandPower = demand.power;
        user.fileSize = uniform(1.5, 4.5);
        user.impact = uniform(0.7, 1.0);
        user.structure = uniform(0.0, 1.0) < 0.5 ? ns3::isac::DaStructure::DIFFERENCE
                                                 : ns3::isac::DaStructure::RATIO;
        user.qualityWeight = uniform(4.2, 6.2);
        user.latencyWeight = uniform(0.3, 0.5);
        user.ratioWeight = uniform(1.0, 2.8);
        problem.users.push_back(user);
    }
    return problem;
}

#endif // ISAC_DA_CASES_H
