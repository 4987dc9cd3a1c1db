/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-dense-network.h"
#include "ns3/isac-random-source.h"
#include "ns3/isac-vector-kernels.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <stdexcept>
#include <vector>

namespace ns3
{
namespace isac
{

namespace
{

/// Half the distance of floats around 1.
constexpr double UNIT = 6e-8;

const Activation ALL[] = {Activation::NONE,
                          Activation::RELU,
                          Activation::TANH,
                          Activation::MISH,
                          Activation::SIGMOID};

/// @return an activation by its formula
double
Formula(Activation activation, double x)
{
    switch (activation)
    {
    case Activation::RELU:
        return std::max(x, 0.0);
    case Activation::TANH:
        return std::tanh(x);
    case Activation::MISH:
        return x * std::tanh(std::log1p(std::exp(x)));
    case Activation::SIGMOID:
        return 1.0 / (1.0 + std::exp(-x));
    default:
        return x;
    }
}

/// @return a matrix of numbers uniform in [-scale, scale)
FloatMatrix
Draw(Eigen::Index rows, Eigen::Index columns, double scale, RandomSource& random)
{
    FloatMatrix matrix(rows, columns);
    for (Eigen::Index i = 0; i < matrix.size(); ++i)
    {
        matrix.data()[i] = static_cast<float>(scale * (2.0 * random.Uniform() - 1.0));
    }
    return matrix;
}

/// A layer as it is given to the network.
struct PlainLayer
{
    FloatMatrix weight;    //!< outputs x inputs
    Eigen::VectorXf bias;  //!< outputs
    Activation activation; //!< what follows
};

/// @return layers of the given widths with random weights
std::vector<PlainLayer>
DrawLayers(const std::vector<int>& widths, Activation activation, RandomSource& random)
{
    std::vector<PlainLayer> layers;
    for (std::size_t i = 1; i < widths.size(); ++i)
    {
        layers.push_back({Draw(widths[i], widths[i - 1], std::sqrt(3.0 / widths[i - 1]), random),
                          Draw(widths[i], 1, 0.5, random).col(0),
                          activation});
    }
    return layers;
}

/// @return the network of some layers
DenseNetwork
Build(const std::vector<PlainLayer>& layers)
{
    DenseNetwork network;
    for (const PlainLayer& layer : layers)
    {
        network.AddLayer(layer.weight, layer.bias, layer.activation);
    }
    return network;
}

/**
 * @brief Compare outputs with double precision, within the bound of rounding: a sum of n products
 * is off by at most (n + 1) units of the sum of magnitudes, an activation passes on at most 1.1
 * times the error (Mish is the steepest) and adds 1e-6 of its value.
 */
void
ExpectNearReference(const std::vector<PlainLayer>& layers,
                    const Eigen::VectorXf& input,
                    const Eigen::VectorXf& output)
{
    Eigen::VectorXd x = input.cast<double>();
    Eigen::VectorXd error = Eigen::VectorXd::Zero(x.size());
    for (const PlainLayer& layer : layers)
    {
        const Eigen::MatrixXd weight = layer.weight.cast<double>();
        const Eigen::VectorXd bias = layer.bias.cast<double>();
        const Eigen::VectorXd size = weight.cwiseAbs() * (x.cwiseAbs() + error) + bias.cwiseAbs();
        const Eigen::VectorXd sum = weight * x + bias;
        const double terms = static_cast<double>(x.size()) + 1.0;
        error = 1.1 * (weight.cwiseAbs() * error + terms * UNIT * size);
        x = sum.unaryExpr([&](double value) { return Formula(layer.activation, value); });
        error += 1e-6 * x.cwiseAbs();
    }
    ASSERT_EQ(output.size(), x.size());
    for (Eigen::Index i = 0; i < x.size(); ++i)
    {
        EXPECT_NEAR(output[i], x[i], error[i]) << i;
    }
}

} // namespace

TEST(DenseNetwork, MatchesDoublePrecision)
{
    RandomSource random(1);
    const std::vector<std::vector<int>> shapes = {{1, 1},
                                                  {3, 5},
                                                  {20, 256, 128},
                                                  {188, 64, 20},
                                                  {17, 16, 33, 65, 130, 2}};
    for (const Activation activation : ALL)
    {
        for (const std::vector<int>& shape : shapes)
        {
            const std::vector<PlainLayer> layers = DrawLayers(shape, activation, random);
            const DenseNetwork network = Build(layers);
            EXPECT_EQ(network.Inputs(), shape.front());
            EXPECT_EQ(network.Outputs(), shape.back());
            const Eigen::VectorXf input = Draw(shape.front(), 1, 2.0, random).col(0);
            Eigen::VectorXf output(shape.back());
            network.Forward(input.data(), output.data());
            ExpectNearReference(layers, input, output);
        }
    }
}

TEST(DenseNetwork, BatchesGiveTheBitsOfSingleRows)
{
    RandomSource random(2);
    const DenseNetwork network = Build(DrawLayers({20, 70, 40, 9}, Activation::MISH, random));
    for (const int rows : {0, 1, 3, 4, 5, 31})
    {
        const FloatMatrix input = Draw(rows, 20, 1.0, random);
        const FloatMatrix output = network.Forward(input);
        ASSERT_EQ(output.rows(), rows);
        ASSERT_EQ(output.cols(), 9);
        for (int row = 0; row < rows; ++row)
        {
            Eigen::RowVectorXf single(9);
            network.Forward(input.row(row).data(), single.data());
            ASSERT_EQ(output.row(row), single);
        }
    }
}

TEST(DenseNetwork, CopiesAreIndependent)
{
    RandomSource random(3);
    const DenseNetwork network = Build(DrawLayers({4, 8, 3}, Activation::TANH, random));
    DenseNetwork copy = network;
    copy.AddLayer(FloatMatrix::Ones(1, 3), Eigen::VectorXf::Zero(1), Activation::NONE);
    EXPECT_EQ(network.Outputs(), 3);
    const FloatMatrix input = Draw(5, 4, 1.0, random);
    const FloatMatrix output = network.Forward(input);
    const FloatMatrix sums = copy.Forward(input);
    for (Eigen::Index row = 0; row < 5; ++row)
    {
        // The sum of three floats, in order.
        EXPECT_EQ(sums(row, 0), ((0.0F + output(row, 0)) + output(row, 1)) + output(row, 2));
    }
}

TEST(DenseNetwork, RefusesLayersThatDoNotFit)
{
    DenseNetwork network;
    EXPECT_EQ(network.Inputs(), 0);
    EXPECT_THROW(
        network.AddLayer(FloatMatrix::Ones(3, 2), Eigen::VectorXf::Zero(2), Activation::NONE),
        std::invalid_argument);
    network.AddLayer(FloatMatrix::Ones(3, 2), Eigen::VectorXf::Zero(3), Activation::NONE);
    EXPECT_THROW(
        network.AddLayer(FloatMatrix::Ones(1, 2), Eigen::VectorXf::Zero(1), Activation::NONE),
        std::invalid_argument);
    EXPECT_EQ(network.Outputs(), 3);
}

TEST(VectorKernels, ActivationsFollowTheirFormulas)
{
    for (const VectorKernels& kernels : SupportedVectorKernels())
    {
        for (const Activation activation : ALL)
        {
            for (int i = -8000; i < 8000; i += VECTOR_BLOCK)
            {
                float value[VECTOR_BLOCK];
                for (int j = 0; j < VECTOR_BLOCK; ++j)
                {
                    value[j] = static_cast<float>(i + j) / 100.0F;
                }
                kernels.activate(activation, VECTOR_BLOCK, value);
                for (int j = 0; j < VECTOR_BLOCK; ++j)
                {
                    const double x = static_cast<float>(i + j) / 100.0F;
                    const double expected = Formula(activation, x);
                    ASSERT_NEAR(value[j], expected, 1e-6 * std::abs(expected))
                        << kernels.name << " " << static_cast<int>(activation) << " at " << x;
                }
            }
        }
    }
}

TEST(VectorKernels, SlopeOfMishFollowsItsFormula)
{
    for (const VectorKernels& kernels : SupportedVectorKernels())
    {
        for (int i = -12800; i < 12800; i += VECTOR_BLOCK)
        {
            float at[VECTOR_BLOCK];
            float value[VECTOR_BLOCK];
            for (int j = 0; j < VECTOR_BLOCK; ++j)
            {
                at[j] = static_cast<float>(i + j) / 100.0F;
                value[j] = -2.5F;
            }
            kernels.mishGradient(VECTOR_BLOCK, at, value);
            for (int j = 0; j < VECTOR_BLOCK; ++j)
            {
                const double x = at[j];
                const double flat = std::tanh(std::log1p(std::exp(x)));
                const double steep = x * (1.0 - flat * flat) / (1.0 + std::exp(-x));
                // The two parts cancel where Mish is least; below -87 the slope of -87 is taken.
                ASSERT_NEAR(value[j],
                            -2.5 * (flat + steep),
                            2.5e-6 * (flat + std::abs(steep)) + 1e-35)
                    << kernels.name << " at " << x;
            }
        }
    }
}

TEST(VectorKernels, ActivationsAtTheEnds)
{
    const float infinity = std::numeric_limits<float>::infinity();
    for (const VectorKernels& kernels : SupportedVectorKernels())
    {
        for (const Activation activation : ALL)
        {
            float value[VECTOR_BLOCK] = {};
            value[0] = infinity;
            value[1] = -infinity;
            value[2] = std::numeric_limits<float>::quiet_NaN();
            value[3] = 1e30F;
            value[4] = -1e30F;
            kernels.activate(activation, VECTOR_BLOCK, value);
            const bool bounded =
                activation == Activation::TANH || activation == Activation::SIGMOID;
            EXPECT_EQ(value[0], bounded ? 1.0F : infinity);
            EXPECT_EQ(value[3], bounded ? 1.0F : 1e30F);
            EXPECT_TRUE(std::isnan(value[2])) << kernels.name;
            if (activation == Activation::TANH)
            {
                EXPECT_EQ(value[1], -1.0F);
                EXPECT_EQ(value[4], -1.0F);
            }
            else if (activation != Activation::NONE)
            {
                // Below the smallest float that has all its digits, times a clip of 87.
                EXPECT_NEAR(value[1], 0.0F, 87.0F * 2.4e-38F);
                EXPECT_NEAR(value[4], 0.0F, 87.0F * 2.4e-38F);
            }
        }
    }
}

TEST(VectorKernels, AllGiveTheSameBits)
{
    RandomSource random(5);
    for (const int blocks : {1, 2, 3, 4, 5, 9})
    {
        const int inputs = 37;
        const int outputs = blocks * VECTOR_BLOCK;
        const FloatMatrix weight = Draw(outputs, inputs, 1.0, random);
        const FloatMatrix bias = Draw(1, outputs, 1.0, random);
        const FloatMatrix x = Draw(VECTOR_ROWS, inputs + 3, 1.0, random);
        const PackedLayer layer{inputs, blocks, weight.data(), bias.data()};
        // By hand: every product and every sum is rounded on its own.
        FloatMatrix expected(VECTOR_ROWS, outputs);
        for (int row = 0; row < VECTOR_ROWS; ++row)
        {
            for (int i = 0; i < outputs; ++i)
            {
                volatile float sum = bias(0, i);
                for (int j = 0; j < inputs; ++j)
                {
                    const int block = i / VECTOR_BLOCK;
                    const volatile float product =
                        weight.data()[(block * inputs + j) * VECTOR_BLOCK + i % VECTOR_BLOCK] *
                        x(row, j);
                    sum = sum + product;
                }
                expected(row, i) = sum;
            }
        }
        for (const VectorKernels& kernels : SupportedVectorKernels())
        {
            FloatMatrix y(VECTOR_ROWS, outputs);
            kernels.multiplyRows(layer, x.data(), x.cols(), y.data());
            EXPECT_EQ(y, expected) << kernels.name;
            for (int row = 0; row < VECTOR_ROWS; ++row)
            {
                FloatMatrix single(1, outputs);
                kernels.multiplyRow(layer, x.row(row).data(), single.data());
                EXPECT_EQ(single, expected.row(row)) << kernels.name;
            }
        }
        for (const Activation activation : ALL)
        {
            FloatMatrix first = expected;
            SupportedVectorKernels().front().activate(activation, first.size(), first.data());
            for (const VectorKernels& kernels : SupportedVectorKernels())
            {
                FloatMatrix other = expected;
                kernels.activate(activation, other.size(), other.data());
                EXPECT_EQ(first, other) << kernels.name;
            }
        }
        FloatMatrix first = FloatMatrix::Ones(VECTOR_ROWS, outputs);
        SupportedVectorKernels().front().mishGradient(first.size(), expected.data(), first.data());
        for (const VectorKernels& kernels : SupportedVectorKernels())
        {
            FloatMatrix other = FloatMatrix::Ones(VECTOR_ROWS, outputs);
            kernels.mishGradient(other.size(), expected.data(), other.data());
            EXPECT_EQ(first, other) << kernels.name;
        }
    }
}

} // namespace isac
} // namespace ns3
