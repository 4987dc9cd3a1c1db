/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-ppo-agent.h"

#include "isac-policy-loss.h"
#include "torch-adam.h"
#include "torch-network.h"
#include "torch-tensor.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

namespace ns3
{
namespace isac
{

namespace
{

/// Keeps equal advantages from being divided by 0.
constexpr double LEAST_DEVIATION = 1e-8;

} // namespace

/// What LibTorch trains beside the actor.
struct PpoAgent::Critic
{
    TorchNetwork network; //!< V
    TorchAdam adam;       //!< of V

    /**
     * @param observation N x size, normalised; lives as long as the pass
     * @param pass gets what the way back needs
     * @return V of each
     */
    Eigen::VectorXf Run(const FloatMatrix& observation, TorchNetwork::Pass& pass) const
    {
        return CopyMatrix(network.Run(ViewMatrix(observation), pass)).col(0);
    }
};

PpoAgent::PpoAgent(int observationSize,
                   const ActionSpace& space,
                   const AgentSettings& settings,
                   uint64_t seed)
    : OnPolicyAgent("ppo", observationSize, space, settings, seed),
      m_critic(std::make_unique<Critic>(Critic{
          TorchNetwork(observationSize, settings.criticHidden, 1, HiddenActivation(settings)),
          TorchAdam(settings.weightDecay)}))
{
    m_critic->network.InitialiseOrthogonal(GetRandom(), 1.0);
    m_critic->adam.Add(m_critic->network.Values(), m_critic->network.Gradients());
}

PpoAgent::~PpoAgent() = default;

void
PpoAgent::Learn(const Rollout& rollout)
{
    const AgentSettings& settings = GetSettings();
    const FloatMatrix observation =
        GetNormalizer().Apply(rollout.observation.cast<double>().eval());
    const FloatMatrix next = GetNormalizer().Apply(rollout.nextObservation.cast<double>().eval());
    TorchNetwork::Pass pass;
    const Eigen::VectorXf value = m_critic->Run(observation, pass);
    const Eigen::VectorXf advantage = EstimateAdvantages(rollout,
                                                         value,
                                                         m_critic->Run(next, pass),
                                                         settings.discount,
                                                         settings.advantageDecay);
    const Eigen::VectorXf target = advantage + value;
    const Eigen::VectorXd before =
        Chosen(LogProbabilities(RunActor(observation).cast<double>()), rollout.action);

    const auto count = static_cast<int>(rollout.action.size());
    std::vector<int> order(count);
    std::iota(order.begin(), order.end(), 0);
    double actorLoss = 0.0;
    double criticLoss = 0.0;
    double entropy = 0.0;
    double clipped = 0.0;
    int parts = 0;
    for (int epoch = 0; epoch < settings.epochs; ++epoch)
    {
        for (int i = count - 1; i > 0; --i)
        {
            std::swap(order[i], order[GetRandom().Index(i + 1)]);
        }
        for (int from = 0; from < count; from += settings.batch)
        {
            const std::vector<int> part(order.begin() + from,
                                        order.begin() + std::min(count, from + settings.batch));
            const FloatMatrix seen = observation(part, Eigen::all);
            Eigen::ArrayXd good = advantage(part).cast<double>().array();
            good -= good.mean();
            good /= std::sqrt(good.square().mean()) + LEAST_DEVIATION;
            const PolicyLoss loss = ClippedLoss(RunActor(seen).cast<double>(),
                                                rollout.action(part),
                                                before(part),
                                                good,
                                                settings.clipRatio,
                                                settings.entropyWeight);
            StepActor(loss.gradient);

            const Eigen::VectorXf error = m_critic->Run(seen, pass) - target(part);
            const FloatMatrix gradient =
                static_cast<float>(2.0 * settings.valueWeight / part.size()) * error;
            m_critic->adam.ZeroGradients();
            m_critic->network.GoBack(pass, ViewMatrix(gradient), Parameters::TRAINED, false);
            m_critic->adam.Step(ScheduledRate(settings.criticRate), settings.gradientClip);

            actorLoss += loss.loss;
            criticLoss += error.squaredNorm() / static_cast<double>(part.size());
            entropy += loss.entropy;
            clipped += loss.clipped;
            ++parts;
        }
    }
    m_figures = {{"actor_loss", actorLoss / parts},
                 {"critic_loss", criticLoss / parts},
                 {"entropy", entropy / parts},
                 {"clipped", clipped / parts},
                 {"value", value.mean()}};
}

LearningFigures
PpoAgent::GetFigures() const
{
    return m_figures;
}

void
PpoAgent::SaveNetworks(Checkpoint& checkpoint, Extent extent) const
{
    OnPolicyAgent::SaveNetworks(checkpoint, extent);
    if (extent != Extent::POLICY)
    {
        m_critic->network.Save(checkpoint, "critic");
        m_critic->adam.Save(checkpoint, "critic.adam");
    }
}

void
PpoAgent::LoadNetworks(const Checkpoint& checkpoint, Extent extent)
{
    OnPolicyAgent::LoadNetworks(checkpoint, extent);
    if (extent != Extent::POLICY)
    {
        m_critic->network.Load(checkpoint, "critic");
        m_critic->adam.Load(checkpoint, "critic.adam");
    }
}

} // namespace isac
} // namespace ns3
