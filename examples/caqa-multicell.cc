/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Three CAQA-AIGC cells on one channel: moving users, shared or separate edge servers.
//
//        BS 0 --------- 500 m --------- BS 1      each with K users that walk about within
//            \                         /          140 m of it, all cells in the same bands
//             \        BS 2           /
//              \        |            /
//               edge server(s) over 10 Gbit/s, 1 ms
//
// Usage: caqa-multicell [--isolated] [--separateServers] [--policy=NAME] [--help]

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/internet-module.h"
#include "ns3/isac-aigc-module.h"
#include "ns3/mobility-module.h"
#include "ns3/point-to-point-module.h"
#include "ns3/string.h"
#include "ns3/traffic-control-helper.h"
#include "ns3/uinteger.h"

#include <cmath>
#include <iomanip>
#include <iostream>

using namespace ns3;
using namespace ns3::isac;

namespace
{

/// What the command line chooses.
struct Options
{
    uint32_t users = 10;               //!< in each cell
    uint32_t slots = 20;               //!< to run
    double distance = 500.0;           //!< between base stations [m]
    double speed = 1.5;                //!< of users [m/s]
    double marginDb = 6.0;             //!< below capacity [dB]
    std::string policy = "constant";   //!< of every cell
    std::string subchannels = "Fixed"; //!< how each cell shares its band
    bool isolated = false;             //!< each cell on a channel of its own
    bool separateServers = false;      //!< one edge server for each cell
    double speedup = 3.0;              //!< of the shared edge server over a cell's own
};

/// Counts what happens in one cell.
struct Cell
{
    Ptr<Node> baseStation;            //!< its node
    NodeContainer users;              //!< its users
    NetDeviceContainer radio;         //!< base station, users
    Ptr<IsacRadioEnergyModel> energy; //!< of the base station
    uint32_t outcomes = 0;            //!< scored
    uint32_t violations = 0;          //!< below the requirement
    double caqa = 0.0;                //!< sum over outcomes
    double planned = 0.0;             //!< sum of the closed form's CAQA
    double cyclesSent = 0.0;          //!< sensing cycles
    double cyclesLeft = 0.0;          //!< that interference did not spoil
    uint64_t packetsOk = 0;           //!< content and all else, at the users
    uint64_t packetsLost = 0;         //!< to noise and interference
    double interference = 0.0;        //!< sum over reports of density over noise
    uint32_t decisions = 0;           //!< slots decided

    /// @param decision of a slot
    void OnDecision(const SlotDecision& decision)
    {
        ++decisions;
        for (const double caqaOfUser : decision.closedForm.caqa)
        {
            planned += caqaOfUser;
        }
        for (auto device = radio.Begin() + 1; device != radio.End(); ++device)
        {
            const auto phy = DynamicCast<IsacNetDevice>(*device)->GetPhy();
            interference += phy->GetInterferenceDensity() / phy->GetNoiseDensity();
        }
    }

    /// @param outcome of a user
    void OnOutcome(const UserOutcome& outcome)
    {
        ++outcomes;
        caqa += outcome.caqa;
        violations += outcome.caqa < outcome.requirement ? 1 : 0;
    }

    /// @param echo of a sensing burst
    void OnEcho(const IsacEcho& echo)
    {
        cyclesSent += echo.cycles;
        cyclesLeft += echo.effectiveCycles;
    }

    /// A packet has arrived at a user.
    void OnPacketOk(Ptr<const Packet>, double)
    {
        ++packetsOk;
    }

    /// A packet was lost on its way to a user.
    void OnPacketLost(Ptr<const Packet>, double)
    {
        ++packetsLost;
    }
};

/**
 * @param options of the command line
 * @param index of the cell
 * @return where its base station stands: corners of a triangle
 */
Vector
GetSite(const Options& options, uint32_t index)
{
    const double height = options.distance * std::sqrt(3.0) / 2.0;
    const Vector sites[] = {Vector(), Vector(options.distance, 0, 0), Vector()};
    return index < 2 ? sites[index] : Vector(options.distance / 2.0, -height, 0);
}

/**
 * @param options of the command line
 * @param index of the cell
 * @param cell whose nodes are made; its users walk in a square around the base station
 */
void
MakeNodes(const Options& options, uint32_t index, Cell& cell)
{
    constexpr double HALF = 100.0; // of the square: its corners are 141 m away
    const Vector site = GetSite(options, index);
    cell.baseStation = CreateObject<Node>();
    cell.users.Create(options.users);
    MobilityHelper fixed;
    fixed.Install(cell.baseStation);
    cell.baseStation->GetObject<MobilityModel>()->SetPosition(site);

    MobilityHelper walk;
    const Rectangle square(site.x - HALF, site.x + HALF, site.y - HALF, site.y + HALF);
    std::ostringstream speed;
    speed << "ns3::ConstantRandomVariable[Constant=" << options.speed << "]";
    walk.SetMobilityModel("ns3::RandomWalk2dMobilityModel",
                          "Bounds",
                          RectangleValue(square),
                          "Speed",
                          StringValue(speed.str()));
    auto positions = CreateObject<RandomRectanglePositionAllocator>();
    std::ostringstream x;
    std::ostringstream y;
    x << "ns3::UniformRandomVariable[Min=" << square.xMin << "|Max=" << square.xMax << "]";
    y << "ns3::UniformRandomVariable[Min=" << square.yMin << "|Max=" << square.yMax << "]";
    positions->SetAttribute("X", StringValue(x.str()));
    positions->SetAttribute("Y", StringValue(y.str()));
    positions->AssignStreams(1000 * (index + 1));
    walk.SetPositionAllocator(positions);
    walk.Install(cell.users);
    walk.AssignStreams(cell.users, 1000 * (index + 1) + 10);
}

/// @param cell whose traces are connected
/// @param manager of the cell
void
Connect(Cell& cell, Ptr<ResourceManager> manager)
{
    manager->TraceConnectWithoutContext("Decision", MakeCallback(&Cell::OnDecision, &cell));
    DynamicCast<IsacNetDevice>(cell.radio.Get(0))
        ->GetPhy()
        ->TraceConnectWithoutContext("Echo", MakeCallback(&Cell::OnEcho, &cell));
    for (auto device = cell.radio.Begin() + 1; device != cell.radio.End(); ++device)
    {
        const auto phy = DynamicCast<IsacNetDevice>(*device)->GetPhy();
        phy->TraceConnectWithoutContext("RxPacketOk", MakeCallback(&Cell::OnPacketOk, &cell));
        phy->TraceConnectWithoutContext("RxPacketError", MakeCallback(&Cell::OnPacketLost, &cell));
    }
}

/**
 * @param options of the command line
 * @param cells after the run
 */
void
Print(const Options& options, const std::vector<Cell>& cells)
{
    std::cout << "cell  AvgCAQA  planned  C5 missed  energy/slot  packets lost  cycles left  "
                 "interference\n";
    for (std::size_t i = 0; i < cells.size(); ++i)
    {
        const Cell& cell = cells[i];
        const double outcomes = std::max(1U, cell.outcomes);
        const double packets = std::max<uint64_t>(1, cell.packetsOk + cell.packetsLost);
        const double reports = std::max(1U, cell.decisions * options.users);
        std::cout << std::fixed << std::setprecision(3) << std::setw(4) << i << std::setw(9)
                  << cell.caqa / outcomes << std::setw(9) << cell.planned / reports
                  << std::setprecision(1) << std::setw(10) << 100.0 * cell.violations / outcomes
                  << " %" << std::setprecision(3) << std::setw(10)
                  << cell.energy->GetTotalEnergyConsumption() / options.slots << " J"
                  << std::setprecision(2) << std::setw(12) << 100.0 * cell.packetsLost / packets
                  << " %" << std::setprecision(1) << std::setw(11)
                  << 100.0 * cell.cyclesLeft / std::max(1.0, cell.cyclesSent) << " %"
                  << std::setw(8) << 10.0 * std::log10(1.0 + cell.interference / reports)
                  << " dB\n";
    }
    std::cout << "planned: what the closed form expects; cycles left: sensing cycles that "
                 "interference did not spoil;\ninterference: rise over noise at the users\n";
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    Arguments arguments("caqa-multicell",
                        "Three CAQA-AIGC cells on one channel, with users that move.");
    arguments.Add("nUsers", "users of each cell", options.users, 1, 100);
    arguments.Add("slots", "slots of 1 s", options.slots, 1, 1000000);
    arguments.Add("distance", "between base stations [m]", options.distance, 300.0, 1e5);
    arguments.Add("speed", "of users [m/s]", options.speed, 0.0, 100.0);
    arguments.Add("margin",
                  "below capacity at which content is sent [dB]",
                  options.marginDb,
                  0,
                  60);
    arguments.Add("policy", "scheme of every cell; list shows all", options.policy);
    arguments.Add("subchannels", "of each cell", options.subchannels, {"Fixed", "Adaptive"});
    arguments.Add("isolated", "give each cell a channel of its own", options.isolated);
    arguments.Add("separateServers", "one edge server for each cell", options.separateServers);
    arguments.Add("speedup",
                  "of the shared edge server over a separate one",
                  options.speedup,
                  1e-3,
                  1e3);
    if (const auto code = arguments.Parse(argc, argv, std::cout, std::cerr))
    {
        return *code;
    }
    if (options.policy == "list")
    {
        PrintCaqaPolicies(std::cout);
        return 0;
    }
    CaqaParameters cellParameters;
    cellParameters.users = static_cast<int>(options.users);
    const std::string wrong = CheckCaqaPolicy(options.policy, cellParameters, {});
    if (!wrong.empty())
    {
        return arguments.Fail("--policy=" + wrong, std::cerr);
    }

    constexpr uint32_t CELLS = 3;
    constexpr uint16_t PORT = 5000;
    std::vector<Cell> cells(CELLS);
    NodeContainer servers(options.separateServers ? CELLS : 1);
    InternetStackHelper internet;
    internet.Install(servers);
    const InetSocketAddress any(Ipv4Address::GetAny(), PORT);
    std::vector<CaqaHelper> helpers(options.isolated ? CELLS : 1);
    for (auto& caqa : helpers)
    {
        caqa.SetSlots(options.slots);
        caqa.SetManagerAttribute("Policy", StringValue(options.policy));
        caqa.SetManagerAttribute("PlanningMarginDb", DoubleValue(options.marginDb));
        caqa.SetServerAttribute("SegmentSize", UintegerValue(60000));
        caqa.GetCell()->SetAttribute("Users", UintegerValue(options.users));
        caqa.GetCell()->SetAttribute("Subchannels", StringValue(options.subchannels));
        caqa.GetRadio().SetErrorModelAttribute("MarginDb", DoubleValue(options.marginDb));
        caqa.GetRadio().SetBsMacAttribute("StandingGrants", BooleanValue(false));
    }
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        const auto server = helpers[0].InstallServer(servers.Get(i), any);
        const double speed = helpers[0].GetCell()->GetParameters().denoising.serverSpeed;
        const double speedup = options.separateServers ? 1.0 : options.speedup;
        server->SetAttribute("Speed", DoubleValue(speed * speedup));
    }

    Ipv4AddressHelper cellAddresses("10.1.0.0", "255.255.0.0");
    Ipv4AddressHelper coreAddresses("10.200.0.0", "255.255.255.0");
    for (uint32_t i = 0; i < CELLS; ++i)
    {
        Cell& cell = cells[i];
        CaqaHelper& caqa = helpers[options.isolated ? i : 0];
        MakeNodes(options, i, cell);
        cell.radio = caqa.InstallRadio(cell.baseStation, cell.users);
        cell.energy = IsacHelper::InstallEnergy(cell.radio.Get(0), 1e9);
        internet.Install(cell.baseStation);
        internet.Install(cell.users);
        const Ipv4InterfaceContainer inCell = cellAddresses.Assign(cell.radio);
        cellAddresses.NewNetwork();

        PointToPointHelper wire;
        wire.SetDeviceAttribute("DataRate", StringValue("10Gbps"));
        wire.SetDeviceAttribute("Mtu", UintegerValue(65535));
        wire.SetChannelAttribute("Delay", StringValue("1ms"));
        wire.SetQueue("ns3::DropTailQueue<Packet>", "MaxSize", StringValue("100000p"));
        const NetDeviceContainer ends =
            wire.Install(cell.baseStation, servers.Get(options.separateServers ? i : 0));
        const Ipv4InterfaceContainer inCore = coreAddresses.Assign(ends);
        coreAddresses.NewNetwork();
        TrafficControlHelper().Uninstall(ends);
        TrafficControlHelper().Uninstall(cell.radio);

        const auto manager = caqa.InstallManager(cell.radio.Get(0),
                                                 any,
                                                 InetSocketAddress(inCore.GetAddress(1), PORT));
        for (uint32_t k = 0; k < options.users; ++k)
        {
            const auto user = caqa.InstallUser(cell.radio.Get(k + 1),
                                               any,
                                               InetSocketAddress(inCell.GetAddress(0), PORT));
            user->AssignStreams(100000 * (i + 1) + 10 * k);
            user->TraceConnectWithoutContext("Outcome", MakeCallback(&Cell::OnOutcome, &cell));
        }
        caqa.GetRadio().AssignStreams(cell.radio, 10000 * (i + 1));
        Connect(cell, manager);
    }
    NeighborCacheHelper().PopulateNeighborCache();

    Simulator::Stop(Seconds(options.slots + 0.1));
    Simulator::Run();
    Print(options, cells);
    Simulator::Destroy();
    return 0;
}
