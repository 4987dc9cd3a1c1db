/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The optimum of MEGC on random cells far from the paper's (RapidCheck): it is feasible, no other
 * allocation beats it, and its marginal prices are equal as the optimum's must be.
 */

#include "isac-megc-cases.h"

#include "ns3/isac-megc-optimum.h"

#include <cstdlib>
#include <rapidcheck.h>

using namespace ns3::isac;

namespace
{

/// A cell and a slot of it.
struct Slot
{
    MegcParameters cell; //!< the cell
    MegcState state;     //!< gains and tasks
};

/// @return a whole number from low to below high, all of them alike from the first test on
int
Whole(int low, int high)
{
    return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(low, high));
}

/// @return 10 to the power of something between two hundredths
double
Decades(int low, int high)
{
    return std::pow(10.0, 0.01 * Whole(low, high));
}

/// @return a task: one in six is nothing
double
AnyBits()
{
    return Whole(0, 6) == 0 ? 0.0 : Decades(300, 800);
}

Slot
AnySlot()
{
    Slot slot;
    MegcParameters& cell = slot.cell;
    cell.noiseDensity = Decades(-2000, -1300);
    cell.userPower = Decades(-200, 200);
    cell.serverPower = Decades(-100, 300);
    cell.uplinkBandwidth = Decades(600, 900);
    cell.downlinkBandwidth = Decades(600, 900);
    cell.cyclesPerBit = Decades(100, 400);
    cell.deviceSpeed = Decades(800, 1000);
    cell.serverSpeed = Decades(900, 1200);
    cell.inferenceOffset = Whole(0, 6) == 0 ? 0.0 : Decades(-300, 100);
    cell.inferenceCyclesPerBit = Decades(200, 700);
    cell.expansion = Decades(-100, 100);
    MegcState& state = slot.state;
    // A third of the cells lack each kind, or have few of it.
    const auto users = [] { return Whole(0, 3) == 0 ? 0 : Whole(1, 13); };
    for (int i = users(); i > 0; --i)
    {
        state.computeGain.push_back(Decades(-1200, -400));
        state.computeBits.push_back(AnyBits());
    }
    for (int i = users(); i > 0; --i)
    {
        state.contentGain.push_back(Decades(-1200, -400));
        state.contentBits.push_back(AnyBits());
    }
    for (int i = users(); i > 0; --i)
    {
        state.visionUplinkGain.push_back(Decades(-1200, -400));
        state.visionDownlinkGain.push_back(Decades(-1200, -400));
        state.visionBits.push_back(AnyBits());
    }
    CountUsers(state, cell);
    return slot;
}

/// A rate in units of B / ln 2 and its slopes, in more digits than the solver has.
struct Rate
{
    long double value;        //!< alpha ln(1 + x), x = s beta / alpha
    long double perBandwidth; //!< slope over alpha
    long double perPower;     //!< slope over beta

    /// @param alpha share of the band @param beta of the power @param snr s
    Rate(long double alpha, long double beta, long double snr)
    {
        const long double x = snr * beta / alpha;
        value = alpha * std::log1p(x);
        perBandwidth = std::log1p(x) - x / (1.0L + x);
        perPower = snr / (1.0L + x);
    }
};

/**
 * @brief Total latency with the best lambda, in more digits than EvaluateMegc() has: in deep noise
 * its 1 + x loses most of x.
 */
long double
PreciseTotal(const Slot& slot, const MegcAllocation& allocation)
{
    const MegcParameters& cell = slot.cell;
    const MegcState& state = slot.state;
    const long double uplink = cell.uplinkBandwidth / std::log(2.0L);
    const long double downlink = cell.downlinkBandwidth / std::log(2.0L);
    const long double uplinkUnit = cell.userPower / (cell.uplinkBandwidth * cell.noiseDensity);
    const long double unit = cell.serverPower / (cell.downlinkBandwidth * cell.noiseDensity);
    long double total = 0.0L;
    const auto add =
        [&](double bits, long double band, double alpha, double beta, long double snr) {
            total += bits > 0.0 ? bits / (band * Rate(alpha, beta, snr).value) : 0.0L;
        };
    const auto infer = [&](double bits, double share) {
        const long double work = cell.InferenceWork(bits);
        total += work > 0.0L ? work / (share * cell.serverSpeed) : 0.0L;
    };
    for (std::size_t i = 0; i < state.contentBits.size(); ++i)
    {
        infer(state.contentBits[i], allocation.contentSpeed[i]);
        add(state.contentBits[i],
            downlink,
            allocation.contentBandwidth[i],
            allocation.contentPower[i],
            state.contentGain[i] * unit);
    }
    for (std::size_t i = 0; i < state.visionBits.size(); ++i)
    {
        const double result = cell.expansion * state.visionBits[i];
        infer(result, allocation.visionSpeed[i]);
        add(state.visionBits[i],
            uplink,
            allocation.visionUplinkBandwidth[i],
            1.0,
            state.visionUplinkGain[i] * uplinkUnit);
        add(result,
            downlink,
            allocation.visionDownlinkBandwidth[i],
            allocation.visionPower[i],
            state.visionDownlinkGain[i] * unit);
    }
    for (std::size_t i = 0; i < state.computeBits.size(); ++i)
    {
        const long double local = cell.deviceSpeed / cell.cyclesPerBit;
        const long double server =
            allocation.computeSpeed[i] * cell.serverSpeed / cell.cyclesPerBit;
        long double remote = 0.0L;
        if (allocation.computeBandwidth[i] > 0.0 && server > 0.0L)
        {
            const Rate rate(allocation.computeBandwidth[i],
                            1.0L,
                            state.computeGain[i] * uplinkUnit);
            remote = 1.0L / (1.0L / (uplink * rate.value) + 1.0L / server);
        }
        total += state.computeBits[i] / (local + remote);
    }
    return total;
}

/// Runs a property under GoogleTest.
template <typename Property>
void
Check(const char* name, Property property)
{
    // Same problems every time, unless the caller asks for others.
    setenv("RC_PARAMS", "seed=1 max_success=1000", 0);
    EXPECT_TRUE(rc::check(name, property));
}

/// Two prices of the same resource: equal to this, relative. Logarithms of prices are searched to
/// 1e-10; what users take at them is exact to 1e-12, and prices go as the square of that at most.
constexpr double PRICE_TOLERANCE = 1e-8;

/// The smallest and the largest of what should be one price.
class Spread
{
  public:
    /// Adds one. @param price it @param blur how much less exact it is than others, at least 1
    void Add(long double price, double blur = 1.0)
    {
        const long double error = PRICE_TOLERANCE * blur;
        RC_ASSERT(price > 0.0L);
        m_low = std::max(m_low, price * (1.0L - error));
        m_high = std::min(m_high, price * (1.0L + error));
    }

    /// @return whether all may be one
    bool Agree() const
    {
        return m_low <= m_high;
    }

    /// @return one that they may be; 0 if there are none
    long double Price() const
    {
        return m_low;
    }

  private:
    long double m_low = 0.0L;                                          //!< the price is not below
    long double m_high = std::numeric_limits<long double>::infinity(); //!< nor above
};

} // namespace

TEST(IsacMegcProperty, FeasibleAndSumsToOne)
{
    Check("feasible", [] {
        const Slot slot = AnySlot();
        MegcOptimum optimum = SolveMegc(slot.cell, slot.state);
        RC_ASSERT(optimum.converged);
        RC_ASSERT(std::isfinite(optimum.outcome.total));
        for (const MegcShares& shares : SharesOf(optimum.allocation))
        {
            const double sum = SumOf(shares);
            RC_ASSERT(sum <= 1.0);
            // 36 users and as many roundings on the way; or nobody wants any.
            RC_ASSERT(sum >= 1.0 - 1e-13 || sum == 0.0);
            for (const double* share : shares)
            {
                RC_ASSERT(*share >= 0.0);
            }
        }
        for (std::size_t i = 0; i < slot.state.computeBits.size(); ++i)
        {
            const double lambda = optimum.allocation.offloading[i];
            RC_ASSERT(lambda >= 0.0 && lambda <= 1.0);
            RC_ASSERT(slot.state.computeBits[i] > 0.0 || lambda == 0.0);
        }
    });
}

TEST(IsacMegcProperty, NothingElseIsBetter)
{
    Check("nothing is better", [] {
        const Slot slot = AnySlot();
        const MegcOptimum optimum = SolveMegc(slot.cell, slot.state);
        const long double best = PreciseTotal(slot, optimum.allocation);
        boost::random::mt19937_64 random(*rc::gen::arbitrary<unsigned>());
        boost::random::uniform_real_distribution<> uniform(0.0, 1.0);
        for (int trial = 0; trial < 60; ++trial)
        {
            // From next to the optimum to anywhere, by factors and by what users have not got.
            const double size = std::pow(10.0, -8.0 * uniform(random));
            MegcAllocation other = optimum.allocation;
            for (const MegcShares& shares : SharesOf(other))
            {
                if (trial % 4 != 0 && uniform(random) < 0.5)
                {
                    continue;
                }
                for (double* share : shares)
                {
                    const double part = *share * std::exp(size * (uniform(random) - 0.5));
                    *share = trial % 2 == 0 ? part : part - size * std::log(1.0 - uniform(random));
                }
                const double sum = SumOf(shares);
                for (double* share : shares)
                {
                    *share = sum > 0.0 ? *share / sum : 0.0;
                }
            }
            // The optimum's shares add up to 1 less some 40 roundings, which costs as much.
            RC_ASSERT(PreciseTotal(slot, other) >= best * (1.0L - 1e-13L));
        }
        RC_ASSERT(PreciseTotal(slot, EqualMegcAllocation(slot.cell)) >= best * (1.0L - 1e-13L));
    });
}

TEST(IsacMegcProperty, PricesOfTheDownlinkAreEqual)
{
    Check("prices of the downlink", [] {
        const Slot slot = AnySlot();
        const MegcParameters& cell = slot.cell;
        const MegcState& state = slot.state;
        const MegcAllocation found = SolveMegc(cell, state).allocation;
        const double unit = cell.serverPower / (cell.downlinkBandwidth * cell.noiseDensity);
        Spread bandwidth;
        Spread power;
        const auto add = [&](double alpha, double beta, double gain, double bits) {
            if (bits > 0.0)
            {
                const Rate rate(alpha, beta, gain * unit);
                const long double scale = bits / (rate.value * rate.value);
                bandwidth.Add(scale * rate.perBandwidth);
                power.Add(scale * rate.perPower);
            }
        };
        for (std::size_t i = 0; i < state.contentBits.size(); ++i)
        {
            add(found.contentBandwidth[i],
                found.contentPower[i],
                state.contentGain[i],
                state.contentBits[i]);
        }
        for (std::size_t i = 0; i < state.visionBits.size(); ++i)
        {
            add(found.visionDownlinkBandwidth[i],
                found.visionPower[i],
                state.visionDownlinkGain[i],
                cell.expansion * state.visionBits[i]);
        }
        RC_ASSERT(bandwidth.Agree());
        RC_ASSERT(power.Agree());
    });
}

TEST(IsacMegcProperty, PricesOfUplinkAndServerAreEqual)
{
    int senders = 0;
    int locals = 0;
    Check("prices of uplink and server", [&] {
        const Slot slot = AnySlot();
        const MegcParameters& cell = slot.cell;
        const MegcState& state = slot.state;
        const MegcAllocation found = SolveMegc(cell, state).allocation;
        const double unit = cell.userPower / (cell.uplinkBandwidth * cell.noiseDensity);
        const long double band = cell.uplinkBandwidth / std::log(2.0L);
        const long double serverRate = cell.serverSpeed / cell.cyclesPerBit;
        Spread bandwidth;
        Spread speed;
        for (std::size_t i = 0; i < state.visionBits.size(); ++i)
        {
            if (state.visionBits[i] > 0.0)
            {
                const Rate rate(found.visionUplinkBandwidth[i],
                                1.0L,
                                state.visionUplinkGain[i] * unit);
                bandwidth.Add(state.visionBits[i] * rate.perBandwidth /
                              (rate.value * rate.value * band));
            }
        }
        const auto infer = [&](double bits, double share) {
            const long double work = cell.InferenceWork(bits) / cell.serverSpeed;
            if (work > 0.0L)
            {
                speed.Add(work / (static_cast<long double>(share) * share));
            }
        };
        for (std::size_t i = 0; i < state.contentBits.size(); ++i)
        {
            infer(state.contentBits[i], found.contentSpeed[i]);
        }
        for (std::size_t i = 0; i < state.visionBits.size(); ++i)
        {
            infer(cell.expansion * state.visionBits[i], found.visionSpeed[i]);
        }
        for (std::size_t i = 0; i < state.computeBits.size(); ++i)
        {
            if (found.computeBandwidth[i] == 0.0 || found.computeSpeed[i] == 0.0)
            {
                continue;
            }
            // L = 1 / (1/a + 1/b) with 1/b = u v / (u + v): L' = -L^2 (v / (u + v))^2 u'.
            const long double bits = state.computeBits[i];
            const Rate rate(found.computeBandwidth[i], 1.0L, state.computeGain[i] * unit);
            const long double u = band * rate.value / bits;
            const long double v = found.computeSpeed[i] * serverRate / bits;
            const long double local = cell.deviceSpeed / (cell.cyclesPerBit * bits);
            const long double latency = 1.0L / (local + u * v / (u + v));
            const long double up = latency * v / (u + v);
            const long double across = latency * u / (u + v);
            // u/(u+v) L is sqrt(nu chi D / f_ES); as it nears the time of all of it at home, what
            // is left for bandwidth is a difference that loses digits.
            const double blur = static_cast<double>(1.0L / (1.0L - across * local));
            bandwidth.Add(up * up * band * rate.perBandwidth / bits, std::min(blur, 1e7));
            speed.Add(across * across * serverRate / bits);
            ++senders;
        }
        RC_ASSERT(bandwidth.Agree());
        RC_ASSERT(speed.Agree());
        for (std::size_t i = 0; i < state.computeBits.size(); ++i)
        {
            if (found.computeSpeed[i] == 0.0 && state.computeBits[i] > 0.0)
            {
                // Who stays at home gains less from the server than it costs, or less from
                // bandwidth than it costs down to shares of exp(-600) s, where its price is 599
                // ln-units.
                const long double bits = state.computeBits[i];
                const long double home = cell.cyclesPerBit * bits / cell.deviceSpeed;
                const long double eagerness =
                    1.0L - std::sqrt(speed.Price() * bits / serverRate) / home;
                RC_ASSERT(eagerness <= PRICE_TOLERANCE ||
                          eagerness * eagerness * home * home * band * 599.0L / bits <=
                              bandwidth.Price() * (1.0L + 1e-3L));
                RC_ASSERT(found.computeBandwidth[i] == 0.0);
                ++locals;
            }
        }
    });
    // Both kinds were met.
    EXPECT_GT(senders, 1000);
    EXPECT_GT(locals, 1000);
}
