/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-caqa-communication.h"

#include <algorithm>
#include <cstddef>

namespace ns3
{
namespace isac
{
namespace
{

/// A user who may take more than his minimum.
struct Vessel
{
    double room;       //!< E_max - E_min [J]
    std::size_t index; //!< k
};

} // namespace

RceResult
CaqaUniformEnergy(const CaqaBounds& bounds, const RceOptions& options)
{
    RceResult result = AllocateRce(bounds, options);
    if (result.branch != RceBranch::FULL)
    {
        return result;
    }
    const std::size_t users = bounds.minEnergy.size();
    std::vector<Vessel> vessels;
    vessels.reserve(users);
    double left = bounds.budget;
    for (std::size_t k = 0; k < users; ++k)
    {
        const double most = bounds.maxEnergy[k];
        if (IsServable(bounds.minEnergy[k], most))
        {
            const double least = std::min(bounds.minEnergy[k], most);
            result.energy[k] = least;
            left -= least;
            vessels.push_back({most - least, k});
        }
    }
    left = std::max(0.0, left);
    std::sort(vessels.begin(), vessels.end(), [](const Vessel& a, const Vessel& b) {
        return a.room < b.room || (a.room == b.room && a.index < b.index);
    });
    // Smallest first: whoever is full leaves his part to those behind him, who all have more room.
    for (std::size_t i = 0; i < vessels.size(); ++i)
    {
        const double part = left / static_cast<double>(vessels.size() - i);
        const double given = std::min(part, vessels[i].room);
        result.energy[vessels[i].index] += given;
        left -= given;
    }
    result.objective = 0.0;
    result.total = 0.0;
    for (std::size_t k = 0; k < users; ++k)
    {
        result.objective += bounds.gain[k] * result.energy[k];
        result.total += result.energy[k];
    }
    return result;
}

RceResult
CaqaJointEnergy(const CaqaBounds& bounds, const std::vector<double>& wanted)
{
    const std::size_t users = bounds.maxEnergy.size();
    RceResult result;
    result.energy.resize(users);
    double sum = 0.0;
    for (std::size_t k = 0; k < users; ++k)
    {
        result.energy[k] = std::min(wanted[k], std::max(0.0, bounds.maxEnergy[k]));
        sum += result.energy[k];
    }
    const double budget = std::max(0.0, bounds.budget);
    const bool scaled = sum > budget;
    const double factor = scaled ? budget / sum : 1.0;
    for (std::size_t k = 0; k < users; ++k)
    {
        result.energy[k] *= factor;
        result.objective += bounds.gain[k] * result.energy[k];
        result.total += result.energy[k];
    }
    if (result.total > 0.0)
    {
        result.branch = scaled ? RceBranch::SHORT : RceBranch::FULL;
    }
    return result;
}

CaqaCommunication
AllocateCaqaCommunication(const CaqaParameters& parameters,
                          const CaqaState& state,
                          const std::vector<double>& sensingEnergy,
                          const std::vector<int>& steps,
                          const CaqaCommunicationOptions& options)
{
    const std::vector<double> accuracy = options.assumedAccuracy.empty()
                                             ? CaqaAccuracy(parameters, sensingEnergy, steps)
                                             : options.assumedAccuracy;
    CaqaCommunication communication;
    communication.bounds =
        CaqaCommunicationBounds(parameters, state, sensingEnergy, steps, accuracy, options.snr);
    switch (options.rule)
    {
    case CommunicationRule::RANKING:
        communication.result = AllocateRce(communication.bounds, options.reading);
        break;
    case CommunicationRule::UNIFORM:
        communication.result = CaqaUniformEnergy(communication.bounds, options.reading);
        break;
    case CommunicationRule::JOINT:
        communication.result = CaqaJointEnergy(communication.bounds, options.wanted);
        break;
    }
    return communication;
}

} // namespace isac
} // namespace ns3
