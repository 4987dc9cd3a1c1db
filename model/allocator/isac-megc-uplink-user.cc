/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-uplink-user.h"

#include "isac-decreasing-root.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

/// ln(s / alpha) of the least bandwidth that a user can have.
constexpr double MOST_LOG_SNR = 600.0;

/// The rate at a signal-to-noise ratio, of which only functions of x = s / alpha are needed.
struct RateShape
{
    double x = 0.0;         //!< signal-to-noise ratio
    double logarithm = 0.0; //!< ln(1 + x): rate per bandwidth
    double marginal = 0.0;  //!< ln(1 + x) - x / (1 + x): rate that more bandwidth brings

    /// @param snr x
    explicit RateShape(double snr)
        : x(snr),
          logarithm(std::log1p(x)),
          marginal(logarithm - x / (1.0 + x))
    {
        // Below, the difference would lose more digits than its series leaves out.
        constexpr double SMALL = 0.02;
        if (x < SMALL)
        {
            double sum = 0.0;
            for (int n = 10; n >= 2; --n)
            {
                sum = (n - 1.0) / n - x * sum;
            }
            marginal = sum * x * x;
        }
    }
};

} // namespace

double
MegcPriceOfShare(const MegcUplinkUser& user, double share, double rootNu)
{
    const RateShape shape(user.snr / share);
    const double part = user.Eagerness(rootNu) / (share * shape.logarithm + user.local);
    return user.bits * shape.marginal * part * part;
}

double
MegcPartSent(const MegcUplinkUser& user, double share)
{
    const double rate = share * RateShape(user.snr / share).logarithm;
    return rate / (rate + user.local);
}

bool
AnswerMegcPrices(MegcUplinkUser& user, const MegcUplinkPrices& prices, MegcUplinkDemand& demand)
{
    const double rootNu = std::exp(0.5 * prices.logNu);
    const double eagerness = user.Eagerness(rootNu);
    user.bandwidth = 0.0;
    user.speed = 0.0;
    if (user.bits == 0.0 || eagerness <= 0.0)
    {
        return true;
    }
    // ln of the equation's left side over the right, without what depends on alpha.
    const double constant = 0.5 * (prices.logMu - std::log(user.bits * eagerness * eagerness));
    // Where it is not below 0 at the highest y, where r is nothing and r' is y - 1.
    if (user.local > 0.0 &&
        std::log(user.local) - 0.5 * std::log(MOST_LOG_SNR - 1.0) + constant >= 0.0)
    {
        return true;
    }
    double rate = 0.0;
    double slope = 0.0;
    double rateSlope = 0.0;
    DecreasingSearch search;
    // From the latest answer along its tangent, but not far: near the corner that is steep.
    const double moved = user.bandwidthSlope * (prices.logMu - user.prices.logMu) +
                         user.speedSlope * (prices.logNu - user.prices.logNu);
    search.start = std::min(user.logSnr + std::clamp(moved, -4.0, 4.0), MOST_LOG_SNR - 1.0);
    search.high = MOST_LOG_SNR;
    const DecreasingRoot root = FindDecreasingRoot(search, [&](double y) {
        const RateShape shape(std::exp(y));
        user.bandwidth = user.snr / shape.x;
        rate = user.bandwidth * shape.logarithm;
        rateSlope = -shape.marginal / shape.logarithm;
        const double sum = rate + user.local;
        const double filled = shape.x / (1.0 + shape.x);
        slope = rateSlope * rate / sum - 0.5 * filled * filled / shape.marginal;
        return DecreasingValue{0.5 * std::log(sum * sum / shape.marginal) + constant, slope};
    });
    user.prices = prices;
    user.logSnr = root.at;
    user.bandwidthSlope = -0.5 / slope;
    user.speedSlope = 0.0;
    if (user.local > 0.0)
    {
        // omega = r / (r + f_comp/chi) (1 - sqrt(nu / tau)) sqrt(chi D / (f_ES nu))
        const double kept = user.local / (rate + user.local);
        const double pull = 0.5 * (1.0 - eagerness) / eagerness;
        user.speed = rate / (rate + user.local) * eagerness * user.speedUnit / rootNu;
        user.speedSlope = -pull / slope;
        demand.speed += user.speed;
        demand.speedOverLogMu += user.speed * kept * rateSlope * user.bandwidthSlope;
        demand.speedOverLogNu += user.speed * (kept * rateSlope * user.speedSlope - pull - 0.5);
    }
    demand.bandwidth += user.bandwidth;
    demand.bandwidthOverLogMu -= user.bandwidth * user.bandwidthSlope;
    demand.bandwidthOverLogNu -= user.bandwidth * user.speedSlope;
    return root.converged;
}

} // namespace isac
} // namespace ns3
