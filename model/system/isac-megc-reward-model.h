/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MEGC_REWARD_MODEL_H
#define ISAC_MEGC_REWARD_MODEL_H

#include "isac-megc-system.h"

#include "ns3/isac-reward-model.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief The reward of a slot, minus the total latency, with its derivative by the raw action:
 * through the shares and (1) to (15).
 */
class MegcRewardModel : public RewardModel
{
  public:
    /**
     * @param system decodes; it must observe content, or the reward is no function of what it sees
     * @throws std::invalid_argument for another system
     */
    explicit MegcRewardModel(const MegcSystem& system);

    int ObservationSize() const override;
    ActionSpace GetActionSpace() const override;
    double Evaluate(const Eigen::VectorXd& observation,
                    const Action& action,
                    Eigen::VectorXd& gradient,
                    Eigen::MatrixXd& choices) const override;

    /**
     * @brief The same for a state that need not be read out of an observation.
     * @param state gains and tasks
     * @param action of the system
     * @param gradient gets the derivative of the reward by each value of the action
     * @return the reward, minus the total latency [s]
     */
    double Evaluate(const MegcState& state, const Action& action, Eigen::VectorXd& gradient) const;

  private:
    MegcSystem m_system; //!< decodes
};

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_REWARD_MODEL_H
