/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-diffusion-chain.h"
#include "ns3/isac-latent-coding.h"

#include <cmath>
#include <cstring>
#include <gtest/gtest.h>
#include <limits>
#include <stdexcept>

using namespace ns3::isac;

namespace
{

DiffusionChain
SomeChain()
{
    DiffusionChain chain;
    chain.seed = 0x0123456789abcdef;
    chain.steps = 12;
    chain.done = 4;
    chain.latent = {0.0F, -0.0F, 1.5F, -3.25e-30F, std::numeric_limits<float>::denorm_min()};
    return chain;
}

/// Bits of all values, so that -0 differs from 0.
std::vector<uint32_t>
BitsOf(const std::vector<float>& values)
{
    std::vector<uint32_t> bits(values.size());
    std::memcpy(bits.data(), values.data(), 4 * values.size());
    return bits;
}

} // namespace

TEST(DiffusionChain, TravelsBitByBit)
{
    const DiffusionChain chain = SomeChain();
    const std::vector<uint8_t> bytes = SerializeChain(chain);
    ASSERT_EQ(bytes.size(), 24 + 4 * chain.latent.size());
    EXPECT_EQ(bytes[0], 0x01); // big-endian
    EXPECT_EQ(bytes[7], 0xef);
    EXPECT_EQ(bytes[11], 12);
    const DiffusionChain parsed = ParseChain(bytes);
    EXPECT_EQ(parsed.seed, chain.seed);
    EXPECT_EQ(parsed.steps, chain.steps);
    EXPECT_EQ(parsed.done, chain.done);
    EXPECT_EQ(parsed.stride, chain.stride);
    EXPECT_EQ(BitsOf(parsed.latent), BitsOf(chain.latent));
}

TEST(DiffusionChain, RefusesWhatIsNone)
{
    const std::vector<uint8_t> bytes = SerializeChain(SomeChain());
    EXPECT_THROW(ParseChain({}), std::invalid_argument);
    EXPECT_THROW(ParseChain({bytes.begin(), bytes.end() - 1}), std::invalid_argument);
    auto longer = bytes;
    longer.push_back(0);
    EXPECT_THROW(ParseChain(longer), std::invalid_argument);
    auto beyond = bytes;
    beyond[15] = 13; // place 13 of 12
    EXPECT_THROW(ParseChain(beyond), std::invalid_argument);
    auto still = bytes;
    still[19] = 0; // stride 0
    EXPECT_THROW(ParseChain(still), std::invalid_argument);
    auto huge = bytes;
    huge[20] = 0xff; // a latent of billions
    EXPECT_THROW(ParseChain(huge), std::invalid_argument);
}

TEST(DiffusionChain, RestIsWalkedInOtherSteps)
{
    DiffusionChain chain = SomeChain();
    RespaceChain(chain, 8); // as many as are left: nothing changes
    EXPECT_EQ(chain.steps, 12);
    EXPECT_EQ(chain.done, 4);
    EXPECT_EQ(chain.stride, 1);
    RespaceChain(chain, 3);
    // At the same place, 4/12 of the way, and 3 strides from the end.
    EXPECT_EQ(chain.done * 12, 4 * chain.steps);
    EXPECT_EQ(chain.done + 3 * chain.stride, chain.steps);
    RespaceChain(chain, 5);
    EXPECT_EQ(chain.done * 12, 4 * chain.steps);
    EXPECT_EQ(chain.done + 5 * chain.stride, chain.steps);
    EXPECT_THROW(RespaceChain(chain, 0), std::invalid_argument);
    chain.done = chain.steps;
    EXPECT_THROW(RespaceChain(chain, 1), std::invalid_argument);
}

TEST(LatentCoding, KeepsValuesToHalfALevel)
{
    std::vector<float> latent;
    for (int i = -700; i <= 700; ++i)
    {
        latent.push_back(static_cast<float>(i) / 200.0F);
    }
    for (const LatentFormat format : {LatentFormat::NATURAL8, LatentFormat::GRAY8})
    {
        LatentCoding coding;
        coding.format = format;
        const auto bytes = EncodeLatent(coding, latent);
        ASSERT_EQ(bytes.size(), latent.size());
        const auto back = DecodeLatent(coding, bytes);
        for (std::size_t i = 0; i < latent.size(); ++i)
        {
            EXPECT_NEAR(back[i], latent[i], 3.5 / 255 + 1e-6);
        }
    }
    LatentCoding exact;
    exact.format = LatentFormat::FLOAT32;
    EXPECT_EQ(BitsOf(DecodeLatent(exact, EncodeLatent(exact, latent))), BitsOf(latent));
    EXPECT_EQ(LatentBytes(exact, 16384), 65536U);
    EXPECT_EQ(LatentBytes(LatentCoding(), 16384), 16384U);
}

TEST(LatentCoding, CutsOffWhatLiesBeyond)
{
    const std::vector<float> wild{100.0F, -100.0F, std::numeric_limits<float>::infinity()};
    const auto back = DecodeLatent(LatentCoding(), EncodeLatent(LatentCoding(), wild));
    EXPECT_FLOAT_EQ(back[0], 3.5F);
    EXPECT_FLOAT_EQ(back[1], -3.5F);
    EXPECT_FLOAT_EQ(back[2], 3.5F);
    LatentCoding exact;
    exact.format = LatentFormat::FLOAT32;
    const std::vector<uint8_t> noNumber{0x7f, 0xc0, 0, 0, 0xff, 0x7f, 0xff, 0xff};
    const auto broken = DecodeLatent(exact, noNumber);
    EXPECT_EQ(broken[0], 0.0F);
    EXPECT_FLOAT_EQ(broken[1], -3.5F);
    EXPECT_THROW(DecodeLatent(exact, {1, 2, 3}), std::invalid_argument);
}

TEST(LatentCoding, NeighboursOfTheGrayCodeDifferInOneBit)
{
    LatentCoding gray;
    gray.format = LatentFormat::GRAY8;
    std::vector<float> levels;
    for (int i = 0; i < 256; ++i)
    {
        levels.push_back(static_cast<float>(3.5 * (2.0 * i / 255 - 1.0)));
    }
    const auto codes = EncodeLatent(gray, levels);
    for (std::size_t i = 1; i < codes.size(); ++i)
    {
        const int differ = codes[i] ^ codes[i - 1];
        EXPECT_NE(differ, 0);
        EXPECT_EQ(differ & (differ - 1), 0) << i;
    }
}

TEST(LatentCoding, FormatsHaveNames)
{
    for (const char* name : {"natural8", "gray8", "float32"})
    {
        EXPECT_EQ(FormatLatentFormat(ParseLatentFormat(name)), name);
    }
    EXPECT_THROW(ParseLatentFormat("jpeg"), std::invalid_argument);
}

TEST(BitErrors, AreAsManyAsTheyShould)
{
    boost::random::mt19937_64 generator(3);
    const std::size_t bytes = 100000;
    for (const double probability : {1e-4, 0.01, 0.06, 0.5, 0.9})
    {
        std::vector<uint8_t> sent(bytes, 0x5a);
        const std::size_t flipped = FlipBits(sent, probability, generator);
        std::size_t counted = 0;
        for (const uint8_t byte : sent)
        {
            counted += __builtin_popcount(byte ^ 0x5a);
        }
        EXPECT_EQ(counted, flipped);
        // Within five deviations of the binomial: one in two million.
        const double bits = 8.0 * bytes;
        const double deviation = std::sqrt(bits * probability * (1.0 - probability));
        EXPECT_NEAR(static_cast<double>(flipped), bits * probability, 5.0 * deviation);
    }
}

TEST(BitErrors, AreNoneOrAllAtTheEnds)
{
    boost::random::mt19937_64 generator(3);
    std::vector<uint8_t> sent(1000, 0xf0);
    EXPECT_EQ(FlipBits(sent, 0.0, generator), 0U);
    EXPECT_EQ(FlipBits(sent, 1e-300, generator), 0U);
    EXPECT_EQ(sent, std::vector<uint8_t>(1000, 0xf0));
    EXPECT_EQ(FlipBits(sent, 1.0, generator), 8000U);
    EXPECT_EQ(sent, std::vector<uint8_t>(1000, 0x0f));
    EXPECT_THROW(FlipBits(sent, -0.1, generator), std::invalid_argument);
    EXPECT_THROW(FlipBits(sent, 1.1, generator), std::invalid_argument);
    EXPECT_THROW(FlipBits(sent, std::nan(""), generator), std::invalid_argument);
}
