/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-rayleigh-fading.h"

#include <boost/random/exponential_distribution.hpp>

namespace ns3
{
namespace isac
{

double
DrawRayleighGain(boost::random::mt19937_64& generator)
{
    return boost::random::exponential_distribution<double>(1.0)(generator);
}

} // namespace isac
} // namespace ns3
