/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torch-noisy-network.h"

#include "torch-tensor.h"

#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @param count how many
 * @param random source of the draw
 * @return sign(x) sqrt(|x|) of normal x
 */
Eigen::VectorXf
DrawFactors(int count, RandomSource& random)
{
    Eigen::VectorXf factors(count);
    for (float& factor : factors)
    {
        const double x = random.Normal();
        factor = static_cast<float>(std::copysign(std::sqrt(std::abs(x)), x));
    }
    return factors;
}

} // namespace

TorchNoisyNetwork::TorchNoisyNetwork(int inputs,
                                     const std::vector<int>& hidden,
                                     int outputs,
                                     Activation hiddenActivation)
    : m_sizes{inputs},
      m_activation(hiddenActivation),
      m_network(inputs, hidden, outputs, hiddenActivation),
      m_noise(at::zeros_like(m_network.Values())),
      m_values(at::zeros({2 * m_noise.numel()})),
      m_gradients(at::zeros_like(m_values))
{
    m_sizes.insert(m_sizes.end(), hidden.begin(), hidden.end());
    m_sizes.push_back(outputs);
}

void
TorchNoisyNetwork::Initialise(RandomSource& random, double deviation)
{
    auto* mean = m_values.data_ptr<float>();
    float* spread = mean + m_noise.numel();
    for (std::size_t i = 1; i < m_sizes.size(); ++i)
    {
        const double bound = 1.0 / std::sqrt(m_sizes[i - 1]);
        const int64_t count = static_cast<int64_t>(m_sizes[i - 1] + 1) * m_sizes[i];
        for (int64_t k = 0; k < count; ++k)
        {
            *mean++ = static_cast<float>(bound * (2.0 * random.Uniform() - 1.0));
            *spread++ = static_cast<float>(bound * deviation);
        }
    }
}

void
TorchNoisyNetwork::Draw(RandomSource& random)
{
    auto* noise = m_noise.data_ptr<float>();
    for (std::size_t i = 1; i < m_sizes.size(); ++i)
    {
        const Eigen::VectorXf in = DrawFactors(m_sizes[i - 1], random);
        const Eigen::VectorXf out = DrawFactors(m_sizes[i], random);
        Eigen::Map<FloatMatrix>(noise, out.size(), in.size()) = out * in.transpose();
        noise += out.size() * in.size();
        Eigen::Map<Eigen::VectorXf>(noise, out.size()) = out;
        noise += out.size();
    }
    const int64_t count = m_noise.numel();
    at::Tensor values = m_network.Values();
    values.copy_(m_values.narrow(0, 0, count)).addcmul_(m_values.narrow(0, count, count), m_noise);
}

TorchNetwork
TorchNoisyNetwork::Still() const
{
    TorchNetwork network(m_sizes.front(),
                         {m_sizes.begin() + 1, m_sizes.end() - 1},
                         m_sizes.back(),
                         m_activation);
    network.Values().copy_(m_values.narrow(0, 0, m_noise.numel()));
    return network;
}

at::Tensor
TorchNoisyNetwork::Run(const at::Tensor& input, TorchNetwork::Pass& pass) const
{
    return m_network.Run(input, pass);
}

at::Tensor
TorchNoisyNetwork::GoBack(const TorchNetwork::Pass& pass, const at::Tensor& gradient)
{
    m_network.Gradients().zero_();
    const at::Tensor below = m_network.GoBack(pass, gradient, Parameters::TRAINED, true);
    const int64_t count = m_noise.numel();
    m_gradients.narrow(0, 0, count).add_(m_network.Gradients());
    m_gradients.narrow(0, count, count).addcmul_(m_network.Gradients(), m_noise);
    return below;
}

const at::Tensor&
TorchNoisyNetwork::Values() const
{
    return m_values;
}

const at::Tensor&
TorchNoisyNetwork::Gradients() const
{
    return m_gradients;
}

const at::Tensor&
TorchNoisyNetwork::Noise() const
{
    return m_noise;
}

} // namespace isac
} // namespace ns3
