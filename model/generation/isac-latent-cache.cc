/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-latent-cache.h"

#include <utility>

namespace ns3
{
namespace isac
{

LatentCache::LatentCache(std::size_t capacity, double reach, Distance distance)
    : m_capacity(capacity),
      m_reach(reach),
      m_distance(std::move(distance))
{
}

std::optional<CachedLatent>
LatentCache::Find(int prompt, int steps, int done)
{
    auto best = m_latents.end();
    double bestDistance = 0.0;
    for (auto latent = m_latents.begin(); latent != m_latents.end(); ++latent)
    {
        if (latent->chain.steps != steps || latent->chain.done > done)
        {
            continue;
        }
        const bool same = latent->prompt == prompt;
        if (!same && !(m_reach > 0.0))
        {
            continue;
        }
        const double distance = same ? 0.0 : m_distance(prompt, latent->prompt);
        const bool better = best == m_latents.end() || latent->chain.done > best->chain.done ||
                            (latent->chain.done == best->chain.done && distance < bestDistance);
        if (distance <= m_reach && better)
        {
            best = latent;
            bestDistance = distance;
        }
    }
    if (best == m_latents.end())
    {
        ++m_misses;
        return std::nullopt;
    }
    ++m_hits;
    m_saved += static_cast<uint64_t>(best->chain.done);
    m_latents.splice(m_latents.begin(), m_latents, best);
    return m_latents.front();
}

void
LatentCache::Put(const CachedLatent& latent)
{
    if (m_capacity == 0 || latent.chain.done < 1 || latent.mixed)
    {
        return;
    }
    m_latents.remove_if([&latent](const CachedLatent& other) {
        return other.prompt == latent.prompt && other.chain.steps == latent.chain.steps &&
               other.chain.done == latent.chain.done;
    });
    m_latents.push_front(latent);
    if (m_latents.size() > m_capacity)
    {
        m_latents.pop_back();
    }
}

std::size_t
LatentCache::Size() const
{
    return m_latents.size();
}

uint64_t
LatentCache::Hits() const
{
    return m_hits;
}

uint64_t
LatentCache::Misses() const
{
    return m_misses;
}

uint64_t
LatentCache::SavedSteps() const
{
    return m_saved;
}

} // namespace isac
} // namespace ns3
