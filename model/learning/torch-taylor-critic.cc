/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torch-taylor-critic.h"

#include "torch-activation.h"
#include "torch-tensor.h"

#include <ATen/core/LegacyTypeDispatch.h>

namespace ns3
{
namespace isac
{

TorchTaylorCritic::TorchTaylorCritic(int observationSize,
                                     int actions,
                                     const AgentSettings& settings,
                                     RandomSource& random)
    : m_observationSize(observationSize),
      m_actions(actions),
      m_softUpdate(settings.softUpdate),
      m_clip(settings.gradientClip),
      m_critic(observationSize + actions, settings.criticHidden, 1),
      m_target(observationSize + actions, settings.criticHidden, 1),
      m_adam(settings.weightDecay)
{
    m_critic.InitialiseOrthogonal(random, 1.0);
    m_target.CopyFrom(m_critic);
    m_adam.Add(m_critic.Values(), m_critic.Gradients());
    int64_t inputs = m_critic.Inputs();
    int64_t offset = 0;
    std::vector<int> sizes = settings.criticHidden;
    sizes.push_back(1);
    for (const int64_t outputs : sizes)
    {
        const int64_t count = outputs * inputs;
        m_layers.push_back({m_critic.Values().narrow(0, offset, count).view({outputs, inputs}),
                            m_critic.Gradients().narrow(0, offset, count).view({outputs, inputs}),
                            m_critic.Gradients().narrow(0, offset + count, outputs)});
        offset += count + outputs;
        inputs = outputs;
    }
}

at::Tensor
TorchTaylorCritic::Value(const at::Tensor& input) const
{
    return m_critic.Forward(input, Parameters::FROZEN).squeeze(1);
}

at::Tensor
TorchTaylorCritic::TargetValue(const at::Tensor& input) const
{
    TorchNetwork::Pass pass;
    return m_target.Run(input, pass).squeeze(1);
}

TorchTaylorCritic::View
TorchTaylorCritic::Look(const at::Tensor& input)
{
    const at::AutoDispatchBelowADInplaceOrView plain;
    const at::Tensor value = m_critic.Run(input, m_pass);
    m_bySum.resize(m_layers.size());
    m_bySum.back() = at::ones({input.size(0), 1});
    for (std::size_t i = m_layers.size() - 1; i > 0; --i)
    {
        // The output of layer i - 1 is the input of layer i, and values begin with an input.
        m_bySum[i - 1] = ActivationGradient(at::mm(m_bySum[i], m_layers[i].weight),
                                            m_pass.values[i],
                                            Activation::RELU);
    }
    const at::Tensor ofActions = m_layers.front().weight.narrow(1, m_observationSize, m_actions);
    return {CopyMatrix(value), CopyMatrix(at::mm(m_bySum.front(), ofActions))};
}

void
TorchTaylorCritic::Descend(const Eigen::VectorXf& byValue, const FloatMatrix& bySlope, double rate)
{
    const at::AutoDispatchBelowADInplaceOrView plain;
    const bool slopes = bySlope.cols() > 0;
    const at::Tensor errors = ViewColumn(byValue);
    const at::Tensor start = ViewMatrix(bySlope);
    at::Tensor tangent = start;
    m_adam.ZeroGradients();
    for (std::size_t i = 0; i < m_layers.size(); ++i)
    {
        const Layer& layer = m_layers[i];
        at::Tensor below = m_pass.values[i] * errors;
        if (slopes)
        {
            const int64_t from = i == 0 ? m_observationSize : 0;
            below.narrow(1, from, tangent.size(1)).add_(tangent);
            if (i + 1 < m_layers.size())
            {
                const at::Tensor moved = layer.weight.narrow(1, from, tangent.size(1)).t();
                tangent = ActivationGradient(at::mm(tangent, moved),
                                             m_pass.values[i + 1],
                                             Activation::RELU);
            }
        }
        layer.weightGradient.addmm_(m_bySum[i].t(), below);
        layer.biasGradient.add_(at::mm(m_bySum[i].t(), errors).squeeze(1));
    }
    m_adam.Step(rate, m_clip);
}

void
TorchTaylorCritic::UpdateTarget()
{
    m_target.SoftUpdate(m_critic, m_softUpdate);
}

void
TorchTaylorCritic::Save(Checkpoint& checkpoint, const std::string& name) const
{
    m_critic.Save(checkpoint, name);
    m_target.Save(checkpoint, name + ".target");
    m_adam.Save(checkpoint, name + ".adam");
}

void
TorchTaylorCritic::Load(const Checkpoint& checkpoint, const std::string& name)
{
    m_critic.Load(checkpoint, name);
    m_target.Load(checkpoint, name + ".target");
    m_adam.Load(checkpoint, name + ".adam");
}

} // namespace isac
} // namespace ns3
