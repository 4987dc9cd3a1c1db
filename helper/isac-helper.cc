/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-helper.h"

#include "ns3/basic-energy-source.h"
#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/energy-source-container.h"
#include "ns3/isac-block-fading-loss-model.h"
#include "ns3/isac-bs-mac.h"
#include "ns3/isac-ue-mac.h"
#include "ns3/log.h"
#include "ns3/multi-model-spectrum-channel.h"
#include "ns3/net-device-queue-interface.h"
#include "ns3/propagation-loss-model.h"
#include "ns3/queue-item.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace isac
{

NS_LOG_COMPONENT_DEFINE("IsacHelper");

namespace
{

/**
 * @param band any
 * @param share of it
 * @return its lower part; all of it, to the last bit, for 1
 */
IsacBand
LowerPart(const IsacBand& band, double share)
{
    return {band.low, share < 1.0 ? band.low + share * band.Width() : band.high};
}

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

IsacHelper::IsacHelper()
{
    m_device.SetTypeId(IsacNetDevice::GetTypeId());
    m_phy.SetTypeId(IsacPhy::GetTypeId());
    m_sensor.SetTypeId(IsacSensor::GetTypeId());
    m_bsMac.SetTypeId(IsacBsMac::GetTypeId());
    m_ueMac.SetTypeId(IsacUeMac::GetTypeId());
    m_errorModel.SetTypeId("ns3::isac::IsacOutageErrorModel");
    SetBands(28e9, 100e6, 20e6);
}

void
IsacHelper::SetChannel(Ptr<SpectrumChannel> channel)
{
    m_channel = channel;
}

Ptr<SpectrumChannel>
IsacHelper::GetChannel()
{
    if (!m_channel)
    {
        m_channel = CreateObject<MultiModelSpectrumChannel>();
        constexpr double DECADES_IN_KM = 3.0; // the loss model counts from 1 m
        auto loss = CreateObject<LogDistancePropagationLossModel>();
        loss->SetReference(1.0, m_interceptDb - DECADES_IN_KM * m_slopeDb);
        loss->SetPathLossExponent(m_slopeDb / 10.0);
        if (m_fadingBlock.IsStrictlyPositive())
        {
            auto fading = CreateObject<IsacBlockFadingLossModel>();
            fading->SetAttribute("BlockDuration", TimeValue(m_fadingBlock));
            fading->SetAttribute("RicianFactor", DoubleValue(m_ricianFactor));
            fading->SetAttribute("Reciprocal", BooleanValue(m_reciprocal));
            loss->SetNext(fading);
        }
        m_channel->AddPropagationLossModel(loss);
    }
    return m_channel;
}

void
IsacHelper::SetPathLoss(double interceptDb, double slopeDb, Time fadingBlock)
{
    m_interceptDb = interceptDb;
    m_slopeDb = slopeDb;
    m_fadingBlock = fadingBlock;
}

void
IsacHelper::SetFading(double ricianFactor, bool reciprocal)
{
    m_ricianFactor = ricianFactor;
    m_reciprocal = reciprocal;
}

void
IsacHelper::SetFrequencyDivision(double share)
{
    NS_ABORT_MSG_UNLESS(share >= 0.0 && share <= 1.0, "IsacHelper: a share is in [0, 1]");
    m_division = share;
}

IsacBand
IsacHelper::GetGrantedDownlink() const
{
    return LowerPart(m_downlink, m_division);
}

IsacBand
IsacHelper::GetGrantedUplink() const
{
    return LowerPart(m_uplink, m_division);
}

void
IsacHelper::SetBands(double carrier, double downlink, double uplink)
{
    NS_ABORT_MSG_IF(downlink <= 0.0 || uplink <= 0.0, "IsacHelper: a band has no width");
    m_downlink = {carrier - 0.5 * downlink, carrier + 0.5 * downlink};
    m_uplink = {m_downlink.high, m_downlink.high + uplink};
}

void
IsacHelper::SetSharedBand(bool shared)
{
    m_shared = shared;
}

void
IsacHelper::SetCommonBins(uint32_t bins)
{
    Bands all;
    for (const auto& band : {m_downlink, m_uplink})
    {
        for (uint32_t i = 0; i < bins; ++i)
        {
            const IsacBand part = band.Part(i, bins);
            all.push_back({part.low, 0.5 * (part.low + part.high), part.high});
        }
    }
    m_commonModel = Create<SpectrumModel>(all);
}

void
IsacHelper::SetDeviceAttribute(const std::string& name, const AttributeValue& value)
{
    m_device.Set(name, value);
}

void
IsacHelper::SetPhyAttribute(const std::string& name, const AttributeValue& value)
{
    m_phy.Set(name, value);
}

void
IsacHelper::SetSensorAttribute(const std::string& name, const AttributeValue& value)
{
    m_sensor.Set(name, value);
}

void
IsacHelper::SetBsMacAttribute(const std::string& name, const AttributeValue& value)
{
    m_bsMac.Set(name, value);
}

void
IsacHelper::SetUeMacAttribute(const std::string& name, const AttributeValue& value)
{
    m_ueMac.Set(name, value);
}

void
IsacHelper::SetErrorModel(const std::string& type)
{
    m_errorModel.SetTypeId(type);
}

void
IsacHelper::SetErrorModelAttribute(const std::string& name, const AttributeValue& value)
{
    m_errorModel.Set(name, value);
}

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

    const IsacBand downlinkRest = {GetGrantedDownlink().high, m_downlink.high};
    const IsacBand uplinkRest = {GetGrantedUplink().high, m_uplink.high};
    const bool wholly = m_division >= 1.0;
    if (wholly)
    {
        bsMac->SetAttribute("StandingGrants", BooleanValue(false));
    }
    for (uint32_t k = 0; k < users.GetN(); ++k)
    {
        // Without a subchannel the radio is the receiver of grants.
        const IsacBand downlink = wholly     ? m_downlink
                                  : m_shared ? downlinkRest
                                             : downlinkRest.Part(k, users.GetN());
        const IsacBand uplink = wholly ? IsacBand() : uplinkRest.Part(k, users.GetN());
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

int64_t
IsacHelper::AssignStreams(const NetDeviceContainer& devices, int64_t stream)
{
    const int64_t first = stream;
    if (m_channel)
    {
        if (const auto loss = m_channel->GetPropagationLossModel())
        {
            stream += loss->AssignStreams(stream);
        }
    }
    for (auto device = devices.Begin(); device != devices.End(); ++device)
    {
        if (const auto isac = DynamicCast<IsacNetDevice>(*device))
        {
            stream += isac->AssignStreams(stream);
        }
    }
    return stream - first;
}

} // namespace isac
} // namespace ns3
