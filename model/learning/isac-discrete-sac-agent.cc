/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-discrete-sac-agent.h"

#include "isac-categorical-loss.h"
#include "isac-sac-agent.h"
#include "isac-torchscript-policy.h"
#include "torch-categorical-actor.h"
#include "torch-discrete-critics.h"
#include "torch-tensor.h"

#include <cmath>
#include <stdexcept>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @param form of a learner
 * @param settings of it
 * @return its kind, as checkpoints name it
 */
std::string
Kind(const DiscreteSacForm& form, const AgentSettings& settings)
{
    return (form.logits == LogitsModel::DIFFUSION
                ? "categorical diffusion of " + std::to_string(settings.denoisingSteps) + " steps"
                : std::string("categorical perceptron")) +
           (form.target == CriticTarget::TARGET_ACTOR ? " with target actor" : " with entropy");
}

/**
 * @param space of the actions
 * @return number of choices of its only component
 * @throws std::invalid_argument if it has others
 */
int
Choices(const ActionSpace& space)
{
    if (space.categories.size() != 1 || space.continuous != 0)
    {
        throw std::invalid_argument(
            "discrete actor-critic: " + std::to_string(space.categories.size()) +
            " categorical and " + std::to_string(space.continuous) +
            " continuous components, expected 1 and 0");
    }
    return space.categories.front();
}

} // namespace

/// What LibTorch trains.
struct DiscreteSacAgent::Networks
{
    TorchCategoricalActor actor;                   //!< pi
    std::unique_ptr<TorchCategoricalActor> target; //!< pi'; none without a target actor
    TorchDiscreteCritics critics;                  //!< Q
    TorchAdam actorAdam;                           //!< of the actor
    at::Tensor logTemperature;                     //!< log alpha
    at::Tensor temperatureStep;                    //!< its gradient
    TorchAdam temperatureAdam;                     //!< of log alpha
};

DiscreteSacAgent::DiscreteSacAgent(const DiscreteSacForm& form,
                                   int observationSize,
                                   const ActionSpace& space,
                                   const AgentSettings& settings,
                                   uint64_t seed)
    : OffPolicyAgent(Kind(form, settings), observationSize, space, settings, seed)
{
    const int actions = Choices(space);
    const bool diffusion = form.logits == LogitsModel::DIFFUSION;
    RandomSource& random = GetRandom();
    m_networks = std::make_unique<Networks>(
        Networks{TorchCategoricalActor(observationSize, actions, diffusion, settings, random),
                 nullptr,
                 TorchDiscreteCritics(observationSize, actions, settings, random),
                 TorchAdam(settings.weightDecay),
                 at::full({1}, std::log(settings.initialTemperature)),
                 at::zeros({1}),
                 {}});
    Networks& net = *m_networks;
    if (form.target == CriticTarget::TARGET_ACTOR)
    {
        net.target = std::make_unique<TorchCategoricalActor>(observationSize,
                                                             actions,
                                                             diffusion,
                                                             settings,
                                                             random);
        net.target->CopyFrom(net.actor);
    }
    net.actor.AddTo(net.actorAdam);
    net.temperatureAdam.Add(net.logTemperature, net.temperatureStep);
}

DiscreteSacAgent::~DiscreteSacAgent() = default;

const CategoricalActor&
DiscreteSacAgent::Actor()
{
    if (m_stale)
    {
        m_actor = m_networks->actor.Export();
        m_stale = false;
    }
    return m_actor;
}

std::vector<FloatMatrix>
DiscreteSacAgent::Chain(const Eigen::MatrixXd& observations)
{
    return Actor().Chain(GetNormalizer().Apply(observations), GetRandom());
}

ActionBatch
DiscreteSacAgent::ActBatch(const Eigen::MatrixXd& observations, bool explore)
{
    return {Actor().Act(GetNormalizer().Apply(observations), explore ? &GetRandom() : nullptr),
            Eigen::MatrixXd(observations.rows(), 0)};
}

Eigen::VectorXf
DiscreteSacAgent::Learn(const ReplaySample& sample,
                        const FloatMatrix& observation,
                        const FloatMatrix& next)
{
    const AgentSettings& settings = GetSettings();
    Networks& net = *m_networks;
    const double temperature = std::exp(net.logTemperature.item<float>());
    const at::Tensor states = ViewMatrix(observation);

    Eigen::VectorXf target = sample.reward;
    if (settings.discount > 0.0)
    {
        const at::Tensor ahead = ViewMatrix(next);
        const TorchCategoricalActor& judge = net.target ? *net.target : net.actor;
        target.array() +=
            sample.discount.array() * ExpectedValue(Softmax(judge.Logits(ahead, GetRandom())),
                                                    net.critics.LeastTarget(ahead),
                                                    net.target ? 0.0 : temperature)
                                          .array();
    }
    const Eigen::VectorXf error = net.critics.Learn(states,
                                                    sample.categorical.col(0),
                                                    target,
                                                    sample.weight,
                                                    ScheduledRate(settings.criticRate));

    net.actorAdam.ZeroGradients();
    TorchCategoricalActor::Pass pass;
    const CategoricalPolicy policy = Softmax(net.actor.Logits(states, GetRandom(), &pass));
    const FloatMatrix value = net.critics.Least(states);
    net.actor.GoBack(pass, ActorGradient(policy, value, temperature));
    net.actorAdam.Step(ScheduledRate(settings.actorRate), settings.gradientClip);
    m_stale = true;

    const double entropy = Entropy(policy).mean();
    if (settings.automaticTemperature)
    {
        net.temperatureStep.fill_(
            TemperatureGradient(entropy, TargetEntropy(GetSpace(), settings)));
        net.temperatureAdam.Step(settings.temperatureRate, 0.0);
    }
    if (settings.discount > 0.0)
    {
        net.critics.UpdateTargets();
        if (net.target)
        {
            net.target->SoftUpdate(net.actor, settings.softUpdate);
        }
    }
    m_figures = {{"critic_loss", net.critics.GetLoss()},
                 {"actor_value", ExpectedValue(policy, value, 0.0).mean()},
                 {"entropy", entropy},
                 {"temperature", temperature}};
    return error;
}

LearningFigures
DiscreteSacAgent::GetFigures() const
{
    return m_figures;
}

void
DiscreteSacAgent::ExportTorchScript(
    const std::string& path,
    const std::vector<std::pair<std::string, std::string>>& attributes) const
{
    std::vector<std::pair<std::string, FloatMatrix>> parameters{{"mean", GetNormalizer().Mean()},
                                                                {"scale", GetNormalizer().Scale()}};
    const std::string source =
        "def forward(self, observations):\n" +
        m_networks->actor.ExportSource("(observations - self.mean) * self.scale", parameters) +
        "    return torch.argmax(x, 1, True)\n";
    WriteTorchScript(path, parameters, source, attributes);
}

void
DiscreteSacAgent::SaveNetworks(Checkpoint& checkpoint, Extent extent) const
{
    const Networks& net = *m_networks;
    net.actor.Save(checkpoint, "actor");
    if (extent != Extent::POLICY)
    {
        net.actorAdam.Save(checkpoint, "actor.adam");
        net.critics.Save(checkpoint, "critics");
        checkpoint.SetMatrix("temperature", CopyMatrix(net.logTemperature));
        net.temperatureAdam.Save(checkpoint, "temperature.adam");
        if (net.target)
        {
            net.target->Save(checkpoint, "actor.target");
        }
    }
}

void
DiscreteSacAgent::LoadNetworks(const Checkpoint& checkpoint, Extent extent)
{
    Networks& net = *m_networks;
    net.actor.Load(checkpoint, "actor");
    m_stale = true;
    if (extent != Extent::POLICY)
    {
        net.actorAdam.Load(checkpoint, "actor.adam");
        net.critics.Load(checkpoint, "critics");
        net.logTemperature.fill_(checkpoint.GetMatrix("temperature", 1, 1)(0, 0));
        net.temperatureAdam.Load(checkpoint, "temperature.adam");
        if (net.target)
        {
            net.target->Load(checkpoint, "actor.target");
        }
    }
}

} // namespace isac
} // namespace ns3
