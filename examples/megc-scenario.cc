/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "megc-scenario.h"

#include "ns3/bulk-send-application.h"
#include "ns3/core-module.h"
#include "ns3/data-rate.h"
#include "ns3/internet-module.h"
#include "ns3/mobility-helper.h"
#include "ns3/onoff-application.h"
#include "ns3/point-to-point-helper.h"

namespace ns3
{
namespace isac
{

namespace
{

constexpr uint16_t UDP_PORT = 80;        //!< of background traffic to users
constexpr uint16_t TCP_PORT = 81;        //!< of background traffic to users
constexpr uint16_t UPLOAD_PORT = 1000;   //!< of the first user's upload; the others' follow
constexpr int64_t RADIO_STREAM = 100;    //!< of ns-3's random streams
constexpr int64_t USER_STREAM = 100000;  //!< of ns-3's random streams
constexpr int64_t STACK_STREAM = 200000; //!< of ns-3's random streams

} // namespace

MegcNetwork::MegcNetwork(const MegcScenarioOptions& options)
{
    Configure(options);
    users.Create(megc.GetUserCount());
    infrastructure.Create(options.remote ? 2 : 1);
    const Ptr<Node> base = infrastructure.Get(0);
    MobilityHelper mobility;
    mobility.Install(users);
    mobility.Install(infrastructure);
    megc.PlaceUsers(users, Vector());
    radio = megc.InstallRadio(base, users);

    InternetStackHelper internet;
    internet.Install(users);
    internet.Install(infrastructure);
    Ipv4AddressHelper addresses("10.1.0.0", "255.255.0.0");
    const Ipv4InterfaceContainer cell = addresses.Assign(radio);
    Ipv4Address serverAddress = cell.GetAddress(0);
    Ipv4StaticRoutingHelper routing;
    if (options.remote)
    {
        PointToPointHelper link;
        link.SetDeviceAttribute(
            "DataRate",
            DataRateValue(DataRate(static_cast<uint64_t>(options.backhaulRate))));
        link.SetChannelAttribute("Delay", TimeValue(options.backhaulDelay));
        // Whole results wait here for their grants on the radio.
        link.SetQueue("ns3::DropTailQueue<Packet>", "MaxSize", StringValue("1000000p"));
        backhaul = link.Install(infrastructure);
        addresses.SetBase("10.2.0.0", "255.255.255.0");
        const Ipv4InterfaceContainer core = addresses.Assign(backhaul);
        serverAddress = core.GetAddress(1);
        routing.GetStaticRouting(infrastructure.Get(1)->GetObject<Ipv4>())
            ->SetDefaultRoute(core.GetAddress(0), 1);
    }
    NeighborCacheHelper().PopulateNeighborCache();
    for (uint32_t i = 0; i < users.GetN(); ++i)
    {
        routing.GetStaticRouting(users.Get(i)->GetObject<Ipv4>())
            ->SetDefaultRoute(cell.GetAddress(0), 1);
    }

    const InetSocketAddress tasks(serverAddress, SERVER_PORT);
    const InetSocketAddress reports(Ipv4Address::GetAny(), MANAGER_PORT);
    server = megc.InstallServer(infrastructure.Get(infrastructure.GetN() - 1),
                                InetSocketAddress(Ipv4Address::GetAny(), SERVER_PORT));
    manager = megc.InstallManager(radio.Get(0), reports, options.remote ? nullptr : server, tasks);
    manager->SetScheme(options.scheme);
    for (uint32_t i = 0; i < users.GetN(); ++i)
    {
        userApps.push_back(megc.InstallUser(i,
                                            radio.Get(i + 1),
                                            InetSocketAddress(Ipv4Address::GetAny(), MANAGER_PORT),
                                            InetSocketAddress(cell.GetAddress(0), MANAGER_PORT),
                                            tasks));
        userApps.back()->AssignStreams(USER_STREAM + i);
        if (options.background == "udp" || options.background == "both")
        {
            AddBackground(Traffic::UDP_DOWN, i, cell.GetAddress(i + 1), options.backgroundRate);
        }
        if (options.background == "tcp" || options.background == "both")
        {
            AddBackground(Traffic::TCP_DOWN, i, cell.GetAddress(i + 1), 0.0);
            AddBackground(Traffic::TCP_UP, i, cell.GetAddress(0), 0.0);
        }
    }
    megc.GetRadio().AssignStreams(radio, RADIO_STREAM);
    internet.AssignStreams(NodeContainer(users, infrastructure), STACK_STREAM);
}

void
MegcNetwork::Configure(const MegcScenarioOptions& options)
{
    megc.GetCell()->SetConstants(options.parameters, options.scenario);
    megc.GetCell()->SetAttribute("BestEffortShare", DoubleValue(options.bestEffortShare));
    megc.SetIdeal(options.ideal);
    megc.SetSlots(options.slots);
    megc.SetSlotTime(options.slotTime);
    megc.SetManagerAttribute("ReportTimeout", TimeValue(options.reportTimeout));
    megc.SetManagerAttribute("SlotTimeout", TimeValue(options.slotTimeout));
    megc.SetServerAttribute("WorkConserving", BooleanValue(options.workConserving));
}

void
MegcNetwork::AddBackground(Traffic traffic, uint32_t user, Ipv4Address listener, double rate)
{
    const bool up = traffic == Traffic::TCP_UP;
    const Ptr<Node> from = up ? users.Get(user) : infrastructure.Get(0);
    const Ptr<Node> to = up ? infrastructure.Get(0) : users.Get(user);
    const bool udp = traffic == Traffic::UDP_DOWN;
    const auto port = static_cast<uint16_t>(udp ? UDP_PORT : (up ? UPLOAD_PORT + user : TCP_PORT));
    const StringValue factory(udp ? "ns3::UdpSocketFactory" : "ns3::TcpSocketFactory");
    auto sink = CreateObject<PacketSink>();
    sink->SetAttribute("Protocol", factory);
    sink->SetAttribute("Local", AddressValue(InetSocketAddress(Ipv4Address::GetAny(), port)));
    to->AddApplication(sink);
    m_sinks.emplace_back(traffic, sink);
    Ptr<Application> source;
    if (udp)
    {
        source = CreateObject<OnOffApplication>();
        source->SetAttribute("DataRate", DataRateValue(DataRate(static_cast<uint64_t>(rate))));
        source->SetAttribute("OnTime", StringValue("ns3::ConstantRandomVariable[Constant=1]"));
        source->SetAttribute("OffTime", StringValue("ns3::ConstantRandomVariable[Constant=0]"));
    }
    else
    {
        source = CreateObject<BulkSendApplication>();
    }
    source->SetAttribute("Protocol", factory);
    source->SetAttribute("Remote", AddressValue(InetSocketAddress(listener, port)));
    from->AddApplication(source);
    source->SetStartTime(MilliSeconds(100));
}

std::vector<std::pair<std::string, uint64_t>>
MegcNetwork::GetBackground() const
{
    std::vector<std::pair<std::string, uint64_t>> bytes = {{"udp_down", 0},
                                                           {"tcp_down", 0},
                                                           {"tcp_up", 0}};
    for (const auto& [traffic, sink] : m_sinks)
    {
        bytes[static_cast<std::size_t>(traffic)].second += sink->GetTotalRx();
    }
    return bytes;
}

} // namespace isac
} // namespace ns3
