/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-drqn-agent.h"

#include "isac-torchscript-policy.h"
#include "isac-value-loss.h"
#include "torch-adam.h"
#include "torch-recurrent-network.h"
#include "torch-tensor.h"

#include <stdexcept>

namespace ns3
{
namespace isac
{

/// What LibTorch trains.
struct DrqnAgent::Networks
{
    TorchRecurrentNetwork values; //!< Q
    TorchRecurrentNetwork target; //!< Q'
    TorchAdam adam;               //!< of Q

    /**
     * @param network one of the two
     * @param observation N x window, normalised
     * @return values of the actions, N x actions
     */
    static FloatMatrix Evaluate(const TorchRecurrentNetwork& network,
                                const FloatMatrix& observation)
    {
        const at::NoGradGuard plain;
        return CopyMatrix(network.Forward(ViewMatrix(observation)));
    }
};

DrqnAgent::DrqnAgent(int observationSize,
                     const ActionSpace& space,
                     const AgentSettings& settings,
                     uint64_t seed)
    : OffPolicyAgent("drqn, windows of " + FormatSetting(settings.window) + ", recurrent " +
                         FormatSetting(settings.recurrentHidden),
                     observationSize,
                     space,
                     settings,
                     seed)
{
    if (observationSize % settings.window != 0)
    {
        throw std::invalid_argument("drqn: a window of " + std::to_string(observationSize) +
                                    " values, expected " + std::to_string(settings.window) +
                                    " observations of the same size");
    }
    const auto make = [&]() {
        return TorchRecurrentNetwork(observationSize / settings.window,
                                     settings.window,
                                     settings.criticHidden,
                                     settings.recurrentHidden,
                                     OnlyChoices(),
                                     HiddenActivation(settings));
    };
    m_networks =
        std::make_unique<Networks>(Networks{make(), make(), TorchAdam(settings.weightDecay)});
    m_networks->values.Initialise(GetRandom());
    m_networks->target.Follow(m_networks->values, 1.0);
    m_networks->values.GiveTo(m_networks->adam);
}

DrqnAgent::~DrqnAgent() = default;

ActionBatch
DrqnAgent::ActBatch(const Eigen::MatrixXd& observations, bool explore)
{
    ActionBatch batch{Eigen::MatrixXi(observations.rows(), 1),
                      Eigen::MatrixXd(observations.rows(), 0)};
    const FloatMatrix values =
        Networks::Evaluate(m_networks->values, GetNormalizer().Apply(observations));
    for (Eigen::Index row = 0; row < observations.rows(); ++row)
    {
        values.row(row).maxCoeff(&batch.categorical(row, 0));
        if (explore && GetRandom().Uniform() < ScheduledNoise())
        {
            batch.categorical(row, 0) = GetRandom().Index(OnlyChoices());
        }
    }
    return batch;
}

Eigen::VectorXf
DrqnAgent::Learn(const ReplaySample& sample,
                 const FloatMatrix& observation,
                 const FloatMatrix& next)
{
    const AgentSettings& settings = GetSettings();
    Networks& net = *m_networks;
    Eigen::VectorXf target = sample.reward;
    if (settings.discount > 0.0)
    {
        const FloatMatrix ahead = Networks::Evaluate(net.target, next);
        target = ValueTargets(sample,
                              ahead,
                              settings.doubleQ ? Networks::Evaluate(net.values, next) : ahead);
    }
    const at::Tensor output = net.values.Forward(ViewMatrix(observation));
    const FloatMatrix values = CopyMatrix(output);
    const ValueLoss loss = CompareValues(values, sample, target);
    net.adam.ZeroGradients();
    output.backward(ViewMatrix(loss.gradient));
    net.adam.Step(ScheduledRate(settings.criticRate), settings.gradientClip);
    if (settings.targetPeriod == 0)
    {
        net.target.Follow(net.values, settings.softUpdate);
    }
    else if (GetUpdates() % settings.targetPeriod == 0)
    {
        net.target.Follow(net.values, 1.0);
    }
    m_figures = {{"critic_loss", loss.loss}, {"value", values.rowwise().maxCoeff().mean()}};
    return loss.error;
}

LearningFigures
DrqnAgent::GetFigures() const
{
    return m_figures;
}

void
DrqnAgent::ExportTorchScript(
    const std::string& path,
    const std::vector<std::pair<std::string, std::string>>& attributes) const
{
    std::vector<std::pair<std::string, FloatMatrix>> parameters{{"mean", GetNormalizer().Mean()},
                                                                {"scale", GetNormalizer().Scale()}};
    const std::string body =
        m_networks->values.ExportSource("(observations - self.mean) * self.scale",
                                        "values",
                                        parameters);
    WriteTorchScript(path,
                     parameters,
                     "def forward(self, observations):\n" + body +
                         "    return torch.argmax(values, 1, True)\n",
                     attributes);
}

void
DrqnAgent::SaveNetworks(Checkpoint& checkpoint, Extent extent) const
{
    m_networks->values.Save(checkpoint, "values");
    if (extent != Extent::POLICY)
    {
        m_networks->target.Save(checkpoint, "target");
        m_networks->adam.Save(checkpoint, "values.adam");
    }
}

void
DrqnAgent::LoadNetworks(const Checkpoint& checkpoint, Extent extent)
{
    m_networks->values.Load(checkpoint, "values");
    if (extent != Extent::POLICY)
    {
        m_networks->target.Load(checkpoint, "target");
        m_networks->adam.Load(checkpoint, "values.adam");
    }
}

} // namespace isac
} // namespace ns3
