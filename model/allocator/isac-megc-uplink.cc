/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-uplink.h"

#include "isac-decreasing-root.h"
#include "isac-share-scale.h"

#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

/// ln(s / alpha) of the least bandwidth that a user can have; below it he has none.
constexpr double MOST_LOG_SNR = 600.0;

/// A user of the uplink. Rates are in units of B / ln 2.
struct User
{
    double snr = 0.0;       //!< s, on the whole band
    double bits = 0.0;      //!< D
    double local = 0.0;     //!< what his device computes; 0 of a vision user
    double speedUnit = 0.0; //!< sqrt(chi D / f_ES) [s^1/2]; 0 of a vision user
    double threshold = 0.0; //!< sqrt(tau) [s^1/2]: price at which he computes all by himself

    double logSnr = 0.0;         //!< y = ln(s / alpha), as found last
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
struct Demand
{
    double bandwidth = 0.0;          //!< sum of alpha
    double speed = 0.0;              //!< sum of omega
    double bandwidthOverLogMu = 0.0; //!< slope of bandwidth
    double bandwidthOverLogNu = 0.0; //!< slope of bandwidth
    double speedOverLogMu = 0.0;     //!< slope of speed
    double speedOverLogNu = 0.0;     //!< slope of speed
};

/// The rate at a signal-to-noise ratio, of which only functions of x = s / alpha are needed.
struct RateShape
{
    double x = 0.0;         //!< signal-to-noise ratio
    double logarithm = 0.0; //!< ln(1 + x): rate per bandwidth
    double marginal = 0.0;  //!< ln(1 + x) - x / (1 + x): rate that more bandwidth brings

    /// @param logSnr ln x
    explicit RateShape(double logSnr)
        : x(std::exp(logSnr)),
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

/**
 * @param user a user with bits
 * @param share a share of the band
 * @param eagerness his, at the price of the server
 * @return mu ln 2 / B at which he takes that share
 */
double
PriceOfShare(const User& user, double share, double eagerness)
{
    const RateShape shape(std::log(user.snr / share));
    const double rate = share * shape.logarithm + user.local;
    return user.bits * shape.marginal * eagerness * eagerness / (rate * rate);
}

/// The users' answers to prices.
class Market
{
  public:
    /// @param problem who wants what
    explicit Market(const MegcUplinkProblem& problem);

    /// @return whether anybody computes or transmits at this ln nu
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
    const Demand& ClearBandwidth(double logNu);

    /// @return the users in order: computation, then vision
    const std::vector<User>& Users() const
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

    /// Sets the users and the demand. @param logMu ln (mu ln 2 / B) @param logNu ln nu
    void Evaluate(double logMu, double logNu);

    /// Sets one user and adds what he wants. @param user who @param logMu as of Evaluate
    /// @param rootNu sqrt(nu) @param dMu how far ln mu moved since last time @param dNu ln nu
    void Answer(User& user, double logMu, double rootNu, double dMu, double dNu);

    std::vector<User> m_users; //!< computation users, then vision users
    double m_inference = 0.0;  //!< sum of sqrt(W / f_ES) [s^1/2]
    double m_speedRatio = 0.0; //!< f_comp / f_ES
    double m_logMu = 0.0;      //!< latest
    double m_logNu = 0.0;      //!< latest
    bool m_started = false;    //!< whether the latest are any
    Demand m_demand;           //!< at the latest
    int m_iterations = 0;      //!< evaluations of demand
    bool m_converged = true;   //!< whether all searches ended
};

Market::Market(const MegcUplinkProblem& problem)
    : m_speedRatio(problem.localRate / problem.serverRate)
{
    const std::size_t compute = problem.computeBits.size();
    const std::size_t vision = problem.visionBits.size();
    const auto count = static_cast<double>(compute + vision);
    m_users.resize(compute + vision);
    for (std::size_t i = 0; i < compute; ++i)
    {
        User& user = m_users[i];
        user.snr = problem.computeSnr[i];
        user.bits = problem.computeBits[i];
        user.local =
            problem.localRate * boost::math::constants::ln_two<double>() / problem.bandwidth;
        user.speedUnit = std::sqrt(user.bits / problem.serverRate);
        user.threshold = user.speedUnit / m_speedRatio;
        user.logSnr = std::log(user.snr * count);
    }
    for (std::size_t i = 0; i < vision; ++i)
    {
        User& user = m_users[compute + i];
        user.snr = problem.visionSnr[i];
        user.bits = problem.visionBits[i];
        user.logSnr = std::log(user.snr * count);
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
    return std::any_of(m_users.begin(), m_users.end(), [&](const User& user) {
        return user.bits > 0.0 && user.Eagerness(rootNu) > 0.0;
    });
}

double
Market::HighestThreshold() const
{
    double highest = 0.0;
    for (const User& user : m_users)
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
    for (const User& user : m_users)
    {
        if (user.bits > 0.0 && user.local > 0.0)
        {
            const double rate =
                user.snr * std::exp(-user.logSnr) * RateShape(user.logSnr).logarithm;
            const double part = rate / (rate + user.local);
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
    for (const User& user : m_users)
    {
        const double eagerness = user.Eagerness(rootNu);
        if (user.bits > 0.0 && eagerness > 0.0)
        {
            const double share = 1.0 / static_cast<double>(m_users.size());
            sum += share * std::sqrt(PriceOfShare(user, share, eagerness));
        }
    }
    return 2.0 * std::log(sum);
}

void
Market::Answer(User& user, double logMu, double rootNu, double dMu, double dNu)
{
    user.bandwidth = 0.0;
    user.speed = 0.0;
    const double eagerness = user.Eagerness(rootNu);
    if (user.bits == 0.0 || eagerness <= 0.0)
    {
        return;
    }
    // ln of the left side of his equation over the right, without what depends on alpha.
    const double constant = 0.5 * (logMu - std::log(user.bits * eagerness * eagerness));
    if (user.local > 0.0 && std::log(user.local) - 0.5 * std::log(MOST_LOG_SNR) + constant > 0.0)
    {
        return;
    }
    double rate = 0.0;
    double logarithm = 0.0;
    double marginal = 0.0;
    double slope = 0.0;
    DecreasingSearch search;
    // From where he was, along the tangent, but not far: near his corner that is steep.
    const double moved = user.bandwidthSlope * dMu + user.speedSlope * dNu;
    search.start = std::min(user.logSnr + std::clamp(moved, -4.0, 4.0), MOST_LOG_SNR - 1.0);
    search.high = MOST_LOG_SNR;
    const DecreasingRoot root = FindDecreasingRoot(search, [&](double y) {
        const RateShape shape(y);
        const double share = user.snr / shape.x;
        rate = share * shape.logarithm;
        logarithm = shape.logarithm;
        marginal = shape.marginal;
        const double sum = rate + user.local;
        const double filled = shape.x / (1.0 + shape.x);
        slope = -share * marginal / sum - 0.5 * filled * filled / marginal;
        user.bandwidth = share;
        return DecreasingValue{0.5 * std::log(sum * sum / marginal) + constant, slope};
    });
    m_converged = m_converged && root.converged;
    user.logSnr = root.at;
    user.bandwidthSlope = -0.5 / slope;
    user.speedSlope = 0.0;
    if (user.local > 0.0)
    {
        const double kept = user.local / (rate + user.local);
        const double pull = 0.5 * (1.0 - eagerness) / eagerness;
        const double rateSlope = -kept * marginal / logarithm;
        user.speedSlope = -pull / slope;
        user.speed = (1.0 - kept) * eagerness * user.speedUnit / rootNu;
        m_demand.speed += user.speed;
        m_demand.speedOverLogMu += user.speed * rateSlope * user.bandwidthSlope;
        m_demand.speedOverLogNu += user.speed * (rateSlope * user.speedSlope - pull - 0.5);
    }
    m_demand.bandwidth += user.bandwidth;
    m_demand.bandwidthOverLogMu -= user.bandwidth * user.bandwidthSlope;
    m_demand.bandwidthOverLogNu -= user.bandwidth * user.speedSlope;
}

void
Market::Evaluate(double logMu, double logNu)
{
    const double rootNu = std::exp(0.5 * logNu);
    m_demand = Demand();
    for (User& user : m_users)
    {
        Answer(user, logMu, rootNu, logMu - m_logMu, logNu - m_logNu);
    }
    m_demand.speed += m_inference / rootNu;
    m_demand.speedOverLogNu -= 0.5 * m_inference / rootNu;
    m_logMu = logMu;
    m_logNu = logNu;
    ++m_iterations;
}

const Demand&
Market::ClearBandwidth(double logNu)
{
    DecreasingSearch search;
    search.tolerance = 1e-11;
    if (m_started)
    {
        search.start =
            m_logMu - m_demand.bandwidthOverLogNu / m_demand.bandwidthOverLogMu * (logNu - m_logNu);
    }
    else
    {
        search.start = GuessBandwidthPrice(logNu);
        m_logMu = search.start;
        m_logNu = logNu;
        m_started = true;
    }
    const DecreasingRoot root = FindDecreasingRoot(search, [&](double logMu) {
        Evaluate(logMu, logNu);
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
            const Demand& demand = market.ClearBandwidth(price);
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
    const std::vector<User>& users = market.Users();
    const double rootNu = std::exp(0.5 * logNu);
    double bandwidth = 0.0;
    double speed = 0.0;
    for (const User& user : users)
    {
        bandwidth += user.bandwidth;
        speed += user.speed;
    }
    for (const double work : problem.inference)
    {
        speed += std::sqrt(work) / rootNu;
    }
    // Where a sum is 0, so is each of its terms.
    const double bandwidthScale = bandwidth > 0.0 ? ShareScale(bandwidth, users.size()) : 0.0;
    const double speedScale =
        speed > 0.0 ? ShareScale(speed, compute + problem.inference.size()) : 0.0;
    for (std::size_t i = 0; i < users.size(); ++i)
    {
        const double share = users[i].bandwidth * bandwidthScale;
        (i < compute ? split.computeBandwidth : split.visionBandwidth).push_back(share);
        if (i < compute)
        {
            split.computeSpeed.push_back(users[i].speed * speedScale);
        }
    }
    for (const double work : problem.inference)
    {
        split.inferenceSpeed.push_back(std::sqrt(work) / rootNu * speedScale);
    }
    return split;
}

} // namespace isac
} // namespace ns3
