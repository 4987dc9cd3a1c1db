/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CAQA_REWARD_MODEL_H
#define ISAC_CAQA_REWARD_MODEL_H

#include "isac-caqa-system.h"

#include "ns3/isac-reward-model.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief The reward (11) of a slot with its derivative by the raw actions d: through the action
 * filter (10), accuracy (7), the times (3) and (4), the energy left, and RCE.
 *
 * The derivative is exact for almost all actions. It cannot show that the reward jumps by 1/K where
 * a user falls below his requirement; the table of choices does, for each z_k is tried.
 *
 * A positive `penaltySlope` s makes Evaluate return a subgradient of
 *
 *     reward - s/K ([sum E_min - E_r]+ / E_max + sum over those who cannot be served of
 *                   (E_min - E_max,k) / F_k)
 *
 * in place of the reward's, with the first sum over those who can be served: an exact penalty, 0
 * wherever C5 can be met, that leads back over the cliff of C5. The reward itself and the choices
 * stay (11). Users whom nothing serves (Theta = 0) have no slope.
 */
class CaqaRewardModel : public RewardModel
{
  public:
    /**
     * @param system decodes with RCE, (5) and cycles that need not be whole, and knows the truth
     * or trains on its belief in a perfect generator: the reward then is the believed one
     * @param penaltySlope s, not negative; 0: the reward's own derivative
     * @throws std::invalid_argument for another system or slope
     */
    explicit CaqaRewardModel(const CaqaSystem& system, double penaltySlope = 0.0);

    int ObservationSize() const override;
    ActionSpace GetActionSpace() const override;
    double Evaluate(const Eigen::VectorXd& observation,
                    const Action& action,
                    Eigen::VectorXd& gradient,
                    Eigen::MatrixXd& choices) const override;

  private:
    CaqaSystem m_system;   //!< the cell that the reward is counted in
    double m_penaltySlope; //!< s
};

} // namespace isac
} // namespace ns3

#endif // ISAC_CAQA_REWARD_MODEL_H
