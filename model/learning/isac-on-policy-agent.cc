/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-on-policy-agent.h"

#include "isac-categorical-actor.h"
#include "isac-torchscript-policy.h"
#include "torch-adam.h"
#include "torch-network.h"
#include "torch-tensor.h"

#include <algorithm>

namespace ns3
{
namespace isac
{

namespace
{

/// Logits near 0 at first: all choices are tried alike.
constexpr double FIRST_GAIN = 0.01;

} // namespace

/// The actor, as LibTorch trains it and as it acts.
struct OnPolicyAgent::Actor
{
    TorchNetwork network;    //!< from observation to logits
    TorchAdam adam;          //!< of the network
    TorchNetwork::Pass pass; //!< the last one through the network
    CategoricalActor acting; //!< a copy that acts
    bool stale;              //!< whether the copy is behind
};

OnPolicyAgent::OnPolicyAgent(const std::string& kind,
                             int observationSize,
                             const ActionSpace& space,
                             const AgentSettings& settings,
                             uint64_t seed)
    : LearningAgent(kind, observationSize, space, settings, seed)
{
    m_actor = std::make_unique<Actor>(Actor{TorchNetwork(observationSize,
                                                         settings.actorHidden,
                                                         OnlyChoices(),
                                                         HiddenActivation(settings)),
                                            TorchAdam(settings.weightDecay),
                                            {},
                                            {},
                                            true});
    m_actor->network.InitialiseOrthogonal(GetRandom(), FIRST_GAIN);
    m_actor->adam.Add(m_actor->network.Values(), m_actor->network.Gradients());
}

OnPolicyAgent::~OnPolicyAgent() = default;

ActionBatch
OnPolicyAgent::ActBatch(const Eigen::MatrixXd& observations, bool explore)
{
    if (m_actor->stale)
    {
        m_actor->acting = CategoricalActor(m_actor->network.Export());
        m_actor->stale = false;
    }
    return {
        m_actor->acting.Act(GetNormalizer().Apply(observations), explore ? &GetRandom() : nullptr),
        Eigen::MatrixXd(observations.rows(), 0)};
}

void
OnPolicyAgent::Resize(Eigen::Index entries)
{
    m_rollout.observation.conservativeResize(entries, ObservationSize());
    m_rollout.action.conservativeResize(entries);
    m_rollout.reward.conservativeResize(entries);
    m_rollout.terminated.conservativeResize(entries);
    m_rollout.truncated.conservativeResize(entries);
    m_rollout.nextObservation.conservativeResize(entries, ObservationSize());
}

void
OnPolicyAgent::Observe(const Eigen::MatrixXd& observations,
                       const ActionBatch& actions,
                       const StepResult& result)
{
    const Eigen::Index count = observations.rows();
    if (m_rollout.environments != count)
    {
        m_rollout.environments = static_cast<int>(count);
        m_entries = 0;
    }
    if (m_entries + count > m_rollout.action.size())
    {
        Resize(std::max(GetSettings().rollout * count, 2 * m_entries));
    }
    See(observations);
    m_rollout.observation.middleRows(m_entries, count) = observations.cast<float>();
    m_rollout.action.segment(m_entries, count) = actions.categorical.col(0);
    m_rollout.reward.segment(m_entries, count) = result.reward.cast<float>();
    m_rollout.terminated.segment(m_entries, count) = result.terminated;
    m_rollout.truncated.segment(m_entries, count) = result.truncated;
    m_rollout.nextObservation.middleRows(m_entries, count) = result.finalObservation.cast<float>();
    m_entries += count;
}

bool
OnPolicyAgent::IsEnough(const Rollout& rollout) const
{
    return rollout.action.size() > 0;
}

bool
OnPolicyAgent::Update()
{
    const Eigen::Index length = GetSettings().rollout;
    if (m_entries == 0 || m_entries < length * m_rollout.environments)
    {
        return false;
    }
    Resize(m_entries);
    if (!IsEnough(m_rollout))
    {
        return false;
    }
    CountUpdate();
    Learn(m_rollout);
    m_entries = 0;
    return true;
}

FloatMatrix
OnPolicyAgent::RunActor(const FloatMatrix& observation)
{
    return CopyMatrix(m_actor->network.Run(ViewMatrix(observation), m_actor->pass));
}

void
OnPolicyAgent::StepActor(const Eigen::MatrixXd& gradient)
{
    const FloatMatrix above = gradient.cast<float>();
    m_actor->adam.ZeroGradients();
    m_actor->network.GoBack(m_actor->pass, ViewMatrix(above), Parameters::TRAINED, false);
    m_actor->adam.Step(ScheduledRate(GetSettings().actorRate), GetSettings().gradientClip);
    m_actor->stale = true;
}

void
OnPolicyAgent::ExportTorchScript(
    const std::string& path,
    const std::vector<std::pair<std::string, std::string>>& attributes) const
{
    std::vector<std::pair<std::string, FloatMatrix>> parameters{{"mean", GetNormalizer().Mean()},
                                                                {"scale", GetNormalizer().Scale()}};
    const std::string logits =
        m_actor->network.ExportSource("actor",
                                      "(observations - self.mean) * self.scale",
                                      parameters);
    WriteTorchScript(path,
                     parameters,
                     "def forward(self, observations):\n    return torch.argmax(" + logits +
                         ", 1, True)\n",
                     attributes);
}

void
OnPolicyAgent::SaveNetworks(Checkpoint& checkpoint, Extent extent) const
{
    m_actor->network.Save(checkpoint, "actor");
    if (extent != Extent::POLICY)
    {
        m_actor->adam.Save(checkpoint, "actor.adam");
    }
}

void
OnPolicyAgent::LoadNetworks(const Checkpoint& checkpoint, Extent extent)
{
    m_actor->network.Load(checkpoint, "actor");
    m_actor->stale = true;
    if (extent != Extent::POLICY)
    {
        m_actor->adam.Load(checkpoint, "actor.adam");
    }
}

void
OnPolicyAgent::SaveMemory(Checkpoint& checkpoint) const
{
    FloatMatrix steps(m_entries, 4);
    steps.col(0) = m_rollout.action.head(m_entries).cast<float>();
    steps.col(1) = m_rollout.reward.head(m_entries);
    steps.col(2) = m_rollout.terminated.head(m_entries).cast<float>();
    steps.col(3) = m_rollout.truncated.head(m_entries).cast<float>();
    checkpoint.SetNumber("environments", m_rollout.environments);
    checkpoint.SetMatrix("rollout", steps);
    checkpoint.SetMatrix("rollout.observation", m_rollout.observation.topRows(m_entries));
    checkpoint.SetMatrix("rollout.next", m_rollout.nextObservation.topRows(m_entries));
}

void
OnPolicyAgent::LoadMemory(const Checkpoint& checkpoint)
{
    const Eigen::Index entries = checkpoint.GetMatrix("rollout").rows();
    const FloatMatrix& steps = checkpoint.GetMatrix("rollout", entries, 4);
    Resize(entries);
    if (entries > 0)
    {
        m_rollout.observation =
            checkpoint.GetMatrix("rollout.observation", entries, ObservationSize());
        m_rollout.nextObservation =
            checkpoint.GetMatrix("rollout.next", entries, ObservationSize());
    }
    m_rollout.environments = static_cast<int>(checkpoint.GetNumber("environments"));
    m_rollout.action = steps.col(0).cast<int>();
    m_rollout.reward = steps.col(1);
    m_rollout.terminated = steps.col(2).array() != 0.0F;
    m_rollout.truncated = steps.col(3).array() != 0.0F;
    m_entries = entries;
}

} // namespace isac
} // namespace ns3
