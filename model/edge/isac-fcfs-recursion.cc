/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-fcfs-recursion.h"

#include <algorithm>
#include <cstddef>

namespace ns3
{
namespace isac
{

std::vector<double>
FcfsDepartures(const std::vector<double>& arrival, const std::vector<double>& service)
{
    std::vector<double> departure(arrival.size());
    double free = 0.0;
    for (std::size_t k = 0; k < arrival.size(); ++k)
    {
        free = std::max(arrival[k], free) + service[k];
        departure[k] = free;
    }
    return departure;
}

} // namespace isac
} // namespace ns3
