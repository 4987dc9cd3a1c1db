/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dd-helper.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/enum.h"
#include "ns3/isac-block-fading-loss-model.h"
#include "ns3/isac-decibel.h"
#include "ns3/isac-uncoded-error-model.h"
#include "ns3/mobility-model.h"
#include "ns3/node.h"
#include "ns3/pointer.h"
#include "ns3/queue-size.h"
#include "ns3/uinteger.h"

#include <cmath>

namespace ns3
{
namespace isac
{

DdHelper::DdHelper()
    : m_cell(CreateObject<DdCell>())
{
    m_manager.SetTypeId(DdManager::GetTypeId());
    m_client.SetTypeId(DdClient::GetTypeId());
    m_server.SetTypeId(DdServer::GetTypeId());
}

Ptr<DdCell>
DdHelper::GetCell() const
{
    return m_cell;
}

IsacHelper&
DdHelper::GetRadio()
{
    return m_radio;
}

void
DdHelper::SetIdeal(bool ideal)
{
    m_ideal = ideal;
}

void
DdHelper::SetTransportBytes(uint32_t bytes)
{
    m_transportBytes = bytes;
}

void
DdHelper::SetPacketSize(uint32_t bytes)
{
    m_packetSize = bytes;
    m_server.Set("PacketSize", UintegerValue(bytes));
}

void
DdHelper::SetControl(double share, double power)
{
    m_controlShare = share;
    m_controlPower = power;
}

void
DdHelper::SetFading(Time block)
{
    m_fadingBlock = block;
}

void
DdHelper::SetDistance(double distance, double scale)
{
    m_distance = distance;
    m_gainScale = scale;
}

void
DdHelper::SetHarq(uint32_t transmissions)
{
    m_transmissions = transmissions;
}

void
DdHelper::SetManagerAttribute(const std::string& name, const AttributeValue& value)
{
    m_manager.Set(name, value);
}

void
DdHelper::SetClientAttribute(const std::string& name, const AttributeValue& value)
{
    m_client.Set(name, value);
}

void
DdHelper::SetServerAttribute(const std::string& name, const AttributeValue& value)
{
    m_server.Set(name, value);
}

void
DdHelper::PlaceUsers(const NodeContainer& users, const Vector& centre) const
{
    const double radius = m_cell->GetArrangement() == DdCell::EDGE ? m_distance : 0.5 * m_distance;
    for (uint32_t i = 0; i < users.GetN(); ++i)
    {
        const double angle = 2.0 * M_PI * i / users.GetN();
        const Vector offset(radius * std::cos(angle), radius * std::sin(angle), 0.0);
        users.Get(i)->GetObject<MobilityModel>()->SetPosition(centre + offset);
    }
}

uint32_t
DdHelper::HeaderBytes() const
{
    return IsacMacHeader().GetSerializedSize() + m_transportBytes +
           DdLatentHeader().GetSerializedSize();
}

double
DdHelper::GetBandwidth() const
{
    constexpr double BITS_PER_SYMBOL = 2.0; // QPSK, one symbol a second per hertz
    const uint32_t packets = (m_cell->GetLatentBytes() + m_packetSize - 1) / m_packetSize;
    m_cell->SetHeaderBytes(m_ideal ? 0 : HeaderBytes() * packets);
    const double granted = m_cell->GetParameters().users * m_cell->GetRate() / BITS_PER_SYMBOL;
    return granted / (1.0 - m_controlShare);
}

NetDeviceContainer
DdHelper::InstallRadio(Ptr<Node> baseStation, const NodeContainer& users)
{
    const DdParameters cell = m_cell->GetParameters();
    NS_ABORT_MSG_IF(users.GetN() != static_cast<uint32_t>(cell.users),
                    "DdHelper: the cell has " << cell.users << " users, the script gives "
                                              << users.GetN());
    NS_ABORT_MSG_IF(m_controlShare <= 0.0 && !m_ideal,
                    "DdHelper: without a share for control there is no band for requests");
    constexpr double NOISE_DBM = -174.0; // of each hertz
    constexpr double SLOPE_DB = 20.0;    // gain falls with the square of distance
    const double band = GetBandwidth();
    m_radio.SetBands(CARRIER, band, band);
    m_radio.SetFrequencyDivision(1.0 - m_controlShare);
    const double gain = m_gainScale * cell.snrPerWatt * DbmToWatt(NOISE_DBM) * m_cell->GetRate();
    constexpr double KILOMETRE = 1000.0; // the radio's helper counts from there
    const double interceptDb = SLOPE_DB * std::log10(KILOMETRE / m_distance) - LinearToDb(gain);
    m_radio.SetPathLoss(interceptDb, SLOPE_DB, Time());
    if (m_fadingBlock.IsStrictlyPositive())
    {
        auto fading = CreateObject<IsacBlockFadingLossModel>();
        fading->SetAttribute("BlockDuration", TimeValue(m_fadingBlock));
        fading->SetAttribute("Distribution", EnumValue(IsacBlockFadingLossModel::FISHER_SNEDECOR));
        fading->SetAttribute("Severity", DoubleValue(cell.fadingSeverity));
        fading->SetAttribute("Shadowing", DoubleValue(cell.fadingShadowing));
        fading->SetAttribute("Reciprocal", BooleanValue(false));
        m_radio.GetChannel()->GetPropagationLossModel()->SetNext(fading);
    }
    m_radio.SetErrorModel("ns3::isac::IsacUncodedErrorModel");
    m_radio.SetErrorModelAttribute("Modulation", EnumValue(IsacUncodedErrorModel::QPSK));
    m_radio.SetErrorModelAttribute("Transmissions", UintegerValue(m_transmissions));
    m_radio.SetPhyAttribute("NoiseDensityDbm", DoubleValue(NOISE_DBM));
    m_radio.SetBsMacAttribute("StandingPower", DoubleValue(m_controlPower));
    m_radio.SetBsMacAttribute("IdealDownlink", BooleanValue(m_ideal));
    m_radio.SetUeMacAttribute("TxPower", DoubleValue(m_controlPower));
    m_radio.SetUeMacAttribute("IdealUplink", BooleanValue(m_ideal));
    // A whole latent waits for its grant, in packets of one byte at the least.
    const QueueSizeValue queue(
        QueueSize(QueueSizeUnit::PACKETS, 2 * m_cell->GetLatentBytes() + 1000));
    m_radio.SetBsMacAttribute("QueueSize", queue);
    m_radio.SetBsMacAttribute("UnchargedBytes", UintegerValue(m_ideal ? HeaderBytes() : 0));
    return m_radio.Install(baseStation, users);
}

std::vector<NetDeviceContainer>
DdHelper::InstallLinks(const NodeContainer& users)
{
    std::vector<NetDeviceContainer> cells;
    if (m_cell->GetArrangement() == DdCell::EDGE || users.GetN() < 2)
    {
        return cells;
    }
    for (uint32_t head = 0; head < users.GetN(); ++head)
    {
        NodeContainer others;
        for (uint32_t i = 0; i < users.GetN(); ++i)
        {
            if (i != head)
            {
                others.Add(users.Get(i));
            }
        }
        cells.push_back(m_radio.Install(users.Get(head), others));
    }
    return cells;
}

Ptr<DdManager>
DdHelper::InstallManager(Ptr<NetDevice> device, const Address& local, const Address& server)
{
    auto manager = m_manager.Create<DdManager>();
    manager->SetAttribute("Local", AddressValue(local));
    manager->SetAttribute("ServerAddress", AddressValue(server));
    manager->SetAttribute("Cell", PointerValue(m_cell));
    manager->SetAttribute("Device", PointerValue(device));
    manager->SetGrantedBand(m_radio.GetGrantedDownlink());
    device->GetNode()->AddApplication(manager);
    return manager;
}

Ptr<DdServer>
DdHelper::InstallServer(Ptr<Node> node,
                        const Address& local,
                        double stepEnergy,
                        Ptr<NetDevice> device)
{
    auto server = m_server.Create<DdServer>();
    server->SetAttribute("Local", AddressValue(local));
    server->SetAttribute("StepEnergy", DoubleValue(stepEnergy));
    server->SetAttribute("Cell", PointerValue(m_cell));
    if (device)
    {
        server->SetAttribute("Device", PointerValue(device));
    }
    node->AddApplication(server);
    return server;
}

Ptr<DdClient>
DdHelper::InstallClient(Ptr<NetDevice> device, const Address& local, const Address& manager)
{
    auto client = m_client.Create<DdClient>();
    client->SetAttribute("Local", AddressValue(local));
    client->SetAttribute("Manager", AddressValue(manager));
    client->SetAttribute("Cell", PointerValue(m_cell));
    client->SetAttribute("Device", PointerValue(device));
    device->GetNode()->AddApplication(client);
    return client;
}

} // namespace isac
} // namespace ns3
