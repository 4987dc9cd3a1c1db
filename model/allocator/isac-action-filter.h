/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ACTION_FILTER_H
#define ISAC_ACTION_FILTER_H

#include "ns3/isac-caqa-slot.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Least sensing energy E^q with which a user can reach his requirement: CAQA-AIGC, (10).
 *
 * At E^q the content accuracy Theta equals Omega_min, so that a full-resolution picture just meets
 * the requirement. Where no energy within E_s,max does, the result is E_s,max (the paper leaves
 * this open; the user then goes unserved).
 *
 * @param parameters the cell
 * @param requirement Omega_min
 * @param steps denoising steps z
 * @return E^q [J], at most E_s,max
 */
double MinSensingEnergy(const CaqaParameters& parameters, double requirement, int steps);

/**
 * @ingroup isac-aigc
 * @brief The action filter: maps a raw action to the sensing energies that (10) leaves,
 * E_s = E^q + d (E_s,max - E^q).
 * @param parameters the cell
 * @param requirement Omega_min
 * @param steps denoising steps z
 * @param action d; values outside [0, 1] are cut
 * @return E_s [J], in [E^q, E_s,max]
 */
double FilterSensingEnergy(const CaqaParameters& parameters,
                           double requirement,
                           int steps,
                           double action);

} // namespace isac
} // namespace ns3

#endif // ISAC_ACTION_FILTER_H
