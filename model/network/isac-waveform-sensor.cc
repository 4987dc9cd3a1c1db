/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-waveform-sensor.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/isac-detection.h"
#include "ns3/log.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace isac
{

NS_LOG_COMPONENT_DEFINE("IsacWaveformSensor");
NS_OBJECT_ENSURE_REGISTERED(IsacWaveformSensor);

TypeId
IsacWaveformSensor::GetTypeId()
{
    static const DaSensing DEFAULTS;
    static TypeId tid =
        TypeId("ns3::isac::WaveformSensor")
            .SetParent<Object>()
            .SetGroupName("Isac")
            .AddConstructor<IsacWaveformSensor>()
            .AddAttribute("CoherentTime",
                          "Airtime to a user within a slot that makes an echo",
                          TimeValue(MilliSeconds(10)),
                          MakeTimeAccessor(&IsacWaveformSensor::m_coherentTime),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("CarrierFrequency",
                          "Carrier of the bursts [Hz]",
                          DoubleValue(DEFAULTS.carrierFrequency),
                          MakeDoubleAccessor(&IsacWaveformSensor::m_carrier),
                          MakeDoubleChecker<double>(1.0))
            .AddAttribute("CrossSection",
                          "Radar cross section of a user [m^2]",
                          DoubleValue(DEFAULTS.crossSection),
                          MakeDoubleAccessor(&IsacWaveformSensor::m_crossSection),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("BeamGain",
                          "Gain of the beam, of which the fourth power counts",
                          DoubleValue(DEFAULTS.beamGain),
                          MakeDoubleAccessor(&IsacWaveformSensor::m_beamGain),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("TransmitFactor",
                          "Array factor when sending, whose square counts",
                          DoubleValue(DEFAULTS.transmitFactor),
                          MakeDoubleAccessor(&IsacWaveformSensor::m_transmitFactor),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("ReceiveFactor",
                          "Array factor when receiving, whose square counts",
                          DoubleValue(DEFAULTS.receiveFactor),
                          MakeDoubleAccessor(&IsacWaveformSensor::m_receiveFactor),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("ReceiveAntennas",
                          "Antennas that receive; the number divides the sensing gain",
                          UintegerValue(DEFAULTS.receiveAntennas),
                          MakeUintegerAccessor(&IsacWaveformSensor::m_receiveAntennas),
                          MakeUintegerChecker<uint32_t>(1, 1000000))
            .AddAttribute("NoiseDensity",
                          "Noise density at the receiver of echoes [W/Hz]",
                          DoubleValue(DEFAULTS.noiseDensity),
                          MakeDoubleAccessor(&IsacWaveformSensor::m_noiseDensity),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("NoiseBandwidth",
                          "Band whose noise counts in the bounds [Hz]",
                          DoubleValue(DEFAULTS.noiseBandwidth),
                          MakeDoubleAccessor(&IsacWaveformSensor::m_noiseBandwidth),
                          MakeDoubleChecker<double>(1.0))
            .AddAttribute("GainPower",
                          "Power of the sensing gain in the bounds, 2 or 1",
                          UintegerValue(DEFAULTS.gainPower),
                          MakeUintegerAccessor(&IsacWaveformSensor::m_gainPower),
                          MakeUintegerChecker<uint32_t>(1, 2))
            .AddAttribute("RangeWeight",
                          "Weight lambda of the bound of range",
                          DoubleValue(DEFAULTS.weights[0]),
                          MakeDoubleAccessor(&IsacWaveformSensor::m_rangeWeight),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("VelocityWeight",
                          "Weight lambda of the bound of velocity",
                          DoubleValue(DEFAULTS.weights[1]),
                          MakeDoubleAccessor(&IsacWaveformSensor::m_velocityWeight),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("AzimuthWeight",
                          "Weight lambda of the bound of azimuth",
                          DoubleValue(DEFAULTS.weights[2]),
                          MakeDoubleAccessor(&IsacWaveformSensor::m_azimuthWeight),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("PulseTime",
                          "Duration of a pulse [s]",
                          DoubleValue(DEFAULTS.pulseTime),
                          MakeDoubleAccessor(&IsacWaveformSensor::m_pulseTime),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("EffectiveTime",
                          "Effective duration of a pulse [s]",
                          DoubleValue(DEFAULTS.effectiveTime),
                          MakeDoubleAccessor(&IsacWaveformSensor::m_effectiveTime),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("BeamWidth",
                          "Width of the beam from null to null [degree]",
                          DoubleValue(DEFAULTS.beamWidth),
                          MakeDoubleAccessor(&IsacWaveformSensor::m_beamWidth),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("FalseAlarm",
                          "False alarm probability of the detector",
                          DoubleValue(1e-4),
                          MakeDoubleAccessor(&IsacWaveformSensor::m_falseAlarm),
                          MakeDoubleChecker<double>(0.0, 1.0))
            .AddAttribute("Fluctuation",
                          "How the cross section changes from echo to echo",
                          EnumValue(IsacSensor::STEADY),
                          EnumAccessor<IsacSensor::Fluctuation>(&IsacWaveformSensor::m_swerling),
                          MakeEnumChecker(IsacSensor::STEADY,
                                          "Steady",
                                          IsacSensor::SWERLING_1,
                                          "Swerling1",
                                          IsacSensor::SWERLING_3,
                                          "Swerling3"))
            .AddAttribute("DetectionGate",
                          "Whether a user can be missed; else every echo yields estimates",
                          BooleanValue(true),
                          MakeBooleanAccessor(&IsacWaveformSensor::m_gate),
                          MakeBooleanChecker())
            .AddTraceSource("Echo",
                            "An echo was long enough; it may be a miss",
                            MakeTraceSourceAccessor(&IsacWaveformSensor::m_echoTrace),
                            "ns3::isac::IsacWaveformSensor::EchoTracedCallback");
    return tid;
}

IsacWaveformSensor::IsacWaveformSensor()
    : m_detection(CreateObject<UniformRandomVariable>()),
      m_estimate(CreateObject<NormalRandomVariable>())
{
}

void
IsacWaveformSensor::DoDispose()
{
    BeginSlot(); // nothing is to come
    if (m_mac)
    {
        m_mac->TraceDisconnectWithoutContext("DownlinkBurst",
                                             MakeCallback(&IsacWaveformSensor::BurstBegins, this));
        m_mac = nullptr;
    }
    Object::DoDispose();
}

int64_t
IsacWaveformSensor::AssignStreams(int64_t stream)
{
    m_detection->SetStream(stream);
    m_estimate->SetStream(stream + 1);
    return 2;
}

void
IsacWaveformSensor::SetMac(Ptr<IsacBsMac> mac)
{
    NS_ABORT_MSG_IF(m_mac, "IsacWaveformSensor: it listens to a base station already");
    m_mac = mac;
    m_mac->TraceConnectWithoutContext("DownlinkBurst",
                                      MakeCallback(&IsacWaveformSensor::BurstBegins, this));
}

void
IsacWaveformSensor::SetSensing(const DaSensing& sensing)
{
    m_carrier = sensing.carrierFrequency;
    m_crossSection = sensing.crossSection;
    m_beamGain = sensing.beamGain;
    m_transmitFactor = sensing.transmitFactor;
    m_receiveFactor = sensing.receiveFactor;
    m_receiveAntennas = sensing.receiveAntennas;
    m_noiseDensity = sensing.noiseDensity;
    m_noiseBandwidth = sensing.noiseBandwidth;
    m_gainPower = sensing.gainPower;
    m_rangeWeight = sensing.weights[0];
    m_velocityWeight = sensing.weights[1];
    m_azimuthWeight = sensing.weights[2];
    m_pulseTime = sensing.pulseTime;
    m_effectiveTime = sensing.effectiveTime;
    m_beamWidth = sensing.beamWidth;
}

DaSensing
IsacWaveformSensor::GetSensing() const
{
    DaSensing sensing;
    sensing.carrierFrequency = m_carrier;
    sensing.crossSection = m_crossSection;
    sensing.beamGain = m_beamGain;
    sensing.transmitFactor = m_transmitFactor;
    sensing.receiveFactor = m_receiveFactor;
    sensing.receiveAntennas = static_cast<int>(m_receiveAntennas);
    sensing.noiseDensity = m_noiseDensity;
    sensing.noiseBandwidth = m_noiseBandwidth;
    sensing.gainPower = static_cast<int>(m_gainPower);
    sensing.weights = {m_rangeWeight, m_velocityWeight, m_azimuthWeight};
    sensing.pulseTime = m_pulseTime;
    sensing.effectiveTime = m_effectiveTime;
    sensing.beamWidth = m_beamWidth;
    return sensing;
}

void
IsacWaveformSensor::BeginSlot()
{
    for (auto& [address, track] : m_slot)
    {
        track.echo.Cancel();
    }
    m_slot.clear();
}

void
IsacWaveformSensor::BurstBegins(Mac48Address user, Ptr<const IsacBurst> burst)
{
    Track& track = m_slot[user];
    if (track.done)
    {
        return;
    }
    const bool same = burst->band.low == track.band.low && burst->band.high == track.band.high &&
                      burst->power == track.power;
    if (!same)
    {
        track.band = burst->band;
        track.power = burst->power;
        track.airtime = Time();
    }
    const Time missing = m_coherentTime - track.airtime;
    track.airtime += burst->GetDuration();
    if (track.airtime >= m_coherentTime)
    {
        track.done = true;
        track.echo = Simulator::Schedule(missing, &IsacWaveformSensor::MakeEcho, this, user);
    }
}

void
IsacWaveformSensor::MakeEcho(Mac48Address user)
{
    const Ptr<MobilityModel> radar = m_mac->GetPhy()->GetMobility();
    const Ptr<MobilityModel> target = m_mac->GetUserPhy(user)->GetMobility();
    const Vector offset = target->GetPosition() - radar->GetPosition();
    const Vector relative = target->GetVelocity() - radar->GetVelocity();
    constexpr double NEAREST = 0.1; // a user on the mast itself would divide by zero
    const double range = std::max(offset.GetLength(), NEAREST);
    const DaSensing sensing = GetSensing();
    const Track& track = m_slot[user];
    const auto bounds =
        DaBounds(sensing, DaSensingGain(sensing, range), track.band.Width(), track.power);

    IsacWaveformEcho echo;
    echo.user = user;
    echo.time = Simulator::Now();
    echo.bandwidth = track.band.Width();
    echo.power = track.power;
    echo.snr = DaEchoSnr(sensing, range, track.power, m_coherentTime.GetSeconds());
    echo.rangeBound = bounds[0];
    echo.velocityBound = bounds[1];
    echo.azimuthBound = bounds[2];
    // Where nothing comes back, by a cross section of 0, no estimate has a finite variance.
    echo.detected = echo.snr > 0.0;
    if (m_gate && echo.detected)
    {
        const double probability =
            DetectionProbability(echo.snr, m_falseAlarm, static_cast<SwerlingCase>(m_swerling));
        echo.detected = m_detection->GetValue() < probability;
    }
    if (echo.detected)
    {
        constexpr double DEGREES = 180.0 / M_PI;
        const double velocity =
            (offset.x * relative.x + offset.y * relative.y + offset.z * relative.z) / range;
        const double azimuth = DEGREES * std::atan2(offset.y, offset.x);
        echo.range = range + std::sqrt(bounds[0]) * m_estimate->GetValue();
        echo.velocity = velocity + std::sqrt(bounds[1]) * m_estimate->GetValue();
        echo.azimuth = azimuth + std::sqrt(bounds[2]) * m_estimate->GetValue();
    }
    m_echoTrace(echo);
}

} // namespace isac
} // namespace ns3
