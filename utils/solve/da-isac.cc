/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "case-reader.h"
#include "solvers.h"

#include "ns3/isac-da-exact.h"
#include "ns3/isac-da-sca.h"

#include <stdexcept>

namespace solve
{
namespace
{

using namespace ns3::isac;

/// Users whom the paper's method is tried with: SLSQP's steps take O(K^3), and 60 users a minute.
constexpr std::size_t MOST_SCA_USERS = 40;

/// @param reader a user of the case @param leastSpeed of all users [cycle/s] @return the user
DaUser
ReadUser(const FieldReader& reader, double leastSpeed)
{
    DaUser user;
    user.demandSpeed = leastSpeed;
    user.fileSize = reader.Number("F", Range::POSITIVE);
    user.gain = reader.Number("h2", Range::POSITIVE);
    const auto read = [&](const char* key, double& value) {
        if (reader.Has(key))
        {
            value = reader.Number(key, Range::NOT_NEGATIVE);
        }
    };
    read("I", user.impact);
    read("c1", user.demandProduct);
    read("pmin", user.demandPower);
    if (reader.Integer("model", 1, 2) == 1)
    {
        user.structure = DaStructure::DIFFERENCE;
        user.qualityWeight = reader.Number("w1", Range::NOT_NEGATIVE);
        user.latencyWeight = reader.Number("w2", Range::NOT_NEGATIVE);
    }
    else
    {
        user.structure = DaStructure::RATIO;
        user.ratioWeight = reader.Number("w3", Range::NOT_NEGATIVE);
    }
    return user;
}

/// @param reader the case @return the problem, DA-ISAC's defaults where nothing is given
DaProblem
ReadProblem(const FieldReader& reader)
{
    DaProblem problem;
    const auto read = [&](const char* key, Range range, double& value) {
        if (reader.Has(key))
        {
            value = reader.Number(key, range);
        }
    };
    if (reader.Has("budget"))
    {
        const std::vector<double> budget = reader.Numbers("budget", Range::POSITIVE);
        if (budget.size() != 3)
        {
            throw reader.Error("budget", "expected 3 values: bandwidth, power and speed");
        }
        problem.budget = {budget[0], budget[1], budget[2]};
    }
    read("n0", Range::POSITIVE, problem.model.noiseDensity);
    read("mu", Range::POSITIVE, problem.model.cyclesPerMegabyte);
    read("xi", Range::POSITIVE, problem.model.qualitySlope);
    read("t0", Range::NOT_NEGATIVE, problem.model.fixedLatency);
    double leastSpeed = 0.0;
    read("cmin", Range::NOT_NEGATIVE, leastSpeed);
    for (const FieldReader& user : reader.Objects("users"))
    {
        problem.users.push_back(ReadUser(user, leastSpeed));
    }
    if (problem.users.empty())
    {
        throw reader.Error("users", "expected at least one user");
    }
    const int users = static_cast<int>(problem.users.size());
    if (reader.Has("K"))
    {
        reader.Integer("K", users, users);
    }
    return problem;
}

/// @return a violation's parts
nlohmann::ordered_json
ToJson(const DaViolation& violation)
{
    nlohmann::ordered_json parts;
    parts["worst"] = violation.Worst();
    parts["product"] = violation.product;
    parts["demand"] = violation.demand;
    parts["bandwidth"] = violation.bandwidth;
    parts["power"] = violation.power;
    parts["speed"] = violation.speed;
    parts["users"] = violation.users;
    return parts;
}

/// Adds value, allocation and prices to an answer.
void
AddAllocation(const DaProblem& problem,
              const DaAllocation& allocation,
              const DaSolution& exact,
              nlohmann::ordered_json& answer)
{
    const DaOutcome outcome = EvaluateDa(problem, allocation);
    answer["obj"] = outcome.meanQoe;
    answer["upper_bound"] = exact.upperBound;
    answer["gap"] = exact.upperBound - outcome.meanQoe;
    answer["B"] = solve::ToJson(allocation.bandwidth);
    answer["P"] = solve::ToJson(allocation.power);
    answer["C"] = solve::ToJson(allocation.speed);
    answer["qoe"] = solve::ToJson(outcome.qoe);
    answer["shadow"] = {exact.shadow.bandwidth, exact.shadow.power, exact.shadow.speed};
    answer["violation"] = ToJson(CheckDa(problem, allocation));
}

/// @return options as settings
DaScaSettings
Readings(const Options& options)
{
    DaScaSettings settings;
    const auto is = [&](const char* key, const char* value) {
        const auto found = options.find(key);
        return found != options.end() && found->second == value;
    };
    if (is("ratio", "printed"))
    {
        settings.ratio = DaRatioReading::PRINTED;
    }
    if (is("envelope", "tied"))
    {
        settings.envelope = DaEnvelopeReading::TIED;
    }
    if (is("envelope", "printed"))
    {
        settings.envelope = DaEnvelopeReading::PRINTED;
    }
    return settings;
}

} // namespace

nlohmann::ordered_json
SolveDaIsac(const nlohmann::json& one, const std::string& label, const Options& options)
{
    const FieldReader reader(one, label);
    const DaProblem problem = ReadProblem(reader);
    const auto method = options.find("method");
    const bool approximate = method != options.end() && method->second == "sca";
    if (!approximate && (options.count("ratio") > 0 || options.count("envelope") > 0))
    {
        throw InputError("--ratio and --envelope: expected with --method=sca only");
    }
    DaSolution exact;
    try
    {
        exact = SolveDa(problem);
    }
    catch (const std::invalid_argument& error)
    {
        throw InputError(label + ": " + error.what());
    }
    nlohmann::ordered_json answer = StartAnswer(one);
    const DaFeasibility& feasibility = exact.feasibility;
    if (!feasibility.Feasible())
    {
        answer["status"] = "infeasible";
        answer["feasible"] = false;
        answer["margin"] = solve::ToJson(feasibility.margin);
        answer["shortage"] = ToString(feasibility.shortage);
        answer["culprits"] = feasibility.culprits;
        return answer;
    }
    answer["status"] = exact.status == DaStatus::OPTIMAL ? "optimal" : "iteration-limit";
    answer["feasible"] = true;
    answer["margin"] = solve::ToJson(feasibility.margin);
    if (!approximate)
    {
        AddAllocation(problem, exact.allocation, exact, answer);
        answer["iterations"] = exact.iterations;
        return answer;
    }
    if (problem.users.size() > MOST_SCA_USERS)
    {
        answer["status"] = "too-many-users";
        return answer;
    }
    const DaScaSolution solution = SolveDaBySca(problem, Readings(options));
    answer["status"] = solution.settled ? "settled" : "round-limit";
    AddAllocation(problem, solution.allocation, exact, answer);
    answer["rounds"] = solution.history.size() - 1;
    answer["monotone"] = solution.Monotone();
    answer["worst_violation"] = solution.worstViolation;
    return answer;
}

} // namespace solve
