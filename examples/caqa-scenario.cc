/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "caqa-scenario.h"

#include "ns3/boolean.h"
#include "ns3/data-rate.h"
#include "ns3/enum.h"
#include "ns3/hash.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/isac-caqa-arguments.h"
#include "ns3/isac-server-profile.h"
#include "ns3/mobility-helper.h"
#include "ns3/neighbor-cache-helper.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/traffic-control-helper.h"
#include "ns3/uinteger.h"

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
    POSITION_STREAM = 1000,
    RADIO_STREAM = 100000,
    USER_STREAM = 200000,
    INTERNET_STREAM = 300000
};

/**
 * @param name of a profile
 * @return what is wrong with it; empty if it is in the table
 */
std::string
CheckProfile(const std::string& name)
{
    StringValue path;
    CreateObject<EdgeServer>()->GetAttribute("ProfileFile", path);
    try
    {
        FindServerProfile(path.Get(), name);
    }
    catch (const std::invalid_argument& error)
    {
        return "serverProfile=" + std::string(error.what());
    }
    return "";
}

/**
 * @param options of a policy that is to learn
 * @param parameters the cell
 * @return why it does not; empty if it does
 */
std::string
CheckLearner(const CaqaScenarioOptions& options, const CaqaParameters& parameters)
{
    try
    {
        MakeCaqaLearner(options.policy, parameters, 1, static_cast<int>(options.learnAfter));
    }
    catch (const std::invalid_argument& error)
    {
        return error.what();
    }
    return "";
}

} // namespace

std::string
CheckCaqaOptions(const CaqaScenarioOptions& options)
{
    const std::string wrong = CheckCaqaCell(options.cell);
    if (!wrong.empty())
    {
        return wrong;
    }
    const Ptr<CaqaCell> cell = MakeCaqaCell(options.cell);
    const Time maxTime = Seconds(cell->GetParameters().maxTime);
    if (options.guard >= maxTime)
    {
        return "guard leaves nothing of maxTime";
    }
    if (options.reportLead >= maxTime)
    {
        return "reportLead is not below maxTime";
    }
    const std::string policy =
        CheckCaqaPolicy(options.policy, cell->GetParameters(), cell->GetScenario());
    if (!policy.empty())
    {
        return "policy=" + policy;
    }
    const std::string learner = options.learn ? CheckLearner(options, cell->GetParameters()) : "";
    if (!learner.empty())
    {
        return "learn: " + learner;
    }
    return options.serverProfile.empty() ? "" : CheckProfile(options.serverProfile);
}

CaqaNetwork::CaqaNetwork(const CaqaScenarioOptions& options)
    : m_positions(CreateObject<UniformRandomVariable>())
{
    const std::string wrong = CheckCaqaOptions(options);
    NS_ABORT_MSG_IF(!wrong.empty(), "CaqaNetwork: " << wrong);
    const Ptr<CaqaCell> cell = caqa.GetCell();
    for (const auto& [name, value] : options.cell)
    {
        cell->SetAttribute(name, StringValue(value));
    }
    const CaqaParameters parameters = cell->GetParameters();
    const Time interval = Seconds(parameters.maxTime);
    m_episode = interval * cell->GetScenario().slotsPerEpisode;
    end = interval * static_cast<int64_t>(options.slots) + MilliSeconds(100);

    users.Create(parameters.users);
    baseStation = CreateObject<Node>();
    serverNode = CreateObject<Node>();
    MobilityHelper mobility; // constant positions
    mobility.Install(users);
    mobility.Install(baseStation);
    mobility.Install(serverNode);

    caqa.SetIdeal(options.ideal);
    caqa.SetSlots(options.slots);
    ConfigureRadio(options);
    // Policies draw from generators of their own; these follow the run as everything does.
    const uint64_t run[] = {RngSeedManager::GetSeed(), RngSeedManager::GetRun()};
    const uint32_t seed = Hash32(reinterpret_cast<const char*>(run), sizeof(run));
    caqa.SetManagerAttribute("PolicySeed", UintegerValue(seed));
    caqa.SetManagerAttribute("Policy", StringValue(options.policy));
    caqa.SetManagerAttribute("Learn", BooleanValue(options.learn));
    caqa.SetManagerAttribute("Explore", BooleanValue(options.explore));
    caqa.SetManagerAttribute("UpdatesPerSlot", UintegerValue(options.updatesPerSlot));
    caqa.SetManagerAttribute("LearnAfter", UintegerValue(options.learnAfter));
    caqa.SetManagerAttribute("Fidelity", StringValue(options.slotLevel ? "Slot" : "Packet"));
    caqa.SetManagerAttribute("ChannelKnowledge",
                             StringValue(options.reportedChannel ? "Reported" : "Perfect"));
    caqa.SetManagerAttribute("Guard", TimeValue(options.guard));
    const Time patience = MilliSeconds(20); // the manager's own, too long for short slots
    if (4 * patience > interval)
    {
        caqa.SetManagerAttribute("ReportTimeout", TimeValue(interval / 4));
    }
    caqa.SetUserAttribute("ReportLead", TimeValue(options.reportLead));
    caqa.SetServerAttribute("SegmentSize", UintegerValue(42 * 1400));
    caqa.SetServerAttribute("Profile", StringValue(options.serverProfile));
    caqa.SetServerAttribute("MaxBatch", UintegerValue(options.maxBatch));

    radio = caqa.InstallRadio(baseStation, users);
    constexpr double ENDLESS = 1e9; // a battery that no run empties [J]
    energy = IsacHelper::InstallEnergy(radio.Get(0), ENDLESS);
    InstallBackhaul(options);
    InstallApplications();
    AssignStreams();

    caqa.PlaceUsers(users, Vector(), m_positions);
    // After everything of the slot before, and before the reports of the slot.
    Simulator::Schedule(m_episode - NanoSeconds(1), &CaqaNetwork::StartEpisode, this);
}

void
CaqaNetwork::ConfigureRadio(const CaqaScenarioOptions& options)
{
    IsacHelper& helper = caqa.GetRadio();
    if (options.bitErrors)
    {
        helper.SetErrorModel("ns3::isac::IsacBitErrorModel");
        helper.SetErrorModelAttribute("Modulation", StringValue(options.modulation));
    }
    helper.SetBsMacAttribute("StandingGrants", BooleanValue(options.standingGrants));
    helper.SetSensorAttribute("DetectionGate", BooleanValue(options.detectionGate));
    helper.SetDeviceAttribute(
        "PcapMode",
        EnumValue(options.pcapUser0 ? IsacNetDevice::USER0 : IsacNetDevice::RAW));
}

void
CaqaNetwork::InstallBackhaul(const CaqaScenarioOptions& options)
{
    constexpr double IDEAL_RATE = 1e14;
    const double rate = options.ideal ? IDEAL_RATE : options.backhaulRate;
    PointToPointHelper helper;
    helper.SetDeviceAttribute("DataRate", DataRateValue(DataRate(static_cast<uint64_t>(rate))));
    helper.SetDeviceAttribute("Mtu", UintegerValue(65535));
    helper.SetChannelAttribute("Delay", TimeValue(options.ideal ? Time() : options.backhaulDelay));
    helper.SetQueue("ns3::DropTailQueue<Packet>", "MaxSize", StringValue("100000p"));
    backhaul = helper.Install(baseStation, serverNode);
}

void
CaqaNetwork::InstallApplications()
{
    InternetStackHelper internet;
    internet.Install(users);
    internet.Install(baseStation);
    internet.Install(serverNode);
    Ipv4AddressHelper addresses("10.1.0.0", "255.255.0.0");
    const Ipv4InterfaceContainer cell = addresses.Assign(radio);
    addresses.SetBase("10.2.0.0", "255.255.255.0");
    const Ipv4InterfaceContainer core = addresses.Assign(backhaul);
    // Queues of devices are long enough on their own.
    TrafficControlHelper().Uninstall(radio);
    TrafficControlHelper().Uninstall(backhaul);
    NeighborCacheHelper().PopulateNeighborCache();

    const InetSocketAddress any(Ipv4Address::GetAny(), PORT);
    server = caqa.InstallServer(serverNode, any);
    manager = caqa.InstallManager(radio.Get(0), any, InetSocketAddress(core.GetAddress(1), PORT));
    for (uint32_t k = 0; k < users.GetN(); ++k)
    {
        userApps.Add(
            caqa.InstallUser(radio.Get(k + 1), any, InetSocketAddress(cell.GetAddress(0), PORT)));
    }
}

void
CaqaNetwork::AssignStreams()
{
    m_positions->SetStream(POSITION_STREAM);
    caqa.GetRadio().AssignStreams(radio, RADIO_STREAM);
    int64_t stream = USER_STREAM;
    for (auto app = userApps.Begin(); app != userApps.End(); ++app)
    {
        stream += DynamicCast<UserApplication>(*app)->AssignStreams(stream);
    }
    InternetStackHelper().AssignStreams(NodeContainer(users, baseStation, serverNode),
                                        INTERNET_STREAM);
}

void
CaqaNetwork::StartEpisode()
{
    caqa.PlaceUsers(users, Vector(), m_positions);
    Simulator::Schedule(m_episode, &CaqaNetwork::StartEpisode, this);
}

} // namespace isac
} // namespace ns3
