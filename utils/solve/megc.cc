/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "case-reader.h"
#include "solvers.h"

#include "ns3/isac-megc-optimum.h"

#include <stdexcept>

namespace solve
{
namespace
{

using namespace ns3::isac;

/**
 * @param reader the case
 * @return the cell, MegcParameters' defaults where nothing is given; the users are not counted yet
 */
MegcParameters
ReadParameters(const FieldReader& reader)
{
    MegcParameters cell;
    if (!reader.Has("params"))
    {
        return cell;
    }
    const FieldReader params = reader.Object("params");
    params.RequireKnown({"B_off",
                         "B_back",
                         "p_mu",
                         "P",
                         "N0",
                         "chi",
                         "f_comp",
                         "f_es",
                         "xi",
                         "zeta",
                         "chi_gen",
                         "f_ref",
                         "psi"});
    const auto read = [&](const char* key, Range range, double& value) {
        if (params.Has(key))
        {
            value = params.Number(key, range);
        }
    };
    read("B_off", Range::POSITIVE, cell.uplinkBandwidth);
    read("B_back", Range::POSITIVE, cell.downlinkBandwidth);
    read("p_mu", Range::POSITIVE, cell.userPower);
    read("P", Range::POSITIVE, cell.serverPower);
    read("N0", Range::POSITIVE, cell.noiseDensity);
    read("chi", Range::POSITIVE, cell.cyclesPerBit);
    read("f_comp", Range::POSITIVE, cell.deviceSpeed);
    read("f_es", Range::POSITIVE, cell.serverSpeed);
    read("xi", Range::NOT_NEGATIVE, cell.inferenceSlope);
    read("zeta", Range::NOT_NEGATIVE, cell.inferenceOffset);
    read("chi_gen", Range::NOT_NEGATIVE, cell.inferenceCyclesPerBit);
    read("f_ref", Range::POSITIVE, cell.referenceSpeed);
    read("psi", Range::NOT_NEGATIVE, cell.expansion);
    return cell;
}

/**
 * @brief Reads the tasks and gains of users of one kind.
 * @param in where they are
 * @param bits field of the tasks
 * @param gains fields of the gains
 * @param into where the gains go, one for each field
 * @return tasks; none where none of the fields is there
 */
std::vector<double>
ReadUsers(const FieldReader& in,
          const char* bits,
          const std::vector<const char*>& gains,
          const std::vector<std::vector<double>*>& into)
{
    bool any = in.Has(bits);
    for (const char* gain : gains)
    {
        any = any || in.Has(gain);
    }
    if (!any)
    {
        return {};
    }
    const std::vector<double> tasks = in.Numbers(bits, Range::NOT_NEGATIVE);
    for (std::size_t g = 0; g < gains.size(); ++g)
    {
        *into[g] = in.Numbers(gains[g], Range::POSITIVE);
        in.RequireSize(gains[g], into[g]->size(), tasks.size(), bits);
    }
    return tasks;
}

} // namespace

nlohmann::ordered_json
SolveMegc(const nlohmann::json& one, const std::string& label, const Options& /* options */)
{
    const FieldReader reader(one, label);
    MegcParameters cell = ReadParameters(reader);
    const FieldReader in = reader.Has("inputs") ? reader.Object("inputs")
                           : reader.Has("in_")  ? reader.Object("in_")
                                                : reader;
    MegcState state;
    state.computeBits = ReadUsers(in, "D_c", {"h_c"}, {&state.computeGain});
    state.contentBits = ReadUsers(in, "D_a", {"h_a"}, {&state.contentGain});
    state.visionBits = ReadUsers(in,
                                 "D_v",
                                 {"h_vo", "h_vb"},
                                 {&state.visionUplinkGain, &state.visionDownlinkGain});
    cell.computeUsers = static_cast<int>(state.computeBits.size());
    cell.contentUsers = static_cast<int>(state.contentBits.size());
    cell.visionUsers = static_cast<int>(state.visionBits.size());
    if (cell.computeUsers + cell.contentUsers + cell.visionUsers == 0)
    {
        throw in.Error("D_c, D_a, D_v", "expected at least one user");
    }
    MegcOptimum optimum;
    try
    {
        optimum = ns3::isac::SolveMegc(cell, state);
    }
    catch (const std::invalid_argument& error)
    {
        throw InputError(label + ": " + error.what());
    }
    const MegcAllocation& allocation = optimum.allocation;
    nlohmann::ordered_json answer = StartAnswer(one);
    answer["status"] = optimum.converged ? "optimal" : "iteration-limit";
    nlohmann::ordered_json& variables = answer["optimum"];
    variables["a_off_c"] = ToJson(allocation.computeBandwidth);
    variables["a_off_v"] = ToJson(allocation.visionUplinkBandwidth);
    variables["a_b_a"] = ToJson(allocation.contentBandwidth);
    variables["a_b_v"] = ToJson(allocation.visionDownlinkBandwidth);
    variables["be_a"] = ToJson(allocation.contentPower);
    variables["be_v"] = ToJson(allocation.visionPower);
    variables["lam"] = ToJson(allocation.offloading);
    variables["w_c"] = ToJson(allocation.computeSpeed);
    variables["w_a"] = ToJson(allocation.contentSpeed);
    variables["w_v"] = ToJson(allocation.visionSpeed);
    answer["L_comp"] = ToJson(optimum.outcome.computeLatency);
    answer["L_aigc"] = ToJson(optimum.outcome.contentLatency);
    answer["L_ve"] = ToJson(optimum.outcome.visionLatency);
    answer["total"] = ToJson(optimum.outcome.total);
    return answer;
}

} // namespace solve
