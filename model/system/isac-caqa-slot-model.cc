/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-caqa-slot-model.h"

#include "ns3/isac-action-filter.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>

namespace ns3
{
namespace isac
{

namespace
{

/// What it takes where nothing is enough.
constexpr double NONE = std::numeric_limits<double>::infinity();

} // namespace

CaqaSlotModel::CaqaSlotModel(const CaqaSystem& system, const CaqaState& state, const Action& action)
    : m_cell(system.GetParameters()),
      m_options(system.GetDecoding().rce),
      m_state(state),
      m_users(m_cell.users)
{
    const CaqaDecoding& decoding = system.GetDecoding();
    const DenoisingModel& denoising = m_cell.denoising;
    const int first = decoding.fixedSteps ? *decoding.fixedSteps : denoising.minSteps;
    m_choices = decoding.fixedSteps ? 1 : denoising.maxSteps - denoising.minSteps + 1;
    const double cycleEnergy = m_cell.cycleTime * m_cell.sensingPower;
    const std::vector<double> rate = CaqaRates(m_cell, state.gain);
    std::vector<double> accuracy(m_users);
    std::vector<int> steps(m_users);
    m_table.resize(m_users * m_choices);
    m_chosen.assign(m_users, 0);
    m_energy.resize(m_users);
    m_picture.resize(m_users);
    m_longest.resize(m_users);
    for (int k = 0; k < m_users; ++k)
    {
        const double pictureTime = rate[k] > 0.0 ? m_cell.PictureBits() / rate[k] : NONE;
        m_picture[k] = m_cell.powerPerUser * pictureTime;
        m_longest[k] = std::min(pictureTime, m_cell.maxTime);
        const double d = action.continuous[k];
        for (int i = 0; i < m_choices; ++i)
        {
            CaqaChoice& choice = m_table[k * m_choices + i];
            choice.steps = first + i;
            const double least = decoding.actionFilter
                                     ? MinSensingEnergy(m_cell, state.requirement[k], choice.steps)
                                     : 0.0;
            choice.slope = m_cell.maxSensingEnergy - least;
            choice.energy = least + d * choice.slope;
            choice.accuracy = (1.0 - denoising.Error(choice.steps)) *
                              m_cell.sensing.Accuracy(choice.energy / cycleEnergy);
            const bool reachable = choice.accuracy > 0.0 && rate[k] > 0.0;
            choice.minEnergy =
                reachable ? state.requirement[k] * m_picture[k] / choice.accuracy : NONE;
            choice.energyGain = reachable ? choice.accuracy / m_picture[k] : 0.0;
        }
        m_chosen[k] = decoding.fixedSteps ? 0 : action.categorical[k];
        const CaqaChoice& chosen = m_table[k * m_choices + m_chosen[k]];
        m_energy[k] = chosen.energy;
        accuracy[k] = chosen.accuracy;
        steps[k] = chosen.steps;
    }
    m_times = CaqaSlotTimes(m_cell, m_energy, steps, m_longest);
    m_bounds = CaqaCommunicationBounds(m_cell, state, m_energy, steps, accuracy);
    m_rce = AllocateRce(m_bounds, m_options);
    m_rank.resize(m_users);
    std::iota(m_rank.begin(), m_rank.end(), 0);
    std::sort(m_rank.begin(), m_rank.end(), [this](int a, int b) {
        return m_bounds.gain[a] > m_bounds.gain[b] ||
               (m_bounds.gain[a] == m_bounds.gain[b] && a < b);
    });
    m_generated = m_times.generated;
    m_maxEnergy = m_bounds.maxEnergy;
    m_minEnergy = m_bounds.minEnergy;
    m_gain = m_bounds.gain;
    m_order = m_rank;
}

double
CaqaSlotModel::Reward() const
{
    int violations = 0;
    for (int k = 0; k < m_users; ++k)
    {
        violations += m_bounds.gain[k] * m_rce.energy[k] <
                      m_state.requirement[k] * (1.0 - CAQA_RELATIVE_SLACK);
    }
    return (m_rce.objective - violations) / m_users;
}

void
CaqaSlotModel::AddPenalty(double penaltySlope, RceGradient& rce) const
{
    double minima = 0.0;
    for (int k = 0; k < m_users; ++k)
    {
        const double least = m_bounds.minEnergy[k];
        const double most = m_bounds.maxEnergy[k];
        if (IsServable(least, most))
        {
            minima += std::min(least, most);
        }
        else if (std::isfinite(least))
        {
            rce.minEnergy[k] -= penaltySlope / m_picture[k];
            rce.maxEnergy[k] += penaltySlope / m_picture[k];
        }
    }
    if (m_bounds.budget >= minima * (1.0 - CAQA_RELATIVE_SLACK))
    {
        return;
    }
    const double price = penaltySlope / m_cell.maxEnergy;
    rce.budget += price;
    for (int k = 0; k < m_users; ++k)
    {
        if (IsServable(m_bounds.minEnergy[k], m_bounds.maxEnergy[k]))
        {
            const bool bounded = m_bounds.maxEnergy[k] < m_bounds.minEnergy[k];
            (bounded ? rce.maxEnergy[k] : rce.minEnergy[k]) -= price;
        }
    }
}

void
CaqaSlotModel::Gradient(double penaltySlope, Eigen::VectorXd& gradient) const
{
    RceGradient rce = DifferentiateRce(m_bounds, m_rce);
    if (penaltySlope > 0.0)
    {
        AddPenalty(penaltySlope, rce);
    }
    // From here on backwards through the slot: each quantity's derivative from those that it made.
    gradient.resize(m_users);
    const double sensed = m_times.arrival.back();
    const bool adaptive = m_cell.subchannels == SubchannelRule::ADAPTIVE;
    double bySensed = 0.0; // by the end of all sensing [1/s]
    double byBand = 0.0;   // by the band's release to the user considered [1/s]
    std::vector<double> byGenerated(m_users, 0.0);
    for (int k = m_users - 1; k >= 0; --k)
    {
        const double room = m_cell.powerPerUser * (m_cell.maxTime - m_times.start[k]);
        const double byRoom = room < m_picture[k] ? rce.maxEnergy[k] : 0.0;
        const double byStart = byBand - m_cell.powerPerUser * byRoom;
        byBand = 0.0;
        const double ready = std::max(m_times.generated[k], sensed);
        if (adaptive && m_times.start[k] > ready)
        {
            byBand = byStart;
        }
        else if (m_times.generated[k] > sensed)
        {
            byGenerated[k] = byStart;
        }
        else
        {
            bySensed += byStart;
        }
    }
    double byArrival = bySensed; // by an arrival and all those after it [1/s]
    double byServer = 0.0;       // by the server's release to the user behind [1/s]
    for (int k = m_users - 1; k >= 0; --k)
    {
        const CaqaChoice& chosen = m_table[k * m_choices + m_chosen[k]];
        byServer += byGenerated[k];
        if (k == 0 || m_times.generated[k - 1] <= m_times.arrival[k])
        {
            byArrival += byServer;
            byServer = 0.0;
        }
        double byAccuracy = 0.0;
        double accuracySlope = 0.0; // of Theta by E_s [1/J]
        if (m_bounds.gain[k] > 0.0)
        {
            byAccuracy = rce.gain[k] / m_picture[k] -
                         rce.minEnergy[k] * m_bounds.minEnergy[k] / chosen.accuracy;
            const double limit =
                (1.0 - m_cell.denoising.Error(chosen.steps)) * m_cell.sensing.limit;
            accuracySlope = m_cell.sensing.decay * (limit - chosen.accuracy) / chosen.energy;
        }
        const double byEnergy =
            byAccuracy * accuracySlope - rce.budget + byArrival / m_cell.sensingPower;
        gradient[k] = byEnergy * chosen.slope / m_users;
    }
}

void
CaqaSlotModel::MoveTimes(int user, const CaqaChoice& other)
{
    // Who comes before him arrives and is generated as before, but waits for the end of sensing.
    double arrival = user > 0 ? m_times.arrival[user - 1] : 0.0;
    double free = user > 0 ? m_times.generated[user - 1] : 0.0;
    const double stepTime = m_cell.denoising.StepTime();
    for (int k = user; k < m_users; ++k)
    {
        const CaqaChoice& choice = k == user ? other : m_table[k * m_choices + m_chosen[k]];
        arrival += choice.energy / m_cell.sensingPower;
        free = std::max(arrival, free) + stepTime * choice.steps;
        m_generated[k] = free;
    }
    const bool adaptive = m_cell.subchannels == SubchannelRule::ADAPTIVE;
    double band = 0.0;
    for (int k = 0; k < m_users; ++k)
    {
        double start = std::max(k < user ? m_times.generated[k] : m_generated[k], arrival);
        if (adaptive)
        {
            start = std::max(start, band);
            band = start + m_longest[k];
        }
        m_maxEnergy[k] = std::min(m_cell.powerPerUser * (m_cell.maxTime - start), m_picture[k]);
    }
}

void
CaqaSlotModel::MoveRank(int user, double gain)
{
    std::size_t place = 0;
    bool placed = false;
    for (const int k : m_rank)
    {
        if (k == user)
        {
            continue;
        }
        if (!placed && (gain > m_gain[k] || (gain == m_gain[k] && user < k)))
        {
            m_order[place++] = user;
            placed = true;
        }
        m_order[place++] = k;
    }
    if (!placed)
    {
        m_order[place] = user;
    }
}

double
CaqaSlotModel::RewardOf(int user, int index)
{
    const CaqaChoice& other = m_table[user * m_choices + index];
    MoveTimes(user, other);
    MoveRank(user, other.energyGain);
    m_minEnergy[user] = other.minEnergy;
    m_gain[user] = other.energyGain;
    double budget = m_cell.maxEnergy;
    double minima = 0.0;
    bool refused = false;
    for (int k = 0; k < m_users; ++k)
    {
        budget -= k == user ? other.energy : m_energy[k];
        if (IsServable(m_minEnergy[k], m_maxEnergy[k]))
        {
            minima += std::min(m_minEnergy[k], m_maxEnergy[k]);
        }
        else
        {
            refused = refused || m_options.infeasible == InfeasibleRule::ANY;
        }
    }
    // Algorithm 2, as AllocateRce has it; only the sum and the number of misses are wanted here.
    const double slack = 1.0 - CAQA_RELATIVE_SLACK;
    bool serving = !refused && budget > 0.0;
    const bool full = budget >= minima * slack;
    double left = full ? std::max(0.0, budget - minima) : budget;
    double sum = 0.0;
    int violations = 0;
    for (const int k : m_order)
    {
        double energy = 0.0;
        if (serving && IsServable(m_minEnergy[k], m_maxEnergy[k]))
        {
            const double most = m_maxEnergy[k];
            const double least = std::min(m_minEnergy[k], most);
            if (full)
            {
                const double extra = std::min(most - least, left);
                energy = least + extra;
                left -= extra;
            }
            else if (left < least * slack)
            {
                energy = m_options.partialLast ? left : 0.0;
                serving = false;
            }
            else
            {
                energy = std::min(least, left);
                left -= energy;
            }
        }
        const double caqa = m_gain[k] * energy;
        sum += caqa;
        violations += caqa < m_state.requirement[k] * slack;
    }
    m_minEnergy[user] = m_bounds.minEnergy[user];
    m_gain[user] = m_bounds.gain[user];
    return (sum - violations) / m_users;
}

} // namespace isac
} // namespace ns3
