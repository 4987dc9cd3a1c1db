/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_TEST_DUPLEX_H
#define ISAC_TEST_DUPLEX_H

#include "isac-test-cell.h"

namespace ns3
{
namespace isac
{
namespace test
{

constexpr double WIDTH = 400e6;                         //!< of the carrier [Hz]
constexpr double DOWN_POWER = 2.0;                      //!< of downlink grants [W]
constexpr double UP_POWER = 0.5;                        //!< of uplink grants [W]
constexpr uint32_t PACKET_BYTES = 20000;                //!< of a packet, without MAC header
constexpr uint32_t HEADER = 20;                         //!< of the MAC
inline const std::vector<double> SPOTS = {60.0, 130.0}; //!< where users stand [m]

/**
 * @param band any
 * @param from lower end, as a share
 * @param to upper end, as a share
 * @return that part of it
 */
inline IsacBand
PartOf(const IsacBand& band, double from, double to)
{
    return {band.low + from * band.Width(), band.low + to * band.Width()};
}

/**
 * @param gain of the path
 * @param width of the band [Hz]
 * @param power sent on it [W]
 * @param bytes with all headers
 * @return time that a packet takes at capacity [s]
 */
inline double
Airtime(double gain, double width, double power, uint32_t bytes)
{
    return 8.0 * bytes / (width * std::log2(1.0 + gain * power / (NoiseDensity() * width)));
}

/**
 * @param user his address
 * @param band part of the carrier
 * @return a slot with one downlink grant
 */
inline IsacTimeline
GrantDownlink(Mac48Address user, const IsacBand& band)
{
    IsacDownlinkGrant grant;
    grant.user = user;
    grant.band = band;
    grant.power = DOWN_POWER;
    grant.airtime = 1.0;
    grant.deadline = Seconds(1000);
    IsacTimeline timeline;
    timeline.downlink.push_back(grant);
    return timeline;
}

/**
 * @param division share of the carrier for grants
 * @return a helper of cells in flexible duplex
 */
inline IsacHelper
MakeFlexible(double division)
{
    IsacHelper helper = MakeHelper();
    helper.SetBands(28e9, WIDTH, 20e6);
    helper.SetFrequencyDivision(division);
    helper.SetFlexibleDuplex(true);
    return helper;
}

} // namespace test
} // namespace isac
} // namespace ns3

#endif // ISAC_TEST_DUPLEX_H
