/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DETECTION_H
#define ISAC_DETECTION_H

namespace ns3
{
namespace isac
{

/// How the cross section of a target changes from one burst to the next.
enum class SwerlingCase
{
    STEADY, //!< case 0, it does not
    ONE,    //!< case I, exponential: many scatterers of equal weight
    THREE   //!< case III, chi-square of four degrees: one scatterer above many
};

/**
 * @ingroup isac-aigc
 * @brief Probability of detection P_d of one coherently integrated look.
 *
 * Square-law detector against a threshold set for P_fa in noise of known power, so that
 * threshold over noise is V = -ln P_fa. Case 0 is Marcum's Q_1(sqrt(2 SNR), sqrt(2 V)); case I is
 * P_fa^(1/(1+SNR)); case III is exp(-V/g) (1 + V (SNR/2) / g^2) with g = 1 + SNR/2. A radar that
 * estimates the noise needs a little more (CellAveragingDetectionProbability).
 *
 * @param snr integrated ratio, linear, not negative; the mean one for cases I and III
 * @param falseAlarm P_fa per look, in (0, 1)
 * @param swerling fluctuation of the target
 * @return probability in [P_fa, 1]
 */
double DetectionProbability(double snr, double falseAlarm, SwerlingCase swerling);

} // namespace isac
} // namespace ns3

#endif // ISAC_DETECTION_H
