/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * ARIMA step by step against a trusted statistics package, and the exact likelihood against the
 * density of a multivariate normal written out.
 */

#include "isac-da-agent-cases.h"

#include "ns3/isac-arima.h"
#include "ns3/isac-arma-css.h"
#include "ns3/isac-arma-fit.h"
#include "ns3/isac-autocorrelation.h"
#include "ns3/isac-kpss.h"

#include <Eigen/Cholesky>
#include <cmath>
#include <gtest/gtest.h>

using namespace ns3::isac;

namespace
{

/// Lags of the file's KPSS statistics, whatever n is; the rule has 3 of them below n = 100.
constexpr int REFERENCE_LAGS = 4;

/// A case of the file, unpacked.
struct Case
{
    std::string name;                //!< of the case
    ArimaOrder order;                //!< given
    std::vector<double> series;      //!< E
    std::vector<double> differenced; //!< y
    nlohmann::json answers;          //!< the rest
};

/// @return all of them
std::vector<Case>
ReadAll()
{
    std::vector<Case> cases;
    for (const nlohmann::json& entry : DaCases("arima"))
    {
        const ArimaOrder order{entry["order"][0], entry["order"][1], entry["order"][2]};
        const std::vector<double> series = ToNumbers(entry["y"]);
        cases.push_back(
            {entry["name"], order, series, Difference(series, order.difference), entry});
    }
    EXPECT_EQ(cases.size(), 4u);
    return cases;
}

/// @param answers of a case @return the package's estimate
ArmaParameters
PackageParameters(const nlohmann::json& answers)
{
    const nlohmann::json& values = answers["statsmodels_params"];
    ArmaParameters parameters;
    for (const auto& [name, value] : values.items())
    {
        if (name == "ar.L1")
        {
            parameters.ar.push_back(value);
        }
        else if (name == "ma.L1")
        {
            parameters.ma.push_back(value);
        }
        else if (name == "const")
        {
            parameters.mean = value;
        }
    }
    return parameters;
}

/// @return phi, then theta, then the mean if there is one
std::vector<double>
InOneRow(const ArmaParameters& parameters, bool withMean)
{
    std::vector<double> row = parameters.ar;
    row.insert(row.end(), parameters.ma.begin(), parameters.ma.end());
    if (withMean)
    {
        row.push_back(parameters.mean);
    }
    return row;
}

/// @return a series of a model, from its steady state
std::vector<double>
Simulate(const ArmaParameters& parameters, int count, DaNumbers& numbers)
{
    const int before = 200;
    std::vector<double> noise;
    std::vector<double> series;
    for (int t = 0; t < before + count; ++t)
    {
        noise.push_back(numbers.Normal());
        double value = noise[t];
        for (int i = 1; i <= std::min(t, int(parameters.ar.size())); ++i)
        {
            value += parameters.ar[i - 1] * series[t - i];
        }
        for (int j = 1; j <= std::min(t, int(parameters.ma.size())); ++j)
        {
            value += parameters.ma[j - 1] * noise[t - j];
        }
        series.push_back(value);
    }
    series.erase(series.begin(), series.begin() + before);
    for (double& value : series)
    {
        value += parameters.mean;
    }
    return series;
}

/// @return log-density of a multivariate normal whose covariance comes from psi weights
double
DirectLogLikelihood(const ArmaParameters& parameters,
                    const std::vector<double>& series,
                    double variance)
{
    const int count = static_cast<int>(series.size());
    const int terms = 3000;
    std::vector<double> psi(terms, 0.0);
    for (int j = 0; j < terms; ++j)
    {
        psi[j] = j == 0 ? 1.0 : (j <= int(parameters.ma.size()) ? parameters.ma[j - 1] : 0.0);
        for (int i = 1; i <= std::min(j, int(parameters.ar.size())); ++i)
        {
            psi[j] += parameters.ar[i - 1] * psi[j - i];
        }
    }
    Eigen::MatrixXd covariance(count, count);
    for (int row = 0; row < count; ++row)
    {
        for (int column = 0; column < count; ++column)
        {
            const int lag = std::abs(row - column);
            double sum = 0.0;
            for (int j = 0; j + lag < terms; ++j)
            {
                sum += psi[j] * psi[j + lag];
            }
            covariance(row, column) = variance * sum;
        }
    }
    Eigen::VectorXd centred(count);
    for (int t = 0; t < count; ++t)
    {
        centred[t] = series[t] - parameters.mean;
    }
    const Eigen::LLT<Eigen::MatrixXd> factor(covariance);
    const Eigen::MatrixXd lower = factor.matrixL();
    return -0.5 * (count * std::log(2.0 * M_PI) + factor.solve(centred).dot(centred)) -
           lower.diagonal().array().log().sum();
}

} // namespace

TEST(Arima, AutocorrelationsAgreeWithTheReference)
{
    for (const Case& c : ReadAll())
    {
        SCOPED_TRACE(c.name);
        const std::vector<double> plain = Autocorrelations(c.differenced, 10);
        const std::vector<double> partial = SolveYuleWalker(plain).partial;
        for (int lag = 1; lag <= 10; ++lag)
        {
            EXPECT_NEAR(plain[lag], c.answers["acf10"][lag], 1e-12);
            EXPECT_NEAR(partial[lag - 1], c.answers["pacf10"][lag], 1e-12);
        }
        EXPECT_EQ(plain[0], 1.0);
    }
}

TEST(Arima, PartialAutocorrelationsAreOneToOne)
{
    DaNumbers numbers(1);
    for (int trial = 0; trial < 100; ++trial)
    {
        const std::vector<double> given{numbers.Uniform(-.9, .9),
                                        numbers.Uniform(-.9, .9),
                                        numbers.Uniform(-.9, .9)};
        std::vector<double> back;
        ASSERT_TRUE(PartialFromCoefficients(CoefficientsFromPartial(given), back));
        for (int i = 0; i < 3; ++i)
        {
            EXPECT_NEAR(back[i], given[i], 1e-9);
        }
    }
    // Roots of 1 - phi z are at 1 / phi.
    EXPECT_TRUE(RootsOutside({0.5}, 1.999));
    EXPECT_FALSE(RootsOutside({0.5}, 2.001));
    // (1 - z/1.2)(1 + z/3)
    EXPECT_TRUE(RootsOutside({1.0 / 1.2 - 1.0 / 3.0, 1.0 / 3.6}, 1.19));
    EXPECT_FALSE(RootsOutside({1.0 / 1.2 - 1.0 / 3.0, 1.0 / 3.6}, 1.21));
}

TEST(Arima, KpssAgreesWithTheReference)
{
    for (const Case& c : ReadAll())
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

TEST(Arima, LikelihoodAtGivenParametersAgreesWithTheReference)
{
    for (const Case& c : ReadAll())
    {
        SCOPED_TRACE(c.name);
        const double expected = c.answers["exact_llf_at_statsmodels_params"];
        const double likelihood =
            ArmaLogLikelihood(FilterArma(PackageParameters(c.answers), c.differenced),
                              c.answers["statsmodels_params"]["sigma2"]);
        EXPECT_NEAR(likelihood, expected, 1e-8);
    }
}

TEST(Arima, LikelihoodIsThatOfAMultivariateNormal)
{
    DaNumbers numbers(2);
    for (int trial = 0; trial < 60; ++trial)
    {
        const int ar = trial % 3;
        const int ma = trial / 3 % 3;
        std::vector<double> ways[2];
        for (int i = 0; i < ar + ma; ++i)
        {
            ways[i < ar ? 0 : 1].push_back(numbers.Uniform(-.95, .95));
        }
        ArmaParameters parameters{CoefficientsFromPartial(ways[0]),
                                  CoefficientsFromPartial(ways[1]),
                                  numbers.Uniform(-1, 1)};
        const std::vector<double> series = Simulate(parameters, 5 + trial % 7, numbers);
        const double variance = numbers.Uniform(.5, 2);
        const double expected = DirectLogLikelihood(parameters, series, variance);
        EXPECT_NEAR(ArmaLogLikelihood(FilterArma(parameters, series), variance),
                    expected,
                    1e-9 * (1 + std::abs(expected)))
            << "p " << ar << " q " << ma;
    }
}

TEST(Arima, ConditionalEstimatesAgreeWithTheReference)
{
    for (const Case& c : ReadAll())
    {
        SCOPED_TRACE(c.name);
        const bool mean = c.order.difference == 0;
        const ArmaCssFit fit =
            FitArmaCss(c.differenced, StartArma(c.differenced, c.order.ar, c.order.ma, mean), mean);
        std::vector<double> expected = ToNumbers(c.answers["css_params"]);
        if (mean)
        {
            // The file has the mean first here.
            std::rotate(expected.begin(), expected.begin() + 1, expected.end());
        }
        const std::vector<double> found = InOneRow(fit.parameters, mean);
        ASSERT_EQ(found.size(), expected.size());
        for (std::size_t i = 0; i < found.size(); ++i)
        {
            EXPECT_NEAR(found[i], expected[i], 1e-3);
        }
        EXPECT_NEAR(fit.variance, c.answers["css_sigma2"], 1e-3 * fit.variance);
    }
}

TEST(Arima, LikeliestModelsAgreeWithTheReference)
{
    for (const Case& c : ReadAll())
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
    for (const Case& c : ReadAll())
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
    const std::vector<Case> cases = ReadAll();
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
    for (const Case& c : ReadAll())
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
    EXPECT_THROW(FilterArma({{1.1}, {}, 0}, series), std::invalid_argument);
}
