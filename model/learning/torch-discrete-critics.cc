/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torch-discrete-critics.h"

#include "torch-tensor.h"

namespace ns3
{
namespace isac
{

namespace
{

constexpr int CRITICS = 2;

/**
 * @param networks at least one
 * @param states N x observation size
 * @return N x actions, the least of what they give
 */
FloatMatrix
LeastOf(const std::vector<TorchNetwork>& networks, const at::Tensor& states)
{
    FloatMatrix least;
    for (const TorchNetwork& network : networks)
    {
        TorchNetwork::Pass pass;
        const FloatMatrix values = CopyMatrix(network.Run(states, pass));
        least = least.size() == 0 ? values : FloatMatrix(least.cwiseMin(values));
    }
    return least;
}

} // namespace

TorchDiscreteCritics::TorchDiscreteCritics(int observationSize,
                                           int actions,
                                           const AgentSettings& settings,
                                           RandomSource& random)
    : m_softUpdate(settings.softUpdate),
      m_clip(settings.gradientClip),
      m_adam(settings.weightDecay)
{
    for (int i = 0; i < CRITICS; ++i)
    {
        for (auto* networks : {&m_critics, &m_targets})
        {
            networks->emplace_back(observationSize,
                                   settings.criticHidden,
                                   actions,
                                   HiddenActivation(settings));
        }
        m_critics.back().InitialiseUniform(random);
        m_targets.back().CopyFrom(m_critics.back());
        m_adam.Add(m_critics.back().Values(), m_critics.back().Gradients());
    }
}

FloatMatrix
TorchDiscreteCritics::Least(const at::Tensor& states) const
{
    return LeastOf(m_critics, states);
}

FloatMatrix
TorchDiscreteCritics::LeastTarget(const at::Tensor& states) const
{
    return LeastOf(m_targets, states);
}

Eigen::VectorXf
TorchDiscreteCritics::Learn(const at::Tensor& states,
                            const Eigen::VectorXi& action,
                            const Eigen::VectorXf& target,
                            const Eigen::VectorXf& weight,
                            double rate)
{
    m_adam.ZeroGradients();
    m_loss = 0.0;
    const auto count = static_cast<float>(action.size());
    Eigen::VectorXf errors = Eigen::VectorXf::Zero(action.size());
    for (const TorchNetwork& critic : m_critics)
    {
        TorchNetwork::Pass pass;
        const FloatMatrix values = CopyMatrix(critic.Run(states, pass));
        FloatMatrix gradient = FloatMatrix::Zero(values.rows(), values.cols());
        for (Eigen::Index row = 0; row < values.rows(); ++row)
        {
            const float error = values(row, action[row]) - target[row];
            gradient(row, action[row]) = 2.0F * weight[row] * error / count;
            errors[row] += error / static_cast<float>(CRITICS);
            m_loss += weight[row] * error * error / count;
        }
        critic.GoBack(pass, ViewMatrix(gradient), Parameters::TRAINED, false);
    }
    m_adam.Step(rate, m_clip);
    return errors;
}

void
TorchDiscreteCritics::UpdateTargets()
{
    for (int i = 0; i < CRITICS; ++i)
    {
        m_targets[i].SoftUpdate(m_critics[i], m_softUpdate);
    }
}

double
TorchDiscreteCritics::GetLoss() const
{
    return m_loss;
}

int64_t
TorchDiscreteCritics::Size() const
{
    return CRITICS * m_critics.front().Values().numel();
}

void
TorchDiscreteCritics::Save(Checkpoint& checkpoint, const std::string& name) const
{
    for (int i = 0; i < CRITICS; ++i)
    {
        m_critics[i].Save(checkpoint, name + "." + std::to_string(i));
        m_targets[i].Save(checkpoint, name + ".target." + std::to_string(i));
    }
    m_adam.Save(checkpoint, name + ".adam");
}

void
TorchDiscreteCritics::Load(const Checkpoint& checkpoint, const std::string& name)
{
    for (int i = 0; i < CRITICS; ++i)
    {
        m_critics[i].Load(checkpoint, name + "." + std::to_string(i));
        m_targets[i].Load(checkpoint, name + ".target." + std::to_string(i));
    }
    m_adam.Load(checkpoint, name + ".adam");
}

} // namespace isac
} // namespace ns3
