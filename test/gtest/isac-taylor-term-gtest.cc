/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Terms of Taylor TD by hand, and their slopes against differences.
 */

#include "ns3/isac-taylor-term.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace ns3::isac;

namespace
{

/// @return one transition's derivatives
FloatMatrix
Row(float first, float second)
{
    FloatMatrix row(1, 2);
    row << first, second;
    return row;
}

TEST(TaylorTerm, DirectByHand)
{
    // c = (4, 2) - (1, 2) = (3, 0)
    const TaylorTerm term = DirectTaylorTerm(Row(4.0F, 2.0F), Row(1.0F, 2.0F));
    EXPECT_EQ(term.value[0], 3.0F);
    EXPECT_EQ(term.slope, Row(3.0F, 0.0F));
    const TaylorTerm none = DirectTaylorTerm(Row(1.0F, 2.0F), Row(1.0F, 2.0F));
    EXPECT_EQ(none.slope, Row(0.0F, 0.0F)) << "slopes that are right stay";
}

TEST(TaylorTerm, CosineByHand)
{
    // c = (3, 0), g = (1, 2): 3 / (3 sqrt 5), and ((1, 0) - (1, 2) / 5) / sqrt 5.
    const double root = std::sqrt(5.0);
    const TaylorTerm term = CosineTaylorTerm(Row(4.0F, 2.0F), Row(1.0F, 2.0F));
    // 1e-6 beside squares of 5 and 9, and single precision
    EXPECT_NEAR(term.value[0], 1.0 / root, 1e-6);
    EXPECT_NEAR(term.slope(0, 0), 0.8 / root, 1e-6);
    EXPECT_NEAR(term.slope(0, 1), -0.4 / root, 1e-6);
    // The length of c does not count.
    const TaylorTerm longer = CosineTaylorTerm(Row(301.0F, 2.0F), Row(1.0F, 2.0F));
    EXPECT_LT((longer.slope - term.slope).norm(), 1e-6F);
}

TEST(TaylorTerm, CosineSlopeIsItsDerivativeWithCHeldStill)
{
    constexpr double STEP = 1e-2;
    const FloatMatrix reward = Row(-0.7F, 1.3F);
    const FloatMatrix value = Row(0.4F, 0.9F);
    const Eigen::RowVector2d pull = (reward - value).cast<double>();
    const auto cosine = [&pull](const Eigen::RowVector2d& slope) {
        return pull.dot(slope) / (pull.norm() * slope.norm());
    };
    const TaylorTerm term = CosineTaylorTerm(reward, value);
    for (int i = 0; i < 2; ++i)
    {
        Eigen::RowVector2d up = value.cast<double>();
        Eigen::RowVector2d down = up;
        up[i] += STEP;
        down[i] -= STEP;
        // Central differences err by a sixth of the third derivative, here below 10, times STEP^2.
        EXPECT_NEAR(term.slope(0, i), (cosine(up) - cosine(down)) / (2.0 * STEP), 2e-4);
    }
}

TEST(TaylorTerm, NoDirectionIsNoTerm)
{
    for (const auto& [reward, value] : {std::pair{Row(0.0F, 0.0F), Row(0.0F, 0.0F)},
                                        std::pair{Row(1.0F, 2.0F), Row(1.0F, 2.0F)},
                                        std::pair{Row(1.0F, 0.0F), Row(0.0F, 0.0F)}})
    {
        const TaylorTerm term = CosineTaylorTerm(reward, value);
        EXPECT_EQ(term.value[0], 0.0F);
        EXPECT_TRUE(term.slope.allFinite());
    }
}

} // namespace
