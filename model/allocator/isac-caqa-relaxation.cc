/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-caqa-relaxation.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ns3
{
namespace isac
{
namespace
{

constexpr double NOTHING = -std::numeric_limits<double>::infinity();

/// Room for the slacks of RCE's comparisons and of C1, C2 and C5, which may add up.
constexpr double BOUND_SLACK = 4.0 * CAQA_RELATIVE_SLACK;

constexpr std::int16_t UNSERVED = -1;

} // namespace

CaqaRelaxation::CaqaRelaxation(const CaqaParameters& parameters,
                               const CaqaState& state,
                               bool anyPolicy)
    : m_parameters(parameters),
      m_anyPolicy(anyPolicy),
      m_users(state.gain.size()),
      m_stepKinds(parameters.denoising.maxSteps - parameters.denoising.minSteps + 1),
      m_mostSteps(static_cast<int>(m_users) * parameters.denoising.maxSteps),
      m_cycleEnergy(parameters.cycleTime * parameters.sensingPower)
{
    const std::vector<double> rate = CaqaRates(parameters, state.gain);
    for (std::size_t k = 0; k < m_users; ++k)
    {
        m_requirement.push_back(state.requirement[k] * (1.0 - BOUND_SLACK));
        m_picture.push_back(rate[k] > 0.0
                                ? parameters.powerPerUser * parameters.PictureBits() / rate[k]
                                : std::numeric_limits<double>::infinity());
    }
    for (int kind = 0; kind < m_stepKinds; ++kind)
    {
        m_clarity.push_back(1.0 - parameters.denoising.Error(parameters.denoising.minSteps + kind));
    }
}

CaqaBox
CaqaRelaxation::Everything() const
{
    const double most = m_parameters.maxSensingEnergy * (1.0 + BOUND_SLACK);
    CaqaBox box;
    box.user.assign(m_users,
                    {0.0, most, m_parameters.denoising.minSteps, m_parameters.denoising.maxSteps});
    box.mostSensed = std::min(most * static_cast<double>(m_users), Budget());
    return box;
}

int
CaqaRelaxation::Users() const
{
    return static_cast<int>(m_users);
}

double
CaqaRelaxation::Budget() const
{
    return m_parameters.maxEnergy * (1.0 + BOUND_SLACK);
}

void
CaqaRelaxation::BoundReadiness()
{
    double sensed = 0.0;
    double later = 0.0;
    for (const CaqaUserLimits& limits : m_box.user)
    {
        later += limits.mostEnergy;
    }
    double generated = 0.0;
    m_free.resize(m_users);
    for (std::size_t k = 0; k < m_users; ++k)
    {
        sensed += m_box.user[k].leastEnergy;
        later -= m_box.user[k].mostEnergy;
        const double arrival = std::max(sensed, m_box.leastSensed - later);
        m_free[k] = std::max(generated, arrival / m_parameters.sensingPower);
        generated = m_free[k] + m_parameters.denoising.StepTime() * m_box.user[k].leastSteps;
    }
    m_allSensed = std::max(sensed, m_box.leastSensed) / m_parameters.sensingPower;
}

double
CaqaRelaxation::QualityCap(std::size_t k, int stepsDone, int steps) const
{
    const double stepTime = m_parameters.denoising.StepTime();
    const double worked =
        m_box.user[0].leastEnergy / m_parameters.sensingPower + stepTime * stepsDone;
    const double ready = std::max({worked, m_free[k] + stepTime * steps, m_allSensed});
    const double time = m_parameters.maxTime * (1.0 + BOUND_SLACK) - ready;
    return std::clamp(time * m_parameters.powerPerUser / m_picture[k], 0.0, 1.0);
}

CaqaPricedUser
CaqaRelaxation::User(std::size_t k, int kind) const
{
    CaqaPricedUser user;
    user.requirement = m_requirement[k];
    user.pictureEnergy = m_picture[k];
    user.clarity = m_clarity[kind];
    user.minCycles = m_box.user[k].leastEnergy / m_cycleEnergy;
    user.maxCycles = m_box.user[k].mostEnergy / m_cycleEnergy;
    return user;
}

CaqaPricedChoice
CaqaRelaxation::Missed(std::size_t k, int stepsDone) const
{
    const int kind = m_box.user[k].mostSteps - m_parameters.denoising.minSteps;
    const CaqaPricedUser user = User(k, kind);
    if (m_anyPolicy)
    {
        return BestUnserved(m_parameters.sensing,
                            m_cycleEnergy,
                            user,
                            m_prices,
                            QualityCap(k, stepsDone, m_box.user[k].leastSteps),
                            m_cheapest[k * m_stepKinds + kind]);
    }
    const double cost = (m_prices.energy + m_prices.sensing) * m_box.user[k].leastEnergy;
    return {-cost, user.minCycles, 0.0};
}

std::size_t
CaqaRelaxation::ChoiceIndex(std::size_t k, int unserved, int stepsDone) const
{
    return (k * (m_maxUnserved + 1) + unserved) * (m_mostSteps + 1) + stepsDone;
}

void
CaqaRelaxation::TabulateServed(std::size_t k)
{
    const int minSteps = m_parameters.denoising.minSteps;
    const int first = static_cast<int>(k + 1) * minSteps;
    const int last = static_cast<int>(k + 1) * m_parameters.denoising.maxSteps;
    for (int kind = m_box.user[k].leastSteps - minSteps; kind <= m_box.user[k].mostSteps - minSteps;
         ++kind)
    {
        const CaqaPricedUser user = User(k, kind);
        const double cheapest = m_cheapest[k * m_stepKinds + kind];
        double* row = &m_served[static_cast<std::size_t>(kind) * (m_mostSteps + 1)];
        // The cap is the same until the server's work, not the radio, decides.
        double knownCap = -1.0;
        double knownValue = NOTHING;
        for (int s = first; s <= last; ++s)
        {
            const double cap = QualityCap(k, s, minSteps + kind);
            if (cap != knownCap)
            {
                knownCap = cap;
                knownValue =
                    BestServed(m_parameters.sensing, m_cycleEnergy, user, m_prices, cap, cheapest)
                        .value;
            }
            row[s] = knownValue;
        }
    }
}

void
CaqaRelaxation::TabulateMissed(std::size_t k)
{
    const int first = static_cast<int>(k + 1) * m_parameters.denoising.minSteps;
    const int last = static_cast<int>(k + 1) * m_parameters.denoising.maxSteps;
    double knownCap = -1.0;
    for (int s = first; s <= last; ++s)
    {
        const double cap = QualityCap(k, s, m_box.user[k].leastSteps);
        m_missed[s] = cap == knownCap ? m_missed[s - 1] : Missed(k, s).value - 1.0;
        knownCap = cap;
    }
}

std::vector<double>
CaqaRelaxation::Evaluate(const CaqaBox& box, const CaqaPrices& prices, int maxUnserved)
{
    m_box = box;
    m_prices = prices;
    m_maxUnserved = maxUnserved;
    BoundReadiness();
    const int width = m_mostSteps + 1;
    const double ratio = prices.sensing / prices.energy;
    if (ratio != m_cheapestRatio)
    {
        m_cheapestRatio = ratio;
        m_cheapest.resize(m_users * m_stepKinds);
        for (std::size_t k = 0; k < m_users; ++k)
        {
            for (int kind = 0; kind < m_stepKinds; ++kind)
            {
                m_cheapest[k * m_stepKinds + kind] =
                    CheapestCycles(m_parameters.sensing, m_cycleEnergy, User(k, kind), prices);
            }
        }
    }
    m_served.resize(static_cast<std::size_t>(m_stepKinds) * width);
    m_missed.resize(width);
    m_best.assign(static_cast<std::size_t>(maxUnserved + 1) * width, NOTHING);
    m_next.resize(m_best.size());
    m_choice.resize(m_users * m_best.size());
    m_best[0] = 0.0;

    const int minSteps = m_parameters.denoising.minSteps;
    const int maxSteps = m_parameters.denoising.maxSteps;
    for (std::size_t k = 0; k < m_users; ++k)
    {
        TabulateServed(k);
        if (maxUnserved > 0)
        {
            TabulateMissed(k);
        }
        // A user who misses his requirement does best to take no more of the server than he must.
        const int leastSteps = m_box.user[k].leastSteps;
        std::fill(m_next.begin(), m_next.end(), NOTHING);
        const int from = static_cast<int>(k) * minSteps;
        const int to = static_cast<int>(k) * maxSteps;
        const int most = std::min(maxUnserved, static_cast<int>(k) + 1);
        for (int u = 0; u <= most; ++u)
        {
            double* next = &m_next[static_cast<std::size_t>(u) * width];
            std::int16_t* choice = &m_choice[ChoiceIndex(k, u, 0)];
            const double* same = &m_best[static_cast<std::size_t>(u) * width];
            const int mostSteps = m_box.user[k].mayMeet ? m_box.user[k].mostSteps : leastSteps - 1;
            for (int z = leastSteps; z <= mostSteps; ++z)
            {
                const int kind = z - minSteps;
                const double* served = &m_served[static_cast<std::size_t>(kind) * width];
                for (int s = from; s <= to; ++s)
                {
                    const double value = same[s] + served[s + z];
                    if (value > next[s + z])
                    {
                        next[s + z] = value;
                        choice[s + z] = static_cast<std::int16_t>(kind);
                    }
                }
            }
            if (u > 0 && m_box.user[k].mayMiss)
            {
                const double* fewer = &m_best[static_cast<std::size_t>(u - 1) * width];
                for (int s = from; s <= to; ++s)
                {
                    const double value = fewer[s] + m_missed[s + leastSteps];
                    if (value > next[s + leastSteps])
                    {
                        next[s + leastSteps] = value;
                        choice[s + leastSteps] = UNSERVED;
                    }
                }
            }
        }
        m_best.swap(m_next);
    }

    std::vector<double> bound(maxUnserved + 1);
    m_lastSteps.resize(maxUnserved + 1);
    const double paid = prices.energy * Budget() + prices.sensing * box.mostSensed;
    for (int u = 0; u <= maxUnserved; ++u)
    {
        const auto row = m_best.begin() + static_cast<std::ptrdiff_t>(u) * width;
        const auto top = std::max_element(row, row + width);
        m_lastSteps[u] = static_cast<int>(top - row);
        bound[u] = *top + paid;
    }
    return bound;
}

CaqaMaximiser
CaqaRelaxation::Trace(int unserved) const
{
    CaqaMaximiser maximiser;
    maximiser.sensingEnergy.resize(m_users);
    maximiser.download.assign(m_users, 0.0);
    maximiser.steps.resize(m_users);
    maximiser.served.resize(m_users);
    int s = m_lastSteps[unserved];
    int u = unserved;
    for (std::size_t k = m_users; k-- > 0;)
    {
        const std::int16_t choice = m_choice[ChoiceIndex(k, u, s)];
        CaqaPricedChoice chosen;
        if (choice == UNSERVED)
        {
            chosen = Missed(k, s);
            maximiser.steps[k] = m_box.user[k].leastSteps;
        }
        else
        {
            chosen = BestServed(m_parameters.sensing,
                                m_cycleEnergy,
                                User(k, choice),
                                m_prices,
                                QualityCap(k, s, m_parameters.denoising.minSteps + choice),
                                m_cheapest[k * m_stepKinds + choice]);
            maximiser.steps[k] = m_parameters.denoising.minSteps + choice;
        }
        maximiser.served[k] = choice != UNSERVED;
        maximiser.sensingEnergy[k] = chosen.cycles * m_cycleEnergy;
        maximiser.sensed += maximiser.sensingEnergy[k];
        maximiser.energy += maximiser.sensingEnergy[k];
        if (chosen.quality > 0.0)
        {
            maximiser.energy += chosen.quality * m_picture[k];
            maximiser.download[k] = chosen.quality * m_picture[k] / m_parameters.powerPerUser;
        }
        u -= choice == UNSERVED ? 1 : 0;
        s -= maximiser.steps[k];
    }
    return maximiser;
}

} // namespace isac
} // namespace ns3
