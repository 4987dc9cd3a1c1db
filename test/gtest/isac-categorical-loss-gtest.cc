/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Policies over actions: probabilities, entropy and value by hand, the actor's gradient by
 * differences, draws by their frequencies.
 */

#include "ns3/isac-categorical-actor.h"
#include "ns3/isac-categorical-loss.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace ns3::isac;

namespace
{

/// Numbers of order 1 are off by a few roundings.
constexpr double ROUNDING = 5e-7;

TEST(CategoricalLoss, SoftmaxByHand)
{
    FloatMatrix logits(3, 3);
    // As they are, far out where exponentials overflow, and so peaked that they underflow
    logits << 0.0F, std::log(2.0F), std::log(5.0F), 1000.0F, 1000.0F, 1000.0F, -200.0F, 0.0F,
        -400.0F;
    const CategoricalPolicy policy = Softmax(logits);
    const double expected[3][3] = {{0.125, 0.25, 0.625}, {1 / 3.0, 1 / 3.0, 1 / 3.0}, {0, 1, 0}};
    for (int row = 0; row < 3; ++row)
    {
        for (int i = 0; i < 3; ++i)
        {
            EXPECT_NEAR(policy.probability(row, i), expected[row][i], ROUNDING);
        }
    }
    EXPECT_NEAR(policy.logProbability(0, 1), std::log(0.25), 3 * ROUNDING);
    EXPECT_NEAR(policy.logProbability(2, 0), -200.0, 200 * ROUNDING);
    const Eigen::VectorXf entropy = Entropy(policy);
    EXPECT_NEAR(entropy[0],
                -0.125 * std::log(0.125) - 0.25 * std::log(0.25) - 0.625 * std::log(0.625),
                3 * ROUNDING);
    EXPECT_NEAR(entropy[1], std::log(3.0), 3 * ROUNDING);
    EXPECT_NEAR(entropy[2], 0.0, ROUNDING);
}

TEST(CategoricalLoss, ValueByHand)
{
    FloatMatrix logits(1, 2);
    logits << 0.0F, std::log(3.0F);
    FloatMatrix value(1, 2);
    value << 1.0F, 2.0F;
    const CategoricalPolicy policy = Softmax(logits);
    EXPECT_NEAR(ExpectedValue(policy, value, 0.0)[0], 1.75, 3 * ROUNDING);
    EXPECT_NEAR(ExpectedValue(policy, value, 0.5)[0],
                0.25 * (1.0 - 0.5 * std::log(0.25)) + 0.75 * (2.0 - 0.5 * std::log(0.75)),
                3 * ROUNDING);
}

/// @return -mean(sum pi (Q - alpha log pi)) by its formula
double
Loss(const Eigen::MatrixXd& logits, const Eigen::MatrixXd& value, double temperature)
{
    double sum = 0.0;
    for (Eigen::Index row = 0; row < logits.rows(); ++row)
    {
        const Eigen::ArrayXd weight = logits.row(row).array().exp();
        const Eigen::ArrayXd pi = weight / weight.sum();
        sum -= (pi * (value.row(row).transpose().array() - temperature * pi.log())).sum();
    }
    return sum / static_cast<double>(logits.rows());
}

TEST(CategoricalLoss, GradientIsThatOfTheFormula)
{
    FloatMatrix logits(2, 4);
    logits << 0.3F, -1.2F, 2.0F, 0.0F, -3.0F, 1.0F, 1.5F, 0.2F;
    FloatMatrix value(2, 4);
    value << 1.0F, -0.5F, 0.2F, 3.0F, 0.1F, -2.0F, 0.4F, 0.3F;
    for (const double temperature : {0.0, 0.05, 2.0})
    {
        const FloatMatrix found = ActorGradient(Softmax(logits), value, temperature);
        for (Eigen::Index i = 0; i < logits.size(); ++i)
        {
            constexpr double STEP = 1e-5;
            Eigen::MatrixXd side[2];
            for (int s = 0; s < 2; ++s)
            {
                side[s] = logits.cast<double>();
                side[s](i / 4, i % 4) += s == 0 ? STEP : -STEP;
            }
            const Eigen::MatrixXd fixed = value.cast<double>();
            const double expected =
                (Loss(side[0], fixed, temperature) - Loss(side[1], fixed, temperature)) /
                (2.0 * STEP);
            EXPECT_NEAR(found(i / 4, i % 4), expected, 6 * ROUNDING) << temperature << " " << i;
        }
    }
}

TEST(CategoricalActor, DrawsByItsProbabilities)
{
    constexpr int COUNT = 20000;
    // Logits that do not depend on the observation
    Eigen::VectorXf logits(4);
    logits << 0.0F, std::log(2.0F), std::log(5.0F), -100.0F;
    DenseNetwork network;
    network.AddLayer(FloatMatrix::Zero(4, 1), logits, Activation::NONE);
    const CategoricalActor actor(network);
    RandomSource random(3);
    const Eigen::VectorXi drawn = actor.Act(FloatMatrix::Zero(COUNT, 1), &random);
    const double expected[] = {0.125, 0.25, 0.625, 0.0};
    for (int action = 0; action < 4; ++action)
    {
        const double share = expected[action];
        EXPECT_NEAR(static_cast<double>((drawn.array() == action).count()) / COUNT,
                    share,
                    5.0 * std::sqrt(share * (1.0 - share) / COUNT));
    }
    EXPECT_TRUE((actor.Act(FloatMatrix::Zero(9, 1), nullptr).array() == 2).all());
}

} // namespace
