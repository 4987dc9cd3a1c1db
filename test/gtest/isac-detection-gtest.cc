/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-decibel.h"
#include "ns3/isac-detection.h"

#include <boost/random/exponential_distribution.hpp>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <gtest/gtest.h>

namespace ns3
{
namespace isac
{

namespace
{

const SwerlingCase CASES[] = {SwerlingCase::STEADY, SwerlingCase::ONE, SwerlingCase::THREE};

/// Echo power over noise in one look; its mean is snr.
double
DrawEcho(double snr, SwerlingCase swerling, boost::random::mt19937_64& generator)
{
    boost::random::exponential_distribution<double> exponential(1.0);
    switch (swerling)
    {
    case SwerlingCase::STEADY:
        return snr;
    case SwerlingCase::ONE:
        return snr * exponential(generator);
    case SwerlingCase::THREE:
        return snr * (exponential(generator) + exponential(generator)) / 2.0;
    }
    return 0.0;
}

double
SteadyPd(double snrDb)
{
    return DetectionProbability(DbToLinear(snrDb), 1e-6, SwerlingCase::STEADY);
}

} // namespace

TEST(Detection, MatchesTextbookRatios)
{
    // For P_fa 1e-6: 13.2 dB give P_d 0.9 and 11.2 dB give 0.5 (rounded to a tenth).
    EXPECT_LT(SteadyPd(13.15), 0.9);
    EXPECT_GT(SteadyPd(13.25), 0.9);
    EXPECT_LT(SteadyPd(11.15), 0.5);
    EXPECT_GT(SteadyPd(11.25), 0.5);
    // Swerling I needs 21.1 dB for 0.9.
    EXPECT_LT(DetectionProbability(DbToLinear(21.05), 1e-6, SwerlingCase::ONE), 0.9);
    EXPECT_GT(DetectionProbability(DbToLinear(21.15), 1e-6, SwerlingCase::ONE), 0.9);
}

TEST(Detection, NoEchoLeavesTheFalseAlarm)
{
    for (const SwerlingCase swerling : CASES)
    {
        for (const double falseAlarm : {1e-8, 1e-4, 0.1})
        {
            const double pd = DetectionProbability(0.0, falseAlarm, swerling);
            EXPECT_NEAR(pd / falseAlarm, 1.0, 1e-12);
        }
    }
}

TEST(Detection, IsContinuousAtNoEcho)
{
    for (const SwerlingCase swerling : CASES)
    {
        // dP_d/dSNR at 0 is V P_fa in all three cases, here 9.2 of P_fa.
        const double pd = DetectionProbability(1e-9, 1e-4, swerling);
        EXPECT_NEAR(pd / 1e-4, 1.0, 1e-7);
    }
}

TEST(Detection, RisesWithRatioAndFalseAlarm)
{
    for (const SwerlingCase swerling : CASES)
    {
        double last = 0.0;
        for (double db = -20.0; db <= 14.0; db += 0.5)
        {
            const double snr = DbToLinear(db);
            const double pd = DetectionProbability(snr, 1e-6, swerling);
            EXPECT_GT(pd, last);
            EXPECT_LT(pd, 1.0);
            EXPECT_GT(DetectionProbability(snr, 1e-5, swerling), pd);
            last = pd;
        }
    }
}

TEST(Detection, FluctuationHurtsStrongAndHelpsWeakEchoes)
{
    for (const double db : {2.0, 16.0})
    {
        const double snr = DbToLinear(db);
        const double steady = DetectionProbability(snr, 1e-6, SwerlingCase::STEADY);
        const double one = DetectionProbability(snr, 1e-6, SwerlingCase::ONE);
        const double three = DetectionProbability(snr, 1e-6, SwerlingCase::THREE);
        if (db > 10.0)
        {
            EXPECT_GT(steady, three);
            EXPECT_GT(three, one);
        }
        else
        {
            EXPECT_LT(steady, three);
            EXPECT_LT(three, one);
        }
    }
}

TEST(Detection, StrongEchoesAreCertain)
{
    for (const double db : {30.0, 60.0, 120.0})
    {
        EXPECT_EQ(DetectionProbability(DbToLinear(db), 1e-6, SwerlingCase::STEADY), 1.0);
    }
    // Just inside and just outside the range where the series is summed.
    const double a = 9.0 + std::sqrt(2.0 * -std::log(1e-6));
    const double inside = 0.5 * std::pow(a - 1e-6, 2.0);
    EXPECT_NEAR(DetectionProbability(inside, 1e-6, SwerlingCase::STEADY), 1.0, 1e-12);
}

TEST(Detection, MatchesSquareLawDraws)
{
    const int draws = 200000;
    boost::random::mt19937_64 generator(11);
    boost::random::normal_distribution<double> normal(0.0, std::sqrt(0.5));
    for (const SwerlingCase swerling : CASES)
    {
        for (const double db : {0.0, 6.0, 10.0})
        {
            const double snr = DbToLinear(db);
            const double falseAlarm = 1e-2;
            int detected = 0;
            for (int i = 0; i < draws; ++i)
            {
                const double amplitude = std::sqrt(DrawEcho(snr, swerling, generator));
                const double real = amplitude + normal(generator);
                const double imag = normal(generator);
                detected += real * real + imag * imag > -std::log(falseAlarm) ? 1 : 0;
            }
            const double pd = DetectionProbability(snr, falseAlarm, swerling);
            // Four standard deviations of the binomial: 6e-5 to fail by chance, nine times.
            const double tolerance = 4.0 * std::sqrt(pd * (1.0 - pd) / draws);
            EXPECT_NEAR(detected / double(draws), pd, tolerance) << db << " dB";
        }
    }
}

} // namespace isac
} // namespace ns3
