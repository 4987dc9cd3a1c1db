/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "asp-scenario.h"

#include "ns3/boolean.h"
#include "ns3/data-rate.h"
#include "ns3/double.h"
#include "ns3/inet-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/ipv4-static-routing-helper.h"
#include "ns3/isac-server-profile.h"
#include "ns3/mobility-helper.h"
#include "ns3/mobility-model.h"
#include "ns3/neighbor-cache-helper.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/string.h"
#include "ns3/traffic-control-helper.h"
#include "ns3/uinteger.h"

#include <cmath>
#include <sstream>
#include <stdexcept>

namespace ns3
{
namespace isac
{

namespace
{

/// Streams of the parts, so far apart that a change in one moves no other.
enum Stream : int64_t
{
    POSITION_STREAM = 2000,
    RADIO_STREAM = 100000,
    USER_STREAM = 200000,
    INTERNET_STREAM = 300000
};

/**
 * @param name of a profile
 * @return it
 * @throws std::invalid_argument if there is none of this name
 */
ServerProfile
FindProfile(const std::string& name)
{
    StringValue path;
    CreateObject<AspServer>()->GetAttribute("ProfileFile", path);
    try
    {
        return FindServerProfile(path.Get(), name);
    }
    catch (const std::invalid_argument& error)
    {
        throw std::invalid_argument("serverProfile=" + std::string(error.what()));
    }
}

/**
 * @brief Set the constants of a market.
 * @param options any
 * @param market of the default constants
 * @throws std::invalid_argument with one line if they do not go together
 */
void
SetMarket(const AspScenarioOptions& options, Ptr<AspMarket> market)
{
    for (const auto& [name, value] : options.market)
    {
        market->SetAttribute(name, StringValue(value));
    }
    market->SetProviders(options.providers);
    if (!options.serverProfile.empty())
    {
        const ServerProfile profile = FindProfile(options.serverProfile);
        market->SetAttribute("RunTimeQuadratic", DoubleValue(0.0));
        market->SetAttribute("RunTimeLinear", DoubleValue(profile.StepTime(1)));
        market->SetAttribute("RunTimeConstant", DoubleValue(profile.fixedTime));
        market->SetAttribute("RunTimeUnit", TimeValue(Seconds(1)));
    }
    market->GetSystem();
}

} // namespace

Ptr<AspMarket>
MakeAspMarket(const AspScenarioOptions& options)
{
    auto market = CreateObject<AspMarket>();
    SetMarket(options, market);
    return market;
}

AspNetwork::AspNetwork(const AspScenarioOptions& options,
                       std::shared_ptr<Policy> policy,
                       const std::vector<AspTask>& tasks)
    : hub(CreateObject<Node>())
{
    SetMarket(options, asp.GetMarket());
    Configure(options);
    users.Create(options.users);
    providers.Create(static_cast<uint32_t>(options.providers.size()));

    InternetStackHelper internet;
    internet.SetIpv6StackInstall(false);
    const NodeContainer all(NodeContainer(hub), users, providers);
    internet.Install(all);
    constexpr double IDEAL_RATE = 1e14; // a packet takes less than half a nanosecond
    const double rate = options.ideal ? IDEAL_RATE : options.rate;
    const double accessRate = options.ideal ? IDEAL_RATE : options.accessRate;
    const std::vector<Link> access = options.radio
                                         ? InstallCell()
                                         : LinkToHub(users,
                                                     "10.1.0.0",
                                                     accessRate,
                                                     options.ideal ? Time() : options.accessDelay);
    const std::vector<Link> core =
        LinkToHub(providers, "10.2.0.0", rate, options.ideal ? Time() : options.delay);

    const InetSocketAddress any(Ipv4Address::GetAny(), TASK_PORT);
    scheduler =
        asp.InstallScheduler(hub, any, InetSocketAddress(Ipv4Address::GetAny(), REPORT_PORT));
    scheduler->SetPolicy(std::move(policy));
    for (uint32_t i = 0; i < providers.GetN(); ++i)
    {
        servers.Add(asp.InstallServer(providers.Get(i),
                                      any,
                                      InetSocketAddress(core[i].leaf, TASK_PORT),
                                      InetSocketAddress(core[i].hub, REPORT_PORT),
                                      scheduler));
    }
    for (uint32_t k = 0; k < users.GetN(); ++k)
    {
        userApps.Add(
            asp.InstallUser(users.Get(k), any, InetSocketAddress(access[k].hub, TASK_PORT)));
    }
    AspHelper::DealTasks(tasks, userApps);
    AspHelper::AssignStreams(userApps, USER_STREAM);
    internet.AssignStreams(all, INTERNET_STREAM);
    recorder = std::make_unique<AspRecorder>(scheduler, servers, userApps);
    recorder->SetDuration(tasks.back().arrival);
    // What happens at the instant of the last task's arrival belongs to the episode.
    end = Seconds(tasks.back().arrival) + NanoSeconds(1);
    scheduler->SetStopTime(end);
}

void
AspNetwork::Configure(const AspScenarioOptions& options)
{
    asp.SetServerAttribute("Profile", StringValue(options.serverProfile));
    asp.SetServerAttribute("ReportInterval", TimeValue(options.reportInterval));
    asp.SetServerAttribute("ResultSize", UintegerValue(options.resultSize));
    asp.SetUserAttribute("MaxAttempts", UintegerValue(options.maxAttempts));
    asp.SetSchedulerAttribute("Accounting", BooleanValue(options.accounting));
    asp.SetSchedulerAttribute("DecisionDelay", TimeValue(options.decisionDelay));
}

std::vector<AspNetwork::Link>
AspNetwork::InstallCell()
{
    constexpr double MIN_DISTANCE = 10.0; // [m]
    constexpr double RADIUS = 200.0;      // [m]
    MobilityHelper mobility;              // constant positions
    mobility.Install(hub);
    mobility.Install(users);
    auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(POSITION_STREAM);
    for (auto user = users.Begin(); user != users.End(); ++user)
    {
        // Uniform over the area.
        const double distance =
            std::sqrt(random->GetValue(MIN_DISTANCE * MIN_DISTANCE, RADIUS * RADIUS));
        const double angle = random->GetValue(0.0, 2.0 * M_PI);
        (*user)->GetObject<MobilityModel>()->SetPosition(
            Vector(distance * std::cos(angle), distance * std::sin(angle), 0.0));
    }
    radio = cell.Install(hub, users);
    cell.AssignStreams(radio, RADIO_STREAM);
    Ipv4AddressHelper addresses("10.1.0.0", "255.255.0.0");
    const Ipv4InterfaceContainer interfaces = addresses.Assign(radio);
    TrafficControlHelper().Uninstall(radio);
    NeighborCacheHelper().PopulateNeighborCache(interfaces);
    std::vector<Link> links;
    for (uint32_t k = 0; k < users.GetN(); ++k)
    {
        const auto ipv4 = users.Get(k)->GetObject<Ipv4>();
        Ipv4StaticRoutingHelper().GetStaticRouting(ipv4)->SetDefaultRoute(interfaces.GetAddress(0),
                                                                          1);
        links.push_back({interfaces.GetAddress(0), interfaces.GetAddress(k + 1)});
    }
    return links;
}

std::vector<AspNetwork::Link>
AspNetwork::LinkToHub(const NodeContainer& leaves, const std::string& base, double rate, Time delay)
{
    PointToPointHelper link;
    link.SetDeviceAttribute("DataRate", DataRateValue(DataRate(static_cast<uint64_t>(rate))));
    link.SetChannelAttribute("Delay", TimeValue(delay));
    // A result leaves its server in one burst.
    link.SetQueue("ns3::DropTailQueue<Packet>", "MaxSize", StringValue("1000000p"));
    Ipv4AddressHelper addresses(base.c_str(), "255.255.255.252");
    std::vector<Link> links;
    for (auto leaf = leaves.Begin(); leaf != leaves.End(); ++leaf)
    {
        const NetDeviceContainer ends = link.Install(hub, *leaf);
        const Ipv4InterfaceContainer interfaces = addresses.Assign(ends);
        addresses.NewNetwork();
        TrafficControlHelper().Uninstall(ends);
        hubDevices.Add(ends.Get(0));
        const auto ipv4 = (*leaf)->GetObject<Ipv4>();
        Ipv4StaticRoutingHelper().GetStaticRouting(ipv4)->SetDefaultRoute(interfaces.GetAddress(0),
                                                                          1);
        links.push_back({interfaces.GetAddress(0), interfaces.GetAddress(1)});
    }
    return links;
}

} // namespace isac
} // namespace ns3
