/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-bench-cell.h"

#include "ns3/double.h"
#include "ns3/internet-module.h"
#include "ns3/isac-caqa-helper.h"
#include "ns3/mobility-helper.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/traffic-control-helper.h"
#include "ns3/uinteger.h"

#include <algorithm>

using namespace ns3;

BenchCell::BenchCell(const BenchLoad& load)
{
    RngSeedManager::SetSeed(1);
    RngSeedManager::SetRun(1);
    const double maxTime = std::max(1.0, 0.1 * load.users);
    m_slot = Seconds(maxTime);

    NodeContainer users(load.users);
    NodeContainer fixed(2); // base station, edge server
    MobilityHelper mobility;
    mobility.Install(users);
    mobility.Install(fixed);

    isac::CaqaHelper caqa;
    Ptr<isac::CaqaCell> cell = caqa.GetCell();
    cell->SetAttribute("Users", UintegerValue(load.users));
    cell->SetAttribute("Bandwidth", DoubleValue(10e6 * load.users));
    cell->SetAttribute("MaxTime", DoubleValue(maxTime));
    cell->SetAttribute("MaxEnergy", DoubleValue(load.energyPerUser * load.users));
    cell->SetAttribute("DisplayPixels", DoubleValue(load.pixels));
    caqa.SetManagerAttribute("Policy", StringValue(load.policy));
    caqa.SetServerAttribute("SegmentSize", UintegerValue(42 * 1400));
    auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(1);
    caqa.PlaceUsers(users, Vector(), random);
    NetDeviceContainer radio = caqa.InstallRadio(fixed.Get(0), users);
    constexpr double ENOUGH = 1e9;
    isac::IsacHelper::InstallEnergy(radio.Get(0), ENOUGH);

    PointToPointHelper backhaul;
    backhaul.SetDeviceAttribute("DataRate", StringValue("10Gbps"));
    backhaul.SetDeviceAttribute("Mtu", UintegerValue(65535));
    backhaul.SetChannelAttribute("Delay", StringValue("1ms"));
    backhaul.SetQueue("ns3::DropTailQueue", "MaxSize", StringValue("100000p"));
    NetDeviceContainer wire = backhaul.Install(fixed);

    InternetStackHelper internet;
    internet.Install(users);
    internet.Install(fixed);
    Ipv4AddressHelper cellNetwork("10.1.0.0", "255.255.0.0");
    Ipv4InterfaceContainer cellAddresses = cellNetwork.Assign(radio);
    Ipv4AddressHelper coreNetwork("10.2.0.0", "255.255.255.0");
    Ipv4InterfaceContainer coreAddresses = coreNetwork.Assign(wire);
    TrafficControlHelper().Uninstall(
        wire); // a picture comes as one burst, no queue should manage it
    NeighborCacheHelper().PopulateNeighborCache();

    const InetSocketAddress any(Ipv4Address::GetAny(), 5000);
    caqa.InstallServer(fixed.Get(1), any);
    caqa.InstallManager(radio.Get(0), any, InetSocketAddress(coreAddresses.GetAddress(1), 5000));
    const InetSocketAddress manager(cellAddresses.GetAddress(0), 5000);
    int64_t stream = 1000 + caqa.GetRadio().AssignStreams(radio, 1000);
    for (uint32_t k = 0; k < users.GetN(); ++k)
    {
        Ptr<isac::UserApplication> user = caqa.InstallUser(radio.Get(k + 1), any, manager);
        stream += user->AssignStreams(stream);
        user->TraceConnectWithoutContext("Outcome", MakeCallback(&BenchCell::Count, this));
    }
}

BenchCell::~BenchCell()
{
    Simulator::Destroy();
}

void
BenchCell::RunSlot()
{
    Simulator::Stop(m_slot);
    Simulator::Run();
}

double
BenchCell::GetSlotSeconds() const
{
    return m_slot.GetSeconds();
}

uint64_t
BenchCell::GetPackets() const
{
    return m_packets;
}

uint64_t
BenchCell::GetBytes() const
{
    return m_bytes;
}

void
BenchCell::Count(const isac::UserOutcome& outcome)
{
    m_packets += outcome.packets;
    m_bytes += outcome.bytes;
}
