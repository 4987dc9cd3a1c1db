/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CFAR_H
#define ISAC_CFAR_H

#include <Eigen/Core>

namespace ns3
{
namespace isac
{

/// How the noise around a cell is estimated.
enum class CfarRule
{
    CELL_AVERAGING,   //!< mean of the training cells
    ORDERED_STATISTIC //!< one of them in order of power: bears other targets among them
};

/// Constant-false-alarm-rate detection in a range-Doppler map.
struct CfarSettings
{
    CfarRule rule = CfarRule::CELL_AVERAGING; //!< estimate of the noise
    int guardRange = 2;                       //!< cells left out on either side, range, from 0
    int guardDoppler = 2;                     //!< the same in Doppler
    int trainingRange = 4;                    //!< training cells beyond the guard, range, from 0
    int trainingDoppler = 4;                  //!< the same in Doppler
    double rank = 0.75;       //!< ORDERED_STATISTIC: position in the order, in (0, 1]
    double falseAlarm = 1e-4; //!< P_fa of a cell, in (0, 1)
};

/// What the detector found, in the shape of the map.
struct CfarResult
{
    Eigen::Array<bool, Eigen::Dynamic, Eigen::Dynamic> detected; //!< power above the threshold
    Eigen::ArrayXXd noise; //!< estimated noise power of a cell
};

/**
 * @ingroup isac-aigc
 * @brief Threshold over mean of N training cells, N (P_fa^(-1/N) - 1); exact for independent
 * exponential cells.
 * @param cells N, at least 1
 * @param falseAlarm P_fa, in (0, 1)
 * @return factor; -ln P_fa as N grows
 */
double CellAveragingFactor(int cells, double falseAlarm);

/**
 * @ingroup isac-aigc
 * @brief Threshold over the k-th smallest of N cells: the factor a that solves
 * prod_{i=0}^{k-1} (N - i) / (N - i + a) = P_fa; exact for independent exponential cells.
 * @param cells N, at least 1
 * @param order k, 1 to N
 * @param falseAlarm P_fa, in (0, 1)
 * @return factor
 */
double OrderedStatisticFactor(int cells, int order, double falseAlarm);

/**
 * @ingroup isac-aigc
 * @brief P_d of cell averaging for a Swerling I target in one cell,
 * (1 + (P_fa^(-1/N) - 1) / (1 + SNR))^-N. DetectionProbability is its limit as N grows.
 * @param snr mean integrated ratio, linear, not negative
 * @param falseAlarm P_fa, in (0, 1)
 * @param cells N, at least 1
 * @return probability
 */
double CellAveragingDetectionProbability(double snr, double falseAlarm, int cells);

/**
 * @ingroup isac-aigc
 * @brief Detects cells that stand out of their neighbourhood.
 *
 * The neighbourhood wraps around both edges, as the transform's bins do, so all cells have
 * equally many training cells; where it is wider than the map it is cut so that no cell counts
 * twice. The false-alarm rate holds for a rectangular window. A Hann window ties neighbouring cells
 * together: keep guards of 2, and expect a rate above P_fa, because fewer training cells are
 * independent (with the default neighbourhood 1.15, 1.4 and 2 times P_fa at 1e-2, 1e-3, 1e-4).
 *
 * Cell averaging takes time in proportion to the map's size times the sum of the neighbourhood's
 * sides, the ordered statistic in proportion to the map's size times the number of training cells.
 *
 * @param power map of cell powers
 * @param settings rule, neighbourhood and false-alarm rate
 * @return detections and noise; nothing is detected (noise infinite) if no training cell is left
 */
CfarResult DetectCfar(const Eigen::ArrayXXd& power, const CfarSettings& settings);

} // namespace isac
} // namespace ns3

#endif // ISAC_CFAR_H
