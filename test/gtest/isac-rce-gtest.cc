/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * RCE (CAQA-AIGC, Algorithm 2) on hand-made problems whose answer can be checked by eye.
 */

#include "ns3/isac-caqa-communication.h"
#include "ns3/isac-rce.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <numeric>

using namespace ns3::isac;

namespace
{

constexpr double NONE = std::numeric_limits<double>::infinity();

CaqaBounds
Bounds(std::vector<double> least, std::vector<double> most, std::vector<double> gain, double budget)
{
    CaqaBounds bounds;
    bounds.minEnergy = std::move(least);
    bounds.maxEnergy = std::move(most);
    bounds.gain = std::move(gain);
    bounds.budget = budget;
    return bounds;
}

void
ExpectEnergies(const RceResult& result, const std::vector<double>& expected)
{
    ASSERT_EQ(result.energy.size(), expected.size());
    for (std::size_t k = 0; k < expected.size(); ++k)
    {
        // Amounts below 1 J after a few sums: some 1e-16.
        EXPECT_NEAR(result.energy[k], expected[k], 1e-14) << "user " << k;
    }
}

} // namespace

TEST(IsacRce, MinimaFirstThenByGain)
{
    const RceResult result =
        AllocateRce(Bounds({0.1, 0.1, 0.1}, {0.4, 0.3, 0.2}, {1.0, 3.0, 2.0}, 0.65));
    EXPECT_EQ(result.branch, RceBranch::FULL);
    ExpectEnergies(result, {0.15, 0.3, 0.2});
    EXPECT_NEAR(result.objective, 0.15 + 0.9 + 0.4, 1e-14);
    EXPECT_NEAR(result.total, 0.65, 1e-14);
}

TEST(IsacRce, TieGoesToTheLowerIndex)
{
    const RceResult result = AllocateRce(Bounds({0.0, 0.0}, {0.4, 0.4}, {2.0, 2.0}, 0.5));
    ExpectEnergies(result, {0.4, 0.1});
}

TEST(IsacRce, ShortBranchStopsAtTheFirstWhoDoesNotFit)
{
    const CaqaBounds bounds = Bounds({0.3, 0.3, 0.1}, {0.5, 0.5, 0.5}, {3.0, 2.0, 1.0}, 0.45);
    const RceResult without = AllocateRce(bounds);
    EXPECT_EQ(without.branch, RceBranch::SHORT);
    ExpectEnergies(without, {0.3, 0.0, 0.0});
    RceOptions options;
    options.partialLast = true;
    ExpectEnergies(AllocateRce(bounds, options), {0.3, 0.15, 0.0});
}

TEST(IsacRce, InfeasibleUserIsDroppedOrRefusesAll)
{
    const CaqaBounds bounds = Bounds({0.1, NONE, 0.2}, {0.4, 0.4, 0.1}, {1.0, 0.0, 5.0}, 0.5);
    const RceResult dropped = AllocateRce(bounds);
    EXPECT_EQ(dropped.branch, RceBranch::FULL);
    ExpectEnergies(dropped, {0.4, 0.0, 0.0});
    RceOptions options;
    options.infeasible = InfeasibleRule::ANY;
    const RceResult refused = AllocateRce(bounds, options);
    EXPECT_EQ(refused.branch, RceBranch::ZERO);
    ExpectEnergies(refused, {0.0, 0.0, 0.0});
}

TEST(IsacRce, NothingToGive)
{
    for (const double budget : {0.0, -0.3})
    {
        const RceResult result = AllocateRce(Bounds({0.0, 0.1}, {0.2, 0.2}, {1.0, 1.0}, budget));
        EXPECT_EQ(result.branch, RceBranch::ZERO);
        ExpectEnergies(result, {0.0, 0.0});
    }
    const RceResult late = AllocateRce(Bounds({0.0}, {-0.1}, {1.0}, 1.0));
    EXPECT_EQ(late.branch, RceBranch::ZERO);
    ExpectEnergies(late, {0.0});
    const RceResult nobody = AllocateRce(Bounds({}, {}, {}, 1.0));
    EXPECT_EQ(nobody.branch, RceBranch::ZERO);
    EXPECT_TRUE(nobody.energy.empty());
}

TEST(IsacRce, RoundingBetweenMinimumAndMaximumIsForgiven)
{
    const RceResult result = AllocateRce(Bounds({0.2 * (1.0 + 1e-12)}, {0.2}, {1.0}, 0.2));
    EXPECT_EQ(result.branch, RceBranch::FULL);
    EXPECT_LE(result.energy[0], 0.2);
    const RceResult beyond = AllocateRce(Bounds({0.2 * (1.0 + 1e-8)}, {0.2}, {1.0}, 0.2));
    EXPECT_EQ(beyond.branch, RceBranch::ZERO);
}

TEST(IsacRce, UniformRuleFillsEvenlyAndSplitsLeftovers)
{
    const CaqaBounds bounds =
        Bounds({0.1, 0.1, 0.1, 0.1}, {0.15, 0.9, 0.2, 0.9}, {1.0, 2.0, 3.0, 4.0}, 1.0);
    // 0.6 left in four parts of 0.15; the first takes 0.05, the third 0.1, the rest 0.225 each.
    const RceResult result = CaqaUniformEnergy(bounds);
    EXPECT_EQ(result.branch, RceBranch::FULL);
    ExpectEnergies(result, {0.15, 0.325, 0.2, 0.325});
    EXPECT_NEAR(result.objective, 0.15 + 0.65 + 0.6 + 1.3, 1e-14);
    // More than all maxima: everyone has his own and the rest stays.
    CaqaBounds rich = bounds;
    rich.budget = 9.0;
    ExpectEnergies(CaqaUniformEnergy(rich), {0.15, 0.9, 0.2, 0.9});
    // The other branches are RCE's.
    CaqaBounds poor = bounds;
    poor.budget = 0.25;
    const RceResult shortened = CaqaUniformEnergy(poor);
    EXPECT_EQ(shortened.branch, RceBranch::SHORT);
    ExpectEnergies(shortened, {0.0, 0.0, 0.1, 0.1});
}

TEST(IsacRce, BelievedAccuracyMovesTheBounds)
{
    CaqaParameters parameters;
    parameters.users = 2;
    const CaqaState state{{1e-10, 2e-10}, {0.4, 0.4}};
    const std::vector<double> sensing{0.02, 0.02};
    const std::vector<int> steps{7, 7};
    const CaqaCommunication truth = AllocateCaqaCommunication(parameters, state, sensing, steps);
    CaqaCommunicationOptions options;
    options.assumedAccuracy = {1.0, 1.0};
    const CaqaCommunication believed =
        AllocateCaqaCommunication(parameters, state, sensing, steps, options);
    const double accuracy = CaqaAccuracy(parameters, sensing, steps)[0];
    EXPECT_NEAR(believed.bounds.minEnergy[0], truth.bounds.minEnergy[0] * accuracy, 1e-15);
    EXPECT_DOUBLE_EQ(believed.bounds.maxEnergy[0], truth.bounds.maxEnergy[0]);
}
