/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * RCE's derivative against differences of its objective, on random problems of every branch.
 */

#include "ns3/isac-rce-gradient.h"

#include <array>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_real_distribution.hpp>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>

using namespace ns3::isac;

namespace
{

/// How many differences were taken, and how many of them lay on a kink.
struct Tally
{
    int taken = 0;   //!< all
    int skipped = 0; //!< left and right differ
};

/**
 * @param bounds the problem
 * @param datum one of its numbers
 * @param derivative claimed
 * @param options readings
 * @param tally counts
 */
void
ExpectDerivative(CaqaBounds& bounds,
                 double& datum,
                 double derivative,
                 const RceOptions& options,
                 Tally& tally)
{
    // The objective is linear in each datum between kinks, so that a difference is off by rounding
    // alone: some 1e-15 of an objective below 100, divided by the step.
    constexpr double STEP = 1e-6;
    constexpr double TOLERANCE = 1e-6;
    const double value = datum;
    const double centre = AllocateRce(bounds, options).objective;
    datum = value + STEP;
    const double right = (AllocateRce(bounds, options).objective - centre) / STEP;
    datum = value - STEP;
    const double left = (centre - AllocateRce(bounds, options).objective) / STEP;
    datum = value;
    ++tally.taken;
    if (std::abs(left - right) > TOLERANCE)
    {
        ++tally.skipped;
        return;
    }
    EXPECT_NEAR(derivative, (left + right) / 2.0, TOLERANCE);
}

} // namespace

TEST(IsacRceGradient, EqualsDifferencesOnEveryBranch)
{
    boost::random::mt19937_64 random(5);
    const auto draw = [&](double least, double most) {
        return boost::random::uniform_real_distribution<double>(least, most)(random);
    };
    std::array<Tally, 3> tallies; // one for each branch
    std::array<int, 3> problems{};
    int partial = 0;
    for (int i = 0; i < 6000; ++i)
    {
        RceOptions options;
        options.partialLast = i % 2 == 1;
        options.infeasible = i % 7 == 0 ? InfeasibleRule::ANY : InfeasibleRule::DROP;
        const int users = 1 + i % 15;
        CaqaBounds bounds;
        for (int k = 0; k < users; ++k)
        {
            const bool unreachable = draw(0.0, 1.0) < 0.03;
            const double least = draw(0.01, 0.3);
            const double most = draw(0.0, 1.0) < 0.1 ? draw(-0.2, least) : least + draw(0.0, 0.5);
            bounds.minEnergy.push_back(unreachable ? std::numeric_limits<double>::infinity()
                                                   : least);
            bounds.maxEnergy.push_back(most);
            bounds.gain.push_back(unreachable ? 0.0 : draw(1.0, 20.0));
        }
        bounds.budget = draw(-0.05, 0.5) * users;
        const RceResult result = AllocateRce(bounds, options);
        const RceGradient gradient = DifferentiateRce(bounds, result);
        const auto branch = static_cast<std::size_t>(result.branch);
        ++problems[branch];
        partial += result.branch == RceBranch::SHORT && gradient.budget > 0.0;
        for (int k = 0; k < users; ++k)
        {
            if (std::isfinite(bounds.minEnergy[k]))
            {
                ExpectDerivative(bounds,
                                 bounds.gain[k],
                                 gradient.gain[k],
                                 options,
                                 tallies[branch]);
                ExpectDerivative(bounds,
                                 bounds.minEnergy[k],
                                 gradient.minEnergy[k],
                                 options,
                                 tallies[branch]);
            }
            ExpectDerivative(bounds,
                             bounds.maxEnergy[k],
                             gradient.maxEnergy[k],
                             options,
                             tallies[branch]);
        }
        ExpectDerivative(bounds, bounds.budget, gradient.budget, options, tallies[branch]);
    }
    EXPECT_GT(partial, 300);
    for (std::size_t branch = 0; branch < 3; ++branch)
    {
        EXPECT_GT(problems[branch], 500) << branch;
        // A kink lies within the step with a probability of some 1e-6 K over spreads of 0.01 to 1.
        EXPECT_LT(tallies[branch].skipped, 1e-3 * tallies[branch].taken) << branch;
    }
}

TEST(IsacRceGradient, PricesOfAProblemDoneByHand)
{
    CaqaBounds bounds;
    bounds.minEnergy = {0.1, 0.1, 0.1};
    bounds.maxEnergy = {0.4, 0.3, 0.2};
    bounds.gain = {1.5, 3.0, 2.0};
    bounds.budget = 0.55;
    // The second has all he can take, the third is where the budget runs out, the first waits.
    const RceGradient gradient = DifferentiateRce(bounds, AllocateRce(bounds));
    bounds.budget = 0.45;
    const RceGradient scarce = DifferentiateRce(bounds, AllocateRce(bounds));
    EXPECT_EQ(scarce.budget, 3.0);
    EXPECT_EQ(scarce.minEnergy, (std::vector<double>{-1.5, 0.0, -1.0}));
    EXPECT_EQ(scarce.maxEnergy, (std::vector<double>{0.0, 0.0, 0.0}));
    EXPECT_EQ(gradient.budget, 2.0);
    EXPECT_EQ(gradient.minEnergy, (std::vector<double>{-0.5, 0.0, 0.0}));
    EXPECT_EQ(gradient.maxEnergy, (std::vector<double>{0.0, 1.0, 0.0}));
    // Rich: nobody waits and energy has no price.
    bounds.budget = 2.0;
    const RceGradient rich = DifferentiateRce(bounds, AllocateRce(bounds));
    EXPECT_EQ(rich.budget, 0.0);
    EXPECT_EQ(rich.maxEnergy, bounds.gain);
}
