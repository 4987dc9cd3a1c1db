/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-reward-model.h"

#include "ns3/isac-megc-gradient.h"

#include <stdexcept>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @brief Turn derivatives by shares into derivatives by the raw values that the shares come from.
 * @param decoding softmax or weights
 * @param raw values in [0, 1] of all who share
 * @param shares what became of them
 * @param slopes by share; replaced
 */
void
ByRawValues(const MegcDecoding& decoding,
            const Eigen::Ref<const Eigen::VectorXd>& raw,
            const Eigen::Ref<const Eigen::VectorXd>& shares,
            Eigen::Ref<Eigen::VectorXd> slopes)
{
    slopes.array() -= slopes.dot(shares);
    if (decoding.shares == MegcShares::SOFTMAX)
    {
        slopes.array() *= 2.0 * decoding.logitRange * shares.array();
    }
    else
    {
        // Equal shares come from weights that are all 0: there is no derivative.
        slopes *= raw.sum() > 0.0 ? 1.0 / raw.sum() : 0.0;
    }
}

} // namespace

MegcRewardModel::MegcRewardModel(const MegcSystem& system)
    : m_system(system)
{
    if (!system.GetDecoding().observesContent)
    {
        throw std::invalid_argument("the reward is no function of an observation without D_AIGC");
    }
}

int
MegcRewardModel::ObservationSize() const
{
    return m_system.ObservationSize();
}

ActionSpace
MegcRewardModel::GetActionSpace() const
{
    return m_system.GetActionSpace();
}

double
MegcRewardModel::Evaluate(const Eigen::VectorXd& observation,
                          const Action& action,
                          Eigen::VectorXd& gradient,
                          Eigen::MatrixXd& choices) const
{
    choices.resize(0, 0);
    return Evaluate(m_system.Interpret(observation), action, gradient);
}

double
MegcRewardModel::Evaluate(const MegcState& state,
                          const Action& action,
                          Eigen::VectorXd& gradient) const
{
    const MegcDecoding& decoding = m_system.GetDecoding();
    const MegcParameters& cell = m_system.GetParameters();
    const MegcAllocation allocation = m_system.Decode(state, action);
    const MegcGradient latency =
        DifferentiateMegc(cell, state, allocation, decoding.bestOffloading);
    const Eigen::VectorXd shares = m_system.Encode(allocation).continuous;
    gradient = -m_system.Encode(latency.slopes).continuous;
    Eigen::Index first = 0;
    for (const int users : m_system.GetSharers())
    {
        ByRawValues(decoding,
                    action.continuous.segment(first, users),
                    shares.segment(first, users),
                    gradient.segment(first, users));
        first += users;
    }
    return -latency.total;
}

} // namespace isac
} // namespace ns3
