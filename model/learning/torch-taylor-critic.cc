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

namespace
{

/// Above this sum Mish is straight, in single precision.
constexpr double STRAIGHT = 20.0;

/**
 * @param sums of a layer with Mish
 * @return the second derivative of x w, w = tanh(log(1 + e)), e = exp(x). With s = e / (1 + e) it
 * is w' = s (1 - w^2) and w'' = w' (1 - s - 2 s w), hence w' (2 + x (1 - s - 2 s w)). In terms of
 * n = e (e + 2) it is w = n / (n + 2) and w' = 4 e (1 + e) / (n + 2)^2: one exponential for all.
 */
at::Tensor
MishBend(const at::Tensor& sums)
{
    at::Tensor bend = sums.clamp_max(STRAIGHT).exp_();
    const auto* const x = sums.data_ptr<float>();
    auto* const value = bend.data_ptr<float>();
    for (int64_t i = 0; i < bend.numel(); ++i)
    {
        const float e = value[i];
        const float n = e * (e + 2.0F);
        const float q = 1.0F / (n + 2.0F);
        const float slope = 4.0F * e * q * (1.0F + e) * q;
        value[i] = slope * (2.0F + x[i] * (1.0F - 2.0F * e * n * q) / (1.0F + e));
    }
    return bend;
}

} // namespace

TorchTaylorCritic::TorchTaylorCritic(int observationSize,
                                     int actions,
                                     const AgentSettings& settings,
                                     RandomSource& random)
    : m_observationSize(observationSize),
      m_actions(actions),
      m_activation(HiddenActivation(settings)),
      m_softUpdate(settings.softUpdate),
      m_clip(settings.gradientClip),
      m_critic(observationSize + actions, settings.criticHidden, 1, HiddenActivation(settings)),
      m_target(observationSize + actions, settings.criticHidden, 1, HiddenActivation(settings)),
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

const at::Tensor&
TorchTaylorCritic::Input(std::size_t layer) const
{
    // Of a layer with Mish a pass keeps the sums too.
    return m_pass.values[m_activation == Activation::MISH ? 2 * layer : layer];
}

at::Tensor
TorchTaylorCritic::ThroughActivation(const at::Tensor& gradient, std::size_t layer) const
{
    const bool fromSums = m_activation == Activation::MISH;
    const at::Tensor& at = fromSums ? m_pass.values[2 * layer + 1] : Input(layer + 1);
    return ActivationGradient(gradient, at, m_activation);
}

TorchTaylorCritic::View
TorchTaylorCritic::Look(const at::Tensor& input)
{
    const at::AutoDispatchBelowADInplaceOrView plain;
    const at::Tensor value = m_critic.Run(input, m_pass);
    m_bySum.resize(m_layers.size());
    m_byOut.resize(m_layers.size());
    m_bySum.back() = at::ones({input.size(0), 1});
    for (std::size_t i = m_layers.size() - 1; i > 0; --i)
    {
        m_byOut[i - 1] = at::mm(m_bySum[i], m_layers[i].weight);
        m_bySum[i - 1] = ThroughActivation(m_byOut[i - 1], i - 1);
    }
    const at::Tensor ofActions = m_layers.front().weight.narrow(1, m_observationSize, m_actions);
    return {CopyMatrix(value), CopyMatrix(at::mm(m_bySum.front(), ofActions))};
}

void
TorchTaylorCritic::Descend(const Eigen::VectorXf& byValue, const FloatMatrix& bySlope, double rate)
{
    const at::AutoDispatchBelowADInplaceOrView plain;
    const std::size_t count = m_layers.size();
    const at::Tensor errors = ViewColumn(byValue);
    std::vector<at::Tensor> below;   // e h + d, what goes into each layer
    std::vector<at::Tensor> tangent; // t of each hidden layer
    at::Tensor moved = ViewMatrix(bySlope);
    for (std::size_t i = 0; i < count; ++i)
    {
        below.push_back(Input(i) * errors);
        if (bySlope.cols() > 0)
        {
            const int64_t from = i == 0 ? m_observationSize : 0;
            below[i].narrow(1, from, moved.size(1)).add_(moved);
            if (i + 1 < count)
            {
                const at::Tensor weight = m_layers[i].weight.narrow(1, from, moved.size(1));
                tangent.push_back(at::mm(moved, weight.t()));
                moved = ThroughActivation(tangent[i], i);
            }
        }
    }
    m_adam.ZeroGradients();
    const bool bends = m_activation == Activation::MISH && bySlope.cols() > 0;
    at::Tensor bend; // v of the layer; undefined for 0
    for (std::size_t i = count; i-- > 0;)
    {
        const Layer& layer = m_layers[i];
        layer.weightGradient.addmm_(m_bySum[i].t(), below[i]);
        layer.biasGradient.add_(at::mm(m_bySum[i].t(), errors).squeeze(1));
        if (bend.defined())
        {
            layer.weightGradient.addmm_(bend.t(), Input(i));
            layer.biasGradient.add_(bend.sum(0));
        }
        if (bends && i > 0)
        {
            const at::Tensor own =
                m_byOut[i - 1] * MishBend(m_pass.values[2 * i - 1]) * tangent[i - 1];
            bend =
                bend.defined() ? own + ThroughActivation(at::mm(bend, layer.weight), i - 1) : own;
        }
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
