/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-diffusion-chain.h"

#include <cstring>
#include <stdexcept>
#include <string>

namespace ns3
{
namespace isac
{

namespace
{

constexpr std::size_t HEAD = 8 + 4 + 4 + 4 + 4;

template <typename T>
void
Put(std::vector<uint8_t>& bytes, T number)
{
    for (int shift = 8 * (static_cast<int>(sizeof(T)) - 1); shift >= 0; shift -= 8)
    {
        bytes.push_back(static_cast<uint8_t>(number >> shift));
    }
}

template <typename T>
T
Take(const std::vector<uint8_t>& bytes, std::size_t& place)
{
    T number = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
    {
        number = static_cast<T>(number << 8 | bytes[place++]);
    }
    return number;
}

} // namespace

void
RespaceChain(DiffusionChain& chain, int steps)
{
    if (chain.IsFinished() || steps < 1)
    {
        throw std::invalid_argument("the rest of a denoising chain, " + std::to_string(chain.done) +
                                    " of " + std::to_string(chain.steps) + ", in " +
                                    std::to_string(steps) + " steps");
    }
    const int rest = chain.steps - chain.done;
    if (rest == steps * chain.stride)
    {
        return;
    }
    chain.steps *= steps;
    chain.done *= steps;
    chain.stride = rest;
}

std::vector<uint8_t>
SerializeChain(const DiffusionChain& chain)
{
    std::vector<uint8_t> bytes;
    bytes.reserve(HEAD + 4 * chain.latent.size());
    Put<uint64_t>(bytes, chain.seed);
    Put<uint32_t>(bytes, chain.steps);
    Put<uint32_t>(bytes, chain.done);
    Put<uint32_t>(bytes, chain.stride);
    Put<uint32_t>(bytes, chain.latent.size());
    for (const float value : chain.latent)
    {
        uint32_t bits;
        std::memcpy(&bits, &value, sizeof(bits));
        Put(bytes, bits);
    }
    return bytes;
}

DiffusionChain
ParseChain(const std::vector<uint8_t>& bytes)
{
    if (bytes.size() < HEAD)
    {
        throw std::invalid_argument("a denoising chain of " + std::to_string(bytes.size()) +
                                    " bytes, expected " + std::to_string(HEAD) + " or more");
    }
    std::size_t place = 0;
    DiffusionChain chain;
    chain.seed = Take<uint64_t>(bytes, place);
    chain.steps = static_cast<int>(Take<uint32_t>(bytes, place));
    chain.done = static_cast<int>(Take<uint32_t>(bytes, place));
    chain.stride = static_cast<int>(Take<uint32_t>(bytes, place));
    const std::size_t values = Take<uint32_t>(bytes, place);
    if (chain.steps < 1 || chain.done < 0 || chain.done > chain.steps || chain.stride < 1)
    {
        throw std::invalid_argument("a denoising chain after " + std::to_string(chain.done) +
                                    " of " + std::to_string(chain.steps) + " steps, " +
                                    std::to_string(chain.stride) + " at a time");
    }
    if (bytes.size() != HEAD + 4 * values)
    {
        throw std::invalid_argument("a denoising chain of " + std::to_string(bytes.size()) +
                                    " bytes, expected " + std::to_string(HEAD + 4 * values) +
                                    " for " + std::to_string(values) + " values");
    }
    chain.latent.resize(values);
    for (float& value : chain.latent)
    {
        const auto bits = Take<uint32_t>(bytes, place);
        std::memcpy(&value, &bits, sizeof(value));
    }
    return chain;
}

} // namespace isac
} // namespace ns3
