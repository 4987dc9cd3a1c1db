/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-caqa-reward-model.h"

#include "isac-caqa-slot-model.h"

#include <cmath>
#include <stdexcept>
#include <vector>

namespace ns3
{
namespace isac
{

CaqaRewardModel::CaqaRewardModel(const CaqaSystem& system, double penaltySlope)
    : m_system(system.Believed()),
      m_penaltySlope(penaltySlope)
{
    const CaqaDecoding& decoding = system.GetDecoding();
    const bool believes = decoding.belief == AccuracyBelief::PERFECT_GENERATION;
    if (decoding.communication != CommunicationRule::RANKING ||
        decoding.reading != SnrReading::EQUATION_5 || decoding.wholeCycles ||
        (decoding.belief != AccuracyBelief::KNOWN && !(believes && decoding.trainOnBelief)))
    {
        throw std::invalid_argument("no derivative of this system's reward: RCE on (5) is needed, "
                                    "and accuracy known or trained on as believed");
    }
    if (!std::isfinite(penaltySlope) || penaltySlope < 0.0)
    {
        throw std::invalid_argument("slope of the penalty must be finite and at least 0");
    }
}

int
CaqaRewardModel::ObservationSize() const
{
    return m_system.ObservationSize();
}

ActionSpace
CaqaRewardModel::GetActionSpace() const
{
    return m_system.GetActionSpace();
}

double
CaqaRewardModel::Evaluate(const Eigen::VectorXd& observation,
                          const Action& action,
                          Eigen::VectorXd& gradient,
                          Eigen::MatrixXd& choices) const
{
    const CaqaState state = m_system.Interpret(observation);
    CaqaSlotModel slot(m_system, state, action);
    slot.Gradient(m_penaltySlope, gradient);
    const double reward = slot.Reward();
    const std::vector<int> categories = GetActionSpace().categories;
    const int users = static_cast<int>(categories.size());
    choices.resize(users, users > 0 ? categories[0] : 0);
    for (int k = 0; k < users; ++k)
    {
        for (int i = 0; i < categories[k]; ++i)
        {
            choices(k, i) = i == action.categorical[k] ? reward : slot.RewardOf(k, i);
        }
    }
    return reward;
}

} // namespace isac
} // namespace ns3
