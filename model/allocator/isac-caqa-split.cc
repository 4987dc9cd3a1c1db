/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-caqa-split.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace ns3
{
namespace isac
{
namespace
{

/// Intervals of energy narrower than this part of E_s,max are not worth splitting.
constexpr double NARROW = 1e-5;

/// @return a place between low and used, off the ends of the interval
double
Cut(double low, double high, double used)
{
    constexpr double MARGIN = 0.1;
    const double width = high - low;
    return std::clamp(0.5 * (low + used), low + MARGIN * width, high - MARGIN * width);
}

/// Splits where the latest download of a maximiser got its time from.
CaqaSplit
SplitLateness(const CaqaParameters& parameters,
              const CaqaBox& box,
              const CaqaMaximiser& maximiser,
              double& worst)
{
    const CaqaTimes times =
        CaqaSlotTimes(parameters, maximiser.sensingEnergy, maximiser.steps, maximiser.download);
    const std::size_t users = box.user.size();
    CaqaSplit split;
    std::size_t late = users;
    for (std::size_t k = 0; k < users; ++k)
    {
        const double excess = times.start[k] + maximiser.download[k] - parameters.maxTime;
        if (maximiser.download[k] > 0.0 && excess > worst)
        {
            worst = excess;
            late = k;
        }
    }
    if (late == users)
    {
        return split;
    }
    const double narrow = NARROW * parameters.maxSensingEnergy;
    // The server has worked without a break since the arrival of the user "first".
    std::size_t first = late;
    while (first > 0 && times.generated[first - 1] >= times.arrival[first])
    {
        --first;
    }
    // All sensing is in the way of the download itself, or of the arrivals near the end.
    const double sensed = maximiser.sensed - box.leastSensed;
    const bool waits = times.generated[late] < times.start[late];
    if (sensed > narrow && (waits || first + 1 == users))
    {
        split.kind = CaqaSplitKind::SENSED;
        split.energy = Cut(box.leastSensed, box.mostSensed, maximiser.sensed);
        return split;
    }
    double most = narrow;
    for (std::size_t k = 0; k <= first; ++k)
    {
        const double over = maximiser.sensingEnergy[k] - box.user[k].leastEnergy;
        if (over > most)
        {
            most = over;
            split.kind = CaqaSplitKind::ENERGY;
            split.user = k;
            split.energy =
                Cut(box.user[k].leastEnergy, box.user[k].mostEnergy, maximiser.sensingEnergy[k]);
        }
    }
    for (std::size_t k = first; k <= late && first > 0; ++k)
    {
        const int over = maximiser.steps[k] - box.user[k].leastSteps;
        const double energy = over * parameters.denoising.StepTime() * parameters.sensingPower;
        if (energy > most)
        {
            most = energy;
            split.kind = CaqaSplitKind::STEPS;
            split.user = k;
            split.steps = maximiser.steps[k] - 1;
        }
    }
    return split;
}

/// Splits where two maximisers serve different users, or differ most in accuracy.
CaqaSplit
SplitDifference(const CaqaParameters& parameters,
                const CaqaBox& box,
                const CaqaMaximiser& one,
                const CaqaMaximiser& other)
{
    CaqaSplit split;
    const double cycleEnergy = parameters.cycleTime * parameters.sensingPower;
    double most = 0.0;
    for (std::size_t k = 0; k < box.user.size(); ++k)
    {
        const CaqaUserLimits& limits = box.user[k];
        if (one.served[k] != other.served[k])
        {
            split.kind = CaqaSplitKind::SERVICE;
            split.user = k;
            return split;
        }
        const double low = std::min(one.sensingEnergy[k], other.sensingEnergy[k]);
        const double high = std::max(one.sensingEnergy[k], other.sensingEnergy[k]);
        const double sensing = parameters.sensing.Accuracy(high / cycleEnergy) -
                               parameters.sensing.Accuracy(low / cycleEnergy);
        if (sensing > most && high - low > NARROW * parameters.maxSensingEnergy)
        {
            most = sensing;
            split.kind = CaqaSplitKind::ENERGY;
            split.user = k;
            const double width = limits.mostEnergy - limits.leastEnergy;
            constexpr double MARGIN = 0.05;
            split.energy = std::clamp(0.5 * (low + high),
                                      limits.leastEnergy + MARGIN * width,
                                      limits.mostEnergy - MARGIN * width);
        }
        const double generation = std::abs(parameters.denoising.Error(one.steps[k]) -
                                           parameters.denoising.Error(other.steps[k]));
        if (generation > most)
        {
            most = generation;
            split.kind = CaqaSplitKind::STEPS;
            split.user = k;
            split.steps = (one.steps[k] + other.steps[k]) / 2;
        }
    }
    return split;
}

} // namespace

CaqaSplit
PlanCaqaSplit(const CaqaParameters& parameters,
              const CaqaBox& box,
              const std::vector<CaqaMaximiser>& maximisers)
{
    CaqaSplit best;
    double worst = CAQA_RELATIVE_SLACK * parameters.maxTime;
    for (const CaqaMaximiser& maximiser : maximisers)
    {
        const CaqaSplit split = SplitLateness(parameters, box, maximiser, worst);
        if (split.kind != CaqaSplitKind::NONE)
        {
            best = split;
        }
    }
    if (best.kind == CaqaSplitKind::NONE && maximisers.size() == 2)
    {
        best = SplitDifference(parameters, box, maximisers[0], maximisers[1]);
    }
    return best;
}

CaqaBox
HalfBox(const CaqaBox& box, const CaqaSplit& split, bool upper)
{
    CaqaBox half = box;
    switch (split.kind)
    {
    case CaqaSplitKind::ENERGY:
        (upper ? half.user[split.user].leastEnergy : half.user[split.user].mostEnergy) =
            split.energy;
        break;
    case CaqaSplitKind::SENSED:
        (upper ? half.leastSensed : half.mostSensed) = split.energy;
        break;
    case CaqaSplitKind::STEPS:
        (upper ? half.user[split.user].leastSteps : half.user[split.user].mostSteps) =
            split.steps + (upper ? 1 : 0);
        break;
    case CaqaSplitKind::SERVICE:
        (upper ? half.user[split.user].mayMiss : half.user[split.user].mayMeet) = false;
        break;
    case CaqaSplitKind::NONE:
        break;
    }
    return half;
}

} // namespace isac
} // namespace ns3
