/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-denoising.h"

#include <cmath>

namespace ns3
{
namespace isac
{

double
DenoisingModel::Error(double steps) const
{
    return errorScale * std::exp(-errorAttenuation * (steps - minSteps));
}

} // namespace isac
} // namespace ns3
