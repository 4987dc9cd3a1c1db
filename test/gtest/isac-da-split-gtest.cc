/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Splits of DA-ISAC's budgets between groups that keep a reserve: continuous everywhere, at the
 * corners of what can be wanted, too, and with the derivative that differences have.
 */

#include "ns3/isac-da-population.h"
#include "ns3/isac-da-slot-problem.h"
#include "ns3/isac-da-split.h"

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_real_distribution.hpp>
#include <gtest/gtest.h>

using namespace ns3::isac;

namespace
{

constexpr double RESERVE = 0.1;

/// @param seed of the users @return their groups
DaGroups
Groups(uint64_t seed)
{
    const DaScenario scenario;
    const DaSlotProblem problem(scenario, DaPopulation(scenario, seed).GetSlot());
    const DaProblem& part = problem.GetParts()[0].problem;
    return {part, DaGroups::ByStructure(part), 2};
}

} // namespace

TEST(DaSplit, KeepsWhatIsFarFromTheEdge)
{
    const DaGroups groups = Groups(1);
    const DaShares balanced = groups.BalancedShares();
    const Eigen::Array3d wanted =
        Eigen::Array3d(balanced[0][0], balanced[0][1], balanced[0][2]) + 0.01;
    const DaSplit split = KeepReserve(groups, wanted, RESERVE);
    EXPECT_FALSE(split.moved);
    EXPECT_TRUE((split.first == wanted).all());
    EXPECT_EQ(split.derivative, Eigen::Matrix3d::Identity());
}

TEST(DaSplit, IsContinuousWhereAllButEverythingIsWanted)
{
    // Speed, which sensing does not need, is wanted to the last per cent by one group; bandwidth
    // goes from what suffices to what does not. Where it ceases to, nothing may jump.
    const DaGroups groups = Groups(1);
    for (const double speed : {0.01, 0.99})
    {
        const auto at = [&](double bandwidth) {
            return KeepReserve(groups, {bandwidth, 0.5, speed}, RESERVE);
        };
        const auto suffices = [](const DaSplit& split) { return split.derivative.isDiagonal(); };
        double low = 0.005;
        double high = 0.5;
        ASSERT_FALSE(suffices(at(low)));
        ASSERT_TRUE(suffices(at(high)));
        for (int i = 0; i < 30; ++i)
        {
            const double middle = 0.5 * (low + high);
            (suffices(at(middle)) ? high : low) = middle;
        }
        // A step of 5e-10, times slopes of some ten at most.
        EXPECT_LT((at(low).first - at(high).first).abs().maxCoeff(), 1e-8);
        EXPECT_TRUE(at(high).moved);
        EXPECT_TRUE(groups.Feasible(at(high).Shares()));
    }
}

TEST(DaSplit, HasTheDerivativeOfDifferences)
{
    boost::random::mt19937_64 random(2);
    boost::random::uniform_real_distribution<double> share(0.005, 0.995);
    int moved = 0;
    for (uint64_t seed = 1; seed <= 40; ++seed)
    {
        const DaGroups groups = Groups(seed);
        const Eigen::Array3d wanted{share(random), share(random), share(random)};
        const DaSplit split = KeepReserve(groups, wanted, RESERVE);
        EXPECT_TRUE(groups.Feasible(split.Shares()));
        moved += split.moved ? 1 : 0;
        for (int j = 0; j < 3; ++j)
        {
            constexpr double STEP = 1e-6;
            Eigen::Array3d up = wanted;
            Eigen::Array3d down = wanted;
            up[j] += STEP;
            down[j] -= STEP;
            const Eigen::Array3d slope = (KeepReserve(groups, up, RESERVE).first -
                                          KeepReserve(groups, down, RESERVE).first) /
                                         (2.0 * STEP);
            // Bends and the margin's own differences count by some steps.
            const double size = 1.0 + split.derivative.norm();
            EXPECT_LT((slope.matrix() - split.derivative.col(j)).norm(), 1e-3 * size * size);
        }
    }
    EXPECT_GT(moved, 10);
    EXPECT_LT(moved, 40);
}
