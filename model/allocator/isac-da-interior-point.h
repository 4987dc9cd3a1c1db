/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_INTERIOR_POINT_H
#define ISAC_DA_INTERIOR_POINT_H

#include "isac-da-feasibility.h"
#include "isac-da-newton.h"

#include "ns3/isac-da-qoe.h"

#include <array>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Primal-dual interior point for the user-level problem, in shares of the budgets.
 *
 * Minimises minus the mean QoE subject to ln c1 - ln b - ln p <= 0, floors - (b, p, c) <= 0 and
 * three sums <= 1. Every point that it visits is strictly feasible. Steps are relative to what a
 * user has, so a user with a millionth of the budget is as well scaled as one with half of it.
 * Memory is taken by Start() only.
 */
class DaInteriorPoint
{
  public:
    /**
     * @brief Sets up a problem and a strictly feasible start: least demands at theta, and what they
     * leave shared equally.
     * @param problem users, at least one, and budget
     * @param feasible what TestDa() said of it, which must be that demands can be met
     */
    void Start(const DaProblem& problem, const DaFeasibility& feasible);

    /// One iteration: predictor, corrector, step. @return length of the step, 0 to 1
    double Step();

    /// @return mean QoE of the point
    double Objective() const;
    /**
     * @brief Surrogate gap, the products of slacks and prices, and what the dual residual adds to
     * it.
     *
     * Objective() plus this bounds the mean QoE of every feasible allocation, by convexity alone:
     * prices of users' demands are first changed so that they take up as much of the residual as
     * they can, and what then is left is charged for the whole budget.
     *
     * @return the gap; where products are missed it may be below 0
     */
    double Gap() const;
    /// @return largest part by which a product P B is below its c1, as a logarithm; 0 if none is
    double Missed() const;
    /// @return largest dual residual, for a relative change of a user's share [QoE]
    double DualResidual() const;
    /// @return the point in SI units
    DaAllocation Allocation() const;
    /// @return the three budgets' multipliers, in mean QoE for the whole budget
    std::array<double, 3> Prices() const;

  private:
    /// Number of a constraint of one user: floors of b, p and c come first.
    static constexpr int PRODUCT = 3;

    /// What one user has.
    struct User
    {
        DaQoeTerm term;                 //!< QoE over shares
        double product = 0.0;           //!< c1 in shares
        bool bound = false;             //!< whether there is a c1
        double slope[3] = {};           //!< of minus the mean QoE, relative
        double share[3] = {};           //!< b, p, c
        double floor[3] = {};           //!< least shares
        double slack[4] = {1, 1, 1, 1}; //!< of the constraints
        double excess = 0.0;            //!< slack of the product beyond ln(b p / c1)
        double price[4] = {};           //!< their multipliers
        double slackStep[4] = {};       //!< of the latest direction
        double priceStep[4] = {};       //!< of the latest direction
    };

    /// Slopes, blocks and factors at the point.
    void Linearize();
    /// Direction to where each product of slack and price is a target.
    void FindDirection(double target);
    /// @return largest step that keeps a part of each slack and price
    double LongestStep(double part) const;
    /// @return whether after a step no product of slack and price is far below their mean, and the
    /// barrier function with this product has fallen
    bool Accepts(double length, double product) const;
    /// @param user a user @param length of a step @return his excess after it
    double Excess(std::size_t user, double length) const;
    /// Goes along the direction.
    void Move(double length);
    /// @return sum of slack times price
    double SurrogateGap() const;
    /// @param user a user @return his part of the dual residual, relative
    std::array<double, 3> Residual(const User& user) const;

    std::vector<User> m_users;           //!< the users
    DaNewtonSystem m_system;             //!< of a step
    DaBudget m_budget;                   //!< what shares are of
    std::array<double, 3> m_slack{};     //!< of the budgets
    std::array<double, 3> m_price{};     //!< of the budgets
    std::array<double, 3> m_slackStep{}; //!< of the latest direction
    double m_weight = 1.0;               //!< one over the number of users
    int m_constraints = 0;               //!< number of all constraints
    double m_objective = 0.0;            //!< mean QoE
    double m_lastLength = 1.0;           //!< of the latest step
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_INTERIOR_POINT_H
