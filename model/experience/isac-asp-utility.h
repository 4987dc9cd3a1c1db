/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ASP_UTILITY_H
#define ISAC_ASP_UTILITY_H

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief What a user gets out of T denoising steps on one provider: ASP selection (D2SAC), eq. (5)
 * less the baseline score A_y of a noise sample.
 *
 * The score is A_y up to A_x steps, rises along a line, and is B_y from B_x steps on.
 */
struct AspUtility
{
    double ax = 0.0;   //!< A_x, steps at which the score begins to rise
    double ay = 0.0;   //!< A_y, score up to there
    double bx = 200.0; //!< B_x, steps at which it has risen; above A_x
    double by = 0.5;   //!< B_y, score from there on

    /**
     * @brief The order of operations is that of the published code: providers whose utilities are
     * equal on paper differ in the last bit, and that bit is what a greedy rule decides by.
     * @param steps T
     * @return u(T) = (B_y - A_y) clamp((T - A_x) / (B_x - A_x), 0, 1)
     */
    double Evaluate(double steps) const
    {
        if (steps < ax)
        {
            return 0.0;
        }
        return steps <= bx ? (by - ay) / (bx - ax) * (steps - ax) : by - ay;
    }
};

} // namespace isac
} // namespace ns3

#endif // ISAC_ASP_UTILITY_H
