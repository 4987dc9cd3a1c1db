/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DD_CURVE_H
#define ISAC_DD_CURVE_H

#include "ns3/isac-dd-slot.h"

#include <cstdint>
#include <vector>

namespace ns3
{
namespace isac
{

/// What becomes of a QoE below the threshold (23).
enum class DdQoeRule
{
    PENALTY,   //!< it costs as in the reward (27)
    CONSTRAINT //!< it is not allowed, as in (23)
};

/**
 * @ingroup isac-aigc
 * @brief A choice of the steps that all users feel, and the power that it leaves to them.
 */
struct DdStepPlan
{
    int serverSteps = 1; //!< t_0
    int longest = 0;     //!< largest t_k, where the schedule follows it; else 0
    int holder = -1;     //!< the user whose t_k that is; -1 where there is none
    double budget = 0.0; //!< sum of P_k that (24) leaves [W]
};

/**
 * @ingroup isac-aigc
 * @brief All plans that the energies (22) and (24) allow; none where one device cannot make a step
 * or the server cannot.
 *
 * With the schedule OWN a plan is a t_0. With LONGEST it is also the largest t_k and a user who has
 * it, so that what all others do leaves the schedule as it is.
 *
 * @param parameters the system
 * @param state users
 * @return plans in the order of t_0
 * @throws std::invalid_argument if a figure makes no sense, in words
 */
std::vector<DdStepPlan> MakeDdStepPlans(const DdParameters& parameters, const DdState& state);

/**
 * @ingroup isac-aigc
 * @brief What a user adds to the reward over his power, with the best t_k for each power.
 */
class DdCurve
{
  public:
    /**
     * @param parameters the system
     * @param state users
     * @param plan what is settled
     * @param user whose curve it is, from 0
     * @param rule what becomes of a QoE below the threshold
     */
    DdCurve(const DdParameters& parameters,
            const DdState& state,
            const DdStepPlan& plan,
            std::size_t user,
            DdQoeRule rule);

    /// A value and the steps that give it.
    struct Choice
    {
        double value = 0.0; //!< part of the reward
        int steps = 1;      //!< t_k; the fewest of those that give it
    };

    /**
     * @param power P_k, not negative [W]
     * @return the best choice. Where the threshold is a constraint, what lacks of it costs a
     * thousandfold, so that a search is led to where nothing lacks.
     */
    Choice At(double power) const;

    /**
     * @brief Upper bounds over adjacent cells of power.
     *
     * Bit errors fall with power, so E rises and the leak falls, each to an end of the cell; of M
     * the best leak between its ends is taken. So a bound is exact where the leak is not below the
     * liked one, and off by a part that falls with the width elsewhere.
     *
     * @param first power over width where the first cell begins
     * @param count number of cells
     * @param width of a cell [W]
     * @return for each cell no less than the value at any power in it, ends included; -infinity
     * where the threshold is a constraint that nothing in it meets
     */
    std::vector<double> Bounds(std::int64_t first, std::int64_t count, double width) const;

  private:
    /**
     * @param low picture at the lower end of a range of power
     * @param high picture at its upper end
     * @param leakLow leak of the one
     * @param leakHigh leak of the other
     * @return an upper bound of the QoE in between
     */
    double BestOf(const DdPicture& low,
                  const DdPicture& high,
                  double leakLow,
                  double leakHigh) const;
    /// @return bit error probability at a power
    double BitError(double power) const;
    /// @return part of the reward for a QoE
    double Worth(double qoe, int steps, double shortageWeight) const;

    DdParameters m_parameters;         //!< the system
    DdUser m_user;                     //!< the user
    DdJudge m_judge;                   //!< his QoE
    DdQoeRule m_rule;                  //!< of the threshold
    DdPicture m_picture;               //!< server steps; schedule steps unless they are his own
    bool m_own;                        //!< whether the schedule's steps are his own
    int m_least;                       //!< fewest t_k
    int m_most;                        //!< most t_k
    std::vector<double> m_sufficiency; //!< S for m_least and more steps
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DD_CURVE_H
