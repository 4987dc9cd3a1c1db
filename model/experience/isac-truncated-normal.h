/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_TRUNCATED_NORMAL_H
#define ISAC_TRUNCATED_NORMAL_H

#include <boost/random/mersenne_twister.hpp>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Normal distribution cut to an interval: opinion scores are drawn from N(m, s^2; 1, 5).
 *
 * All figures are right to many digits, too, where m is far outside the interval: probabilities are
 * taken from the tail in which they are small.
 */
class TruncatedNormal
{
  public:
    /**
     * @param location m, the mean before the cut
     * @param scale s, the standard deviation before the cut, greater than 0
     * @param low lower end
     * @param high upper end, greater than low
     * @throws std::invalid_argument if that is no distribution
     */
    TruncatedNormal(double location, double scale, double low = 1.0, double high = 5.0);

    /// @return the mean after the cut
    double Mean() const;
    /**
     * @param probability u, 0 to 1
     * @return inverse distribution function, m + s Phi^-1(Phi(a) + u (Phi(b) - Phi(a))) with a and
     * b the ends in units of s from m
     */
    double Quantile(double probability) const;
    /// @param random draws one uniform number @return a draw
    double Draw(boost::random::mt19937_64& random) const;

  private:
    /// @param position in the mirrored distribution @return where it is in the given one
    double Place(double position) const;

    double m_location; //!< m
    double m_scale;    //!< s
    double m_low;      //!< lower end
    double m_high;     //!< upper end
    bool m_mirrored;   //!< computed with -x, since m is below the middle of the interval
    double m_from;     //!< a, of the mirrored distribution if so
    double m_to;       //!< b, the same
    double m_below;    //!< Phi(a)
    double m_mass;     //!< Phi(b) - Phi(a)
};

} // namespace isac
} // namespace ns3

#endif // ISAC_TRUNCATED_NORMAL_H
