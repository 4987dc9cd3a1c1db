/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_EXACT_H
#define ISAC_DA_EXACT_H

#include "isac-da-feasibility.h"

#include "ns3/isac-da-qoe.h"

#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// How a search ended.
enum class DaStatus
{
    OPTIMAL,        //!< the gap is as small as asked for
    INFEASIBLE,     //!< demands cannot be met; DaSolution::feasibility says why and who
    ITERATION_LIMIT //!< feasible, and the gap is what it is
};

/// When SolveDa() ends.
struct DaExactSettings
{
    /// Gap at which it ends, relative to the mean QoE or to 1 if that is smaller. Where rounding
    /// allows no more, up to 1000 times this counts as optimal, too.
    double gap = 1e-11;
    int iterations = 100; //!< at most
};

/// What SolveDa() found.
struct DaSolution
{
    DaStatus status = DaStatus::INFEASIBLE; //!< how it ended
    DaFeasibility feasibility;              //!< what the closed-form test said
    DaAllocation allocation;                //!< empty if infeasible
    double meanQoe = 0.0;                   //!< of the allocation
    /// No feasible allocation has a larger mean QoE: weak duality and convexity, no convergence is
    /// assumed.
    double upperBound = 0.0;
    /// Shadow prices, d(mean QoE)/d(budget) [1/Hz, 1/W, s/cycle]: the gradient for whoever decides
    /// on the budget.
    DaBudget shadow{0.0, 0.0, 0.0};
    double dualResidual = 0.0; //!< largest, for a relative change of one share [QoE]
    int iterations = 0;        //!< of the interior point

    /// @return upperBound - meanQoe
    double Gap() const
    {
        return upperBound - meanQoe;
    }
};

/**
 * @ingroup isac-aigc
 * @brief The allocation of largest mean QoE: SP1, SP2 and the problem over all users at once.
 *
 * With (17b) read as P B >= c1 all three are convex programs, so a primal-dual interior point finds
 * the global optimum and proves it. Time and memory grow with the number of users.
 *
 * @param problem users, at least one, and budget
 * @param settings when to end
 * @return allocation, proof and prices, or why there is none. Demands are met to 1e-9.
 * @throws std::invalid_argument if a value of the problem is out of range; infeasible is not
 */
DaSolution SolveDa(const DaProblem& problem, const DaExactSettings& settings = {});

/// @param shortage what is lacking @return "none", "power", "bandwidth" or "speed"
std::string ToString(DaShortage shortage);

/**
 * @brief Refuses what no solver of this problem can work with.
 * @param problem users and budget
 * @throws std::invalid_argument if there is no user, or a value is not from 1e-60 to 1e60; T0,
 * impact, weights and demands may be 0
 */
void RequireValid(const DaProblem& problem);

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_EXACT_H
