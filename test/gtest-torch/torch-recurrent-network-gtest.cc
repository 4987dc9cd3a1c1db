/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Recurrent networks: unrolled by hand, gradients against differences.
 */

#include "torch-recurrent-network.h"
#include "torch-tensor.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <vector>

using namespace ns3::isac;

namespace
{

constexpr int INPUTS = 2;
constexpr int WINDOW = 3;
constexpr int ROWS = 4;

/// @return rows x columns, uniform in [-1, 1]
FloatMatrix
Draw(Eigen::Index rows, Eigen::Index columns, uint64_t seed)
{
    RandomSource random(seed);
    return FloatMatrix::NullaryExpr(rows, columns, [&random]() {
        return static_cast<float>(2.0 * random.Uniform() - 1.0);
    });
}

/// Reads parameters one after the other.
class Reader
{
  public:
    /// @param values all of them
    explicit Reader(const FloatMatrix& values)
        : m_values(values)
    {
    }

    /// @return the next ones as a matrix
    Eigen::MatrixXd Take(Eigen::Index rows, Eigen::Index columns)
    {
        const Eigen::Map<const FloatMatrix> next(m_values.data() + m_offset, rows, columns);
        m_offset += rows * columns;
        return next.cast<double>();
    }

    /// @return whether all are read
    bool IsAtEnd() const
    {
        return m_offset == m_values.size();
    }

  private:
    FloatMatrix m_values;      //!< all
    Eigen::Index m_offset = 0; //!< of the next one
};

double
Sigmoid(double x)
{
    return 1.0 / (1.0 + std::exp(-x));
}

/**
 * @brief The equations of an LSTM, number by number.
 * @param sequence input at each step
 * @param size of the layer
 * @param reader gives the parameters
 * @return output at each step
 */
std::vector<Eigen::VectorXd>
RunLstm(const std::vector<Eigen::VectorXd>& sequence, int size, Reader& reader)
{
    const Eigen::MatrixXd input = reader.Take(4 * size, sequence.front().size());
    const Eigen::MatrixXd recurrent = reader.Take(4 * size, size);
    const Eigen::VectorXd bias = reader.Take(4 * size, 1);
    Eigen::VectorXd output = Eigen::VectorXd::Zero(size);
    Eigen::VectorXd cell = Eigen::VectorXd::Zero(size);
    std::vector<Eigen::VectorXd> outputs;
    for (const Eigen::VectorXd& x : sequence)
    {
        const Eigen::VectorXd gates = input * x + recurrent * output + bias;
        for (int i = 0; i < size; ++i)
        {
            cell[i] = Sigmoid(gates[size + i]) * cell[i] +
                      Sigmoid(gates[i]) * std::tanh(gates[2 * size + i]);
            output[i] = Sigmoid(gates[3 * size + i]) * std::tanh(cell[i]);
        }
        outputs.push_back(output);
    }
    return outputs;
}

TEST(TorchRecurrentNetwork, IsTheOneUnrolledByHand)
{
    TorchRecurrentNetwork network(INPUTS, WINDOW, {3}, {4, 2}, 5, Activation::RELU);
    RandomSource random(3);
    network.Initialise(random);
    const FloatMatrix input = Draw(ROWS, WINDOW * INPUTS, 1);
    const FloatMatrix output = CopyMatrix(network.Forward(ViewMatrix(input)));
    ASSERT_EQ(output.rows(), ROWS);
    ASSERT_EQ(output.cols(), 5);
    Checkpoint checkpoint;
    network.Save(checkpoint, "net");
    for (int row = 0; row < ROWS; ++row)
    {
        Reader dense(checkpoint.GetMatrix("net.dense"));
        const Eigen::MatrixXd weight = dense.Take(3, INPUTS);
        const Eigen::VectorXd bias = dense.Take(3, 1);
        std::vector<Eigen::VectorXd> sequence;
        for (int t = 0; t < WINDOW; ++t)
        {
            const Eigen::VectorXd x =
                input.row(row).segment(t * INPUTS, INPUTS).transpose().cast<double>();
            sequence.push_back((weight * x + bias).cwiseMax(0.0));
        }
        Reader lstm(checkpoint.GetMatrix("net.recurrent"));
        for (const int size : {4, 2})
        {
            sequence = RunLstm(sequence, size, lstm);
        }
        EXPECT_TRUE(lstm.IsAtEnd());
        Reader head(checkpoint.GetMatrix("net.head"));
        const Eigen::MatrixXd last = head.Take(5, 2);
        const Eigen::VectorXd expected = last * sequence.back() + head.Take(5, 1);
        // Single precision, a few dozen operations on numbers of the order of 1.
        EXPECT_LT((output.row(row).transpose().cast<double>() - expected).cwiseAbs().maxCoeff(),
                  1e-5);
    }
}

TEST(TorchRecurrentNetwork, GradientsOfAllParameters)
{
    constexpr float STEP = 2e-3F;
    // Losses below 30 in single precision: 30 * 1e-7 / STEP / 2, and STEP^2 / 6 of the third
    // derivative.
    constexpr float TOLERANCE = 1.5e-3F;
    TorchRecurrentNetwork network(INPUTS, WINDOW, {3}, {4, 2}, 5, Activation::MISH);
    RandomSource random(3);
    network.Initialise(random);
    const FloatMatrix input = Draw(ROWS, WINDOW * INPUTS, 1);
    const FloatMatrix weight = 4.0F * Draw(ROWS, 5, 2);
    // One step of gradient descent's direction: Adam's first moment is a tenth of the gradient.
    TorchAdam adam;
    network.GiveTo(adam);
    Checkpoint before;
    network.Save(before, "net");
    for (int pass = 0; pass < 2; ++pass)
    {
        // Gradients add up until they are set to zero.
        adam.ZeroGradients();
        network.Forward(ViewMatrix(input)).backward(ViewMatrix(weight));
    }
    adam.Step(1e-3, 0.0);
    Checkpoint moments;
    adam.Save(moments, "adam");
    int group = 0;
    for (const char* part : {"net.dense", "net.recurrent", "net.head"})
    {
        const FloatMatrix& first = moments.GetMatrix("adam." + std::to_string(group++) + ".first");
        const FloatMatrix values = before.GetMatrix(part);
        float largest = 0.0F;
        for (Eigen::Index i = 0; i < values.size(); ++i)
        {
            const auto loss = [&, part = part](float move) {
                Checkpoint moved = before;
                FloatMatrix other = values;
                other(0, i) += move;
                moved.SetMatrix(part, other);
                network.Load(moved, "net");
                return CopyMatrix(network.Forward(ViewMatrix(input))).cwiseProduct(weight).sum();
            };
            EXPECT_NEAR(first(0, i) / 0.1F, (loss(STEP) - loss(-STEP)) / (2.0F * STEP), TOLERANCE)
                << part << ' ' << i;
            largest = std::max(largest, std::abs(first(0, i) / 0.1F));
        }
        EXPECT_GT(largest, 30.0F * TOLERANCE) << part;
    }
}

TEST(TorchRecurrentNetwork, FollowsAnother)
{
    TorchRecurrentNetwork one(INPUTS, WINDOW, {}, {4}, 2, Activation::RELU);
    TorchRecurrentNetwork two(INPUTS, WINDOW, {}, {4}, 2, Activation::RELU);
    RandomSource random(3);
    one.Initialise(random);
    two.Initialise(random);
    const FloatMatrix input = Draw(ROWS, WINDOW * INPUTS, 1);
    const auto run = [&input](const TorchRecurrentNetwork& network) {
        return CopyMatrix(network.Forward(ViewMatrix(input)));
    };
    EXPECT_NE(run(one), run(two));
    two.Follow(one, 1.0);
    EXPECT_EQ(run(one), run(two));
}

} // namespace
