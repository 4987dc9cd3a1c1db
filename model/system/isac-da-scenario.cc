/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-scenario.h"

#include "ns3/isac-da-collection.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace isac
{

std::vector<DaStation>
DaPaperStations()
{
    // A plane that touches the Earth between the two is exact to a micrometre at their distance.
    constexpr double METRES_PER_DEGREE = 6371e3 * M_PI / 180.0;
    constexpr std::array<double, 2> LATITUDE{43.4661, 43.4601};
    constexpr std::array<double, 2> LONGITUDE{-80.4789, -80.4820};
    constexpr std::array<double, 2> CARRIER{28e9, 39e9};
    const double middleLatitude = 0.5 * (LATITUDE[0] + LATITUDE[1]);
    const double middleLongitude = 0.5 * (LONGITUDE[0] + LONGITUDE[1]);
    std::vector<DaStation> stations(2);
    for (std::size_t i = 0; i < stations.size(); ++i)
    {
        stations[i].east = (LONGITUDE[i] - middleLongitude) * METRES_PER_DEGREE *
                           std::cos(middleLatitude * M_PI / 180.0);
        stations[i].north = (LATITUDE[i] - middleLatitude) * METRES_PER_DEGREE;
        stations[i].sensing.carrierFrequency = CARRIER[i];
    }
    return stations;
}

double
DaDistance(const DaScenario& scenario, int station, double east, double north)
{
    constexpr double LEAST = 1.0;
    const DaStation& base = scenario.stations[station];
    return std::max(LEAST, std::hypot(east - base.east, north - base.north));
}

int
NearestDaStation(const DaScenario& scenario, double east, double north)
{
    int nearest = 0;
    for (int i = 1; i < static_cast<int>(scenario.stations.size()); ++i)
    {
        if (DaDistance(scenario, i, east, north) < DaDistance(scenario, nearest, east, north))
        {
            nearest = i;
        }
    }
    return nearest;
}

void
PlaceDaUser(const DaScenario& scenario,
            int station,
            double east,
            double north,
            DaUserStatus& status)
{
    const DaSensing& sensing = scenario.stations[station].sensing;
    const double distance = DaDistance(scenario, station, east, north);
    status.station = station;
    status.east = east;
    status.north = north;
    status.sensingGain = DaSensingGain(sensing, distance);
    status.linkGain = DaPathLoss(sensing.carrierFrequency).Gain(distance);
}

DaUser
MakeDaUser(const DaScenario& scenario, const DaUserStatus& status)
{
    const DaDemand demand = DaDemandOf(scenario.stations[status.station].sensing,
                                       status.sensingGain,
                                       scenario.accuracies);
    DaUser user;
    user.fileSize = status.fileSize;
    user.impact = DaImpact(status.behaviour, status.environment);
    user.gain = status.linkGain;
    user.demandProduct = demand.product;
    user.demandPower = demand.power;
    user.structure = status.structure;
    user.qualityWeight = status.qualityWeight;
    user.latencyWeight = status.latencyWeight;
    user.ratioWeight = status.ratioWeight;
    return user;
}

} // namespace isac
} // namespace ns3
