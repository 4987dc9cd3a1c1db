/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_SENSING_LAW_FIT_H
#define ISAC_SENSING_LAW_FIT_H

#include "isac-sensing-accuracy.h"

#include <vector>

namespace ns3
{
namespace isac
{

/// How a fit ended.
enum class SensingLawFitStatus
{
    FITTED,         //!< the law is the least-squares one
    INVALID_DATA,   //!< unequal lengths, a value not finite, cycles <= 0, accuracy not in [0, 1]
    TOO_FEW_POINTS, //!< fewer than three distinct cycles with accuracy above 0
    NOT_RISING,     //!< accuracy does not rise with the cycles
    DECAY_AT_LIMIT  //!< the best decay lies outside of the range searched
};

/// Smallest decay that is searched.
constexpr double SENSING_LAW_MIN_DECAY = 0.02;
/// Largest decay that is searched.
constexpr double SENSING_LAW_MAX_DECAY = 20.0;

/// Law fitted to points (n, accuracy).
struct SensingLawFit
{
    SensingLawFitStatus status = SensingLawFitStatus::INVALID_DATA; //!< read it first
    SensingAccuracyLaw law; //!< meaningful when FITTED; else the last one tried or the default
    double residual = 0.0;  //!< root mean square of data minus law
    /**
     * Standard errors of limit, scale and decay, from the linearised law and the residuals;
     * infinite where no more points than parameters were there. A limit held at 1 has 0.
     */
    SensingAccuracyLaw standardError;
    int points = 0; //!< number of points used, those with accuracy above 0
};

/**
 * @ingroup isac-aigc
 * @brief Least-squares fit of Y(n) = xi - varpi n^-tau, with xi <= 1 and varpi >= 0.
 *
 * For a fixed tau the other two solve a linear problem, so only tau is searched: on a grid first,
 * as the profile may have more than one valley, then by Brent's method, which finds it to about
 * half the digits of a double. Points at accuracy 0 are left out: the law is cut there, and they
 * only say that n was too small.
 *
 * @param cycles n of each point, greater than 0
 * @param accuracy of each point, in [0, 1]
 * @return fit; never throws on bad data, see its status
 */
SensingLawFit FitSensingAccuracyLaw(const std::vector<double>& cycles,
                                    const std::vector<double>& accuracy);

/**
 * @ingroup isac-aigc
 * @param status how a fit ended
 * @return one clause that says so, without full stop
 */
const char* Describe(SensingLawFitStatus status);

} // namespace isac
} // namespace ns3

#endif // ISAC_SENSING_LAW_FIT_H
