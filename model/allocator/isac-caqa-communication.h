/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CAQA_COMMUNICATION_H
#define ISAC_CAQA_COMMUNICATION_H

#include "isac-rce.h"

#include <vector>

namespace ns3
{
namespace isac
{

/// How phase III is decided.
enum class CommunicationRule
{
    RANKING, //!< minima, then the rest by falling Lambda: RCE, optimal for (16)
    UNIFORM, //!< minima, then the rest in equal parts: the baseline UDRL-F
    JOINT    //!< as a learner asks, cut to what can be had: the baselines JDRL-F and JGDM-F
};

/// How phase III is decided for given phases I and II.
struct CaqaCommunicationOptions
{
    CommunicationRule rule = CommunicationRule::RANKING; //!< see CommunicationRule
    RceOptions reading;                                  //!< readings of Algorithm 2
    SnrReading snr = SnrReading::EQUATION_5;             //!< ratio that the bounds use
    std::vector<double> assumedAccuracy; //!< Theta_k as the scheme believes it; empty: the truth
    std::vector<double> wanted;          //!< E_k,c that a learner asks for [J]; JOINT only
};

/// Phase III as decided, with the linear program behind it.
struct CaqaCommunication
{
    CaqaBounds bounds; //!< data of ComRA (16)
    RceResult result;  //!< E_k,c and how it was found
};

/**
 * @ingroup isac-aigc
 * @brief Communication energy for given sensing energies and steps: bounds of (16), then the rule.
 * @param parameters the cell
 * @param state gains and requirements, K values each
 * @param sensingEnergy E_k,s [J], K values
 * @param steps z_k, K values
 * @param options rule, readings, believed accuracy (K values or none)
 * @return bounds and allocation
 */
CaqaCommunication AllocateCaqaCommunication(const CaqaParameters& parameters,
                                            const CaqaState& state,
                                            const std::vector<double>& sensingEnergy,
                                            const std::vector<int>& steps,
                                            const CaqaCommunicationOptions& options = {});

/**
 * @ingroup isac-aigc
 * @brief The uniform rule of the baseline UDRL: minima first as in RCE, the rest in equal parts.
 *
 * A part that would exceed a user's E_max is cut there and the leftover is split again among the
 * others until the budget is spent or all are full (water-filling, exact, O(K log K)). Branches
 * ZERO and SHORT are those of AllocateRce.
 *
 * @param bounds data of ComRA (16)
 * @param options readings of Algorithm 2
 * @return the allocation
 */
RceResult CaqaUniformEnergy(const CaqaBounds& bounds, const RceOptions& options = {});

/**
 * @ingroup isac-aigc
 * @brief What can be had of the energies that a learner asks for: JDRL-F and JGDM-F, which decide
 * all three resources themselves.
 *
 * Each wish is cut at E_max of (17), so that C1 and C6 hold; who has no time left gets nothing.
 * Where the sum exceeds E_r, all are scaled down by one factor, so that C2 holds. Minima (C5) are
 * the learner's own business.
 *
 * @param bounds data of ComRA (16); minima are not read
 * @param wanted E_k,c as asked for [J], K values, not negative
 * @return the allocation. Branch FULL: all have what they asked for, up to their bounds; SHORT:
 * scaled down; ZERO: nothing was given
 */
RceResult CaqaJointEnergy(const CaqaBounds& bounds, const std::vector<double>& wanted);

} // namespace isac
} // namespace ns3

#endif // ISAC_CAQA_COMMUNICATION_H
