/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "case-reader.h"
#include "solvers.h"

#include "ns3/isac-sensing-law-fit.h"

namespace solve
{

using namespace ns3::isac;

nlohmann::ordered_json
SolveSensingLaw(const nlohmann::json& one, const std::string& label, const Options&)
{
    const FieldReader reader(one, label);
    const std::vector<double> cycles = reader.Numbers("cycles", Range::POSITIVE);
    const std::vector<double> accuracy = reader.Numbers("accuracy", Range::UNIT);
    reader.RequireSize("accuracy", accuracy.size(), cycles.size(), "cycles");
    const SensingLawFit fit = FitSensingAccuracyLaw(cycles, accuracy);
    nlohmann::ordered_json answer = StartAnswer(one);
    answer["fitted"] = fit.status == SensingLawFitStatus::FITTED;
    answer["status"] = Describe(fit.status);
    answer["points"] = fit.points;
    if (fit.status == SensingLawFitStatus::FITTED)
    {
        answer["xi"] = ToJson(fit.law.limit);
        answer["varpi"] = ToJson(fit.law.scale);
        answer["tau"] = ToJson(fit.law.decay);
        answer["residual"] = ToJson(fit.residual);
        answer["standard_error"] = {{"xi", ToJson(fit.standardError.limit)},
                                    {"varpi", ToJson(fit.standardError.scale)},
                                    {"tau", ToJson(fit.standardError.decay)}};
    }
    return answer;
}

} // namespace solve
