/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torch-recurrent-network.h"

#include "torch-tensor.h"

#include <cmath>

namespace ns3
{
namespace isac
{

TorchRecurrentNetwork::TorchRecurrentNetwork(int inputs,
                                             int window,
                                             const std::vector<int>& hidden,
                                             const std::vector<int>& recurrent,
                                             int outputs,
                                             Activation activation)
    : m_inputs(inputs),
      m_window(window)
{
    if (!hidden.empty())
    {
        m_dense.emplace(inputs,
                        std::vector<int>(hidden.begin(), hidden.end() - 1),
                        hidden.back(),
                        activation,
                        activation);
    }
    int64_t total = 0;
    int64_t width = hidden.empty() ? inputs : hidden.back();
    for (const int size : recurrent)
    {
        total += 4 * size * (width + size + 1);
        width = size;
    }
    m_head.emplace(static_cast<int>(width), std::vector<int>{}, outputs);
    m_values = at::zeros({total});
    m_gradients = at::zeros({total});
    int64_t offset = 0;
    const auto take = [&](at::IntArrayRef shape) {
        const int64_t count = c10::multiply_integers(shape);
        // A leaf of autograd that shares its numbers, and those of its gradient, with all others.
        at::Tensor leaf = m_values.narrow(0, offset, count).view(shape).detach();
        leaf.requires_grad_(true);
        leaf.mutable_grad() = m_gradients.narrow(0, offset, count).view(shape);
        offset += count;
        return leaf;
    };
    width = hidden.empty() ? inputs : hidden.back();
    for (const int size : recurrent)
    {
        Layer layer;
        layer.size = size;
        layer.input = take({4 * size, width});
        layer.recurrent = take({4 * size, size});
        layer.bias = take({4 * size});
        m_layers.push_back(std::move(layer));
        width = size;
    }
}

void
TorchRecurrentNetwork::Initialise(RandomSource& random)
{
    if (m_dense)
    {
        m_dense->InitialiseOrthogonal(random, std::sqrt(2.0));
    }
    auto* value = m_values.data_ptr<float>();
    for (const Layer& layer : m_layers)
    {
        const double bound = 1.0 / std::sqrt(layer.size);
        const int64_t count = layer.input.numel() + layer.recurrent.numel() + layer.bias.numel();
        for (int64_t i = 0; i < count; ++i)
        {
            *value++ = static_cast<float>(bound * (2.0 * random.Uniform() - 1.0));
        }
    }
    m_head->InitialiseOrthogonal(random, 1.0);
}

at::Tensor
TorchRecurrentNetwork::Forward(const at::Tensor& input) const
{
    const int64_t count = input.size(0);
    at::Tensor x = input.reshape({count * m_window, m_inputs});
    if (m_dense)
    {
        x = m_dense->Forward(x);
    }
    x = x.view({count, m_window, x.size(1)});
    for (const Layer& layer : m_layers)
    {
        // What the inputs give to all gates at once; the memory's part comes step by step.
        const at::Tensor along = at::matmul(x, layer.input.t()) + layer.bias;
        at::Tensor output = at::zeros({count, layer.size});
        at::Tensor cell = at::zeros({count, layer.size});
        std::vector<at::Tensor> outputs;
        for (int64_t t = 0; t < m_window; ++t)
        {
            const std::vector<at::Tensor> gates =
                (along.select(1, t) + at::mm(output, layer.recurrent.t())).chunk(4, 1);
            cell = gates[1].sigmoid() * cell + gates[0].sigmoid() * gates[2].tanh();
            output = gates[3].sigmoid() * cell.tanh();
            outputs.push_back(output);
        }
        x = at::stack(outputs, 1);
    }
    return m_head->Forward(x.select(1, m_window - 1).contiguous());
}

std::vector<std::pair<std::string, at::Tensor>>
TorchRecurrentNetwork::Parts() const
{
    std::vector<std::pair<std::string, at::Tensor>> parts{{".recurrent", m_values},
                                                          {".head", m_head->Values()}};
    if (m_dense)
    {
        parts.emplace_back(".dense", m_dense->Values());
    }
    return parts;
}

void
TorchRecurrentNetwork::GiveTo(TorchAdam& adam) const
{
    if (m_dense)
    {
        adam.Add(m_dense->Values(), m_dense->Gradients());
    }
    adam.Add(m_values, m_gradients);
    adam.Add(m_head->Values(), m_head->Gradients());
}

void
TorchRecurrentNetwork::Follow(const TorchRecurrentNetwork& other, double share)
{
    auto mine = Parts();
    const auto theirs = other.Parts();
    for (std::size_t i = 0; i < mine.size(); ++i)
    {
        mine[i].second.lerp_(theirs[i].second, share);
    }
}

std::string
TorchRecurrentNetwork::ExportSource(
    const std::string& input,
    const std::string& output,
    std::vector<std::pair<std::string, FloatMatrix>>& parameters) const
{
    const std::string window = std::to_string(m_window);
    const auto line = [](const std::string& text) { return "    " + text + "\n"; };
    std::string source = line("x = (" + input + ").view(-1, " + std::to_string(m_inputs) + ")") +
                         line("count = x.size(0) // " + window);
    if (m_dense)
    {
        source += line("x = " + m_dense->ExportSource("dense", "x", parameters));
    }
    for (std::size_t i = 0; i < m_layers.size(); ++i)
    {
        const Layer& layer = m_layers[i];
        const std::string name = "lstm" + std::to_string(i);
        const std::string size = std::to_string(layer.size);
        parameters.emplace_back(name + "_input", CopyMatrix(layer.input));
        parameters.emplace_back(name + "_recurrent", CopyMatrix(layer.recurrent));
        parameters.emplace_back(name + "_bias", CopyMatrix(layer.bias));
        source += line("along = (torch.mm(x, self." + name + "_input.t()) + self." + name +
                       "_bias).view(count, " + window + ", 4 * " + size + ")") +
                  line("output = torch.zeros([count, " + size + "])") +
                  line("cell = torch.zeros([count, " + size + "])") + line("outputs = []") +
                  line("for t in range(" + window + "):") +
                  line("    gates = torch.chunk(along[:, t] + torch.mm(output, self." + name +
                       "_recurrent.t()), 4, 1)") +
                  line("    cell = torch.sigmoid(gates[1]) * cell + "
                       "torch.sigmoid(gates[0]) * torch.tanh(gates[2])") +
                  line("    output = torch.sigmoid(gates[3]) * torch.tanh(cell)") +
                  line("    outputs.append(output)") +
                  line("x = torch.stack(outputs, 1).view(-1, " + size + ")");
    }
    return source +
           line("last = x.view(count, " + window + ", -1)[:, " + std::to_string(m_window - 1) +
                "]") +
           line(output + " = " + m_head->ExportSource("head", "last", parameters));
}

void
TorchRecurrentNetwork::Save(Checkpoint& checkpoint, const std::string& name) const
{
    for (const auto& [part, values] : Parts())
    {
        checkpoint.SetMatrix(name + part, CopyMatrix(values));
    }
}

void
TorchRecurrentNetwork::Load(const Checkpoint& checkpoint, const std::string& name)
{
    for (auto& [part, values] : Parts())
    {
        values.copy_(ViewMatrix(checkpoint.GetMatrix(name + part, 1, values.numel())).view({-1}));
    }
}

} // namespace isac
} // namespace ns3
