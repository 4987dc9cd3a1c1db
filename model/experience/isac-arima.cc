/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-arima.h"

#include "isac-arma-fit.h"
#include "isac-kpss.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace ns3
{
namespace isac
{

namespace
{

constexpr double INFINITE = std::numeric_limits<double>::infinity();

/// @param series checked to be finite and to have so many values @param least of them
void
Check(const std::vector<double>& series, int least)
{
    if (static_cast<int>(series.size()) < least)
    {
        throw std::invalid_argument("ARIMA: the series is too short");
    }
    if (!std::all_of(series.begin(), series.end(), [](double v) { return std::isfinite(v); }))
    {
        throw std::invalid_argument("ARIMA: the series is not finite");
    }
}

/// @param model fitted @param count values of the differenced series @return AICc
double
CorrectedCriterion(const ArimaModel& model, int count)
{
    const int parameters =
        model.order.ar + model.order.ma + (model.order.difference == 0 ? 1 : 0) + 1;
    const int left = count - parameters - 1;
    return left > 0 ? -2.0 * model.logLikelihood + 2.0 * parameters +
                          2.0 * parameters * (parameters + 1) / left
                    : INFINITE;
}

/// @param series too short for more @return the model that stays at the last value
ArimaModel
LastValue(const std::vector<double>& series)
{
    ArimaModel model;
    model.order.difference = 1;
    const std::vector<double> steps = Difference(series, 1);
    double squares = 0.0;
    for (const double step : steps)
    {
        squares += step * step;
    }
    model.variance = steps.empty() ? INFINITE : squares / static_cast<double>(steps.size());
    model.logLikelihood = -INFINITE;
    model.criterion = INFINITE;
    return model;
}

/// @param model any @param steps how many @return weights psi of past noise in the series itself
std::vector<double>
NoiseWeights(const ArimaModel& model, int steps)
{
    const int ar = model.order.ar;
    const int ma = model.order.ma;
    std::vector<double> weights(steps, 0.0);
    for (int j = 0; j < steps; ++j)
    {
        weights[j] = j == 0 ? 1.0 : (j <= ma ? model.parameters.ma[j - 1] : 0.0);
        for (int i = 1; i <= std::min(ar, j); ++i)
        {
            weights[j] += model.parameters.ar[i - 1] * weights[j - i];
        }
    }
    for (int time = 0; time < model.order.difference; ++time)
    {
        for (int j = 1; j < steps; ++j)
        {
            weights[j] += weights[j - 1];
        }
    }
    return weights;
}

} // namespace

ArimaModel
FitArima(const std::vector<double>& series, const ArimaOrder& order)
{
    if (order.ar < 0 || order.ma < 0 || order.difference < 0 ||
        order.difference > ARIMA_MOST_DIFFERENCES)
    {
        throw std::invalid_argument("ARIMA: no such order");
    }
    Check(series, ARIMA_SHORTEST + order.ar + order.ma);
    const std::vector<double> differenced = Difference(series, order.difference);
    const ArmaFit fit = FitArma(differenced, order.ar, order.ma, order.difference == 0);
    ArimaModel model;
    model.order = order;
    model.parameters = fit.parameters;
    model.variance = fit.variance;
    model.logLikelihood = fit.logLikelihood;
    model.criterion = CorrectedCriterion(model, static_cast<int>(differenced.size()));
    return model;
}

ArimaModel
SelectArima(const std::vector<double>& series, const ArimaOrder& most)
{
    Check(series, 1);
    const int count = static_cast<int>(series.size());
    if (count < ARIMA_SHORTEST)
    {
        return LastValue(series);
    }
    const int difference = ChooseDifferencing(series, most.difference);
    ArimaModel best = FitArima(series, {0, difference, 0});
    for (int ar = 0; ar <= most.ar; ++ar)
    {
        for (int ma = ar == 0 ? 1 : 0; ma <= most.ma; ++ma)
        {
            if (count < ARIMA_SHORTEST + ar + ma)
            {
                continue;
            }
            const ArimaModel model = FitArima(series, {ar, difference, ma});
            if (model.criterion < best.criterion && IsProper(model.parameters, ARIMA_ROOT_MARGIN))
            {
                best = model;
            }
        }
    }
    return best;
}

ArimaForecast
ForecastArima(const ArimaModel& model, const std::vector<double>& series, int steps)
{
    Check(series, std::max(model.order.difference, 1));
    const std::vector<double> differenced = Difference(series, model.order.difference);
    ArimaForecast forecast;
    forecast.value =
        ArmaPredictions(model.parameters, FilterArma(model.parameters, differenced).state, steps);
    for (int time = model.order.difference - 1; time >= 0; --time)
    {
        double level = Difference(series, time).back();
        for (double& value : forecast.value)
        {
            level += value;
            value = level;
        }
    }
    double squares = 0.0;
    for (const double weight : NoiseWeights(model, steps))
    {
        squares += weight * weight;
        forecast.standardError.push_back(std::sqrt(model.variance * squares));
    }
    return forecast;
}

} // namespace isac
} // namespace ns3
