/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torch-deterministic-actor.h"

#include "isac-relaxed-action.h"
#include "isac-torchscript-policy.h"
#include "torch-tensor.h"

namespace ns3
{
namespace isac
{

namespace
{

/// Of the last layer: first actions in the middle of the space, where the sigmoid is steepest.
constexpr double OUTPUT_GAIN = 0.01;

} // namespace

TorchDeterministicActor::TorchDeterministicActor(int observationSize,
                                                 const ActionSpace& space,
                                                 const AgentSettings& settings,
                                                 RandomSource& random)
    : m_space(space),
      m_softUpdate(settings.softUpdate),
      m_clip(settings.gradientClip),
      m_network(observationSize,
                settings.actorHidden,
                RelaxedSize(space),
                HiddenActivation(settings),
                Activation::SIGMOID),
      m_target(observationSize,
               settings.actorHidden,
               RelaxedSize(space),
               HiddenActivation(settings),
               Activation::SIGMOID),
      m_adam(settings.weightDecay)
{
    m_network.InitialiseOrthogonal(random, OUTPUT_GAIN);
    m_target.CopyFrom(m_network);
    m_adam.Add(m_network.Values(), m_network.Gradients());
}

at::Tensor
TorchDeterministicActor::Forward(const at::Tensor& observations) const
{
    return m_network.Forward(observations);
}

at::Tensor
TorchDeterministicActor::ForwardTarget(const at::Tensor& observations) const
{
    const at::NoGradGuard still;
    return m_target.Forward(observations, Parameters::FROZEN);
}

void
TorchDeterministicActor::Descend(const at::Tensor& loss, double rate)
{
    m_adam.ZeroGradients();
    loss.backward();
    m_adam.Step(rate, m_clip);
}

void
TorchDeterministicActor::UpdateTarget()
{
    m_target.SoftUpdate(m_network, m_softUpdate);
}

DenseNetwork
TorchDeterministicActor::Export() const
{
    return m_network.Export();
}

void
TorchDeterministicActor::ExportTorchScript(
    const std::string& path,
    const Normalizer& normalizer,
    const std::vector<std::pair<std::string, std::string>>& attributes) const
{
    std::vector<std::pair<std::string, FloatMatrix>> parameters{{"mean", normalizer.Mean()},
                                                                {"scale", normalizer.Scale()}};
    std::string source =
        "def forward(self, observations):\n    values = " +
        m_network.ExportSource("actor", "(observations - self.mean) * self.scale", parameters) +
        "\n";
    source += RelaxedActionSource(m_space, parameters);
    WriteTorchScript(path, parameters, source, attributes);
}

void
TorchDeterministicActor::Save(Checkpoint& checkpoint, Agent::Extent extent) const
{
    m_network.Save(checkpoint, "actor");
    if (extent != Agent::Extent::POLICY)
    {
        m_target.Save(checkpoint, "actor.target");
        m_adam.Save(checkpoint, "actor.adam");
    }
}

void
TorchDeterministicActor::Load(const Checkpoint& checkpoint, Agent::Extent extent)
{
    m_network.Load(checkpoint, "actor");
    if (extent != Agent::Extent::POLICY)
    {
        m_target.Load(checkpoint, "actor.target");
        m_adam.Load(checkpoint, "actor.adam");
    }
}

at::Tensor
Snapped(const at::Tensor& values, const ActionSpace& space)
{
    FloatMatrix taken = CopyMatrix(values);
    SnapChoices(taken, space);
    return ViewMatrix(taken).clone();
}

} // namespace isac
} // namespace ns3
