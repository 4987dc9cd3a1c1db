/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-random-source.h"

#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_01.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <locale>
#include <sstream>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @param x any number
 * @return the next output of SplitMix64 (Steele, Lea and Flood 2014) from state x: one to one, and
 * every bit of the result hangs on every bit of x
 */
uint64_t
SplitMix64(uint64_t x)
{
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

} // namespace

RandomSource::RandomSource(uint64_t seed)
    : m_engine(seed)
{
}

double
RandomSource::Uniform()
{
    return boost::random::uniform_01<double>()(m_engine);
}

double
RandomSource::Normal()
{
    return boost::random::normal_distribution<double>()(m_engine);
}

int
RandomSource::Index(int count)
{
    return boost::random::uniform_int_distribution<int>(0, count - 1)(m_engine);
}

void
RandomSource::FillUniform(float* values, std::size_t count)
{
    constexpr float STEP = 1.0F / (1 << 24);
    for (std::size_t i = 0; i < count; i += 2)
    {
        const uint64_t bits = m_engine();
        values[i] = static_cast<float>(((bits >> 40) & 0xfffffe) | 1) * STEP;
        if (i + 1 < count)
        {
            values[i + 1] = static_cast<float>(((bits >> 16) & 0xfffffe) | 1) * STEP;
        }
    }
}

uint64_t
RandomSource::Split()
{
    return SplitMix64(m_engine());
}

std::string
RandomSource::GetState() const
{
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << m_engine;
    return text.str();
}

bool
RandomSource::SetState(const std::string& state)
{
    // Boost skips blanks behind the last number: without one that counts as a failure.
    std::istringstream text(state + " ");
    text.imbue(std::locale::classic());
    RandomSource read;
    text >> read.m_engine;
    // The stream takes signs and trailing text; what GetState() wrote comes back as it was.
    if (text.fail() || read.GetState() != state)
    {
        return false;
    }
    m_engine = read.m_engine;
    return true;
}

uint64_t
LearnerSeed(uint64_t rngSeed, uint64_t rngRun, uint64_t stream)
{
    return SplitMix64(SplitMix64(SplitMix64(rngSeed) ^ rngRun) ^ stream);
}

} // namespace isac
} // namespace ns3
