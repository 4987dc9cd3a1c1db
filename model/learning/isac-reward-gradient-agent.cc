/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-reward-gradient-agent.h"

#include "isac-schedule.h"
#include "torch-hybrid-actor.h"
#include "torch-tensor.h"

namespace ns3
{
namespace isac
{

/// What LibTorch trains.
struct RewardGradientAgent::Networks
{
    TorchHybridActor actor; //!< pi
    TorchAdam adam;         //!< of the actor
};

RewardGradientAgent::RewardGradientAgent(std::shared_ptr<const RewardModel> model,
                                         const AgentSettings& settings,
                                         uint64_t seed)
    : OffPolicyAgent("reward-gradient",
                     model->ObservationSize(),
                     model->GetActionSpace(),
                     settings,
                     seed),
      m_model(std::move(model)),
      m_networks(std::make_unique<Networks>(
          Networks{TorchHybridActor(ObservationSize(), GetSpace(), settings, GetRandom()),
                   TorchAdam(settings.weightDecay)}))
{
    m_networks->actor.AddTo(m_networks->adam);
}

RewardGradientAgent::~RewardGradientAgent() = default;

ActionBatch
RewardGradientAgent::ActBatch(const Eigen::MatrixXd& observations, bool explore)
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
RewardGradientAgent::Learn(const ReplaySample& sample,
                           const FloatMatrix& observation,
                           const FloatMatrix&)
{
    const AgentSettings& settings = GetSettings();
    const ActionSpace& space = GetSpace();
    const Eigen::Index count = sample.Count();
    const auto components = static_cast<Eigen::Index>(space.categories.size());
    const int width = MostChoices(space);
    Networks& net = *m_networks;

    net.adam.ZeroGradients();
    const HybridSample drawn =
        net.actor.Sample(ViewMatrix(observation), settings.gumbelTemperature, GetRandom());
    const FloatMatrix values = CopyMatrix(drawn.values);
    const at::Tensor& chosen = drawn.choices.chosen;

    FloatMatrix byValues(count, space.continuous);
    FloatMatrix byChoices(count, components * width);
    Action action{Eigen::VectorXi(components), Eigen::VectorXd(space.continuous)};
    Eigen::VectorXd gradient;
    Eigen::MatrixXd choices;
    double reward = 0.0;
    for (Eigen::Index row = 0; row < count; ++row)
    {
        for (Eigen::Index c = 0; c < components; ++c)
        {
            action.categorical[c] =
                static_cast<int>(chosen.data_ptr<int64_t>()[row * components + c]);
        }
        action.continuous = values.row(row).transpose().cast<double>();
        reward += m_model->Evaluate(sample.observation.row(row).transpose().cast<double>(),
                                    action,
                                    gradient,
                                    choices);
        byValues.row(row) = gradient.transpose().cast<float>();
        for (Eigen::Index c = 0; c < components; ++c)
        {
            byChoices.row(row).segment(c * width, width) = choices.row(c).cast<float>();
        }
    }

    // A surrogate whose derivative is what we want: constants times what is trained.
    at::Tensor gain = (ViewMatrix(byValues) * drawn.values).sum() / count;
    if (components > 0)
    {
        gain = gain + (ViewMatrix(byChoices).view_as(drawn.choices.probabilities) *
                       drawn.choices.probabilities)
                              .sum() /
                          count;
    }
    const double temperature = LinearSchedule{settings.initialTemperature, 0.0}.At(GetProgress());
    const at::Tensor entropy = (drawn.choices.entropy - drawn.logValues).mean();
    (-gain - temperature * entropy).backward();
    net.adam.Step(ScheduledRate(settings.actorRate), settings.gradientClip);
    m_stale = true;
    m_figures = {{"actor_value", reward / static_cast<double>(count)},
                 {"entropy", entropy.item<float>()},
                 {"choice_entropy", drawn.choices.entropy.mean().item<float>()},
                 {"temperature", temperature}};
    return Eigen::VectorXf::Zero(count);
}

LearningFigures
RewardGradientAgent::GetFigures() const
{
    return m_figures;
}

void
RewardGradientAgent::ExportTorchScript(
    const std::string& path,
    const std::vector<std::pair<std::string, std::string>>& attributes) const
{
    m_networks->actor.ExportTorchScript(path, GetNormalizer(), attributes);
}

void
RewardGradientAgent::SaveNetworks(Checkpoint& checkpoint, Extent extent) const
{
    m_networks->actor.Save(checkpoint, "actor");
    if (extent != Extent::POLICY)
    {
        m_networks->adam.Save(checkpoint, "actor.adam");
    }
}

void
RewardGradientAgent::LoadNetworks(const Checkpoint& checkpoint, Extent extent)
{
    m_networks->actor.Load(checkpoint, "actor");
    m_stale = true;
    if (extent != Extent::POLICY)
    {
        m_networks->adam.Load(checkpoint, "actor.adam");
    }
}

} // namespace isac
} // namespace ns3
