/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-action-filter.h"

#include <algorithm>

namespace ns3
{
namespace isac
{

double
MinSensingEnergy(const CaqaParameters& parameters, double requirement, int steps)
{
    const double wanted = requirement / (1.0 - parameters.denoising.Error(steps));
    const double cycles = parameters.sensing.Cycles(wanted);
    return std::min(parameters.maxSensingEnergy,
                    parameters.cycleTime * parameters.sensingPower * cycles);
}

double
FilterSensingEnergy(const CaqaParameters& parameters, double requirement, int steps, double action)
{
    const double least = MinSensingEnergy(parameters, requirement, steps);
    return least + std::clamp(action, 0.0, 1.0) * (parameters.maxSensingEnergy - least);
}

} // namespace isac
} // namespace ns3
