/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-random-source.h"

#include <cmath>
#include <gtest/gtest.h>
#include <set>
#include <vector>

namespace ns3
{
namespace isac
{

TEST(RandomSource, DrawsFollowTheirLaws)
{
    const int count = 200000;
    RandomSource random(3);
    double uniform = 0.0;
    double normal = 0.0;
    double square = 0.0;
    double fourth = 0.0;
    for (int i = 0; i < count; ++i)
    {
        const double u = random.Uniform();
        ASSERT_GE(u, 0.0);
        ASSERT_LT(u, 1.0);
        uniform += u / count;
        const double z = random.Normal();
        normal += z / count;
        square += z * z / count;
        fourth += z * z * z * z / count;
    }
    // Five standard deviations of each mean; the variance of z^2 is 2, that of z^4 is 105 - 9.
    EXPECT_NEAR(uniform, 0.5, 5.0 * std::sqrt(1.0 / 12.0 / count));
    EXPECT_NEAR(normal, 0.0, 5.0 * std::sqrt(1.0 / count));
    EXPECT_NEAR(square, 1.0, 5.0 * std::sqrt(2.0 / count));
    EXPECT_NEAR(fourth, 3.0, 5.0 * std::sqrt(96.0 / count));
}

TEST(RandomSource, IndexIsUniform)
{
    const int cells = 7;
    const int count = 70000;
    RandomSource random(5);
    std::vector<int> seen(cells, 0);
    for (int i = 0; i < count; ++i)
    {
        ++seen.at(random.Index(cells));
    }
    double chiSquare = 0.0;
    for (const int n : seen)
    {
        chiSquare += (n - 1e4) * (n - 1e4) / 1e4;
    }
    // Six degrees of freedom: mean 6, variance 12; the 1 - 1e-6 quantile is 38.3.
    EXPECT_LT(chiSquare, 38.3);
    EXPECT_EQ(random.Index(1), 0);
}

TEST(RandomSource, EqualSeedsDrawAlikeAndOthersDoNot)
{
    RandomSource first(11);
    RandomSource second(11);
    RandomSource other(12);
    for (int i = 0; i < 10; ++i)
    {
        const double value = first.Normal();
        EXPECT_EQ(value, second.Normal());
        EXPECT_NE(value, other.Normal());
    }
    EXPECT_EQ(first.Split(), second.Split());
}

TEST(RandomSource, GoesOnFromItsState)
{
    RandomSource random(17);
    // An odd number of normal draws: a distribution that kept the second of a pair would differ.
    for (int i = 0; i < 501; ++i)
    {
        random.Normal();
    }
    const std::string state = random.GetState();
    RandomSource copy(99);
    ASSERT_TRUE(copy.SetState(state));
    EXPECT_EQ(copy.GetState(), state);
    for (int i = 0; i < 1000; ++i)
    {
        ASSERT_EQ(random.Normal(), copy.Normal());
        ASSERT_EQ(random.Uniform(), copy.Uniform());
        ASSERT_EQ(random.Index(1000), copy.Index(1000));
        ASSERT_EQ(random.Split(), copy.Split());
    }
}

TEST(RandomSource, RefusesWhatIsNoState)
{
    RandomSource random(17);
    const std::string state = random.GetState();
    for (const std::string& wrong : {std::string(),
                                     std::string("1 2 3"),
                                     std::string("state"),
                                     state.substr(0, state.size() / 2),
                                     state + " 1",
                                     "-" + state})
    {
        EXPECT_FALSE(random.SetState(wrong)) << wrong.substr(0, 20);
        EXPECT_EQ(random.GetState(), state);
    }
}

TEST(RandomSource, LearnerSeedsDiffer)
{
    std::set<uint64_t> seeds;
    for (uint64_t seed = 0; seed < 10; ++seed)
    {
        for (uint64_t run = 0; run < 10; ++run)
        {
            for (uint64_t stream = 0; stream < 10; ++stream)
            {
                seeds.insert(LearnerSeed(seed, run, stream));
            }
        }
    }
    EXPECT_EQ(seeds.size(), 1000U);
    EXPECT_EQ(LearnerSeed(1, 2), LearnerSeed(1, 2, 0));
}

TEST(RandomSource, LearnerSeedsAreWellMixed)
{
    // Neighbouring runs: each of 64 bits flips with probability 1/2.
    const int count = 4096;
    double flips = 0.0;
    for (int run = 0; run < count; ++run)
    {
        uint64_t changed = LearnerSeed(1, run) ^ LearnerSeed(1, run + 1);
        for (; changed != 0; changed &= changed - 1)
        {
            flips += 1.0;
        }
    }
    // Five standard deviations of a binomial count; neighbouring pairs are uncorrelated.
    EXPECT_NEAR(flips / (64.0 * count), 0.5, 5.0 * 0.5 / std::sqrt(64.0 * count));
}

} // namespace isac
} // namespace ns3
