/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_SENSING_ACCURACY_H
#define ISAC_SENSING_ACCURACY_H

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Recognition accuracy after n sensing cycles, max(0, xi - varpi n^-tau).
 *
 * CAQA-AIGC, eq. (1), cut at 0. The law has no distance in it: a user at the edge of the cell is
 * recognised as well as one beside the mast. The defaults are a calibration to the paper's text,
 * which prints no values (shared facts: (0.95, 65, 1)); tau = 1 because the velocity resolution
 * of n cycles goes with 1/n.
 */
struct SensingAccuracyLaw
{
    double limit = 0.95; //!< xi, accuracy of endless sensing, in (0, 1]
    double scale = 65.0; //!< varpi, greater than 0
    double decay = 1.0;  //!< tau, greater than 0

    /**
     * @param cycles number of sensing cycles n, not negative, need not be whole
     * @return accuracy in [0, xi]
     */
    double Accuracy(double cycles) const;

    /**
     * @param accuracy wanted accuracy
     * @return the fewest cycles that reach it; infinity where accuracy >= xi
     */
    double Cycles(double accuracy) const;
};

} // namespace isac
} // namespace ns3

#endif // ISAC_SENSING_ACCURACY_H
