/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Moments of Rician fading against closed form.
 */

#include "ns3/isac-rician-fading.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace ns3::isac;

TEST(RicianFading, HasMeanOneAndTheVarianceOfItsFactor)
{
    boost::random::mt19937_64 random(11);
    constexpr int DRAWS = 200000;
    for (const double factor : {0.0, 1.0, 10.0, 1000.0})
    {
        double sum = 0.0;
        double squares = 0.0;
        for (int i = 0; i < DRAWS; ++i)
        {
            const double gain = DrawRicianGain(factor, random);
            ASSERT_GE(gain, 0.0);
            sum += gain;
            squares += gain * gain;
        }
        const double mean = sum / DRAWS;
        // Var |h|^2 = (1 + 2 K) / (1 + K)^2
        const double variance = (1.0 + 2.0 * factor) / ((1.0 + factor) * (1.0 + factor));
        EXPECT_NEAR(mean, 1.0, 5.0 * std::sqrt(variance / DRAWS)) << factor;
        // The fourth moment of a gain is at most 24, of an exponential one.
        EXPECT_NEAR(squares / DRAWS - mean * mean,
                    variance,
                    5.0 * variance * std::sqrt(9.0 / DRAWS))
            << factor;
    }
}
