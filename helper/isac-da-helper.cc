/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-helper.h"

#include "ns3/abort.h"
#include "ns3/constant-position-mobility-model.h"
#include "ns3/double.h"
#include "ns3/inet-socket-address.h"
#include "ns3/ipv4.h"
#include "ns3/isac-da-population.h"
#include "ns3/pointer.h"
#include "ns3/uinteger.h"
#include "ns3/waypoint-mobility-model.h"

namespace ns3
{
namespace isac
{

DaHelper::DaHelper()
    : m_cell(CreateObject<DaCell>()),
      m_backhaulRate("10Gbps"),
      m_backhaulDelay(MilliSeconds(1))
{
    m_manager.SetTypeId(DaManager::GetTypeId());
    m_server.SetTypeId(DaServer::GetTypeId());
    m_user.SetTypeId(DaVideoUser::GetTypeId());
    // 10 ms, the sensors' default, miss every fourth user who drives at the edge of coverage.
    SetSensorAttribute("CoherentTime", TimeValue(MilliSeconds(50)));
}

Ptr<DaCell>
DaHelper::GetCell() const
{
    return m_cell;
}

void
DaHelper::SetIdeal(bool ideal)
{
    m_ideal = ideal;
}

void
DaHelper::SetSlots(uint32_t count)
{
    m_slots = count;
}

void
DaHelper::SetBackhaul(const DataRate& rate, Time delay)
{
    m_backhaulRate = rate;
    m_backhaulDelay = delay;
}

void
DaHelper::SetPacketSize(uint32_t bytes)
{
    m_packetSize = bytes;
}

void
DaHelper::SetErrorModel(const std::string& type)
{
    m_errorModel = type;
}

void
DaHelper::SetManagerAttribute(const std::string& name, const AttributeValue& value)
{
    m_manager.Set(name, value);
}

void
DaHelper::SetServerAttribute(const std::string& name, const AttributeValue& value)
{
    m_server.Set(name, value);
}

void
DaHelper::SetUserAttribute(const std::string& name, const AttributeValue& value)
{
    m_user.Set(name, value);
}

void
DaHelper::SetSensorAttribute(const std::string& name, const AttributeValue& value)
{
    m_sensor[name] = value.Copy();
}

void
DaHelper::PlaceStations(const NodeContainer& stations) const
{
    const DaScenario scenario = m_cell->GetScenario();
    NS_ABORT_MSG_IF(stations.GetN() != scenario.stations.size(),
                    "DaHelper: the network has " << scenario.stations.size()
                                                 << " stations, the script gives "
                                                 << stations.GetN());
    for (uint32_t s = 0; s < stations.GetN(); ++s)
    {
        auto mobility = stations.Get(s)->GetObject<MobilityModel>();
        if (!mobility)
        {
            mobility = CreateObject<ConstantPositionMobilityModel>();
            stations.Get(s)->AggregateObject(mobility);
        }
        mobility->SetPosition({scenario.stations[s].east, scenario.stations[s].north, 0.0});
    }
}

std::vector<std::vector<DaUserStatus>>
DaHelper::DriveUsers(const NodeContainer& users, uint64_t seed, uint32_t slots) const
{
    DaScenario scenario = m_cell->GetScenario();
    scenario.users = static_cast<int>(users.GetN());
    const Time slotTime = m_cell->GetSlotTime();
    DaPopulation population(scenario, seed);
    std::vector<Ptr<WaypointMobilityModel>> ways;
    std::vector<std::vector<DaUserStatus>> lives(users.GetN());
    for (uint32_t k = 0; k < users.GetN(); ++k)
    {
        ways.push_back(CreateObject<WaypointMobilityModel>());
        users.Get(k)->AggregateObject(ways.back());
    }
    for (uint32_t slot = 0; slot <= slots; ++slot)
    {
        for (uint32_t k = 0; k < users.GetN(); ++k)
        {
            const DaUserStatus& status = population.GetSlot()[k];
            ways[k]->AddWaypoint({slot * slotTime, {status.east, status.north, 0.0}});
            lives[k].push_back(status);
        }
        population.Advance();
    }
    return lives;
}

DaNetwork
DaHelper::Install(const NodeContainer& stations, const NodeContainer& users, Ptr<Node> edge)
{
    if (m_ideal)
    {
        m_cell->SetAttribute("ControlShare", DoubleValue(0.0));
    }
    const DaScenario scenario = m_cell->GetScenario();
    NS_ABORT_MSG_IF(stations.GetN() != scenario.stations.size() ||
                        users.GetN() != static_cast<uint32_t>(scenario.users),
                    "DaHelper: the network has " << scenario.stations.size() << " stations and "
                                                 << scenario.users << " users, the script gives "
                                                 << stations.GetN() << " and " << users.GetN());
    NS_ABORT_MSG_IF(!m_ideal && !(m_cell->GetControlShare() > 0.0),
                    "DaHelper: without ControlShare there is no band for requests and grants");
    DaNetwork network;
    InstallRadios(network, stations, users);
    InstallBackhauls(network, stations, edge);
    InstallRoutes(network, edge);
    InstallApplications(network, edge);
    return network;
}

void
DaHelper::InstallApplications(DaNetwork& network, Ptr<Node> edge) const
{
    constexpr uint16_t CONTROL_PORT = 4000; // manager, base stations, users
    constexpr uint16_t SERVER_PORT = 4001;
    const AddressValue local(InetSocketAddress(Ipv4Address::GetAny(), CONTROL_PORT));
    const auto addressOf = [](Ptr<NetDevice> device, uint16_t port) {
        const auto ip = device->GetNode()->GetObject<Ipv4>();
        const int32_t interface = ip->GetInterfaceForDevice(device);
        return InetSocketAddress(ip->GetAddress(interface, 0).GetLocal(), port);
    };
    const PointerValue cell(m_cell);
    network.server = m_server.Create<DaServer>();
    network.server->SetAttribute(
        "Local",
        AddressValue(InetSocketAddress(Ipv4Address::GetAny(), SERVER_PORT)));
    network.server->SetAttribute("PacketSize", UintegerValue(m_packetSize));
    network.server->SetAttribute("Cell", cell);
    edge->AddApplication(network.server);
    network.manager = m_manager.Create<DaManager>();
    network.manager->SetAttribute("Local", local);
    network.manager->SetAttribute("Slots", UintegerValue(m_slots));
    network.manager->SetAttribute("Server", PointerValue(network.server));
    network.manager->SetAttribute("Cell", cell);
    edge->AddApplication(network.manager);
    const uint32_t users = network.radios.front().GetN() - 1;
    for (uint32_t k = 0; k < users; ++k)
    {
        network.users.push_back(m_user.Create<DaVideoUser>());
        network.users[k]->SetAttribute("User", UintegerValue(k));
        network.users[k]->SetAttribute("Local", local);
        network.users[k]->SetAttribute("Cell", cell);
        network.radios.front().Get(k + 1)->GetNode()->AddApplication(network.users[k]);
    }
    for (uint32_t s = 0; s < network.radios.size(); ++s)
    {
        const Ptr<NetDevice> radio = network.radios[s].Get(0);
        const Ptr<NetDevice> atEdge = network.backhauls[s].Get(0);
        const Address manager = addressOf(atEdge, CONTROL_PORT);
        network.stations.push_back(CreateObject<DaBaseStation>());
        network.stations[s]->SetAttribute("Station", UintegerValue(s));
        network.stations[s]->SetAttribute("Local", local);
        network.stations[s]->SetAttribute("Manager", AddressValue(manager));
        network.stations[s]->SetAttribute("Device", PointerValue(radio));
        radio->GetNode()->AddApplication(network.stations[s]);
        network.manager->AddStation(addressOf(network.backhauls[s].Get(1), CONTROL_PORT),
                                    network.cells[s].GetGrantedDownlink());
        for (uint32_t k = 0; k < users; ++k)
        {
            network.users[k]->AddCell(DynamicCast<IsacNetDevice>(network.radios[s].Get(k + 1)),
                                      manager,
                                      addressOf(atEdge, SERVER_PORT));
        }
    }
}

} // namespace isac
} // namespace ns3
