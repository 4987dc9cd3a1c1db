/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-helper.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/enum.h"
#include "ns3/mobility-model.h"
#include "ns3/node.h"
#include "ns3/pointer.h"
#include "ns3/queue-size.h"
#include "ns3/random-variable-stream.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace isac
{

MegcHelper::MegcHelper()
    : m_cell(CreateObject<MegcCell>())
{
    m_manager.SetTypeId(MegcManager::GetTypeId());
    m_user.SetTypeId(MegcUser::GetTypeId());
    m_server.SetTypeId(MegcServer::GetTypeId());
}

Ptr<MegcCell>
MegcHelper::GetCell() const
{
    return m_cell;
}

IsacHelper&
MegcHelper::GetRadio()
{
    return m_radio;
}

void
MegcHelper::SetIdeal(bool ideal)
{
    m_ideal = ideal;
}

void
MegcHelper::SetTransportBytes(uint32_t bytes)
{
    m_transportBytes = bytes;
}

void
MegcHelper::SetSlots(uint32_t count)
{
    m_slots = count;
}

void
MegcHelper::SetSlotTime(Time time)
{
    m_slotTime = time;
}

void
MegcHelper::SetManagerAttribute(const std::string& name, const AttributeValue& value)
{
    m_manager.Set(name, value);
}

void
MegcHelper::SetUserAttribute(const std::string& name, const AttributeValue& value)
{
    m_user.Set(name, value);
}

void
MegcHelper::SetServerAttribute(const std::string& name, const AttributeValue& value)
{
    m_server.Set(name, value);
}

uint32_t
MegcHelper::GetUserCount() const
{
    const MegcParameters cell = m_cell->GetParameters();
    return static_cast<uint32_t>(cell.computeUsers + cell.contentUsers + cell.visionUsers);
}

MegcKind
MegcHelper::GetKind(uint32_t index) const
{
    const MegcParameters cell = m_cell->GetParameters();
    const auto contentFrom = static_cast<uint32_t>(cell.computeUsers);
    const uint32_t visionFrom = contentFrom + static_cast<uint32_t>(cell.contentUsers);
    return index < contentFrom ? MEGC_COMPUTATION : index < visionFrom ? MEGC_CONTENT : MEGC_VISION;
}

NetDeviceContainer
MegcHelper::InstallRadio(Ptr<Node> baseStation, const NodeContainer& users)
{
    NS_ABORT_MSG_IF(users.GetN() != GetUserCount(),
                    "MegcHelper: the cell has " << GetUserCount() << " users, the script gives "
                                                << users.GetN());
    const MegcParameters cell = m_cell->GetParameters();
    const MegcScenario scenario = m_cell->GetScenario();
    const double bestEffort = m_cell->GetBestEffortShare();
    NS_ABORT_MSG_IF(bestEffort <= 0.0 && !m_ideal,
                    "MegcHelper: without BestEffortShare there is no band for reports and grants");
    constexpr double CARRIER = 28e9;
    m_radio.SetBands(CARRIER, cell.downlinkBandwidth, cell.uplinkBandwidth);
    m_radio.SetFrequencyDivision(1.0 - bestEffort);
    constexpr double SLOPE_DB = 20.0; // gain falls with the square of distance
    constexpr double DECADES_IN_KM = 3.0;
    const double interceptDb =
        DECADES_IN_KM * SLOPE_DB - 10.0 * std::log10(scenario.gainAtOneMetre);
    m_radio.SetPathLoss(interceptDb,
                        SLOPE_DB,
                        scenario.fading == MegcFading::NONE ? Time() : m_slotTime);
    m_radio.SetFading(scenario.fading == MegcFading::RICIAN ? scenario.ricianFactor : 0.0, false);
    m_radio.SetPhyAttribute("NoiseDensityDbm",
                            DoubleValue(10.0 * std::log10(cell.noiseDensity) + 30.0));
    const double sharers = users.GetN();
    m_radio.SetBsMacAttribute("StandingPower",
                              DoubleValue(bestEffort * cell.serverPower / sharers));
    m_radio.SetBsMacAttribute("IdealDownlink", BooleanValue(m_ideal));
    m_radio.SetUeMacAttribute("TxPower", DoubleValue(bestEffort * cell.userPower));
    m_radio.SetUeMacAttribute("IdealUplink", BooleanValue(m_ideal));
    // A whole task waits for its grant: Poisson's law may draw ten deviations more than its mean.
    constexpr double LEAST_PACKET = 500.0; // [byte]
    constexpr double LEAST_QUEUE = 10000.0;
    const double sent =
        std::max(scenario.maxTaskBits * std::max(1.0, cell.expansion), scenario.maxContentBits);
    const double packets = 2.0 * sent / 8.0 / LEAST_PACKET + LEAST_QUEUE;
    const QueueSizeValue queue(QueueSize(QueueSizeUnit::PACKETS, static_cast<uint32_t>(packets)));
    m_radio.SetBsMacAttribute("QueueSize", queue);
    m_radio.SetUeMacAttribute("QueueSize", queue);
    const uint32_t below = IsacMacHeader().GetSerializedSize() + m_transportBytes;
    const uint32_t task = below + MegcTaskHeader().GetSerializedSize();
    const uint32_t result = below + MegcResultHeader().GetSerializedSize();
    m_radio.SetUeMacAttribute("UnchargedBytes", UintegerValue(m_ideal ? task : 0));
    m_radio.SetBsMacAttribute("UnchargedBytes", UintegerValue(m_ideal ? result : 0));
    return m_radio.Install(baseStation, users);
}

Ptr<MegcServer>
MegcHelper::InstallServer(Ptr<Node> node, const Address& local)
{
    auto server = m_server.Create<MegcServer>();
    server->SetAttribute("Local", AddressValue(local));
    server->SetAttribute("Cell", PointerValue(m_cell));
    node->AddApplication(server);
    return server;
}

Ptr<MegcManager>
MegcHelper::InstallManager(Ptr<NetDevice> device,
                           const Address& local,
                           Ptr<MegcServer> server,
                           const Address& serverAddress)
{
    auto manager = m_manager.Create<MegcManager>();
    manager->SetAttribute("SlotTime", TimeValue(m_slotTime));
    manager->SetAttribute("Slots", UintegerValue(m_slots));
    manager->SetAttribute("Local", AddressValue(local));
    if (server)
    {
        manager->SetAttribute("Server", PointerValue(server));
    }
    manager->SetAttribute("ServerAddress", AddressValue(serverAddress));
    manager->SetAttribute("Cell", PointerValue(m_cell));
    manager->SetAttribute("Device", PointerValue(device));
    manager->SetGrantedBands(m_radio.GetGrantedUplink(), m_radio.GetGrantedDownlink());
    device->GetNode()->AddApplication(manager);
    return manager;
}

Ptr<RandomVariableStream>
MegcHelper::MakeTaskBits(MegcKind kind) const
{
    constexpr double MEGABIT = 1e6;
    const MegcScenario scenario = m_cell->GetScenario();
    const bool content = kind == MEGC_CONTENT;
    const double least = content ? scenario.minContentBits : scenario.minTaskBits;
    const double most = content ? scenario.maxContentBits : scenario.maxTaskBits;
    if (scenario.tasks == MegcTaskLaw::UNIFORM)
    {
        auto uniform = CreateObject<UniformRandomVariable>();
        uniform->SetAttribute("Min", DoubleValue(least));
        uniform->SetAttribute("Max", DoubleValue(most));
        return uniform;
    }
    // Whole Mbit around the middle of the range.
    auto poisson = CreateObject<EmpiricalRandomVariable>();
    const double mean = 0.5 * (least + most) / MEGABIT;
    const int last = static_cast<int>(mean + 10.0 * std::sqrt(mean) + 10.0);
    double law = 0.0;
    for (int size = 0; size < last; ++size)
    {
        // By logarithms: the chance of nothing is no number from a mean of 745 on.
        law += mean > 0.0 ? std::exp(size * std::log(mean) - mean - std::lgamma(size + 1.0))
                          : (size == 0 ? 1.0 : 0.0);
        poisson->CDF(size * MEGABIT, std::min(law, 1.0));
    }
    poisson->CDF(last * MEGABIT, 1.0); // the tail, of less than 1e-15
    return poisson;
}

Ptr<MegcUser>
MegcHelper::InstallUser(uint32_t index,
                        Ptr<NetDevice> device,
                        const Address& local,
                        const Address& manager,
                        const Address& server)
{
    const MegcKind kind = GetKind(index);
    auto user = m_user.Create<MegcUser>();
    user->SetAttribute("Kind", EnumValue(kind));
    user->SetAttribute("TaskBits", PointerValue(MakeTaskBits(kind)));
    user->SetAttribute("Local", AddressValue(local));
    user->SetAttribute("Manager", AddressValue(manager));
    user->SetAttribute("Server", AddressValue(server));
    user->SetAttribute("Cell", PointerValue(m_cell));
    user->SetAttribute("Device", PointerValue(device));
    device->GetNode()->AddApplication(user);
    return user;
}

void
MegcHelper::PlaceUsers(const NodeContainer& users, const Vector& centre) const
{
    const MegcScenario scenario = m_cell->GetScenario();
    for (uint32_t i = 0; i < users.GetN(); ++i)
    {
        const MegcKind kind = GetKind(i);
        const double distance = kind == MEGC_COMPUTATION ? scenario.computeDistance
                                : kind == MEGC_CONTENT   ? scenario.contentDistance
                                                         : scenario.visionDistance;
        const double angle = 2.0 * M_PI * i / users.GetN();
        const Vector offset(distance * std::cos(angle), distance * std::sin(angle), 0.0);
        users.Get(i)->GetObject<MobilityModel>()->SetPosition(centre + offset);
    }
}

} // namespace isac
} // namespace ns3
