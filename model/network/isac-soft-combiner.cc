/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-soft-combiner.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

constexpr std::size_t MEMORY = 4096; // frames

/// Bits of a frame that have the same probability to be wrong.
struct Stretch
{
    uint32_t end = 0;         //!< bit after the last
    double probability = 0.0; //!< of each
};

/**
 * @param modulation constellation
 * @param sinr over the frame
 * @param bits of the frame
 * @return error probabilities over the frame
 */
std::vector<Stretch>
ErrorsOf(Modulation modulation, const IsacSinrProfile& sinr, uint32_t bits)
{
    std::vector<Stretch> stretches;
    for (const IsacSinrPiece& piece : sinr)
    {
        stretches.push_back({static_cast<uint32_t>(std::llround(piece.end * bits)),
                             BitErrorProbability(modulation, piece.sinr)});
    }
    return stretches;
}

/**
 * @brief Draw the bits that are wrong in a stretch: from one to the next the gap is geometric, so
 * that each costs one random number and right ones cost none.
 * @param begin first bit
 * @param end bit after the last
 * @param probability of each, independently
 * @param random decides
 * @param wrong gets them
 */
void
DrawErrors(uint32_t begin,
           uint32_t end,
           double probability,
           Ptr<UniformRandomVariable> random,
           std::vector<uint32_t>& wrong)
{
    if (!(probability > 0.0))
    {
        return;
    }
    const double logRight = std::log1p(-probability);
    double bit = begin;
    while (bit < end)
    {
        bit += std::floor(std::log(1.0 - random->GetValue()) / logRight);
        if (bit < end)
        {
            wrong.push_back(static_cast<uint32_t>(bit));
        }
        bit += 1.0;
    }
}

} // namespace

IsacSinrProfile
AddSinr(const IsacSinrProfile& first, const IsacSinrProfile& second)
{
    if (first.empty() || second.empty())
    {
        return first.empty() ? second : first;
    }
    IsacSinrProfile sum;
    auto one = first.begin();
    auto other = second.begin();
    while (one != first.end() && other != second.end())
    {
        const double end = std::min(one->end, other->end);
        sum.push_back({end, one->sinr + other->sinr});
        const bool oneEnds = one->end <= end;
        const bool otherEnds = other->end <= end;
        one += oneEnds ? 1 : 0;
        other += otherEnds ? 1 : 0;
    }
    return sum;
}

void
IsacSoftCombiner::Receive(Frame& frame,
                          Modulation modulation,
                          const IsacSinrProfile& sinr,
                          uint32_t bytes,
                          const std::vector<IsacByteRange>& ranges,
                          Ptr<UniformRandomVariable> random)
{
    const std::vector<Stretch> before = ErrorsOf(modulation, frame.sinr, 8 * bytes);
    const bool noiseless = sinr.empty();
    frame.sinr = AddSinr(frame.sinr, sinr);
    const std::vector<Stretch> now = ErrorsOf(modulation, frame.sinr, 8 * bytes);
    if (++frame.copies == 1 || noiseless)
    {
        frame.wrong.clear();
    }
    if (noiseless)
    {
        return;
    }
    if (frame.copies > 1)
    {
        auto old = before.begin();
        auto present = now.begin();
        const auto right = [&](uint32_t bit) {
            for (; old->end <= bit; ++old)
            {
            }
            for (; present->end <= bit; ++present)
            {
            }
            return !(random->GetValue() * old->probability < present->probability);
        };
        std::vector<uint32_t> wrong;
        for (const uint32_t bit : frame.wrong)
        {
            if (!right(bit))
            {
                wrong.push_back(bit);
            }
        }
        frame.wrong.swap(wrong);
        return;
    }
    for (const IsacByteRange& range : ranges)
    {
        uint32_t begin = 0;
        for (const Stretch& stretch : now)
        {
            DrawErrors(std::max(begin, 8 * range.begin),
                       std::min(stretch.end, 8 * range.end),
                       stretch.probability,
                       random,
                       frame.wrong);
            begin = stretch.end;
        }
    }
}

IsacSoftCombiner::Frame&
IsacSoftCombiner::Remember(const Key& key)
{
    const auto [found, added] = m_frames.try_emplace(key);
    if (added)
    {
        found->second.since = m_count;
        m_oldest.emplace(m_count++, key);
        if (m_frames.size() > MEMORY)
        {
            Forget(Key(m_oldest.begin()->second));
        }
    }
    return found->second;
}

void
IsacSoftCombiner::Forget(const Key& key)
{
    const auto found = m_frames.find(key);
    if (found != m_frames.end())
    {
        m_oldest.erase(found->second.since);
        m_frames.erase(found);
    }
}

std::size_t
IsacSoftCombiner::GetSize() const
{
    return m_frames.size();
}

} // namespace isac
} // namespace ns3
