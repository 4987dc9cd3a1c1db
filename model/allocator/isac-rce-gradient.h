/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_RCE_GRADIENT_H
#define ISAC_RCE_GRADIENT_H

#include "isac-rce.h"

#include <vector>

namespace ns3
{
namespace isac
{

/// Derivative of RCE's objective, sum of Lambda_k E_k, by each of its data.
struct RceGradient
{
    std::vector<double> gain;      //!< by Lambda_k [J], K values
    std::vector<double> minEnergy; //!< by E_min of user k [1/J], K values
    std::vector<double> maxEnergy; //!< by E_max of user k [1/J], K values
    double budget = 0.0;           //!< by E_r [1/J], the price of energy
};

/**
 * @ingroup isac-aigc
 * @brief Derivative of RCE's objective by its data, read off the solution: exact wherever there is
 * one, that is for almost all data.
 *
 * Branch FULL is a linear program: by the envelope theorem the derivatives are its multipliers. The
 * budget's price lambda is the gain of the user at whom it runs out, 0 when something is left. A
 * user at his maximum is worth Lambda - lambda per joule of it, a user held at his minimum costs
 * lambda - Lambda. Branch SHORT: whoever is served has his minimum, so the objective grows with it
 * and with nothing else, unless a last user takes the remainder. Branch ZERO: all derivatives are
 * 0.
 *
 * The objective jumps where the branch or the set of those served changes; no derivative shows it.
 *
 * @param bounds data of ComRA (16)
 * @param result what AllocateRce made of them
 * @return the derivatives
 */
RceGradient DifferentiateRce(const CaqaBounds& bounds, const RceResult& result);

} // namespace isac
} // namespace ns3

#endif // ISAC_RCE_GRADIENT_H
