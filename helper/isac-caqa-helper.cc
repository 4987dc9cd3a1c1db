/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-caqa-helper.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/node.h"
#include "ns3/pointer.h"
#include "ns3/random-variable-stream.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <cmath>
#include <sstream>

namespace ns3
{
namespace isac
{

CaqaHelper::CaqaHelper()
    : m_cell(CreateObject<CaqaCell>())
{
    m_manager.SetTypeId(ResourceManager::GetTypeId());
    m_relay.SetTypeId(ContentRelay::GetTypeId());
    m_user.SetTypeId(UserApplication::GetTypeId());
    m_server.SetTypeId(EdgeServer::GetTypeId());
}

Ptr<CaqaCell>
CaqaHelper::GetCell() const
{
    return m_cell;
}

IsacHelper&
CaqaHelper::GetRadio()
{
    return m_radio;
}

void
CaqaHelper::SetIdeal(bool ideal)
{
    m_ideal = ideal;
}

void
CaqaHelper::SetHeaderBytes(uint32_t bytes)
{
    m_headerBytes = bytes;
}

void
CaqaHelper::SetSlots(uint32_t count)
{
    m_slots = count;
}

void
CaqaHelper::SetSlotInterval(Time interval)
{
    m_interval = interval;
}

void
CaqaHelper::SetManagerAttribute(const std::string& name, const AttributeValue& value)
{
    m_manager.Set(name, value);
}

void
CaqaHelper::SetRelayAttribute(const std::string& name, const AttributeValue& value)
{
    m_relay.Set(name, value);
}

void
CaqaHelper::SetUserAttribute(const std::string& name, const AttributeValue& value)
{
    m_user.Set(name, value);
}

void
CaqaHelper::SetServerAttribute(const std::string& name, const AttributeValue& value)
{
    m_server.Set(name, value);
}

NetDeviceContainer
CaqaHelper::InstallRadio(Ptr<Node> baseStation, const NodeContainer& users)
{
    const CaqaParameters cell = m_cell->GetParameters();
    NS_ABORT_MSG_IF(users.GetN() != static_cast<uint32_t>(cell.users),
                    "CaqaHelper: the cell has " << cell.users << " users, the script gives "
                                                << users.GetN());
    constexpr double CARRIER = 28e9;
    constexpr double UPLINK_SHARE = 0.2;
    m_radio.SetBands(CARRIER, cell.bandwidth, UPLINK_SHARE * cell.bandwidth);
    m_radio.SetSharedBand(cell.subchannels == SubchannelRule::ADAPTIVE);
    const CaqaScenario scenario = m_cell->GetScenario();
    const Time interval = m_interval.IsZero() ? Seconds(cell.maxTime) : m_interval;
    m_radio.SetPathLoss(scenario.pathLoss.interceptDb, scenario.pathLoss.slopeDb, interval);
    m_radio.SetPhyAttribute("NoiseDensityDbm",
                            DoubleValue(10.0 * std::log10(cell.noiseDensity) + 30.0));
    m_radio.SetBsMacAttribute("StandingPower", DoubleValue(cell.powerPerUser));
    m_radio.SetUeMacAttribute("IdealUplink", BooleanValue(m_ideal));
    m_radio.SetBsMacAttribute("UnchargedBytes", UintegerValue(m_ideal ? m_headerBytes : 0));
    return m_radio.Install(baseStation, users);
}

Ptr<ResourceManager>
CaqaHelper::InstallManager(Ptr<NetDevice> device, const Address& local, const Address& server)
{
    auto relay = m_relay.Create<ContentRelay>();
    relay->SetAttribute("Remote", AddressValue(server));
    auto manager = m_manager.Create<ResourceManager>();
    const Time maxTime = Seconds(m_cell->GetParameters().maxTime);
    manager->SetAttribute("SlotInterval", TimeValue(m_interval.IsZero() ? maxTime : m_interval));
    manager->SetAttribute("Slots", UintegerValue(m_slots));
    manager->SetAttribute("HeaderBytes", UintegerValue(m_ideal ? 0 : m_headerBytes));
    manager->SetAttribute("Local", AddressValue(local));
    manager->SetAttribute("Cell", PointerValue(m_cell));
    manager->SetAttribute("Device", PointerValue(device));
    manager->SetAttribute("Relay", PointerValue(relay));
    device->GetNode()->AddApplication(manager);
    return manager;
}

Ptr<UserApplication>
CaqaHelper::InstallUser(Ptr<NetDevice> device, const Address& local, const Address& manager)
{
    const CaqaParameters cell = m_cell->GetParameters();
    auto user = m_user.Create<UserApplication>();
    std::ostringstream requirement;
    requirement.precision(17);
    requirement << "ns3::UniformRandomVariable[Min=" << cell.minRequirement
                << "|Max=" << cell.maxRequirement << "]";
    user->SetAttribute("Requirement", StringValue(requirement.str()));
    const Time maxTime = Seconds(cell.maxTime);
    user->SetAttribute("SlotInterval", TimeValue(m_interval.IsZero() ? maxTime : m_interval));
    user->SetAttribute("Slots", UintegerValue(m_slots));
    user->SetAttribute("Local", AddressValue(local));
    user->SetAttribute("Remote", AddressValue(manager));
    user->SetAttribute("Cell", PointerValue(m_cell));
    user->SetAttribute("Device", PointerValue(device));
    device->GetNode()->AddApplication(user);
    return user;
}

Ptr<EdgeServer>
CaqaHelper::InstallServer(Ptr<Node> node, const Address& local)
{
    const DenoisingModel model = m_cell->GetParameters().denoising;
    auto server = m_server.Create<EdgeServer>();
    server->SetAttribute("WorkPerStep", DoubleValue(model.workPerStep));
    server->SetAttribute("Speed", DoubleValue(model.serverSpeed));
    server->SetAttribute("ErrorScale", DoubleValue(model.errorScale));
    server->SetAttribute("ErrorAttenuation", DoubleValue(model.errorAttenuation));
    server->SetAttribute("MinSteps", UintegerValue(model.minSteps));
    server->SetAttribute("Local", AddressValue(local));
    node->AddApplication(server);
    return server;
}

void
CaqaHelper::PlaceUsers(const NodeContainer& users,
                       const Vector& centre,
                       Ptr<UniformRandomVariable> random) const
{
    const CaqaScenario scenario = m_cell->GetScenario();
    const double inner = scenario.minDistance * scenario.minDistance;
    const double outer = scenario.radius * scenario.radius;
    for (auto node = users.Begin(); node != users.End(); ++node)
    {
        const double distance = std::sqrt(random->GetValue(inner, outer));
        const double angle = random->GetValue(0.0, 2.0 * M_PI);
        const Vector offset(distance * std::cos(angle), distance * std::sin(angle), 0.0);
        (*node)->GetObject<MobilityModel>()->SetPosition(centre + offset);
    }
}

} // namespace isac
} // namespace ns3
