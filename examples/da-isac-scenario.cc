/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "da-isac-scenario.h"

#include "ns3/core-module.h"
#include "ns3/isac-compat.h"
#include "ns3/isac-da-viewer.h"
#include "ns3/isac-shannon-rate.h"
#include "ns3/ns2-mobility-helper.h"
#include "ns3/position-allocator.h"
#include "ns3/random-waypoint-mobility-model.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <regex>
#include <set>
#include <sstream>

namespace ns3
{
namespace isac
{

namespace
{

constexpr int64_t NETWORK_STREAM = 100;      //!< of ns-3's random streams
constexpr int64_t VIEWER_STREAM = 1000000;   //!< of the first user; the others' follow
constexpr int64_t MOBILITY_STREAM = 3000000; //!< of the first user; the others' follow
constexpr int64_t STREAMS_OF_A_USER = 10;    //!< more than he needs
constexpr double USUAL_SAMPLE = 1000.0;      //!< raw data of a report [byte]

/// Points for one user, each reached from the last without leaving the coverage.
class CoveredWay : public PositionAllocator
{
  public:
    /// @param scenario where users may be
    explicit CoveredWay(const DaScenario& scenario)
        : m_scenario(scenario),
          m_random(CreateObject<UniformRandomVariable>())
    {
    }

    Vector GetNext() const override
    {
        const double infinity = std::numeric_limits<double>::infinity();
        Vector low(infinity, infinity, 0.0);
        Vector high(-infinity, -infinity, 0.0);
        for (const DaStation& station : m_scenario.stations)
        {
            low.x = std::min(low.x, station.east - m_scenario.coverage);
            low.y = std::min(low.y, station.north - m_scenario.coverage);
            high.x = std::max(high.x, station.east + m_scenario.coverage);
            high.y = std::max(high.y, station.north + m_scenario.coverage);
        }
        // From some corners hardly any place is in sight.
        constexpr int LONG_ENOUGH = 10000;
        int tries = 0;
        Vector next;
        do
        {
            next.x = m_random->GetValue(low.x, high.x);
            next.y = m_random->GetValue(low.y, high.y);
            m_begun = m_begun && ++tries < LONG_ENOUGH;
        } while (!IsCovered(next));
        m_last = next;
        m_begun = true;
        return next;
    }

    int64_t AssignStreams(int64_t stream) override
    {
        m_random->SetStream(stream);
        return 1;
    }

  private:
    /// @param next place @return whether users may be there and all the way to it
    bool IsCovered(const Vector& next) const
    {
        const Vector from = m_begun ? m_last : next;
        constexpr double STEP = 10.0; // [m]
        const int steps = 1 + static_cast<int>(CalculateDistance(from, next) / STEP);
        for (int i = 0; i <= steps; ++i)
        {
            const double part = static_cast<double>(i) / steps;
            const double x = from.x + part * (next.x - from.x);
            const double y = from.y + part * (next.y - from.y);
            const int station = NearestDaStation(m_scenario, x, y);
            const double distance = DaDistance(m_scenario, station, x, y);
            if (distance > m_scenario.coverage || distance < m_scenario.minDistance)
            {
                return false;
            }
        }
        return true;
    }

    DaScenario m_scenario;               //!< where users may be
    Ptr<UniformRandomVariable> m_random; //!< all draws
    mutable Vector m_last;               //!< point before
    mutable bool m_begun = false;        //!< whether there is one
};

} // namespace

DaIsacNetwork::DaIsacNetwork(const DaIsacOptions& options)
{
    Configure(options);
    stations.Create(static_cast<uint32_t>(options.scenario.stations.size()));
    users.Create(static_cast<uint32_t>(options.scenario.users));
    edge.Create(1);
    da.PlaceStations(stations);
    Move(options);
    network = da.Install(stations, users, edge.Get(0));
    DaHelper::AssignStreams(network, NETWORK_STREAM);
    Teach(options);
}

void
DaIsacNetwork::Configure(const DaIsacOptions& options)
{
    const Ptr<DaCell> cell = da.GetCell();
    cell->SetScenario(options.scenario);
    cell->SetAttribute("ControlShare", DoubleValue(options.controlShare));
    cell->SetAttribute("HandoverTime", TimeValue(options.handoverTime));
    cell->SetAttribute(
        "SampleBytes",
        UintegerValue(static_cast<uint64_t>(std::round(options.collection * USUAL_SAMPLE))));
    da.SetIdeal(options.ideal);
    da.SetSlots(options.slots);
    da.SetBackhaul(DataRate(static_cast<uint64_t>(options.backhaulRate)), options.backhaulDelay);
    da.SetPacketSize(options.packetSize);
    da.SetSensorAttribute("DetectionGate", BooleanValue(options.misses));
    da.SetManagerAttribute("Policy", StringValue(options.policy));
    da.SetManagerAttribute("PolicySeed", UintegerValue(options.policySeed));
    da.SetManagerAttribute("Collection", BooleanValue(options.collection > 0.0));
    da.SetManagerAttribute("FitModels", BooleanValue(options.fitModels));
    da.SetManagerAttribute("HandoverMargin", DoubleValue(options.handoverMargin));
}

void
DaIsacNetwork::Move(const DaIsacOptions& options)
{
    const uint64_t run[] = {RngSeedManager::GetSeed(), RngSeedManager::GetRun()};
    if (options.mobility == "straight")
    {
        // Slots begin when everyone has greeted, a little after 0.
        da.DriveUsers(users,
                      Hash64(reinterpret_cast<const char*>(run), sizeof(run)),
                      options.slots + 1);
        return;
    }
    if (options.mobility == "ns2")
    {
        Ns2MobilityHelper(options.trace).Install(users.Begin(), users.End());
        return;
    }
    std::ostringstream speed;
    speed << "ns3::UniformRandomVariable[Min=" << options.scenario.speed.least
          << "|Max=" << options.scenario.speed.most << "]";
    for (uint32_t k = 0; k < users.GetN(); ++k)
    {
        const int64_t stream = MOBILITY_STREAM + STREAMS_OF_A_USER * k;
        auto way = CreateObject<CoveredWay>(options.scenario);
        way->AssignStreams(stream);
        auto mobility = CreateObject<RandomWaypointMobilityModel>();
        mobility->SetAttribute("Speed", StringValue(speed.str()));
        mobility->SetAttribute("Pause", StringValue("ns3::ConstantRandomVariable[Constant=0]"));
        mobility->SetAttribute("PositionAllocator", PointerValue(way));
        mobility->AssignStreams(stream + 1);
        mobility->SetPosition(way->GetNext());
        users.Get(k)->AggregateObject(mobility);
    }
}

void
DaIsacNetwork::Teach(const DaIsacOptions& options)
{
    const auto middle = [](const DaRange& range) { return 0.5 * (range.least + range.most); };
    DaControllerSettings settings;
    for (std::size_t kind = 0; kind < options.attenuations.size(); ++kind)
    {
        settings.agent.collection[kind].attenuation = options.attenuations[kind];
    }
    DaQoeModel& general = settings.agent.firstModel;
    general.qualityWeight = middle(options.scenario.qualityWeight);
    general.latencyWeight = middle(options.scenario.latencyWeight);
    general.ratioWeight = middle(options.scenario.ratioWeight);
    network.manager->SetControllerSettings(settings);
    for (uint32_t k = 0; k < users.GetN(); ++k)
    {
        const int64_t stream = VIEWER_STREAM + STREAMS_OF_A_USER * k;
        network.users[k]->AssignStreams(stream);
        if (options.personalModels)
        {
            // Who has the same random streams likes the same things.
            DaViewer twin;
            twin.AssignStreams(stream);
            twin.Begin(da.GetCell()->GetScenario(), k);
            DaQoeModel model;
            model.structure = twin.GetStatus().structure;
            model.qualityWeight = twin.GetStatus().qualityWeight;
            model.latencyWeight = twin.GetStatus().latencyWeight;
            model.ratioWeight = twin.GetStatus().ratioWeight;
            network.manager->SetModel(k, model);
        }
    }
}

std::string
CheckTrace(const std::string& path, uint32_t users)
{
    std::ifstream file(path);
    if (!file)
    {
        return "cannot be read";
    }
    const std::regex place(R"(^\s*\$node_\((\d{1,9})\)\s+set\s+([XY])_\s+-?[0-9.eE+-]+\s*$)");
    std::set<uint32_t> placed[2];
    std::string line;
    std::smatch parts;
    while (std::getline(file, line))
    {
        if (std::regex_match(line, parts, place))
        {
            placed[parts[2] == "X" ? 0 : 1].insert(
                static_cast<uint32_t>(std::stoul(parts[1].str())));
        }
    }
    for (uint32_t k = 0; k < users; ++k)
    {
        if (placed[0].count(k) == 0 || placed[1].count(k) == 0)
        {
            return "does not say where node " + std::to_string(k) +
                   " begins; expected a trace "
                   "of ns-2 with --users=" +
                   std::to_string(users) + " nodes at least";
        }
    }
    return "";
}

std::string
CheckCollection(const DaIsacOptions& options)
{
    if (!(options.collection > 0.0))
    {
        return "";
    }
    const auto cell = CreateObject<DaCell>();
    constexpr double HEADERS = 48.0; // below a report [byte]
    const double bytes =
        options.collection * USUAL_SAMPLE + DaReportHeader().GetSerializedSize() + HEADERS;
    const double rate = 8.0 * bytes / cell->GetReportTime().GetSeconds();
    double width = 0.0;
    for (const DaStation& station : options.scenario.stations)
    {
        DaScenario alone = options.scenario;
        alone.stations = {station};
        DaUserStatus user;
        PlaceDaUser(alone, 0, station.east + alone.coverage, station.north, user);
        width = std::max(width,
                         BandwidthForRate(rate,
                                          user.linkGain,
                                          cell->GetUserPower(),
                                          options.scenario.model.noiseDensity));
    }
    const double all = width * options.scenario.users;
    const double most = options.scenario.budget.bandwidth * (1.0 - options.controlShare);
    if (all < most)
    {
        return "";
    }
    std::ostringstream text;
    text << "reports of " << options.scenario.users << " users at the edge of the coverage need "
         << 1e-6 * all << " MHz, expected less than " << 1e-6 * most;
    return text.str();
}

} // namespace isac
} // namespace ns3
