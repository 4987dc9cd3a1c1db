/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Dueling streams: their sum by hand, and that the way back is the transpose of the way there.
 */

#include "ns3/isac-dueling.h"
#include "ns3/isac-random-source.h"

#include <gtest/gtest.h>
#include <limits>

using namespace ns3::isac;

namespace
{

TEST(Dueling, TakesTheMeanAdvantageOff)
{
    // Three actions of two outputs each.
    FloatMatrix value(1, 2);
    value << 10.0F, 20.0F;
    FloatMatrix advantage(1, 6);
    advantage << 1.0F, 2.0F, 2.0F, 4.0F, 6.0F, 12.0F;
    FloatMatrix expected(1, 6);
    expected << 8.0F, 16.0F, 9.0F, 18.0F, 13.0F, 26.0F;
    EXPECT_EQ(CombineStreams({value, advantage}), expected);
    // What all actions have in common is no advantage.
    const FloatMatrix shifted = advantage.array() + 7.0F;
    EXPECT_EQ(CombineStreams({value, shifted}), expected);
}

TEST(Dueling, GoesBackAsItCame)
{
    // <g, C(v, a)> = <C'(g), (v, a)> for a linear C and any of these.
    RandomSource random(3);
    const auto draw = [&random](int columns) {
        return FloatMatrix(FloatMatrix::NullaryExpr(5, columns, [&random]() {
            return static_cast<float>(random.Normal());
        }));
    };
    for (const int actions : {1, 4})
    {
        const int width = 3;
        const DuelingStreams in{draw(width), draw(actions * width)};
        const FloatMatrix gradient = draw(actions * width);
        const DuelingStreams back = SplitGradient(gradient, width);
        const float there = gradient.cwiseProduct(CombineStreams(in)).sum();
        const float here = back.value.cwiseProduct(in.value).sum() +
                           back.advantage.cwiseProduct(in.advantage).sum();
        // Sums of at most 75 products of the order of 1.
        EXPECT_NEAR(there, here, 300 * std::numeric_limits<float>::epsilon());
    }
}

} // namespace
