/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_SHARE_OF_ONE_H
#define ISAC_SHARE_OF_ONE_H

#include <limits>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Turns weights into shares whose sum does not exceed 1 even after rounding, in whatever
 * order they are added.
 */
class ShareOfOne
{
  public:
    /// @param weight one more; 0 has no part in the sum
    void Add(double weight)
    {
        m_sum += weight;
        m_count += weight > 0.0 ? 1 : 0;
    }

    /// @param weight as added @return its share; 0 of 0, and exactly 1 of a single one
    double operator()(double weight) const
    {
        // Both sums, this one and that of the shares, are off by half an epsilon for each term at
        // most, and each share by three halves.
        constexpr double EPSILON = std::numeric_limits<double>::epsilon();
        const double rounding = m_count > 1 ? EPSILON * (m_count + 1.0) : 0.0;
        return weight > 0.0 ? weight / m_sum * (1.0 - rounding) : 0.0;
    }

  private:
    double m_sum = 0.0; //!< of the weights
    int m_count = 0;    //!< of weights above 0
};

} // namespace isac
} // namespace ns3

#endif // ISAC_SHARE_OF_ONE_H
