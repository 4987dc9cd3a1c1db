/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_SCA_H
#define ISAC_DA_SCA_H

#include "isac-da-feasibility.h"

#include "ns3/isac-da-qoe.h"

#include <vector>

namespace ns3
{
namespace isac
{

/// How the quadratic transform (33) of an L2 user's Gamma / D is read.
enum class DaRatioReading
{
    ROOT,   //!< 2 phi sqrt(Gamma) - phi^2 D, whose largest value over phi is Gamma / D
    PRINTED //!< 2 phi Gamma - phi^2 D, whose largest value is Gamma^2 / D
};

/// How the envelope (32) of Y = P B is read.
enum class DaEnvelopeReading
{
    COMPLETE, //!< all four inequalities of McCormick, and Y >= c1
    TIED,     //!< the four of (32), two of them looser than McCormick's, and Y >= c1
    PRINTED   //!< (32) alone: nothing ties Y to c1, so the bound of range is not kept at all
};

/// How SolveDaBySca() goes about it.
struct DaScaSettings
{
    DaRatioReading ratio = DaRatioReading::ROOT;              //!< of (33)
    DaEnvelopeReading envelope = DaEnvelopeReading::COMPLETE; //!< of (32)
    double boxWidth = 0.5;        //!< B, P and C stay within this of the last round's, relative
    double boxShrink = 0.9;       //!< of the width, each round
    int rounds = 100;             //!< at most
    double valueTolerance = 1e-9; //!< change of the mean QoE in a round, relative: the end
    int evaluations = 150;        //!< of SLSQP in a round, at most (Table III)
    double stepTolerance = 1e-4;  //!< of SLSQP (Table III)
};

/// What SolveDaBySca() found.
struct DaScaSolution
{
    DaFeasibility feasibility; //!< what the closed-form test said; the rest is empty if infeasible
    DaAllocation allocation;   //!< of the last round
    double meanQoe = 0.0;      //!< of the allocation: exact, not the approximation
    DaViolation violation;     //!< what the allocation breaks
    double worstViolation = 0.0; //!< largest that any round's allocation had
    std::vector<double> history; //!< mean QoE of the start and after each round
    int evaluations = 0;         //!< of all rounds
    bool settled = false;        //!< whether it ended by itself

    /// @return whether no round lost
    bool Monotone() const;
};

/**
 * @ingroup isac-aigc
 * @brief The paper's user-level allocation: successive convex approximation (28) to (33), each
 * round solved by SLSQP.
 *
 * Around the last round's allocation 1/R becomes affine with R's tangent plane (28), (31), an L2
 * user's ratio becomes 2 phi sqrt(Gamma) - phi^2 D with phi of the last round (33), and P B its
 * envelope over the round's box (32). Of the envelope's Y only c1 <= its upper bounds remains, as
 * the lower ones never exceed those. In B and P a round is a linear program, so without the box
 * nothing would hold it near where it was made; the paper has no rule for the box.
 *
 * It is a heuristic for a problem that is convex as it is (SolveDa()): rounds may lose, and the
 * envelope lets P B fall below c1 by about a quarter of the box's area. What is broken is reported,
 * not mended.
 *
 * @param problem users, at least one, and budget
 * @param settings readings and limits
 * @return the allocation; it may break bounds
 * @throws std::invalid_argument if a value of the problem is out of range; infeasible is not
 */
DaScaSolution SolveDaBySca(const DaProblem& problem, const DaScaSettings& settings = {});

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_SCA_H
