/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torch-dueling-network.h"

#include "isac-dueling.h"
#include "torch-tensor.h"

#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @param inputs of a dueling network
 * @param hidden of it
 * @return values that its streams get
 */
int
Features(int inputs, const std::vector<int>& hidden)
{
    return hidden.size() < 2 ? inputs : hidden[hidden.size() - 2];
}

/**
 * @param hidden of a dueling network
 * @return hidden layers of a stream
 */
std::vector<int>
StreamHidden(const std::vector<int>& hidden)
{
    return hidden.empty() ? hidden : std::vector<int>{hidden.back()};
}

} // namespace

TorchDuelingNetwork::TorchDuelingNetwork(int inputs,
                                         const std::vector<int>& hidden,
                                         int actions,
                                         int width,
                                         Activation activation)
    : m_value(Features(inputs, hidden), StreamHidden(hidden), width, activation),
      m_advantage(Features(inputs, hidden), StreamHidden(hidden), actions * width, activation),
      m_width(width)
{
    if (hidden.size() > 1)
    {
        m_trunk.emplace(inputs,
                        std::vector<int>(hidden.begin(), hidden.end() - 2),
                        hidden[hidden.size() - 2],
                        activation,
                        activation);
    }
}

void
TorchDuelingNetwork::Initialise(RandomSource& random, double deviation)
{
    if (m_trunk)
    {
        m_trunk->InitialiseOrthogonal(random, std::sqrt(2.0));
    }
    m_value.Initialise(random, deviation);
    m_advantage.Initialise(random, deviation);
}

void
TorchDuelingNetwork::Draw(RandomSource& random)
{
    m_value.Draw(random);
    m_advantage.Draw(random);
}

FloatMatrix
TorchDuelingNetwork::Run(const FloatMatrix& input, Pass& pass) const
{
    const at::Tensor seen = ViewMatrix(input);
    const at::Tensor features = m_trunk ? m_trunk->Run(seen, pass.trunk) : seen;
    return CombineStreams({CopyMatrix(m_value.Run(features, pass.value)),
                           CopyMatrix(m_advantage.Run(features, pass.advantage))});
}

void
TorchDuelingNetwork::GoBack(const Pass& pass, const FloatMatrix& gradient)
{
    const DuelingStreams streams = SplitGradient(gradient, m_width);
    const at::Tensor value = m_value.GoBack(pass.value, ViewMatrix(streams.value));
    const at::Tensor advantage = m_advantage.GoBack(pass.advantage, ViewMatrix(streams.advantage));
    if (m_trunk)
    {
        m_trunk->GoBack(pass.trunk, value + advantage, Parameters::TRAINED, false);
    }
}

std::vector<std::pair<std::string, at::Tensor>>
TorchDuelingNetwork::Parts() const
{
    std::vector<std::pair<std::string, at::Tensor>> parts{{".value", m_value.Values()},
                                                          {".advantage", m_advantage.Values()}};
    if (m_trunk)
    {
        parts.emplace_back(".trunk", m_trunk->Values());
    }
    return parts;
}

void
TorchDuelingNetwork::GiveTo(TorchAdam& adam) const
{
    if (m_trunk)
    {
        adam.Add(m_trunk->Values(), m_trunk->Gradients());
    }
    adam.Add(m_value.Values(), m_value.Gradients());
    adam.Add(m_advantage.Values(), m_advantage.Gradients());
}

void
TorchDuelingNetwork::Follow(const TorchDuelingNetwork& other, double share)
{
    auto mine = Parts();
    const auto theirs = other.Parts();
    for (std::size_t i = 0; i < mine.size(); ++i)
    {
        mine[i].second.lerp_(theirs[i].second, share);
    }
}

const std::optional<TorchNetwork>&
TorchDuelingNetwork::Trunk() const
{
    return m_trunk;
}

const TorchNoisyNetwork&
TorchDuelingNetwork::Value() const
{
    return m_value;
}

const TorchNoisyNetwork&
TorchDuelingNetwork::Advantage() const
{
    return m_advantage;
}

void
TorchDuelingNetwork::Save(Checkpoint& checkpoint, const std::string& name) const
{
    for (const auto& [part, values] : Parts())
    {
        checkpoint.SetMatrix(name + part, CopyMatrix(values));
    }
}

void
TorchDuelingNetwork::Load(const Checkpoint& checkpoint, const std::string& name)
{
    for (auto& [part, values] : Parts())
    {
        values.copy_(ViewMatrix(checkpoint.GetMatrix(name + part, 1, values.numel())).view({-1}));
    }
}

} // namespace isac
} // namespace ns3
