/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-exact.h"

#include "isac-da-interior-point.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace ns3
{
namespace isac
{
namespace
{

/// Where rounding allows no more, a gap this many times the wanted one counts as none.
constexpr double ROUGHLY = 1000.0;
/// Parts of a demanded product that may be missing.
constexpr double MISSED = 1e-10;
/// Iterations without a better gap, after which there will be none.
constexpr int PATIENCE = 6;

/// Beyond these products of a problem's values would leave the range of numbers.
constexpr double LEAST_VALUE = 1e-60;
constexpr double LARGEST_VALUE = 1e60;

/// @param value of a problem @return whether it is greater than 0 and no matter for rounding
bool
IsPositive(double value)
{
    return value >= LEAST_VALUE && value <= LARGEST_VALUE;
}

/// @param value of a problem @return whether it is 0 or IsPositive()
bool
IsNotNegative(double value)
{
    return value == 0.0 || IsPositive(value);
}

} // namespace

std::string
ToString(DaShortage shortage)
{
    switch (shortage)
    {
    case DaShortage::POWER:
        return "power";
    case DaShortage::BANDWIDTH:
        return "bandwidth";
    case DaShortage::SPEED:
        return "speed";
    default:
        return "none";
    }
}

void
RequireValid(const DaProblem& problem)
{
    if (problem.users.empty())
    {
        throw std::invalid_argument("expected at least one user");
    }
    const DaModel& model = problem.model;
    if (!IsPositive(model.noiseDensity) || !IsPositive(model.cyclesPerMegabyte) ||
        !IsPositive(model.qualitySlope) || !IsNotNegative(model.fixedLatency))
    {
        throw std::invalid_argument(
            "model: expected noise density, cycles per megabyte and quality "
            "slope above 0, fixed latency not below");
    }
    const DaBudget& budget = problem.budget;
    if (!IsPositive(budget.bandwidth) || !IsPositive(budget.power) || !IsPositive(budget.speed))
    {
        throw std::invalid_argument("budget: expected values from 1e-60 to 1e60");
    }
    for (std::size_t k = 0; k < problem.users.size(); ++k)
    {
        const DaUser& user = problem.users[k];
        if (!IsPositive(user.fileSize) || !IsPositive(user.gain) || !IsNotNegative(user.impact))
        {
            throw std::invalid_argument("user " + std::to_string(k) +
                                        ": expected file size and gain from 1e-60 to 1e60, "
                                        "impact such or 0");
        }
        if (!IsNotNegative(user.demandProduct) || !IsNotNegative(user.demandPower) ||
            !IsNotNegative(user.demandSpeed))
        {
            throw std::invalid_argument("user " + std::to_string(k) +
                                        ": expected demands of 0 or from 1e-60 to 1e60");
        }
        if (!IsNotNegative(user.qualityWeight) || !IsNotNegative(user.latencyWeight) ||
            !IsNotNegative(user.ratioWeight))
        {
            throw std::invalid_argument("user " + std::to_string(k) +
                                        ": expected weights of 0 or from 1e-60 to 1e60");
        }
    }
}

DaSolution
SolveDa(const DaProblem& problem, const DaExactSettings& settings)
{
    RequireValid(problem);
    DaSolution solution;
    solution.feasibility = TestDa(problem);
    if (!solution.feasibility.Feasible())
    {
        return solution;
    }
    DaInteriorPoint point;
    point.Start(problem, solution.feasibility);
    // The smallest bound is kept: each of them holds.
    double bound = point.Objective() + point.Gap();
    int waited = 0;
    const auto enough = [&] { return settings.gap * std::max(1.0, std::abs(point.Objective())); };
    const auto done = [&](double gap) {
        return bound - point.Objective() <= gap && point.Missed() <= MISSED;
    };
    while (!done(enough()) && solution.iterations < settings.iterations && waited < PATIENCE)
    {
        point.Step();
        ++solution.iterations;
        const double latest = point.Objective() + point.Gap();
        const bool better = latest < bound;
        bound = std::min(bound, latest);
        waited = better || !done(ROUGHLY * enough()) ? 0 : waited + 1;
    }
    solution.meanQoe = point.Objective();
    // Rounding of a sum of K terms may put the bound below what is attained.
    solution.upperBound = std::max(bound, solution.meanQoe);
    solution.status =
        solution.Gap() <= ROUGHLY * enough() ? DaStatus::OPTIMAL : DaStatus::ITERATION_LIMIT;
    solution.dualResidual = point.DualResidual();
    solution.allocation = point.Allocation();
    const auto prices = point.Prices();
    solution.shadow = {prices[0] / problem.budget.bandwidth,
                       prices[1] / problem.budget.power,
                       prices[2] / problem.budget.speed};
    return solution;
}

} // namespace isac
} // namespace ns3
