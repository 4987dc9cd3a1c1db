/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-sac-agent.h"

#include "torch-critics.h"
#include "torch-hybrid-actor.h"
#include "torch-tensor.h"

#include <cmath>

namespace ns3
{
namespace isac
{

/// What LibTorch trains.
struct SacAgent::Networks
{
    TorchHybridActor actor;     //!< pi
    TorchCritics critics;       //!< Q
    TorchAdam actorAdam;        //!< of the actor
    at::Tensor logTemperature;  //!< log rho
    at::Tensor temperatureStep; //!< its gradient
    TorchAdam temperatureAdam;  //!< of log rho
};

double
TargetEntropy(const ActionSpace& space, const AgentSettings& settings)
{
    double target = settings.continuousEntropy * space.continuous;
    for (const int choices : space.categories)
    {
        target += settings.categoricalEntropy * std::log(static_cast<double>(choices));
    }
    return target;
}

double
TemperatureGradient(double entropy, double target)
{
    return entropy - target;
}

SacAgent::SacAgent(int observationSize,
                   const ActionSpace& space,
                   const AgentSettings& settings,
                   uint64_t seed)
    : OffPolicyAgent("sac", observationSize, space, settings, seed),
      m_targetEntropy(TargetEntropy(space, settings))
{
    const int inputs =
        observationSize + static_cast<int>(space.categories.size()) + space.continuous;
    RandomSource& random = GetRandom();
    m_networks = std::make_unique<Networks>(
        Networks{TorchHybridActor(observationSize, space, settings, random),
                 TorchCritics(2, inputs, settings, random),
                 TorchAdam(settings.weightDecay),
                 at::full({1}, std::log(settings.initialTemperature)),
                 at::zeros({1}),
                 {}});
    m_networks->actor.AddTo(m_networks->actorAdam);
    m_networks->temperatureAdam.Add(m_networks->logTemperature, m_networks->temperatureStep);
}

SacAgent::~SacAgent() = default;

ActionBatch
SacAgent::ActBatch(const Eigen::MatrixXd& observations, bool explore)
{
    // Before the first learning step each observation still moves the normalizer.
    if (m_stale || GetUpdates() == 0)
    {
        m_actor = m_networks->actor.Export(GetNormalizer());
        m_stale = false;
    }
    return m_actor.ActBatch(observations, explore ? &GetRandom() : nullptr);
}

Eigen::VectorXf
SacAgent::Learn(const ReplaySample& sample, const FloatMatrix& observation, const FloatMatrix& next)
{
    const AgentSettings& settings = GetSettings();
    Networks& net = *m_networks;
    const double temperature = std::exp(net.logTemperature.item<float>());
    const at::Tensor states = ViewMatrix(observation);

    // (13): y = r + gamma (min Q'(s', a') - rho log pi(a' | s'))
    at::Tensor target = ViewColumn(sample.reward).squeeze(1);
    if (settings.discount > 0.0)
    {
        const at::NoGradGuard still;
        const at::Tensor nextStates = ViewMatrix(next);
        const HybridSample drawn =
            net.actor.Sample(nextStates, settings.gumbelTemperature, GetRandom());
        const at::Tensor value =
            net.critics.LeastTarget(at::cat({nextStates, drawn.choices.scaled, drawn.values}, 1)) +
            temperature * (drawn.choices.entropy - drawn.logValues);
        target = target + ViewColumn(sample.discount).squeeze(1) * value;
    }
    const FloatMatrix taken = ScaledActions(sample, GetSpace());
    const at::Tensor error = net.critics.Learn(at::cat({states, ViewMatrix(taken)}, 1),
                                               target,
                                               ViewColumn(sample.weight).squeeze(1),
                                               ScheduledRate(settings.criticRate));
    if (settings.discount > 0.0)
    {
        net.critics.UpdateTargets();
    }

    // (14), to be minimised: rho log pi - min Q
    net.actorAdam.ZeroGradients();
    const HybridSample drawn = net.actor.Sample(states, settings.gumbelTemperature, GetRandom());
    const at::Tensor value =
        net.critics.Least(at::cat({states, drawn.choices.scaled, drawn.values}, 1)).mean();
    const at::Tensor entropy = (drawn.choices.entropy - drawn.logValues).mean();
    (-temperature * entropy - value).backward();
    net.actorAdam.Step(ScheduledRate(settings.actorRate), settings.gradientClip);
    m_stale = true;

    const double meanEntropy = entropy.item<float>();
    if (settings.automaticTemperature)
    {
        net.temperatureStep.fill_(TemperatureGradient(meanEntropy, m_targetEntropy));
        net.temperatureAdam.Step(settings.temperatureRate, 0.0);
    }
    m_figures = {{"critic_loss", net.critics.GetLoss()},
                 {"actor_value", value.item<float>()},
                 {"entropy", meanEntropy},
                 {"choice_entropy", drawn.choices.entropy.mean().item<float>()},
                 {"temperature", temperature}};
    return Eigen::Map<const Eigen::VectorXf>(error.data_ptr<float>(), error.numel());
}

LearningFigures
SacAgent::GetFigures() const
{
    return m_figures;
}

void
SacAgent::ExportTorchScript(
    const std::string& path,
    const std::vector<std::pair<std::string, std::string>>& attributes) const
{
    m_networks->actor.ExportTorchScript(path, GetNormalizer(), attributes);
}

void
SacAgent::SaveNetworks(Checkpoint& checkpoint, Extent extent) const
{
    m_networks->actor.Save(checkpoint, "actor");
    if (extent != Extent::POLICY)
    {
        m_networks->actorAdam.Save(checkpoint, "actor.adam");
        m_networks->critics.Save(checkpoint, "critics");
        checkpoint.SetMatrix("temperature", CopyMatrix(m_networks->logTemperature));
        m_networks->temperatureAdam.Save(checkpoint, "temperature.adam");
    }
}

void
SacAgent::LoadNetworks(const Checkpoint& checkpoint, Extent extent)
{
    m_networks->actor.Load(checkpoint, "actor");
    m_stale = true;
    if (extent != Extent::POLICY)
    {
        m_networks->actorAdam.Load(checkpoint, "actor.adam");
        m_networks->critics.Load(checkpoint, "critics");
        m_networks->logTemperature.fill_(checkpoint.GetMatrix("temperature", 1, 1)(0, 0));
        m_networks->temperatureAdam.Load(checkpoint, "temperature.adam");
    }
}

} // namespace isac
} // namespace ns3
