/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_FCFS_RECURSION_H
#define ISAC_FCFS_RECURSION_H

#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Departure times of a single server that serves first come, first served.
 *
 * Lindley's recursion: departure_k = max(arrival_k, departure_{k-1}) + service_k. The queueing
 * time is departure - arrival - service, which is CAQA-AIGC's eq. (3).
 *
 * @param arrival arrival times in order of service [s], not decreasing
 * @param service service times [s], as many
 * @return departure times [s]
 */
std::vector<double> FcfsDepartures(const std::vector<double>& arrival,
                                   const std::vector<double>& service);

} // namespace isac
} // namespace ns3

#endif // ISAC_FCFS_RECURSION_H
