/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MEGC_DOWNLINK_H
#define ISAC_MEGC_DOWNLINK_H

#include <vector>

namespace ns3
{
namespace isac
{

/// Shares of a downlink, one value for each user.
struct MegcDownlinkSplit
{
    std::vector<double> bandwidth; //!< alpha_back
    std::vector<double> power;     //!< beta
    int iterations = 0;            //!< of the search for the price
    bool converged = true;         //!< whether the price was found
};

/**
 * @ingroup isac-aigc
 * @brief Least sum of transmission times on a band and a power that all users share.
 *
 * Minimises sum D_i / (alpha_i B log2(1 + s_i beta_i / alpha_i)), alpha and beta on the simplex.
 * Where kappa is the price of the whole bandwidth in units of that of the whole power, user i has
 * the signal-to-noise ratio x_i with (1 + x) ln(1 + x) - x = kappa s_i, wherever he is in the
 * band: a closed form in Lambert's W. What is left is one root in kappa. B does not matter.
 *
 * @param snr s_i, signal-to-noise ratio of each user with all power on all of the band
 * @param bits D_i; who has 0 gets nothing
 * @return shares; each kind sums to at most 1, and to 1 within rounding if anybody has bits
 */
MegcDownlinkSplit SplitMegcDownlink(const std::vector<double>& snr,
                                    const std::vector<double>& bits);

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_DOWNLINK_H
