/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-latent-coding.h"

#include <algorithm>
#include <array>
#include <boost/random/uniform_01.hpp>
#include <cmath>
#include <cstring>
#include <stdexcept>

namespace ns3
{
namespace isac
{

namespace
{

constexpr std::array<const char*, 3> NAMES{"natural8", "gray8", "float32"};
constexpr int LAST_LEVEL = 255;

uint8_t
ToGray(uint8_t level)
{
    return level ^ (level >> 1);
}

uint8_t
FromGray(uint8_t code)
{
    uint8_t level = code;
    for (int shift = 1; shift < 8; shift *= 2)
    {
        level ^= level >> shift;
    }
    return level;
}

} // namespace

LatentFormat
ParseLatentFormat(const std::string& name)
{
    const auto found = std::find(NAMES.begin(), NAMES.end(), name);
    if (found == NAMES.end())
    {
        throw std::invalid_argument("unknown latent format '" + name +
                                    "', expected natural8, gray8 or float32");
    }
    return static_cast<LatentFormat>(found - NAMES.begin());
}

std::string
FormatLatentFormat(LatentFormat format)
{
    return NAMES.at(static_cast<std::size_t>(format));
}

std::size_t
LatentBytes(const LatentCoding& coding, std::size_t values)
{
    return coding.format == LatentFormat::FLOAT32 ? 4 * values : values;
}

std::vector<uint8_t>
EncodeLatent(const LatentCoding& coding, const std::vector<float>& latent)
{
    std::vector<uint8_t> bytes;
    bytes.reserve(LatentBytes(coding, latent.size()));
    for (const float value : latent)
    {
        if (coding.format == LatentFormat::FLOAT32)
        {
            uint32_t bits;
            std::memcpy(&bits, &value, sizeof(bits));
            for (int shift = 24; shift >= 0; shift -= 8)
            {
                bytes.push_back(static_cast<uint8_t>(bits >> shift));
            }
            continue;
        }
        const double place = (value + coding.limit) / (2.0 * coding.limit);
        const auto level =
            static_cast<uint8_t>(std::lround(LAST_LEVEL * std::clamp(place, 0.0, 1.0)));
        bytes.push_back(coding.format == LatentFormat::GRAY8 ? ToGray(level) : level);
    }
    return bytes;
}

std::vector<float>
DecodeLatent(const LatentCoding& coding, const std::vector<uint8_t>& bytes)
{
    const std::size_t size = LatentBytes(coding, 1);
    if (bytes.size() % size != 0)
    {
        throw std::invalid_argument("a latent of " + std::to_string(bytes.size()) +
                                    " bytes, expected a multiple of " + std::to_string(size));
    }
    std::vector<float> latent;
    latent.reserve(bytes.size() / size);
    const auto limit = static_cast<float>(coding.limit);
    for (std::size_t i = 0; i < bytes.size(); i += size)
    {
        if (coding.format == LatentFormat::FLOAT32)
        {
            uint32_t bits = 0;
            for (std::size_t j = 0; j < size; ++j)
            {
                bits = bits << 8 | bytes[i + j];
            }
            float value;
            std::memcpy(&value, &bits, sizeof(value));
            latent.push_back(std::isnan(value) ? 0.0F : std::clamp(value, -limit, limit));
            continue;
        }
        const uint8_t level = coding.format == LatentFormat::GRAY8 ? FromGray(bytes[i]) : bytes[i];
        latent.push_back(static_cast<float>(coding.limit * (2.0 * level / LAST_LEVEL - 1.0)));
    }
    return latent;
}

std::size_t
FlipBits(std::vector<uint8_t>& bytes, double probability, boost::random::mt19937_64& generator)
{
    if (!(probability >= 0.0 && probability <= 1.0))
    {
        throw std::invalid_argument("a bit error probability of " + std::to_string(probability) +
                                    ", expected 0 to 1");
    }
    const std::size_t bits = 8 * bytes.size();
    std::size_t flipped = 0;
    const auto flip = [&](std::size_t bit) {
        bytes[bit / 8] ^= static_cast<uint8_t>(0x80 >> bit % 8);
        ++flipped;
    };
    if (probability == 1.0)
    {
        for (std::size_t bit = 0; bit < bits; ++bit)
        {
            flip(bit);
        }
    }
    else if (probability > 0.0)
    {
        // The gaps between errors are geometric: one draw for each error, not for each bit. Gaps of
        // rare errors are beyond any integer.
        boost::random::uniform_01<double> uniform;
        const auto gap = [&]() {
            return std::floor(std::log1p(-uniform(generator)) / std::log1p(-probability));
        };
        for (double bit = gap(); bit < static_cast<double>(bits); bit += 1.0 + gap())
        {
            flip(static_cast<std::size_t>(bit));
        }
    }
    return flipped;
}

} // namespace isac
} // namespace ns3
