/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-sensing-accuracy.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ns3
{
namespace isac
{

double
SensingAccuracyLaw::Accuracy(double cycles) const
{
    if (cycles <= 0.0)
    {
        return 0.0;
    }
    return std::max(0.0, limit - scale * std::pow(cycles, -decay));
}

double
SensingAccuracyLaw::Cycles(double accuracy) const
{
    if (accuracy >= limit)
    {
        return std::numeric_limits<double>::infinity();
    }
    return std::pow(scale / (limit - accuracy), 1.0 / decay);
}

} // namespace isac
} // namespace ns3
