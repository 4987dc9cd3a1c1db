/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torch-adam.h"

#include "torch-tensor.h"

#include <algorithm>
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

/**
 * @brief Algorithm 1 in one pass over memory, where LibTorch's own takes seven.
 * @param count of parameters
 * @param size learning rate, corrected for the bias of the first moment
 * @param root square root of the correction for the bias of the second moment
 * @param scale of the gradient
 * @param decay share of each parameter that is added to its scaled gradient
 * @param gradient of each parameter
 * @param first moments, taken on
 * @param second moments, taken on
 * @param value parameters, taken down the gradient
 */
void
Descend(int64_t count,
        float size,
        float root,
        float scale,
        float decay,
        const float* gradient,
        float* first,
        float* second,
        float* value)
{
    using Array = Eigen::Map<Eigen::ArrayXf>;
    constexpr int64_t BLOCK = 4096; // stays in the first cache
    for (int64_t from = 0; from < count; from += BLOCK)
    {
        const int64_t n = std::min(BLOCK, count - from);
        const Eigen::Map<const Eigen::ArrayXf> g(gradient + from, n);
        Array m(first + from, n);
        Array v(second + from, n);
        Array x(value + from, n);
        if (decay == 0.0F)
        {
            m += static_cast<float>(1.0 - BETA1) * (scale * g - m);
            v += static_cast<float>(1.0 - BETA2) * ((scale * g).square() - v);
        }
        else
        {
            m += static_cast<float>(1.0 - BETA1) * (scale * g + decay * x - m);
            v += static_cast<float>(1.0 - BETA2) * ((scale * g + decay * x).square() - v);
        }
        x -= size * m / (v.sqrt() * root + static_cast<float>(EPSILON));
    }
}

} // namespace

TorchAdam::TorchAdam(double weightDecay)
    : m_weightDecay(weightDecay)
{
}

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
        Descend(group.values.numel(),
                size,
                root,
                static_cast<float>(scale),
                static_cast<float>(m_weightDecay),
                group.gradients.data_ptr<float>(),
                group.first.data_ptr<float>(),
                group.second.data_ptr<float>(),
                group.values.data_ptr<float>());
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
