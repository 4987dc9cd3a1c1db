/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dqn-agent.h"

#include "isac-torchscript-policy.h"
#include "isac-value-loss.h"
#include "torch-adam.h"
#include "torch-network.h"
#include "torch-tensor.h"

namespace ns3
{
namespace isac
{

/// What LibTorch trains.
struct DqnAgent::Networks
{
    TorchNetwork values; //!< Q
    TorchNetwork target; //!< Q'
    TorchAdam adam;      //!< of Q
};

DqnAgent::DqnAgent(int observationSize,
                   const ActionSpace& space,
                   const AgentSettings& settings,
                   uint64_t seed)
    : OffPolicyAgent("dqn", observationSize, space, settings, seed)
{
    const int actions = OnlyChoices();
    m_networks = std::make_unique<Networks>(Networks{
        TorchNetwork(observationSize, settings.criticHidden, actions, HiddenActivation(settings)),
        TorchNetwork(observationSize, settings.criticHidden, actions, HiddenActivation(settings)),
        TorchAdam(settings.weightDecay)});
    m_networks->values.InitialiseOrthogonal(GetRandom(), 1.0);
    m_networks->target.CopyFrom(m_networks->values);
    m_networks->adam.Add(m_networks->values.Values(), m_networks->values.Gradients());
}

DqnAgent::~DqnAgent() = default;

ActionBatch
DqnAgent::ActBatch(const Eigen::MatrixXd& observations, bool explore)
{
    if (m_stale)
    {
        m_values = m_networks->values.Export();
        m_stale = false;
    }
    ActionBatch batch{Eigen::MatrixXi(observations.rows(), 1),
                      Eigen::MatrixXd(observations.rows(), 0)};
    const FloatMatrix values = m_values.Forward(GetNormalizer().Apply(observations));
    for (Eigen::Index row = 0; row < observations.rows(); ++row)
    {
        values.row(row).maxCoeff(&batch.categorical(row, 0));
        if (explore && GetRandom().Uniform() < ScheduledNoise())
        {
            batch.categorical(row, 0) = GetRandom().Index(m_values.Outputs());
        }
    }
    return batch;
}

Eigen::VectorXf
DqnAgent::Learn(const ReplaySample& sample, const FloatMatrix& observation, const FloatMatrix& next)
{
    const AgentSettings& settings = GetSettings();
    Networks& net = *m_networks;
    TorchNetwork::Pass pass;
    Eigen::VectorXf target = sample.reward;
    if (settings.discount > 0.0)
    {
        const FloatMatrix ahead = CopyMatrix(net.target.Run(ViewMatrix(next), pass));
        const FloatMatrix chooser =
            settings.doubleQ ? CopyMatrix(net.values.Run(ViewMatrix(next), pass)) : ahead;
        target = ValueTargets(sample, ahead, chooser);
    }
    const FloatMatrix values = CopyMatrix(net.values.Run(ViewMatrix(observation), pass));
    const ValueLoss loss = CompareValues(values, sample, target);
    net.adam.ZeroGradients();
    net.values.GoBack(pass, ViewMatrix(loss.gradient), Parameters::TRAINED, false);
    net.adam.Step(ScheduledRate(settings.criticRate), settings.gradientClip);
    m_stale = true;
    if (settings.targetPeriod == 0)
    {
        net.target.SoftUpdate(net.values, settings.softUpdate);
    }
    else if (GetUpdates() % settings.targetPeriod == 0)
    {
        net.target.CopyFrom(net.values);
    }
    m_figures = {{"critic_loss", loss.loss}, {"value", values.rowwise().maxCoeff().mean()}};
    return loss.error;
}

LearningFigures
DqnAgent::GetFigures() const
{
    return m_figures;
}

void
DqnAgent::ExportTorchScript(
    const std::string& path,
    const std::vector<std::pair<std::string, std::string>>& attributes) const
{
    std::vector<std::pair<std::string, FloatMatrix>> parameters{{"mean", GetNormalizer().Mean()},
                                                                {"scale", GetNormalizer().Scale()}};
    const std::string values =
        m_networks->values.ExportSource("values",
                                        "(observations - self.mean) * self.scale",
                                        parameters);
    WriteTorchScript(path,
                     parameters,
                     "def forward(self, observations):\n    return torch.argmax(" + values +
                         ", 1, True)\n",
                     attributes);
}

void
DqnAgent::SaveNetworks(Checkpoint& checkpoint, Extent extent) const
{
    m_networks->values.Save(checkpoint, "values");
    if (extent != Extent::POLICY)
    {
        m_networks->target.Save(checkpoint, "target");
        m_networks->adam.Save(checkpoint, "values.adam");
    }
}

void
DqnAgent::LoadNetworks(const Checkpoint& checkpoint, Extent extent)
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
