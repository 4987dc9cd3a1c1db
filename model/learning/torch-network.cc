/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torch-network.h"

#include "torch-tensor.h"

#include <Eigen/QR>
#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @param x linear part of a layer; may be written over
 * @param activation what follows
 * @return what follows
 */
at::Tensor
Activate(at::Tensor x, Activation activation)
{
    switch (activation)
    {
    case Activation::NONE:
        return x;
    case Activation::RELU:
        return x.relu_();
    case Activation::TANH:
        return x.tanh_();
    case Activation::MISH:
        return at::mish(x);
    case Activation::SIGMOID:
        return x.sigmoid_();
    }
    return x;
}

/**
 * @param activation what follows a layer
 * @return its name in TorchScript
 */
std::string
ActivationSource(Activation activation)
{
    switch (activation)
    {
    case Activation::NONE:
        return "";
    case Activation::RELU:
        return "torch.relu";
    case Activation::TANH:
        return "torch.tanh";
    case Activation::MISH:
        return "torch.mish";
    case Activation::SIGMOID:
        return "torch.sigmoid";
    }
    return "";
}

/**
 * @param rows of the matrix
 * @param columns of the matrix
 * @param gain factor
 * @param random source of the draw
 * @return gain times a matrix with orthonormal rows or columns, whichever are fewer
 */
FloatMatrix
DrawOrthogonal(Eigen::Index rows, Eigen::Index columns, double gain, RandomSource& random)
{
    const Eigen::Index larger = std::max(rows, columns);
    const Eigen::Index smaller = std::min(rows, columns);
    Eigen::MatrixXd draw(larger, smaller);
    for (Eigen::Index i = 0; i < draw.size(); ++i)
    {
        draw.data()[i] = random.Normal();
    }
    const Eigen::HouseholderQR<Eigen::MatrixXd> qr(draw);
    Eigen::MatrixXd q = qr.householderQ() * Eigen::MatrixXd::Identity(larger, smaller);
    // Without the signs of R's diagonal the matrix would not be uniform among the orthogonal ones.
    for (Eigen::Index i = 0; i < smaller; ++i)
    {
        if (qr.matrixQR()(i, i) < 0.0)
        {
            q.col(i) = -q.col(i);
        }
    }
    const Eigen::MatrixXd weight = rows >= columns ? q : Eigen::MatrixXd(q.transpose());
    return (gain * weight).cast<float>();
}

} // namespace

TorchNetwork::TorchNetwork(int inputs,
                           const std::vector<int>& hidden,
                           int outputs,
                           Activation hiddenActivation,
                           Activation outputActivation)
{
    std::vector<int> sizes{inputs};
    sizes.insert(sizes.end(), hidden.begin(), hidden.end());
    sizes.push_back(outputs);
    int64_t total = 0;
    for (std::size_t i = 1; i < sizes.size(); ++i)
    {
        total += static_cast<int64_t>(sizes[i - 1] + 1) * sizes[i];
    }
    m_values = at::zeros({total});
    m_gradients = at::zeros({total});
    int64_t offset = 0;
    const auto take = [&](at::IntArrayRef shape, at::Tensor& frozen) {
        const int64_t count = c10::multiply_integers(shape);
        frozen = m_values.narrow(0, offset, count).view(shape);
        at::Tensor leaf = frozen.detach();
        leaf.requires_grad_();
        // Gradients are then added to this place instead of finding one of their own.
        leaf.mutable_grad() = m_gradients.narrow(0, offset, count).view(shape);
        offset += count;
        return leaf;
    };
    for (std::size_t i = 1; i < sizes.size(); ++i)
    {
        Layer layer;
        layer.weight = take({sizes[i], sizes[i - 1]}, layer.frozenWeight);
        layer.bias = take({sizes[i]}, layer.frozenBias);
        layer.activation = i + 1 == sizes.size() ? outputActivation : hiddenActivation;
        m_layers.push_back(std::move(layer));
    }
}

int
TorchNetwork::Inputs() const
{
    return static_cast<int>(m_layers.front().weight.size(1));
}

int
TorchNetwork::Outputs() const
{
    return static_cast<int>(m_layers.back().weight.size(0));
}

void
TorchNetwork::InitialiseOrthogonal(RandomSource& random, double outputGain)
{
    m_values.zero_();
    for (std::size_t i = 0; i < m_layers.size(); ++i)
    {
        const double gain = i + 1 == m_layers.size() ? outputGain : std::sqrt(2.0);
        at::Tensor& weight = m_layers[i].frozenWeight;
        weight.copy_(ViewMatrix(DrawOrthogonal(weight.size(0), weight.size(1), gain, random)));
    }
}

at::Tensor
TorchNetwork::Forward(const at::Tensor& input, Parameters parameters) const
{
    const bool trained = parameters == Parameters::TRAINED;
    at::Tensor x = input;
    for (const Layer& layer : m_layers)
    {
        const at::Tensor& weight = trained ? layer.weight : layer.frozenWeight;
        const at::Tensor& bias = trained ? layer.bias : layer.frozenBias;
        x = Activate(at::addmm(bias, x, weight.t()), layer.activation);
    }
    return x;
}

const at::Tensor&
TorchNetwork::Values() const
{
    return m_values;
}

const at::Tensor&
TorchNetwork::Gradients() const
{
    return m_gradients;
}

void
TorchNetwork::CopyFrom(const TorchNetwork& other)
{
    m_values.copy_(other.m_values);
}

void
TorchNetwork::SoftUpdate(const TorchNetwork& other, double share)
{
    m_values.lerp_(other.m_values, share);
}

DenseNetwork
TorchNetwork::Export() const
{
    DenseNetwork network;
    for (const Layer& layer : m_layers)
    {
        network.AddLayer(CopyMatrix(layer.frozenWeight),
                         CopyMatrix(layer.frozenBias).transpose(),
                         layer.activation);
    }
    return network;
}

std::string
TorchNetwork::ExportSource(const std::string& name,
                           const std::string& input,
                           std::vector<std::pair<std::string, FloatMatrix>>& parameters) const
{
    std::string expression = input;
    for (std::size_t i = 0; i < m_layers.size(); ++i)
    {
        const std::string layer = name + std::to_string(i);
        parameters.emplace_back(layer + "_weight", CopyMatrix(m_layers[i].frozenWeight));
        parameters.emplace_back(layer + "_bias", CopyMatrix(m_layers[i].frozenBias));
        expression = ActivationSource(m_layers[i].activation) + "(torch.mm(" + expression +
                     ", self." + layer + "_weight.t()) + self." + layer + "_bias)";
    }
    return expression;
}

void
TorchNetwork::Save(Checkpoint& checkpoint, const std::string& name) const
{
    checkpoint.SetMatrix(name, CopyMatrix(m_values));
}

void
TorchNetwork::Load(const Checkpoint& checkpoint, const std::string& name)
{
    m_values.copy_(ViewMatrix(checkpoint.GetMatrix(name, 1, m_values.numel())).view({-1}));
}

} // namespace isac
} // namespace ns3
