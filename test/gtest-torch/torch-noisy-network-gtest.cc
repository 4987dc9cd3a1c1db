/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Noisy layers and dueling networks made of them: moments of the noise, what it adds, gradients
 * against differences.
 */

#include "torch-dueling-network.h"
#include "torch-noisy-network.h"
#include "torch-tensor.h"

#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <vector>

using namespace ns3::isac;

namespace
{

/// Step of central differences.
constexpr float STEP = 2e-3F;
/// Of a derivative: losses below 10 in single precision, 10 * 1e-7 / STEP / 2 from rounding, and
/// STEP^2 / 6 of the third derivative.
constexpr float TOLERANCE = 1.5e-3F;

/// @return rows x columns, uniform in [-1, 1]
FloatMatrix
Draw(Eigen::Index rows, Eigen::Index columns, uint64_t seed)
{
    RandomSource random(seed);
    return FloatMatrix::NullaryExpr(rows, columns, [&random]() {
        return static_cast<float>(2.0 * random.Uniform() - 1.0);
    });
}

/**
 * @param values of parameters, moved one by one
 * @param gradients by them
 * @param loss of the parameters
 */
void
ExpectGradients(const at::Tensor& values,
                const at::Tensor& gradients,
                const std::function<float()>& loss)
{
    auto* value = values.data_ptr<float>();
    const auto* gradient = gradients.data_ptr<float>();
    float largest = 0.0F;
    for (int64_t i = 0; i < values.numel(); ++i)
    {
        const float kept = value[i];
        value[i] = kept + STEP;
        const float above = loss();
        value[i] = kept - STEP;
        const float below = loss();
        value[i] = kept;
        EXPECT_NEAR(gradient[i], (above - below) / (2.0F * STEP), TOLERANCE) << i;
        largest = std::max(largest, std::abs(gradient[i]));
    }
    EXPECT_GT(largest, 50.0F * TOLERANCE);
}

TEST(TorchNoisyNetwork, NoiseHasItsMoments)
{
    // One layer of 2 x 1: the noise of a weight is f(x) f(y) with f(x)^2 = |x|: mean 0, variance
    // E|x| E|y| = 2 / pi, fourth moment E x^2 E y^2 = 1; that of the bias has variance
    // sqrt(2 / pi).
    TorchNoisyNetwork network(2, {}, 1, Activation::RELU);
    RandomSource random(7);
    constexpr int DRAWS = 20000;
    Eigen::Array3d sum = Eigen::Array3d::Zero();
    Eigen::Array3d square = Eigen::Array3d::Zero();
    double together = 0.0;
    for (int i = 0; i < DRAWS; ++i)
    {
        network.Draw(random);
        const FloatMatrix noise = CopyMatrix(network.Noise());
        const Eigen::Array3d x = noise.row(0).transpose().cast<double>().array();
        sum += x;
        square += x.square();
        together += x[0] * x[1];
    }
    const double pi = std::acos(-1.0);
    const Eigen::Array3d variance(2.0 / pi, 2.0 / pi, std::sqrt(2.0 / pi));
    // Five deviations of a mean; |x| of the bias has a second moment of 1 as well.
    const double spread = 5.0 / std::sqrt(DRAWS);
    for (int i = 0; i < 3; ++i)
    {
        EXPECT_NEAR(sum[i] / DRAWS, 0.0, spread * std::sqrt(variance[i])) << i;
        EXPECT_NEAR(square[i] / DRAWS,
                    variance[i],
                    spread * std::sqrt(1.0 - variance[i] * variance[i]))
            << i;
    }
    // Weights of one output share its factor, and yet do not go along on average: their product
    // has variance E y^2 E|x|^2 ... = 2 / pi.
    EXPECT_NEAR(together / DRAWS, 0.0, spread * std::sqrt(2.0 / pi));
}

TEST(TorchNoisyNetwork, AddsDeviationTimesNoise)
{
    TorchNoisyNetwork network(4, {}, 3, Activation::RELU);
    RandomSource random(7);
    network.Initialise(random, 0.5);
    const FloatMatrix values = CopyMatrix(network.Values());
    const Eigen::Index count = values.cols() / 2;
    ASSERT_EQ(count, 15);
    // Means within 1 / sqrt(4), deviations 0.5 / sqrt(4).
    EXPECT_LE(values.leftCols(count).cwiseAbs().maxCoeff(), 0.5F);
    EXPECT_GT(values.leftCols(count).cwiseAbs().maxCoeff(), 0.25F);
    EXPECT_TRUE((values.rightCols(count).array() == 0.25F).all());

    network.Draw(random);
    const FloatMatrix noise = CopyMatrix(network.Noise());
    const FloatMatrix input = Draw(5, 4, 1);
    TorchNetwork::Pass pass;
    const FloatMatrix output = CopyMatrix(network.Run(ViewMatrix(input), pass));
    const FloatMatrix sum = values.leftCols(count) + 0.25F * noise;
    const Eigen::Map<const FloatMatrix> weight(sum.data(), 3, 4);
    const FloatMatrix expected = (input * weight.transpose()).rowwise() + sum.rightCols(3).row(0);
    EXPECT_LT((output - expected).cwiseAbs().maxCoeff(), 1e-5F);

    const FloatMatrix still = CopyMatrix(network.Still().Run(ViewMatrix(input), pass));
    const FloatMatrix mean = values.leftCols(count);
    const Eigen::Map<const FloatMatrix> meanWeight(mean.data(), 3, 4);
    const FloatMatrix plain = (input * meanWeight.transpose()).rowwise() + mean.rightCols(3).row(0);
    EXPECT_LT((still - plain).cwiseAbs().maxCoeff(), 1e-5F);
    EXPECT_GT((still - output).cwiseAbs().maxCoeff(), 1e-2F);
}

TEST(TorchNoisyNetwork, GradientsOfMeansAndDeviations)
{
    TorchNoisyNetwork network(3, {5}, 2, Activation::MISH);
    RandomSource random(7);
    network.Initialise(random, 0.5);
    const FloatMatrix input = Draw(4, 3, 1);
    const FloatMatrix weight = Draw(4, 2, 2);
    const auto loss = [&]() {
        // The same noise each time.
        RandomSource again(9);
        network.Draw(again);
        TorchNetwork::Pass pass;
        return CopyMatrix(network.Run(ViewMatrix(input), pass)).cwiseProduct(weight).sum();
    };
    loss();
    TorchNetwork::Pass pass;
    network.Run(ViewMatrix(input), pass);
    network.GoBack(pass, ViewMatrix(weight));
    ExpectGradients(network.Values(), network.Gradients(), loss);
}

TEST(TorchDuelingNetwork, Gradients)
{
    // With a trunk, and without one.
    for (const std::vector<int>& hidden : {std::vector<int>{6, 5}, std::vector<int>{5}})
    {
        TorchDuelingNetwork network(3, hidden, 2, 4, Activation::MISH);
        RandomSource random(7);
        network.Initialise(random, 0.5);
        EXPECT_EQ(network.Trunk().has_value(), hidden.size() == 2);
        const FloatMatrix input = Draw(4, 3, 1);
        const FloatMatrix weight = Draw(4, 8, 2);
        TorchDuelingNetwork::Pass pass;
        const auto loss = [&]() {
            RandomSource again(9);
            network.Draw(again);
            return network.Run(input, pass).cwiseProduct(weight).sum();
        };
        loss();
        network.GoBack(pass, weight);
        ExpectGradients(network.Value().Values(), network.Value().Gradients(), loss);
        ExpectGradients(network.Advantage().Values(), network.Advantage().Gradients(), loss);
        if (network.Trunk())
        {
            ExpectGradients(network.Trunk()->Values(), network.Trunk()->Gradients(), loss);
        }
    }
}

} // namespace
