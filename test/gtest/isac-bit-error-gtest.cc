/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-bit-error.h"
#include "ns3/isac-decibel.h"
#include "ns3/isac-rayleigh-fading.h"

#include <cmath>
#include <gtest/gtest.h>

namespace ns3
{
namespace isac
{

namespace
{

const Modulation ALL[] = {Modulation::BPSK, Modulation::QPSK, Modulation::QAM16, Modulation::QAM64};

/// Probability that unit-variance noise exceeds x.
double
Tail(double x)
{
    return 0.5 * std::erfc(x / std::sqrt(2.0));
}

int
Ones(int word)
{
    int count = 0;
    for (; word != 0; word &= word - 1)
    {
        ++count;
    }
    return count;
}

/**
 * Bit errors of one axis by enumeration of every sent level and every region it may end in.
 * @param levels of the axis
 * @param halfDistance half the distance between levels over the deviation of the noise
 */
double
EnumeratedAxis(int levels, double halfDistance)
{
    double errors = 0.0;
    for (int sent = 0; sent < levels; ++sent)
    {
        for (int got = 0; got < levels; ++got)
        {
            const double above = got == 0 ? 1.0 : Tail((2.0 * (got - sent) - 1.0) * halfDistance);
            const double beyond =
                got == levels - 1 ? 0.0 : Tail((2.0 * (got - sent) + 1.0) * halfDistance);
            errors += (above - beyond) * Ones((sent ^ (sent >> 1)) ^ (got ^ (got >> 1)));
        }
    }
    return errors / (levels * std::log2(levels));
}

} // namespace

TEST(BitError, CountsBits)
{
    EXPECT_EQ(BitsPerSymbol(Modulation::BPSK), 1);
    EXPECT_EQ(BitsPerSymbol(Modulation::QPSK), 2);
    EXPECT_EQ(BitsPerSymbol(Modulation::QAM16), 4);
    EXPECT_EQ(BitsPerSymbol(Modulation::QAM64), 6);
}

TEST(BitError, MatchesTextbookRatios)
{
    // 1e-5 at E_b/N_0 of 9.59 dB (BPSK, QPSK), 13.43 dB (16-QAM) and 17.79 dB (64-QAM).
    const double needed[] = {9.59, 9.59, 13.43, 17.79};
    for (int i = 0; i < 4; ++i)
    {
        const double bits = BitsPerSymbol(ALL[i]);
        EXPECT_GT(BitErrorProbability(ALL[i], bits * DbToLinear(needed[i] - 0.02)), 1e-5);
        EXPECT_LT(BitErrorProbability(ALL[i], bits * DbToLinear(needed[i] + 0.02)), 1e-5);
    }
}

TEST(BitError, IsOneHalfWithoutSignal)
{
    for (const Modulation modulation : ALL)
    {
        EXPECT_NEAR(BitErrorProbability(modulation, 0.0), 0.5, 1e-15);
    }
    EXPECT_DOUBLE_EQ(RayleighBpskBitErrorProbability(0.0), 0.5);
}

TEST(BitError, EqualsTheEnumerationOfRegions)
{
    for (double db = -10.0; db <= 20.0; db += 2.5)
    {
        const double snr = DbToLinear(db);
        // E_s = 2 (M - 1)/3 (d/2)^2 and noise of variance N_0/2 per axis.
        EXPECT_NEAR(BitErrorProbability(Modulation::QPSK, snr),
                    EnumeratedAxis(2, std::sqrt(snr)),
                    1e-14);
        EXPECT_NEAR(BitErrorProbability(Modulation::QAM16, snr),
                    EnumeratedAxis(4, std::sqrt(snr / 5.0)),
                    1e-14);
        EXPECT_NEAR(BitErrorProbability(Modulation::QAM64, snr),
                    EnumeratedAxis(8, std::sqrt(snr / 21.0)),
                    1e-14);
        EXPECT_NEAR(BitErrorProbability(Modulation::BPSK, snr),
                    EnumeratedAxis(2, std::sqrt(2.0 * snr)),
                    1e-14);
    }
}

TEST(BitError, GrowsWithTheAlphabetAndFallsWithTheRatio)
{
    for (double db = 0.0; db < 20.0; db += 1.0)
    {
        for (int i = 0; i < 4; ++i)
        {
            const double here = BitErrorProbability(ALL[i], DbToLinear(db));
            EXPECT_GT(here, BitErrorProbability(ALL[i], DbToLinear(db + 1.0)));
            if (i > 0)
            {
                EXPECT_GT(here, BitErrorProbability(ALL[i - 1], DbToLinear(db)));
            }
        }
    }
}

TEST(BitError, RayleighIsTheMeanOverDraws)
{
    const int draws = 200000;
    boost::random::mt19937_64 generator(5);
    for (const double db : {0.0, 10.0})
    {
        double sum = 0.0;
        double squares = 0.0;
        for (int i = 0; i < draws; ++i)
        {
            const double snr = DbToLinear(db) * DrawRayleighGain(generator);
            const double p = BitErrorProbability(Modulation::BPSK, snr);
            sum += p;
            squares += p * p;
        }
        const double mean = sum / draws;
        const double deviation = std::sqrt((squares / draws - mean * mean) / draws);
        EXPECT_NEAR(mean, RayleighBpskBitErrorProbability(DbToLinear(db)), 4.0 * deviation);
    }
    // 1 / (4 g) at large g, next term -3 / (16 g^2).
    EXPECT_NEAR(RayleighBpskBitErrorProbability(1e12) * 4e12, 1.0, 1e-11);
}

} // namespace isac
} // namespace ns3
