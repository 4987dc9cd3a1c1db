/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-phy.h"

#include "isac-compat.h"
#include "isac-error-model.h"

#include "ns3/angles.h"
#include "ns3/double.h"
#include "ns3/isac-decibel.h"
#include "ns3/isac-shannon-rate.h"
#include "ns3/log.h"
#include "ns3/net-device.h"
#include "ns3/pointer.h"
#include "ns3/propagation-loss-model.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace isac
{

NS_LOG_COMPONENT_DEFINE("IsacPhy");
NS_OBJECT_ENSURE_REGISTERED(IsacPhy);

TypeId
IsacPhy::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::IsacPhy")
            .SetParent<SpectrumPhy>()
            .SetGroupName("Isac")
            .AddConstructor<IsacPhy>()
            .AddAttribute("NoiseDensityDbm",
                          "Thermal noise density at the receiver [dBm/Hz]; read when it is tuned",
                          DoubleValue(-174.0),
                          MakeDoubleAccessor(&IsacPhy::m_noiseDensityDbm),
                          MakeDoubleChecker<double>())
            .AddAttribute("NoiseFigureDb",
                          "Noise figure of the data receiver [dB]; read when it is tuned",
                          DoubleValue(0.0),
                          MakeDoubleAccessor(&IsacPhy::m_noiseFigureDb),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("ErrorModel",
                          "Decides which packets arrive; an IsacErrorModel also sets the rate",
                          PointerValue(),
                          MakePointerAccessor(&IsacPhy::SetErrorModel, &IsacPhy::GetErrorModel),
                          MakePointerChecker<SpectrumErrorModel>())
            .AddTraceSource("RadiatedPower",
                            "Power sent, all bands together [W]",
                            MakeTraceSourceAccessor(&IsacPhy::m_radiatedPower),
                            "ns3::TracedValueCallback::Double")
            .AddTraceSource("TxBurst",
                            "A data burst begins",
                            MakeTraceSourceAccessor(&IsacPhy::m_txBurstTrace),
                            "ns3::isac::IsacPhy::BurstTracedCallback")
            .AddTraceSource("RxBurst",
                            "Reception of a data burst begins",
                            MakeTraceSourceAccessor(&IsacPhy::m_rxBurstTrace),
                            "ns3::isac::IsacPhy::BurstTracedCallback")
            .AddTraceSource("RxDrop",
                            "A data burst is lost because the receiver is busy with another",
                            MakeTraceSourceAccessor(&IsacPhy::m_rxDropTrace),
                            "ns3::isac::IsacPhy::BurstTracedCallback")
            .AddTraceSource("RxPacketOk",
                            "A packet is received, without error but for bits that the error "
                            "model may leave wrong; as it was sent",
                            MakeTraceSourceAccessor(&IsacPhy::m_rxPacketOkTrace),
                            "ns3::isac::IsacPhy::PacketTracedCallback")
            .AddTraceSource("RxPacketError",
                            "A packet is lost to noise and interference, or wanted again",
                            MakeTraceSourceAccessor(&IsacPhy::m_rxPacketErrorTrace),
                            "ns3::isac::IsacPhy::PacketTracedCallback")
            .AddTraceSource("Echo",
                            "A sensing burst has ended",
                            MakeTraceSourceAccessor(&IsacPhy::m_echoTrace),
                            "ns3::isac::IsacPhy::EchoTracedCallback");
    return tid;
}

IsacPhy::IsacPhy()
    : m_radiatedPower(0.0)
{
    NS_LOG_FUNCTION(this);
}

IsacPhy::~IsacPhy()
{
    NS_LOG_FUNCTION(this);
}

void
IsacPhy::DoDispose()
{
    NS_LOG_FUNCTION(this);
    m_device = nullptr;
    m_mobility = nullptr;
    m_channel = nullptr;
    m_antenna = nullptr;
    m_errorModel = nullptr;
    m_isacModel = nullptr;
    m_sensor = nullptr;
    m_burst = nullptr;
    m_sender = nullptr;
    m_source = nullptr;
    m_ownReceivers.clear();
    m_receive = MakeNullCallback<void, Ptr<Packet>>();
    m_repeat = RepeatCallback();
    SpectrumPhy::DoDispose();
}

void
IsacPhy::SetDevice(Ptr<NetDevice> device)
{
    m_device = device;
}

Ptr<NetDevice>
IsacPhy::GetDevice() const
{
    return m_device;
}

void
IsacPhy::SetMobility(Ptr<MobilityModel> mobility)
{
    m_mobility = mobility;
}

Ptr<MobilityModel>
IsacPhy::GetMobility() const
{
    return m_mobility;
}

void
IsacPhy::SetChannel(Ptr<SpectrumChannel> channel)
{
    NS_ABORT_MSG_IF(!m_interference, "IsacPhy::SetRxBand() must come before SetChannel()");
    m_channel = channel;
    m_channel->AddRx(this);
}

Ptr<SpectrumChannel>
IsacPhy::GetChannel() const
{
    return m_channel;
}

Ptr<const SpectrumModel>
IsacPhy::GetModel(const IsacBand& band) const
{
    return m_commonModel ? m_commonModel : GetBandModel(band);
}

Ptr<const SpectrumModel>
IsacPhy::GetRxSpectrumModel() const
{
    return GetModel(m_rxBand);
}

Ptr<Object>
IsacPhy::GetAntenna() const
{
    return m_antenna;
}

void
IsacPhy::SetAntenna(Ptr<AntennaModel> antenna)
{
    m_antenna = antenna;
}

void
IsacPhy::SetCommonModel(Ptr<const SpectrumModel> model)
{
    m_commonModel = model;
}

void
IsacPhy::SetRxBand(const IsacBand& band)
{
    NS_ABORT_MSG_IF(m_channel, "IsacPhy::SetRxBand() must come before SetChannel()");
    NS_ABORT_MSG_IF(!(band.Width() > 0.0), "IsacPhy: the receiver's band has no width");
    m_rxBand = band;
    if (!m_errorModel)
    {
        SetErrorModel(CreateObject<IsacOutageErrorModel>());
    }
    m_noiseDensity = DbmToWatt(m_noiseDensityDbm + m_noiseFigureDb);
    m_interference = CreateObject<SpectrumInterference>();
    m_interference->SetErrorModel(m_errorModel);
    // The whole of each bin is noisy, used by the band or not.
    m_interference->SetNoisePowerSpectralDensity(
        Create<SpectrumValue>(GetNoiseDensity() + SpectrumValue(GetModel(band))));
}

const IsacBand&
IsacPhy::GetRxBand() const
{
    return m_rxBand;
}

bool
IsacPhy::IsTunedTo(const IsacBand& band) const
{
    const bool same = band.low == m_rxBand.low && band.high == m_rxBand.high;
    const bool within = band.low >= m_rxBand.low && band.high <= m_rxBand.high;
    return same || ((m_commonModel || m_divided) && within);
}

void
IsacPhy::SetDivided()
{
    NS_ABORT_MSG_IF(m_channel, "IsacPhy::SetDivided() must come before SetChannel()");
    m_divided = true;
}

void
IsacPhy::SetSource(Ptr<IsacPhy> sender)
{
    m_source = sender;
}

void
IsacPhy::SetErrorModel(Ptr<SpectrumErrorModel> model)
{
    if (model)
    {
        m_errorModel = model;
        // Kept, since every packet asks.
        m_isacModel = dynamic_cast<IsacErrorModel*>(PeekPointer(model));
        if (m_interference)
        {
            m_interference->SetErrorModel(model);
        }
    }
}

Ptr<SpectrumErrorModel>
IsacPhy::GetErrorModel() const
{
    return m_errorModel;
}

void
IsacPhy::SetSensor(Ptr<IsacSensor> sensor)
{
    m_sensor = sensor;
    m_sensor->SetBand(m_rxBand, GetModel(m_rxBand));
}

Ptr<IsacSensor>
IsacPhy::GetSensor() const
{
    return m_sensor;
}

void
IsacPhy::SetAddress(Mac48Address address)
{
    m_address = address;
}

void
IsacPhy::SetReceiveCallback(ReceiveCallback callback)
{
    m_receive = callback;
}

void
IsacPhy::SetRepeatCallback(RepeatCallback callback)
{
    m_repeat = callback;
}

double
IsacPhy::GetNoiseDensity() const
{
    return m_noiseDensity;
}

double
IsacPhy::GetInterferenceDensity() const
{
    return m_interferenceDensity;
}

double
IsacPhy::GetRate(double bandwidth, double gain, double power, double interference) const
{
    const double density = GetNoiseDensity() + interference;
    return m_isacModel ? m_isacModel->GetRate(bandwidth, gain * power / (density * bandwidth))
                       : ShannonRate(bandwidth, gain, power, density);
}

double
IsacPhy::GetLinkGain(Ptr<const IsacPhy> receiver) const
{
    double gainDb = 0.0;
    const Ptr<MobilityModel> own = m_mobility;
    const Ptr<MobilityModel> other = receiver->m_mobility;
    if (m_antenna)
    {
        gainDb += m_antenna->GetGainDb(Angles(other->GetPosition(), own->GetPosition()));
    }
    if (receiver->m_antenna)
    {
        gainDb += receiver->m_antenna->GetGainDb(Angles(own->GetPosition(), other->GetPosition()));
    }
    if (const Ptr<PropagationLossModel> loss = m_channel->GetPropagationLossModel())
    {
        gainDb += loss->CalcRxPower(0.0, own, other);
    }
    // The channel computes the same way, to the last bit: rates at capacity depend on it.
    return std::pow(10.0, gainDb / 10.0);
}

int64_t
IsacPhy::AssignStreams(int64_t stream)
{
    const int64_t first = stream;
    if (m_isacModel)
    {
        stream += m_isacModel->AssignStreams(stream);
    }
    if (m_sensor)
    {
        stream += m_sensor->AssignStreams(stream);
    }
    return stream - first;
}

void
IsacPhy::Transmit(Ptr<IsacSignalParameters> params,
                  const IsacBand& band,
                  const IsacBand& carrier,
                  double power)
{
    params->txPhy = this;
    params->txAntenna = m_antenna;
    params->psd = MakeFlatPsd(GetModel(carrier), band, power / band.Width());
    m_radiatedPower += power;
    Simulator::Schedule(params->duration, &IsacPhy::EndTransmission, this, power);
    m_channel->StartTx(params);
    for (const auto& receiver : m_ownReceivers)
    {
        receiver->StartRx(params);
    }
}

void
IsacPhy::SendBurst(Ptr<const IsacBurst> burst)
{
    NS_LOG_FUNCTION(this << burst->receiver << burst->packets.size() << burst->rate);
    auto params = Create<IsacSignalParameters>();
    params->duration = burst->GetDuration();
    params->burst = burst;
    m_txBurstTrace(burst);
    const bool part = burst->carrier.Width() > 0.0;
    Transmit(params, burst->band, part ? burst->carrier : burst->band, burst->power);
}

void
IsacPhy::EndTransmission(double power)
{
    // Sums of different order leave rounding behind, which must not pass for power.
    const double left = m_radiatedPower - power;
    m_radiatedPower = left < 1e-9 * power ? 0.0 : left;
}

void
IsacPhy::SendSensingBurst(Ptr<MobilityModel> target,
                          uint32_t cycles,
                          Time cycleTime,
                          double power,
                          EchoCallback done)
{
    NS_LOG_FUNCTION(this << cycles << cycleTime << power);
    NS_ABORT_MSG_IF(!m_sensor, "IsacPhy::SendSensingBurst() on a radio without a sensor");
    auto params = Create<IsacSignalParameters>();
    params->duration = cycleTime * static_cast<int64_t>(cycles);
    m_sensor->Begin(m_mobility, target, cycles, cycleTime, power);
    Transmit(params, m_sensor->GetBand(), m_sensor->GetBand(), power);
    // After the end of transmission: what follows at the same instant must not add to this power.
    Simulator::Schedule(params->duration, &IsacPhy::EndSensing, this, done);
}

void
IsacPhy::EndSensing(EchoCallback done)
{
    const IsacEcho echo = m_sensor->End();
    m_echoTrace(echo);
    done(echo);
}

} // namespace isac
} // namespace ns3
