/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Fisher-Snedecor F fading against closed forms that Boost has no part in.
 */

#include "ns3/isac-bit-error.h"
#include "ns3/isac-fisher-snedecor-fading.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <stdexcept>
#include <vector>

using namespace ns3::isac;

namespace
{

/**
 * Distribution with m = 1, an exponential gain over a gamma one of mean 1 and shape m_s: the mean
 * of exp(-g y) is (1 + g / m_s)^-m_s.
 */
double
ExponentialOverGamma(double gain, double shadowing)
{
    return 1.0 - std::pow(1.0 + gain / shadowing, -shadowing);
}

} // namespace

TEST(FisherSnedecorFading, HasTheDistributionOfItsDefinition)
{
    for (const double shadowing : {0.7, 1.5, 5.0})
    {
        const FisherSnedecorFading fading(1.0, shadowing);
        for (const double gain : {1e-6, 0.01, 0.5, 1.0, 3.0, 100.0})
        {
            const double expected = ExponentialOverGamma(gain, shadowing);
            // The closed form cancels where the gain is small.
            EXPECT_NEAR(fading.Distribution(gain), expected, 1e-14 + 1e-12 * expected);
            EXPECT_NEAR(fading.Quantile(fading.Distribution(gain)), gain, 1e-9 * gain);
        }
    }
    EXPECT_EQ(FisherSnedecorFading().Distribution(0.0), 0.0);
    EXPECT_EQ(FisherSnedecorFading().Distribution(-1.0), 0.0);
    EXPECT_EQ(FisherSnedecorFading().Distribution(std::numeric_limits<double>::infinity()), 1.0);
    EXPECT_EQ(FisherSnedecorFading().Quantile(1.0), std::numeric_limits<double>::infinity());
}

TEST(FisherSnedecorFading, HasTheFiguresOfThePaper)
{
    const FisherSnedecorFading fading; // m = 2, m_s = 1.5
    EXPECT_NEAR(fading.Quantile(0.5), 1.063, 5e-4);
    EXPECT_DOUBLE_EQ(fading.Mean(), 3.0);
    EXPECT_TRUE(std::isinf(FisherSnedecorFading(2.0, 1.0).Mean()));
}

TEST(FisherSnedecorFading, DrawsFollowTheDistribution)
{
    constexpr int DRAWS = 20000;
    const FisherSnedecorFading fading(2.0, 1.5);
    boost::random::mt19937_64 random(5);
    std::vector<double> gains;
    for (int i = 0; i < DRAWS; ++i)
    {
        gains.push_back(fading.Draw(random));
    }
    std::sort(gains.begin(), gains.end());
    double largest = 0.0;
    for (int i = 0; i < DRAWS; ++i)
    {
        const double value = fading.Distribution(gains[i]);
        largest = std::max({largest, value - double(i) / DRAWS, double(i + 1) / DRAWS - value});
    }
    // Kolmogorov: exceeded once in 1000 right implementations.
    EXPECT_LT(largest, 1.95 / std::sqrt(DRAWS));
}

TEST(FisherSnedecorFading, SameSeedSameDraws)
{
    boost::random::mt19937_64 one(3);
    boost::random::mt19937_64 other(3);
    const FisherSnedecorFading fading;
    for (int i = 0; i < 100; ++i)
    {
        ASSERT_EQ(fading.Draw(one), fading.Draw(other));
    }
}

TEST(FisherSnedecorFading, WithoutShadowingRayleighsBitErrors)
{
    // m = 1 and m_s = N: the mean of f(y), the error at s/y, over y of mean 1 and variance 1/N. It
    // is off from f(1) by f'' / (2 N), and f'' is of the size of f.
    constexpr double N = 1e6;
    const FisherSnedecorFading fading(1.0, N);
    for (const double snr : {0.01, 0.3, 1.0, 10.0, 1000.0})
    {
        const double expected = RayleighBpskBitErrorProbability(snr);
        EXPECT_NEAR(fading.BitErrorProbability(snr), expected, 3.0 / N * expected) << snr;
    }
}

TEST(FisherSnedecorFading, BitErrorsAreTheMeanOverDraws)
{
    constexpr int DRAWS = 200000;
    const FisherSnedecorFading fading;
    for (const double snr : {0.05, 1.0, 20.0})
    {
        boost::random::mt19937_64 random(17);
        double sum = 0.0;
        double squares = 0.0;
        for (int i = 0; i < DRAWS; ++i)
        {
            const double error = BitErrorProbability(Modulation::BPSK, snr * fading.Draw(random));
            sum += error;
            squares += error * error;
        }
        const double mean = sum / DRAWS;
        const double deviation = std::sqrt((squares / DRAWS - mean * mean) / DRAWS);
        EXPECT_NEAR(fading.BitErrorProbability(snr), mean, 4.0 * deviation) << snr;
    }
}

TEST(FisherSnedecorFading, BitErrorsAreBesideAStraightSumOverQuantiles)
{
    // Midpoints of 20,000 equal probabilities: a sum of another kind than the integral.
    const FisherSnedecorFading fading;
    constexpr int PARTS = 20000;
    for (const double snr : {0.2, 5.0})
    {
        double sum = 0.0;
        for (int i = 0; i < PARTS; ++i)
        {
            const double gain = fading.Quantile((i + 0.5) / PARTS);
            sum += BitErrorProbability(Modulation::BPSK, snr * gain);
        }
        // A monotone function from 1/2 to 0: the sum is off by half a part's rise at most.
        EXPECT_NEAR(fading.BitErrorProbability(snr), sum / PARTS, 0.5 * 0.5 / PARTS);
    }
}

TEST(FisherSnedecorFading, BitErrorsAtTheEnds)
{
    const FisherSnedecorFading fading;
    EXPECT_EQ(fading.BitErrorProbability(0.0), 0.5);
    // Q(x) > 1/2 - x / sqrt(2 pi), and the mean root of a gain is below 1 + the mean.
    EXPECT_NEAR(fading.BitErrorProbability(1e-14), 0.5, 4e-7);
    double before = 0.5;
    for (double snr = 1e-6; snr < 1e9; snr *= 10.0)
    {
        const double error = fading.BitErrorProbability(snr);
        EXPECT_LT(error, before);
        EXPECT_GT(error, 0.0);
        before = error;
    }
    // F(g) is (4 g / 3)^2 / (2 B(2, 3/2)) for small g, and the integral of x^4 exp(-x^2) over x > 0
    // is 3 sqrt(pi) / 8.
    const double snr = 1e8;
    const double beta = std::tgamma(2.0) * std::tgamma(1.5) / std::tgamma(3.5);
    const double scale = 4.0 / 3.0 / snr;
    EXPECT_NEAR(fading.BitErrorProbability(snr) / (scale * scale / (2.0 * beta) * 3.0 / 8.0),
                1.0,
                1e-6);
}

TEST(FisherSnedecorFading, RefusesNonsense)
{
    EXPECT_THROW(FisherSnedecorFading(0.0, 1.5), std::invalid_argument);
    EXPECT_THROW(FisherSnedecorFading(2.0, std::nan("")), std::invalid_argument);
    EXPECT_THROW(FisherSnedecorFading().Quantile(1.1), std::invalid_argument);
}
