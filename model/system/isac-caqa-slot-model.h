/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CAQA_SLOT_MODEL_H
#define ISAC_CAQA_SLOT_MODEL_H

#include "isac-caqa-system.h"

#include "ns3/isac-rce-gradient.h"

#include <Eigen/Core>
#include <vector>

namespace ns3
{
namespace isac
{

/// What one choice of z gives a user, whatever the others do.
struct CaqaChoice
{
    int steps;         //!< z
    double energy;     //!< E_s [J]
    double slope;      //!< derivative of E_s by d [J]
    double accuracy;   //!< Theta
    double minEnergy;  //!< E_min [J]; infinite where nothing reaches the requirement
    double energyGain; //!< Lambda [1/J]
};

/**
 * @ingroup isac-aigc
 * @brief One slot under one action, decided by RCE: its reward, the derivative, and the rewards of
 * other choices. What CaqaRewardModel makes anew for each call.
 *
 * Another choice of z_k moves the times of generation of user k and those behind him, all E_max and
 * one place in the ranking; the rest is kept, and nothing is allocated.
 */
class CaqaSlotModel
{
  public:
    /**
     * @param system the cell
     * @param state gains and requirements
     * @param action raw action
     */
    CaqaSlotModel(const CaqaSystem& system, const CaqaState& state, const Action& action);

    /// @return the reward (11)
    double Reward() const;
    /**
     * @param penaltySlope see CaqaRewardModel
     * @param gradient K values, set
     */
    void Gradient(double penaltySlope, Eigen::VectorXd& gradient) const;
    /**
     * @param user whose steps change
     * @param index of what he chooses
     * @return the reward (11) then
     */
    double RewardOf(int user, int index);

  private:
    /**
     * @param penaltySlope see CaqaRewardModel
     * @param rce gets the penalty's part added
     */
    void AddPenalty(double penaltySlope, RceGradient& rce) const;
    /**
     * @brief Starts and E_max with another choice of one user, into m_maxEnergy.
     * @param user whose steps change
     * @param other his choice
     */
    void MoveTimes(int user, const CaqaChoice& other);
    /**
     * @param user whose gain changed
     * @param gain his Lambda [1/J]
     */
    void MoveRank(int user, double gain);

    const CaqaParameters& m_cell;    //!< the cell
    RceOptions m_options;            //!< readings of Algorithm 2
    const CaqaState& m_state;        //!< gains and requirements
    int m_users;                     //!< K
    int m_choices;                   //!< number of choices of z
    std::vector<CaqaChoice> m_table; //!< K x choices
    std::vector<int> m_chosen;       //!< index of the choice made
    std::vector<double> m_energy;    //!< E_s as chosen [J]
    std::vector<double> m_picture;   //!< F_k [J]
    std::vector<double> m_longest;   //!< longest time of a download [s]
    CaqaTimes m_times;               //!< as chosen
    CaqaBounds m_bounds;             //!< as chosen
    RceResult m_rce;                 //!< as chosen
    std::vector<int> m_rank;         //!< all users by falling Lambda, as chosen
    std::vector<double> m_generated; //!< scratch: end of generation [s]
    std::vector<double> m_maxEnergy; //!< scratch: E_max [J]
    std::vector<double> m_minEnergy; //!< scratch: E_min [J]
    std::vector<double> m_gain;      //!< scratch: Lambda [1/J]
    std::vector<int> m_order;        //!< scratch: users by falling Lambda
};

} // namespace isac
} // namespace ns3

#endif // ISAC_CAQA_SLOT_MODEL_H
