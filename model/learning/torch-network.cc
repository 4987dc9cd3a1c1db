/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torch-network.h"

#include "torch-activation.h"
#include "torch-tensor.h"

#include <ATen/core/LegacyTypeDispatch.h>
#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <torch/csrc/autograd/custom_function.h>

namespace ns3
{
namespace isac
{

namespace
{

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

/**
 * @brief A whole network as one operation of autograd: its parts would take longer to note down
 * than small networks take to evaluate.
 */
class TorchNetwork::Function : public torch::autograd::Function<TorchNetwork::Function>
{
  public:
    /**
     * @param context keeps what backward() needs
     * @param input N x inputs
     * @param hook requires a gradient if parameters are trained, so that autograd comes back here
     * @param network which must outlive the backward pass
     * @param parameters whether they are trained
     * @return N x outputs
     */
    static at::Tensor forward(torch::autograd::AutogradContext* context,
                              const at::Tensor& input,
                              const at::Tensor& hook,
                              const TorchNetwork* network,
                              Parameters parameters)
    {
        static_cast<void>(hook);
        Pass pass;
        const at::Tensor output = network->Run(input, pass);
        context->save_for_backward(pass.values);
        context->saved_data["network"] = reinterpret_cast<int64_t>(network);
        context->saved_data["trained"] = parameters == Parameters::TRAINED;
        context->saved_data["input"] = input.requires_grad();
        return output;
    }

    /**
     * @param context from forward()
     * @param gradients by the output
     * @return gradients by the inputs of forward()
     */
    static torch::autograd::tensor_list backward(torch::autograd::AutogradContext* context,
                                                 const torch::autograd::tensor_list& gradients)
    {
        const auto* network =
            reinterpret_cast<const TorchNetwork*>(context->saved_data["network"].toInt());
        const bool trained = context->saved_data["trained"].toBool();
        return {network->GoBack({context->get_saved_variables()},
                                gradients[0].contiguous(),
                                trained ? Parameters::TRAINED : Parameters::FROZEN,
                                context->saved_data["input"].toBool()),
                {},
                {},
                {}};
    }
};

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
    m_hook = at::empty({0}).requires_grad_();
    int64_t offset = 0;
    const auto take = [&](at::IntArrayRef shape, at::Tensor& value, at::Tensor& gradient) {
        const int64_t count = c10::multiply_integers(shape);
        value = m_values.narrow(0, offset, count).view(shape);
        gradient = m_gradients.narrow(0, offset, count).view(shape);
        offset += count;
    };
    for (std::size_t i = 1; i < sizes.size(); ++i)
    {
        Layer layer;
        take({sizes[i], sizes[i - 1]}, layer.weight, layer.weightGradient);
        take({sizes[i]}, layer.bias, layer.biasGradient);
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

int
TorchNetwork::FirstOutputs() const
{
    return static_cast<int>(m_layers.front().weight.size(0));
}

void
TorchNetwork::InitialiseOrthogonal(RandomSource& random, double outputGain)
{
    m_values.zero_();
    for (std::size_t i = 0; i < m_layers.size(); ++i)
    {
        const double gain = i + 1 == m_layers.size() ? outputGain : std::sqrt(2.0);
        at::Tensor& weight = m_layers[i].weight;
        weight.copy_(ViewMatrix(DrawOrthogonal(weight.size(0), weight.size(1), gain, random)));
    }
}

void
TorchNetwork::InitialiseUniform(RandomSource& random)
{
    for (Layer& layer : m_layers)
    {
        const double bound = 1.0 / std::sqrt(static_cast<double>(layer.weight.size(1)));
        for (const at::Tensor& part : {layer.weight, layer.bias})
        {
            auto* const value = part.data_ptr<float>();
            std::generate_n(value, part.numel(), [&]() {
                return static_cast<float>(bound * (2.0 * random.Uniform() - 1.0));
            });
        }
    }
}

at::Tensor
TorchNetwork::Forward(const at::Tensor& input, Parameters parameters) const
{
    const bool trained = parameters == Parameters::TRAINED;
    if (!at::GradMode::is_enabled() || (!trained && !input.requires_grad()))
    {
        Pass pass;
        return Run(input, pass);
    }
    return Function::apply(input, trained ? m_hook : at::Tensor(m_values), this, parameters);
}

at::Tensor
TorchNetwork::Run(const at::Tensor& input, Pass& pass) const
{
    const at::AutoDispatchBelowADInplaceOrView plain;
    const at::Tensor output = RunFrom(at::mm(input, m_layers.front().weight.t()), pass);
    pass.values.front() = input;
    return output;
}

at::Tensor
TorchNetwork::RunFrom(const at::Tensor& sums, Pass& pass) const
{
    const at::AutoDispatchBelowADInplaceOrView plain;
    pass.values = {at::Tensor()};
    at::Tensor linear = sums;
    for (std::size_t i = 0; i < m_layers.size(); ++i)
    {
        const Layer& layer = m_layers[i];
        if (i > 0)
        {
            linear = at::mm(pass.values.back(), layer.weight.t());
        }
        Activate(linear, layer.bias, layer.activation);
        if (layer.activation == Activation::MISH)
        {
            pass.values.push_back(linear);
            linear = Mish(linear);
        }
        pass.values.push_back(linear);
    }
    return linear;
}

void
TorchNetwork::AddSums(const at::Tensor& part, int64_t from, at::Tensor& sums) const
{
    sums.addmm_(part, m_layers.front().weight.narrow(1, from, part.size(1)).t());
}

at::Tensor
TorchNetwork::GoBack(const Pass& pass,
                     const at::Tensor& gradient,
                     Parameters parameters,
                     bool wantInput) const
{
    const at::AutoDispatchBelowADInplaceOrView plain;
    const at::Tensor bySums = GoBackToSums(pass, gradient, parameters);
    if (parameters == Parameters::TRAINED)
    {
        GoBackFromSums(bySums, pass.values.front(), 0);
    }
    return wantInput ? GradientByPart(bySums, 0, Inputs()) : at::Tensor();
}

at::Tensor
TorchNetwork::GoBackToSums(const Pass& pass,
                           const at::Tensor& gradient,
                           Parameters parameters) const
{
    const at::AutoDispatchBelowADInplaceOrView plain;
    at::Tensor above = gradient;
    auto value = pass.values.end() - 1;
    for (std::size_t i = m_layers.size(); i-- > 0;)
    {
        const Layer& layer = m_layers[i];
        // Mish is undone from its input, the others from their output.
        value -= layer.activation == Activation::MISH ? 1 : 0;
        above = ActivationGradient(above, *value, layer.activation);
        --value;
        if (parameters == Parameters::TRAINED)
        {
            layer.biasGradient.add_(above.sum(0));
            if (i > 0)
            {
                layer.weightGradient.addmm_(above.t(), *value);
            }
        }
        if (i > 0)
        {
            above = at::mm(above, layer.weight);
        }
    }
    return above;
}

void
TorchNetwork::GoBackFromSums(const at::Tensor& bySums, const at::Tensor& part, int64_t from) const
{
    m_layers.front().weightGradient.narrow(1, from, part.size(1)).addmm_(bySums.t(), part);
}

at::Tensor
TorchNetwork::GradientByPart(const at::Tensor& bySums, int64_t from, int64_t count) const
{
    return at::mm(bySums, m_layers.front().weight.narrow(1, from, count));
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
        network.AddLayer(CopyMatrix(layer.weight),
                         CopyMatrix(layer.bias).transpose(),
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
        parameters.emplace_back(layer + "_weight", CopyMatrix(m_layers[i].weight));
        parameters.emplace_back(layer + "_bias", CopyMatrix(m_layers[i].bias));
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
