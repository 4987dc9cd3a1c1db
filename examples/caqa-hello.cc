/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The shortest script of one's own: one CAQA-AIGC cell for ten slots.
//
//   users (10) ~~~ 28 GHz, 100 MHz ~~~ base station ----- 10 Gbit/s, 1 ms ----- edge server
//
// Usage: caqa-hello [--policy=NAME] [--slots=N]

#include "ns3/core-module.h"
#include "ns3/internet-module.h"
#include "ns3/isac-aigc-module.h"
#include "ns3/mobility-module.h"
#include "ns3/network-module.h"
#include "ns3/point-to-point-module.h"

using namespace ns3;

void
PrintReward(uint32_t slot, const isac::CaqaOutcome& outcome)
{
    std::cout << "slot " << slot << ": AvgCAQA " << outcome.average << ", reward " << outcome.reward
              << std::endl;
}

int
main(int argc, char* argv[])
{
    std::string policy = "constant-9-0.2";
    uint32_t slots = 10;
    isac::Arguments arguments("caqa-hello", "one CAQA-AIGC cell, the shortest script");
    arguments.Add("policy", "name of the scheme that decides", policy);
    arguments.Add("slots", "number of slots", slots, 1, 1000000);
    if (const auto code = arguments.Parse(argc, argv, std::cout, std::cerr))
    {
        return *code;
    }
    const std::string wrong = isac::CheckCaqaPolicy(policy, {}, {});
    if (!wrong.empty())
    {
        return arguments.Fail("--policy=" + wrong, std::cerr);
    }

    NodeContainer users(10);
    NodeContainer fixed(2); // base station, edge server
    MobilityHelper mobility;
    mobility.Install(users);
    mobility.Install(fixed);

    isac::CaqaHelper caqa;
    caqa.SetSlots(slots);
    caqa.SetManagerAttribute("Policy", StringValue(policy));
    caqa.PlaceUsers(users, Vector(), CreateObject<UniformRandomVariable>());
    NetDeviceContainer radio = caqa.InstallRadio(fixed.Get(0), users);
    PointToPointHelper backhaul;
    backhaul.SetDeviceAttribute("DataRate", StringValue("10Gbps"));
    backhaul.SetChannelAttribute("Delay", StringValue("1ms"));
    NetDeviceContainer wire = backhaul.Install(fixed);

    InternetStackHelper internet;
    internet.Install(users);
    internet.Install(fixed);
    Ipv4AddressHelper cell("10.1.0.0", "255.255.0.0");
    Ipv4InterfaceContainer cellAddresses = cell.Assign(radio);
    Ipv4AddressHelper core("10.2.0.0", "255.255.255.0");
    Ipv4InterfaceContainer coreAddresses = core.Assign(wire);

    NeighborCacheHelper().PopulateNeighborCache(); // else a first slot goes by with ARP

    const InetSocketAddress any(Ipv4Address::GetAny(), 5000);
    const InetSocketAddress server(coreAddresses.GetAddress(1), 5000);
    caqa.InstallServer(fixed.Get(1), any);
    auto manager = caqa.InstallManager(radio.Get(0), any, server);
    manager->TraceConnectWithoutContext("Reward", MakeCallback(&PrintReward));
    for (uint32_t k = 0; k < users.GetN(); ++k)
    {
        caqa.InstallUser(radio.Get(k + 1),
                         any,
                         InetSocketAddress(cellAddresses.GetAddress(0), 5000));
    }

    Simulator::Stop(Seconds(slots + 0.1));
    Simulator::Run();
    Simulator::Destroy();
    return 0;
}
