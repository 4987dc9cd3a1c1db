/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The optimum of a slot of MEGC against the reference, limits that can be written down, and a
 * search that knows nothing of the method.
 */

#include "isac-megc-cases.h"

#include "ns3/isac-megc-optimum.h"

#include <Eigen/Dense>
#include <boost/random/normal_distribution.hpp>
#include <stdexcept>

using namespace ns3::isac;

namespace
{

/// @return total latency where shares are in proportion to exponentials of the logits
double
TotalOf(const MegcParameters& parameters, const MegcState& state, const Eigen::VectorXd& logits)
{
    MegcAllocation allocation = EqualMegcAllocation(parameters);
    Eigen::Index next = 0;
    for (const MegcShares& shares : SharesOf(allocation))
    {
        double sum = 0.0;
        for (double* share : shares)
        {
            *share = std::exp(logits[next++]);
            sum += *share;
        }
        for (double* share : shares)
        {
            *share /= sum;
        }
    }
    return BestTotal(parameters, state, allocation);
}

/**
 * @brief Quasi-Newton descent (BFGS) over all shares at once, which uses values of the closed form
 * and nothing of what the solver knows.
 * @param logits where it starts
 * @return least total latency found
 */
double
Descend(const MegcParameters& parameters, const MegcState& state, Eigen::VectorXd logits)
{
    const auto total = [&](const Eigen::VectorXd& at) { return TotalOf(parameters, state, at); };
    const auto slopes = [&](Eigen::VectorXd at) {
        constexpr double STEP = 1e-5;
        Eigen::VectorXd gradient(at.size());
        for (Eigen::Index i = 0; i < at.size(); ++i)
        {
            const double middle = at[i];
            at[i] = middle + STEP;
            const double above = total(at);
            at[i] = middle - STEP;
            gradient[i] = (above - total(at)) / (2.0 * STEP);
            at[i] = middle;
        }
        return gradient;
    };
    const Eigen::MatrixXd identity = Eigen::MatrixXd::Identity(logits.size(), logits.size());
    Eigen::MatrixXd inverse = identity;
    double value = total(logits);
    Eigen::VectorXd gradient = slopes(logits);
    for (int iteration = 0; iteration < 500; ++iteration)
    {
        Eigen::VectorXd step = -(inverse * gradient);
        // Back off until it helps; a direction that never does is the end, or a bad inverse.
        double next = total(logits + step);
        while (!(next < value) && step.norm() > 1e-9)
        {
            step *= 0.5;
            next = total(logits + step);
        }
        if (!(next < value))
        {
            if (inverse == identity)
            {
                break;
            }
            inverse = identity;
            continue;
        }
        logits += step;
        value = next;
        const Eigen::VectorXd change = slopes(logits) - gradient;
        gradient += change;
        const double curvature = change.dot(step);
        if (curvature > 0.0)
        {
            const Eigen::MatrixXd left = identity - step * change.transpose() / curvature;
            inverse = left * inverse * left.transpose() + step * step.transpose() / curvature;
        }
    }
    return value;
}

} // namespace

TEST(IsacMegcOptimum, ReachesTheReference)
{
    int compared = 0;
    for (const auto& one : LoadCases("lara.json"))
    {
        const std::string what = "case " + one["id"].dump();
        const MegcState state = ToMegcState(one["inputs"]);
        const MegcParameters cell = ToMegcParameters(one["params"], state);

        MegcOptimum optimum = SolveMegc(cell, state);
        EXPECT_TRUE(optimum.converged) << what;
        EXPECT_GT(optimum.iterations, 0) << what;
        // The reference solves to 1e-13, so either's shares are off by the root of that at most.
        ExpectClose(optimum.outcome.total, one["total"], 1.0, what);
        const MegcAllocation& found = optimum.allocation;
        const std::vector<std::pair<const char*, const std::vector<double>*>> variables{
            {"a_off_c", &found.computeBandwidth},
            {"a_off_v", &found.visionUplinkBandwidth},
            {"a_b_a", &found.contentBandwidth},
            {"a_b_v", &found.visionDownlinkBandwidth},
            {"be_a", &found.contentPower},
            {"be_v", &found.visionPower},
            {"lam", &found.offloading},
            {"w_c", &found.computeSpeed},
            {"w_a", &found.contentSpeed},
            {"w_v", &found.visionSpeed}};
        for (const auto& [name, values] : variables)
        {
            const std::vector<double> expected = ToNumbers(one["optimum"][name]);
            ASSERT_EQ(values->size(), expected.size()) << what << ", " << name;
            for (std::size_t i = 0; i < expected.size(); ++i)
            {
                EXPECT_NEAR((*values)[i], expected[i], 1e-6) << what << ", " << name;
                EXPECT_TRUE((*values)[i] == 0.0 || expected[i] > 0.0) << what << ", " << name;
            }
        }
        ++compared;
    }
    EXPECT_EQ(compared, 27);
}

TEST(IsacMegcOptimum, DescentEndsThere)
{
    boost::random::mt19937_64 random(3);
    boost::random::normal_distribution<> normal;
    const int counts[][3] = {{1, 1, 1}, {2, 1, 1}, {1, 2, 2}, {2, 2, 2}, {3, 0, 1}};
    unsigned seed = 10;
    for (const auto& count : counts)
    {
        const MegcState state = Users(count[0], count[1], count[2], ++seed);
        for (const double noise : {1e-13, 2e-20})
        {
            MegcParameters cell = CellOf(state);
            cell.noiseDensity = noise;
            const double optimum = SolveMegc(cell, state).outcome.total;
            double best = std::numeric_limits<double>::infinity();
            for (int start = 0; start < 4; ++start)
            {
                Eigen::VectorXd logits(2 * count[0] + 3 * count[1] + 4 * count[2]);
                for (double& logit : logits)
                {
                    logit = normal(random);
                }
                best = std::min(best, Descend(cell, state, logits));
            }
            // A slope is known to 1e-10 of the total or so, and a total to the square of that over
            // its curvature; a user on the way to his corner has next to none.
            EXPECT_LE(best, optimum * (1.0 + 1e-8)) << seed << ", " << noise;
            EXPECT_GE(best, optimum * (1.0 - 1e-13)) << seed << ", " << noise;
        }
    }
}

TEST(IsacMegcOptimum, LocalExactlyAboveTheThreshold)
{
    // nu of the server with inference alone is (sum sqrt W)^2 / f_ES; here (2 sqrt 5.73e9)^2 /
    // 2e10.
    MegcState state = Users(1, 1, 1, 4);
    MegcParameters cell = CellOf(state);
    cell.inferenceSlope = 0.0;
    const double price = 4.0 * cell.InferenceWork(0.0) / cell.serverSpeed;
    const double bits =
        price * cell.deviceSpeed * cell.deviceSpeed / (cell.cyclesPerBit * cell.serverSpeed);
    state.computeBits[0] = bits * (1.0 - 1e-9);
    const MegcOptimum local = SolveMegc(cell, state);
    EXPECT_TRUE(local.converged);
    EXPECT_EQ(local.allocation.computeBandwidth[0], 0.0);
    EXPECT_EQ(local.allocation.computeSpeed[0], 0.0);
    EXPECT_EQ(local.allocation.offloading[0], 0.0);
    EXPECT_DOUBLE_EQ(local.outcome.computeLatency[0],
                     cell.cyclesPerBit * state.computeBits[0] / cell.deviceSpeed);
    EXPECT_EQ(local.allocation.visionUplinkBandwidth[0], 1.0);
    EXPECT_NEAR(local.allocation.contentSpeed[0], 0.5, 1e-14);

    state.computeBits[0] = 1.5 * bits;
    const MegcOptimum sent = SolveMegc(cell, state);
    EXPECT_TRUE(sent.converged);
    EXPECT_GT(sent.allocation.offloading[0], 0.0);
    EXPECT_LT(sent.outcome.computeLatency[0],
              cell.cyclesPerBit * state.computeBits[0] / cell.deviceSpeed);
    // In between, on the way to the corner, searches end too, and nothing jumps.
    double previous = 1.0;
    for (double excess = 0.5; excess > 1e-15; excess *= 0.5)
    {
        state.computeBits[0] = bits * (1.0 + excess);
        const MegcOptimum near = SolveMegc(cell, state);
        EXPECT_TRUE(near.converged) << excess;
        EXPECT_LT(near.allocation.computeSpeed[0], previous) << excess;
        EXPECT_LE(near.allocation.computeSpeed[0], excess) << excess;
        previous = std::max(near.allocation.computeSpeed[0], 1e-300);
    }
}

TEST(IsacMegcOptimum, TasksOfNothing)
{
    MegcState state = Users(2, 2, 2, 5);
    state.computeBits[0] = 0.0;
    state.contentBits[0] = 0.0;
    state.visionBits[0] = 0.0;
    MegcParameters cell = CellOf(state);
    const MegcOptimum optimum = SolveMegc(cell, state);
    const MegcAllocation& allocation = optimum.allocation;
    EXPECT_TRUE(optimum.converged);
    EXPECT_TRUE(std::isfinite(optimum.outcome.total));
    EXPECT_EQ(allocation.computeBandwidth[0], 0.0);
    EXPECT_EQ(allocation.computeSpeed[0], 0.0);
    EXPECT_EQ(allocation.offloading[0], 0.0);
    EXPECT_EQ(optimum.outcome.computeLatency[0], 0.0);
    EXPECT_EQ(allocation.contentBandwidth[0], 0.0);
    EXPECT_EQ(allocation.contentPower[0], 0.0);
    EXPECT_EQ(allocation.visionUplinkBandwidth[0], 0.0);
    EXPECT_EQ(allocation.visionDownlinkBandwidth[0], 0.0);
    EXPECT_EQ(allocation.visionPower[0], 0.0);
    // zeta is to be computed all the same; xi D is nothing beside it.
    EXPECT_NEAR(allocation.contentSpeed[0] / allocation.contentSpeed[1], 1.0, 1e-4);
    EXPECT_GT(allocation.visionSpeed[0], 0.0);
    EXPECT_GT(allocation.computeBandwidth[1], 0.0);

    cell.inferenceOffset = 0.0;
    const MegcOptimum free = SolveMegc(cell, state);
    EXPECT_EQ(free.allocation.contentSpeed[0], 0.0);
    EXPECT_EQ(free.allocation.visionSpeed[0], 0.0);
    EXPECT_EQ(free.outcome.visionLatency[0], 0.0);

    for (std::vector<double>* bits : {&state.computeBits, &state.contentBits, &state.visionBits})
    {
        bits->assign(2, 0.0);
    }
    const MegcOptimum nothing = SolveMegc(cell, state);
    EXPECT_TRUE(nothing.converged);
    EXPECT_EQ(nothing.outcome.total, 0.0);
}

TEST(IsacMegcOptimum, AnyKindMayBeMissing)
{
    for (int kinds = 0; kinds < 8; ++kinds)
    {
        const int compute = kinds & 1;
        const int content = (kinds >> 1) & 1;
        const int vision = (kinds >> 2) & 1;
        const MegcState state = Users(2 * compute, 2 * content, 2 * vision, 6);
        const MegcParameters cell = CellOf(state);
        MegcOptimum optimum = SolveMegc(cell, state);
        EXPECT_TRUE(optimum.converged) << kinds;
        EXPECT_TRUE(std::isfinite(optimum.outcome.total)) << kinds;
        MegcAllocation equal = EqualMegcAllocation(cell);
        EXPECT_LE(optimum.outcome.total, BestTotal(cell, state, equal)) << kinds;
        const auto shares = SharesOf(optimum.allocation);
        // Two users share 1 up to the rounding that keeps them from more.
        EXPECT_NEAR(SumOf(shares[0]), compute + vision > 0 ? 1.0 : 0.0, 1e-14) << kinds;
        EXPECT_NEAR(SumOf(shares[1]), content + vision > 0 ? 1.0 : 0.0, 1e-14) << kinds;
        EXPECT_NEAR(SumOf(shares[2]), content + vision > 0 ? 1.0 : 0.0, 1e-14) << kinds;
        EXPECT_NEAR(SumOf(shares[3]), kinds > 0 ? 1.0 : 0.0, 1e-14) << kinds;
    }
}

TEST(IsacMegcOptimum, OneUserHasAllOfIt)
{
    for (const MegcState& state : {Users(1, 0, 0, 7), Users(0, 1, 0, 7), Users(0, 0, 1, 7)})
    {
        const MegcParameters cell = CellOf(state);
        MegcOptimum optimum = SolveMegc(cell, state);
        MegcAllocation all = EqualMegcAllocation(cell);
        EXPECT_DOUBLE_EQ(optimum.outcome.total, BestTotal(cell, state, all));
        for (const MegcShares& shares : SharesOf(optimum.allocation))
        {
            for (const double* share : shares)
            {
                EXPECT_EQ(*share, 1.0);
            }
        }
    }
}

TEST(IsacMegcOptimum, LimitsOfTheDownlink)
{
    // In deep noise rates are s beta B / ln 2 whatever the bandwidth, so beta goes as sqrt(D / s);
    // what is left out is half a signal-to-noise ratio, 1e-7 here.
    MegcState state = Users(0, 3, 0, 8);
    MegcParameters cell = CellOf(state);
    state.contentGain = {1e-13, 4e-13, 9e-13};
    state.contentBits = {1e6, 1e6, 4e6};
    MegcAllocation found = SolveMegc(cell, state).allocation;
    EXPECT_NEAR(found.contentPower[0] / found.contentPower[1], 2.0, 1e-6);
    EXPECT_NEAR(found.contentPower[2] / found.contentPower[1], 4.0 / 3.0, 1e-6);
    // Twins share alike.
    state.contentGain = {1e-7, 1e-7, 1e-7};
    state.contentBits = {3e6, 3e6, 3e6};
    found = SolveMegc(cell, state).allocation;
    for (int i = 0; i < 3; ++i)
    {
        EXPECT_NEAR(found.contentPower[i], 1.0 / 3.0, 1e-14);
        EXPECT_NEAR(found.contentBandwidth[i], 1.0 / 3.0, 1e-14);
        EXPECT_NEAR(found.contentSpeed[i], 1.0 / 3.0, 1e-14);
    }
}

TEST(IsacMegcOptimum, RefusesWhatMakesNoSense)
{
    const MegcState good = Users(1, 2, 1, 9);
    const MegcParameters cell = CellOf(good);
    ASSERT_NO_THROW(SolveMegc(cell, good));
    const auto refuses = [](const MegcParameters& parameters, const MegcState& state) {
        EXPECT_THROW(SolveMegc(parameters, state), std::invalid_argument);
    };
    std::vector<double> MegcState::*const fields[] = {&MegcState::computeGain,
                                                      &MegcState::contentGain,
                                                      &MegcState::visionUplinkGain,
                                                      &MegcState::visionDownlinkGain,
                                                      &MegcState::computeBits,
                                                      &MegcState::contentBits,
                                                      &MegcState::visionBits};
    const double nan = std::nan("");
    const double infinity = std::numeric_limits<double>::infinity();
    int index = 0;
    for (const auto field : fields)
    {
        const bool gain = index++ < 4;
        for (const double value : {nan, infinity, -1.0, 1e-60, 1e60})
        {
            MegcState bad = good;
            (bad.*field)[0] = value;
            refuses(cell, bad);
        }
        MegcState zero = good;
        (zero.*field)[0] = 0.0;
        if (gain)
        {
            refuses(cell, zero);
        }
        else
        {
            EXPECT_NO_THROW(SolveMegc(cell, zero));
        }
        MegcState more = good;
        (more.*field).push_back(1.0);
        refuses(cell, more);
        MegcState fewer = good;
        (fewer.*field).pop_back();
        refuses(cell, fewer);
    }
    for (double MegcParameters::*const value : {&MegcParameters::uplinkBandwidth,
                                                &MegcParameters::downlinkBandwidth,
                                                &MegcParameters::userPower,
                                                &MegcParameters::serverPower,
                                                &MegcParameters::noiseDensity,
                                                &MegcParameters::cyclesPerBit,
                                                &MegcParameters::deviceSpeed,
                                                &MegcParameters::serverSpeed,
                                                &MegcParameters::referenceSpeed})
    {
        MegcParameters bad = cell;
        bad.*value = 0.0;
        refuses(bad, good);
        bad.*value = nan;
        refuses(bad, good);
    }
}
