/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_LATENT_CACHE_H
#define ISAC_LATENT_CACHE_H

#include "isac-diffusion-chain.h"

#include <cstdint>
#include <functional>
#include <list>
#include <optional>

namespace ns3
{
namespace isac
{

/// A latent on its way to a picture, and for which prompt it was begun.
struct CachedLatent
{
    int prompt = 0;       //!< number of the prompt
    bool mixed = false;   //!< whether another prompt has taken steps of it
    DiffusionChain chain; //!< as far as it has come
};

/**
 * @ingroup isac-aigc
 * @brief Intermediate latents kept for requests to come: what the paper names as future work.
 *
 * A latent serves a request if its schedule has as many steps, it has taken no more of them than
 * wanted, and its prompt is near enough; what is still wanted is taken from there. Of those that
 * serve the one that saves most steps is taken, of these the nearest, of these the one used last.
 * What has not been used for longest makes room.
 */
class LatentCache
{
  public:
    /// Semantic distance of two prompts by their numbers.
    using Distance = std::function<double(int, int)>;

    /**
     * @param capacity latents that are kept; 0: none
     * @param reach largest distance of a prompt that serves for another; 0: the same prompt only
     * @param distance asked where reach is above 0
     */
    LatentCache(std::size_t capacity, double reach, Distance distance);

    /**
     * @brief Look for a latent, and count whether there is one.
     * @param prompt number of the prompt
     * @param steps N of the schedule
     * @param done steps wanted, at least 1
     * @return the best one, which then counts as just used
     */
    std::optional<CachedLatent> Find(int prompt, int steps, int done);

    /**
     * @brief Keep a latent, in place of the one with the same prompt, N and steps taken.
     * @param latent that has taken a step at least, all with its own prompt. Others are not kept:
     * noise saves nothing, and a mixture would be passed on under one of its prompts' names
     */
    void Put(const CachedLatent& latent);

    /// @return number of latents kept
    std::size_t Size() const;
    /// @return how often Find() found one
    uint64_t Hits() const;
    /// @return how often it did not
    uint64_t Misses() const;
    /// @return steps that latents found had taken
    uint64_t SavedSteps() const;

  private:
    std::size_t m_capacity;            //!< most latents
    double m_reach;                    //!< largest distance
    Distance m_distance;               //!< of prompts
    std::list<CachedLatent> m_latents; //!< the one used last is first
    uint64_t m_hits = 0;               //!< found
    uint64_t m_misses = 0;             //!< not found
    uint64_t m_saved = 0;              //!< steps
};

} // namespace isac
} // namespace ns3

#endif // ISAC_LATENT_CACHE_H
