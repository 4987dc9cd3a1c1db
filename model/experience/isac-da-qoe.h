/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_QOE_H
#define ISAC_DA_QOE_H

#include <array>
#include <vector>

namespace ns3
{
namespace isac
{

/// How a user's quality of service comes from quality and latency, (15).
enum class DaStructure
{
    DIFFERENCE, //!< L1: w1 q - w2 T
    RATIO       //!< L2: w3 q / T
};

/**
 * @ingroup isac-aigc
 * @brief One user of DA-ISAC in one slot: his segment, his channel, and what his digital agent and
 * his sensing demand.
 */
struct DaUser
{
    double fileSize = 3.0;      //!< F, of the video segment [MB, 1e6 byte]
    double impact = 1.0;        //!< I of behaviour and environment (16)
    double gain = 1e-11;        //!< h2, path gain of the link
    double demandProduct = 0.0; //!< c1: P B is at least this, for the bound of range [W Hz]
    double demandPower = 0.0;   //!< pmin: P is at least this, for the two other bounds [W]
    double demandSpeed = 0.0;   //!< C is at least this; the paper has 0 [cycle/s]
    DaStructure structure = DaStructure::DIFFERENCE; //!< M
    double qualityWeight = 5.2;                      //!< omega_1 of L1
    double latencyWeight = 0.4;                      //!< omega_2 of L1 [1/s]
    double ratioWeight = 1.9;                        //!< omega_3 of L2 [s]
};

/// What users share: the sums of (17e) to (17g), or a group's part of them.
struct DaBudget
{
    double bandwidth = 400e6; //!< B_Total [Hz]
    double power = 40.0;      //!< P_Total [W]
    double speed = 15e9;      //!< C_Total [cycle/s]
};

/// Constants of the system.
struct DaModel
{
    double noiseDensity = 3.981071705534986e-21; //!< N0, -174 dBm/Hz [W/Hz]
    double cyclesPerMegabyte = 1e7;              //!< mu
    double qualitySlope = 2.0;                   //!< xi [1/MB]
    /// T0, latency that no allocation shortens. The paper has 0, but then an L2 user's QoE is
    /// homogeneous of degree one and at most three users get everything [s].
    double fixedLatency = 0.1;
};

/// A slot's problem: who shares what.
struct DaProblem
{
    std::vector<DaUser> users; //!< K of them
    DaBudget budget;           //!< together
    DaModel model;             //!< constants
};

/// What is decided; one value for each user.
struct DaAllocation
{
    std::vector<double> bandwidth; //!< B [Hz]
    std::vector<double> power;     //!< P [W]
    std::vector<double> speed;     //!< C [cycle/s]
};

/// What an allocation gives; one value for each user.
struct DaOutcome
{
    std::vector<double> rate;    //!< R [bit/s]
    std::vector<double> latency; //!< T [s]
    std::vector<double> qoe;     //!< E = I S
    double meanQoe = 0.0;        //!< (17a) for one slot
};

/**
 * @ingroup isac-aigc
 * @brief A QoE with its first and second derivatives for relative changes of B, P and C, in this
 * order: x dE/dx and x y d2E/dxdy. They are of the size of E whatever the units are.
 */
struct DaQoeSlopes
{
    double value = 0.0;                //!< E
    std::array<double, 3> gradient{};  //!< x dE/dx
    std::array<double, 6> curvature{}; //!< minus x y d2E/dxdy for BB, BP, PP, BC, PC, CC
};

/**
 * @ingroup isac-aigc
 * @brief QoE of one user over what he has of B, P and C, counted in units of one's choice.
 *
 * R = B log2(1 + P h2/(B N0)) is jointly concave, being the perspective of a concave function; so
 * 1/R is convex, and both structures are concave in (B, P, C). The second derivatives are written
 * as a sum of squares, so they are positive semidefinite in floating point, too.
 */
class DaQoeTerm
{
  public:
    /**
     * @param user the user
     * @param model constants
     * @param unit units of B, P and C; the budget itself makes them shares
     */
    DaQoeTerm(const DaUser& user, const DaModel& model, const DaBudget& unit);

    /// @param bandwidth B @param power P @return R [bit/s]; 0 where one is 0
    double Rate(double bandwidth, double power) const;
    /// @param bandwidth B @param power P @param speed C @return T [s]; infinite where one is 0
    double Latency(double bandwidth, double power, double speed) const;
    /// @param bandwidth B @param power P @param speed C @return E; of L1 -infinity where one is 0
    double Value(double bandwidth, double power, double speed) const;
    /// @param bandwidth B @param power P @param speed C, all greater than 0 @return E and slopes
    DaQoeSlopes Slopes(double bandwidth, double power, double speed) const;

  private:
    double m_snr;         //!< h2/N0 in these units
    double m_airTime;     //!< 8e6 F ln 2 over the unit of B [s]
    double m_computeTime; //!< mu F over the unit of C [s]
    double m_fixedTime;   //!< T0 [s]
    double m_bits;        //!< 8e6 F
    double m_constant;    //!< I w1 q of L1, else 0
    double m_weight;      //!< I w2 of L1, I w3 q of L2
    bool m_ratio;         //!< L2
};

/**
 * @ingroup isac-aigc
 * @param user the user
 * @param model constants
 * @return content quality q = xi F / (1 + xi F), the same in both structures
 */
double DaQuality(const DaUser& user, const DaModel& model);

/**
 * @ingroup isac-aigc
 * @param problem users and constants; the budget is not looked at
 * @param allocation what each user has
 * @return rates, latencies and QoE
 * @throws std::invalid_argument if the allocation is for another number of users
 */
DaOutcome EvaluateDa(const DaProblem& problem, const DaAllocation& allocation);

/// What an allocation breaks, relative to what it should keep; 0 is nothing.
struct DaViolation
{
    double product = 0.0;   //!< largest 1 - P B / c1
    double demand = 0.0;    //!< largest 1 - P / pmin, or 1 - C / cmin
    double bandwidth = 0.0; //!< sum of B over the budget, minus 1
    double power = 0.0;     //!< sum of P over the budget, minus 1
    double speed = 0.0;     //!< sum of C over the budget, minus 1
    std::vector<int> users; //!< whose demand is missed by more than the tolerance

    /// @return the largest of them
    double Worst() const;
};

/**
 * @ingroup isac-aigc
 * @param problem users, their demands and the budget
 * @param allocation what each user has
 * @param tolerance relative, beyond which a user is listed
 * @return what it breaks
 * @throws std::invalid_argument if the allocation is for another number of users
 */
DaViolation CheckDa(const DaProblem& problem,
                    const DaAllocation& allocation,
                    double tolerance = 1e-9);

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_QOE_H
