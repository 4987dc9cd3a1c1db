/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "case-reader.h"
#include "solvers.h"

#include "ns3/isac-dd-baseline.h"
#include "ns3/isac-dd-optimum.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace solve
{
namespace
{

using namespace ns3::isac;

/// Users whom the search is tried with: each looks at the sums of all before him.
constexpr std::size_t MOST_USERS = 32;

/// Steps of either kind: no schedule of a diffusion model is longer.
constexpr int MOST_STEPS = 1000;

/// @param reader the constants, under the names of the reference @return the surrogate's
DdQoeParameters
ReadQoe(const FieldReader& reader)
{
    DdQoeParameters qoe;
    const std::vector<std::pair<std::pair<const char*, Range>, double*>> fields{
        {{"n0", Range::ANY}, &qoe.halfSteps},
        {{"ws", Range::POSITIVE}, &qoe.stepsWidth},
        {{"pc0", Range::ANY}, &qoe.errorLimit},
        {{"pc1", Range::ANY}, &qoe.errorRepair},
        {{"ne", Range::NOT_NEGATIVE}, &qoe.errorPower},
        {{"a0", Range::ANY}, &qoe.leakPerServerStep},
        {{"b0", Range::ANY}, &qoe.leakOffset},
        {{"kb", Range::ANY}, &qoe.leakErrors},
        {{"p_ref", Range::ANY}, &qoe.leakErrorMiddle},
        {{"dp", Range::POSITIVE}, &qoe.leakErrorWidth},
        {{"wl", Range::ANY}, &qoe.likedWeight},
        {{"v0", Range::ANY}, &qoe.strictness},
        {{"v1", Range::ANY}, &qoe.strictSlope},
        {{"vmin", Range::UNIT}, &qoe.leastStrict},
        {{"vmax", Range::UNIT}, &qoe.mostStrict},
        {{"vp", Range::POSITIVE}, &qoe.mismatchPower},
        {{"vs", Range::UNIT}, &qoe.tasteWeight},
        {{"sig0", Range::NOT_NEGATIVE}, &qoe.ratingNoise},
        {{"sig1", Range::NOT_NEGATIVE}, &qoe.ratingNoiseSlope}};
    std::vector<std::string> known;
    for (const auto& [field, value] : fields)
    {
        known.emplace_back(field.first);
        if (reader.Has(field.first))
        {
            *value = reader.Number(field.first, field.second);
        }
    }
    reader.RequireKnown(known);
    return qoe;
}

/**
 * @param reader the case
 * @param device figures of a device that has none of its own
 * @param tolerance of the search
 * @return the system, DdParameters' defaults where nothing is given; the users are not counted yet
 */
DdParameters
ReadParameters(const FieldReader& reader, DdUser& device, double& tolerance)
{
    DdParameters parameters;
    if (reader.Has("params"))
    {
        parameters.qoe = ReadQoe(reader.Object("params"));
    }
    if (!reader.Has("cfg"))
    {
        return parameters;
    }
    const FieldReader cfg = reader.Object("cfg");
    cfg.RequireKnown({"K",  "delta0", "deltak",   "ETk",     "Qth",     "beta",     "ET",
                      "Ts", "Td",     "rho",      "lam1",    "lam2",    "lam3",     "price",
                      "m",  "ms",     "schedule", "sharing", "channel", "tolerance"});
    const auto read = [&](const char* key, Range range, double& value) {
        if (cfg.Has(key))
        {
            value = cfg.Number(key, range);
        }
    };
    const auto steps = [&](const char* key, int& value) {
        if (cfg.Has(key))
        {
            value = cfg.Integer(key, 1, MOST_STEPS);
        }
    };
    const auto second = [&](const char* key, const char* first, const char* other) {
        return cfg.Has(key) && cfg.Choice(key, {first, other}) == 1;
    };
    read("delta0", Range::NOT_NEGATIVE, parameters.serverStepEnergy);
    read("deltak", Range::NOT_NEGATIVE, device.stepEnergy);
    read("ETk", Range::NOT_NEGATIVE, device.energyBudget);
    read("Qth", Range::UNIT, parameters.qoeThreshold);
    read("beta", Range::POSITIVE, parameters.energyPerWatt);
    read("ET", Range::NOT_NEGATIVE, parameters.serverBudget);
    steps("Ts", parameters.mostServerSteps);
    steps("Td", parameters.mostDeviceSteps);
    read("rho", Range::NOT_NEGATIVE, parameters.snrPerWatt);
    read("lam1", Range::NOT_NEGATIVE, parameters.deviceEnergyWeight);
    read("lam2", Range::NOT_NEGATIVE, parameters.qoeWeight);
    read("lam3", Range::NOT_NEGATIVE, parameters.serverEnergyWeight);
    read("price", Range::NOT_NEGATIVE, parameters.deviceStepPrice);
    read("m", Range::POSITIVE, parameters.fadingSeverity);
    read("ms", Range::POSITIVE, parameters.fadingShadowing);
    read("tolerance", Range::POSITIVE, tolerance);
    if (second("schedule", "own", "longest"))
    {
        parameters.schedule = DdSchedule::LONGEST;
    }
    if (second("sharing", "shared", "separate"))
    {
        parameters.sharing = DdSharing::SEPARATE;
    }
    if (second("channel", "instantaneous", "average"))
    {
        parameters.channel = DdChannel::AVERAGE;
    }
    return parameters;
}

/// @param reader the case @param device figures of a device that has none of its own
/// @return the users
DdState
ReadState(const FieldReader& reader, const DdUser& device)
{
    const auto personality = [](const std::vector<double>& scores) {
        DdPersonality traits{};
        std::copy(scores.begin(), scores.end(), traits.begin());
        return traits;
    };
    const std::size_t traits = device.personality.size();
    DdState state;
    for (const std::vector<double>& scores : reader.Rows("u", traits, Range::UNIT))
    {
        state.users.push_back(device);
        state.users.back().personality = personality(scores);
    }
    const std::size_t users = state.users.size();
    if (users == 0 || users > MOST_USERS)
    {
        throw reader.Error("u", "expected 1 to " + std::to_string(MOST_USERS) + " users");
    }
    const auto read = [&](const char* key, double DdUser::*field) {
        const std::vector<double> values = reader.Numbers(key, Range::NOT_NEGATIVE);
        reader.RequireSize(key, values.size(), users, "u");
        for (std::size_t k = 0; k < users; ++k)
        {
            state.users[k].*field = values[k];
        }
    };
    read("d", &DdUser::distance);
    read("g", &DdUser::gain);
    if (reader.Has("deltak"))
    {
        read("deltak", &DdUser::stepEnergy);
    }
    if (reader.Has("ETk"))
    {
        read("ETk", &DdUser::energyBudget);
    }
    if (reader.Has("style"))
    {
        const auto styles = reader.Rows("style", traits, Range::UNIT);
        reader.RequireSize("style", styles.size(), users, "u");
        for (std::size_t k = 0; k < users; ++k)
        {
            state.users[k].style = personality(styles[k]);
        }
    }
    return state;
}

/// Adds what was decided and what it gives to an answer.
void
AddAllocation(const DdAllocation& allocation,
              const DdOutcome& outcome,
              nlohmann::ordered_json& answer)
{
    answer["t0"] = allocation.serverSteps;
    answer["t"] = allocation.deviceSteps;
    answer["P"] = ToJson(allocation.power);
    answer["bep"] = ToJson(outcome.bitError);
    answer["leak"] = ToJson(outcome.leak);
    answer["Q"] = ToJson(outcome.qoe);
    answer["sum_Q"] = outcome.sumQoe;
    answer["reward"] = outcome.reward;
    answer["energy"] = outcome.serverEnergy;
    answer["feasible"] = outcome.Feasible();
}

} // namespace

nlohmann::ordered_json
SolveDistributedDiffusion(const nlohmann::json& one,
                          const std::string& label,
                          const Options& options)
{
    const FieldReader whole(one, label);
    const FieldReader reader = whole.Has("in_") ? whole.Object("in_") : whole;
    DdUser device;
    DdSearchSettings settings;
    DdParameters parameters = ReadParameters(reader, device, settings.tolerance);
    const DdState state = ReadState(reader, device);
    parameters.users = static_cast<int>(state.users.size());
    if (reader.Has("cfg") && reader.Object("cfg").Has("K"))
    {
        reader.Object("cfg").Integer("K", parameters.users, parameters.users);
    }
    const auto is = [&](const char* key, const char* value) {
        const auto found = options.find(key);
        return found != options.end() && found->second == value;
    };
    const bool equal = is("method", "equal-power");
    if (equal && options.count("threshold") > 0)
    {
        throw InputError("--threshold: expected with --method=optimum only");
    }
    if (is("threshold", "constraint"))
    {
        settings.rule = DdQoeRule::CONSTRAINT;
    }
    nlohmann::ordered_json answer = StartAnswer(one);
    try
    {
        if (equal)
        {
            const DdAllocation allocation = DdEqualPower(parameters, state);
            answer["status"] = "best-steps";
            AddAllocation(allocation, EvaluateDd(parameters, state, allocation), answer);
            return answer;
        }
        const DdOptimum optimum = SolveDd(parameters, state, settings);
        answer["status"] = optimum.status == DdOptimumStatus::OPTIMAL      ? "optimal"
                           : optimum.status == DdOptimumStatus::INFEASIBLE ? "infeasible"
                                                                           : "work-limit";
        if (optimum.found)
        {
            AddAllocation(optimum.allocation, optimum.outcome, answer);
            answer["upper_bound"] = optimum.upperBound;
            answer["gap"] = optimum.upperBound - optimum.outcome.reward;
        }
        else
        {
            answer["upper_bound"] = ToJson(optimum.upperBound);
            answer["feasible"] = false;
        }
    }
    catch (const std::invalid_argument& error)
    {
        throw InputError(label + ": " + error.what());
    }
    return answer;
}

} // namespace solve
