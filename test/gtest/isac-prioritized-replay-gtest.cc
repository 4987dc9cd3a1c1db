/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-prioritized-replay.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <vector>

namespace ns3
{
namespace isac
{

namespace
{

const ActionSpace SPACE{{2}, 1};

/// @return transitions whose reward is their number, from first on
TransitionBatch
Numbered(int first, int count)
{
    TransitionBatch batch;
    batch.observation.setZero(count, 2);
    batch.categorical.setZero(count, 1);
    batch.continuous.setZero(count, 1);
    batch.reward = Eigen::VectorXf::LinSpaced(count, first, first + count - 1);
    batch.discount.setZero(count);
    batch.nextObservation.setZero(count, 2);
    return batch;
}

/// @return places 0 to count - 1
std::vector<int>
Places(int count)
{
    std::vector<int> places;
    for (int i = 0; i < count; ++i)
    {
        places.push_back(i);
    }
    return places;
}

} // namespace

TEST(PrioritizedReplay, ProbabilitiesFollowEquation1)
{
    const int count = 11;
    const double alpha = 0.6;
    PrioritizedReplay replay(13, 2, SPACE, alpha, 0.4);
    replay.Add(Numbered(0, count));
    Eigen::VectorXf error(count);
    double sum = 0.0;
    for (int i = 0; i < count; ++i)
    {
        error[i] = (i % 2 == 0 ? 1.0F : -1.0F) * 0.1F * static_cast<float>(i);
        sum += std::pow(std::abs(static_cast<double>(error[i])) + 1e-6, alpha);
    }
    replay.SetErrors(Places(count), error);
    for (int i = 0; i < count; ++i)
    {
        const double expected = std::pow(std::abs(double(error[i])) + 1e-6, alpha) / sum;
        // A priority and each term of the sum are rounded to single precision.
        EXPECT_NEAR(replay.Probability(i), expected, expected * 2.0 * 6e-8);
    }
    EXPECT_EQ(replay.Probability(count), 0.0);
}

TEST(PrioritizedReplay, DrawsInProportion)
{
    const int count = 10;
    PrioritizedReplay replay(16, 2, SPACE, 1.0, 0.4);
    replay.Add(Numbered(0, count));
    Eigen::VectorXf error(count);
    for (int i = 0; i < count; ++i)
    {
        error[i] = static_cast<float>(i + 1);
    }
    replay.SetErrors(Places(count), error);
    RandomSource random(6);
    std::vector<int> seen(count, 0);
    const int draws = 55000;
    for (int i = 0; i < draws; ++i)
    {
        ReplaySample sample;
        replay.Sample(1, random, sample);
        ASSERT_EQ(sample.reward[0], static_cast<float>(sample.place[0]));
        ++seen.at(sample.place[0]);
    }
    double chiSquare = 0.0;
    for (int i = 0; i < count; ++i)
    {
        const double mean = draws * (i + 1) / 55.0;
        chiSquare += (seen[i] - mean) * (seen[i] - mean) / mean;
    }
    // The 1 - 1e-6 quantile for 9 degrees of freedom is 44.8.
    EXPECT_LT(chiSquare, 44.8);
}

TEST(PrioritizedReplay, SamplesAreStratified)
{
    // 100 parts of a sum of 55: transition i is cut by at most two borders of parts, so that it is
    // drawn 100 (i + 1) / 55 times, give or take two.
    const int count = 10;
    PrioritizedReplay replay(count, 2, SPACE, 1.0, 0.4);
    replay.Add(Numbered(0, count));
    replay.SetErrors(Places(count), Eigen::VectorXf::LinSpaced(count, 1.0F, 10.0F));
    RandomSource random(7);
    ReplaySample sample;
    replay.Sample(100, random, sample);
    std::vector<int> seen(count, 0);
    for (const int place : sample.place)
    {
        ++seen.at(place);
    }
    for (int i = 0; i < count; ++i)
    {
        EXPECT_NEAR(seen[i], 100.0 * (i + 1) / 55.0, 2.0);
    }
}

TEST(PrioritizedReplay, WeightsFollowTheirFormula)
{
    const int count = 8;
    PrioritizedReplay replay(count, 2, SPACE, 0.7, 0.4);
    replay.Add(Numbered(0, count));
    replay.SetErrors(Places(count), Eigen::VectorXf::LinSpaced(count, 0.5F, 4.0F));
    RandomSource random(9);
    for (const double beta : {0.4, 0.0, 1.0})
    {
        replay.SetImportanceExponent(beta);
        ReplaySample sample;
        replay.Sample(64, random, sample);
        double largest = 0.0;
        for (const int place : sample.place)
        {
            largest = std::max(largest, std::pow(count * replay.Probability(place), -beta));
        }
        for (int i = 0; i < 64; ++i)
        {
            const double expected =
                std::pow(count * replay.Probability(sample.place[i]), -beta) / largest;
            // Two roundings to single precision and a division.
            EXPECT_NEAR(sample.weight[i], expected, 3.0 * 6e-8);
        }
        EXPECT_EQ(sample.weight.maxCoeff(), 1.0F);
    }
}

TEST(PrioritizedReplay, NewTransitionsHaveTheLargestPriorityYet)
{
    PrioritizedReplay replay(4, 2, SPACE, 1.0, 0.4);
    replay.Add(Numbered(0, 3));
    EXPECT_DOUBLE_EQ(replay.Probability(0), 1.0 / 3.0);
    replay.SetErrors({0, 1, 2}, Eigen::Vector3f(9.0F, 0.0F, 0.0F));
    replay.SetErrors({0}, Eigen::VectorXf::Constant(1, 1.0F));
    replay.Add(Numbered(3, 1));
    // 1 of error and 9 of the new one; the others count next to nothing.
    EXPECT_NEAR(replay.Probability(3), 0.9, 1e-6);
    // A full ring: the oldest makes way, and its priority with it.
    replay.Add(Numbered(4, 1));
    EXPECT_NEAR(replay.Probability(0), 0.5, 1e-6);
    EXPECT_EQ(replay.Size(), 4);
}

TEST(PrioritizedReplay, ErrorsThatAreNoNumberDoNoHarm)
{
    PrioritizedReplay replay(5, 2, SPACE, 0.6, 0.4);
    replay.Add(Numbered(0, 5));
    replay.SetErrors({0, 1, 2},
                     Eigen::Vector3f(std::numeric_limits<float>::quiet_NaN(),
                                     std::numeric_limits<float>::infinity(),
                                     0.0F));
    EXPECT_DOUBLE_EQ(replay.Probability(0), replay.Probability(3));
    EXPECT_DOUBLE_EQ(replay.Probability(1), replay.Probability(3));
    RandomSource random(1);
    ReplaySample sample;
    replay.Sample(1000, random, sample);
    for (const int place : sample.place)
    {
        ASSERT_LT(place, 5);
    }
}

TEST(PrioritizedReplay, EmptyPlacesAreNeverDrawn)
{
    // 5 of 8 leaves, the last of which has next to no priority: rounding at the end of the sum
    // must not run over it.
    PrioritizedReplay replay(8, 2, SPACE, 1.0, 0.4);
    replay.Add(Numbered(0, 5));
    Eigen::VectorXf error = Eigen::VectorXf::Constant(5, 1e6F / 3.0F);
    error[4] = 0.0F;
    replay.SetErrors(Places(5), error);
    RandomSource random(3);
    ReplaySample sample;
    replay.Sample(20000, random, sample);
    for (const int place : sample.place)
    {
        ASSERT_LT(place, 5);
        ASSERT_GE(place, 0);
    }
    EXPECT_TRUE(sample.weight.allFinite());
}

TEST(PrioritizedReplay, GoesOnFromACheckpoint)
{
    PrioritizedReplay replay(50, 2, SPACE, 0.6, 0.4);
    RandomSource random(5);
    ReplaySample sample;
    const auto work = [](PrioritizedReplay& replay, RandomSource& random, ReplaySample& sample) {
        for (int round = 0; round < 20; ++round)
        {
            replay.Add(Numbered(round, 3));
            replay.Sample(16, random, sample);
            Eigen::VectorXf error(16);
            for (float& value : error)
            {
                value = static_cast<float>(random.Normal());
            }
            replay.SetErrors(sample.place, error);
            replay.SetImportanceExponent(0.4 + 0.03 * round);
        }
    };
    work(replay, random, sample);
    Checkpoint checkpoint;
    replay.Save(checkpoint, "r.");
    PrioritizedReplay other(50, 2, SPACE, 0.6, 0.4);
    other.Load(checkpoint, "r.");
    RandomSource same;
    ASSERT_TRUE(same.SetState(random.GetState()));
    ReplaySample otherSample;
    work(replay, random, sample);
    work(other, same, otherSample);
    EXPECT_EQ(sample.place, otherSample.place);
    EXPECT_EQ(sample.reward, otherSample.reward);
    EXPECT_EQ(sample.weight, otherSample.weight);
    for (int place = 0; place < 50; ++place)
    {
        EXPECT_EQ(replay.Probability(place), other.Probability(place));
    }
}

TEST(PrioritizedReplay, RefusesDamagedPriorities)
{
    PrioritizedReplay replay(4, 2, SPACE, 0.6, 0.4);
    replay.Add(Numbered(0, 3));
    Checkpoint checkpoint;
    replay.Save(checkpoint, "r.");
    for (const float wrong : {0.0F, -1.0F, std::numeric_limits<float>::quiet_NaN(), INFINITY})
    {
        Checkpoint bad = checkpoint;
        FloatMatrix priority = FloatMatrix::Ones(3, 1);
        priority(1, 0) = wrong;
        bad.SetMatrix("r.priority", priority);
        EXPECT_THROW(replay.Load(bad, "r."), CheckpointError) << wrong;
    }
    EXPECT_NO_THROW(replay.Load(checkpoint, "r."));
}

} // namespace isac
} // namespace ns3
