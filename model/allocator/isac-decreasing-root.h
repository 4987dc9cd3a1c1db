/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DECREASING_ROOT_H
#define ISAC_DECREASING_ROOT_H

#include <algorithm>
#include <cmath>
#include <limits>

namespace ns3
{
namespace isac
{

/// A decreasing function at one place.
struct DecreasingValue
{
    double value = 0.0; //!< of the function
    double slope = 0.0; //!< of the function there, below 0
};

/// Where FindDecreasingRoot() looks, and how closely.
struct DecreasingSearch
{
    double start = 0.0;                                    //!< first place looked at
    double low = -std::numeric_limits<double>::infinity(); //!< the root is not below
    double high = std::numeric_limits<double>::infinity(); //!< the root is not above
    double tolerance = 1e-12;                              //!< of the root
};

/// What FindDecreasingRoot() found.
struct DecreasingRoot
{
    double at = 0.0;        //!< the root: the last place at which the function was evaluated
    int evaluations = 0;    //!< of the function
    bool converged = false; //!< whether the root is that close
};

/**
 * @ingroup isac-aigc
 * @brief Root of a decreasing function by Newton's method, kept between what is known to be too low
 * and too high.
 *
 * Where a step leaves that range, or does not halve the function, the range is halved instead. An
 * end that is not known yet is looked for in steps of at most 8: meant for logarithms.
 *
 * @tparam Function from double to DecreasingValue
 * @param search where to look
 * @param function continuous and decreasing
 * @return the root; what the last call of the function left behind belongs to it
 */
template <typename Function>
DecreasingRoot
FindDecreasingRoot(const DecreasingSearch& search, Function&& function)
{
    constexpr int MOST_EVALUATIONS = 200;
    constexpr double LONGEST_STEP = 8.0;
    double low = search.low;
    double high = search.high;
    double previous = std::numeric_limits<double>::infinity();
    DecreasingRoot root;
    root.at = search.start;
    while (root.evaluations < MOST_EVALUATIONS)
    {
        const DecreasingValue here = function(root.at);
        ++root.evaluations;
        (here.value > 0.0 ? low : high) = root.at;
        const double step = -here.value / here.slope;
        if (std::abs(step) <= search.tolerance || high - low <= search.tolerance)
        {
            root.converged = true;
            break;
        }
        double next = root.at + std::clamp(step, -LONGEST_STEP, LONGEST_STEP);
        const bool closed = std::isfinite(low) && std::isfinite(high);
        const bool slow = std::abs(here.value) > 0.5 * previous;
        if (!(next > low && next < high) || (closed && slow))
        {
            next = closed ? 0.5 * (low + high)
                          : root.at + (here.value > 0.0 ? LONGEST_STEP : -LONGEST_STEP);
        }
        previous = std::abs(here.value);
        root.at = next;
    }
    return root;
}

} // namespace isac
} // namespace ns3

#endif // ISAC_DECREASING_ROOT_H
