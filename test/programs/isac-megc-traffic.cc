/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// MEGC with other applications in the same cell: files over TCP both ways, for as long as the cell
// runs, and a stream over UDP down to each user.
//
//   users (3) ~~~ one cell ~~~ base station, with manager and server
//   10.1.0.0/16
//
// Usage: isac-megc-traffic [--background=0|1] [--share=0.1] [--preset=physical] [--policy=fra]
//                          [--slots=10] [--slotTime=5] [--nUsers=1] [--remote=0|1] [--RngRun=1]
// Prints one line of "name value" for each figure: slots that were decided and completed, means of
// the latency of a slot and of its parts [s], bytes that background traffic got through.

#include "ns3/applications-module.h"
#include "ns3/core-module.h"
#include "ns3/internet-module.h"
#include "ns3/isac-aigc-module.h"
#include "ns3/mobility-module.h"
#include "ns3/network-module.h"

#include <cmath>
#include <iostream>

using namespace ns3;
using namespace ns3::isac;

namespace
{

constexpr uint16_t MANAGER_PORT = 50;
constexpr uint16_t SERVER_PORT = 51;
constexpr uint16_t TCP_PORT = 80;
constexpr uint16_t UDP_PORT = 81;

/// Sums over slots and users.
struct Figures
{
    uint32_t slots = 0;      //!< that are over
    uint32_t complete = 0;   //!< of them, with all tasks done
    double total = 0.0;      //!< latencies [s]
    double closedForm = 0.0; //!< what was expected [s]
    double wait = 0.0;       //!< for grants [s]
    double uplink = 0.0;     //!< for the server to have all it needs [s]
    double server = 0.0;     //!< for results [s]
    double downlink = 0.0;   //!< for users to have them [s]
};

Figures g_figures;         //!< of the run
double g_closedForm = 0.0; //!< of the slot under way [s]

/// @param decision of a slot
void
OnDecision(const MegcDecision& decision)
{
    g_closedForm = decision.closedForm.total;
}

/// @param outcome of a slot
void
OnReward(uint32_t, const MegcOutcome& outcome)
{
    ++g_figures.slots;
    if (std::isfinite(outcome.total))
    {
        ++g_figures.complete;
        g_figures.total += outcome.total;
        g_figures.closedForm += g_closedForm;
    }
}

/// @param outcome of a user
void
OnOutcome(const MegcOutcomeHeader& outcome)
{
    g_figures.wait += outcome.wait.GetSeconds();
    g_figures.uplink += outcome.uplink.GetSeconds();
    g_figures.server += outcome.server.GetSeconds();
    g_figures.downlink += outcome.downlink.GetSeconds();
}

/**
 * @param from node that sends
 * @param to node that listens
 * @param address of the latter
 * @param tcp whether it is a file without end over TCP; else a stream over UDP
 * @param port on which it listens
 * @return the sink
 */
Ptr<PacketSink>
InstallTraffic(Ptr<Node> from, Ptr<Node> to, Ipv4Address address, bool tcp, uint16_t port)
{
    const StringValue factory(tcp ? "ns3::TcpSocketFactory" : "ns3::UdpSocketFactory");
    auto sink = CreateObject<PacketSink>();
    sink->SetAttribute("Protocol", factory);
    sink->SetAttribute("Local", AddressValue(InetSocketAddress(Ipv4Address::GetAny(), port)));
    to->AddApplication(sink);
    Ptr<Application> source;
    if (tcp)
    {
        source = CreateObject<BulkSendApplication>();
    }
    else
    {
        source = CreateObject<OnOffApplication>();
        source->SetAttribute("DataRate", StringValue("100kbps"));
    }
    source->SetAttribute("Protocol", factory);
    source->SetAttribute("Remote", AddressValue(InetSocketAddress(address, port)));
    from->AddApplication(source);
    source->SetStartTime(MilliSeconds(100));
    return sink;
}

} // namespace

int
main(int argc, char* argv[])
{
    bool background = true;
    bool remote = false;
    double share = 0.1;
    std::string preset = "physical";
    std::string policy = "fra";
    uint32_t slots = 10;
    uint32_t nUsers = 1;
    double slotTime = 5.0;
    CommandLine cmd(__FILE__);
    cmd.AddValue("background", "Whether there is other traffic", background);
    cmd.AddValue("share", "Of bands and powers that is set aside for it and for control", share);
    cmd.AddValue("preset", "Constants of the cell", preset);
    cmd.AddValue("policy", "Who decides", policy);
    cmd.AddValue("slots", "Number of slots", slots);
    cmd.AddValue("nUsers", "Number of users of each kind", nUsers);
    cmd.AddValue("slotTime", "Whose multiples slots begin at [s]", slotTime);
    cmd.AddValue("remote", "Whether the server is a millisecond away", remote);
    cmd.Parse(argc, argv);

    MegcHelper megc;
    MegcParameters parameters = FindMegcPreset(preset).parameters;
    parameters.computeUsers = parameters.contentUsers = parameters.visionUsers = int(nUsers);
    megc.GetCell()->SetConstants(parameters, FindMegcPreset(preset).scenario);
    megc.GetCell()->SetAttribute("BestEffortShare", DoubleValue(share));
    megc.SetSlots(slots);
    megc.SetSlotTime(Seconds(slotTime));
    megc.SetManagerAttribute("Policy", StringValue(policy));

    NodeContainer users(megc.GetUserCount());
    NodeContainer infrastructure(2); // base station, and where the server may be
    MobilityHelper mobility;
    mobility.Install(users);
    mobility.Install(infrastructure);
    const Ptr<Node> base = infrastructure.Get(0);
    megc.PlaceUsers(users, Vector());
    const NetDeviceContainer radio = megc.InstallRadio(base, users);
    SimpleNetDeviceHelper wire; // without a rate
    wire.SetChannel("ns3::SimpleChannel", "Delay", TimeValue(MilliSeconds(1)));
    const NetDeviceContainer backhaul = wire.Install(infrastructure);

    InternetStackHelper internet;
    internet.Install(users);
    internet.Install(infrastructure);
    Ipv4AddressHelper addresses("10.1.0.0", "255.255.0.0");
    const Ipv4InterfaceContainer cell = addresses.Assign(radio);
    addresses.SetBase("10.2.0.0", "255.255.255.0");
    const Ipv4InterfaceContainer core = addresses.Assign(backhaul);
    NeighborCacheHelper().PopulateNeighborCache();
    Ipv4StaticRoutingHelper routing;
    for (uint32_t i = 0; i < users.GetN(); ++i)
    {
        const auto table = routing.GetStaticRouting(users.Get(i)->GetObject<Ipv4>());
        table->SetDefaultRoute(cell.GetAddress(0), 1);
    }
    routing.GetStaticRouting(infrastructure.Get(1)->GetObject<Ipv4>())
        ->SetDefaultRoute(core.GetAddress(0), 1);

    const InetSocketAddress any(Ipv4Address::GetAny(), SERVER_PORT);
    const InetSocketAddress tasks(remote ? core.GetAddress(1) : cell.GetAddress(0), SERVER_PORT);
    const auto server = megc.InstallServer(infrastructure.Get(remote ? 1 : 0), any);
    const auto manager = megc.InstallManager(radio.Get(0),
                                             InetSocketAddress(Ipv4Address::GetAny(), MANAGER_PORT),
                                             remote ? nullptr : server,
                                             tasks);
    manager->TraceConnectWithoutContext("Decision", MakeCallback(&OnDecision));
    manager->TraceConnectWithoutContext("Outcome", MakeCallback(&OnOutcome));
    manager->TraceConnectWithoutContext("Reward", MakeCallback(&OnReward));
    std::vector<Ptr<PacketSink>> down;
    std::vector<Ptr<PacketSink>> up;
    std::vector<Ptr<PacketSink>> stream;
    for (uint32_t i = 0; i < users.GetN(); ++i)
    {
        const Ipv4Address address = cell.GetAddress(i + 1);
        megc.InstallUser(i,
                         radio.Get(i + 1),
                         InetSocketAddress(Ipv4Address::GetAny(), MANAGER_PORT),
                         InetSocketAddress(cell.GetAddress(0), MANAGER_PORT),
                         tasks)
            ->AssignStreams(1000 + i);
        if (background)
        {
            down.push_back(InstallTraffic(base, users.Get(i), address, true, TCP_PORT));
            up.push_back(InstallTraffic(users.Get(i),
                                        base,
                                        cell.GetAddress(0),
                                        true,
                                        static_cast<uint16_t>(TCP_PORT + 100 + i)));
            stream.push_back(InstallTraffic(base, users.Get(i), address, false, UDP_PORT));
        }
    }
    megc.GetRadio().AssignStreams(radio, 100);
    internet.AssignStreams(NodeContainer(users, infrastructure), 10000);
    // Greetings take a moment, so that the first slot begins at its time, not at the start.
    Simulator::Stop(Seconds(slotTime * (slots + 1)));
    Simulator::Run();

    const auto print = [](const char* name, const std::vector<Ptr<PacketSink>>& sinks) {
        uint64_t bytes = 0;
        for (const auto& sink : sinks)
        {
            bytes += sink->GetTotalRx();
        }
        std::cout << name << " " << bytes << "\n";
    };
    std::cout.precision(9);
    std::cout << "slots " << g_figures.slots << "\ncomplete " << g_figures.complete << "\n";
    const double count = std::max(g_figures.complete, 1U);
    std::cout << "latency " << g_figures.total / count << "\n"
              << "closedForm " << g_figures.closedForm / count << "\n"
              << "wait " << g_figures.wait / count << "\n"
              << "uplink " << g_figures.uplink / count << "\n"
              << "server " << g_figures.server / count << "\n"
              << "downlink " << g_figures.downlink / count << "\n";
    print("tcpDown", down);
    print("tcpUp", up);
    print("udpDown", stream);
    Simulator::Destroy();
    return 0;
}
