/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DIFFUSION_SCHEDULE_H
#define ISAC_DIFFUSION_SCHEDULE_H

#include <vector>

namespace ns3
{
namespace isac
{

/// How noise grows with time.
enum class NoiseSchedule
{
    COSINE, //!< alpha^2 = cos^2(pi/2 (t/T + .008) / 1.008), normalised (Nichol, Dhariwal 2021)
    SCALED_LINEAR //!< roots of beta rise evenly from .00085 to .012: that of Stable Diffusion
};

/// Share of picture and noise in a latent, z = alpha x + sigma noise; alpha^2 + sigma^2 = 1.
struct NoiseLevel
{
    double alpha = 1.0; //!< of the picture
    double sigma = 0.0; //!< of the noise
};

/**
 * @ingroup isac-aigc
 * @brief Noise over times 0 (a clean picture) to T (nothing but noise), the variance-preserving
 * process of (3) to (5).
 */
class DiffusionSchedule
{
  public:
    /**
     * @param kind how noise grows
     * @param times T, at least 1
     */
    DiffusionSchedule(NoiseSchedule kind, int times);

    /// @return T
    int Times() const;
    /// @param time 0 to T @return level there
    NoiseLevel At(int time) const;

  private:
    std::vector<NoiseLevel> m_levels; //!< of times 0 to T
};

/**
 * @ingroup isac-aigc
 * @brief Times that a chain of N steps visits: T s(1 - phi) / (1 + (s - 1)(1 - phi)) at phi = i/N,
 * rounded, each at least one below the one before.
 *
 * s = 1 spaces them evenly; s below 1 spends more of the steps at low noise.
 *
 * @param times T
 * @param steps N, from 1 to T
 * @param shift s, above 0
 * @return N + 1 times, from T to 0
 * @throws std::invalid_argument if N or s is outside its range
 */
std::vector<int> MakeStepGrid(int times, int steps, double shift);

/**
 * @ingroup isac-aigc
 * @brief Times that the rest of a chain visits, see DiffusionChain: every stride-th of
 * MakeStepGrid(), or where N is beyond T the same places of a grid that could not be rounded.
 * @param times T
 * @param steps N
 * @param done place on the schedule, 0 to N
 * @param stride how far a step goes
 * @param shift s, above 0
 * @return the time now, and after each step to the end, 0
 * @throws std::invalid_argument if there are more steps than times left, or s is outside its range
 */
std::vector<int> MakeRestGrid(int times, int steps, int done, int stride, double shift);

} // namespace isac
} // namespace ns3

#endif // ISAC_DIFFUSION_SCHEDULE_H
