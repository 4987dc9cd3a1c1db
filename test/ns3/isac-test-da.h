/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_TEST_DA_H
#define ISAC_TEST_DA_H

#include "ns3/boolean.h"
#include "ns3/constant-position-mobility-model.h"
#include "ns3/constant-velocity-mobility-model.h"
#include "ns3/double.h"
#include "ns3/isac-da-helper.h"
#include "ns3/isac-da-population.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <cmath>
#include <map>
#include <vector>

namespace ns3
{
namespace isac
{
namespace test
{

/// A network of DA-ISAC with all that tests read.
class DaTestNetwork
{
  public:
    /// @param helper whose constants are set; users stand at the origin until they are placed
    explicit DaTestNetwork(DaHelper& helper)
    {
        const DaScenario scenario = helper.GetCell()->GetScenario();
        stations.Create(static_cast<uint32_t>(scenario.stations.size()));
        users.Create(static_cast<uint32_t>(scenario.users));
        edge.Create(1);
        helper.PlaceStations(stations);
    }

    /// @param slot where all users stand
    void PlaceUsers(const DaSlot& slot)
    {
        for (uint32_t k = 0; k < users.GetN(); ++k)
        {
            auto mobility = CreateObject<ConstantPositionMobilityModel>();
            mobility->SetPosition({slot[k].east, slot[k].north, 0.0});
            users.Get(k)->AggregateObject(mobility);
        }
    }

    /// @param helper installs everything on nodes that have a place
    void Install(DaHelper& helper)
    {
        network = helper.Install(stations, users, edge.Get(0));
        DaHelper::AssignStreams(network, 1000);
        network.manager->TraceConnectWithoutContext("Decision",
                                                    MakeCallback(&DaTestNetwork::OnDecision, this));
        network.manager->TraceConnectWithoutContext("Echo",
                                                    MakeCallback(&DaTestNetwork::OnEcho, this));
        network.manager->TraceConnectWithoutContext("Handover",
                                                    MakeCallback(&DaTestNetwork::OnHandover, this));
        network.manager->TraceConnectWithoutContext("Report",
                                                    MakeCallback(&DaTestNetwork::OnReport, this));
        network.manager->TraceConnectWithoutContext("Score",
                                                    MakeCallback(&DaTestNetwork::OnScore, this));
        for (const Ptr<DaVideoUser>& user : network.users)
        {
            user->TraceConnectWithoutContext("SegmentDone",
                                             MakeCallback(&DaTestNetwork::OnSegment, this));
            user->TraceConnectWithoutContext("Report", MakeCallback(&DaTestNetwork::OnSent, this));
        }
    }

    /// What became of a sample.
    struct Sample
    {
        DaReportHeader report; //!< as sent
        Time sent;             //!< by the user
        Time received;         //!< by the manager; 0 if it never was
        uint32_t bytes = 0;    //!< of raw data that came
    };

    /// A handover as the manager decided it.
    struct Handover
    {
        uint32_t slot; //!< which
        uint32_t user; //!< who
        uint32_t from; //!< station
        uint32_t to;   //!< station
    };

    /// Where an echo says that a user was.
    struct Echo
    {
        uint32_t user; //!< who
        Time time;     //!< when
        double east;   //!< [m]
        double north;  //!< [m]
    };

    NodeContainer stations;                                     //!< base stations
    NodeContainer users;                                        //!< users
    NodeContainer edge;                                         //!< one node
    DaNetwork network;                                          //!< what is on them
    std::vector<DaSlotDecision> decisions;                      //!< by slot
    std::map<uint32_t, std::map<uint32_t, DaSegment>> segments; //!< by slot and user
    std::vector<Sample> samples;                                //!< in the order they were sent
    std::vector<Handover> handovers;                            //!< in order
    std::vector<Echo> echoes;                                   //!< in order
    std::vector<std::pair<DaScoreHeader, double>> scores;       //!< with impact believed in
    std::vector<std::size_t> unexpected; //!< reports that came and were not sent, or twice

  private:
    /// @param decision of a slot
    void OnDecision(const DaSlotDecision& decision)
    {
        decisions.push_back(decision);
    }

    /// @param segment of a user
    void OnSegment(const DaSegment& segment)
    {
        segments[segment.slot][segment.user] = segment;
    }

    /// @param report that a user sends
    void OnSent(const DaReportHeader& report)
    {
        samples.push_back({report, Simulator::Now(), Time(), 0});
    }

    /// @param report that came @param bytes of raw data
    void OnReport(const DaReportHeader& report, uint32_t bytes)
    {
        for (Sample& sample : samples)
        {
            if (sample.received.IsZero() && sample.report.user == report.user &&
                sample.report.slot == report.slot && sample.report.attribute == report.attribute &&
                sample.report.value == report.value)
            {
                sample.received = Simulator::Now();
                sample.bytes = bytes;
                return;
            }
        }
        unexpected.push_back(samples.size());
    }

    /// @param score that came @param impact believed in
    void OnScore(const DaScoreHeader& score, double impact)
    {
        scores.emplace_back(score, impact);
    }

    /// @param slot which @param user who @param from station @param to station
    void OnHandover(uint32_t slot, uint32_t user, uint32_t from, uint32_t to)
    {
        handovers.push_back({slot, user, from, to});
    }

    /// @param user who @param echo heard @param east [m] @param north [m]
    void OnEcho(uint32_t user, const DaEchoHeader& echo, double east, double north)
    {
        echoes.push_back({user, echo.time, east, north});
    }
};

/**
 * @param status of a user
 * @return his true model, as the network may know it
 */
inline DaQoeModel
TrueModel(const DaUserStatus& status)
{
    DaQoeModel model;
    model.structure = status.structure;
    model.qualityWeight = status.qualityWeight;
    model.latencyWeight = status.latencyWeight;
    model.ratioWeight = status.ratioWeight;
    return model;
}

/**
 * @param users how many
 * @return a population that stands where it is in its first slot
 */
inline DaSlot
FirstSlot(int users)
{
    DaScenario scenario;
    scenario.users = users;
    return DaPopulation(scenario, 5).GetSlot();
}

/**
 * @param helper any
 * @param users how many
 */
inline void
Prepare(DaHelper& helper, int users)
{
    RngSeedManager::SetSeed(1);
    RngSeedManager::SetRun(1);
    helper.GetCell()->SetAttribute("Users", UintegerValue(static_cast<uint64_t>(users)));
    helper.SetPacketSize(9000);
}

/**
 * @brief Let a user drive from the first station to the second.
 * @param helper whose stations
 * @param user his node
 * @param before the middle between the two, where he starts [m]
 * @param speed of him [m/s]
 */
inline void
DriveAcross(const DaHelper& helper, Ptr<Node> user, double before, double speed)
{
    const std::vector<DaStation> stations = helper.GetCell()->GetScenario().stations;
    const double east = stations[1].east - stations[0].east;
    const double north = stations[1].north - stations[0].north;
    const double length = std::hypot(east, north);
    const Vector along(east / length, north / length, 0.0);
    auto mobility = CreateObject<ConstantVelocityMobilityModel>();
    mobility->SetPosition({0.5 * (stations[0].east + stations[1].east) - before * along.x,
                           0.5 * (stations[0].north + stations[1].north) - before * along.y,
                           0.0});
    mobility->SetVelocity({speed * along.x, speed * along.y, 0.0});
    user->AggregateObject(mobility);
}

} // namespace test
} // namespace isac
} // namespace ns3

#endif // ISAC_TEST_DA_H
