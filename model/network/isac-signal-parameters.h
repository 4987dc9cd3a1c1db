/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_SIGNAL_PARAMETERS_H
#define ISAC_SIGNAL_PARAMETERS_H

#include "isac-band.h"
#include "isac-compat.h"

#include "ns3/mac48-address.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"
#include "ns3/spectrum-signal-parameters.h"

#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Packets sent back to back to one receiver at one rate, as one signal.
 */
struct IsacBurst : public SimpleRefCount<IsacBurst>
{
    Mac48Address receiver;            //!< who decodes it
    IsacBand band;                    //!< what it occupies
    IsacBand carrier;                 //!< that band is a part of; of no width: band is no part
    double power = 0.0;               //!< sent power [W]
    double rate = 0.0;                //!< bit rate in the band [bit/s]
    std::vector<Ptr<Packet>> packets; //!< frames, MAC header first
    std::vector<Time> ends;           //!< end of each, from the start of the burst

    /// @return duration of the whole
    Time GetDuration() const
    {
        return ends.empty() ? Time() : ends.back();
    }
};

/**
 * @ingroup isac-aigc
 * @brief A signal of this module on a spectrum channel: a data burst, or a sensing burst, which
 * carries nothing and is to everybody else interference.
 */
struct IsacSignalParameters : public SpectrumSignalParameters
{
    Ptr<SpectrumSignalParameters> Copy() ISAC_CONST_336 override
    {
        return Create<IsacSignalParameters>(*this);
    }

    Ptr<const IsacBurst> burst; //!< what is sent; null in a sensing burst
};

} // namespace isac
} // namespace ns3

#endif // ISAC_SIGNAL_PARAMETERS_H
