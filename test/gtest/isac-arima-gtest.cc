/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * ARIMA against a trusted statistics package, on series whose model is known, and on series that
 * are no noise at all.
 */

#include "isac-arima-cases.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace ns3::isac;

namespace
{

/// Lags of the file's KPSS statistics, whatever n is; the rule has 3 of them below n = 100.
constexpr int REFERENCE_LAGS = 4;

} // namespace

TEST(Arima, KpssAgreesWithTheReference)
{
    for (const ArimaCase& c : ReadArimaCases())
    {
        SCOPED_TRACE(c.name);
        const double expected = c.answers["kpss_stat"];
        EXPECT_NEAR(KpssStatistic(c.series, REFERENCE_LAGS), expected, 1e-10 * expected);
        EXPECT_EQ(ChooseDifferencing(c.series), c.order.difference);
    }
    EXPECT_EQ(KpssLags(60), 3);
    EXPECT_EQ(KpssLags(99), 3);
    EXPECT_EQ(KpssLags(100), 4);
    // By hand: residuals -1, 0, 1 sum up to -1, -1, 0; 2 / (3 * 2).
    EXPECT_NEAR(KpssStatistic({1, 2, 3}, 0), 1.0 / 3.0, 1e-15);
    EXPECT_EQ(KpssStatistic(std::vector<double>(30, 0.1), 2), 0.0);
}

TEST(Arima, LikeliestModelsAgreeWithTheReference)
{
    for (const ArimaCase& c : ReadArimaCases())
    {
        SCOPED_TRACE(c.name);
        const bool mean = c.order.difference == 0;
        const ArimaModel model = FitArima(c.series, c.order);
        const nlohmann::json& exact = c.answers["exactML_differenced"];
        const std::vector<double> expected = ToNumbers(exact["params"]);
        const std::vector<double> found = InOneRow(model.parameters, mean);
        const std::vector<double> package = InOneRow(PackageParameters(c.answers), mean);
        ASSERT_EQ(found.size(), expected.size());
        for (std::size_t i = 0; i < found.size(); ++i)
        {
            EXPECT_NEAR(found[i], expected[i], 1e-4);
            EXPECT_NEAR(found[i], package[i], 1e-2);
        }
        EXPECT_NEAR(model.variance, exact["sigma2"], 1e-4 * model.variance);
        EXPECT_NEAR(model.logLikelihood, exact["llf"], 1e-6);
        EXPECT_NEAR(model.logLikelihood, c.answers["statsmodels_llf"], 1e-2);
        // No model can be likelier than the likeliest.
        EXPECT_GE(model.logLikelihood, exact["llf"].get<double>() - 1e-7);
        const double aic = -2.0 * model.logLikelihood + 2.0 * (found.size() + 1);
        EXPECT_NEAR(aic, c.answers["statsmodels_aic"], 2e-2);
    }
}

TEST(Arima, ForecastsAgreeWithTheReference)
{
    for (const ArimaCase& c : ReadArimaCases())
    {
        SCOPED_TRACE(c.name);
        const ArimaForecast forecast = ForecastArima(FitArima(c.series, c.order), c.series, 3);
        for (int step = 0; step < 3; ++step)
        {
            const double value = c.answers["statsmodels_forecast3"][step];
            const double error = c.answers["statsmodels_se3"][step];
            EXPECT_NEAR(forecast.value[step], value, 1e-3 * value);
            EXPECT_NEAR(forecast.standardError[step], error, 1e-2 * error);
        }
        ArimaModel package{c.order, PackageParameters(c.answers), 1.0, 0.0, 0.0};
        EXPECT_NEAR(ForecastArima(package, c.series, 1).value[0],
                    c.answers["forecast1_eq12_13_with_ML_params"],
                    1e-8);
    }
}

TEST(Arima, ChosenModelsAreNoWorseThanTheReferences)
{
    const nlohmann::json expected = DaCases("arima_order_selection");
    const std::vector<ArimaCase> cases = ReadArimaCases();
    ASSERT_EQ(expected.size(), cases.size());
    for (std::size_t i = 0; i < cases.size(); ++i)
    {
        SCOPED_TRACE(cases[i].name);
        EXPECT_EQ(expected[i]["name"], cases[i].name);
        const ArimaModel model = SelectArima(cases[i].series);
        EXPECT_EQ(model.order.difference, expected[i]["selected"][1]);
        EXPECT_LE(model.criterion, expected[i]["aicc"].get<double>() + 1e-6);
        EXPECT_TRUE(IsProper(model.parameters, ARIMA_ROOT_MARGIN));
        EXPECT_NEAR(KpssStatistic(cases[i].series, REFERENCE_LAGS), expected[i]["kpss"], 1e-10);
        // The criterion written out.
        const double count = cases[i].differenced.size();
        const double k = model.order.ar + model.order.ma + (model.order.difference == 0 ? 2 : 1);
        EXPECT_NEAR(model.criterion,
                    -2 * model.logLikelihood + 2 * k + 2 * k * (k + 1) / (count - k - 1),
                    1e-9);
    }
}

TEST(Arima, FindsTheParametersOfLongSeries)
{
    DaNumbers numbers(3);
    const ArmaParameters truth{{0.5, -0.3}, {0.4, 0.2}, 2.0};
    const std::vector<double> series = Simulate(truth, 20000, numbers);
    const ArimaModel model = FitArima(series, {2, 0, 2});
    const std::vector<double> found = InOneRow(model.parameters, true);
    const std::vector<double> expected = InOneRow(truth, true);
    for (std::size_t i = 0; i < found.size(); ++i)
    {
        // Standard errors of the estimates are below .03 here.
        EXPECT_NEAR(found[i], expected[i], 0.1);
    }
    EXPECT_NEAR(model.variance, 1.0, 4.0 * std::sqrt(2.0 / 20000));
    // Innovations of the true model are white: their mean square is chi-squared over n.
    EXPECT_NEAR(ArmaVariance(FilterArma(truth, series)), 1.0, 4.0 * std::sqrt(2.0 / 20000));
}

TEST(Arima, ForecastErrorsAreAsLargeAsItSays)
{
    DaNumbers numbers(4);
    const int trials = 2000;
    ArimaModel model{{1, 1, 1}, {{0.6}, {0.3}, 0.0}, 1.0, 0.0, 0.0};
    double squares[3] = {0, 0, 0};
    std::vector<double> errors;
    for (int trial = 0; trial < trials; ++trial)
    {
        std::vector<double> series{0.0};
        for (const double step : Simulate(model.parameters, 60, numbers))
        {
            series.push_back(series.back() + step);
        }
        const ArimaForecast forecast = ForecastArima(model, {series.begin(), series.end() - 3}, 3);
        for (int step = 0; step < 3; ++step)
        {
            squares[step] += std::pow(forecast.value[step] - series[series.size() - 3 + step], 2);
        }
        errors = forecast.standardError;
    }
    for (int step = 0; step < 3; ++step)
    {
        EXPECT_NEAR(squares[step] / trials / (errors[step] * errors[step]),
                    1.0,
                    4.0 * std::sqrt(2.0 / trials));
    }
}

TEST(Arima, DoesNotDependOnUnits)
{
    for (const ArimaCase& c : ReadArimaCases())
    {
        SCOPED_TRACE(c.name);
        std::vector<double> other = c.series;
        for (double& value : other)
        {
            value *= 1e-9;
        }
        const ArimaModel one = SelectArima(c.series);
        const ArimaModel two = SelectArima(other);
        EXPECT_EQ(one.order.ar, two.order.ar);
        EXPECT_EQ(one.order.ma, two.order.ma);
        EXPECT_NEAR(ForecastArima(one, c.series, 1).value[0],
                    1e9 * ForecastArima(two, other, 1).value[0],
                    1e-5);
    }
}

TEST(Arima, ShortSeriesStayWhereTheyAre)
{
    DaNumbers numbers(5);
    std::vector<double> series;
    for (int n = 1; n < ARIMA_SHORTEST + 8; ++n)
    {
        series.push_back(numbers.Normal());
        const ArimaModel model = SelectArima(series);
        EXPECT_LE(model.order.ar + model.order.ma, std::max(0, n - ARIMA_SHORTEST));
        const ArimaForecast forecast = ForecastArima(model, series, 2);
        EXPECT_TRUE(std::isfinite(forecast.value[1]));
        if (n < ARIMA_SHORTEST)
        {
            EXPECT_EQ(forecast.value[0], series.back());
            EXPECT_EQ(forecast.value[1], series.back());
        }
    }
    EXPECT_TRUE(std::isinf(ForecastArima(SelectArima({1.0}), {1.0}, 1).standardError[0]));
    EXPECT_NEAR(ForecastArima(SelectArima({1, 2, 1}), {1, 2, 1}, 1).standardError[0], 1.0, 1e-15);
}

TEST(Arima, EndsOnSeriesThatAreNoNoise)
{
    const std::vector<double> constant(40, 0.3);
    const ArimaForecast flat = ForecastArima(SelectArima(constant), constant, 2);
    EXPECT_NEAR(flat.value[1], 0.3, 1e-15);
    EXPECT_EQ(flat.standardError[1], 0.0);
    std::vector<double> ramp;
    std::vector<double> square;
    std::vector<double> wave;
    for (int t = 0; t < 40; ++t)
    {
        ramp.push_back(t);
        square.push_back(t * t);
        wave.push_back(t % 2);
    }
    for (const std::vector<double>& series : {ramp, square, wave})
    {
        const ArimaModel model = SelectArima(series);
        EXPECT_TRUE(IsProper(model.parameters, ARIMA_ROOT_MARGIN));
        EXPECT_TRUE(std::isfinite(ForecastArima(model, series, 3).value[2]));
    }
}

TEST(Arima, RefusesWhatItCannotFit)
{
    const std::vector<double> series(12, 1.0);
    EXPECT_THROW(FitArima(series, {2, 0, 1}), std::invalid_argument);
    EXPECT_THROW(FitArima(series, {-1, 0, 0}), std::invalid_argument);
    EXPECT_THROW(FitArima(series, {0, 3, 0}), std::invalid_argument);
    EXPECT_THROW(SelectArima({}), std::invalid_argument);
    EXPECT_THROW(SelectArima({1.0, std::nan("")}), std::invalid_argument);
    EXPECT_THROW(ForecastArima({{0, 2, 0}, {}, 1, 0, 0}, {1.0}, 1), std::invalid_argument);
}
