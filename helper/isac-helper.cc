/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-helper.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/isac-block-fading-loss-model.h"
#include "ns3/isac-bs-mac.h"
#include "ns3/isac-ue-mac.h"
#include "ns3/log.h"
#include "ns3/multi-model-spectrum-channel.h"
#include "ns3/propagation-loss-model.h"

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
    return m_flexible ? GetGrantedDownlink() : LowerPart(m_uplink, m_division);
}

void
IsacHelper::SetFlexibleDuplex(bool flexible)
{
    m_flexible = flexible;
}

IsacBand
IsacHelper::GetOwnDownlink() const
{
    return {LowerPart(m_downlink, m_division).high, m_downlink.high};
}

IsacBand
IsacHelper::GetOwnUplink() const
{
    return {LowerPart(m_uplink, m_division).high, m_uplink.high};
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
            if (const auto sensor = isac->GetObject<IsacWaveformSensor>())
            {
                stream += sensor->AssignStreams(stream);
            }
        }
    }
    return stream - first;
}

} // namespace isac
} // namespace ns3
