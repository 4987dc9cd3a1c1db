/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Targets and errors of Q-learning, by hand.
 */

#include "ns3/isac-value-loss.h"

#include <gtest/gtest.h>

using namespace ns3::isac;

namespace
{

/**
 * @param first value
 * @param second value
 * @return them
 */
Eigen::VectorXf
Pair(float first, float second)
{
    Eigen::VectorXf pair(2);
    pair << first, second;
    return pair;
}

/// @return two transitions with the second and the first of two actions
ReplaySample
Sample()
{
    ReplaySample sample;
    sample.reward = Pair(1.0F, 2.0F);
    sample.discount = Pair(0.5F, 0.0F);
    sample.weight = Pair(1.0F, 0.25F);
    sample.categorical.resize(2, 1);
    sample.categorical << 1, 0;
    return sample;
}

TEST(ValueLoss, TargetsByHand)
{
    FloatMatrix values(2, 2);
    values << 3.0F, 4.0F, 5.0F, 6.0F;
    EXPECT_EQ(ValueTargets(Sample(), values, values), Pair(3.0F, 2.0F));
    // Another network prefers the first action, which this one values at 3.
    FloatMatrix chooser(2, 2);
    chooser << 9.0F, 8.0F, 9.0F, 8.0F;
    EXPECT_EQ(ValueTargets(Sample(), values, chooser), Pair(2.5F, 2.0F));
}

TEST(ValueLoss, ErrorsByHand)
{
    FloatMatrix values(2, 2);
    values << 3.0F, 4.0F, 5.0F, 6.0F;
    const ValueLoss loss = CompareValues(values, Sample(), Pair(1.0F, 7.0F));
    EXPECT_EQ(loss.error, Pair(3.0F, -2.0F));
    EXPECT_EQ(loss.loss, (9.0 + 0.25 * 4.0) / 2.0);
    FloatMatrix gradient(2, 2);
    gradient << 0.0F, 3.0F, -0.5F, 0.0F;
    EXPECT_EQ(loss.gradient, gradient);
}

} // namespace
