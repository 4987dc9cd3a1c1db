/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dd-law-fit.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <nlopt.h>
#include <set>
#include <stdexcept>
#include <string>

namespace ns3
{
namespace isac
{

namespace
{

constexpr double RELATIVE_TOLERANCE = 1e-9;
constexpr int MOST_EVALUATIONS = 20000;

/// Sum of squares over a vector of constants.
using Squares = std::function<double(const double*)>;

double
Evaluate(unsigned, const double* point, double*, void* data)
{
    return (*static_cast<const Squares*>(data))(point);
}

/// A constant that is fitted and the range it stays in.
struct Free
{
    double* value;
    double low;
    double high;
};

/// Moves the constants to where the squares are least.
void
Minimise(const std::vector<Free>& constants, const std::function<double()>& squares)
{
    const std::unique_ptr<nlopt_opt_s, void (*)(nlopt_opt)> solver(
        nlopt_create(NLOPT_LN_NELDERMEAD, static_cast<unsigned>(constants.size())),
        nlopt_destroy);
    std::vector<double> point;
    std::vector<double> low;
    std::vector<double> high;
    for (const Free& constant : constants)
    {
        point.push_back(*constant.value);
        low.push_back(constant.low);
        high.push_back(constant.high);
    }
    const auto put = [&](const double* values) {
        for (std::size_t i = 0; i < constants.size(); ++i)
        {
            *constants[i].value = values[i];
        }
    };
    Squares objective = [&](const double* values) {
        put(values);
        return squares();
    };
    nlopt_set_min_objective(solver.get(), Evaluate, &objective);
    nlopt_set_lower_bounds(solver.get(), low.data());
    nlopt_set_upper_bounds(solver.get(), high.data());
    nlopt_set_xtol_rel(solver.get(), RELATIVE_TOLERANCE);
    nlopt_set_maxeval(solver.get(), MOST_EVALUATIONS);
    double least = 0.0;
    const nlopt_result result = nlopt_optimize(solver.get(), point.data(), &least);
    if (result < 0 && result != NLOPT_ROUNDOFF_LIMITED)
    {
        throw std::runtime_error(std::string("the fit failed: ") + nlopt_result_to_string(result));
    }
    put(point.data());
}

double
Spread(const std::vector<double>& values)
{
    double mean = 0.0;
    for (const double value : values)
    {
        mean += value / static_cast<double>(values.size());
    }
    double squares = 0.0;
    for (const double value : values)
    {
        squares += (value - mean) * (value - mean);
    }
    return std::sqrt(squares / static_cast<double>(values.size()));
}

} // namespace

DdLawFit
FitDdLaws(const std::vector<DdLawSample>& samples, const DdQoeParameters& start)
{
    std::vector<DdLawSample> same;
    std::vector<DdLawSample> faultless;
    std::vector<DdLawSample> switched;
    std::vector<double> clean;
    std::vector<double> leak;
    for (const DdLawSample& sample : samples)
    {
        if (sample.distance == 0.0)
        {
            same.push_back(sample);
            if (sample.picture.bitError == 0.0)
            {
                faultless.push_back(sample);
            }
            clean.push_back(sample.clean);
        }
        else
        {
            switched.push_back(sample);
            leak.push_back(sample.leak);
        }
    }
    if (faultless.size() < 3 || same.size() < faultless.size() + 3 || switched.size() < 4)
    {
        throw std::invalid_argument(
            "a fit to " + std::to_string(faultless.size()) + " samples without bit errors, " +
            std::to_string(same.size() - faultless.size()) + " with them and " +
            std::to_string(switched.size()) + " of two prompts, expected at least 3, 3 and 4");
    }
    DdLawFit fit;
    fit.parameters = start;
    DdQoeParameters& free = fit.parameters;
    const auto cleanSquares = [&](const std::vector<DdLawSample>& some) {
        double squares = 0.0;
        for (const DdLawSample& sample : some)
        {
            const DdPicture& picture = sample.picture;
            const double law = DdSufficiency(free, picture.serverSteps + picture.deviceSteps) *
                               DdCleanness(free, picture.bitError, picture.deviceSteps);
            squares += (law - sample.clean) * (law - sample.clean);
        }
        return squares;
    };
    // First S where nothing is wrong, so that it does not make up for what E cannot follow.
    Minimise({{&free.halfSteps, -20.0, 50.0}, {&free.stepsWidth, 0.05, 50.0}},
             [&]() { return cleanSquares(faultless); });
    Minimise({{&free.errorLimit, 0.001, 2.0},
              {&free.errorRepair, -0.5, 0.5},
              {&free.errorPower, 0.2, 20.0}},
             [&]() { return cleanSquares(same); });
    fit.cleanResidual = std::sqrt(cleanSquares(same) / static_cast<double>(same.size()));

    const auto leakSquares = [&]() {
        double squares = 0.0;
        for (const DdLawSample& sample : switched)
        {
            const DdJudge judge(free, DdPersonality{}, sample.distance);
            const double law = judge.Leak(sample.picture);
            squares += (law - sample.leak) * (law - sample.leak);
        }
        return squares;
    };
    Minimise({{&free.leakPerServerStep, 0.0, 20.0},
              {&free.leakOffset, -20.0, 20.0},
              {&free.leakErrors, -200.0, 200.0}},
             leakSquares);
    fit.leakResidual = std::sqrt(leakSquares() / static_cast<double>(switched.size()));
    fit.cleanSpread = Spread(clean);
    fit.leakSpread = Spread(leak);
    return fit;
}

ErrorLawFit
FitErrorLaw(const std::vector<double>& steps, const std::vector<double>& error, double minSteps)
{
    if (steps.size() != error.size())
    {
        throw std::invalid_argument(std::to_string(steps.size()) + " numbers of steps for " +
                                    std::to_string(error.size()) + " errors");
    }
    std::vector<std::pair<double, double>> samples;
    std::set<double> places;
    double mean = 0.0;
    for (std::size_t i = 0; i < steps.size(); ++i)
    {
        if (steps[i] >= minSteps)
        {
            samples.emplace_back(steps[i] - minSteps, error[i]);
            places.insert(steps[i]);
            mean += error[i];
        }
    }
    if (places.size() < 2)
    {
        throw std::invalid_argument("an error law of " + std::to_string(places.size()) +
                                    " numbers of steps, expected at least 2");
    }
    ErrorLawFit fit;
    fit.scale = std::max(mean / static_cast<double>(samples.size()), 1e-6);
    fit.attenuation = 0.1;
    const auto squares = [&]() {
        double sum = 0.0;
        for (const auto& [beyond, value] : samples)
        {
            const double law = fit.scale * std::exp(-fit.attenuation * beyond);
            sum += (law - value) * (law - value);
        }
        return sum;
    };
    Minimise({{&fit.scale, 0.0, 1.0}, {&fit.attenuation, 0.0, 20.0}}, squares);
    fit.residual = std::sqrt(squares() / static_cast<double>(samples.size()));
    return fit;
}

} // namespace isac
} // namespace ns3
