/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_NEWTON_H
#define ISAC_DA_NEWTON_H

#include <array>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief What one user has in a DaNewtonSystem.
 *
 * His unknowns are (u, v, w) with dB/B = u - v, dP/P = v, dC/C = w: a product P B that is nearly as
 * small as demanded makes u stiff, and u alone. Symmetric matrices are stored as 00, 01, 11, 02,
 * 12, 22.
 */
struct DaBlock
{
    std::array<double, 6> matrix{}; //!< D, positive semidefinite
    std::array<double, 3> share{};  //!< x: what relative changes of B, P, C add to the three sums
    std::array<double, 3> right{};  //!< right side
    std::array<double, 3> step{};   //!< solution
    std::array<double, 3> left{};   //!< what the solution leaves of the right side; scratch
    std::array<double, 3> pivot{};  //!< of the factors, inverted
    std::array<double, 3> lower{};  //!< of the factors: 10, 20, 21

    /// @return relative changes of B, P and C
    std::array<double, 3> Change() const
    {
        return {step[0] - step[1], step[1], step[2]};
    }
};

/**
 * @ingroup isac-aigc
 * @brief Linear system of one step of DaInteriorPoint: a 3x3 block for each user, bordered by the
 * three budgets.
 *
 *     D_k d_k + A_k' y = right_k,      sum_k A_k d_k - W y = rightBudget
 *
 * where A_k d_k is what user k takes more of the budgets. Each factorization and each solution take
 * O(K). Blocks of users whose QoE is homogeneous are singular along their ray, so what is factored
 * is D with its diagonal raised by 1e-8, and solutions are refined on the system itself.
 */
class DaNewtonSystem
{
  public:
    std::vector<DaBlock> blocks;            //!< of the users
    std::array<double, 3> slackOverPrice{}; //!< W
    std::array<double, 3> rightBudget{};    //!< right side of the budgets
    std::array<double, 3> priceStep{};      //!< y of the solution

    /// Factors blocks and the 3x3 Schur complement. To be called when matrices have changed.
    void Factor();

    /**
     * @brief Solves for the right sides; the results are the blocks' `step` and `priceStep`.
     * @return largest residual that is left, over the largest right side
     */
    double Solve();

  private:
    /// Adds to the solution what the factors make of the residuals `left` and `budget`.
    void Correct(const std::array<double, 3>& budget);

    std::array<double, 6> m_schur{}; //!< Cholesky factor of the Schur complement: 00 10 11 20 21 22
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_NEWTON_H
