/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dd-network.h"

#include "ns3/data-rate.h"
#include "ns3/double.h"
#include "ns3/energy-source-container.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/ipv4-static-routing-helper.h"
#include "ns3/isac-compat.h"
#include "ns3/mobility-helper.h"
#include "ns3/neighbor-cache-helper.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/pointer.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace isac
{

namespace
{

constexpr int64_t RADIO_STREAM = 100;        //!< of ns-3's random streams
constexpr int64_t LINK_STREAM = 10000;       //!< of ns-3's random streams, for each user's cell
constexpr int64_t USER_STREAM = 10000000;    //!< of ns-3's random streams
constexpr int64_t MANAGER_STREAM = 20000000; //!< of ns-3's random streams
constexpr int64_t STACK_STREAM = 30000000;   //!< of ns-3's random streams
constexpr double BATTERY = 1e12;             //!< never empty [J]

/// @param container interfaces @param index of one @param port on it @return socket address
Address
SocketOf(const Ipv4InterfaceContainer& container, uint32_t index, uint16_t port)
{
    return InetSocketAddress(container.GetAddress(index), port);
}

/// @param device any @return its address
Mac48Address
MacOf(Ptr<NetDevice> device)
{
    return Mac48Address::ConvertFrom(device->GetAddress());
}

/**
 * @param device that gets one
 * @param slotTime how often something happens
 * @return what the device draws from it
 */
Ptr<IsacRadioEnergyModel>
InstallBattery(Ptr<NetDevice> device, Time slotTime)
{
    constexpr int64_t LOOKS = 16; // of a battery at itself in a long slot
    const Ptr<IsacRadioEnergyModel> model = IsacHelper::InstallEnergy(device, BATTERY);
    const auto sources = device->GetNode()->GetObject<energy::EnergySourceContainer>();
    const Time period = Max(Seconds(1), TimeStep(slotTime.GetTimeStep() / LOOKS));
    sources->Get(sources->GetN() - 1)
        ->SetAttribute("PeriodicEnergyUpdateInterval", TimeValue(period));
    return model;
}

} // namespace

double
DdNetwork::GetBandwidth(const DdNetworkOptions& options)
{
    DdHelper helper;
    Configure(helper, options);
    return helper.GetBandwidth();
}

DdNetwork::DdNetwork(const DdNetworkOptions& options)
{
    Configure(helper, options);
    users.Create(static_cast<uint32_t>(options.parameters.users));
    infrastructure.Create(options.remote ? 2 : 1);
    MobilityHelper mobility;
    mobility.Install(users);
    mobility.Install(infrastructure);
    helper.PlaceUsers(users, Vector());
    radio = helper.InstallRadio(infrastructure.Get(0), users);
    links = helper.InstallLinks(users);
    const bool edge = helper.GetCell()->GetArrangement() == DdCell::EDGE;
    if (edge)
    {
        senders.push_back(InstallBattery(radio.Get(0), options.slotTime));
        for (uint32_t i = 0; i < users.GetN(); ++i)
        {
            InstallBattery(radio.Get(i + 1), options.slotTime);
        }
    }
    for (const NetDeviceContainer& cell : links)
    {
        senders.push_back(InstallBattery(cell.Get(0), options.slotTime));
    }

    InternetStackHelper internet;
    internet.Install(users);
    internet.Install(infrastructure);
    Ipv4AddressHelper addresses("10.1.0.0", "255.255.0.0");
    const Ipv4InterfaceContainer cell = addresses.Assign(radio);
    Address server = SocketOf(cell, 0, SERVER_PORT);
    if (options.remote)
    {
        PointToPointHelper link;
        link.SetDeviceAttribute(
            "DataRate",
            DataRateValue(DataRate(static_cast<uint64_t>(options.backhaulRate))));
        link.SetChannelAttribute("Delay", TimeValue(options.backhaulDelay));
        link.SetQueue("ns3::DropTailQueue<Packet>", "MaxSize", StringValue("1000000p"));
        addresses.SetBase("10.0.0.0", "255.255.255.0");
        const Ipv4InterfaceContainer core = addresses.Assign(link.Install(infrastructure));
        server = SocketOf(core, 1, SERVER_PORT);
        Ipv4StaticRoutingHelper()
            .GetStaticRouting(infrastructure.Get(1)->GetObject<Ipv4>())
            ->SetDefaultRoute(core.GetAddress(0), 1);
    }
    std::vector<Ipv4InterfaceContainer> heads;
    for (std::size_t k = 0; k < links.size(); ++k)
    {
        const std::string base = "10." + std::to_string(2 + k) + ".0.0";
        addresses.SetBase(base.c_str(), "255.255.0.0");
        heads.push_back(addresses.Assign(links[k]));
    }
    NeighborCacheHelper().PopulateNeighborCache();

    const auto local = [](uint16_t port) -> Address {
        return InetSocketAddress(Ipv4Address::GetAny(), port);
    };
    manager = helper.InstallManager(radio.Get(0), local(MANAGER_PORT), server);
    manager->SetDecider(options.decider);
    manager->AssignStreams(MANAGER_STREAM);
    InstallClients(options);
    if (edge)
    {
        servers.push_back(helper.InstallServer(infrastructure.Get(infrastructure.GetN() - 1),
                                               local(SERVER_PORT),
                                               options.parameters.serverStepEnergy));
    }
    for (uint32_t i = 0; i < users.GetN(); ++i)
    {
        const Address base = SocketOf(cell, 0, MANAGER_PORT);
        clients[i]->SetAttribute("Local", AddressValue(local(CLIENT_PORT)));
        clients[i]->SetAttribute("Manager", AddressValue(base));
        const Address address = SocketOf(cell, i + 1, CLIENT_PORT);
        const Mac48Address user = MacOf(radio.Get(i + 1));
        manager->AddUser(user, address, SocketOf(cell, i + 1, SERVER_PORT));
        if (edge)
        {
            servers[0]->AddMember(user, address);
            clients[i]->AddLink(MacOf(radio.Get(0)), DynamicCast<IsacNetDevice>(radio.Get(i + 1)));
        }
    }
    if (!edge)
    {
        InstallHeads();
    }
    for (uint32_t head = 0; head < heads.size(); ++head)
    {
        for (uint32_t other = 0; other < users.GetN(); ++other)
        {
            if (other != head)
            {
                // In a head's cell the others keep their order.
                const uint32_t place = other < head ? other + 1 : other;
                const Ptr<NetDevice> device = links[head].Get(place);
                servers[head]->AddMember(MacOf(radio.Get(other + 1)),
                                         SocketOf(heads[head], place, CLIENT_PORT),
                                         MacOf(device));
                clients[other]->AddLink(MacOf(radio.Get(head + 1)),
                                        DynamicCast<IsacNetDevice>(device));
            }
        }
    }
    helper.GetRadio().AssignStreams(radio, RADIO_STREAM);
    for (std::size_t k = 0; k < links.size(); ++k)
    {
        const auto stream = LINK_STREAM * static_cast<int64_t>(k + 1);
        helper.GetRadio().AssignStreams(links[k], stream);
    }
    internet.AssignStreams(NodeContainer(users, infrastructure), STACK_STREAM);
}

void
DdNetwork::InstallClients(const DdNetworkOptions& options)
{
    const DdScenario& scenario = options.scenario;
    for (uint32_t i = 0; i < users.GetN(); ++i)
    {
        const Ptr<DdClient> client = helper.InstallClient(radio.Get(i + 1), Address(), Address());
        const double place = users.GetN() > 1 ? static_cast<double>(i) / (users.GetN() - 1) : 0.0;
        const double energy =
            scenario.minStepEnergy + place * (scenario.maxStepEnergy - scenario.minStepEnergy);
        auto trait = CreateObject<UniformRandomVariable>();
        trait->SetAttribute("Min", DoubleValue(scenario.minTrait));
        trait->SetAttribute("Max", DoubleValue(scenario.maxTrait));
        client->SetAttribute("Trait", PointerValue(trait));
        client->SetAttribute("StepEnergy", DoubleValue(energy));
        client->SetAttribute("EnergyBudget", DoubleValue(scenario.deviceBudget));
        if (i < options.prompts.size())
        {
            client->SetAttribute("Prompt", StringValue(options.prompts[i]));
        }
        if (i < options.personalities.size())
        {
            client->SetPersonality(options.personalities[i]);
        }
        constexpr int64_t STREAMS = 2; // of a client
        client->AssignStreams(USER_STREAM + STREAMS * i);
        clients.push_back(client);
    }
}

void
DdNetwork::InstallHeads()
{
    for (uint32_t i = 0; i < users.GetN(); ++i)
    {
        const Ptr<NetDevice> device = i < links.size() ? links[i].Get(0) : nullptr;
        const Ptr<DdServer> server =
            helper.InstallServer(users.Get(i),
                                 InetSocketAddress(Ipv4Address::GetAny(), SERVER_PORT),
                                 clients[i]->GetStepEnergy(),
                                 device);
        // To itself it sends within its node, where nothing is lost.
        server->AddMember(MacOf(radio.Get(i + 1)),
                          InetSocketAddress(Ipv4Address::GetLoopback(), CLIENT_PORT));
        TimeValue stepTime;
        clients[i]->GetAttribute("StepTime", stepTime);
        server->SetAttribute("StepTime", stepTime);
        servers.push_back(server);
    }
}

void
DdNetwork::Configure(DdHelper& helper, const DdNetworkOptions& options)
{
    const Ptr<DdCell> cell = helper.GetCell();
    cell->SetParameters(options.parameters);
    cell->SetAttribute("Arrangement", StringValue(options.arrangement));
    cell->SetAttribute("Reserve", DoubleValue(options.reserve));
    cell->SetAttribute("GroupDistance", DoubleValue(options.groupDistance));
    cell->SetAttribute("MostPerGroup", UintegerValue(options.mostPerGroup));
    cell->SetAttribute("Centre", StringValue(options.centre));
    cell->SetAttribute("LatentFormat", StringValue(options.latentFormat));
    cell->SetAttribute("LatentLimit", DoubleValue(options.latentLimit));
    if (options.source)
    {
        cell->SetSource(options.source);
    }
    cell->SetEvaluator(options.evaluator);
    helper.SetIdeal(options.ideal);
    helper.SetControl(options.controlShare, options.controlPower);
    helper.SetFading(options.fading ? options.slotTime : Time());
    helper.SetDistance(options.distance, options.scenario.pathGain);
    helper.SetHarq(options.transmissions);
    helper.SetManagerAttribute("Slots", UintegerValue(options.slots));
    helper.SetManagerAttribute("SlotTime", TimeValue(options.slotTime));
    helper.SetManagerAttribute("ReportTimeout", TimeValue(options.reportTimeout));
    helper.SetManagerAttribute("SlotTimeout", TimeValue(options.slotTimeout));
    helper.SetManagerAttribute("LatentTimeout", TimeValue(options.latentTimeout));
    helper.SetClientAttribute("StepTime", TimeValue(options.deviceStepTime));
    helper.SetServerAttribute("StepTime", TimeValue(options.serverStepTime));
    helper.SetPacketSize(options.packetSize);
    helper.SetServerAttribute("CacheCapacity", UintegerValue(options.cacheCapacity));
    helper.SetServerAttribute("CacheReach", DoubleValue(options.cacheReach));
}

} // namespace isac
} // namespace ns3
