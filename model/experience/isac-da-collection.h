/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_COLLECTION_H
#define ISAC_DA_COLLECTION_H

#include <array>

namespace ns3
{
namespace isac
{

/// What a digital agent's data is about.
enum class DaDataKind
{
    BEHAVIOUR,   //!< swipes, engagement
    PERFORMANCE, //!< latency, content quality
    ENVIRONMENT  //!< place and speed, things around
};

/// Number of kinds.
constexpr int DA_DATA_KINDS = 3;

/// How often data of one kind is collected.
struct DaCollection
{
    double standardRate = 1.0; //!< l-bar, without prediction [1/s]
    double attenuation = 2.1;  //!< nu, how much good predictions save
};

/// Standard rates of the paper, with the attenuation of the best column of its Table IV.
constexpr std::array<DaCollection, DA_DATA_KINDS> DA_COLLECTION{
    {{2.0, 2.4}, {1.0, 2.1}, {0.5, 1.1}}};

/**
 * @ingroup isac-aigc
 * @brief (6): l = l-bar exp(-nu A).
 * @param collection of the kind of data
 * @param accuracy A, average accuracy of predictions, 0 to 1
 * @return how often to collect [1/s]
 * @throws std::invalid_argument if the accuracy is out of range
 */
double DaCollectionRate(const DaCollection& collection, double accuracy);

/**
 * @ingroup isac-aigc
 * @brief (16): I = 1 - 0.3 / (1 + exp(-5 (H~ + E~ - 1))), between 0.7 and 1.
 * @param behaviour H~ = H / H_max
 * @param environment E~, the complexity itself
 * @return impact on QoE
 */
double DaImpact(double behaviour, double environment);

/**
 * @ingroup isac-aigc
 * @brief E = exp((v^2 - v_max^2) / (2 rho^2)) with rho = v_max / 1.96 (sec. V): 0.146 for someone
 * who stands, 1 at the greatest speed.
 * @param speed v [m/s]
 * @param maxSpeed v_max, greater than 0 [m/s]
 * @return environmental complexity
 */
double DaEnvironmentComplexity(double speed, double maxSpeed = 80.0 / 3.6);

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_COLLECTION_H
