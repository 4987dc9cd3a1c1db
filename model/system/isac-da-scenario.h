/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_SCENARIO_H
#define ISAC_DA_SCENARIO_H

#include "ns3/isac-da-bounds.h"
#include "ns3/isac-da-qoe.h"

#include <array>
#include <vector>

namespace ns3
{
namespace isac
{

/// A base station of DA-ISAC.
struct DaStation
{
    double east = 0.0;  //!< from the middle between the paper's two [m]
    double north = 0.0; //!< likewise [m]
    DaSensing sensing;  //!< its carrier, and what it senses with
};

/// @return the paper's two base stations in Waterloo, 712.5 m apart, at 28 and 39 GHz
std::vector<DaStation> DaPaperStations();

/// What users' opinion scores follow, (sec. V-A).
enum class DaOpinion
{
    PERSONAL, //!< N(E, .8; 1, 5), E being the user's true QoE
    LATENCY,  //!< N(5 - .4 T, .8; 1, 5)
    QUALITY,  //!< N(1 + 4 q, 1; 1, 5)
    COMBINED  //!< N(1 + 4 q - .4 T, .8; 1, 5)
};

/// An interval that something is drawn from, uniformly.
struct DaRange
{
    double least = 0.0; //!< lower end
    double most = 0.0;  //!< upper end
};

/**
 * @ingroup isac-aigc
 * @brief Where users of DA-ISAC are, how they move, what they watch and like, and what they share.
 * Constants that the paper does not give are those of the reference implementation.
 */
struct DaScenario
{
    std::vector<DaStation> stations = DaPaperStations(); //!< at least one
    int users = 30;                                      //!< K
    double coverage = 530.0;                 //!< users stay so near to the nearest base station [m]
    double minDistance = 30.0;               //!< and at least so far from each [m]
    DaRange speed{30.0 / 3.6, 80.0 / 3.6};   //!< of users [m/s]
    double speedMemory = 0.95;               //!< correlation of a user's speeds in successive slots
    double segmentTime = 2.0;                //!< of a video segment, one a slot [s]
    int videoSegments = 15;                  //!< of a video that is watched to its end
    DaRange bitRate{6e6, 18e6};              //!< of a video [bit/s]
    double behaviourAlpha = 2.0;             //!< H ~ Beta(alpha, beta)
    double behaviourBeta = 4.0;              //!< see behaviourAlpha
    double behaviourMemory = 0.9;            //!< correlation of successive H, before they are Beta
    double swipeChance = 0.3;                //!< of leaving a video after a segment, times H
    double ratioShare = 0.5;                 //!< part of the users whose structure is L2
    DaRange qualityWeight{4.2, 6.2};         //!< omega_1 of L1
    DaRange latencyWeight{0.3, 0.5};         //!< omega_2 of L1 [1/s]
    DaRange ratioWeight{1.0, 2.8};           //!< omega_3 of L2 [s]
    DaOpinion opinion = DaOpinion::PERSONAL; //!< what opinion scores follow
    std::array<double, 3> accuracies{.01, .01, .01}; //!< alpha of range, velocity and azimuth
    DaBudget budget;                                 //!< what all users share
    bool perStation = false;  //!< whether each station has an equal part of the budget of its own
    DaModel model;            //!< constants
    int slotsPerEpisode = 60; //!< slots that learners count as one episode
};

/// A user of DA-ISAC in one slot: what all decisions are based on.
struct DaUserStatus
{
    double east = 0.0;                               //!< place [m]
    double north = 0.0;                              //!< place [m]
    int station = 0;                                 //!< that serves him
    double behaviour = 0.0;                          //!< H~
    double environment = 0.0;                        //!< E~
    double fileSize = 3.0;                           //!< F [MB]
    double sensingGain = 1e-2;                       //!< vs, (sec. V-A) [1/W]
    double linkGain = 1e-11;                         //!< h2
    DaStructure structure = DaStructure::DIFFERENCE; //!< M
    double qualityWeight = 5.2;                      //!< omega_1 of L1
    double latencyWeight = 0.4;                      //!< omega_2 of L1 [1/s]
    double ratioWeight = 1.9;                        //!< omega_3 of L2 [s]
};

/// All users in one slot.
using DaSlot = std::vector<DaUserStatus>;

/**
 * @ingroup isac-aigc
 * @param scenario base stations
 * @param east of a user [m]
 * @param north of a user [m]
 * @return the nearest station
 */
int NearestDaStation(const DaScenario& scenario, double east, double north);
/**
 * @ingroup isac-aigc
 * @param scenario base stations
 * @param station one of them
 * @param east of a user [m]
 * @param north of a user [m]
 * @return distance [m]; at least 1, below which no path loss holds
 */
double DaDistance(const DaScenario& scenario, int station, double east, double north);
/**
 * @ingroup isac-aigc
 * @brief Puts a user somewhere: place and both gains towards a base station.
 * @param scenario base stations
 * @param station that serves him
 * @param east [m]
 * @param north [m]
 * @param status gets them
 */
void PlaceDaUser(const DaScenario& scenario,
                 int station,
                 double east,
                 double north,
                 DaUserStatus& status);
/**
 * @ingroup isac-aigc
 * @brief A user as allocators see him: impact by (16), demands by (17b) to (17d).
 * @param scenario base stations and accuracies
 * @param status of the user
 * @return user
 */
DaUser MakeDaUser(const DaScenario& scenario, const DaUserStatus& status);

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_SCENARIO_H
