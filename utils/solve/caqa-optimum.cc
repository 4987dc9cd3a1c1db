/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "caqa-case.h"

#include "ns3/isac-caqa-optimum.h"

namespace solve
{
namespace
{

using namespace ns3::isac;

/// Most decisions that the bound may have to remember, K^2 (K + 1) z_max; some 200 MB.
constexpr double MOST_DECISIONS = 1e8;

const char*
StatusName(CaqaOptimumStatus status)
{
    switch (status)
    {
    case CaqaOptimumStatus::WITHIN_GAP:
        return "within-gap";
    case CaqaOptimumStatus::BOUNDED:
        return "bounded";
    case CaqaOptimumStatus::NO_BOUND:
        return "no-bound";
    case CaqaOptimumStatus::NOT_SUPPORTED:
        return "not-supported";
    }
    return "";
}

} // namespace

nlohmann::ordered_json
SolveCaqaOptimum(const nlohmann::json& one, const std::string& label, const Options& options)
{
    const FieldReader reader(one, label);
    const FieldReader in = reader.Has("in_") ? reader.Object("in_") : reader;
    const CaqaState state = ReadCaqaState(in);
    if (state.gain.empty())
    {
        throw in.Error("g", "expected at least one user");
    }
    const CaqaParameters cell = ReadCaqaParameters(reader, state.gain.size());
    const double users = static_cast<double>(state.gain.size());
    if (users * users * (users + 1.0) * cell.denoising.maxSteps > MOST_DECISIONS)
    {
        throw in.Error("g", "too many users for this many steps, expected at most 200 for 10");
    }
    const CaqaCommunicationOptions readings = ReadReadings(reader, options);
    if (readings.reading.infeasible != InfeasibleRule::DROP || readings.reading.partialLast ||
        readings.snr != SnrReading::EQUATION_5)
    {
        throw reader.Error("params",
                           "caqa-optimum expects infeasible = \"drop\", partial_last = false and "
                           "snr_in_rce = \"eq5\"");
    }
    const CaqaOptimum optimum = ns3::isac::SolveCaqaOptimum(cell, state);
    nlohmann::ordered_json answer = StartAnswer(one);
    answer["status"] = StatusName(optimum.status);
    answer["E_s"] = ToJson(optimum.allocation.sensingEnergy);
    answer["z"] = optimum.allocation.steps;
    answer["E_c"] = ToJson(optimum.allocation.communicationEnergy);
    answer["best_reward"] = ToJson(optimum.outcome.reward);
    answer["upper_bound"] = ToJson(optimum.upperBound);
    answer["rel_gap"] = ToJson(optimum.gap);
    answer["best_avg"] = ToJson(optimum.outcome.average);
    answer["V"] = optimum.unserved;
    answer["Omega"] = ToJson(optimum.outcome.caqa);
    answer["T"] = ToJson(optimum.outcome.completion);
    return answer;
}

} // namespace solve
