/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "caqa-case.h"

#include "ns3/isac-decibel.h"
#include "ns3/isac-path-loss.h"

namespace solve
{

using namespace ns3::isac;

CaqaParameters
ReadCaqaParameters(const FieldReader& reader, std::size_t users)
{
    CaqaParameters cell;
    cell.users = static_cast<int>(users);
    if (!reader.Has("params"))
    {
        return cell;
    }
    const FieldReader params = reader.Object("params");
    params.RequireKnown(
        {"K",          "radius",     "B",           "T_max", "T_s",   "D_c",          "E_max",
         "E_s_max",    "beta",       "om_lo",       "om_hi", "z_min", "z_max",        "chi",
         "f",          "eps_fwd",    "mu",          "P_s",   "P_c",   "noise_dbm_hz", "pl_a",
         "pl_b",       "xi",         "varpi",       "tau",   "d_min", "N0",           "L_n",
         "snr_in_rce", "infeasible", "partial_last"});
    const auto read = [&](const char* key, Range range, double& value) {
        if (params.Has(key))
        {
            value = params.Number(key, range);
        }
    };
    const auto readWhole = [&](const char* key, int least, int most, int& value) {
        if (params.Has(key))
        {
            value = params.Integer(key, least, most);
        }
    };
    constexpr int MOST_USERS = 10000000;
    int stated = cell.users;
    readWhole("K", 0, MOST_USERS, stated);
    if (stated != cell.users)
    {
        throw params.Error("K",
                           "expected " + std::to_string(users) + ", the number of gains, got " +
                               std::to_string(stated));
    }
    read("B", Range::POSITIVE, cell.bandwidth);
    read("T_max", Range::POSITIVE, cell.maxTime);
    read("T_s", Range::POSITIVE, cell.cycleTime);
    read("D_c", Range::POSITIVE, cell.displayPixels);
    read("beta", Range::POSITIVE, cell.bitsPerPixel);
    read("E_max", Range::NOT_NEGATIVE, cell.maxEnergy);
    read("E_s_max", Range::POSITIVE, cell.maxSensingEnergy);
    read("om_lo", Range::UNIT, cell.minRequirement);
    read("om_hi", Range::UNIT, cell.maxRequirement);
    read("P_s", Range::POSITIVE, cell.sensingPower);
    read("P_c", Range::POSITIVE, cell.powerPerUser);
    read("xi", Range::UNIT, cell.sensing.limit);
    read("varpi", Range::POSITIVE, cell.sensing.scale);
    read("tau", Range::POSITIVE, cell.sensing.decay);
    read("chi", Range::NOT_NEGATIVE, cell.denoising.workPerStep);
    read("f", Range::POSITIVE, cell.denoising.serverSpeed);
    read("eps_fwd", Range::UNIT, cell.denoising.errorScale);
    read("mu", Range::NOT_NEGATIVE, cell.denoising.errorAttenuation);
    constexpr int MOST_STEPS = 1000;
    readWhole("z_min", 0, MOST_STEPS, cell.denoising.minSteps);
    readWhole("z_max", 0, MOST_STEPS, cell.denoising.maxSteps);
    if (cell.denoising.maxSteps < cell.denoising.minSteps)
    {
        throw params.Error("z_max",
                           "expected at least z_min = " + std::to_string(cell.denoising.minSteps) +
                               ", got " + std::to_string(cell.denoising.maxSteps));
    }
    if (params.Has("N0"))
    {
        cell.noiseDensity = params.Number("N0", Range::POSITIVE);
    }
    else if (params.Has("noise_dbm_hz"))
    {
        cell.noiseDensity = DbmToWatt(params.Number("noise_dbm_hz", Range::ANY));
    }
    double radius = 200.0;
    double nearest = 0.0;
    LogDistancePathLoss loss;
    read("radius", Range::POSITIVE, radius);
    read("d_min", Range::NOT_NEGATIVE, nearest);
    read("pl_a", Range::ANY, loss.interceptDb);
    read("pl_b", Range::ANY, loss.slopeDb);
    cell.gainScale = loss.Gain(radius);
    read("L_n", Range::POSITIVE, cell.gainScale);
    return cell;
}

CaqaState
ReadCaqaState(const FieldReader& reader)
{
    CaqaState state;
    state.gain = reader.Numbers("g", Range::NOT_NEGATIVE);
    state.requirement = reader.Numbers("Omega_min", Range::UNIT);
    reader.RequireSize("Omega_min", state.requirement.size(), state.gain.size(), "g");
    return state;
}

CaqaCommunicationOptions
ReadReadings(const FieldReader& reader, const Options& options)
{
    CaqaCommunicationOptions readings;
    if (reader.Has("params"))
    {
        const FieldReader params = reader.Object("params");
        if (params.Has("infeasible"))
        {
            readings.reading.infeasible = params.Choice("infeasible", {"drop", "any"}) == 0
                                              ? InfeasibleRule::DROP
                                              : InfeasibleRule::ANY;
        }
        if (params.Has("partial_last"))
        {
            readings.reading.partialLast = params.Truth("partial_last");
        }
        if (params.Has("snr_in_rce"))
        {
            readings.snr = params.Choice("snr_in_rce", {"eq5", "literal"}) == 0
                               ? SnrReading::EQUATION_5
                               : SnrReading::LITERAL;
        }
    }
    if (options.count("infeasible") > 0)
    {
        readings.reading.infeasible =
            options.at("infeasible") == "any" ? InfeasibleRule::ANY : InfeasibleRule::DROP;
    }
    if (options.count("partial-last") > 0)
    {
        readings.reading.partialLast = options.at("partial-last") == "true";
    }
    return readings;
}

} // namespace solve
