/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-uplink.h"

#include "isac-decreasing-root.h"
#include "isac-megc-uplink-user.h"
#include "isac-share-of-one.h"

#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

/// The users and their answers to prices.
class Market
{
  public:
    /// @param problem who wants what
    explicit Market(const MegcUplinkProblem& problem);

    /// @return whether anybody transmits at this ln nu, whatever mu is
    bool AnyoneSends(double logNu) const;

    /// @return ln nu of the server with inference alone; minus infinity without any
    double InferencePrice() const
    {
        return 2.0 * std::log(m_inference);
    }

    /// @return largest ln tau; minus infinity without computation users
    double HighestThreshold() const;

    /// @return ln nu, roughly
    double GuessSpeedPrice() const;

    /// Finds the ln mu at which the bandwidths sum to 1. @param logNu ln nu @return demand there
    const MegcUplinkDemand& ClearBandwidth(double logNu);

    /// @return computation users, then vision users
    const std::vector<MegcUplinkUser>& Users() const
    {
        return m_users;
    }

    /// @return evaluations of demand
    int Iterations() const
    {
        return m_iterations;
    }

    /// @return whether all searches ended
    bool Converged() const
    {
        return m_converged;
    }

  private:
    /// @param logNu ln nu @return ln mu, roughly
    double GuessBandwidthPrice(double logNu) const;

    /// Sets the users and the demand. @param prices at which
    void Evaluate(const MegcUplinkPrices& prices);

    std::vector<MegcUplinkUser> m_users; //!< computation users, then vision users
    double m_equalShare = 1.0;           //!< of the band
    double m_inference = 0.0;            //!< sum of sqrt(W / f_ES) [s^1/2]
    double m_speedRatio = 0.0;           //!< f_comp / f_ES
    MegcUplinkPrices m_prices;           //!< latest
    MegcUplinkDemand m_demand;           //!< at the latest prices
    int m_iterations = 0;                //!< evaluations of demand
    bool m_converged = true;             //!< whether all searches ended
};

Market::Market(const MegcUplinkProblem& problem)
    : m_speedRatio(problem.localRate / problem.serverRate)
{
    const std::size_t compute = problem.computeBits.size();
    m_users.resize(compute + problem.visionBits.size());
    m_equalShare = 1.0 / static_cast<double>(m_users.size());
    for (std::size_t i = 0; i < m_users.size(); ++i)
    {
        MegcUplinkUser& user = m_users[i];
        const bool computes = i < compute;
        user.snr = computes ? problem.computeSnr[i] : problem.visionSnr[i - compute];
        user.bits = computes ? problem.computeBits[i] : problem.visionBits[i - compute];
        user.logSnr = std::log(user.snr / m_equalShare);
        if (computes)
        {
            user.local =
                problem.localRate * boost::math::constants::ln_two<double>() / problem.bandwidth;
            user.speedUnit = std::sqrt(user.bits / problem.serverRate);
            user.threshold = user.speedUnit / m_speedRatio;
        }
    }
    for (const double work : problem.inference)
    {
        m_inference += std::sqrt(work);
    }
}

bool
Market::AnyoneSends(double logNu) const
{
    const double rootNu = std::exp(0.5 * logNu);
    return std::any_of(m_users.begin(), m_users.end(), [&](const MegcUplinkUser& user) {
        return user.bits > 0.0 && user.Eagerness(rootNu) > 0.0;
    });
}

double
Market::HighestThreshold() const
{
    double highest = 0.0;
    for (const MegcUplinkUser& user : m_users)
    {
        highest = std::max(highest, user.threshold);
    }
    return 2.0 * std::log(highest);
}

double
Market::GuessSpeedPrice() const
{
    // With equal bandwidths and everybody sending, sqrt(nu) follows from the sum of speeds.
    double wanted = m_inference;
    double kept = 0.0;
    for (const MegcUplinkUser& user : m_users)
    {
        if (user.bits > 0.0 && user.local > 0.0)
        {
            const double part = MegcPartSent(user, m_equalShare);
            wanted += part * user.speedUnit;
            kept += part;
        }
    }
    return 2.0 * std::log(wanted / (1.0 + m_speedRatio * kept));
}

double
Market::GuessBandwidthPrice(double logNu) const
{
    // Near equal shares, a share goes about as 1 / sqrt(mu).
    const double rootNu = std::exp(0.5 * logNu);
    double sum = 0.0;
    for (const MegcUplinkUser& user : m_users)
    {
        if (user.bits > 0.0 && user.Eagerness(rootNu) > 0.0)
        {
            sum += m_equalShare * std::sqrt(MegcPriceOfShare(user, m_equalShare, rootNu));
        }
    }
    return 2.0 * std::log(sum);
}

void
Market::Evaluate(const MegcUplinkPrices& prices)
{
    const double rootNu = std::exp(0.5 * prices.logNu);
    m_demand = MegcUplinkDemand();
    for (MegcUplinkUser& user : m_users)
    {
        const bool answered = AnswerMegcPrices(user, prices, m_demand);
        m_converged = m_converged && answered;
    }
    m_demand.speed += m_inference / rootNu;
    m_demand.speedOverLogNu -= 0.5 * m_inference / rootNu;
    m_prices = prices;
    ++m_iterations;
}

const MegcUplinkDemand&
Market::ClearBandwidth(double logNu)
{
    DecreasingSearch search;
    search.tolerance = 1e-11;
    // From the latest prices along the line on which the bandwidths' sum stays what it is.
    search.start = m_iterations == 0 ? GuessBandwidthPrice(logNu)
                                     : m_prices.logMu - m_demand.bandwidthOverLogNu /
                                                            m_demand.bandwidthOverLogMu *
                                                            (logNu - m_prices.logNu);
    const DecreasingRoot root = FindDecreasingRoot(search, [&](double logMu) {
        Evaluate({logMu, logNu});
        return DecreasingValue{std::log(m_demand.bandwidth),
                               m_demand.bandwidthOverLogMu / m_demand.bandwidth};
    });
    m_converged = m_converged && root.converged;
    return m_demand;
}

} // namespace

MegcUplinkSplit
SplitMegcUplink(const MegcUplinkProblem& problem)
{
    Market market(problem);
    const double lowest = market.InferencePrice();
    const double highest = market.HighestThreshold();
    // Where inference alone makes the server too dear for all others, that is its price. Where
    // nobody wants the server, any price will do.
    double logNu = std::isfinite(lowest) ? lowest : 0.0;
    bool converged = true;
    if (lowest < highest)
    {
        DecreasingSearch search;
        search.start = std::max(market.GuessSpeedPrice(), lowest);
        if (search.start >= highest)
        {
            search.start = 0.5 * (std::max(lowest, highest - 2.0) + highest);
        }
        search.low = lowest;
        search.high = highest;
        search.tolerance = 1e-10;
        const DecreasingRoot root = FindDecreasingRoot(search, [&](double price) {
            const MegcUplinkDemand& demand = market.ClearBandwidth(price);
            const double slope = demand.speedOverLogNu - demand.speedOverLogMu *
                                                             demand.bandwidthOverLogNu /
                                                             demand.bandwidthOverLogMu;
            return DecreasingValue{std::log(demand.speed), slope / demand.speed};
        });
        logNu = root.at;
        converged = root.converged;
    }
    else if (market.AnyoneSends(logNu))
    {
        market.ClearBandwidth(logNu);
    }

    MegcUplinkSplit split;
    split.iterations = market.Iterations();
    split.converged = converged && market.Converged();
    const std::size_t compute = problem.computeBits.size();
    const std::vector<MegcUplinkUser>& users = market.Users();
    const double rootNu = std::exp(0.5 * logNu);
    ShareOfOne bandwidthShare;
    ShareOfOne speedShare;
    for (const MegcUplinkUser& user : users)
    {
        bandwidthShare.Add(user.bandwidth);
        speedShare.Add(user.speed);
    }
    for (const double work : problem.inference)
    {
        speedShare.Add(std::sqrt(work) / rootNu);
    }
    for (std::size_t i = 0; i < users.size(); ++i)
    {
        const double share = bandwidthShare(users[i].bandwidth);
        (i < compute ? split.computeBandwidth : split.visionBandwidth).push_back(share);
        if (i < compute)
        {
            split.computeSpeed.push_back(speedShare(users[i].speed));
        }
    }
    for (const double work : problem.inference)
    {
        split.inferenceSpeed.push_back(speedShare(std::sqrt(work) / rootNu));
    }
    return split;
}

} // namespace isac
} // namespace ns3
