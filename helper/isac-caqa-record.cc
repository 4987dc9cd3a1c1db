/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-caqa-record.h"

namespace ns3
{
namespace isac
{

CaqaBroken
CountBrokenClosedForm(const CaqaParameters& cell, const CaqaSlotRecord& slot)
{
    constexpr double LIMIT = 1.0 + CAQA_RELATIVE_SLACK;
    const CaqaOutcome& outcome = slot.closedForm;
    CaqaBroken broken{};
    for (std::size_t k = 0; k < slot.users.size(); ++k)
    {
        const CaqaUserRecord& user = slot.users[k];
        const bool served = user.communicationEnergy > 0.0;
        broken[0] += served && outcome.completion[k] > cell.maxTime * LIMIT;
        broken[2] += user.sensingEnergy > cell.maxSensingEnergy * LIMIT;
        broken[3] += user.steps < cell.denoising.minSteps || user.steps > cell.denoising.maxSteps;
        broken[5] += outcome.resolution[k] > cell.displayPixels * LIMIT;
    }
    broken[1] = !outcome.holds[1];
    broken[4] = outcome.violations;
    return broken;
}

CaqaBroken
CountBrokenMeasured(const CaqaParameters& cell, const CaqaSlotRecord& slot)
{
    // Every burst and packet ends on a whole nanosecond, and there are some hundred of them.
    constexpr double ENERGY_LIMIT = 1.0 + 1e-6;
    constexpr double LIMIT = 1.0 + CAQA_RELATIVE_SLACK;
    CaqaBroken broken{};
    for (const auto& user : slot.users)
    {
        const CaqaMeasuredUser& got = user.measured;
        const double sensed = got.cycles * cell.cycleTime * cell.sensingPower;
        const bool generated = got.stepsDone > 0;
        const auto least = static_cast<uint32_t>(cell.denoising.minSteps);
        const auto most = static_cast<uint32_t>(cell.denoising.maxSteps);
        broken[0] += got.bytes < user.contentBytes;
        broken[2] += sensed > cell.maxSensingEnergy * LIMIT;
        broken[3] += generated && (got.stepsDone < least || got.stepsDone > most);
        broken[5] += got.resolution > cell.displayPixels + 8.0 / cell.bitsPerPixel;
    }
    broken[1] = slot.energy > cell.maxEnergy * ENERGY_LIMIT;
    broken[4] = slot.measured.violations;
    return broken;
}

} // namespace isac
} // namespace ns3
