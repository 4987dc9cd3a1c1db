/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-arguments.h"

#include <stdexcept>
#include <utility>

namespace ns3
{
namespace isac
{

namespace
{

constexpr double MEGA = 1e6;
constexpr double GIGA = 1e9;
constexpr double KMH = 1.0 / 3.6;

/// What `--opinion` takes, in the order of DaOpinion.
const std::vector<std::string> OPINIONS{"personal", "latency", "quality", "combined"};

} // namespace

DaArguments::DaArguments()
{
    using S = DaScenario;
    const auto ends = [this](const std::string& what,
                             const std::string& help,
                             DaRange S::*range,
                             double low,
                             double high,
                             double unit) {
        m_numbers.push_back({"min" + what,
                             "least " + help,
                             low,
                             high,
                             [range](S& s) -> double& { return (s.*range).least; },
                             unit});
        m_numbers.push_back({"max" + what,
                             "greatest " + help,
                             low,
                             high,
                             [range](S& s) -> double& { return (s.*range).most; },
                             unit});
    };
    m_numbers = {
        {"bandwidth",
         "B_Total, shared by all users [MHz]",
         1e-3,
         1e6,
         [](S& s) -> double& { return s.budget.bandwidth; },
         MEGA},
        {"power",
         "P_Total, shared by all users [W]",
         1e-6,
         1e6,
         [](S& s) -> double& { return s.budget.power; },
         1.0},
        {"speed",
         "C_Total of the edge server [Gcycle/s]",
         1e-6,
         1e9,
         [](S& s) -> double& { return s.budget.speed; },
         GIGA},
        {"rangeAccuracy",
         "alpha_1, largest bound of range [m^2]",
         1e-9,
         1e9,
         [](S& s) -> double& { return s.accuracies[0]; },
         1.0},
        {"velocityAccuracy",
         "alpha_2, largest bound of velocity [m^2/s^2]",
         1e-9,
         1e9,
         [](S& s) -> double& { return s.accuracies[1]; },
         1.0},
        {"azimuthAccuracy",
         "alpha_3, largest bound of azimuth [degree^2]",
         1e-9,
         1e9,
         [](S& s) -> double& { return s.accuracies[2]; },
         1.0},
        {"cyclesPerMegabyte",
         "mu, of a segment [cycle/MB]",
         1.0,
         1e15,
         [](S& s) -> double& { return s.model.cyclesPerMegabyte; },
         1.0},
        {"qualitySlope",
         "xi, of content quality [1/MB]",
         1e-3,
         1e3,
         [](S& s) -> double& { return s.model.qualitySlope; },
         1.0},
        {"fixedLatency",
         "T0, which no allocation shortens [s]",
         0.0,
         10.0,
         [](S& s) -> double& { return s.model.fixedLatency; },
         1.0},
        {"coverage",
         "users are so near to the nearest base station [m]",
         1.0,
         1e5,
         [](S& s) -> double& { return s.coverage; },
         1.0},
        {"minDistance",
         "and at least so far from it [m]",
         1.0,
         1e5,
         [](S& s) -> double& { return s.minDistance; },
         1.0},
        {"segmentTime",
         "of a video segment, one a slot [s]",
         1e-3,
         1e3,
         [](S& s) -> double& { return s.segmentTime; },
         1.0},
        {"swipeChance",
         "of leaving a video after a segment, times H",
         0.0,
         1.0,
         [](S& s) -> double& { return s.swipeChance; },
         1.0},
        {"ratioShare",
         "part of the users with structure L2",
         0.0,
         1.0,
         [](S& s) -> double& { return s.ratioShare; },
         1.0},
    };
    ends("Speed", "speed of users [km/h]", &S::speed, 0.0, 1000.0, KMH);
    ends("BitRate", "bit rate of videos [Mbit/s]", &S::bitRate, 1e-3, 1e5, MEGA);
    ends("QualityWeight", "omega_1 of L1", &S::qualityWeight, 0.0, 1e6, 1.0);
    ends("LatencyWeight", "omega_2 of L1 [1/s]", &S::latencyWeight, 0.0, 1e6, 1.0);
    ends("RatioWeight", "omega_3 of L2 [s]", &S::ratioWeight, 0.0, 1e6, 1.0);
}

void
DaArguments::AddTo(Arguments& arguments)
{
    arguments.AddGroup("The network and its users");
    arguments.Add("users", "K", m_users, 1, 100000);
    arguments.Add("perStation",
                  "whether each station has an equal part of the budgets of its own",
                  m_perStation);
    arguments.Add("gainPower",
                  "of the sensing gain in the bounds: 2 as printed, 1 the law of radar",
                  m_gainPower,
                  1,
                  2);
    arguments.Add("opinion", "what opinion scores follow", m_opinion, OPINIONS);
    arguments.Add("videoSegments", "of a whole video", m_videoSegments, 1, 100000);
    arguments.Add("slotsPerEpisode",
                  "slots that learners count as one episode",
                  m_slotsPerEpisode,
                  1,
                  100000000);
    for (Number& number : m_numbers)
    {
        number.value = number.find(m_scenario) / number.unit;
        arguments.Add(number.name, number.help, number.value, number.low, number.high);
    }
}

void
DaArguments::Finish(const Arguments& arguments)
{
    m_scenario = DaScenario();
    m_scenario.users = static_cast<int>(m_users);
    m_scenario.videoSegments = static_cast<int>(m_videoSegments);
    m_scenario.slotsPerEpisode = static_cast<int>(m_slotsPerEpisode);
    m_scenario.perStation = m_perStation;
    for (std::size_t i = 0; i < OPINIONS.size(); ++i)
    {
        if (OPINIONS[i] == m_opinion)
        {
            m_scenario.opinion = static_cast<DaOpinion>(i);
        }
    }
    for (const Number& number : m_numbers)
    {
        // What is not given keeps its last digit.
        if (arguments.IsGiven(number.name))
        {
            number.find(m_scenario) = number.value * number.unit;
        }
    }
    for (DaStation& station : m_scenario.stations)
    {
        station.sensing.gainPower = static_cast<int>(m_gainPower);
    }
    const auto order = [](const std::string& what, const DaRange& range) {
        if (range.least > range.most)
        {
            throw std::invalid_argument("--min" + what + " exceeds --max" + what);
        }
    };
    order("Speed", m_scenario.speed);
    order("BitRate", m_scenario.bitRate);
    order("QualityWeight", m_scenario.qualityWeight);
    order("LatencyWeight", m_scenario.latencyWeight);
    order("RatioWeight", m_scenario.ratioWeight);
    if (m_scenario.speed.most <= 0.0)
    {
        throw std::invalid_argument("--maxSpeed is 0, expected more");
    }
    if (m_scenario.minDistance >= m_scenario.coverage)
    {
        throw std::invalid_argument("--minDistance is not below --coverage");
    }
}

const DaScenario&
DaArguments::GetScenario() const
{
    return m_scenario;
}

std::string
DaArguments::GetLabel() const
{
    return "K" + std::to_string(m_users);
}

} // namespace isac
} // namespace ns3
