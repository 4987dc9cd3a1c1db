/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_FEASIBILITY_H
#define ISAC_DA_FEASIBILITY_H

#include "ns3/isac-da-qoe.h"

#include <vector>

namespace ns3
{
namespace isac
{

/// What a budget lacks to meet the demands.
enum class DaShortage
{
    NONE,      //!< nothing: the demands can be met
    POWER,     //!< the sum of pmin alone is more than there is
    BANDWIDTH, //!< whatever the power is split like, P B >= c1 takes more bandwidth than there is
    SPEED      //!< the sum of the demanded speeds is more than there is
};

/// Whether demands can be met, by how much, and if not, who is to blame.
struct DaFeasibility
{
    DaShortage shortage = DaShortage::NONE; //!< what is lacking
    /// Largest theta with which demands c1 theta^2 and pmin theta could be met, infinite without
    /// demands. At least 1: there are bandwidth and power enough.
    double margin = 0.0;
    /// Budget of C over the sum of the demanded speeds.
    double speedMargin = 0.0;
    /// The demands met as evenly as can be: bandwidth and power take the same part, 1/margin, of
    /// their budgets, or only pmin where that alone takes more. Who demands nothing has 0.
    DaAllocation least;
    /// If there is a shortage: the users who cause it, largest load first. Load is a user's part of
    /// what is short (of bandwidth and power together for BANDWIDTH). Without them the demands of
    /// the rest can be met; with the last of them alone they cannot.
    std::vector<int> culprits;

    /// @return whether all demands can be met
    bool Feasible() const
    {
        return shortage == DaShortage::NONE;
    }
};

/**
 * @ingroup isac-aigc
 * @brief Whether the demands fit into the budget, in closed form: O(K log K), some more where they
 * do not fit.
 *
 * Least bandwidth for a given power takes water-filling, P = max(pmin, tau sqrt(c1)): c1/P falls
 * with P as -c1/P^2. All sums are piecewise linear in tau or 1/tau, so the level at which both
 * budgets are used alike is the root of a quadratic equation between two of the sorted
 * pmin/sqrt(c1).
 *
 * @param problem users, demands and budget
 * @return the answer
 * @throws std::invalid_argument if a demand is negative, or a budget is not above 0
 */
DaFeasibility TestDa(const DaProblem& problem);

/**
 * @param margin of DaFeasibility
 * @return part of the demands that solvers meet: 1, or less by 3e-10 where nothing lies between
 * demands and budget, as solvers need an inside
 */
double DaGiveWay(double margin);

/**
 * @ingroup isac-aigc
 * @param problem users, demands and budget
 * @param feasible what TestDa() said of it: that demands can be met
 * @return an allocation that meets all demands and sums with some room: least demands at theta =
 * sqrt(margin), and nine tenths of what they leave in equal parts. Where there is no room, demands
 * count as DaGiveWay() says.
 */
DaAllocation DaRoomyAllocation(const DaProblem& problem, const DaFeasibility& feasible);

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_FEASIBILITY_H
