/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-exploration-noise.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace isac
{

void
AddGaussianNoise(Eigen::MatrixXd& values, double deviation, RandomSource& random)
{
    if (deviation == 0.0)
    {
        return;
    }
    for (Eigen::Index row = 0; row < values.rows(); ++row)
    {
        for (Eigen::Index column = 0; column < values.cols(); ++column)
        {
            double& value = values(row, column);
            value = std::clamp(value + deviation * random.Normal(), 0.0, 1.0);
        }
    }
}

OrnsteinUhlenbeckNoise::OrnsteinUhlenbeckNoise(int environments, int values, double rate)
    : m_keep(std::exp(-rate)),
      m_fresh(std::sqrt(-std::expm1(-2.0 * rate))),
      m_state(FloatMatrix::Zero(environments, values))
{
}

void
OrnsteinUhlenbeckNoise::Add(Eigen::MatrixXd& values, double deviation, RandomSource& random)
{
    for (Eigen::Index row = 0; row < m_state.rows(); ++row)
    {
        for (Eigen::Index column = 0; column < m_state.cols(); ++column)
        {
            float& state = m_state(row, column);
            state = static_cast<float>(m_keep * state + m_fresh * random.Normal());
            double& value = values(row, column);
            value = std::clamp(value + deviation * state, 0.0, 1.0);
        }
    }
}

void
OrnsteinUhlenbeckNoise::Restart(int environment)
{
    m_state.row(environment).setZero();
}

void
OrnsteinUhlenbeckNoise::Save(Checkpoint& checkpoint, const std::string& prefix) const
{
    checkpoint.SetMatrix(prefix + "noise", m_state);
}

void
OrnsteinUhlenbeckNoise::Load(const Checkpoint& checkpoint, const std::string& prefix)
{
    m_state = checkpoint.GetMatrix(prefix + "noise", m_state.rows(), m_state.cols());
}

} // namespace isac
} // namespace ns3
