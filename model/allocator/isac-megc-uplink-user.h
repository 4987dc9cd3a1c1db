/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MEGC_UPLINK_USER_H
#define ISAC_MEGC_UPLINK_USER_H

namespace ns3
{
namespace isac
{

/// What a whole resource costs, as logarithms.
struct MegcUplinkPrices
{
    double logMu = 0.0; //!< ln(mu ln 2 / B), of the band
    double logNu = 0.0; //!< ln nu, of the server
};

/// A user of the uplink and his answer to the latest prices. Rates are in units of B / ln 2.
struct MegcUplinkUser
{
    double snr = 1.0;       //!< s, signal-to-noise ratio on the whole band
    double bits = 0.0;      //!< D; who has 0 wants nothing
    double local = 0.0;     //!< f_comp / chi, what his device computes; 0 of a vision user
    double speedUnit = 0.0; //!< sqrt(chi D / f_ES) [s^1/2]; 0 of a vision user
    double threshold = 0.0; //!< sqrt(tau) [s^1/2]: where he computes all by himself; 0 of vision

    MegcUplinkPrices prices;     //!< that the rest belongs to
    double logSnr = 0.0;         //!< y = ln(s / alpha); before the first answer, where to look
    double bandwidthSlope = 0.0; //!< of y over ln mu
    double speedSlope = 0.0;     //!< of y over ln nu
    double bandwidth = 0.0;      //!< alpha
    double speed = 0.0;          //!< omega

    /// @param rootNu sqrt(nu) @return 1 - sqrt(nu / tau), or 1 of a vision user
    double Eagerness(double rootNu) const
    {
        return local > 0.0 ? 1.0 - rootNu / threshold : 1.0;
    }
};

/// What all users want at some prices, and its slopes over the logarithms of both.
struct MegcUplinkDemand
{
    double bandwidth = 0.0;          //!< sum of alpha
    double speed = 0.0;              //!< sum of omega
    double bandwidthOverLogMu = 0.0; //!< slope of bandwidth
    double bandwidthOverLogNu = 0.0; //!< slope of bandwidth
    double speedOverLogMu = 0.0;     //!< slope of speed
    double speedOverLogNu = 0.0;     //!< slope of speed
};

/**
 * @ingroup isac-aigc
 * @brief Finds what a user wants at some prices, and adds it to the demand.
 *
 * Solves (r + f_comp/chi) sqrt(mu / (D r')) = 1 - sqrt(nu / tau) for y = ln(s / alpha), which also
 * tells shares apart that no double can hold: those below exp(-600) s count as none.
 *
 * @param user who, at his latest prices; at the new ones then
 * @param prices the new ones
 * @param demand of users before him; his is added
 * @return whether the search ended
 */
bool AnswerMegcPrices(MegcUplinkUser& user,
                      const MegcUplinkPrices& prices,
                      MegcUplinkDemand& demand);

/**
 * @ingroup isac-aigc
 * @param user a user with bits
 * @param share of the band, greater than 0
 * @param rootNu sqrt(nu), below his threshold
 * @return mu ln 2 / B at which he takes that share
 */
double MegcPriceOfShare(const MegcUplinkUser& user, double share, double rootNu);

/**
 * @ingroup isac-aigc
 * @param user a computation user
 * @param share of the band, greater than 0
 * @return r / (r + f_comp/chi), what part he would send to a server of any speed
 */
double MegcPartSent(const MegcUplinkUser& user, double share);

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_UPLINK_USER_H
