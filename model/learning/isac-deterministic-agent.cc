/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-deterministic-agent.h"

#include "isac-exploration-noise.h"
#include "isac-hybrid-actor.h"
#include "isac-relaxed-action.h"
#include "torch-critics.h"
#include "torch-deterministic-actor.h"
#include "torch-hybrid-actor.h"
#include "torch-tensor.h"

namespace ns3
{
namespace isac
{

/// What LibTorch trains.
struct DeterministicAgent::Networks
{
    TorchDeterministicActor actor; //!< mu
    TorchCritics critics;          //!< Q
};

DeterministicAgent::DeterministicAgent(const DeterministicForm& form,
                                       int observationSize,
                                       const ActionSpace& space,
                                       const AgentSettings& settings,
                                       uint64_t seed)
    : OffPolicyAgent(form.kind, observationSize, space, settings, seed),
      m_form(form),
      m_networks(std::make_unique<Networks>(Networks{
          TorchDeterministicActor(observationSize, space, settings, GetRandom()),
          TorchCritics(form.critics, observationSize + RelaxedSize(space), settings, GetRandom())}))
{
}

DeterministicAgent::~DeterministicAgent() = default;

ActionBatch
DeterministicAgent::ActBatch(const Eigen::MatrixXd& observations, bool explore)
{
    if (m_stale)
    {
        m_actor = m_networks->actor.Export();
        m_stale = false;
    }
    Eigen::MatrixXd values = m_actor.Forward(GetNormalizer().Apply(observations)).cast<double>();
    if (explore)
    {
        AddGaussianNoise(values, ScheduledNoise(), GetRandom());
    }
    return FromRelaxed(values, GetSpace());
}

Eigen::VectorXf
DeterministicAgent::Learn(const ReplaySample& sample,
                          const FloatMatrix& observation,
                          const FloatMatrix& next)
{
    const AgentSettings& settings = GetSettings();
    Networks& net = *m_networks;
    const at::Tensor states = ViewMatrix(observation);

    // y = r + gamma min Q'(s', mu'(s') + clipped noise)
    at::Tensor target = ViewColumn(sample.reward).squeeze(1);
    if (settings.discount > 0.0)
    {
        const at::Tensor nextStates = ViewMatrix(next);
        at::Tensor values = net.actor.ForwardTarget(nextStates);
        if (m_form.targetNoise)
        {
            const at::Tensor noise =
                (DrawNormal(values.sizes(), GetRandom()) * settings.targetNoise)
                    .clamp(-settings.noiseClip, settings.noiseClip);
            values = (values + noise).clamp(0.0, 1.0);
        }
        const at::Tensor actions = Snapped(values, GetSpace());
        target = target + ViewColumn(sample.discount).squeeze(1) *
                              net.critics.LeastTarget(at::cat({nextStates, actions}, 1));
    }
    const FloatMatrix taken = ScaledActions(sample, GetSpace());
    const at::Tensor error = net.critics.Learn(at::cat({states, ViewMatrix(taken)}, 1),
                                               target,
                                               ViewColumn(sample.weight).squeeze(1),
                                               ScheduledRate(settings.criticRate));

    if (!m_form.delay || GetUpdates() % settings.policyDelay == 0)
    {
        const at::Tensor value =
            net.critics.First(at::cat({states, net.actor.Forward(states)}, 1)).mean();
        net.actor.Descend(-value, ScheduledRate(settings.actorRate));
        m_stale = true;
        m_actorValue = value.item<float>();
        if (settings.discount > 0.0)
        {
            net.critics.UpdateTargets();
            net.actor.UpdateTarget();
        }
    }
    m_figures = {{"critic_loss", net.critics.GetLoss()}, {"actor_value", m_actorValue}};
    return Eigen::Map<const Eigen::VectorXf>(error.data_ptr<float>(), error.numel());
}

LearningFigures
DeterministicAgent::GetFigures() const
{
    return m_figures;
}

void
DeterministicAgent::ExportTorchScript(
    const std::string& path,
    const std::vector<std::pair<std::string, std::string>>& attributes) const
{
    m_networks->actor.ExportTorchScript(path, GetNormalizer(), attributes);
}

void
DeterministicAgent::SaveNetworks(Checkpoint& checkpoint, Extent extent) const
{
    m_networks->actor.Save(checkpoint, extent);
    if (extent != Extent::POLICY)
    {
        m_networks->critics.Save(checkpoint, "critics");
        checkpoint.SetNumber("actor.value", m_actorValue);
    }
}

void
DeterministicAgent::LoadNetworks(const Checkpoint& checkpoint, Extent extent)
{
    m_networks->actor.Load(checkpoint, extent);
    m_stale = true;
    if (extent != Extent::POLICY)
    {
        m_networks->critics.Load(checkpoint, "critics");
        m_actorValue = checkpoint.GetNumber("actor.value");
    }
}

} // namespace isac
} // namespace ns3
