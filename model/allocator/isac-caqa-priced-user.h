/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CAQA_PRICED_USER_H
#define ISAC_CAQA_PRICED_USER_H

#include "ns3/isac-sensing-accuracy.h"

namespace ns3
{
namespace isac
{

/// What a user pays for the resources that all share: multipliers of the Lagrangian.
struct CaqaPrices
{
    double energy = 0.0;  //!< lambda, of the energy budget C2 [1/J]
    double sensing = 0.0; //!< nu, of the total sensing energy, which sets the sensing time [1/J]
};

/// One user as the priced problem sees him.
struct CaqaPricedUser
{
    double requirement = 0.0;   //!< Omega_min
    double pictureEnergy = 0.0; //!< F, energy of a full-resolution picture [J]
    double clarity = 1.0;       //!< 1 - eps(z)
    double minCycles = 0.0;     //!< fewest sensing cycles allowed
    double maxCycles = 0.0;     //!< most sensing cycles allowed
};

/// A user's best answer to the prices.
struct CaqaPricedChoice
{
    double value = 0.0;   //!< Omega minus what it costs; minus infinity where nothing is feasible
    double cycles = 0.0;  //!< n
    double quality = 0.0; //!< q
};

/**
 * @ingroup isac-aigc
 * @brief Cycles that meet a requirement at the least priced energy, unlimited download time.
 *
 * Minimises (lambda + nu) w n + lambda F Omega_min / ((1 - eps) Upsilon(n)), which is convex where
 * Upsilon is positive. The result does not depend on the prices' scale, only on their ratio.
 *
 * @param law Upsilon, (1)
 * @param cycleEnergy w = T_s P_s [J]
 * @param user the user; his limits of cycles are not applied
 * @param prices lambda greater than 0, nu not negative
 * @return n, not whole
 */
double CheapestCycles(const SensingAccuracyLaw& law,
                      double cycleEnergy,
                      const CaqaPricedUser& user,
                      const CaqaPrices& prices);

/**
 * @ingroup isac-aigc
 * @brief Maximises (1 - eps) Upsilon(n) q - (lambda + nu) w n - lambda q F over n and q, with
 * (1 - eps) Upsilon(n) q >= Omega_min and q <= Q.
 *
 * For fixed n the objective is linear in q, so q is at one of its ends, and along each end the
 * objective is concave in n: the answer is exact, not a search.
 *
 * @param law Upsilon, (1)
 * @param cycleEnergy w = T_s P_s [J]
 * @param user the user
 * @param prices lambda greater than 0, nu not negative
 * @param qualityCap Q, what the time left allows, at most 1
 * @param cheapest CheapestCycles of the same user and prices
 * @return the choice; value is minus infinity where he cannot be served
 */
CaqaPricedChoice BestServed(const SensingAccuracyLaw& law,
                            double cycleEnergy,
                            const CaqaPricedUser& user,
                            const CaqaPrices& prices,
                            double qualityCap,
                            double cheapest);

/**
 * @ingroup isac-aigc
 * @brief The same for a user whose requirement is missed: (1 - eps) Upsilon(n) q <= Omega_min,
 * q <= Q.
 *
 * Mostly nothing (q = 0), but a policy that spends on him anyway still earns his CAQA.
 *
 * @param law Upsilon, (1)
 * @param cycleEnergy w = T_s P_s [J]
 * @param user the user
 * @param prices lambda greater than 0, nu not negative
 * @param qualityCap Q, what the time left allows, at most 1
 * @param cheapest CheapestCycles of the same user and prices
 * @return the choice, without the penalty of (11)
 */
CaqaPricedChoice BestUnserved(const SensingAccuracyLaw& law,
                              double cycleEnergy,
                              const CaqaPricedUser& user,
                              const CaqaPrices& prices,
                              double qualityCap,
                              double cheapest);

} // namespace isac
} // namespace ns3

#endif // ISAC_CAQA_PRICED_USER_H
