/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-branching-dqn-agent.h"

#include "isac-branching-value.h"
#include "isac-torchscript-policy.h"
#include "torch-branching-network.h"

#include <stdexcept>

namespace ns3
{
namespace isac
{

/// What LibTorch trains.
struct BranchingDqnAgent::Networks
{
    TorchBranchingNetwork values; //!< Q
    TorchBranchingNetwork target; //!< Q'
    TorchAdam adam;               //!< of Q
};

BranchingDqnAgent::BranchingDqnAgent(int observationSize,
                                     const ActionSpace& space,
                                     const AgentSettings& settings,
                                     uint64_t seed)
    : OffPolicyAgent("branching-dqn", observationSize, space, settings, seed)
{
    if (space.categories.empty() || space.continuous > 0)
    {
        throw std::invalid_argument("branching-dqn: " + std::to_string(space.categories.size()) +
                                    " categorical and " + std::to_string(space.continuous) +
                                    " continuous components, expected some and none");
    }
    const auto make = [&]() {
        return TorchBranchingNetwork(observationSize,
                                     settings.criticHidden,
                                     space.categories,
                                     HiddenActivation(settings));
    };
    m_networks =
        std::make_unique<Networks>(Networks{make(), make(), TorchAdam(settings.weightDecay)});
    m_networks->values.Initialise(GetRandom());
    m_networks->target.Follow(m_networks->values, 1.0);
    m_networks->values.GiveTo(m_networks->adam);
}

BranchingDqnAgent::~BranchingDqnAgent() = default;

ActionBatch
BranchingDqnAgent::ActBatch(const Eigen::MatrixXd& observations, bool explore)
{
    if (m_stale)
    {
        m_actor = m_networks->values.Export();
        m_stale = false;
    }
    const std::vector<int>& branches = GetSpace().categories;
    FloatMatrix values = GetNormalizer().Apply(observations);
    for (const DenseNetwork& network : m_actor)
    {
        values = network.Forward(values);
    }
    ActionBatch batch{BestChoices(values, branches), Eigen::MatrixXd(observations.rows(), 0)};
    for (Eigen::Index row = 0; explore && row < observations.rows(); ++row)
    {
        for (std::size_t d = 0; d < branches.size(); ++d)
        {
            if (GetRandom().Uniform() < ScheduledNoise())
            {
                batch.categorical(row, d) = GetRandom().Index(branches[d]);
            }
        }
    }
    return batch;
}

Eigen::VectorXf
BranchingDqnAgent::Learn(const ReplaySample& sample,
                         const FloatMatrix& observation,
                         const FloatMatrix& next)
{
    const AgentSettings& settings = GetSettings();
    const std::vector<int>& branches = GetSpace().categories;
    Networks& net = *m_networks;
    TorchBranchingNetwork::Pass pass;
    Eigen::VectorXf target = sample.reward;
    if (settings.discount > 0.0)
    {
        const FloatMatrix ahead = net.target.Run(next, pass);
        target = BranchingTargets(sample, ahead, net.values.Run(next, pass), branches);
    }
    const FloatMatrix values = net.values.Run(observation, pass);
    const BranchingLoss loss = CompareBranches(values, sample, target, branches);
    net.adam.ZeroGradients();
    net.values.GoBack(pass, loss.gradient);
    net.adam.Step(ScheduledRate(settings.criticRate), settings.gradientClip);
    m_stale = true;
    if (settings.targetPeriod == 0)
    {
        net.target.Follow(net.values, settings.softUpdate);
    }
    else if (GetUpdates() % settings.targetPeriod == 0)
    {
        net.target.Follow(net.values, 1.0);
    }
    // What the best choices are worth, as targets count them.
    ReplaySample plain;
    plain.reward.setZero(values.rows());
    plain.discount.setOnes(values.rows());
    m_figures = {{"critic_loss", loss.loss},
                 {"value", BranchingTargets(plain, values, values, branches).mean()},
                 {"chance", ScheduledNoise()}};
    return loss.error;
}

LearningFigures
BranchingDqnAgent::GetFigures() const
{
    return m_figures;
}

void
BranchingDqnAgent::ExportTorchScript(
    const std::string& path,
    const std::vector<std::pair<std::string, std::string>>& attributes) const
{
    std::vector<std::pair<std::string, FloatMatrix>> parameters{{"mean", GetNormalizer().Mean()},
                                                                {"scale", GetNormalizer().Scale()}};
    const std::string choices =
        m_networks->values.ExportSource("(observations - self.mean) * self.scale", parameters);
    WriteTorchScript(path,
                     parameters,
                     "def forward(self, observations):\n    return " + choices + "\n",
                     attributes);
}

void
BranchingDqnAgent::SaveNetworks(Checkpoint& checkpoint, Extent extent) const
{
    m_networks->values.Save(checkpoint, "values");
    if (extent != Extent::POLICY)
    {
        m_networks->target.Save(checkpoint, "target");
        m_networks->adam.Save(checkpoint, "values.adam");
    }
}

void
BranchingDqnAgent::LoadNetworks(const Checkpoint& checkpoint, Extent extent)
{
    m_networks->values.Load(checkpoint, "values");
    m_stale = true;
    if (extent != Extent::POLICY)
    {
        m_networks->target.Load(checkpoint, "target");
        m_networks->adam.Load(checkpoint, "values.adam");
    }
}

} // namespace isac
} // namespace ns3
