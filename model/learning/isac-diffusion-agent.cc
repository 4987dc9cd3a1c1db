/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-diffusion-agent.h"

#include "isac-exploration-noise.h"
#include "isac-hybrid-actor.h"
#include "isac-relaxed-action.h"
#include "isac-torchscript-policy.h"
#include "torch-critics.h"
#include "torch-deterministic-actor.h"
#include "torch-diffusion-actor.h"
#include "torch-tensor.h"

namespace ns3
{
namespace isac
{

namespace
{

/// Of x_0, which is shifted and halved to [0, 1]. The last step moves x by half of that, so that
/// the whole range is in reach of it; with a wider range, or a sigmoid, actions settle at their
/// bounds.
constexpr double BOUND = 1.0;

/**
 * @param observationSize values in an observation
 * @param space of the actions
 * @param settings of the learner
 * @param random source of the initial weights
 * @param target what its network tells
 * @return an actor of relaxed actions, in [-1, 1]
 */
TorchDiffusionActor
MakeActor(int observationSize,
          const ActionSpace& space,
          const AgentSettings& settings,
          RandomSource& random,
          ChainTarget target)
{
    return {observationSize,
            RelaxedSize(space),
            settings.denoisingSteps,
            BOUND,
            settings.actorHidden,
            random,
            1,
            target};
}

} // namespace

/// What LibTorch trains.
struct DiffusionAgent::Networks
{
    TorchDiffusionActor actor;  //!< pi
    TorchDiffusionActor target; //!< pi'
    TorchAdam actorAdam;        //!< of the actor
    TorchCritics critics;       //!< Q
};

DiffusionAgent::DiffusionAgent(int observationSize,
                               const ActionSpace& space,
                               const AgentSettings& settings,
                               uint64_t seed,
                               ChainTarget target)
    : OffPolicyAgent("diffusion of " + std::to_string(settings.denoisingSteps) +
                         (target == ChainTarget::ORIGIN ? " steps that tell x_0" : " steps"),
                     observationSize,
                     space,
                     settings,
                     seed),
      m_networks(std::make_unique<Networks>(
          Networks{MakeActor(observationSize, space, settings, GetRandom(), target),
                   MakeActor(observationSize, space, settings, GetRandom(), target),
                   TorchAdam(settings.weightDecay),
                   TorchCritics(2, observationSize + RelaxedSize(space), settings, GetRandom())}))
{
    m_networks->target.CopyFrom(m_networks->actor);
    m_networks->actor.AddTo(m_networks->actorAdam);
}

DiffusionAgent::~DiffusionAgent() = default;

ActionBatch
DiffusionAgent::ActBatch(const Eigen::MatrixXd& observations, bool explore)
{
    if (m_stale)
    {
        m_actor = m_networks->actor.Export();
        m_stale = false;
    }
    const FloatMatrix x =
        m_actor.Sample(GetNormalizer().Apply(observations), explore ? &GetRandom() : nullptr);
    Eigen::MatrixXd values = (0.5 * (x.cast<double>().array() + 1.0)).matrix();
    if (explore)
    {
        AddGaussianNoise(values, ScheduledNoise(), GetRandom());
    }
    return FromRelaxed(values, GetSpace());
}

Eigen::VectorXf
DiffusionAgent::Learn(const ReplaySample& sample,
                      const FloatMatrix& observation,
                      const FloatMatrix& next)
{
    const AgentSettings& settings = GetSettings();
    Networks& net = *m_networks;
    const at::Tensor states = ViewMatrix(observation);

    // y = r + gamma min Q'(s', pi'(s'))
    at::Tensor target = ViewColumn(sample.reward).squeeze(1);
    if (settings.discount > 0.0)
    {
        const at::NoGradGuard still;
        const at::Tensor nextStates = ViewMatrix(next);
        const at::Tensor actions =
            Snapped((net.target.Sample(nextStates, GetRandom()) + 1.0) * 0.5, GetSpace());
        target = target + ViewColumn(sample.discount).squeeze(1) *
                              net.critics.LeastTarget(at::cat({nextStates, actions}, 1));
    }
    const FloatMatrix taken = ScaledActions(sample, GetSpace());
    const at::Tensor error = net.critics.Learn(at::cat({states, ViewMatrix(taken)}, 1),
                                               target,
                                               ViewColumn(sample.weight).squeeze(1),
                                               ScheduledRate(settings.criticRate));

    net.actorAdam.ZeroGradients();
    TorchDiffusionActor::Pass pass;
    const at::Tensor x = net.actor.Sample(states, GetRandom(), &pass).requires_grad_();
    const at::Tensor value = net.critics.Least(at::cat({states, (x + 1.0) * 0.5}, 1)).mean();
    (-value).backward();
    net.actor.GoBack(pass, x.grad());
    net.actorAdam.Step(ScheduledRate(settings.actorRate), settings.gradientClip);
    m_stale = true;

    if (settings.discount > 0.0)
    {
        net.critics.UpdateTargets();
        net.target.SoftUpdate(net.actor, settings.softUpdate);
    }
    m_figures = {{"critic_loss", net.critics.GetLoss()}, {"actor_value", value.item<float>()}};
    return Eigen::Map<const Eigen::VectorXf>(error.data_ptr<float>(), error.numel());
}

LearningFigures
DiffusionAgent::GetFigures() const
{
    return m_figures;
}

void
DiffusionAgent::ExportTorchScript(
    const std::string& path,
    const std::vector<std::pair<std::string, std::string>>& attributes) const
{
    std::vector<std::pair<std::string, FloatMatrix>> parameters{{"mean", GetNormalizer().Mean()},
                                                                {"scale", GetNormalizer().Scale()}};
    std::string source =
        "def forward(self, observations):\n" +
        m_networks->actor.ExportSource("(observations - self.mean) * self.scale", parameters) +
        "    values = (x + 1.0) * 0.5\n";
    source += RelaxedActionSource(GetSpace(), parameters);
    WriteTorchScript(path, parameters, source, attributes);
}

void
DiffusionAgent::SaveNetworks(Checkpoint& checkpoint, Extent extent) const
{
    m_networks->actor.Save(checkpoint, "actor");
    if (extent != Extent::POLICY)
    {
        m_networks->target.Save(checkpoint, "actor.target");
        m_networks->actorAdam.Save(checkpoint, "actor.adam");
        m_networks->critics.Save(checkpoint, "critics");
    }
}

void
DiffusionAgent::LoadNetworks(const Checkpoint& checkpoint, Extent extent)
{
    m_networks->actor.Load(checkpoint, "actor");
    m_stale = true;
    if (extent != Extent::POLICY)
    {
        m_networks->target.Load(checkpoint, "actor.target");
        m_networks->actorAdam.Load(checkpoint, "actor.adam");
        m_networks->critics.Load(checkpoint, "critics");
    }
}

} // namespace isac
} // namespace ns3
