/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The floor: the same packets by UDP over IP over a wire, with no radio, server or manager. What
// the packet level costs beyond this is ours; the rest is ns-3's.

#include "ns3/applications-module.h"
#include "ns3/internet-module.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/traffic-control-helper.h"
#include "ns3/uinteger.h"

#include <benchmark/benchmark.h>

using namespace ns3;

namespace
{

/// 1400 bytes each, 63 Mbit in a simulated second, from one node to another. One iteration is one
/// second.
void
PlainUdp(benchmark::State& state)
{
    RngSeedManager::SetSeed(1);
    RngSeedManager::SetRun(1);
    NodeContainer nodes(2);
    PointToPointHelper wire;
    wire.SetDeviceAttribute("DataRate", StringValue("10Gbps"));
    wire.SetChannelAttribute("Delay", StringValue("1ms"));
    NetDeviceContainer devices = wire.Install(nodes);
    InternetStackHelper().Install(nodes);
    Ipv4AddressHelper addresses("10.0.0.0", "255.255.255.0");
    Ipv4InterfaceContainer interfaces = addresses.Assign(devices);
    TrafficControlHelper().Uninstall(devices);

    constexpr uint16_t PORT = 5000;
    constexpr double PACKET_BITS = 8.0 * 1400;
    constexpr double LOAD_BITS = 10.0 * 262144.0 * 24.0;
    auto sink = DynamicCast<UdpServer>(UdpServerHelper(PORT).Install(nodes.Get(1)).Get(0));
    UdpClientHelper source(interfaces.GetAddress(1), PORT);
    source.SetAttribute("MaxPackets", UintegerValue(1000000000));
    source.SetAttribute("PacketSize", UintegerValue(1400));
    source.SetAttribute("Interval", TimeValue(Seconds(PACKET_BITS / LOAD_BITS)));
    source.Install(nodes.Get(0));

    Simulator::Stop(Seconds(1));
    Simulator::Run();
    const uint64_t before = sink->GetReceived();
    for (auto _ : state)
    {
        Simulator::Stop(Seconds(1));
        Simulator::Run();
    }
    const double arrived = static_cast<double>(sink->GetReceived() - before);
    Simulator::Destroy();
    using benchmark::Counter;
    state.counters["packets/s"] = Counter(arrived, Counter::kIsRate);
    state.counters["s/packet"] = Counter(arrived, Counter::kIsRate | Counter::kInvert);
}

} // namespace

BENCHMARK(PlainUdp)->Unit(benchmark::kMillisecond);
