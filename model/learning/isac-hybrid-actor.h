/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_HYBRID_ACTOR_H
#define ISAC_HYBRID_ACTOR_H

#include "isac-action-space.h"
#include "isac-dense-network.h"
#include "isac-normalizer.h"
#include "isac-random-source.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief The hybrid actor of LPDRL-F (CAQA-AIGC, sec. IV-A and Table II) as it acts: a trunk, a
 * branch of categorical choices, and a branch of continuous values that is told the choices.
 *
 * Without LibTorch, so that a decision costs microseconds. TorchHybridActor is its twin under
 * training.
 */
class HybridActor
{
  public:
    /// Least logarithm of the deviation before the sigmoid.
    static constexpr float MIN_LOG_DEVIATION = -5.0F;
    /// Greatest logarithm of the deviation before the sigmoid.
    static constexpr float MAX_LOG_DEVIATION = 2.0F;

    HybridActor() = default;

    /**
     * @param space of the actions
     * @param normalizer of the observations
     * @param trunk from observation to features
     * @param choices from features to logits, components x most choices; without layers if the
     * space has no categorical components
     * @param values from features and choices (scaled to [0, 1]) to mean and log deviation of each
     * continuous component, before the sigmoid; without layers if there are none
     */
    HybridActor(const ActionSpace& space,
                const Normalizer& normalizer,
                const DenseNetwork& trunk,
                const DenseNetwork& choices,
                const DenseNetwork& values);

    /**
     * @param observation as the environment gives it
     * @param random where a draw from the policy comes from; null for the likeliest choices and
     * the mean values
     * @return an action
     */
    Action Act(const Eigen::VectorXd& observation, RandomSource* random) const;
    /**
     * @param observations N x observation size
     * @param random as above
     * @return N actions
     */
    ActionBatch ActBatch(const Eigen::MatrixXd& observations, RandomSource* random) const;

  private:
    ActionSpace m_space;                //!< of the actions
    int m_width = 0;                    //!< most choices of a component
    DenseNetwork m_trunk;               //!< features
    DenseNetwork m_choices;             //!< logits
    DenseNetwork m_values;              //!< mean and log deviation
    Eigen::VectorXd m_mean;             //!< of observations
    Eigen::VectorXd m_scale;            //!< of observations
    mutable Eigen::VectorXf m_input;    //!< normalised observation
    mutable Eigen::VectorXf m_features; //!< of the trunk, then the choices
    mutable Eigen::VectorXf m_logits;   //!< of the choices
    mutable Eigen::VectorXf m_output;   //!< of the values
};

/**
 * @ingroup isac-aigc
 * @param space of actions
 * @return most choices of a categorical component; 0 if there is none
 */
int MostChoices(const ActionSpace& space);

/**
 * @ingroup isac-aigc
 * @brief How a choice is told to a network: 0 for the first to 1 for the last.
 * @param choice index
 * @param choices number of them
 * @return a number in [0, 1]
 */
float ScaledChoice(int choice, int choices);

/**
 * @ingroup isac-aigc
 * @brief Actions as a critic is told them.
 * @param transitions whose actions
 * @param space of the actions
 * @return N x components: the scaled choices, then the continuous values
 */
FloatMatrix ScaledActions(const TransitionBatch& transitions, const ActionSpace& space);

} // namespace isac
} // namespace ns3

#endif // ISAC_HYBRID_ACTOR_H
