/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-population.h"

#include "ns3/isac-da-collection.h"
#include "ns3/isac-truncated-normal.h"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_real_distribution.hpp>
#include <cmath>
#include <limits>
#include <locale>
#include <sstream>
#include <stdexcept>

namespace ns3
{
namespace isac
{

namespace
{

/// @param place standard normal @return its distribution function
double
Phi(double place)
{
    return boost::math::cdf(boost::math::normal_distribution<double>(), place);
}

} // namespace

DaPopulation::DaPopulation(const DaScenario& scenario, uint64_t seed)
    : m_scenario(scenario),
      m_random(seed)
{
    Begin();
}

double
DaPopulation::Draw(const DaRange& range)
{
    return range.least < range.most
               ? boost::random::uniform_real_distribution<double>(range.least, range.most)(m_random)
               : range.least;
}

void
DaPopulation::Move(double memory, double& place)
{
    const double news = boost::random::normal_distribution<double>()(m_random);
    place = memory * place + std::sqrt(1.0 - memory * memory) * news;
}

bool
DaPopulation::MayBe(double east, double north) const
{
    const int station = NearestDaStation(m_scenario, east, north);
    const double distance = DaDistance(m_scenario, station, east, north);
    return distance >= m_scenario.minDistance && distance <= m_scenario.coverage;
}

void
DaPopulation::BeginVideo(int user)
{
    m_lives[user].bitRate = Draw(m_scenario.bitRate);
    m_lives[user].segment = 0;
}

void
DaPopulation::Describe(int user)
{
    DaUserLife& life = m_lives[user];
    DaUserStatus& status = m_slot[user];
    life.speed = m_scenario.speed.least +
                 (m_scenario.speed.most - m_scenario.speed.least) * Phi(life.speedPlace);
    const boost::math::beta_distribution<double> behaviour(m_scenario.behaviourAlpha,
                                                           m_scenario.behaviourBeta);
    status.behaviour = boost::math::quantile(behaviour, Phi(life.behaviourPlace));
    status.environment = DaEnvironmentComplexity(life.speed, m_scenario.speed.most);
    status.fileSize = life.bitRate * m_scenario.segmentTime / 8e6;
    life.lastSegment = life.segment + 1 >= m_scenario.videoSegments ||
                       Draw({0.0, 1.0}) < m_scenario.swipeChance * status.behaviour;
}

void
DaPopulation::Begin()
{
    const auto edge = [this](double DaStation::*axis, double sign) {
        double end = -std::numeric_limits<double>::infinity();
        for (const DaStation& station : m_scenario.stations)
        {
            end = std::max(end, sign * (station.*axis) + m_scenario.coverage);
        }
        return sign * end;
    };
    const DaRange east{edge(&DaStation::east, -1.0), edge(&DaStation::east, 1.0)};
    const DaRange north{edge(&DaStation::north, -1.0), edge(&DaStation::north, 1.0)};
    m_slot.assign(m_scenario.users, {});
    m_lives.assign(m_scenario.users, {});
    for (int user = 0; user < m_scenario.users; ++user)
    {
        DaUserStatus& status = m_slot[user];
        DaUserLife& life = m_lives[user];
        double x = Draw(east);
        double y = Draw(north);
        constexpr int TRIES = 1000000;
        for (int tries = 1; !MayBe(x, y); ++tries)
        {
            if (tries == TRIES)
            {
                throw std::invalid_argument("users of DA-ISAC may be next to nowhere: coverage is "
                                            "too small, or the least distance too large");
            }
            x = Draw(east);
            y = Draw(north);
        }
        PlaceDaUser(m_scenario, NearestDaStation(m_scenario, x, y), x, y, status);
        life.heading = Draw({0.0, 2.0 * M_PI});
        Move(0.0, life.speedPlace);
        Move(0.0, life.behaviourPlace);
        // Exactly this part of all, spread evenly over their numbers.
        const double before = std::floor(user * m_scenario.ratioShare);
        const double after = std::floor((user + 1) * m_scenario.ratioShare);
        status.structure = after > before ? DaStructure::RATIO : DaStructure::DIFFERENCE;
        status.qualityWeight = Draw(m_scenario.qualityWeight);
        status.latencyWeight = Draw(m_scenario.latencyWeight);
        status.ratioWeight = Draw(m_scenario.ratioWeight);
        BeginVideo(user);
        Describe(user);
    }
}

void
DaPopulation::Advance()
{
    // Turns are tried so often before a user waits for a slot where he is.
    constexpr int TURNS = 100;
    for (int user = 0; user < m_scenario.users; ++user)
    {
        DaUserStatus& status = m_slot[user];
        DaUserLife& life = m_lives[user];
        const double way = life.speed * m_scenario.segmentTime;
        for (int turn = 0; turn < TURNS; ++turn)
        {
            const double x = status.east + way * std::cos(life.heading);
            const double y = status.north + way * std::sin(life.heading);
            if (MayBe(x, y))
            {
                PlaceDaUser(m_scenario, NearestDaStation(m_scenario, x, y), x, y, status);
                break;
            }
            life.heading = Draw({0.0, 2.0 * M_PI});
        }
        Move(m_scenario.speedMemory, life.speedPlace);
        Move(m_scenario.behaviourMemory, life.behaviourPlace);
        ++life.segment;
        if (life.lastSegment)
        {
            BeginVideo(user);
        }
        Describe(user);
    }
}

const DaSlot&
DaPopulation::GetSlot() const
{
    return m_slot;
}

const std::vector<DaUserLife>&
DaPopulation::GetLives() const
{
    return m_lives;
}

std::string
DaPopulation::GetState() const
{
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << m_random;
    return text.str();
}

bool
DaPopulation::SetState(const std::string& state)
{
    // Boost skips blanks behind the last number: without one that counts as a failure.
    std::istringstream text(state + " ");
    text.imbue(std::locale::classic());
    boost::random::mt19937_64 random;
    if (!(text >> random))
    {
        return false;
    }
    m_random = random;
    return true;
}

double
DrawDaScore(const DaScenario& scenario,
            double quality,
            double latency,
            double qoe,
            boost::random::mt19937_64& random)
{
    const double deviation = std::sqrt(0.8);
    switch (scenario.opinion)
    {
    case DaOpinion::LATENCY:
        return TruncatedNormal(5.0 - 0.4 * latency, deviation).Draw(random);
    case DaOpinion::QUALITY:
        return TruncatedNormal(1.0 + 4.0 * quality, 1.0).Draw(random);
    case DaOpinion::COMBINED:
        return TruncatedNormal(1.0 + 4.0 * quality - 0.4 * latency, deviation).Draw(random);
    case DaOpinion::PERSONAL:
        break;
    }
    return TruncatedNormal(qoe, deviation).Draw(random);
}

} // namespace isac
} // namespace ns3
