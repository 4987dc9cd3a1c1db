/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dense-network.h"

#include "isac-vector-kernels.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

namespace ns3
{
namespace isac
{

void
DenseNetwork::AddLayer(const FloatMatrix& weight,
                       const Eigen::VectorXf& bias,
                       Activation activation)
{
    if (weight.size() == 0 || weight.rows() != bias.size() ||
        (!m_layers.empty() && weight.cols() != Outputs()))
    {
        throw std::invalid_argument("a layer of " + std::to_string(weight.rows()) + " x " +
                                    std::to_string(weight.cols()) + " weights and " +
                                    std::to_string(bias.size()) + " biases does not fit behind " +
                                    std::to_string(Outputs()) + " outputs");
    }
    Layer layer;
    layer.inputs = static_cast<int>(weight.cols());
    layer.outputs = static_cast<int>(weight.rows());
    layer.padded = (layer.outputs + VECTOR_BLOCK - 1) / VECTOR_BLOCK * VECTOR_BLOCK;
    layer.activation = activation;
    layer.weight.assign(static_cast<std::size_t>(layer.padded) * layer.inputs, 0.0F);
    layer.bias.assign(layer.padded, 0.0F);
    for (int i = 0; i < layer.outputs; ++i)
    {
        const std::size_t block = i / VECTOR_BLOCK;
        for (int j = 0; j < layer.inputs; ++j)
        {
            layer.weight[(block * layer.inputs + j) * VECTOR_BLOCK + i % VECTOR_BLOCK] =
                weight(i, j);
        }
        layer.bias[i] = bias[i];
    }
    for (auto& scratch : m_scratch)
    {
        scratch.resize(
            std::max(scratch.size(), static_cast<std::size_t>(VECTOR_ROWS) * layer.padded));
    }
    m_layers.push_back(std::move(layer));
}

int
DenseNetwork::Inputs() const
{
    return m_layers.empty() ? 0 : m_layers.front().inputs;
}

int
DenseNetwork::Outputs() const
{
    return m_layers.empty() ? 0 : m_layers.back().outputs;
}

void
DenseNetwork::ForwardRows(const float* input, int rows, float* output) const
{
    const VectorKernels& kernels = SupportedVectorKernels().front();
    const float* x = input;
    long stride = Inputs();
    int side = 0;
    for (const Layer& layer : m_layers)
    {
        float* const y = m_scratch[side].data();
        const PackedLayer packed{layer.inputs,
                                 layer.padded / VECTOR_BLOCK,
                                 layer.weight.data(),
                                 layer.bias.data()};
        if (rows == 1)
        {
            kernels.multiplyRow(packed, x, y);
        }
        else
        {
            kernels.multiplyRows(packed, x, stride, y);
        }
        kernels.activate(layer.activation, static_cast<long>(rows) * layer.padded, y);
        x = y;
        stride = layer.padded;
        side = 1 - side;
    }
    for (int row = 0; row < rows; ++row)
    {
        std::copy_n(x + row * stride, Outputs(), output + static_cast<long>(row) * Outputs());
    }
}

void
DenseNetwork::Forward(const float* input, float* output) const
{
    ForwardRows(input, 1, output);
}

FloatMatrix
DenseNetwork::Forward(const FloatMatrix& input) const
{
    FloatMatrix output(input.rows(), Outputs());
    for (Eigen::Index row = 0; row < input.rows();)
    {
        const int rows = row + VECTOR_ROWS <= input.rows() ? VECTOR_ROWS : 1;
        ForwardRows(input.data() + row * input.cols(), rows, output.data() + row * output.cols());
        row += rows;
    }
    return output;
}

} // namespace isac
} // namespace ns3
