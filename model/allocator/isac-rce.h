/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_RCE_H
#define ISAC_RCE_H

#include "ns3/isac-caqa-slot.h"

#include <vector>

namespace ns3
{
namespace isac
{

/// What RCE does about users whose E_max lies below their E_min.
enum class InfeasibleRule
{
    DROP, //!< they get nothing and the rest is solved; nothing at all only if all are infeasible
    ANY   //!< one such user and nobody gets anything: the linear program (16) is infeasible
};

/// How RCE ended.
enum class RceBranch
{
    FULL,  //!< every user left has his minimum; the rest of the budget went by gain
    SHORT, //!< the budget does not cover the minima: served by gain until it is spent
    ZERO   //!< nothing to give, or nobody to give it to
};

/// Readings of Algorithm 2 (shared facts 2 and 3 of system CAQA).
struct RceOptions
{
    InfeasibleRule infeasible = InfeasibleRule::DROP; //!< see InfeasibleRule
    bool partialLast = false; //!< short branch: the first user who does not fit gets the remainder
};

/// An allocation of communication energy.
struct RceResult
{
    RceBranch branch = RceBranch::ZERO; //!< how it ended
    std::vector<double> energy;         //!< E_k,c [J]
    double objective = 0.0;             //!< sum of Lambda_k E_k,c
    double total = 0.0;                 //!< sum of E_k,c [J]
};

/**
 * @ingroup isac-aigc
 * @param minEnergy E_min [J]; infinite where nothing reaches the requirement
 * @param maxEnergy E_max [J]; negative where no time is left
 * @return whether the user can have his minimum, within CAQA_RELATIVE_SLACK
 */
bool IsServable(double minEnergy, double maxEnergy);

/**
 * @ingroup isac-aigc
 * @brief Ranking-based communication energy allocation: CAQA-AIGC, Algorithm 2 and Theorem 1.
 *
 * Maximises sum Lambda_k E_k subject to E_min <= E <= E_max and sum E <= E_r in O(K log K): all
 * minima first, then by falling Lambda (lower index first on ties). Where all users are feasible
 * and the minima fit, this is the linear program's optimum. Where they do not fit, it is optimal
 * for 0 <= E <= E_min only, up to the user who does not fit.
 *
 * @param bounds data of ComRA (16); infinite minima and negative maxima are allowed, the budget
 * is finite
 * @param options readings of the algorithm
 * @return the allocation; never NaN, never above the budget by more than CAQA_RELATIVE_SLACK of it
 */
RceResult AllocateRce(const CaqaBounds& bounds, const RceOptions& options = {});

} // namespace isac
} // namespace ns3

#endif // ISAC_RCE_H
