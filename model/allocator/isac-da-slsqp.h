/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_SLSQP_H
#define ISAC_DA_SLSQP_H

#include "isac-da-feasibility.h"
#include "isac-slsqp.h"

#include "ns3/isac-da-qoe.h"

namespace ns3
{
namespace isac
{

/// What SolveDaBySlsqp() found.
struct DaSlsqpSolution
{
    DaFeasibility feasibility; //!< what the closed-form test said; the rest is empty if infeasible
    DaAllocation allocation;   //!< the last point
    double meanQoe = 0.0;      //!< of the allocation
    DaViolation violation;     //!< what the allocation breaks
    int evaluations = 0;       //!< of the objective
    bool converged = false;    //!< as SlsqpResult
};

/**
 * @ingroup isac-aigc
 * @brief The convex user-level problem by a general solver: SLSQP with analytic gradients.
 *
 * The rival that SolveDa() is measured against; no proof, no prices, and O(K^3) a step.
 *
 * @param problem users, at least one, and budget
 * @param settings when to end
 * @return the allocation
 * @throws std::invalid_argument if a value of the problem is out of range; infeasible is not
 */
DaSlsqpSolution SolveDaBySlsqp(const DaProblem& problem, const SlsqpSettings& settings = {});

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_SLSQP_H
