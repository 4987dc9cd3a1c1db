/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torch-critics.h"

namespace ns3
{
namespace isac
{

TorchCritics::TorchCritics(int count,
                           int inputs,
                           const AgentSettings& settings,
                           RandomSource& random)
    : m_softUpdate(settings.softUpdate),
      m_clip(settings.gradientClip)
{
    for (int i = 0; i < count; ++i)
    {
        m_critics.emplace_back(inputs, settings.criticHidden, 1);
        m_critics.back().InitialiseOrthogonal(random, 1.0);
        m_targets.emplace_back(inputs, settings.criticHidden, 1);
        m_targets.back().CopyFrom(m_critics.back());
        m_adam.Add(m_critics.back().Values(), m_critics.back().Gradients());
    }
}

at::Tensor
TorchCritics::Least(const at::Tensor& input) const
{
    at::Tensor least = First(input);
    for (std::size_t i = 1; i < m_critics.size(); ++i)
    {
        least = at::min(least, m_critics[i].Forward(input, Parameters::FROZEN).squeeze(1));
    }
    return least;
}

at::Tensor
TorchCritics::First(const at::Tensor& input) const
{
    return m_critics.front().Forward(input, Parameters::FROZEN).squeeze(1);
}

at::Tensor
TorchCritics::LeastTarget(const at::Tensor& input) const
{
    const at::NoGradGuard still;
    at::Tensor least = m_targets.front().Forward(input, Parameters::FROZEN).squeeze(1);
    for (std::size_t i = 1; i < m_targets.size(); ++i)
    {
        least = at::min(least, m_targets[i].Forward(input, Parameters::FROZEN).squeeze(1));
    }
    return least;
}

at::Tensor
TorchCritics::Learn(const at::Tensor& input,
                    const at::Tensor& target,
                    const at::Tensor& weight,
                    double rate)
{
    m_adam.ZeroGradients();
    m_loss = 0.0;
    at::Tensor error;
    for (const TorchNetwork& critic : m_critics)
    {
        TorchNetwork::Pass pass;
        const at::Tensor difference = critic.Run(input, pass).squeeze(1) - target;
        const at::Tensor weighted = weight * difference;
        m_loss += (weighted * difference).mean().item<float>();
        critic.GoBack(pass,
                      (weighted * (2.0 / static_cast<double>(input.size(0)))).unsqueeze(1),
                      Parameters::TRAINED,
                      false);
        error = error.defined() ? error : difference;
    }
    m_adam.Step(rate, m_clip);
    return error;
}

void
TorchCritics::UpdateTargets()
{
    for (std::size_t i = 0; i < m_critics.size(); ++i)
    {
        m_targets[i].SoftUpdate(m_critics[i], m_softUpdate);
    }
}

double
TorchCritics::GetLoss() const
{
    return m_loss;
}

void
TorchCritics::Save(Checkpoint& checkpoint, const std::string& name) const
{
    for (std::size_t i = 0; i < m_critics.size(); ++i)
    {
        m_critics[i].Save(checkpoint, name + "." + std::to_string(i));
        m_targets[i].Save(checkpoint, name + ".target." + std::to_string(i));
    }
    m_adam.Save(checkpoint, name + ".adam");
}

void
TorchCritics::Load(const Checkpoint& checkpoint, const std::string& name)
{
    for (std::size_t i = 0; i < m_critics.size(); ++i)
    {
        m_critics[i].Load(checkpoint, name + "." + std::to_string(i));
        m_targets[i].Load(checkpoint, name + ".target." + std::to_string(i));
    }
    m_adam.Load(checkpoint, name + ".adam");
}

} // namespace isac
} // namespace ns3
