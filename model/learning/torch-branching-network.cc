/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torch-branching-network.h"

#include "isac-branching-value.h"
#include "torch-tensor.h"

#include <cmath>
#include <numeric>

namespace ns3
{
namespace isac
{

TorchBranchingNetwork::TorchBranchingNetwork(int inputs,
                                             const std::vector<int>& hidden,
                                             const std::vector<int>& branches,
                                             Activation activation)
    : m_branches(branches),
      m_value(hidden.size() < 2 ? inputs : hidden[hidden.size() - 2],
              hidden.empty() ? hidden : std::vector<int>{hidden.back()},
              1,
              activation),
      m_advantage(m_value.Inputs(),
                  hidden.empty() ? hidden : std::vector<int>{hidden.back()},
                  std::accumulate(branches.begin(), branches.end(), 0),
                  activation)
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
TorchBranchingNetwork::Initialise(RandomSource& random)
{
    if (m_trunk)
    {
        m_trunk->InitialiseOrthogonal(random, std::sqrt(2.0));
    }
    m_value.InitialiseOrthogonal(random, 1.0);
    m_advantage.InitialiseOrthogonal(random, 1.0);
}

FloatMatrix
TorchBranchingNetwork::Run(const FloatMatrix& input, Pass& pass) const
{
    const at::Tensor seen = ViewMatrix(input);
    const at::Tensor features = m_trunk ? m_trunk->Run(seen, pass.trunk) : seen;
    return CombineBranches(CopyMatrix(m_value.Run(features, pass.value)),
                           CopyMatrix(m_advantage.Run(features, pass.advantage)),
                           m_branches);
}

void
TorchBranchingNetwork::GoBack(const Pass& pass, const FloatMatrix& gradient) const
{
    const DuelingStreams streams = SplitBranches(gradient, m_branches);
    const bool shared = m_trunk.has_value();
    const at::Tensor value =
        m_value.GoBack(pass.value, ViewMatrix(streams.value), Parameters::TRAINED, shared);
    const at::Tensor advantage = m_advantage.GoBack(pass.advantage,
                                                    ViewMatrix(streams.advantage),
                                                    Parameters::TRAINED,
                                                    shared);
    if (shared)
    {
        const double share = 1.0 / static_cast<double>(m_branches.size() + 1);
        m_trunk->GoBack(pass.trunk, (value + advantage) * share, Parameters::TRAINED, false);
    }
}

std::vector<std::pair<std::string, TorchNetwork>>
TorchBranchingNetwork::Parts() const
{
    std::vector<std::pair<std::string, TorchNetwork>> parts{{".value", m_value},
                                                            {".advantage", m_advantage}};
    if (m_trunk)
    {
        parts.emplace_back(".trunk", *m_trunk);
    }
    return parts;
}

void
TorchBranchingNetwork::GiveTo(TorchAdam& adam) const
{
    for (const auto& part : Parts())
    {
        adam.Add(part.second.Values(), part.second.Gradients());
    }
}

void
TorchBranchingNetwork::Follow(const TorchBranchingNetwork& other, double share)
{
    auto mine = Parts();
    const auto theirs = other.Parts();
    for (std::size_t i = 0; i < mine.size(); ++i)
    {
        mine[i].second.SoftUpdate(theirs[i].second, share);
    }
}

std::vector<DenseNetwork>
TorchBranchingNetwork::Export() const
{
    std::vector<DenseNetwork> networks;
    if (m_trunk)
    {
        networks.push_back(m_trunk->Export());
    }
    networks.push_back(m_advantage.Export());
    return networks;
}

std::string
TorchBranchingNetwork::ExportSource(
    const std::string& input,
    std::vector<std::pair<std::string, FloatMatrix>>& parameters) const
{
    const std::string features =
        m_trunk ? m_trunk->ExportSource("trunk", input, parameters) : input;
    const std::string advantages = m_advantage.ExportSource("advantage", features, parameters);
    std::string sizes;
    for (const int choices : m_branches)
    {
        sizes += std::to_string(choices) + ", ";
    }
    return "torch.cat([torch.argmax(branch, 1, True) for branch in torch.split_with_sizes(" +
           advantages + ", [" + sizes + "], 1)], 1)";
}

void
TorchBranchingNetwork::Save(Checkpoint& checkpoint, const std::string& name) const
{
    for (const auto& [part, network] : Parts())
    {
        network.Save(checkpoint, name + part);
    }
}

void
TorchBranchingNetwork::Load(const Checkpoint& checkpoint, const std::string& name)
{
    for (auto& [part, network] : Parts())
    {
        network.Load(checkpoint, name + part);
    }
}

} // namespace isac
} // namespace ns3
