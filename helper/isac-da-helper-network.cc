/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * How a DaHelper builds radio cells, backhaul and IP.
 */

#include "isac-da-helper.h"

#include "ns3/arp-cache.h"
#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/ipv4-interface.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/ipv4-static-routing-helper.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/queue-size.h"
#include "ns3/string.h"
#include "ns3/traffic-control-helper.h"
#include "ns3/traffic-control-layer.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace ns3
{
namespace isac
{

namespace
{

constexpr uint32_t TRANSPORT_BYTES = 28; //!< headers of UDP and IP
constexpr uint32_t LEAST_MTU = 1500;     //!< as usual [byte]

/**
 * @brief Tell a device's node that another one has this address.
 * @param device whose node is told
 * @param other on the same channel
 */
void
Introduce(Ptr<NetDevice> device, Ptr<NetDevice> other)
{
    const auto interfaceOf = [](Ptr<NetDevice> of) {
        const auto ip = of->GetNode()->GetObject<Ipv4L3Protocol>();
        return ip->GetInterface(static_cast<uint32_t>(ip->GetInterfaceForDevice(of)));
    };
    const Ipv4Address address = interfaceOf(other)->GetAddress(0).GetLocal();
    ArpCache::Entry* entry = interfaceOf(device)->GetArpCache()->Add(address);
    entry->SetMacAddress(other->GetAddress());
    entry->MarkPermanent();
}

/// @param first part of an address @param number of the network @param rest of it @return address
std::string
NetworkAddress(const std::string& first, std::size_t number, const std::string& rest)
{
    std::ostringstream text;
    text << first << number << rest;
    return text.str();
}

/// @param devices that need no queues of their own: those below hold whole segments
void
RemoveQueueDiscs(const NetDeviceContainer& devices)
{
    for (auto device = devices.Begin(); device != devices.End(); ++device)
    {
        const auto control = (*device)->GetNode()->GetObject<TrafficControlLayer>();
        if (control->GetRootQueueDiscOnDevice(*device))
        {
            TrafficControlHelper().Uninstall(*device);
        }
    }
}

} // namespace

void
DaHelper::InstallRadios(DaNetwork& network,
                        const NodeContainer& stations,
                        const NodeContainer& users) const
{
    const DaScenario scenario = m_cell->GetScenario();
    const double control = m_cell->GetControlShare();
    const double sharers = static_cast<double>(scenario.stations.size()) * users.GetN();
    const uint32_t below = IsacMacHeader().GetSerializedSize() + TRANSPORT_BYTES;
    const uint32_t segment = below + DaSegmentHeader().GetSerializedSize();
    const uint32_t report = below + DaReportHeader().GetSerializedSize();
    const uint32_t mtu =
        std::max({LEAST_MTU, m_packetSize + segment, m_cell->GetSampleBytes() + report});
    const QueueSizeValue queue(QueueSize("1000000p")); // whole segments wait for their grants
    for (uint32_t s = 0; s < stations.GetN(); ++s)
    {
        const DaSensing& sensing = scenario.stations[s].sensing;
        IsacHelper cell;
        if (!m_errorModel.empty())
        {
            cell.SetErrorModel(m_errorModel);
        }
        // The uplink beside the carrier is for control only.
        cell.SetBands(sensing.carrierFrequency,
                      scenario.budget.bandwidth,
                      scenario.budget.bandwidth);
        cell.SetFrequencyDivision(1.0 - control);
        cell.SetFlexibleDuplex(true);
        const LogDistancePathLoss loss = DaPathLoss(sensing.carrierFrequency);
        cell.SetPathLoss(loss.interceptDb, loss.slopeDb, Time());
        cell.SetPhyAttribute("NoiseDensityDbm",
                             DoubleValue(10.0 * std::log10(scenario.model.noiseDensity) + 30.0));
        cell.SetDeviceAttribute("Mtu", UintegerValue(mtu));
        cell.SetBsMacAttribute("StandingPower",
                               DoubleValue(control * scenario.budget.power / sharers));
        cell.SetBsMacAttribute("IdealDownlink", BooleanValue(m_ideal));
        cell.SetBsMacAttribute("UnchargedBytes", UintegerValue(m_ideal ? segment : 0));
        cell.SetBsMacAttribute("QueueSize", queue);
        cell.SetUeMacAttribute("TxPower", DoubleValue(m_cell->GetUserPower()));
        cell.SetUeMacAttribute("IdealUplink", BooleanValue(m_ideal));
        cell.SetUeMacAttribute("UnchargedBytes", UintegerValue(m_ideal ? report : 0));
        cell.SetUeMacAttribute("QueueSize", queue);
        network.radios.push_back(cell.Install(stations.Get(s), users));
        network.cells.push_back(cell);
        const auto sensor = IsacHelper::InstallWaveformSensor(network.radios[s].Get(0));
        sensor->SetSensing(sensing);
        for (const auto& [name, value] : m_sensor)
        {
            sensor->SetAttribute(name, *value);
        }
    }
}

void
DaHelper::InstallBackhauls(DaNetwork& network, const NodeContainer& stations, Ptr<Node> edge) const
{
    // So fast that no packet takes half a nanosecond.
    const DataRate instant(1000000000000000000);
    PointToPointHelper link;
    link.SetDeviceAttribute("DataRate", DataRateValue(m_ideal ? instant : m_backhaulRate));
    link.SetDeviceAttribute("Mtu", UintegerValue(network.radios.front().Get(0)->GetMtu()));
    link.SetChannelAttribute("Delay", TimeValue(m_ideal ? Time() : m_backhaulDelay));
    link.SetQueue("ns3::DropTailQueue<Packet>", "MaxSize", StringValue("1000000p"));
    for (uint32_t s = 0; s < stations.GetN(); ++s)
    {
        network.backhauls.push_back(link.Install(edge, stations.Get(s)));
    }
}

void
DaHelper::InstallRoutes(const DaNetwork& network, Ptr<Node> edge) const
{
    InternetStackHelper internet;
    internet.SetIpv6StackInstall(false);
    internet.Install(edge);
    for (uint32_t i = 1; i < network.radios.front().GetN(); ++i)
    {
        internet.Install(network.radios.front().Get(i)->GetNode());
    }
    Ipv4StaticRoutingHelper routing;
    const Ipv4Mask radioMask("255.255.0.0");
    const Ipv4Mask coreMask("255.255.255.0");
    for (std::size_t s = 0; s < network.radios.size(); ++s)
    {
        const NetDeviceContainer& radios = network.radios[s];
        const Ptr<NetDevice> base = radios.Get(0);
        internet.Install(base->GetNode());
        const std::string radioNet = NetworkAddress("10.", s + 1, ".0.0");
        const std::string coreNet = NetworkAddress("172.16.", s, ".0");
        Ipv4AddressHelper addresses(radioNet.c_str(), radioMask);
        const Ipv4InterfaceContainer radio = addresses.Assign(radios);
        addresses.SetBase(coreNet.c_str(), coreMask);
        const Ipv4InterfaceContainer core = addresses.Assign(network.backhauls[s]);
        RemoveQueueDiscs(radios);
        RemoveQueueDiscs(network.backhauls[s]);
        routing.GetStaticRouting(edge->GetObject<Ipv4>())
            ->AddNetworkRouteTo(Ipv4Address(radioNet.c_str()),
                                radioMask,
                                core.GetAddress(1),
                                core.Get(0).second);
        for (uint32_t i = 1; i < radios.GetN(); ++i)
        {
            const auto ip = radios.Get(i)->GetNode()->GetObject<Ipv4>();
            routing.GetStaticRouting(ip)->AddNetworkRouteTo(Ipv4Address(coreNet.c_str()),
                                                            coreMask,
                                                            radio.GetAddress(0),
                                                            radio.Get(i).second);
            Introduce(radios.Get(i), base);
            Introduce(base, radios.Get(i));
        }
    }
}

int64_t
DaHelper::AssignStreams(DaNetwork& network, int64_t stream)
{
    const int64_t first = stream;
    for (std::size_t s = 0; s < network.cells.size(); ++s)
    {
        stream += network.cells[s].AssignStreams(network.radios[s], stream);
    }
    for (const Ptr<DaVideoUser>& user : network.users)
    {
        stream += user->AssignStreams(stream);
    }
    NodeContainer nodes(network.server->GetNode());
    for (const NetDeviceContainer& radios : network.radios)
    {
        nodes.Add(radios.Get(0)->GetNode());
    }
    for (const Ptr<DaVideoUser>& user : network.users)
    {
        nodes.Add(user->GetNode());
    }
    stream += InternetStackHelper().AssignStreams(nodes, stream);
    return stream - first;
}

} // namespace isac
} // namespace ns3
