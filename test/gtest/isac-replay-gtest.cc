/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-prioritized-replay.h"
#include "ns3/isac-replay.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <typeinfo>
#include <vector>

namespace ns3
{
namespace isac
{

namespace
{

const ActionSpace SPACE{{4, 7}, 2};

/// @return transitions whose every entry tells their number, from first on
TransitionBatch
Numbered(int first, int count)
{
    TransitionBatch batch;
    batch.observation.resize(count, 3);
    batch.categorical.resize(count, 2);
    batch.continuous.resize(count, 2);
    batch.reward.resize(count);
    batch.discount.resize(count);
    batch.nextObservation.resize(count, 3);
    for (int i = 0; i < count; ++i)
    {
        const int number = first + i;
        batch.observation.row(i).setConstant(static_cast<float>(number));
        batch.categorical.row(i) << number % 4, number % 7;
        batch.continuous.row(i).setConstant(1.0F / (1.0F + number));
        batch.reward[i] = static_cast<float>(10 * number);
        batch.discount[i] = static_cast<float>(number % 2);
        batch.nextObservation.row(i).setConstant(static_cast<float>(number + 1));
    }
    return batch;
}

/// @return numbers of a sample's transitions; each of them is checked to be whole
std::vector<int>
NumbersOf(const ReplaySample& sample)
{
    std::vector<int> numbers;
    for (Eigen::Index i = 0; i < sample.Count(); ++i)
    {
        const int number = static_cast<int>(sample.reward[i] / 10.0F);
        const TransitionBatch expected = Numbered(number, 1);
        EXPECT_EQ(sample.observation.row(i), expected.observation.row(0));
        EXPECT_EQ(sample.categorical.row(i), expected.categorical.row(0));
        EXPECT_EQ(sample.continuous.row(i), expected.continuous.row(0));
        EXPECT_EQ(sample.discount[i], expected.discount[0]);
        EXPECT_EQ(sample.nextObservation.row(i), expected.nextObservation.row(0));
        numbers.push_back(number);
    }
    return numbers;
}

/// @return all numbers that many draws find
std::set<int>
Kept(const Replay& replay)
{
    RandomSource random(2);
    ReplaySample sample;
    // Each of m kept transitions is missed with probability (1 - 1/m)^(40 m) < exp(-40).
    replay.Sample(40 * replay.Size(), random, sample);
    const std::vector<int> numbers = NumbersOf(sample);
    return {numbers.begin(), numbers.end()};
}

/// @return the numbers from first to last
std::set<int>
Range(int first, int last)
{
    std::set<int> numbers;
    for (int number = first; number <= last; ++number)
    {
        numbers.insert(number);
    }
    return numbers;
}

/// @return the message of loading a checkpoint; empty if it loads
std::string
LoadError(Replay& replay, const Checkpoint& checkpoint)
{
    try
    {
        replay.Load(checkpoint, "r.");
    }
    catch (const CheckpointError& error)
    {
        return error.what();
    }
    return "";
}

/// Both replays draw from the same storage.
std::vector<std::unique_ptr<Replay>>
BothReplays()
{
    std::vector<std::unique_ptr<Replay>> replays;
    replays.push_back(std::make_unique<Replay>(50, 3, SPACE));
    replays.push_back(std::make_unique<PrioritizedReplay>(50, 3, SPACE, 0.6, 0.4));
    return replays;
}

/// @return Numbered(), where derivatives tell the number too
TransitionBatch
WithDerivatives(int first, int count)
{
    TransitionBatch batch = Numbered(first, count);
    batch.rewardGradient.resize(count, 2);
    batch.rewardGradient << batch.reward, 2.0F * batch.reward;
    return batch;
}

/// @param sample every transition of which is to have its own derivatives
void
ExpectOwnDerivatives(const ReplaySample& sample)
{
    ASSERT_EQ(sample.rewardGradient.rows(), sample.Count());
    ASSERT_EQ(sample.rewardGradient.cols(), 2);
    EXPECT_EQ(sample.rewardGradient.col(0), sample.reward);
    EXPECT_EQ(sample.rewardGradient.col(1), 2.0F * sample.reward);
}

} // namespace

TEST(Replay, KeepsTheNewest)
{
    Replay replay(50, 3, SPACE);
    EXPECT_EQ(replay.Size(), 0);
    replay.Add(Numbered(0, 0));
    EXPECT_EQ(replay.Size(), 0);
    replay.Add(Numbered(0, 20));
    EXPECT_EQ(Kept(replay), Range(0, 19));
    replay.Add(Numbered(20, 25));
    replay.Add(Numbered(45, 12));
    EXPECT_EQ(replay.Size(), 50);
    EXPECT_EQ(Kept(replay), Range(7, 56));
    // More at once than it holds.
    replay.Add(Numbered(57, 130));
    EXPECT_EQ(replay.Size(), 50);
    EXPECT_EQ(Kept(replay), Range(137, 186));
}

TEST(Replay, GrowsWithoutLosingAny)
{
    Replay replay(3000, 3, SPACE);
    for (int first = 0; first < 2900; first += 100)
    {
        replay.Add(Numbered(first, 100));
    }
    EXPECT_EQ(replay.Size(), 2900);
    EXPECT_EQ(Kept(replay), Range(0, 2899));
}

TEST(Replay, DrawsUniformly)
{
    const int cells = 20;
    const int count = 40000;
    Replay replay(cells, 3, SPACE);
    replay.Add(Numbered(0, cells));
    RandomSource random(4);
    ReplaySample sample;
    replay.Sample(count, random, sample);
    std::vector<int> seen(cells, 0);
    for (const int number : NumbersOf(sample))
    {
        ++seen.at(number);
    }
    double chiSquare = 0.0;
    const double mean = static_cast<double>(count) / cells;
    for (const int n : seen)
    {
        chiSquare += (n - mean) * (n - mean) / mean;
    }
    // The 1 - 1e-6 quantile for 19 degrees of freedom is 63.4.
    EXPECT_LT(chiSquare, 63.4);
    EXPECT_TRUE((sample.weight.array() == 1.0F).all());
}

TEST(Replay, SamplesReuseTheirStorage)
{
    Replay replay(64, 3, SPACE);
    replay.Add(Numbered(0, 64));
    RandomSource random(4);
    ReplaySample sample;
    replay.Sample(16, random, sample);
    const float* const observation = sample.observation.data();
    const float* const weight = sample.weight.data();
    replay.Sample(16, random, sample);
    EXPECT_EQ(sample.observation.data(), observation);
    EXPECT_EQ(sample.weight.data(), weight);
}

TEST(Replay, GoesOnFromACheckpoint)
{
    for (const int filled : {0, 30, 50, 77})
    {
        Replay replay(50, 3, SPACE);
        replay.Add(Numbered(0, filled));
        Checkpoint checkpoint;
        replay.Save(checkpoint, "r.");
        Replay other(50, 3, SPACE);
        other.Add(Numbered(500, 11));
        other.Load(checkpoint, "r.");
        EXPECT_EQ(other.Size(), std::min(filled, 50));
        RandomSource random(8);
        RandomSource same(8);
        for (int round = 0; round < 10; ++round)
        {
            replay.Add(Numbered(100 + 7 * round, 7));
            other.Add(Numbered(100 + 7 * round, 7));
            ReplaySample a;
            ReplaySample b;
            replay.Sample(32, random, a);
            other.Sample(32, same, b);
            ASSERT_EQ(a.place, b.place);
            ASSERT_EQ(NumbersOf(a), NumbersOf(b));
        }
    }
}

TEST(Replay, KeepsDerivativesBesideRewards)
{
    for (const auto& replay : BothReplays())
    {
        RandomSource random(3);
        ReplaySample sample;
        replay->Add(Numbered(0, 0)); // nothing is known before the first transition
        for (int round = 0; round < 9; ++round)
        {
            replay->Add(WithDerivatives(1 + 8 * round, 8));
            replay->Sample(100, random, sample);
            ExpectOwnDerivatives(sample);
        }
        Checkpoint checkpoint;
        replay->Save(checkpoint, "r.");
        for (const auto& other : BothReplays())
        {
            if (typeid(*other) == typeid(*replay))
            {
                other->Load(checkpoint, "r.");
                other->Add(WithDerivatives(73, 9));
                other->Sample(100, random, sample);
                ExpectOwnDerivatives(sample);
                EXPECT_THROW(other->Add(Numbered(0, 1)), std::invalid_argument);
            }
        }
    }
}

TEST(Replay, WithoutDerivativesNoneAreKept)
{
    for (const auto& replay : BothReplays())
    {
        RandomSource random(3);
        ReplaySample sample;
        replay->Add(Numbered(0, 20));
        replay->Sample(10, random, sample);
        EXPECT_EQ(sample.rewardGradient.size(), 0);
        Checkpoint older;
        replay->Save(older, "r.");
        EXPECT_FALSE(older.Has("r.rewardGradient"));
        // Beside transitions that lack them they are of no use.
        replay->Load(older, "r.");
        replay->Add(WithDerivatives(20, 5));
        replay->Sample(10, random, sample);
        EXPECT_EQ(sample.rewardGradient.size(), 0);
        EXPECT_EQ(replay->Size(), 25);
    }
}

TEST(Replay, RefusesForeignCheckpoints)
{
    Replay replay(50, 3, SPACE);
    replay.Add(Numbered(0, 30));
    Checkpoint good;
    replay.Save(good, "r.");
    EXPECT_EQ(LoadError(replay, good), "");

    EXPECT_NE(LoadError(replay, Checkpoint()).find("r.capacity"), std::string::npos);
    Replay larger(60, 3, SPACE);
    EXPECT_NE(LoadError(larger, good).find("r.capacity is 50"), std::string::npos);
    Replay wider(50, 4, SPACE);
    EXPECT_NE(LoadError(wider, good).find("r.observation"), std::string::npos);
    Replay poorer(50, 3, {{4, 6}, 2});
    EXPECT_NE(LoadError(poorer, good).find("r.categorical"), std::string::npos);
    Replay simpler(50, 3, {{4, 7}, 1});
    EXPECT_NE(LoadError(simpler, good).find("r.continuous"), std::string::npos);
    for (const double size : {-1.0, 51.0, 29.5})
    {
        Checkpoint bad = good;
        bad.SetNumber("r.size", size);
        EXPECT_NE(LoadError(replay, bad).find("r.size"), std::string::npos);
    }
    Checkpoint bad = good;
    bad.SetMatrix("r.rewardGradient", FloatMatrix::Zero(30, 3));
    EXPECT_NE(LoadError(replay, bad).find("r.rewardGradient"), std::string::npos);
    bad = good;
    bad.SetNumber("r.next", 3);
    EXPECT_NE(LoadError(replay, bad).find("r.next is 3: expected 30"), std::string::npos);
}

} // namespace isac
} // namespace ns3
