/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-latent-cache.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace ns3::isac;

namespace
{

/**
 * @param prompt number
 * @param steps N
 * @param done steps taken
 * @param seed tells latents apart
 * @return a latent
 */
CachedLatent
Latent(int prompt, int steps, int done, uint64_t seed = 0)
{
    CachedLatent latent;
    latent.prompt = prompt;
    latent.chain.steps = steps;
    latent.chain.done = done;
    latent.chain.seed = seed;
    latent.chain.latent = {1.0F, -2.0F};
    return latent;
}

/// @param one a prompt @param other a prompt @return their difference in tenths
double
Tenths(int one, int other)
{
    return 0.1 * std::abs(one - other);
}

} // namespace

TEST(LatentCache, GivesBackWhatWasPut)
{
    LatentCache cache(4, 0.0, Tenths);
    EXPECT_FALSE(cache.Find(1, 12, 4));
    cache.Put(Latent(1, 12, 4, 77));
    const auto found = cache.Find(1, 12, 4);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->prompt, 1);
    EXPECT_EQ(found->chain.seed, 77U);
    EXPECT_EQ(found->chain.latent, (std::vector<float>{1.0F, -2.0F}));
    EXPECT_EQ(cache.Hits(), 1U);
    EXPECT_EQ(cache.Misses(), 1U);
    EXPECT_EQ(cache.SavedSteps(), 4U);
}

TEST(LatentCache, ScheduleAndPromptMustFit)
{
    LatentCache cache(4, 0.0, Tenths);
    cache.Put(Latent(1, 12, 4));
    EXPECT_FALSE(cache.Find(1, 11, 4)) << "another grid of times";
    EXPECT_FALSE(cache.Find(2, 12, 4)) << "another prompt";
    EXPECT_FALSE(cache.Find(1, 12, 3)) << "too far along";
    EXPECT_EQ(cache.Misses(), 3U);
    EXPECT_EQ(cache.SavedSteps(), 0U);
}

TEST(LatentCache, TakesTheOneThatSavesMost)
{
    LatentCache cache(4, 0.0, Tenths);
    cache.Put(Latent(1, 12, 3));
    cache.Put(Latent(1, 12, 2));
    cache.Put(Latent(1, 12, 6));
    const auto found = cache.Find(1, 12, 5);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->chain.done, 3);
    EXPECT_EQ(cache.SavedSteps(), 3U);
}

TEST(LatentCache, NearPromptsServeWithinReach)
{
    LatentCache cache(4, 0.25, Tenths);
    cache.Put(Latent(4, 12, 4));
    cache.Put(Latent(8, 12, 4));
    EXPECT_FALSE(cache.Find(1, 12, 4)) << ".3 away";
    const auto found = cache.Find(7, 12, 4);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->prompt, 8) << "the nearer one";
    cache.Put(Latent(7, 12, 4));
    EXPECT_EQ(cache.Find(7, 12, 4)->prompt, 7) << "the same is nearest";
}

TEST(LatentCache, WhatIsNotUsedMakesRoom)
{
    LatentCache cache(2, 0.0, Tenths);
    cache.Put(Latent(1, 12, 4));
    cache.Put(Latent(2, 12, 4));
    ASSERT_TRUE(cache.Find(1, 12, 4)); // so 2 is the older one now
    cache.Put(Latent(3, 12, 4));
    EXPECT_EQ(cache.Size(), 2U);
    EXPECT_TRUE(cache.Find(1, 12, 4));
    EXPECT_FALSE(cache.Find(2, 12, 4));
    EXPECT_TRUE(cache.Find(3, 12, 4));
}

TEST(LatentCache, TheSameKeyIsReplaced)
{
    LatentCache cache(2, 0.0, Tenths);
    cache.Put(Latent(1, 12, 4, 5));
    cache.Put(Latent(1, 12, 4, 6));
    EXPECT_EQ(cache.Size(), 1U);
    EXPECT_EQ(cache.Find(1, 12, 4)->chain.seed, 6U);
}

TEST(LatentCache, WithoutRoomOrStepsNothingIsKept)
{
    LatentCache none(0, 0.0, Tenths);
    none.Put(Latent(1, 12, 4));
    EXPECT_FALSE(none.Find(1, 12, 4));
    LatentCache cache(1, 0.0, Tenths);
    cache.Put(Latent(1, 12, 0));
    EXPECT_EQ(cache.Size(), 0U) << "noise alone saves nothing";
}

TEST(LatentCache, WhatTwoPromptsMadeIsNotKept)
{
    LatentCache cache(4, 0.25, Tenths);
    cache.Put(Latent(1, 12, 3));
    CachedLatent mixed = *cache.Find(2, 12, 4);
    EXPECT_EQ(mixed.prompt, 1);
    EXPECT_FALSE(mixed.mixed);
    mixed.chain.done = 4; // the last one with prompt 2
    mixed.mixed = true;
    cache.Put(mixed);
    EXPECT_EQ(cache.Size(), 1U);
    EXPECT_EQ(cache.Find(1, 12, 4)->chain.done, 3) << "the one that is all prompt 1's";
}
