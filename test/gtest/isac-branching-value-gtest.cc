/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Values, targets and errors of Q-learning with branches, by hand.
 */

#include "ns3/isac-branching-value.h"
#include "ns3/isac-random-source.h"

#include <gtest/gtest.h>

using namespace ns3::isac;

namespace
{

const std::vector<int> BRANCHES{2, 3};

/// @return a table of one row of all choices
FloatMatrix
Row(float a, float b, float c, float d, float e)
{
    FloatMatrix row(1, 5);
    row << a, b, c, d, e;
    return row;
}

/// @return normal numbers
FloatMatrix
Draw(Eigen::Index rows, Eigen::Index columns, RandomSource& random)
{
    FloatMatrix table(rows, columns);
    for (Eigen::Index i = 0; i < table.size(); ++i)
    {
        table.data()[i] = static_cast<float>(random.Normal());
    }
    return table;
}

/// @return two transitions
ReplaySample
Sample()
{
    ReplaySample sample;
    sample.reward.resize(2);
    sample.reward << 1.0F, 2.0F;
    sample.discount.resize(2);
    sample.discount << 0.5F, 0.0F;
    sample.weight.resize(2);
    sample.weight << 1.0F, 0.25F;
    sample.categorical.resize(2, 2);
    sample.categorical << 1, 0, 0, 2;
    return sample;
}

TEST(BranchingValue, CombinesEachBranchByItself)
{
    // Means are 2 and 4.
    const FloatMatrix value = FloatMatrix::Constant(1, 1, 10.0F);
    EXPECT_EQ(CombineBranches(value, Row(1, 3, 2, 3, 7), BRANCHES), Row(9, 11, 8, 9, 13));
    EXPECT_EQ(BestChoices(Row(1, 3, 9, 3, 7), BRANCHES), (IndexMatrix(1, 2) << 1, 0).finished());
}

TEST(BranchingValue, GradientsGoBackAsValuesWent)
{
    // Combining is linear: <G, combine(V, A)> = <dV, V> + <dA, A> for all of them.
    RandomSource random(4);
    for (int i = 0; i < 10; ++i)
    {
        const FloatMatrix value = Draw(3, 1, random);
        const FloatMatrix advantage = Draw(3, 5, random);
        const FloatMatrix gradient = Draw(3, 5, random);
        const DuelingStreams back = SplitBranches(gradient, BRANCHES);
        const float there =
            gradient.cwiseProduct(CombineBranches(value, advantage, BRANCHES)).sum();
        // Sums of forty products of numbers of order 1
        EXPECT_NEAR(there,
                    back.value.cwiseProduct(value).sum() +
                        back.advantage.cwiseProduct(advantage).sum(),
                    1e-5);
    }
}

TEST(BranchingValue, TargetsByHand)
{
    FloatMatrix values(2, 5);
    values << 3, 4, 5, 6, 7, 1, 2, 3, 4, 5;
    // (4 + 7) / 2 afterwards; the second episode ends.
    EXPECT_EQ(BranchingTargets(Sample(), values, values, BRANCHES), Eigen::Vector2f(3.75F, 2.0F));
    // Another network prefers the first choices, which this one values at 3 and 5.
    FloatMatrix chooser(2, 5);
    chooser << 1, 0, 1, 0, 0, 1, 0, 1, 0, 0;
    EXPECT_EQ(BranchingTargets(Sample(), values, chooser, BRANCHES), Eigen::Vector2f(3.0F, 2.0F));
}

TEST(BranchingValue, ErrorsByHand)
{
    FloatMatrix values(2, 5);
    values << 3, 4, 5, 6, 7, 1, 2, 3, 4, 5;
    const Eigen::VectorXf target = (Eigen::VectorXf(2) << 1.0F, 3.0F).finished();
    // Errors 4 - 1 and 5 - 1, then 1 - 3 and 5 - 3.
    const BranchingLoss loss = CompareBranches(values, Sample(), target, BRANCHES);
    EXPECT_EQ(loss.error, Eigen::Vector2f(3.5F, 2.0F));
    EXPECT_EQ(loss.loss, ((9.0 + 16.0) / 2.0 + 0.25 * (4.0 + 4.0) / 2.0) / 2.0 / 2.0);
    FloatMatrix gradient(2, 5);
    gradient << 0, 0.75F, 1, 0, 0, -0.125F, 0, 0, 0, 0.125F;
    EXPECT_EQ(loss.gradient, gradient);
}

TEST(BranchingValue, GradientIsThatOfTheLoss)
{
    // The loss is a square: differences are exact but for rounding.
    constexpr float STEP = 0.5F;
    RandomSource random(4);
    const FloatMatrix values = Draw(2, 5, random);
    const Eigen::VectorXf target = (Eigen::VectorXf(2) << 0.3F, -0.4F).finished();
    const auto loss = [&](const FloatMatrix& moved) {
        return CompareBranches(moved, Sample(), target, BRANCHES);
    };
    for (Eigen::Index i = 0; i < values.size(); ++i)
    {
        FloatMatrix up = values;
        FloatMatrix down = values;
        up.data()[i] += STEP;
        down.data()[i] -= STEP;
        EXPECT_NEAR(loss(values).gradient.data()[i],
                    (loss(up).loss - loss(down).loss) / (2.0 * STEP),
                    1e-6);
    }
}

} // namespace
