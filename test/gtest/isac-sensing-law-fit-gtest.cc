/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-sensing-law-fit.h"

#include <algorithm>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <string>

namespace ns3
{
namespace isac
{

namespace
{

const std::vector<double> CYCLES = {90, 119, 150, 200, 250, 333, 400, 500, 650, 833, 1100, 1667};

std::vector<double>
Apply(const SensingAccuracyLaw& law, const std::vector<double>& cycles)
{
    std::vector<double> accuracy;
    for (const double n : cycles)
    {
        accuracy.push_back(law.Accuracy(n));
    }
    return accuracy;
}

SensingLawFitStatus
Status(const std::vector<double>& cycles, const std::vector<double>& accuracy)
{
    return FitSensingAccuracyLaw(cycles, accuracy).status;
}

} // namespace

TEST(SensingLawFit, RecoversTheLawsOfTheCalibration)
{
    // Brent stops at half the digits, 1.5e-8 of the logarithm of the decay. The scale multiplies
    // n^-tau at n near 400, so an error of the decay appears in it 400^tau's logarithm times.
    const SensingAccuracyLaw laws[] = {{0.95, 65, 1.0},
                                       {0.95, 707, 1.5},
                                       {0.95, 15.4, 0.7},
                                       {0.97, 28, 0.8},
                                       {1.0, 6.48, 0.5},
                                       {0.8, 1e5, 2.6}};
    for (const SensingAccuracyLaw& law : laws)
    {
        const SensingLawFit fit = FitSensingAccuracyLaw(CYCLES, Apply(law, CYCLES));
        ASSERT_EQ(fit.status, SensingLawFitStatus::FITTED) << law.decay;
        EXPECT_NEAR(fit.law.limit, law.limit, 1e-7);
        EXPECT_NEAR(fit.law.decay / law.decay, 1.0, 1e-7);
        EXPECT_NEAR(fit.law.scale / law.scale, 1.0, 1e-6 * law.decay);
        EXPECT_LT(fit.residual, 1e-8);
    }
}

TEST(SensingLawFit, ThreePointsArePassedThrough)
{
    const std::vector<double> cycles = {100, 300, 1000};
    const std::vector<double> accuracy = {0.3, 0.7, 0.85};
    const SensingLawFit fit = FitSensingAccuracyLaw(cycles, accuracy);
    ASSERT_EQ(fit.status, SensingLawFitStatus::FITTED);
    for (int i = 0; i < 3; ++i)
    {
        EXPECT_NEAR(fit.law.Accuracy(cycles[i]), accuracy[i], 1e-7);
    }
    EXPECT_TRUE(std::isinf(fit.standardError.decay));
}

TEST(SensingLawFit, ErrorsAreWhatItSays)
{
    // With the residuals' own variance the errors over their standard errors follow Student's t of
    // 12 * 3 - 3 = 33 degrees: mean square 33/31, of which 400 fits give 7 % deviation (the
    // mean of t^4 adds a little). Four deviations, and 5 % for the curvature of the law.
    const SensingAccuracyLaw law{0.9, 65.0, 1.0};
    boost::random::mt19937_64 generator(51);
    boost::random::normal_distribution<double> normal(0.0, 0.003);
    std::vector<double> cycles;
    for (int i = 0; i < 3; ++i)
    {
        cycles.insert(cycles.end(), CYCLES.begin(), CYCLES.end());
    }
    const int trials = 400;
    double limit = 0.0;
    double scale = 0.0;
    double decay = 0.0;
    for (int trial = 0; trial < trials; ++trial)
    {
        std::vector<double> accuracy = Apply(law, cycles);
        for (double& value : accuracy)
        {
            value += normal(generator);
        }
        const SensingLawFit fit = FitSensingAccuracyLaw(cycles, accuracy);
        ASSERT_EQ(fit.status, SensingLawFitStatus::FITTED);
        limit += std::pow((fit.law.limit - law.limit) / fit.standardError.limit, 2.0) / trials;
        scale += std::pow((fit.law.scale - law.scale) / fit.standardError.scale, 2.0) / trials;
        decay += std::pow((fit.law.decay - law.decay) / fit.standardError.decay, 2.0) / trials;
    }
    const double expected = 33.0 / 31.0;
    EXPECT_NEAR(limit, expected, 0.35);
    EXPECT_NEAR(scale, expected, 0.35);
    EXPECT_NEAR(decay, expected, 0.35);
}

TEST(SensingLawFit, IsTheBestOfItsNeighbourhood)
{
    boost::random::mt19937_64 generator(52);
    boost::random::normal_distribution<double> normal(0.0, 0.01);
    std::vector<double> accuracy = Apply(SensingAccuracyLaw(), CYCLES);
    for (double& value : accuracy)
    {
        value = std::min(1.0, value + normal(generator));
    }
    const SensingLawFit fit = FitSensingAccuracyLaw(CYCLES, accuracy);
    ASSERT_EQ(fit.status, SensingLawFitStatus::FITTED);
    const auto residual = [&accuracy](const SensingAccuracyLaw& law) {
        double sum = 0.0;
        for (std::size_t i = 0; i < CYCLES.size(); ++i)
        {
            sum += std::pow(accuracy[i] - law.Accuracy(CYCLES[i]), 2.0);
        }
        return std::sqrt(sum / CYCLES.size());
    };
    EXPECT_NEAR(residual(fit.law), fit.residual, 1e-12);
    for (int i = 0; i < 27; ++i)
    {
        SensingAccuracyLaw other = fit.law;
        other.limit *= 1.0 + 0.003 * (i % 3 - 1);
        other.scale *= 1.0 + 0.01 * (i / 3 % 3 - 1);
        other.decay *= 1.0 + 0.002 * (i / 9 - 1);
        if (i != 13) // all unchanged
        {
            EXPECT_GT(residual(other), fit.residual);
        }
    }
}

TEST(SensingLawFit, HoldsTheLimitAtOne)
{
    // The law that made these points would pass 1; no accuracy does.
    std::vector<double> accuracy;
    const std::vector<double> cycles = {10, 20, 40, 80, 160};
    for (const double n : cycles)
    {
        accuracy.push_back(1.2 - 2.0 * std::pow(n, -0.4));
    }
    const SensingLawFit fit = FitSensingAccuracyLaw(cycles, accuracy);
    ASSERT_EQ(fit.status, SensingLawFitStatus::FITTED);
    EXPECT_EQ(fit.law.limit, 1.0);
    EXPECT_GT(fit.law.decay, 0.4);
    EXPECT_EQ(fit.standardError.limit, 0.0);
    EXPECT_TRUE(std::isfinite(fit.standardError.decay));
}

TEST(SensingLawFit, LeavesOutWhatTheCutHides)
{
    std::vector<double> cycles = {1, 20, 60};
    cycles.insert(cycles.end(), CYCLES.begin(), CYCLES.end());
    const SensingAccuracyLaw law;
    const SensingLawFit fit = FitSensingAccuracyLaw(cycles, Apply(law, cycles));
    ASSERT_EQ(fit.status, SensingLawFitStatus::FITTED);
    EXPECT_EQ(fit.points, 12);
    EXPECT_NEAR(fit.law.decay, law.decay, 1e-7);
}

TEST(SensingLawFit, SaysWhyItCannot)
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinite = std::numeric_limits<double>::infinity();
    EXPECT_EQ(Status({}, {}), SensingLawFitStatus::TOO_FEW_POINTS);
    EXPECT_EQ(Status({100, 200}, {0.4, 0.6}), SensingLawFitStatus::TOO_FEW_POINTS);
    EXPECT_EQ(Status({100, 200, 200}, {0.4, 0.6, 0.61}), SensingLawFitStatus::TOO_FEW_POINTS);
    EXPECT_EQ(Status({10, 100, 200}, {0.0, 0.4, 0.6}), SensingLawFitStatus::TOO_FEW_POINTS);
    EXPECT_EQ(Status({100, 200, 300}, {0.4, 0.6}), SensingLawFitStatus::INVALID_DATA);
    EXPECT_EQ(Status({100, 200, nan}, {0.4, 0.6, 0.7}), SensingLawFitStatus::INVALID_DATA);
    EXPECT_EQ(Status({100, 200, infinite}, {0.4, 0.6, 0.7}), SensingLawFitStatus::INVALID_DATA);
    EXPECT_EQ(Status({100, 200, 300}, {0.4, nan, 0.7}), SensingLawFitStatus::INVALID_DATA);
    EXPECT_EQ(Status({0, 200, 300}, {0.4, 0.6, 0.7}), SensingLawFitStatus::INVALID_DATA);
    EXPECT_EQ(Status({100, 200, 300}, {40, 60, 70}), SensingLawFitStatus::INVALID_DATA);
    EXPECT_EQ(Status({100, 200, 300}, {0.7, 0.6, 0.5}), SensingLawFitStatus::NOT_RISING);
    EXPECT_EQ(Status({100, 200, 300}, {0.5, 0.5, 0.5}), SensingLawFitStatus::NOT_RISING);
    // A step at the first point wants an endless decay.
    EXPECT_EQ(Status({100, 200, 300, 400}, {0.2, 0.9, 0.9, 0.9}),
              SensingLawFitStatus::DECAY_AT_LIMIT);
    // A curve that bends upwards over the logarithm of n wants one below 0.
    EXPECT_EQ(Status({100, 200, 400, 800}, {0.1, 0.101, 0.103, 0.108}),
              SensingLawFitStatus::DECAY_AT_LIMIT);
    EXPECT_NE(std::string(Describe(SensingLawFitStatus::TOO_FEW_POINTS)),
              Describe(SensingLawFitStatus::NOT_RISING));
}

} // namespace isac
} // namespace ns3
