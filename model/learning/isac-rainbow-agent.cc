/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-rainbow-agent.h"

#include "isac-categorical-projection.h"
#include "isac-dueling.h"
#include "isac-torchscript-policy.h"
#include "torch-adam.h"
#include "torch-dueling-network.h"

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @param values N x actions
 * @return the best of each row
 */
Eigen::VectorXi
BestActions(const FloatMatrix& values)
{
    Eigen::VectorXi best(values.rows());
    for (Eigen::Index row = 0; row < values.rows(); ++row)
    {
        values.row(row).maxCoeff(&best[row]);
    }
    return best;
}

} // namespace

/// What LibTorch trains.
struct RainbowAgent::Networks
{
    TorchDuelingNetwork online; //!< logits of the atoms of each action
    TorchDuelingNetwork target; //!< the same, some time ago
    TorchAdam adam;             //!< of the first
};

RainbowAgent::RainbowAgent(int observationSize,
                           const ActionSpace& space,
                           const AgentSettings& settings,
                           uint64_t seed)
    : OffPolicyAgent("rainbow, returns from " + FormatSetting(settings.lowestReturn) + " to " +
                         FormatSetting(settings.highestReturn),
                     observationSize,
                     space,
                     settings,
                     seed),
      m_atoms(MakeAtoms(settings.atoms, settings.lowestReturn, settings.highestReturn))
{
    const auto make = [&]() {
        return TorchDuelingNetwork(observationSize,
                                   settings.criticHidden,
                                   OnlyChoices(),
                                   settings.atoms,
                                   HiddenActivation(settings));
    };
    m_networks =
        std::make_unique<Networks>(Networks{make(), make(), TorchAdam(settings.weightDecay)});
    m_networks->online.Initialise(GetRandom(), settings.noisyDeviation);
    m_networks->target.Follow(m_networks->online, 1.0);
    m_networks->online.GiveTo(m_networks->adam);
}

RainbowAgent::~RainbowAgent() = default;

ActionBatch
RainbowAgent::ActBatch(const Eigen::MatrixXd& observations, bool explore)
{
    const FloatMatrix seen = GetNormalizer().Apply(observations);
    FloatMatrix logits;
    if (explore)
    {
        m_networks->online.Draw(GetRandom());
        TorchDuelingNetwork::Pass pass;
        logits = m_networks->online.Run(seen, pass);
    }
    else
    {
        const TorchDuelingNetwork& net = m_networks->online;
        if (m_stale)
        {
            m_trunk = net.Trunk() ? net.Trunk()->Export() : DenseNetwork();
            m_value = net.Value().Still().Export();
            m_advantage = net.Advantage().Still().Export();
            m_stale = false;
        }
        const FloatMatrix features = net.Trunk() ? m_trunk.Forward(seen) : seen;
        logits = CombineStreams({m_value.Forward(features), m_advantage.Forward(features)});
    }
    return {BestActions(ExpectedReturns(logits, m_atoms)), Eigen::MatrixXd(observations.rows(), 0)};
}

FloatMatrix
RainbowAgent::TargetDistribution(const ReplaySample& sample, const FloatMatrix& next)
{
    const AgentSettings& settings = GetSettings();
    // Without a discount any distribution will do, since all its mass goes to the reward.
    FloatMatrix later =
        FloatMatrix::Constant(sample.Count(), m_atoms.size(), 1.0F / settings.atoms);
    if (settings.discount > 0.0)
    {
        TorchDuelingNetwork::Pass pass;
        m_networks->target.Draw(GetRandom());
        const Eigen::VectorXi best =
            BestActions(ExpectedReturns(m_networks->online.Run(next, pass), m_atoms));
        const FloatMatrix logits =
            ChosenAtoms(m_networks->target.Run(next, pass), best, settings.atoms);
        later = AtomProbabilities(logits);
    }
    return ProjectReturns(later,
                          sample.reward,
                          sample.discount,
                          settings.lowestReturn,
                          settings.highestReturn);
}

Eigen::VectorXf
RainbowAgent::Learn(const ReplaySample& sample,
                    const FloatMatrix& observation,
                    const FloatMatrix& next)
{
    const AgentSettings& settings = GetSettings();
    Networks& net = *m_networks;
    net.online.Draw(GetRandom());
    const FloatMatrix target = TargetDistribution(sample, next);

    TorchDuelingNetwork::Pass pass;
    const FloatMatrix logits = net.online.Run(observation, pass);
    const CategoricalLoss loss =
        CompareDistributions(ChosenAtoms(logits, sample.categorical.col(0), settings.atoms),
                             target);
    FloatMatrix gradient = FloatMatrix::Zero(logits.rows(), logits.cols());
    for (Eigen::Index row = 0; row < logits.rows(); ++row)
    {
        gradient.row(row).segment(sample.categorical(row, 0) * settings.atoms, settings.atoms) =
            sample.weight[row] / static_cast<float>(logits.rows()) * loss.gradient.row(row);
    }
    net.adam.ZeroGradients();
    net.online.GoBack(pass, gradient);
    net.adam.Step(ScheduledRate(settings.criticRate), settings.gradientClip);
    m_stale = true;
    if (settings.targetPeriod == 0)
    {
        net.target.Follow(net.online, settings.softUpdate);
    }
    else if (GetUpdates() % settings.targetPeriod == 0)
    {
        net.target.Follow(net.online, 1.0);
    }
    m_figures = {{"critic_loss", (sample.weight.array() * loss.crossEntropy.array()).mean()},
                 {"value", ExpectedReturns(logits, m_atoms).rowwise().maxCoeff().mean()}};
    return loss.crossEntropy;
}

LearningFigures
RainbowAgent::GetFigures() const
{
    return m_figures;
}

void
RainbowAgent::ExportTorchScript(
    const std::string& path,
    const std::vector<std::pair<std::string, std::string>>& attributes) const
{
    std::vector<std::pair<std::string, FloatMatrix>> parameters{
        {"mean", GetNormalizer().Mean()},
        {"scale", GetNormalizer().Scale()},
        {"atoms", FloatMatrix(m_atoms.transpose())}};
    const TorchDuelingNetwork& net = m_networks->online;
    const std::string seen = "(observations - self.mean) * self.scale";
    const std::string features =
        net.Trunk() ? net.Trunk()->ExportSource("trunk", seen, parameters) : seen;
    const std::string value = net.Value().Still().ExportSource("value", "features", parameters);
    const std::string advantage =
        net.Advantage().Still().ExportSource("advantage", "features", parameters);
    WriteTorchScript(path,
                     parameters,
                     "def forward(self, observations):\n"
                     "    features = " +
                         features +
                         "\n"
                         "    value = " +
                         value + ".unsqueeze(1)\n" + "    advantage = " + advantage + ".view(-1, " +
                         std::to_string(OnlyChoices()) + ", " + std::to_string(m_atoms.size()) +
                         ")\n"
                         "    logits = value + advantage - advantage.mean([1], True)\n"
                         "    values = (torch.softmax(logits, 2) * self.atoms).sum([2])\n"
                         "    return torch.argmax(values, 1, True)\n",
                     attributes);
}

void
RainbowAgent::SaveNetworks(Checkpoint& checkpoint, Extent extent) const
{
    m_networks->online.Save(checkpoint, "online");
    if (extent != Extent::POLICY)
    {
        m_networks->target.Save(checkpoint, "target");
        m_networks->adam.Save(checkpoint, "online.adam");
    }
}

void
RainbowAgent::LoadNetworks(const Checkpoint& checkpoint, Extent extent)
{
    m_networks->online.Load(checkpoint, "online");
    m_stale = true;
    if (extent != Extent::POLICY)
    {
        m_networks->target.Load(checkpoint, "target");
        m_networks->adam.Load(checkpoint, "online.adam");
    }
}

} // namespace isac
} // namespace ns3
