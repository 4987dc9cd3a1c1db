/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_BAND_H
#define ISAC_BAND_H

#include "ns3/spectrum-value.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief A stretch of spectrum.
 */
struct IsacBand
{
    double low = 0.0;  //!< lower edge [Hz]
    double high = 0.0; //!< upper edge [Hz]

    /// @return width [Hz]
    double Width() const;

    /**
     * @brief One of several equal parts. Neighbours share their edge to the last bit, so that
     * they do not overlap.
     * @param index which part, from 0
     * @param count number of parts
     * @return the part
     */
    IsacBand Part(uint32_t index, uint32_t count) const;

    /**
     * @param other another band
     * @return whether the two overlap in more than an edge
     */
    bool Overlaps(const IsacBand& other) const;
};

/**
 * @ingroup isac-aigc
 * @brief The spectrum model that has one bin, the band itself.
 *
 * Signals and receivers use the model of their own band, so that a MultiModelSpectrumChannel hands
 * a signal only to receivers whose band it touches: the cost of a packet does not grow with the
 * number of users. Within one band a signal is flat, so that what another signal of different
 * width does to it is averaged over the band.
 *
 * Models are kept for ever: a script should get along with a limited number of bands.
 *
 * @param band a band
 * @return its model, the same object for the same band
 */
Ptr<const SpectrumModel> GetBandModel(const IsacBand& band);

/**
 * @ingroup isac-aigc
 * @brief Power spectral density that is flat in a band and 0 outside.
 * @param model what the result is expressed on: bins get the share of the band they cover
 * @param band where the power is
 * @param density [W/Hz]
 * @return the density on the model
 */
Ptr<SpectrumValue> MakeFlatPsd(Ptr<const SpectrumModel> model,
                               const IsacBand& band,
                               double density);

/**
 * @param psd any density
 * @param band a band
 * @return what of its power is in the band, taken as flat within each bin [W]
 */
double PowerIn(const SpectrumValue& psd, const IsacBand& band);

} // namespace isac
} // namespace ns3

#endif // ISAC_BAND_H
