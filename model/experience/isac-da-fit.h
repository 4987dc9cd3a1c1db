/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_FIT_H
#define ISAC_DA_FIT_H

#include "isac-da-qoe.h"

#include <vector>

namespace ns3
{
namespace isac
{

/// One report of a user's experience, averaged over a large time duration.
struct DaExperience
{
    double quality = 0.0; //!< q, content quality, 0 to 1
    double latency = 0.0; //!< T, what the network sees of the service latency [s]
    double impact = 1.0;  //!< I, of behaviour and environment (16)
    double score = 0.0;   //!< mean opinion score, 1 to 5
};

/// A personal QoE model, (14) and (15).
struct DaQoeModel
{
    DaStructure structure = DaStructure::DIFFERENCE; //!< M
    double qualityWeight = 5.2;                      //!< omega_1 of L1
    double latencyWeight = 0.4;                      //!< omega_2 of L1 [1/s]
    double ratioWeight = 1.9;                        //!< omega_3 of L2 [s]
    double fixedLatency = 0.0; //!< T0 of L2, what a user waits beyond what the network sees [s]

    /// @param experience quality, latency and impact @return QoE, not cut to 1..5
    double Qoe(const DaExperience& experience) const;
};

/// What a fit may do.
struct DaFitSettings
{
    /// Whether T0 of L2 is fitted, too. Without it a short latency makes L2 so steep that scores up
    /// to 5 hardly ever look like it. L1 has none: w2 T0 would be a constant, which changes no
    /// allocation and which w1 takes up, and both structures have two parameters so.
    bool fitFixedLatency = true;
    double maxFixedLatency = 2.0; //!< largest T0 [s]
    bool useLatency = true; //!< whether latency matters to this user; if not, L1 with omega_2 = 0
};

/// A fitted model.
struct DaQoeFit
{
    DaQoeModel model;          //!< the structure and its weights; other weights are 0
    double squaredError = 0.0; //!< mean over the experiences
};

/**
 * @ingroup isac-aigc
 * @param model any
 * @param experiences at least one
 * @return mean squared difference between QoE and scores
 */
double DaSquaredError(const DaQoeModel& model, const std::vector<DaExperience>& experiences);

/**
 * @ingroup isac-aigc
 * @brief Weights of one structure, none negative: non-negative least squares on (I q, -I T) for L1,
 * <x, y>/<x, x> with x = I q/(T0 + T) for L2. T0 is 0 or, where wanted, the one with the least
 * error on [0, maxFixedLatency].
 * @param experiences at least one, latencies greater than 0
 * @param structure L1 or L2
 * @param settings what may be fitted
 * @return fit
 * @throws std::invalid_argument if there is no experience, or one that is no number or has a
 * latency that is not positive
 */
DaQoeFit FitDaStructure(const std::vector<DaExperience>& experiences,
                        DaStructure structure,
                        const DaFitSettings& settings = {});

/**
 * @ingroup isac-aigc
 * @brief The structure with the smaller mean squared error; L1 of equal ones.
 * @param experiences at least one, latencies greater than 0
 * @param settings what may be fitted
 * @return fit
 * @throws std::invalid_argument as FitDaStructure()
 */
DaQoeFit FitDaQoe(const std::vector<DaExperience>& experiences, const DaFitSettings& settings = {});

/**
 * @ingroup isac-aigc
 * @brief A new fit replaces the model only if it is nearer to the scores.
 * @param model in use; replaced if so
 * @param experiences the newest, at least one
 * @param settings what may be fitted
 * @return whether it was replaced
 * @throws std::invalid_argument as FitDaStructure()
 */
bool UpdateDaQoe(DaQoeModel& model,
                 const std::vector<DaExperience>& experiences,
                 const DaFitSettings& settings = {});

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_FIT_H
