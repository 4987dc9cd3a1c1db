/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Networks under training: gradients against differences, initial weights, copies that only act.
 */

#include "torch-network.h"
#include "torch-tensor.h"

#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <vector>

using namespace ns3::isac;

namespace
{

constexpr int INPUTS = 4;
constexpr int OUTPUTS = 3;
constexpr int ROWS = 5;

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

/// @return central difference of a loss by one number
float
Difference(const std::function<float()>& loss, float& number)
{
    const float kept = number;
    number = kept + STEP;
    const float above = loss();
    number = kept - STEP;
    const float below = loss();
    number = kept;
    return (above - below) / (2.0F * STEP);
}

class TorchNetworkActivation : public testing::TestWithParam<Activation>
{
  protected:
    TorchNetworkActivation()
        : m_network(INPUTS, {6, 7}, OUTPUTS, GetParam(), GetParam())
    {
        RandomSource random(3);
        m_network.InitialiseOrthogonal(random, 1.0);
        // Biases are 0 at first, where gradients by them would be tried at one point only.
        m_network.Values().add_(ViewMatrix(m_shift).view({-1}), 0.1);
    }

    /// Sum of the outputs, each times a number of its own.
    at::Tensor Loss(const at::Tensor& output) const
    {
        return (output * ViewMatrix(m_weight)).sum();
    }

    TorchNetwork m_network;
    FloatMatrix m_input = Draw(ROWS, INPUTS, 1);
    FloatMatrix m_weight = Draw(ROWS, OUTPUTS, 2);
    FloatMatrix m_shift = Draw(1, (INPUTS + 1) * 6 + (6 + 1) * 7 + (7 + 1) * OUTPUTS, 4);
};

TEST_P(TorchNetworkActivation, GradientsAreThoseOfDifferences)
{
    const at::Tensor input = ViewMatrix(m_input).clone().requires_grad_();
    Loss(m_network.Forward(input)).backward();
    const auto loss = [this]() {
        return Loss(m_network.Forward(ViewMatrix(m_input), Parameters::FROZEN)).item<float>();
    };
    float* const value = m_network.Values().data_ptr<float>();
    for (int64_t i = 0; i < m_network.Values().numel(); ++i)
    {
        EXPECT_NEAR(m_network.Gradients().data_ptr<float>()[i],
                    Difference(loss, value[i]),
                    TOLERANCE)
            << i;
    }
    for (Eigen::Index i = 0; i < m_input.size(); ++i)
    {
        EXPECT_NEAR(input.grad().data_ptr<float>()[i],
                    Difference(loss, m_input.data()[i]),
                    TOLERANCE)
            << i;
    }
}

TEST_P(TorchNetworkActivation, FrozenLetsGradientsReachItsInputAlone)
{
    const at::Tensor trained = ViewMatrix(m_input).clone().requires_grad_();
    Loss(m_network.Forward(trained)).backward();
    const at::Tensor gradients = m_network.Gradients().clone();
    EXPECT_GT(gradients.abs().max().item<float>(), 0.0F);

    const at::Tensor frozen = ViewMatrix(m_input).clone().requires_grad_();
    Loss(m_network.Forward(frozen, Parameters::FROZEN)).backward();
    EXPECT_TRUE(at::equal(m_network.Gradients(), gradients));
    EXPECT_TRUE(at::equal(frozen.grad(), trained.grad()));
}

TEST_P(TorchNetworkActivation, GradientsOfSeveralPassesAddUp)
{
    Loss(m_network.Forward(ViewMatrix(m_input))).backward();
    const at::Tensor once = m_network.Gradients().clone();
    const at::Tensor other = ViewMatrix(m_input) * 0.5;
    m_network.Gradients().zero_();
    Loss(m_network.Forward(other)).backward();
    const at::Tensor twice = m_network.Gradients().clone();
    m_network.Gradients().zero_();
    // Two passes in one graph, as the steps of a denoising chain have it.
    (Loss(m_network.Forward(ViewMatrix(m_input))) + Loss(m_network.Forward(other))).backward();
    EXPECT_LT((m_network.Gradients() - once - twice).abs().max().item<float>(), 1e-5F);
}

TEST_P(TorchNetworkActivation, WayBackByHandIsThatOfAutograd)
{
    const at::Tensor input = ViewMatrix(m_input).clone().requires_grad_();
    const at::Tensor output = m_network.Forward(input);
    Loss(output).backward();
    const at::Tensor gradients = m_network.Gradients().clone();
    m_network.Gradients().zero_();

    TorchNetwork::Pass pass;
    EXPECT_TRUE(at::equal(m_network.Run(ViewMatrix(m_input), pass), output));
    const at::Tensor back = m_network.GoBack(pass, ViewMatrix(m_weight), Parameters::TRAINED, true);
    EXPECT_TRUE(at::equal(back, input.grad()));
    EXPECT_TRUE(at::equal(m_network.Gradients(), gradients));
}

TEST_P(TorchNetworkActivation, InputsMayComeInParts)
{
    // The first input of each row, and the other three
    const FloatMatrix first = m_input.leftCols(1);
    const FloatMatrix others = m_input.rightCols(INPUTS - 1);
    TorchNetwork::Pass pass;
    const at::Tensor output = m_network.Run(ViewMatrix(m_input), pass);
    const at::Tensor back = m_network.GoBack(pass, ViewMatrix(m_weight), Parameters::TRAINED, true);
    const at::Tensor gradients = m_network.Gradients().clone();
    m_network.Gradients().zero_();

    at::Tensor sums = at::zeros({ROWS, m_network.FirstOutputs()});
    m_network.AddSums(ViewMatrix(others), 1, sums);
    m_network.AddSums(ViewMatrix(first), 0, sums);
    TorchNetwork::Pass parts;
    const at::Tensor found = m_network.RunFrom(sums, parts);
    const at::Tensor bySums =
        m_network.GoBackToSums(parts, ViewMatrix(m_weight), Parameters::TRAINED);
    m_network.GoBackFromSums(bySums, ViewMatrix(first), 0);
    m_network.GoBackFromSums(bySums, ViewMatrix(others), 1);
    // Numbers of order 1, added in another order
    const auto apart = [](const at::Tensor& a, const at::Tensor& b) {
        return (a - b).abs().max().item<float>();
    };
    EXPECT_LT(apart(found, output), 5e-6F);
    EXPECT_LT(apart(m_network.Gradients(), gradients), 5e-6F);
    EXPECT_LT(apart(m_network.GradientByPart(bySums, 1, INPUTS - 1), back.narrow(1, 1, INPUTS - 1)),
              5e-6F);
}

TEST_P(TorchNetworkActivation, CopyThatActsGivesTheSame)
{
    const FloatMatrix expected =
        CopyMatrix(m_network.Forward(ViewMatrix(m_input), Parameters::FROZEN));
    const FloatMatrix found = m_network.Export().Forward(m_input);
    EXPECT_LT((found - expected).cwiseAbs().maxCoeff(), 5e-6F);
}

INSTANTIATE_TEST_SUITE_P(Activations,
                         TorchNetworkActivation,
                         testing::Values(Activation::NONE,
                                         Activation::RELU,
                                         Activation::TANH,
                                         Activation::MISH,
                                         Activation::SIGMOID));

TEST(TorchNetwork, InitialWeightsAreOrthogonalAndBiasesZero)
{
    // Layers that widen and layers that narrow
    const std::vector<int> sizes{5, 9, 4, 6};
    TorchNetwork network(5, {9, 4}, 6);
    RandomSource random(1);
    constexpr double OUTPUT_GAIN = 0.01;
    network.InitialiseOrthogonal(random, OUTPUT_GAIN);
    const FloatMatrix values = CopyMatrix(network.Values());
    Eigen::Index offset = 0;
    for (std::size_t layer = 1; layer < sizes.size(); ++layer)
    {
        const Eigen::Index rows = sizes[layer];
        const Eigen::Index columns = sizes[layer - 1];
        const Eigen::MatrixXf weight =
            Eigen::Map<const FloatMatrix>(values.data() + offset, rows, columns);
        offset += rows * columns;
        const Eigen::MatrixXf narrow =
            rows <= columns ? weight : Eigen::MatrixXf(weight.transpose());
        const Eigen::MatrixXf product = narrow * narrow.transpose();
        const double gain = layer + 1 == sizes.size() ? OUTPUT_GAIN : std::sqrt(2.0);
        const Eigen::MatrixXf expected =
            gain * gain * Eigen::MatrixXd::Identity(product.rows(), product.cols()).cast<float>();
        EXPECT_LT((product - expected).cwiseAbs().maxCoeff(), 1e-5 * gain * gain) << layer;
        EXPECT_TRUE((values.middleCols(offset, rows).array() == 0.0F).all()) << layer;
        offset += rows;
    }
    EXPECT_EQ(offset, values.size());
}

TEST(TorchNetwork, UniformWeightsFillTheirRange)
{
    TorchNetwork network(16, {400}, 25);
    RandomSource random(1);
    network.InitialiseUniform(random);
    const FloatMatrix values = CopyMatrix(network.Values());
    Eigen::Index offset = 0;
    for (const auto& [inputs, outputs] : {std::pair{16, 400}, std::pair{400, 25}})
    {
        const Eigen::Index count = outputs * (inputs + 1);
        const Eigen::RowVectorXf layer = values.middleCols(offset, count);
        const double bound = 1.0 / std::sqrt(inputs);
        EXPECT_LE(layer.cwiseAbs().maxCoeff(), bound);
        // Uniform numbers have a variance of a third, and squares of those one of 4 / 45.
        EXPECT_NEAR(layer.mean(), 0.0, 5.0 * bound / std::sqrt(3.0 * count));
        EXPECT_NEAR(layer.squaredNorm() / count / (bound * bound),
                    1.0 / 3.0,
                    5.0 * std::sqrt(4.0 / 45.0 / count));
        EXPECT_GT(layer.tail(outputs).cwiseAbs().maxCoeff(), 0.5 * bound);
        offset += count;
    }
    EXPECT_EQ(offset, values.size());
}

TEST(TorchNetwork, SoftUpdateIsTheWeightedMean)
{
    TorchNetwork first(2, {3}, 1);
    TorchNetwork second(2, {3}, 1);
    RandomSource random(1);
    first.InitialiseOrthogonal(random, 1.0);
    second.InitialiseOrthogonal(random, 1.0);
    const at::Tensor expected = first.Values() * 0.75 + second.Values() * 0.25;
    first.SoftUpdate(second, 0.25);
    EXPECT_LT((first.Values() - expected).abs().max().item<float>(), 1e-6F);
    first.CopyFrom(second);
    EXPECT_TRUE(at::equal(first.Values(), second.Values()));
}

} // namespace
