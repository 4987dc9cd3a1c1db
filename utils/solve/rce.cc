/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "caqa-case.h"

#include "ns3/isac-action-filter.h"
#include "ns3/isac-caqa-system.h"

#include <cmath>
#include <limits>

namespace solve
{
namespace
{

using namespace ns3::isac;

/// More denoising steps than any model takes; keeps sums of them far from overflow.
constexpr int MOST_STEPS = 100000;

const char*
BranchName(RceBranch branch)
{
    switch (branch)
    {
    case RceBranch::FULL:
        return "full";
    case RceBranch::SHORT:
        return "short";
    case RceBranch::ZERO:
        return "zero";
    }
    return "";
}

nlohmann::ordered_json
SolveRaw(nlohmann::ordered_json answer,
         const FieldReader& reader,
         const FieldReader& in,
         const Options& options)
{
    CaqaBounds bounds;
    bounds.minEnergy = in.Numbers("Emin", Range::NOT_NEGATIVE, true);
    bounds.maxEnergy = in.Numbers("Emax", Range::ANY);
    bounds.gain = in.Numbers("Lambda", Range::NOT_NEGATIVE);
    bounds.budget = in.Number("E_r", Range::ANY);
    in.RequireSize("Emax", bounds.maxEnergy.size(), bounds.minEnergy.size(), "Emin");
    in.RequireSize("Lambda", bounds.gain.size(), bounds.minEnergy.size(), "Emin");
    const RceResult result = AllocateRce(bounds, ReadReadings(reader, options).reading);
    answer["branch"] = BranchName(result.branch);
    answer["E_c"] = ToJson(result.energy);
    answer["objective"] = ToJson(result.objective);
    answer["sum_E_c"] = ToJson(result.total);
    return answer;
}

/// Reads the sensing energies, or finds them from actions; adds E_q to the answer then.
std::vector<double>
ReadSensing(const FieldReader& in,
            const CaqaParameters& cell,
            const CaqaState& state,
            const std::vector<int>& steps,
            nlohmann::ordered_json& answer)
{
    std::vector<double> sensing;
    if (in.Has("d"))
    {
        const std::vector<double> action = in.Numbers("d", Range::UNIT);
        in.RequireSize("d", action.size(), steps.size(), "g");
        std::vector<double> least;
        for (std::size_t k = 0; k < steps.size(); ++k)
        {
            least.push_back(MinSensingEnergy(cell, state.requirement[k], steps[k]));
            sensing.push_back(FilterSensingEnergy(cell, state.requirement[k], steps[k], action[k]));
        }
        answer["E_q"] = ToJson(least);
    }
    if (in.Has("E_s"))
    {
        sensing = in.Numbers("E_s", Range::NOT_NEGATIVE);
        in.RequireSize("E_s", sensing.size(), steps.size(), "g");
    }
    else if (!in.Has("d"))
    {
        throw in.Error("E_s", "missing, and no actions d to find it from");
    }
    else
    {
        answer["E_s"] = ToJson(sensing);
    }
    return sensing;
}

nlohmann::ordered_json
SolveSlot(nlohmann::ordered_json answer,
          const FieldReader& reader,
          const FieldReader& in,
          const Options& options)
{
    const CaqaState state = ReadCaqaState(in);
    const CaqaParameters cell = ReadCaqaParameters(reader, state.gain.size());
    CaqaAllocation allocation;
    allocation.steps = in.Integers("z", 0, MOST_STEPS);
    in.RequireSize("z", allocation.steps.size(), state.gain.size(), "g");
    allocation.sensingEnergy = ReadSensing(in, cell, state, allocation.steps, answer);
    CaqaCommunicationOptions readings = ReadReadings(reader, options);
    if (in.Has("rce_theta"))
    {
        readings.assumedAccuracy = in.Numbers("rce_theta", Range::UNIT);
        in.RequireSize("rce_theta", readings.assumedAccuracy.size(), state.gain.size(), "g");
    }
    const CaqaCommunication communication = AllocateCaqaCommunication(cell,
                                                                      state,
                                                                      allocation.sensingEnergy,
                                                                      allocation.steps,
                                                                      readings);
    allocation.communicationEnergy = communication.result.energy;
    const CaqaOutcome outcome = EvaluateCaqa(cell, state, allocation);
    const CaqaTimes times = CaqaSlotTimes(cell,
                                          allocation.sensingEnergy,
                                          allocation.steps,
                                          std::vector<double>(state.gain.size(), 0.0));

    const Eigen::VectorXd observed = CaqaSystem(cell).Observe(state);
    answer["state"] = ToJson(std::vector<double>(observed.begin(), observed.end()));
    answer["rate"] = ToJson(CaqaRates(cell, state.gain));
    answer["theta"] = ToJson(outcome.accuracy);
    answer["arr"] = ToJson(outcome.arrival);
    answer["que"] = ToJson(outcome.queueing);
    answer["gen"] = ToJson(outcome.generation);
    answer["done"] = ToJson(times.generated);
    answer["wait"] = ToJson(outcome.waiting);
    answer["start"] = ToJson(outcome.start);
    answer["E_r"] = ToJson(communication.bounds.budget);
    answer["Emin"] = ToJson(communication.bounds.minEnergy);
    answer["Emax"] = ToJson(communication.bounds.maxEnergy);
    answer["Lam"] = ToJson(communication.bounds.gain);
    answer["E_c"] = ToJson(allocation.communicationEnergy);
    answer["branch"] = BranchName(communication.result.branch);
    answer["x"] = ToJson(outcome.resolution);
    answer["q"] = ToJson(outcome.quality);
    answer["Omega"] = ToJson(outcome.caqa);
    answer["T"] = ToJson(outcome.completion);
    answer["V"] = outcome.violations;
    answer["avg"] = ToJson(outcome.average);
    answer["gated"] = ToJson(outcome.gatedAverage);
    answer["reward"] = ToJson(outcome.reward);
    for (std::size_t c = 0; c < outcome.holds.size(); ++c)
    {
        answer["cons"]["C" + std::to_string(c + 1)] = static_cast<bool>(outcome.holds[c]);
    }
    return answer;
}

} // namespace

nlohmann::ordered_json
SolveRce(const nlohmann::json& one, const std::string& label, const Options& options)
{
    const FieldReader reader(one, label);
    const FieldReader in = reader.Has("in_") ? reader.Object("in_") : reader;
    bool raw = !in.Has("g");
    if (reader.Has("kind"))
    {
        raw = reader.Choice("kind", {"raw", "slot"}) == 0;
    }
    if (raw)
    {
        return SolveRaw(StartAnswer(one), reader, in, options);
    }
    if (in.Numbers("g", Range::NOT_NEGATIVE).empty())
    {
        throw in.Error("g", "expected at least one user");
    }
    return SolveSlot(StartAnswer(one), reader, in, options);
}

} // namespace solve
