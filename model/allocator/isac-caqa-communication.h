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

/// Who gets what is left once every minimum is paid.
enum class CommunicationRule
{
    RANKING, //!< by falling Lambda: RCE, optimal for (16)
    UNIFORM  //!< in equal parts: the baseline UDRL
};

/// How phase III is decided for given phases I and II.
struct CaqaCommunicationOptions
{
    CommunicationRule rule = CommunicationRule::RANKING; //!< see CommunicationRule
    RceOptions reading;                                  //!< readings of Algorithm 2
    SnrReading snr = SnrReading::EQUATION_5;             //!< ratio that the bounds use
    std::vector<double> assumedAccuracy; //!< Theta_k as the scheme believes it; empty: the truth
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

} // namespace isac
} // namespace ns3

#endif // ISAC_CAQA_COMMUNICATION_H
