/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torch-adam.h"

#include "torch-tensor.h"

#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

constexpr double BETA1 = 0.9;
constexpr double BETA2 = 0.999;
constexpr double EPSILON = 1e-8;

} // namespace

void
TorchAdam::Add(const at::Tensor& values, const at::Tensor& gradients)
{
    m_groups.push_back({values, gradients, at::zeros_like(values), at::zeros_like(values)});
}

void
TorchAdam::ZeroGradients()
{
    for (Group& group : m_groups)
    {
        group.gradients.zero_();
    }
}

void
TorchAdam::Step(double rate, double clip)
{
    ++m_step;
    double scale = 1.0;
    if (clip > 0.0)
    {
        double square = 0.0;
        for (const Group& group : m_groups)
        {
            square += group.gradients.dot(group.gradients).item<float>();
        }
        scale = std::min(1.0, clip / std::max(std::sqrt(square), 1e-12));
    }
    const double bias1 = 1.0 - std::pow(BETA1, m_step);
    const double bias2 = 1.0 - std::pow(BETA2, m_step);
    const auto size = static_cast<float>(rate / bias1);
    const auto root = static_cast<float>(1.0 / std::sqrt(bias2));
    for (Group& group : m_groups)
    {
        // One pass instead of LibTorch's seven: this is a twentieth of a learning step.
        float* value = group.values.data_ptr<float>();
        const float* gradient = group.gradients.data_ptr<float>();
        float* first = group.first.data_ptr<float>();
        float* second = group.second.data_ptr<float>();
        const auto clipped = static_cast<float>(scale);
        const int64_t count = group.values.numel();
        for (int64_t i = 0; i < count; ++i)
        {
            const float g = clipped * gradient[i];
            first[i] += static_cast<float>(1.0 - BETA1) * (g - first[i]);
            second[i] += static_cast<float>(1.0 - BETA2) * (g * g - second[i]);
            value[i] -=
                size * first[i] / (std::sqrt(second[i]) * root + static_cast<float>(EPSILON));
        }
    }
}

void
TorchAdam::Save(Checkpoint& checkpoint, const std::string& name) const
{
    checkpoint.SetNumber(name + ".step", static_cast<double>(m_step));
    for (std::size_t i = 0; i < m_groups.size(); ++i)
    {
        const std::string entry = name + "." + std::to_string(i);
        checkpoint.SetMatrix(entry + ".first", CopyMatrix(m_groups[i].first));
        checkpoint.SetMatrix(entry + ".second", CopyMatrix(m_groups[i].second));
    }
}

void
TorchAdam::Load(const Checkpoint& checkpoint, const std::string& name)
{
    m_step = static_cast<int64_t>(checkpoint.GetNumber(name + ".step"));
    for (std::size_t i = 0; i < m_groups.size(); ++i)
    {
        const std::string entry = name + "." + std::to_string(i);
        for (auto [tensor, part] :
             {std::pair{&m_groups[i].first, ".first"}, std::pair{&m_groups[i].second, ".second"}})
        {
            tensor->copy_(
                ViewMatrix(checkpoint.GetMatrix(entry + part, 1, tensor->numel())).view({-1}));
        }
    }
}

} // namespace isac
} // namespace ns3
