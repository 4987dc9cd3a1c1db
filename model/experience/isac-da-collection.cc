/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-collection.h"

#include <cmath>
#include <stdexcept>

namespace ns3
{
namespace isac
{

double
DaCollectionRate(const DaCollection& collection, double accuracy)
{
    if (!(accuracy >= 0.0 && accuracy <= 1.0))
    {
        throw std::invalid_argument("collection rate: an accuracy is 0 to 1");
    }
    return collection.standardRate * std::exp(-collection.attenuation * accuracy);
}

double
DaImpact(double behaviour, double environment)
{
    return 1.0 - 0.3 / (1.0 + std::exp(-5.0 * (behaviour + environment - 1.0)));
}

double
DaEnvironmentComplexity(double speed, double maxSpeed)
{
    const double ratio = speed / maxSpeed;
    return std::exp(0.5 * 1.96 * 1.96 * (ratio * ratio - 1.0));
}

} // namespace isac
} // namespace ns3
