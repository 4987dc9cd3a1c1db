/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The same load over ns-3's own LTE module: what a simulated second with 63 Mbit to ten users
// costs there.

#include "ns3/applications-module.h"
#include "ns3/boolean.h"
#include "ns3/config.h"
#include "ns3/internet-module.h"
#include "ns3/lte-helper.h"
#include "ns3/mobility-module.h"
#include "ns3/point-to-point-epc-helper.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <benchmark/benchmark.h>
#include <vector>

using namespace ns3;

namespace
{

/**
 * @brief One LTE cell with its core network: ten users close by, 20 MHz (100 resource blocks), no
 * fading, ideal RRC, and UDP packets of 1400 bytes at 6.29 Mbit/s to each user. The rest are
 * ns-3's defaults.
 */
class LteCell
{
  public:
    /// @param errorModels whether packets and control messages can be lost
    explicit LteCell(bool errorModels);
    ~LteCell();
    LteCell(const LteCell&) = delete;
    LteCell& operator=(const LteCell&) = delete;

    /// Simulate one more second.
    void RunSecond();
    /// @return packets that arrived since construction
    uint64_t GetPackets() const;

  private:
    Ptr<PointToPointEpcHelper> m_core;   //!< its nodes live as long as it
    Ptr<LteHelper> m_lte;                //!< likewise
    std::vector<Ptr<UdpServer>> m_sinks; //!< one for each user
};

LteCell::LteCell(bool errorModels)
{
    RngSeedManager::SetSeed(1);
    RngSeedManager::SetRun(1);
    Config::SetDefault("ns3::LteSpectrumPhy::DataErrorModelEnabled", BooleanValue(errorModels));
    Config::SetDefault("ns3::LteSpectrumPhy::CtrlErrorModelEnabled", BooleanValue(errorModels));

    m_lte = CreateObject<LteHelper>();
    m_core = CreateObject<PointToPointEpcHelper>();
    m_lte->SetEpcHelper(m_core);
    m_lte->SetEnbDeviceAttribute("DlBandwidth", UintegerValue(100));
    m_lte->SetEnbDeviceAttribute("UlBandwidth", UintegerValue(100));

    constexpr uint32_t USERS = 10;
    NodeContainer enb(1);
    NodeContainer users(USERS);
    NodeContainer remote(1);
    MobilityHelper mobility;
    mobility.Install(enb);
    mobility.SetPositionAllocator("ns3::GridPositionAllocator",
                                  "MinX",
                                  StringValue("40"),
                                  "DeltaX",
                                  StringValue("5"));
    mobility.Install(users);

    InternetStackHelper internet;
    internet.Install(remote);
    internet.Install(users);
    PointToPointHelper wire;
    wire.SetDeviceAttribute("DataRate", StringValue("10Gbps"));
    wire.SetChannelAttribute("Delay", StringValue("1ms"));
    NetDeviceContainer wireDevices = wire.Install(m_core->GetPgwNode(), remote.Get(0));
    Ipv4AddressHelper addresses("1.0.0.0", "255.0.0.0");
    addresses.Assign(wireDevices);
    Ipv4StaticRoutingHelper routing;
    routing.GetStaticRouting(remote.Get(0)->GetObject<Ipv4>())
        ->AddNetworkRouteTo(Ipv4Address("7.0.0.0"), Ipv4Mask("255.0.0.0"), 1);

    NetDeviceContainer enbDevice = m_lte->InstallEnbDevice(enb);
    NetDeviceContainer userDevices = m_lte->InstallUeDevice(users);
    Ipv4InterfaceContainer userAddresses = m_core->AssignUeIpv4Address(userDevices);
    m_lte->Attach(userDevices, enbDevice.Get(0));

    constexpr uint16_t PORT = 5000;
    constexpr double PACKET_BITS = 8.0 * 1400;
    constexpr double PICTURE_BITS = 262144.0 * 24.0;
    UdpClientHelper source;
    source.SetAttribute("MaxPackets", UintegerValue(1000000000));
    source.SetAttribute("PacketSize", UintegerValue(1400));
    source.SetAttribute("Interval", TimeValue(Seconds(PACKET_BITS / PICTURE_BITS)));
    UdpServerHelper sink(PORT);
    for (uint32_t k = 0; k < USERS; ++k)
    {
        ApplicationContainer server = sink.Install(users.Get(k));
        m_sinks.push_back(DynamicCast<UdpServer>(server.Get(0)));
        source.SetAttribute("RemoteAddress", AddressValue(userAddresses.GetAddress(k)));
        source.SetAttribute("RemotePort", UintegerValue(PORT));
        // Apart, so that not all packets come at the same instant.
        source.Install(remote.Get(0)).Start(MilliSeconds(100) + MicroSeconds(170 * k));
    }
}

LteCell::~LteCell()
{
    m_sinks.clear();
    Simulator::Destroy();
}

void
LteCell::RunSecond()
{
    Simulator::Stop(Seconds(1));
    Simulator::Run();
}

uint64_t
LteCell::GetPackets() const
{
    uint64_t sum = 0;
    for (const auto& sink : m_sinks)
    {
        sum += sink->GetReceived();
    }
    return sum;
}

/**
 * @brief One iteration is one simulated second.
 * @param state of the benchmark
 * @param errorModels see LteCell
 */
void
RunSeconds(benchmark::State& state, bool errorModels)
{
    LteCell cell(errorModels);
    cell.RunSecond(); // attachment, and the queues fill
    const uint64_t packets = cell.GetPackets();
    const uint64_t events = Simulator::GetEventCount();
    for (auto _ : state)
    {
        cell.RunSecond();
    }
    using benchmark::Counter;
    const double seconds = static_cast<double>(state.iterations());
    const double arrived = static_cast<double>(cell.GetPackets() - packets);
    state.counters["packets/s"] = Counter(arrived, Counter::kIsRate);
    state.counters["s/packet"] = Counter(arrived, Counter::kIsRate | Counter::kInvert);
    state.counters["events/packet"] =
        static_cast<double>(Simulator::GetEventCount() - events) / arrived;
    state.counters["Mbit/slot"] = 8e-6 * 1400.0 * arrived / seconds;
    state.counters["real-time"] = Counter(seconds, Counter::kIsRate);
}

void
Lte(benchmark::State& state)
{
    RunSeconds(state, true);
}

void
LteWithoutErrorModels(benchmark::State& state)
{
    RunSeconds(state, false);
}

} // namespace

BENCHMARK(Lte)->Unit(benchmark::kMillisecond)->Iterations(2);
BENCHMARK(LteWithoutErrorModels)->Unit(benchmark::kMillisecond)->Iterations(2);
