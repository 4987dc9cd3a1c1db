/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-caqa-search.h"

#include "isac-caqa-communication.h"
#include "isac-caqa-priced-user.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace ns3
{
namespace isac
{
namespace
{

/// A gain below this is rounding and would make the search circle.
constexpr double LEAST_GAIN = 1e-12;

} // namespace

CaqaSearch::CaqaSearch(const CaqaParameters& parameters, const CaqaState& state)
    : m_parameters(parameters),
      m_state(state),
      m_users(state.gain.size())
{
    const std::vector<double> rate = CaqaRates(parameters, state.gain);
    for (std::size_t k = 0; k < m_users; ++k)
    {
        m_picture.push_back(rate[k] > 0.0
                                ? parameters.powerPerUser * parameters.PictureBits() / rate[k]
                                : std::numeric_limits<double>::infinity());
    }
}

std::size_t
CaqaSearch::Evaluations() const
{
    return m_evaluations;
}

void
CaqaSearch::Evaluate(CaqaPoint& point)
{
    ++m_evaluations;
    const CaqaCommunication communication =
        AllocateCaqaCommunication(m_parameters, m_state, point.sensingEnergy, point.steps);
    // RCE never sends more than a full picture, so its objective is the sum of CAQA, and whoever
    // has less than his minimum is a violation.
    int violations = 0;
    for (std::size_t k = 0; k < m_users; ++k)
    {
        const bool met = communication.result.energy[k] >=
                         communication.bounds.minEnergy[k] * (1.0 - CAQA_RELATIVE_SLACK);
        violations += met || m_state.requirement[k] <= 0.0 ? 0 : 1;
    }
    point.reward = (communication.result.objective - violations) / static_cast<double>(m_users);
}

bool
CaqaSearch::Improve(CaqaPoint& point, CaqaPoint& candidate)
{
    Evaluate(candidate);
    if (candidate.reward > point.reward + LEAST_GAIN)
    {
        point = candidate;
        return true;
    }
    return false;
}

CaqaPoint
CaqaSearch::BestCommon()
{
    CaqaPoint best;
    best.sensingEnergy.assign(m_users, 0.0);
    best.steps.assign(m_users, m_parameters.denoising.minSteps);
    Evaluate(best);
    constexpr int LEVELS = 16;
    for (int z = m_parameters.denoising.minSteps; z <= m_parameters.denoising.maxSteps; ++z)
    {
        for (int level = 1; level <= LEVELS; ++level)
        {
            // Accuracy grows fast at first, so the levels are closer together at the low end.
            const double part = static_cast<double>(level) / LEVELS;
            CaqaPoint candidate;
            candidate.sensingEnergy.assign(m_users, part * part * m_parameters.maxSensingEnergy);
            candidate.steps.assign(m_users, z);
            Improve(best, candidate);
        }
    }
    return best;
}

std::vector<double>
CaqaSearch::PricedSensing(const CaqaPoint& point)
{
    const double cycleEnergy = m_parameters.cycleTime * m_parameters.sensingPower;
    const std::vector<double> none(m_users, 0.0);
    const CaqaTimes times = CaqaSlotTimes(m_parameters, point.sensingEnergy, point.steps, none);
    std::vector<CaqaPricedUser> user(m_users);
    std::vector<double> cap(m_users);
    std::vector<double> cheapest(m_users);
    for (std::size_t k = 0; k < m_users; ++k)
    {
        user[k].requirement = m_state.requirement[k];
        user[k].pictureEnergy = m_picture[k];
        user[k].clarity = 1.0 - m_parameters.denoising.Error(point.steps[k]);
        user[k].maxCycles = m_parameters.maxSensingEnergy / cycleEnergy;
        if (k == 0)
        {
            user[k].minCycles = user[k].maxCycles = point.sensingEnergy[0] / cycleEnergy;
        }
        cap[k] = std::min(1.0,
                          (m_parameters.maxTime - times.start[k]) * m_parameters.powerPerUser /
                              m_picture[k]);
        cheapest[k] = CheapestCycles(m_parameters.sensing, cycleEnergy, user[k], {1.0, 0.0});
    }
    std::vector<double> sensing(m_users);
    const auto spend = [&](double price) {
        double energy = 0.0;
        for (std::size_t k = 0; k < m_users; ++k)
        {
            sensing[k] = point.sensingEnergy[k];
            if (sensing[k] > 0.0)
            {
                const CaqaPricedChoice choice = BestServed(m_parameters.sensing,
                                                           cycleEnergy,
                                                           user[k],
                                                           {price, 0.0},
                                                           cap[k],
                                                           cheapest[k]);
                if (std::isfinite(choice.value))
                {
                    sensing[k] = choice.cycles * cycleEnergy;
                    energy += choice.quality > 0.0 ? choice.quality * m_picture[k] : 0.0;
                }
            }
            energy += sensing[k];
        }
        return energy;
    };
    double low = m_price;
    double high = m_price;
    constexpr int MAX_WIDENINGS = 40;
    for (int i = 0; i < MAX_WIDENINGS && spend(low) <= m_parameters.maxEnergy; ++i)
    {
        low *= 0.8;
    }
    for (int i = 0; i < MAX_WIDENINGS && spend(high) > m_parameters.maxEnergy; ++i)
    {
        high *= 1.25;
    }
    constexpr int HALVINGS = 26;
    for (int i = 0; i < HALVINGS && high > low * (1.0 + LEAST_GAIN); ++i)
    {
        const double middle = 0.5 * (low + high);
        (spend(middle) > m_parameters.maxEnergy ? low : high) = middle;
    }
    m_price = high;
    spend(high);
    return sensing;
}

void
CaqaSearch::Price(CaqaPoint& point)
{
    // Starts depend on all sensing energies, so prices and times are brought into agreement.
    constexpr int ROUNDS = 2;
    const auto reprice = [&](CaqaPoint candidate) {
        for (int round = 0; round < ROUNDS; ++round)
        {
            candidate.sensingEnergy = PricedSensing(candidate);
        }
        return candidate;
    };
    CaqaPoint candidate = reprice(point);
    Improve(point, candidate);
    const double coarse = 0.08 * m_parameters.maxSensingEnergy;
    const double fine = 0.001 * m_parameters.maxSensingEnergy;
    for (double size = coarse; size > fine; size *= 0.5)
    {
        for (const double sign : {-1.0, 1.0})
        {
            candidate = point;
            candidate.sensingEnergy[0] = std::clamp(point.sensingEnergy[0] + sign * size,
                                                    0.0,
                                                    m_parameters.maxSensingEnergy);
            candidate = reprice(candidate);
            if (Improve(point, candidate))
            {
                break;
            }
        }
    }
}

bool
CaqaSearch::MoveEnergies(CaqaPoint& point, double size, std::size_t limit)
{
    bool helped = false;
    const double most = m_parameters.maxSensingEnergy;
    const auto served = [&](std::size_t k) { return point.sensingEnergy[k] > 0.0; };
    const auto shift = [&](CaqaPoint& candidate, std::size_t k, double by) {
        candidate.sensingEnergy[k] = std::clamp(candidate.sensingEnergy[k] + by, 0.0, most);
    };
    for (const double by : {size, -size})
    {
        CaqaPoint all = point;
        for (std::size_t k = 0; k < m_users; ++k)
        {
            shift(all, k, served(k) ? by : 0.0);
        }
        helped |= Improve(point, all);
        for (std::size_t k = 0; k < m_users && m_evaluations < limit; ++k)
        {
            if (served(k))
            {
                CaqaPoint one = point;
                shift(one, k, by);
                helped |= Improve(point, one);
            }
        }
    }
    // Moving energy from one user to another keeps the budget of phase III, so that a point on one
    // of RCE's edges can slide along it.
    for (std::size_t i = 0; i < m_users; ++i)
    {
        for (std::size_t j = 0; j < m_users && m_evaluations < limit; ++j)
        {
            if (i != j && served(i) && served(j))
            {
                CaqaPoint two = point;
                shift(two, i, size);
                shift(two, j, -size);
                helped |= Improve(point, two);
            }
        }
    }
    return helped;
}

bool
CaqaSearch::MoveSteps(CaqaPoint& point, std::size_t limit)
{
    bool helped = false;
    const bool canPrice = m_parameters.subchannels == SubchannelRule::FIXED;
    const DenoisingModel& denoising = m_parameters.denoising;
    const auto fits = [&](int z) { return z >= denoising.minSteps && z <= denoising.maxSteps; };
    const double stepEnergy = denoising.StepTime() * m_parameters.sensingPower;
    const auto cut = [&](double energy) {
        return std::clamp(energy, 0.0, m_parameters.maxSensingEnergy);
    };
    for (std::size_t k = 0; k < m_users && m_evaluations < limit; ++k)
    {
        for (const int by : {1, -1})
        {
            if (!fits(point.steps[k] + by))
            {
                continue;
            }
            CaqaPoint one = point;
            one.steps[k] += by;
            helped |= Improve(point, one);
            // A step more is paid with an earlier first arrival, which delays everybody as much.
            CaqaPoint earlier = point;
            if (fits(earlier.steps[k] + by) && earlier.sensingEnergy[0] > 0.0)
            {
                earlier.steps[k] += by;
                earlier.sensingEnergy[0] = cut(earlier.sensingEnergy[0] - by * stepEnergy);
                helped |= Improve(point, earlier);
            }
        }
        CaqaPoint toggled = point;
        if (toggled.sensingEnergy[k] > 0.0)
        {
            toggled.sensingEnergy[k] = 0.0;
            toggled.steps[k] = denoising.minSteps;
        }
        else
        {
            toggled.sensingEnergy[k] =
                std::accumulate(point.sensingEnergy.begin(), point.sensingEnergy.end(), 0.0) /
                static_cast<double>(m_users);
        }
        if (canPrice)
        {
            toggled.sensingEnergy = PricedSensing(toggled);
        }
        helped |= Improve(point, toggled);
    }
    for (std::size_t i = 0; i < m_users; ++i)
    {
        for (std::size_t j = 0; j < m_users && m_evaluations < limit; ++j)
        {
            if (i != j && fits(point.steps[i] + 1) && fits(point.steps[j] - 1))
            {
                CaqaPoint two = point;
                ++two.steps[i];
                --two.steps[j];
                helped |= Improve(point, two);
            }
        }
    }
    return helped;
}

void
CaqaSearch::Polish(CaqaPoint& point, std::size_t maxEvaluations)
{
    const std::size_t limit = m_evaluations + maxEvaluations;
    Evaluate(point);
    const bool canPrice = m_parameters.subchannels == SubchannelRule::FIXED;
    // Steps first: they move the reward most, and energies follow them.
    while (m_evaluations < limit && MoveSteps(point, limit))
    {
        if (canPrice)
        {
            Price(point);
        }
    }
    const double fine = 2e-5 * m_parameters.maxSensingEnergy;
    for (double size = 0.02 * m_parameters.maxSensingEnergy; size > fine; size *= 0.4)
    {
        while (m_evaluations < limit && MoveEnergies(point, size, limit))
        {
        }
    }
}

} // namespace isac
} // namespace ns3
