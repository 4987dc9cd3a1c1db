/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "multicell-network.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/isac-interrupt.h"
#include "ns3/isac-ranks.h"
#include "ns3/mobility-module.h"
#include "ns3/neighbor-cache-helper.h"
#include "ns3/point-to-point-module.h"
#include "ns3/string.h"
#include "ns3/traffic-control-helper.h"
#include "ns3/uinteger.h"

#include <cmath>
#include <ctime>
#include <sstream>

using namespace ns3;
using namespace ns3::isac;

namespace
{

constexpr uint16_t PORT = 5000; //!< of servers, base stations and users

/**
 * @param options of the command line
 * @param index of the cell
 * @return where its base station stands: on a triangular lattice
 */
Vector
GetSite(const MulticellOptions& options, uint32_t index)
{
    const double x = options.distance;
    const double y = options.distance * std::sqrt(3.0) / 2.0;
    const Vector sites[] = {Vector(),
                            Vector(x, 0, 0),
                            Vector(x / 2, -y, 0),
                            Vector(-x / 2, -y, 0),
                            Vector(-x, 0, 0),
                            Vector(-x / 2, y, 0),
                            Vector(x / 2, y, 0),
                            Vector(2 * x, 0, 0)};
    return sites[index];
}

/**
 * @param options of the command line
 * @param index of the cell
 * @param rank that simulates it
 * @param cell whose nodes are made; its users walk in a square around the base station
 */
void
MakeNodes(const MulticellOptions& options, uint32_t index, uint32_t rank, MulticellCell& cell)
{
    constexpr double HALF = 100.0; // of the square: its corners are 141 m away
    const Vector site = GetSite(options, index);
    cell.baseStation = CreateObject<Node>(rank);
    cell.users.Create(options.users, rank);
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

} // namespace

MulticellNetwork::MulticellNetwork(const MulticellOptions& options,
                                   const MulticellPlacement& placement,
                                   const std::string& prefix)
    : m_options(options),
      m_placement(placement),
      m_prefix(prefix),
      m_cells(options.cells),
      m_helpers(options.isolated ? options.cells : 1),
      m_cellAddresses("10.1.0.0", "255.255.0.0"),
      m_coreAddresses("10.200.0.0", "255.255.255.0")
{
    Configure();
    MakeServers();
    for (uint32_t i = 0; i < options.cells; ++i)
    {
        MakeCell(i);
    }
    NeighborCacheHelper().PopulateNeighborCache();
    for (const auto& [index, server] : m_work)
    {
        if (!prefix.empty())
        {
            const std::string path = prefix + "server-" + std::to_string(index) + "-tasks.csv";
            m_files.push_back(std::make_unique<TaskFile>(path, server, m_senders));
        }
    }
}

void
MulticellNetwork::Configure()
{
    for (auto& caqa : m_helpers)
    {
        caqa.SetSlots(m_options.slots);
        caqa.SetManagerAttribute("Policy", StringValue(m_options.policy));
        caqa.SetManagerAttribute("PlanningMarginDb", DoubleValue(m_options.marginDb));
        caqa.SetServerAttribute("SegmentSize", UintegerValue(60000));
        caqa.GetCell()->SetAttribute("Users", UintegerValue(m_options.users));
        caqa.GetCell()->SetAttribute("Subchannels", StringValue(m_options.subchannels));
        caqa.GetRadio().SetErrorModelAttribute("MarginDb", DoubleValue(m_options.marginDb));
        caqa.GetRadio().SetBsMacAttribute("StandingGrants", BooleanValue(false));
    }
}

void
MulticellNetwork::MakeServers()
{
    for (uint32_t i = 0; i < m_placement.servers.size(); ++i)
    {
        m_servers.Add(CreateObject<Node>(m_placement.servers[i]));
    }
    m_internet.Install(m_servers);
    for (uint32_t i = 0; i < m_servers.GetN(); ++i)
    {
        if (m_placement.servers[i] != Ranks::GetRank())
        {
            continue;
        }
        const auto server =
            m_helpers[0].InstallServer(m_servers.Get(i),
                                       InetSocketAddress(Ipv4Address::GetAny(), PORT));
        const double speed = m_helpers[0].GetCell()->GetParameters().denoising.serverSpeed;
        const double speedup = m_options.separateServers ? 1.0 : m_options.speedup;
        server->SetAttribute("Speed", DoubleValue(speed * speedup));
        m_work[i] = server;
    }
}

void
MulticellNetwork::MakeCell(uint32_t index)
{
    MulticellCell& cell = m_cells[index];
    CaqaHelper& caqa = m_helpers[m_options.isolated ? index : 0];
    MakeNodes(m_options, index, m_placement.cells[index], cell);
    cell.radio = caqa.InstallRadio(cell.baseStation, cell.users);
    cell.energy = IsacHelper::InstallEnergy(cell.radio.Get(0), 1e9);
    m_internet.Install(cell.baseStation);
    m_internet.Install(cell.users);
    const Ipv4InterfaceContainer inCell = m_cellAddresses.Assign(cell.radio);
    m_cellAddresses.NewNetwork();

    PointToPointHelper wire;
    wire.SetDeviceAttribute("DataRate", StringValue("10Gbps"));
    wire.SetDeviceAttribute("Mtu", UintegerValue(65535));
    wire.SetChannelAttribute("Delay",
                             TimeValue(NanoSeconds(std::llround(m_options.backhaulDelayMs * 1e6))));
    wire.SetQueue("ns3::DropTailQueue<Packet>", "MaxSize", StringValue("100000p"));
    const NetDeviceContainer ends =
        wire.Install(cell.baseStation, m_servers.Get(m_options.separateServers ? index : 0));
    const Ipv4InterfaceContainer inCore = m_coreAddresses.Assign(ends);
    m_coreAddresses.NewNetwork();
    TrafficControlHelper().Uninstall(ends);
    TrafficControlHelper().Uninstall(cell.radio);
    m_senders[inCore.GetAddress(0)] = index;
    m_wire = m_wire ? m_wire : ends.Get(0);
    caqa.GetRadio().AssignStreams(cell.radio, 10000 * (index + 1));
    if (m_placement.cells[index] == Ranks::GetRank())
    {
        InstallApplications(index, inCell, inCore.GetAddress(1));
    }
}

void
MulticellNetwork::InstallApplications(uint32_t index,
                                      const Ipv4InterfaceContainer& own,
                                      Ipv4Address server)
{
    MulticellCell& cell = m_cells[index];
    CaqaHelper& caqa = m_helpers[m_options.isolated ? index : 0];
    const InetSocketAddress any(Ipv4Address::GetAny(), PORT);
    const auto manager =
        caqa.InstallManager(cell.radio.Get(0), any, InetSocketAddress(server, PORT));
    cell.recorder.Connect(cell.radio, manager);
    ApplicationContainer users;
    for (uint32_t k = 0; k < m_options.users; ++k)
    {
        const auto user = caqa.InstallUser(cell.radio.Get(k + 1),
                                           any,
                                           InetSocketAddress(own.GetAddress(0), PORT));
        user->AssignStreams(100000 * (index + 1) + 10 * k);
        cell.recorder.Connect(user);
        users.Add(user);
    }
    if (!m_prefix.empty())
    {
        cell.files = std::make_unique<CaqaFiles>(m_prefix + "cell-" + std::to_string(index) + "-",
                                                 caqa.GetCell()->GetParameters());
        // The server may be another rank's: its own file tells of it.
        cell.follower =
            std::make_unique<CaqaRecorder>(manager, caqa.GetCell(), nullptr, users, cell.energy);
        cell.follower->SetSlotCallback(
            [&cell](const CaqaSlotRecord& slot) { cell.files->Write(slot); });
    }
}

void
MulticellNetwork::CheckInterrupt()
{
    if (IsInterrupted())
    {
        Simulator::Stop();
        return;
    }
    Simulator::Schedule(Seconds(1), &MulticellNetwork::CheckInterrupt, this);
}

RankReport
MulticellNetwork::Run()
{
    const std::clock_t begin = std::clock();
    Simulator::ScheduleNow(&MulticellNetwork::CheckInterrupt, this);
    Simulator::Stop(Seconds(m_options.slots + 0.1));
    Simulator::Run();
    RankReport report;
    report.cpu = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    report.events = Simulator::GetEventCount();
    bool written = true;
    for (uint32_t i = 0; i < m_cells.size(); ++i)
    {
        if (m_placement.cells[i] == Ranks::GetRank())
        {
            MulticellCell& cell = m_cells[i];
            cell.recorder.figures.energy = cell.energy->GetTotalEnergyConsumption();
            report.cells[i] = cell.recorder.figures;
            written &= !cell.files || cell.files->Close();
        }
    }
    for (const auto& file : m_files)
    {
        written &= file->Close();
    }
    report.failed = IsInterrupted() ? "interrupted; nothing is kept"
                    : written       ? ""
                                    : "cannot write to " + m_prefix;
    return report;
}

std::vector<Ptr<Object>>
MulticellNetwork::GetParts() const
{
    const auto station = DynamicCast<IsacNetDevice>(m_cells[0].radio.Get(0));
    const auto user = DynamicCast<IsacNetDevice>(m_cells[0].radio.Get(1));
    return {m_helpers[0].GetCell(),
            user,
            user->GetMac(),
            station->GetMac(),
            station->GetPhy(),
            station->GetPhy()->GetSensor(),
            user->GetPhy()->GetErrorModel(),
            m_cells[0].energy,
            m_wire,
            m_wire->GetChannel()};
}
