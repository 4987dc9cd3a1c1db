/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-taylor-td-agent.h"

#include "torch-deterministic-actor.h"
#include "torch-taylor-critic.h"
#include "torch-tensor.h"

#include <stdexcept>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @param settings of a learner
 * @return the same, but targets that are to be copied follow by all there is
 */
AgentSettings
WithTargetShare(AgentSettings settings)
{
    if (settings.targetPeriod > 0)
    {
        settings.softUpdate = 1.0;
    }
    return settings;
}

} // namespace

/// What LibTorch trains.
struct TaylorTdAgent::Networks
{
    TorchDeterministicActor actor; //!< pi
    TorchTaylorCritic critic;      //!< Q
};

TaylorTdAgent::TaylorTdAgent(int observationSize,
                             const ActionSpace& space,
                             const AgentSettings& settings,
                             uint64_t seed)
    : OffPolicyAgent("taylor-td", observationSize, space, settings, seed),
      m_form(static_cast<TaylorForm>(settings.taylorForm))
{
    if (!space.categories.empty() || space.continuous < 1)
    {
        throw std::invalid_argument("taylor-td: " + std::to_string(space.categories.size()) +
                                    " categorical and " + std::to_string(space.continuous) +
                                    " continuous components, expected none and some");
    }
    if (settings.steps != 1)
    {
        throw std::invalid_argument("taylor-td: steps is " + FormatSetting(settings.steps) +
                                    ": expected 1");
    }
    const AgentSettings shares = WithTargetShare(settings);
    m_networks = std::make_unique<Networks>(
        Networks{TorchDeterministicActor(observationSize, space, shares, GetRandom()),
                 TorchTaylorCritic(observationSize, space.continuous, shares, GetRandom())});
}

TaylorTdAgent::~TaylorTdAgent() = default;

ActionBatch
TaylorTdAgent::ActBatch(const Eigen::MatrixXd& observations, bool explore)
{
    if (m_stale)
    {
        m_actor = m_networks->actor.Export();
        m_stale = false;
    }
    ActionBatch batch{Eigen::MatrixXi(observations.rows(), 0),
                      m_actor.Forward(GetNormalizer().Apply(observations)).cast<double>().eval()};
    for (Eigen::Index row = 0; explore && row < observations.rows(); ++row)
    {
        if (GetRandom().Uniform() < ScheduledNoise())
        {
            for (Eigen::Index i = 0; i < batch.continuous.cols(); ++i)
            {
                batch.continuous(row, i) = GetRandom().Uniform();
            }
        }
    }
    return batch;
}

void
TaylorTdAgent::CheckDerivatives(Eigen::Index components) const
{
    const bool needed = m_form == TaylorForm::DIRECT || m_form == TaylorForm::COSINE;
    if (needed && components != GetSpace().continuous)
    {
        throw std::invalid_argument(
            "taylor-td: taylorForm is " + std::to_string(static_cast<int>(m_form)) +
            ", which needs the derivative of the reward by the " +
            std::to_string(GetSpace().continuous) + " components of an action; there are " +
            std::to_string(components) + ": expected 0 or 3 here");
    }
}

void
TaylorTdAgent::Note(const StepResult& result)
{
    CheckDerivatives(result.rewardGradient.cols());
    for (Eigen::Index i = 0; i < result.reward.size(); ++i)
    {
        m_rewards += 1.0;
        m_meanReward += (result.reward[i] - m_meanReward) / m_rewards;
    }
}

Eigen::VectorXf
TaylorTdAgent::Learn(const ReplaySample& sample,
                     const FloatMatrix& observation,
                     const FloatMatrix& next)
{
    // A replay from a file may lack what the environment gives.
    CheckDerivatives(sample.rewardGradient.cols());
    const AgentSettings& settings = GetSettings();
    Networks& net = *m_networks;
    const at::Tensor states = ViewMatrix(observation);

    Eigen::VectorXf target = sample.reward.array() - static_cast<float>(m_meanReward);
    if (settings.discount > 0.0)
    {
        const at::Tensor nextStates = ViewMatrix(next);
        const FloatMatrix ahead = CopyMatrix(
            net.critic.TargetValue(at::cat({nextStates, net.actor.ForwardTarget(nextStates)}, 1)));
        target += sample.discount.cwiseProduct(ahead.transpose());
    }
    const at::Tensor actions = net.actor.Forward(states);
    const TorchTaylorCritic::View view =
        net.critic.Look(at::cat({states, ViewMatrix(sample.continuous)}, 1));
    Eigen::VectorXf error = view.value - target;

    TaylorTerm term;
    switch (m_form)
    {
    case TaylorForm::NONE:
        break;
    case TaylorForm::DIRECT:
        term = DirectTaylorTerm(sample.rewardGradient, view.slope);
        break;
    case TaylorForm::COSINE:
        term = CosineTaylorTerm(sample.rewardGradient, view.slope);
        break;
    case TaylorForm::LITERAL:
        term.value =
            view.slope.cwiseProduct(CopyMatrix(actions) - sample.continuous).rowwise().sum();
        error -= term.value;
        break;
    }
    const auto count = static_cast<float>(error.size());
    net.critic.Descend(sample.weight.cwiseProduct(error) / count,
                       term.slope * (-static_cast<float>(settings.taylorVariance) / count),
                       ScheduledRate(settings.criticRate));

    net.actor.Descend(-net.critic.Value(at::cat({states, actions}, 1)).mean(),
                      ScheduledRate(settings.actorRate));
    m_stale = true;
    if (settings.discount > 0.0 &&
        (settings.targetPeriod == 0 || GetUpdates() % settings.targetPeriod == 0))
    {
        net.critic.UpdateTarget();
        net.actor.UpdateTarget();
    }
    m_figures = {{"critic_loss", (sample.weight.array() * error.array().square()).mean() / 2.0F},
                 {"value", view.value.mean()},
                 {"taylor", term.value.size() > 0 ? term.value.mean() : 0.0F},
                 {"chance", ScheduledNoise()}};
    return error;
}

LearningFigures
TaylorTdAgent::GetFigures() const
{
    return m_figures;
}

void
TaylorTdAgent::ExportTorchScript(
    const std::string& path,
    const std::vector<std::pair<std::string, std::string>>& attributes) const
{
    m_networks->actor.ExportTorchScript(path, GetNormalizer(), attributes);
}

void
TaylorTdAgent::SaveNetworks(Checkpoint& checkpoint, Extent extent) const
{
    m_networks->actor.Save(checkpoint, extent);
    if (extent != Extent::POLICY)
    {
        m_networks->critic.Save(checkpoint, "critic");
        checkpoint.SetNumber("rewards", m_rewards);
        checkpoint.SetNumber("rewards.mean", m_meanReward);
    }
}

void
TaylorTdAgent::LoadNetworks(const Checkpoint& checkpoint, Extent extent)
{
    m_networks->actor.Load(checkpoint, extent);
    m_stale = true;
    if (extent != Extent::POLICY)
    {
        m_networks->critic.Load(checkpoint, "critic");
        m_rewards = checkpoint.GetNumber("rewards");
        m_meanReward = checkpoint.GetNumber("rewards.mean");
    }
}

} // namespace isac
} // namespace ns3
