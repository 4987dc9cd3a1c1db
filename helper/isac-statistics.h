/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_STATISTICS_H
#define ISAC_STATISTICS_H

#include <cstdint>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Mean of a figure that has one value a slot, with a confidence interval over episodes.
 *
 * Slots of one episode share the positions of users and are not independent; the means of
 * episodes are. The interval is Student's t over the means of whole episodes.
 */
class EpisodeMean
{
  public:
    /// @param slotsPerEpisode at least 1
    explicit EpisodeMean(uint32_t slotsPerEpisode);

    /// @param value of the next slot
    void Add(double value);
    /// @return mean over all slots; 0 before any
    double GetMean() const;
    /// @return number of whole episodes so far
    uint64_t GetEpisodes() const;
    /**
     * @param confidence in (0, 1)
     * @return half the width of the interval; not a number with fewer than two whole episodes
     */
    double GetHalfWidth(double confidence = 0.95) const;

  private:
    uint32_t m_slotsPerEpisode; //!< in a whole episode
    uint32_t m_inEpisode = 0;   //!< slots of the episode under way
    double m_episodeSum = 0.0;  //!< of the episode under way
    uint64_t m_slots = 0;       //!< in all
    double m_sum = 0.0;         //!< in all
    uint64_t m_episodes = 0;    //!< whole ones
    double m_mean = 0.0;        //!< of their means
    double m_squares = 0.0;     //!< squared deviations of their means, summed
};

/**
 * @ingroup isac-aigc
 * @brief Mean and quantiles of values between 0 and a limit in constant memory. A quantile is
 * exact to 1/10000 of the limit; the mean is exact.
 */
class BoundedDistribution
{
  public:
    /// @param limit greatest value expected; greater ones count as the limit in quantiles
    explicit BoundedDistribution(double limit);

    /// @param value not negative
    void Add(double value);
    /// @return number of values
    uint64_t GetCount() const;
    /// @return mean; not a number before any value
    double GetMean() const;
    /**
     * @param share in (0, 1]
     * @return least value that so great a share of values does not exceed, rounded up to a
     * bin's end; not a number before any value
     */
    double GetQuantile(double share) const;

  private:
    double m_limit;               //!< end of the last bin
    std::vector<uint64_t> m_bins; //!< how many values in each
    uint64_t m_count = 0;         //!< in all
    double m_sum = 0.0;           //!< of all
};

/// A figure with half the width of its confidence interval.
struct Estimate
{
    double value = 0.0;     //!< the figure
    double halfWidth = 0.0; //!< of the interval; not a number where there is none
};

/**
 * @ingroup isac-aigc
 * @param values independent of one another
 * @return their mean with the 95 % interval, as EpisodeMean has them
 */
Estimate EstimateMean(const std::vector<double>& values);

/**
 * @ingroup isac-aigc
 * @brief Ratio of two means over the same cases, with a confidence interval. Pairing takes out what
 * both have in common: the interval is that of the mean of a_i - R b_i, divided by the mean of b
 * (linearised ratio estimator), with Student's t.
 *
 * @param numerator one value a case, independent of the others
 * @param denominator as many, of a mean above 0
 * @param confidence in (0, 1)
 * @return the ratio; not a number if the denominator's mean is not above 0
 */
Estimate RatioOfMeans(const std::vector<double>& numerator,
                      const std::vector<double>& denominator,
                      double confidence = 0.95);

} // namespace isac
} // namespace ns3

#endif // ISAC_STATISTICS_H
