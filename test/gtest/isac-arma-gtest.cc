/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * ARMA models against a trusted statistics package, and the exact likelihood against the density
 * of a multivariate normal written out.
 */

#include "isac-arima-cases.h"

#include "ns3/isac-arma-css.h"
#include "ns3/isac-autocorrelation.h"

#include <Eigen/Cholesky>
#include <cmath>
#include <gtest/gtest.h>

using namespace ns3::isac;

namespace
{

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

TEST(Arma, AutocorrelationsAgreeWithTheReference)
{
    for (const ArimaCase& c : ReadArimaCases())
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

TEST(Arma, PartialAutocorrelationsAreOneToOne)
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

TEST(Arma, LikelihoodAtGivenParametersAgreesWithTheReference)
{
    for (const ArimaCase& c : ReadArimaCases())
    {
        SCOPED_TRACE(c.name);
        const double expected = c.answers["exact_llf_at_statsmodels_params"];
        const double likelihood =
            ArmaLogLikelihood(FilterArma(PackageParameters(c.answers), c.differenced),
                              c.answers["statsmodels_params"]["sigma2"]);
        EXPECT_NEAR(likelihood, expected, 1e-8);
    }
}

TEST(Arma, LikelihoodIsThatOfAMultivariateNormal)
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

TEST(Arma, ConditionalEstimatesAgreeWithTheReference)
{
    for (const ArimaCase& c : ReadArimaCases())
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

TEST(Arma, RefusesWhatIsNotStationary)
{
    EXPECT_THROW(FilterArma({{1.1}, {}, 0.0}, {1.0, 2.0}), std::invalid_argument);
    EXPECT_THROW(Autocorrelations({1.0, 2.0}, 2), std::invalid_argument);
    EXPECT_FALSE(IsProper({{0.5}, {2.0}, 0.0}));
    EXPECT_TRUE(IsProper({{0.5}, {-0.5}, 0.0}));
}
