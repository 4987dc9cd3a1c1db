/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-caqa-slot.h"

#include "ns3/isac-fcfs-recursion.h"
#include "ns3/isac-shannon-rate.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace ns3
{
namespace isac
{

double
CaqaParameters::DownloadBandwidth() const
{
    return subchannels == SubchannelRule::FIXED ? bandwidth / users : bandwidth;
}

double
CaqaParameters::PictureBits() const
{
    return bitsPerPixel * displayPixels;
}

std::vector<double>
CaqaRates(const CaqaParameters& parameters, const std::vector<double>& gain)
{
    std::vector<double> rate(gain.size());
    std::transform(gain.begin(), gain.end(), rate.begin(), [&](double g) {
        return ShannonRate(parameters.DownloadBandwidth(),
                           g,
                           parameters.powerPerUser,
                           parameters.noiseDensity);
    });
    return rate;
}

std::vector<double>
CaqaAccuracy(const CaqaParameters& parameters,
             const std::vector<double>& sensingEnergy,
             const std::vector<int>& steps)
{
    const double cycleEnergy = parameters.cycleTime * parameters.sensingPower;
    std::vector<double> accuracy(sensingEnergy.size());
    for (std::size_t k = 0; k < accuracy.size(); ++k)
    {
        accuracy[k] = (1.0 - parameters.denoising.Error(steps[k])) *
                      parameters.sensing.Accuracy(sensingEnergy[k] / cycleEnergy);
    }
    return accuracy;
}

CaqaTimes
CaqaSlotTimes(const CaqaParameters& parameters,
              const std::vector<double>& sensingEnergy,
              const std::vector<int>& steps,
              const std::vector<double>& downloadTime)
{
    const std::size_t users = sensingEnergy.size();
    CaqaTimes times;
    times.arrival.resize(users);
    std::vector<double> service(users);
    double sensed = 0.0;
    for (std::size_t k = 0; k < users; ++k)
    {
        sensed += sensingEnergy[k] / parameters.sensingPower;
        times.arrival[k] = sensed;
        service[k] = parameters.denoising.StepTime() * steps[k];
    }
    times.generated = FcfsDepartures(times.arrival, service);
    times.start.resize(users);
    double bandFree = 0.0;
    for (std::size_t k = 0; k < users; ++k)
    {
        times.start[k] = std::max(times.generated[k], sensed);
        if (parameters.subchannels == SubchannelRule::ADAPTIVE)
        {
            times.start[k] = std::max(times.start[k], bandFree);
            if (downloadTime[k] > 0.0)
            {
                bandFree = times.start[k] + downloadTime[k];
            }
        }
    }
    return times;
}

CaqaBounds
CaqaCommunicationBounds(const CaqaParameters& parameters,
                        const CaqaState& state,
                        const std::vector<double>& sensingEnergy,
                        const std::vector<int>& steps,
                        const std::vector<double>& accuracy,
                        SnrReading reading)
{
    const std::size_t users = state.gain.size();
    std::vector<double> rate = CaqaRates(parameters, state.gain);
    if (reading == SnrReading::LITERAL)
    {
        for (std::size_t k = 0; k < users; ++k)
        {
            rate[k] =
                parameters.DownloadBandwidth() *
                std::log2(1.0 + state.gain[k] * parameters.powerPerUser / parameters.noiseDensity);
        }
    }
    CaqaBounds bounds;
    bounds.minEnergy.resize(users);
    bounds.maxEnergy.resize(users);
    bounds.gain.resize(users);
    std::vector<double> pictureTime(users);
    for (std::size_t k = 0; k < users; ++k)
    {
        pictureTime[k] = rate[k] > 0.0 ? parameters.PictureBits() / rate[k]
                                       : std::numeric_limits<double>::infinity();
    }
    // A download that the slot has no room for does not hold up the ones behind it.
    std::vector<double> longest = pictureTime;
    for (auto& time : longest)
    {
        time = std::min(time, parameters.maxTime);
    }
    const CaqaTimes times = CaqaSlotTimes(parameters, sensingEnergy, steps, longest);
    for (std::size_t k = 0; k < users; ++k)
    {
        const double pictureEnergy = parameters.powerPerUser * pictureTime[k];
        bounds.maxEnergy[k] =
            std::min(parameters.powerPerUser * (parameters.maxTime - times.start[k]),
                     pictureEnergy);
        const bool reachable = accuracy[k] > 0.0 && rate[k] > 0.0;
        bounds.minEnergy[k] = reachable ? state.requirement[k] * pictureEnergy / accuracy[k]
                                        : std::numeric_limits<double>::infinity();
        bounds.gain[k] = reachable ? accuracy[k] / pictureEnergy : 0.0;
    }
    bounds.budget =
        parameters.maxEnergy - std::accumulate(sensingEnergy.begin(), sensingEnergy.end(), 0.0);
    return bounds;
}

void
ScoreCaqa(const std::vector<double>& caqa,
          const std::vector<double>& requirement,
          double slack,
          CaqaOutcome& outcome)
{
    double sum = 0.0;
    double gated = 0.0;
    outcome.violations = 0;
    for (std::size_t k = 0; k < caqa.size(); ++k)
    {
        sum += caqa[k];
        if (caqa[k] < requirement[k] * (1.0 - CAQA_RELATIVE_SLACK) - slack)
        {
            ++outcome.violations;
        }
        else
        {
            gated += caqa[k];
        }
    }
    const double users = static_cast<double>(caqa.size());
    outcome.average = sum / users;
    outcome.gatedAverage = gated / users;
    outcome.reward = outcome.average - outcome.violations / users;
}

CaqaOutcome
EvaluateCaqa(const CaqaParameters& parameters,
             const CaqaState& state,
             const CaqaAllocation& allocation)
{
    const std::size_t users = state.gain.size();
    const double slack = CAQA_RELATIVE_SLACK;
    const std::vector<double> rate = CaqaRates(parameters, state.gain);
    std::vector<double> downloadTime(users);
    for (std::size_t k = 0; k < users; ++k)
    {
        downloadTime[k] = allocation.communicationEnergy[k] / parameters.powerPerUser;
    }
    const CaqaTimes times =
        CaqaSlotTimes(parameters, allocation.sensingEnergy, allocation.steps, downloadTime);

    CaqaOutcome outcome;
    outcome.accuracy = CaqaAccuracy(parameters, allocation.sensingEnergy, allocation.steps);
    outcome.arrival = times.arrival;
    outcome.start = times.start;
    for (auto* values : {&outcome.queueing,
                         &outcome.generation,
                         &outcome.waiting,
                         &outcome.completion,
                         &outcome.resolution,
                         &outcome.quality,
                         &outcome.caqa})
    {
        values->resize(users);
    }
    outcome.holds.fill(true);
    for (std::size_t k = 0; k < users; ++k)
    {
        outcome.generation[k] = parameters.denoising.StepTime() * allocation.steps[k];
        outcome.queueing[k] =
            std::max(0.0, times.generated[k] - times.arrival[k] - outcome.generation[k]);
        outcome.waiting[k] = times.start[k] - times.generated[k];
        outcome.completion[k] = times.start[k] + downloadTime[k];
        outcome.resolution[k] = rate[k] * downloadTime[k] / parameters.bitsPerPixel;
        outcome.quality[k] = std::min(outcome.resolution[k] / parameters.displayPixels, 1.0);
        outcome.caqa[k] = outcome.accuracy[k] * outcome.quality[k];
        outcome.energy += allocation.sensingEnergy[k] + allocation.communicationEnergy[k];

        // A user who is sent nothing has no completion to be late.
        const bool late = outcome.completion[k] > parameters.maxTime * (1.0 + slack);
        outcome.holds[0] &= !(late && downloadTime[k] > 0.0);
        outcome.holds[2] &=
            allocation.sensingEnergy[k] >= 0.0 &&
            allocation.sensingEnergy[k] <= parameters.maxSensingEnergy * (1.0 + slack);
        outcome.holds[3] &= allocation.steps[k] >= parameters.denoising.minSteps &&
                            allocation.steps[k] <= parameters.denoising.maxSteps;
        outcome.holds[5] &= outcome.resolution[k] <= parameters.displayPixels * (1.0 + slack);
    }
    ScoreCaqa(outcome.caqa, state.requirement, 0.0, outcome);
    outcome.holds[1] = outcome.energy <= parameters.maxEnergy * (1.0 + slack);
    outcome.holds[4] = outcome.violations == 0;
    return outcome;
}

} // namespace isac
} // namespace ns3
