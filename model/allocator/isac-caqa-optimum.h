/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CAQA_OPTIMUM_H
#define ISAC_CAQA_OPTIMUM_H

#include "ns3/isac-caqa-slot.h"

#include <cstddef>

namespace ns3
{
namespace isac
{

/// Effort of SolveCaqaOptimum.
struct CaqaOptimumOptions
{
    bool bound = true;     //!< prove an upper bound; false: best known allocation only, faster
    bool anyPolicy = true; //!< the bound also covers energy sent to users below their requirement
    double relativeGap = 5e-5;         //!< stop when the bound is this close to the best reward
    std::size_t maxRelaxations = 1500; //!< most dynamic programs to solve for the bound
    std::size_t polishPerUser = 400;   //!< slots to evaluate in one local search, for each user
};

/// How SolveCaqaOptimum ended.
enum class CaqaOptimumStatus
{
    WITHIN_GAP,   //!< the bound proves the reward optimal to within relativeGap
    BOUNDED,      //!< the bound holds but is further away, for lack of effort or by duality
    NO_BOUND,     //!< not asked for: upperBound is infinite
    NOT_SUPPORTED //!< adaptive subchannels: no bound is known; upperBound is infinite
};

/// Best known allocation of a slot and what is proven about it.
struct CaqaOptimum
{
    CaqaOptimumStatus status = CaqaOptimumStatus::NO_BOUND; //!< what upperBound is worth
    CaqaAllocation allocation;   //!< best known; unserved users sense nothing and take z_min steps
    CaqaOutcome outcome;         //!< what it earns; outcome.reward is the best known reward
    double upperBound = 0.0;     //!< no allocation that holds C1 to C4 earns more
    double gap = 0.0;            //!< (upperBound - reward) / |reward|
    int unserved = 0;            //!< users below their requirement
    std::size_t evaluations = 0; //!< slots evaluated
};

/**
 * @ingroup isac-aigc
 * @brief Best known allocation of one CAQA slot under the reward (11), with a proven upper bound.
 *
 * Allocation: local search over E_s and z from the maximisers of a Lagrangian relaxation, with RCE
 * (InfeasibleRule::DROP, no partial last user) for E_c. Bound: CaqaRelaxation for each number of
 * violations, with branch and bound over sensing energies and steps. It holds for every policy
 * that keeps C1 to C4; with anyPolicy also for one that spends energy on users who miss their
 * requirement, which RCE never does. Where many users must go unserved that makes it looser.
 * Where the end of all sensing, not the server, holds up the downloads, the bound closes slowly. In
 * Table I's cell the mean gap is 0.1 % at 1.6 J, but up to 40 % at 1.5 J in 0.5 s.
 *
 * Supported: K >= 1; fixed steps (minSteps = maxSteps); slots in which nobody can be served. For
 * SubchannelRule::ADAPTIVE the local search runs from common allocations, without a bound. K = 0
 * gives an empty allocation and reward 0. The relaxation's time grows with K^2 times one more than
 * the number of violations, its memory with K^3.
 *
 * @param parameters the cell; users is K
 * @param state gains and requirements, K values each
 * @param options effort
 * @return allocation, bound and status
 */
CaqaOptimum SolveCaqaOptimum(const CaqaParameters& parameters,
                             const CaqaState& state,
                             const CaqaOptimumOptions& options = {});

} // namespace isac
} // namespace ns3

#endif // ISAC_CAQA_OPTIMUM_H
