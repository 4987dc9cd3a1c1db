/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_LAW_FIT_H
#define ISAC_DD_LAW_FIT_H

#include "ns3/isac-dd-qoe.h"

#include <vector>

namespace ns3
{
namespace isac
{

/// What a real diffusion model gave on average for some steps, errors and distance of prompts.
struct DdLawSample
{
    DdPicture picture;     //!< how pictures came about
    double distance = 0.0; //!< d of the two prompts
    double clean = 1.0;    //!< measured in the place of S E: similarity (1 - stray)
    double leak = 0.0;     //!< l, measured
};

/// The surrogate's laws as a model follows them.
struct DdLawFit
{
    DdQoeParameters parameters; //!< S, E and l fitted; what is the users' own stays
    double cleanResidual = 0.0; //!< root mean square of S E over the samples without a distance
    double leakResidual = 0.0;  //!< root mean square of l over those with one
    double cleanSpread = 0.0;   //!< standard deviation of what was fitted, to compare with
    double leakSpread = 0.0;    //!< the same
};

/**
 * @ingroup isac-aigc
 * @brief Fits the constants of S and E to samples of one prompt, and those of the leak to samples
 * of two, by least squares (Nelder and Mead's simplex from the surrogate's own constants).
 * @param samples at least six without a distance and four with one
 * @param start constants to begin at, and to keep where nothing is fitted
 * @return constants and what they leave
 * @throws std::invalid_argument if there are too few samples, in words
 */
DdLawFit FitDdLaws(const std::vector<DdLawSample>& samples,
                   const DdQoeParameters& start = DdQoeParameters());

/// The error law (2) of CAQA-AIGC, eps_fwd exp(-mu (z - z_min)), as a model follows it.
struct ErrorLawFit
{
    double scale = 0.0;       //!< eps_fwd
    double attenuation = 0.0; //!< mu
    double residual = 0.0;    //!< root mean square
};

/**
 * @ingroup isac-aigc
 * @param steps z of each sample, not all the same
 * @param error of each sample, from 0 to 1
 * @param minSteps z_min; samples of fewer steps are left out
 * @return the law of least squares
 * @throws std::invalid_argument if fewer than two samples are left
 */
ErrorLawFit FitErrorLaw(const std::vector<double>& steps,
                        const std::vector<double>& error,
                        double minSteps);

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_LAW_FIT_H
