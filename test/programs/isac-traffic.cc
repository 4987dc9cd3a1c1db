/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Ordinary IP traffic over the radio, without any resource manager: what is sent must arrive, and
// FlowMonitor must count what the sinks count.
//
//   users (2) ~~~ one cell ~~~ base station
//
// Usage: isac-traffic [--ip=4|6] [--pcap=PREFIX] [--pcapMode=Raw|User0]
// Prints one line of "name value" for each figure: bytes that each sink got, packets that flow
// monitor counts for the UDP streams of IPv4 and IPv6, and all packets it counts as lost.

#include "ns3/applications-module.h"
#include "ns3/core-module.h"
#include "ns3/flow-monitor-module.h"
#include "ns3/internet-module.h"
#include "ns3/isac-aigc-module.h"
#include "ns3/mobility-module.h"
#include "ns3/network-module.h"

using namespace ns3;

namespace
{

/**
 * @param node on which it listens
 * @param factory TypeId name of its sockets
 * @param local where
 * @return the sink
 */
Ptr<PacketSink>
InstallSink(Ptr<Node> node, const std::string& factory, const Address& local)
{
    auto sink = CreateObject<PacketSink>();
    sink->SetAttribute("Protocol", StringValue(factory));
    sink->SetAttribute("Local", AddressValue(local));
    node->AddApplication(sink);
    return sink;
}

/**
 * @param node that sends
 * @param remote to whom
 * @param bytes of the file
 */
void
InstallFile(Ptr<Node> node, const Address& remote, uint64_t bytes)
{
    auto file = CreateObject<BulkSendApplication>();
    file->SetAttribute("Protocol", StringValue("ns3::TcpSocketFactory"));
    file->SetAttribute("Remote", AddressValue(remote));
    file->SetAttribute("MaxBytes", UintegerValue(bytes));
    node->AddApplication(file);
    file->SetStartTime(Seconds(1));
}

/**
 * @param node that sends
 * @param remote to whom
 * @param bytes in all
 */
void
InstallStream(Ptr<Node> node, const Address& remote, uint64_t bytes)
{
    auto stream = CreateObject<OnOffApplication>();
    stream->SetAttribute("Protocol", StringValue("ns3::UdpSocketFactory"));
    stream->SetAttribute("Remote", AddressValue(remote));
    stream->SetAttribute("PacketSize", UintegerValue(1000));
    stream->SetAttribute("MaxBytes", UintegerValue(bytes));
    stream->SetAttribute("DataRate", StringValue("4Mbps"));
    stream->SetAttribute("OnTime", StringValue("ns3::ExponentialRandomVariable[Mean=0.1]"));
    stream->SetAttribute("OffTime", StringValue("ns3::ExponentialRandomVariable[Mean=0.1]"));
    node->AddApplication(stream);
    stream->SetStartTime(Seconds(1));
}

/// Frames and bursts that the radio lost, for whatever reason.
uint32_t g_radioLost = 0;

/// A frame is dropped before it was sent.
void
FrameDropped(Ptr<const Packet>)
{
    ++g_radioLost;
}

/// A frame is received with errors.
void
FrameLost(Ptr<const Packet>, double)
{
    ++g_radioLost;
}

/// A burst meets a busy receiver.
void
BurstLost(Ptr<const isac::IsacBurst>)
{
    ++g_radioLost;
}

/**
 * @param phy whose losses are counted
 */
void
CountLosses(Ptr<isac::IsacPhy> phy)
{
    phy->TraceConnectWithoutContext("RxPacketError", MakeCallback(&FrameLost));
    phy->TraceConnectWithoutContext("RxDrop", MakeCallback(&BurstLost));
}

} // namespace

int
main(int argc, char* argv[])
{
    constexpr uint64_t STREAM = 500000;
    constexpr uint64_t FILE = 3000000;
    uint32_t ip = 4;
    std::string pcap;
    std::string pcapMode = "Raw";
    CommandLine cmd(__FILE__);
    cmd.AddValue("ip", "Version of IP, 4 or 6", ip);
    cmd.AddValue("pcap", "Prefix of packet captures", pcap);
    cmd.AddValue("pcapMode", "Raw or User0", pcapMode);
    cmd.Parse(argc, argv);

    NodeContainer base(1);
    NodeContainer users(2);
    MobilityHelper mobility;
    auto positions = CreateObject<ListPositionAllocator>();
    for (const double distance : {0.0, 40.0, 70.0})
    {
        positions->Add(Vector(distance, 0.0, 0.0));
    }
    mobility.SetPositionAllocator(positions);
    mobility.Install(base);
    mobility.Install(users);

    isac::IsacHelper radio;
    radio.SetPathLoss(128.1, 37.6, MilliSeconds(100));
    radio.SetDeviceAttribute("PcapMode", StringValue(pcapMode));
    NetDeviceContainer devices = radio.Install(base.Get(0), users);
    radio.AssignStreams(devices, 100);

    InternetStackHelper internet;
    internet.Install(base);
    internet.Install(users);
    Ipv4AddressHelper v4("10.1.0.0", "255.255.255.0");
    Ipv4InterfaceContainer addresses = v4.Assign(devices); // resolved by ARP over the radio
    Ipv6AddressHelper v6("2001:db8::", Ipv6Prefix(64));
    Ipv6InterfaceContainer addresses6 = v6.Assign(devices); // by neighbour discovery

    const auto local = [&](uint16_t port) -> Address {
        return ip == 4 ? Address(InetSocketAddress(Ipv4Address::GetAny(), port))
                       : Address(Inet6SocketAddress(Ipv6Address::GetAny(), port));
    };
    const auto remote = [&](uint32_t device, uint16_t port) -> Address {
        return ip == 4 ? Address(InetSocketAddress(addresses.GetAddress(device), port))
                       : Address(Inet6SocketAddress(addresses6.GetAddress(device, 1), port));
    };
    const std::string udp = "ns3::UdpSocketFactory";
    const std::string tcp = "ns3::TcpSocketFactory";
    auto udpDown = InstallSink(users.Get(0), udp, local(9));
    InstallStream(base.Get(0), remote(1, 9), STREAM);
    auto udpUp = InstallSink(base.Get(0), udp, local(9));
    InstallStream(users.Get(0), remote(0, 9), STREAM);
    auto tcpDown = InstallSink(users.Get(1), tcp, local(10));
    InstallFile(base.Get(0), remote(2, 10), FILE);
    auto tcpUp = InstallSink(base.Get(0), tcp, local(10));
    InstallFile(users.Get(1), remote(0, 10), FILE);

    if (!pcap.empty())
    {
        radio.EnablePcap(pcap, devices);
    }
    for (auto each = devices.Begin(); each != devices.End(); ++each)
    {
        auto device = DynamicCast<isac::IsacNetDevice>(*each);
        device->GetMac()->TraceConnectWithoutContext("MacTxDrop", MakeCallback(&FrameDropped));
        CountLosses(device->GetPhy());
        for (const auto& chain : device->GetUplinkChains())
        {
            CountLosses(chain);
        }
    }
    FlowMonitorHelper flowHelper;
    NodeContainer all(base, users);
    Ptr<FlowMonitor> monitor = flowHelper.Install(all);
    Simulator::Stop(Seconds(20));
    Simulator::Run();

    const std::vector<std::pair<std::string, Ptr<PacketSink>>> sinks = {{"udpDown", udpDown},
                                                                        {"udpUp", udpUp},
                                                                        {"tcpDown", tcpDown},
                                                                        {"tcpUp", tcpUp}};
    for (const auto& [name, sink] : sinks)
    {
        std::cout << name << " " << sink->GetTotalRx() << std::endl;
    }
    // Streams are known by the size of their packets, headers of UDP and IP included.
    const uint64_t size = 1000 + 8 + (ip == 4 ? 20 : 40);
    uint64_t streams = 0;
    uint64_t lost = 0;
    for (const auto& [id, flow] : monitor->GetFlowStats())
    {
        streams += flow.rxBytes == flow.rxPackets * size ? flow.rxPackets : 0;
        lost += flow.lostPackets;
    }
    std::cout << "flowUdp " << streams << std::endl;
    std::cout << "flowLost " << lost << std::endl;
    std::cout << "radioLost " << g_radioLost << std::endl;
    Simulator::Destroy();
    return 0;
}
