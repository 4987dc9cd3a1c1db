/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_PATH_LOSS_H
#define ISAC_PATH_LOSS_H

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Large-scale path loss that grows with the logarithm of distance.
 *
 * PL [dB] = intercept + slope log10(d / 1 km). The defaults are 3GPP TR 36.814's urban macro
 * figures, as CAQA-AIGC (sec. V) uses them. No shadowing and no near-field correction: below
 * about 10 m the formula leaves the range it was fitted in.
 */
struct LogDistancePathLoss
{
    double interceptDb = 128.1; //!< loss at 1 km [dB]
    double slopeDb = 37.6;      //!< loss per decade of distance [dB]

    /**
     * @param distance [m], greater than 0
     * @return path gain, received over sent power
     */
    double Gain(double distance) const;
};

/**
 * @ingroup isac-aigc
 * @brief Friis free-space path gain between isotropic antennas, (lambda / 4 pi d)^2.
 * @param distance [m], greater than 0
 * @param frequency carrier [Hz], greater than 0
 * @return path gain, received over sent power
 */
double FreeSpaceGain(double distance, double frequency);

} // namespace isac
} // namespace ns3

#endif // ISAC_PATH_LOSS_H
