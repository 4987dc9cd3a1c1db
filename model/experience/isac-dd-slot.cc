/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dd-slot.h"

#include "ns3/isac-bit-error.h"
#include "ns3/isac-fisher-snedecor-fading.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace ns3
{
namespace isac
{

bool
DdOutcome::Feasible() const
{
    // Energies are sums of products; a budget that is met by construction is met to rounding.
    const double tolerance = 1e-12 * std::max(1.0, serverEnergy);
    const auto holds = [](const std::vector<double>& excess, double most) {
        return std::all_of(excess.begin(), excess.end(), [most](double x) { return x <= most; });
    };
    return serverExcess <= tolerance && holds(deviceExcess, 1e-12) && holds(qoeShortage, 0.0);
}

double
DdBitErrorProbability(const DdParameters& parameters, const DdUser& user, double power)
{
    const double snr = parameters.snrPerWatt * power * user.gain;
    if (parameters.channel == DdChannel::AVERAGE)
    {
        return FisherSnedecorFading(parameters.fadingSeverity, parameters.fadingShadowing)
            .BitErrorProbability(snr);
    }
    return BitErrorProbability(Modulation::BPSK, snr);
}

DdJudge
MakeDdJudge(const DdParameters& parameters, const DdUser& user)
{
    const bool separate = parameters.sharing == DdSharing::SEPARATE;
    return {parameters.qoe, user.personality, separate ? 0.0 : user.distance, user.style};
}

double
DdServerStepEnergy(const DdParameters& parameters, std::size_t users)
{
    const bool separate = parameters.sharing == DdSharing::SEPARATE;
    return parameters.serverStepEnergy * (separate ? static_cast<double>(users) : 1.0);
}

int
DdMostDeviceSteps(const DdParameters& parameters, const DdUser& user)
{
    if (user.stepEnergy * parameters.mostDeviceSteps <= user.energyBudget)
    {
        return parameters.mostDeviceSteps;
    }
    // A budget that is a multiple of a step allows it, whatever rounding makes of the ratio.
    constexpr double ROUNDING = 1e-12;
    return static_cast<int>(std::floor(user.energyBudget / user.stepEnergy * (1.0 + ROUNDING)));
}

DdOutcome
EvaluateDd(const DdParameters& parameters, const DdState& state, const DdAllocation& allocation)
{
    const std::size_t users = state.users.size();
    if (allocation.deviceSteps.size() != users || allocation.power.size() != users)
    {
        throw std::invalid_argument("distributed diffusion: steps and powers are for " +
                                    std::to_string(allocation.deviceSteps.size()) + " and " +
                                    std::to_string(allocation.power.size()) + " users, expected " +
                                    std::to_string(users));
    }
    const auto longest =
        std::max_element(allocation.deviceSteps.begin(), allocation.deviceSteps.end());
    DdOutcome outcome;
    outcome.serverEnergy = DdServerStepEnergy(parameters, users) * allocation.serverSteps;
    for (std::size_t k = 0; k < users; ++k)
    {
        const DdUser& user = state.users[k];
        const int steps = allocation.deviceSteps[k];
        const DdJudge judge = MakeDdJudge(parameters, user);
        DdPicture picture;
        picture.serverSteps = allocation.serverSteps;
        picture.deviceSteps = steps;
        picture.scheduleSteps = parameters.schedule == DdSchedule::LONGEST ? *longest : steps;
        picture.bitError = DdBitErrorProbability(parameters, user, allocation.power[k]);
        const double qoe = judge.Qoe(picture);
        const double energy = user.stepEnergy * steps;
        outcome.bitError.push_back(picture.bitError);
        outcome.leak.push_back(judge.Leak(picture));
        outcome.qoe.push_back(qoe);
        outcome.deviceEnergy.push_back(energy);
        outcome.deviceExcess.push_back(std::max(0.0, energy - user.energyBudget));
        outcome.qoeShortage.push_back(std::max(0.0, parameters.qoeThreshold - qoe));
        outcome.serverEnergy += parameters.energyPerWatt * allocation.power[k];
        outcome.sumQoe += qoe;
        outcome.penalty += parameters.deviceEnergyWeight * outcome.deviceExcess.back() +
                           parameters.qoeWeight * outcome.qoeShortage.back() +
                           parameters.deviceStepPrice * steps;
    }
    outcome.serverExcess = std::max(0.0, outcome.serverEnergy - parameters.serverBudget);
    outcome.penalty += parameters.serverEnergyWeight * outcome.serverExcess;
    outcome.reward = outcome.sumQoe - outcome.penalty;
    return outcome;
}

} // namespace isac
} // namespace ns3
