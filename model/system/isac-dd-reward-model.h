/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_REWARD_MODEL_H
#define ISAC_DD_REWARD_MODEL_H

#include "isac-dd-system.h"

#include "ns3/isac-reward-model.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief The reward (27) of a slot, with its derivative by the values for powers and with what
 * other steps would have given: what a learner without a critic learns from.
 *
 * Derivatives are central differences, which cost two slots in closed form each, within [0, 1].
 */
class DdRewardModel : public RewardModel
{
  public:
    /**
     * @param system decodes, with DdActions::CHOICES
     * @throws std::invalid_argument for relaxed steps: the reward has no derivative by their values
     */
    explicit DdRewardModel(const DdSystem& system);

    int ObservationSize() const override;
    ActionSpace GetActionSpace() const override;
    double Evaluate(const Eigen::VectorXd& observation,
                    const Action& action,
                    Eigen::VectorXd& gradient,
                    Eigen::MatrixXd& choices) const override;

  private:
    DdSystem m_system; //!< decodes
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_REWARD_MODEL_H
