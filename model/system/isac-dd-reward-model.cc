/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dd-reward-model.h"

#include <algorithm>
#include <stdexcept>

namespace ns3
{
namespace isac
{

namespace
{

/// Of the differences: their error, some h^2, and that of rounding, epsilon / h, are alike.
constexpr double HALF_STEP = 1e-5;

} // namespace

DdRewardModel::DdRewardModel(const DdSystem& system)
    : m_system(system)
{
    if (system.GetDecoding().actions != DdActions::CHOICES)
    {
        throw std::invalid_argument("the reward has no derivative by values that name steps");
    }
}

int
DdRewardModel::ObservationSize() const
{
    return m_system.ObservationSize();
}

ActionSpace
DdRewardModel::GetActionSpace() const
{
    return m_system.GetActionSpace();
}

double
DdRewardModel::Evaluate(const Eigen::VectorXd& observation,
                        const Action& action,
                        Eigen::VectorXd& gradient,
                        Eigen::MatrixXd& choices) const
{
    const DdState state = m_system.Interpret(observation);
    const auto reward = [&](const Action& other) {
        return EvaluateDd(m_system.GetParameters(), state, m_system.Decode(other)).reward;
    };
    Action changed = action;
    gradient.resize(action.continuous.size());
    for (Eigen::Index k = 0; k < gradient.size(); ++k)
    {
        const double low = std::max(0.0, action.continuous[k] - HALF_STEP);
        const double high = std::min(1.0, action.continuous[k] + HALF_STEP);
        changed.continuous[k] = low;
        const double below = reward(changed);
        changed.continuous[k] = high;
        gradient[k] = (reward(changed) - below) / (high - low);
        changed.continuous[k] = action.continuous[k];
    }
    const double taken = reward(action);
    const std::vector<int> categories = m_system.GetActionSpace().categories;
    choices.setZero(static_cast<Eigen::Index>(categories.size()),
                    *std::max_element(categories.begin(), categories.end()));
    for (std::size_t place = 0; place < categories.size(); ++place)
    {
        const auto row = static_cast<Eigen::Index>(place);
        for (int choice = 0; choice < categories[place]; ++choice)
        {
            changed.categorical[row] = choice;
            choices(row, choice) = choice == action.categorical[row] ? taken : reward(changed);
        }
        changed.categorical[row] = action.categorical[row];
    }
    return taken;
}

} // namespace isac
} // namespace ns3
