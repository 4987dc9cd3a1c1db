/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-rician-fading.h"

#include <boost/random/normal_distribution.hpp>
#include <cmath>

namespace ns3
{
namespace isac
{

double
DrawRicianGain(double factor, boost::random::mt19937_64& generator)
{
    // Half of the scattered power lies in each quadrature.
    boost::random::normal_distribution<double> scattered(0.0, std::sqrt(0.5 / (factor + 1.0)));
    const double inPhase = std::sqrt(factor / (factor + 1.0)) + scattered(generator);
    const double quadrature = scattered(generator);
    return inPhase * inPhase + quadrature * quadrature;
}

} // namespace isac
} // namespace ns3
