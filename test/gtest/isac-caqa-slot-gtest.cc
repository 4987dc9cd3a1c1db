/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Whole CAQA slots against the reference answers: every time, energy, quality and constraint.
 */

#include "isac-caqa-cases.h"

#include "ns3/isac-action-filter.h"
#include "ns3/isac-caqa-communication.h"

#include <cmath>

using namespace ns3::isac;

namespace
{

/// Times and energies of a slot are differences of quantities of some 1 s and 1 J.
constexpr double UNIT = 1.0;

void
CompareReading(const nlohmann::json& one,
               const CaqaParameters& parameters,
               const CaqaState& state,
               const std::string& reading)
{
    const auto& in = one["in_"];
    const auto& expected = one["out"][reading];
    const std::string what = one["name"].get<std::string>() + ", " + reading + ": ";
    CaqaAllocation allocation;
    allocation.sensingEnergy = ToNumbers(in["E_s"]);
    allocation.steps = in["z"].get<std::vector<int>>();
    CaqaCommunicationOptions options;
    options.reading.infeasible = reading == "any" ? InfeasibleRule::ANY : InfeasibleRule::DROP;
    options.reading.partialLast = one["params"]["partial_last"];
    options.snr =
        one["params"]["snr_in_rce"] == "literal" ? SnrReading::LITERAL : SnrReading::EQUATION_5;
    if (in.contains("rce_theta"))
    {
        options.assumedAccuracy = ToNumbers(in["rce_theta"]);
    }
    const CaqaCommunication communication = AllocateCaqaCommunication(parameters,
                                                                      state,
                                                                      allocation.sensingEnergy,
                                                                      allocation.steps,
                                                                      options);
    allocation.communicationEnergy = communication.result.energy;
    const CaqaOutcome outcome = EvaluateCaqa(parameters, state, allocation);
    const CaqaTimes times = CaqaSlotTimes(parameters,
                                          allocation.sensingEnergy,
                                          allocation.steps,
                                          std::vector<double>(allocation.steps.size(), 0.0));

    const auto compare = [&](const std::vector<double>& values, const char* field, double scale) {
        ExpectClose(values, ToNumbers(expected[field]), scale, what + field);
    };
    compare(outcome.accuracy, "theta", UNIT);
    compare(outcome.arrival, "arr", UNIT);
    compare(outcome.queueing, "que", UNIT);
    compare(outcome.generation, "gen", UNIT);
    compare(times.generated, "done", UNIT);
    compare(outcome.waiting, "wait", UNIT);
    compare(outcome.start, "start", UNIT);
    ExpectClose(communication.bounds.budget, expected["E_r"], UNIT, what + "E_r");
    compare(communication.bounds.minEnergy, "Emin", 0.0);
    compare(communication.bounds.maxEnergy, "Emax", UNIT);
    compare(communication.bounds.gain, "Lam", 0.0);
    const char* names[] = {"full", "short", "zero"};
    EXPECT_EQ(names[static_cast<int>(communication.result.branch)], expected["branch"]) << what;
    compare(allocation.communicationEnergy, "E_c", UNIT);
    compare(outcome.resolution, "x", parameters.displayPixels);
    compare(outcome.quality, "q", UNIT);
    compare(outcome.caqa, "Omega", UNIT);
    compare(outcome.completion, "T", UNIT);
    EXPECT_EQ(outcome.violations, expected["V"].get<int>()) << what;
    ExpectClose(outcome.average, expected["avg"], UNIT, what + "avg");
    ExpectClose(outcome.gatedAverage, expected["gated"], UNIT, what + "gated");
    ExpectClose(outcome.reward, expected["reward"], UNIT, what + "reward");
    for (int c = 0; c < 6; ++c)
    {
        EXPECT_EQ(outcome.holds[c], expected["cons"]["C" + std::to_string(c + 1)].get<bool>())
            << what << "C" << c + 1;
    }
}

} // namespace

TEST(IsacCaqaSlot, WholeSlotsUnderBothReadings)
{
    int compared = 0;
    for (const auto& one : LoadCases("rce.json"))
    {
        if (one["kind"] != "slot")
        {
            continue;
        }
        const CaqaParameters parameters = ToParameters(one["params"]);
        const CaqaState state{ToNumbers(one["in_"]["g"]), ToNumbers(one["in_"]["Omega_min"])};
        ExpectClose(CaqaRates(parameters, state.gain),
                    ToNumbers(one["out"]["rate"]),
                    0.0,
                    one["name"].get<std::string>() + ": rate");
        CompareReading(one, parameters, state, "any");
        CompareReading(one, parameters, state, "drop");
        ++compared;
    }
    EXPECT_EQ(compared, 19);
}

TEST(IsacCaqaSlot, FilteredActionsOfTheReference)
{
    int compared = 0;
    for (const auto& one : LoadCases("rce.json"))
    {
        if (one["kind"] != "slot" || !one["in_"].contains("d"))
        {
            continue;
        }
        const CaqaParameters parameters = ToParameters(one["params"]);
        const auto& in = one["in_"];
        for (std::size_t k = 0; k < in["d"].size(); ++k)
        {
            const double requirement = in["Omega_min"][k];
            const int steps = in["z"][k];
            ExpectClose(MinSensingEnergy(parameters, requirement, steps),
                        one["out"]["E_q"][k],
                        0.0,
                        "E_q");
            ExpectClose(FilterSensingEnergy(parameters, requirement, steps, in["d"][k]),
                        in["E_s"][k],
                        0.0,
                        "E_s");
        }
        ++compared;
    }
    EXPECT_GE(compared, 5);
}
