/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-fit.h"

#include "isac-non-negative-least-squares.h"

#include <algorithm>
#include <boost/math/tools/minima.hpp>
#include <cmath>
#include <stdexcept>

namespace ns3
{
namespace isac
{

namespace
{

/// The error over T0 is smooth; its minimum is sought about the best point of a grid.
constexpr int GRID = 40;
/// Half of a number's bits is all that a minimum's place can be known to.
constexpr int BITS = 26;

/// @param experiences checked
void
Check(const std::vector<DaExperience>& experiences)
{
    if (experiences.empty())
    {
        throw std::invalid_argument("QoE fit: no experience");
    }
    for (const DaExperience& e : experiences)
    {
        if (!std::isfinite(e.quality) || !std::isfinite(e.latency) || !std::isfinite(e.impact) ||
            !std::isfinite(e.score) || !(e.latency > 0.0))
        {
            throw std::invalid_argument("QoE fit: experiences must be finite, latencies positive");
        }
    }
}

/// @return L1
DaQoeFit
FitDifference(const std::vector<DaExperience>& experiences, bool useLatency)
{
    const auto count = static_cast<Eigen::Index>(experiences.size());
    Eigen::MatrixXd columns(count, useLatency ? 2 : 1);
    Eigen::VectorXd scores(count);
    for (Eigen::Index i = 0; i < count; ++i)
    {
        const DaExperience& e = experiences[i];
        columns(i, 0) = e.impact * e.quality;
        if (useLatency)
        {
            columns(i, 1) = -e.impact * e.latency;
        }
        scores[i] = e.score;
    }
    const Eigen::VectorXd weights = NonNegativeLeastSquares(columns, scores);
    DaQoeFit fit;
    fit.model = {DaStructure::DIFFERENCE, weights[0], useLatency ? weights[1] : 0.0, 0.0, 0.0};
    fit.squaredError = DaSquaredError(fit.model, experiences);
    return fit;
}

/// @return L2 with a given T0
DaQoeFit
FitRatio(const std::vector<DaExperience>& experiences, double fixedLatency)
{
    double product = 0.0;
    double square = 0.0;
    for (const DaExperience& e : experiences)
    {
        const double ratio = e.impact * e.quality / (e.latency + fixedLatency);
        product += ratio * e.score;
        square += ratio * ratio;
    }
    DaQoeFit fit;
    const double weight = square > 0.0 ? std::max(product / square, 0.0) : 0.0;
    fit.model = {DaStructure::RATIO, 0.0, 0.0, weight, fixedLatency};
    fit.squaredError = DaSquaredError(fit.model, experiences);
    return fit;
}

} // namespace

double
DaQoeModel::Qoe(const DaExperience& experience) const
{
    const double latency = experience.latency + fixedLatency;
    return experience.impact * (structure == DaStructure::DIFFERENCE
                                    ? qualityWeight * experience.quality - latencyWeight * latency
                                    : ratioWeight * experience.quality / latency);
}

double
DaSquaredError(const DaQoeModel& model, const std::vector<DaExperience>& experiences)
{
    double sum = 0.0;
    for (const DaExperience& e : experiences)
    {
        const double error = e.score - model.Qoe(e);
        sum += error * error;
    }
    return sum / static_cast<double>(experiences.size());
}

DaQoeFit
FitDaStructure(const std::vector<DaExperience>& experiences,
               DaStructure structure,
               const DaFitSettings& settings)
{
    Check(experiences);
    if (structure == DaStructure::DIFFERENCE)
    {
        return FitDifference(experiences, settings.useLatency);
    }
    DaQoeFit best = FitRatio(experiences, 0.0);
    if (!settings.fitFixedLatency)
    {
        return best;
    }
    const double step = settings.maxFixedLatency / GRID;
    int nearest = 0;
    for (int i = 1; i <= GRID; ++i)
    {
        const DaQoeFit present = FitRatio(experiences, i * step);
        if (present.squaredError < best.squaredError)
        {
            best = present;
            nearest = i;
        }
    }
    const double place =
        boost::math::tools::brent_find_minima(
            [&](double value) { return FitRatio(experiences, value).squaredError; },
            std::max(nearest - 1, 0) * step,
            std::min(nearest + 1, GRID) * step,
            BITS)
            .first;
    const DaQoeFit refined = FitRatio(experiences, place);
    return refined.squaredError < best.squaredError ? refined : best;
}

DaQoeFit
FitDaQoe(const std::vector<DaExperience>& experiences, const DaFitSettings& settings)
{
    const DaQoeFit difference = FitDaStructure(experiences, DaStructure::DIFFERENCE, settings);
    if (!settings.useLatency)
    {
        return difference;
    }
    const DaQoeFit ratio = FitDaStructure(experiences, DaStructure::RATIO, settings);
    return ratio.squaredError < difference.squaredError ? ratio : difference;
}

bool
UpdateDaQoe(DaQoeModel& model,
            const std::vector<DaExperience>& experiences,
            const DaFitSettings& settings)
{
    const DaQoeFit fit = FitDaQoe(experiences, settings);
    const bool better = fit.squaredError < DaSquaredError(model, experiences);
    if (better)
    {
        model = fit.model;
    }
    return better;
}

} // namespace isac
} // namespace ns3
