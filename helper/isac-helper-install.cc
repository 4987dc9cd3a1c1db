/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * How an IsacHelper builds a cell, and what it puts on devices.
 */

#include "isac-helper.h"

#include "ns3/basic-energy-source.h"
#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/energy-source-container.h"
#include "ns3/isac-bs-mac.h"
#include "ns3/isac-ue-mac.h"
#include "ns3/net-device-queue-interface.h"
#include "ns3/queue-item.h"
#include "ns3/socket.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @param grantedPriority of packets that go within grants
 * @param item on its way to the device
 * @return number of the traffic class's queue
 */
std::size_t
SelectQueue(uint8_t grantedPriority, Ptr<QueueItem> item)
{
    SocketPriorityTag tag;
    const bool granted =
        item->GetPacket()->PeekPacketTag(tag) && tag.GetPriority() == grantedPriority;
    return granted ? 0 : 1;
}

} // namespace

Ptr<IsacNetDevice>
IsacHelper::MakeDevice() const
{
    auto device = m_device.Create<IsacNetDevice>();
    // TrafficControlLayer takes the priority off packets for devices that have one queue only.
    constexpr uint32_t CLASSES = 2; // granted and best effort
    auto queues =
        CreateObjectWithAttributes<NetDeviceQueueInterface>("NTxQueues", UintegerValue(CLASSES));
    queues->SetSelectQueueCallback(MakeBoundCallback(&SelectQueue, device->GetGrantedPriority()));
    device->AggregateObject(queues);
    return device;
}

Ptr<IsacPhy>
IsacHelper::MakePhy(Ptr<Node> node, Ptr<IsacNetDevice> device, const IsacBand& band)
{
    const auto mobility = node->GetObject<MobilityModel>();
    NS_ABORT_MSG_IF(!mobility, "IsacHelper: node " << node->GetId() << " has no mobility model");
    auto phy = m_phy.Create<IsacPhy>();
    phy->SetDevice(device);
    phy->SetMobility(mobility);
    phy->SetAddress(Mac48Address::ConvertFrom(device->GetAddress()));
    phy->SetErrorModel(m_errorModel.Create<SpectrumErrorModel>());
    if (m_commonModel)
    {
        phy->SetCommonModel(m_commonModel);
    }
    phy->SetRxBand(band);
    return phy;
}

NetDeviceContainer
IsacHelper::Install(Ptr<Node> baseStation, const NodeContainer& users)
{
    NS_ABORT_MSG_IF(users.GetN() == 0, "IsacHelper: a cell needs a user");
    const Ptr<SpectrumChannel> channel = GetChannel();
    NetDeviceContainer devices;

    const Ptr<IsacNetDevice> bsDevice = MakeDevice();
    bsDevice->SetAddress(Mac48Address::Allocate());
    baseStation->AddDevice(bsDevice);
    auto bsMac = m_bsMac.Create<IsacBsMac>();
    auto bsPhy = MakePhy(baseStation, bsDevice, m_downlink);
    bsPhy->SetSensor(m_sensor.Create<IsacSensor>());
    bsMac->SetPhy(bsPhy);
    bsDevice->SetPhy(bsPhy);
    bsDevice->SetMac(bsMac);
    bsPhy->SetChannel(channel);
    devices.Add(bsDevice);

    const bool wholly = m_division >= 1.0;
    if (wholly)
    {
        bsMac->SetAttribute("StandingGrants", BooleanValue(false));
    }
    for (uint32_t k = 0; k < users.GetN(); ++k)
    {
        // Without a subchannel the radio is the receiver of grants.
        const IsacBand downlink = wholly     ? m_downlink
                                  : m_shared ? GetOwnDownlink()
                                             : GetOwnDownlink().Part(k, users.GetN());
        const IsacBand uplink = wholly ? IsacBand() : GetOwnUplink().Part(k, users.GetN());
        const Ptr<IsacNetDevice> device = MakeDevice();
        device->SetAddress(Mac48Address::Allocate());
        users.Get(k)->AddDevice(device);
        auto mac = m_ueMac.Create<IsacUeMac>();
        auto phy = MakePhy(users.Get(k), device, downlink);
        phy->SetReceiveCallback(MakeCallback(&IsacMac::ReceiveFrame, PeekPointer(mac)));
        mac->SetPhy(phy);
        device->SetPhy(phy);
        device->SetMac(mac);
        if (wholly)
        {
            phy->SetDivided();
        }
        phy->SetChannel(channel);
        devices.Add(device);

        Ptr<IsacPhy> chain;
        if (!wholly)
        {
            chain = MakePhy(baseStation, bsDevice, uplink);
            chain->SetReceiveCallback(MakeCallback(&IsacMac::ReceiveFrame, PeekPointer(bsMac)));
            chain->SetChannel(channel);
            bsDevice->AddUplinkChain(chain);
        }
        mac->SetBaseStation(bsMac, chain, uplink);
        bsMac->AddUser(Mac48Address::ConvertFrom(device->GetAddress()), phy, downlink);
        if (m_division > 0.0)
        {
            InstallGrantChains(bsDevice, device);
        }
    }
    return devices;
}

void
IsacHelper::InstallGrantChains(Ptr<IsacNetDevice> base, Ptr<IsacNetDevice> device)
{
    const auto bsMac = DynamicCast<IsacBsMac>(base->GetMac());
    const auto mac = DynamicCast<IsacUeMac>(device->GetMac());
    Ptr<IsacPhy> own = device->GetPhy();
    if (m_division < 1.0)
    {
        own = MakePhy(device->GetNode(), device, GetGrantedDownlink());
        own->SetReceiveCallback(MakeCallback(&IsacMac::ReceiveFrame, PeekPointer(mac)));
        own->SetDivided();
        own->SetChannel(m_channel);
        device->AddGrantChain(own);
    }
    auto chain = MakePhy(base->GetNode(), base, GetGrantedUplink());
    chain->SetReceiveCallback(
        MakeCallback(&IsacMac::ReceiveFrame, PeekPointer(StaticCast<IsacMac>(bsMac))));
    chain->SetDivided();
    chain->SetSource(device->GetPhy());
    chain->SetChannel(m_channel);
    base->AddGrantChain(chain);
    if (m_flexible)
    {
        base->GetPhy()->AddOwnReceiver(chain);
        device->GetPhy()->AddOwnReceiver(own);
    }
    bsMac->SetGrantChain(Mac48Address::ConvertFrom(device->GetAddress()),
                         own,
                         GetGrantedDownlink());
    mac->SetGrantChain(chain, GetGrantedUplink(), own);
}

Ptr<IsacRadioEnergyModel>
IsacHelper::InstallEnergy(Ptr<NetDevice> device, double initialEnergy)
{
    const Ptr<Node> node = device->GetNode();
    auto source = CreateObject<energy::BasicEnergySource>();
    source->SetNode(node);
    source->SetInitialEnergy(initialEnergy);
    // Empty but for what rounding needs; without this the source is depleted at a tenth.
    source->SetAttribute("BasicEnergyLowBatteryThreshold", DoubleValue(1e-6));
    auto model = CreateObject<IsacRadioEnergyModel>();
    model->SetEnergySource(source);
    source->AppendDeviceEnergyModel(model);
    model->AttachPhy(DynamicCast<IsacNetDevice>(device)->GetPhy());
    auto sources = node->GetObject<energy::EnergySourceContainer>();
    if (!sources)
    {
        sources = CreateObject<energy::EnergySourceContainer>();
        node->AggregateObject(sources);
    }
    sources->Add(source);
    return model;
}

Ptr<IsacWaveformSensor>
IsacHelper::InstallWaveformSensor(Ptr<NetDevice> device)
{
    const auto isac = DynamicCast<IsacNetDevice>(device);
    const auto mac = isac ? DynamicCast<IsacBsMac>(isac->GetMac()) : nullptr;
    NS_ABORT_MSG_IF(!mac, "IsacHelper: a waveform sensor goes on a base station's device");
    NS_ABORT_MSG_IF(device->GetObject<IsacWaveformSensor>(),
                    "IsacHelper: the device has a waveform sensor");
    auto sensor = CreateObject<IsacWaveformSensor>();
    sensor->SetMac(mac);
    device->AggregateObject(sensor);
    return sensor;
}

} // namespace isac
} // namespace ns3
