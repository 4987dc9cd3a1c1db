/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-sensor.h"

#include "isac-compat.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/isac-decibel.h"
#include "ns3/isac-detection.h"
#include "ns3/log.h"
#include "ns3/packet.h"
#include "ns3/spectrum-error-model.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace isac
{

NS_LOG_COMPONENT_DEFINE("IsacSensor");

/// Gathers the SINR of an echo over its duration; decides nothing.
class SinrIntegrator : public SpectrumErrorModel
{
  public:
    void StartRx(Ptr<const Packet>) override
    {
        m_sinrSeconds = 0.0;
        m_seconds = 0.0;
    }

    void EvaluateChunk(const SpectrumValue& sinr, Time duration) override
    {
        m_sinrSeconds += Integral(sinr) * duration.GetSeconds();
        m_seconds += duration.GetSeconds();
    }

    bool IsRxCorrect() override
    {
        return true;
    }

    /// @return SINR integrated over the spectrum and averaged over time [Hz]
    double GetMean() const
    {
        return m_seconds > 0.0 ? m_sinrSeconds / m_seconds : 0.0;
    }

  private:
    double m_sinrSeconds = 0.0; //!< integral of the SINR over spectrum and time
    double m_seconds = 0.0;     //!< duration [s]
};

NS_OBJECT_ENSURE_REGISTERED(IsacSensor);

TypeId
IsacSensor::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::IsacSensor")
            .SetParent<Object>()
            .SetGroupName("Isac")
            .AddConstructor<IsacSensor>()
            .AddAttribute("CarrierFrequency",
                          "Carrier of the sensing burst [Hz]",
                          DoubleValue(28e9),
                          MakeDoubleAccessor(&IsacSensor::m_carrier),
                          MakeDoubleChecker<double>(1.0))
            .AddAttribute("CrossSection",
                          "Radar cross section of a user [m^2]",
                          DoubleValue(1.0),
                          MakeDoubleAccessor(&IsacSensor::m_crossSection),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("AntennaGainDb",
                          "Gain of the sending and of the receiving antenna, each [dBi]",
                          DoubleValue(0.0),
                          MakeDoubleAccessor(&IsacSensor::m_antennaGainDb),
                          MakeDoubleChecker<double>())
            .AddAttribute("NoiseFigureDb",
                          "Noise figure of the radar receiver [dB]",
                          DoubleValue(5.0),
                          MakeDoubleAccessor(&IsacSensor::m_noiseFigureDb),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("LossDb",
                          "Further losses of the radar [dB]",
                          DoubleValue(0.0),
                          MakeDoubleAccessor(&IsacSensor::m_lossDb),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("DutyCycle",
                          "Share of a cycle in which the receiver samples: ramp over ramp and idle",
                          DoubleValue(51.2 / 60.0),
                          MakeDoubleAccessor(&IsacSensor::m_dutyCycle),
                          MakeDoubleChecker<double>(0.0, 1.0))
            .AddAttribute("FalseAlarm",
                          "False alarm probability of the detector",
                          DoubleValue(1e-4),
                          MakeDoubleAccessor(&IsacSensor::m_falseAlarm),
                          MakeDoubleChecker<double>(0.0, 1.0))
            .AddAttribute(
                "Fluctuation",
                "How the cross section changes from burst to burst",
                EnumValue(STEADY),
                EnumAccessor<Fluctuation>(&IsacSensor::m_swerling),
                MakeEnumChecker(STEADY, "Steady", SWERLING_1, "Swerling1", SWERLING_3, "Swerling3"))
            .AddAttribute("DetectionGate",
                          "Whether a target can be missed; else every burst yields an estimate",
                          BooleanValue(false),
                          MakeBooleanAccessor(&IsacSensor::m_gate),
                          MakeBooleanChecker());
    return tid;
}

IsacSensor::IsacSensor()
    : m_detection(CreateObject<UniformRandomVariable>()),
      m_estimate(CreateObject<NormalRandomVariable>())
{
}

void
IsacSensor::DoDispose()
{
    m_interference = nullptr;
    m_integrator = nullptr;
    m_model = nullptr;
    Object::DoDispose();
}

int64_t
IsacSensor::AssignStreams(int64_t stream)
{
    m_detection->SetStream(stream);
    m_estimate->SetStream(stream + 1);
    return 2;
}

void
IsacSensor::SetBand(const IsacBand& band, Ptr<const SpectrumModel> model)
{
    m_band = band;
    m_model = model;
    const double density = BOLTZMANN * REFERENCE_TEMPERATURE * DbToLinear(m_noiseFigureDb);
    m_integrator = CreateObject<SinrIntegrator>();
    m_interference = CreateObject<SpectrumInterference>();
    m_interference->SetErrorModel(m_integrator);
    m_interference->SetNoisePowerSpectralDensity(
        Create<SpectrumValue>(density + SpectrumValue(model)));
}

const IsacBand&
IsacSensor::GetBand() const
{
    return m_band;
}

void
IsacSensor::AddSignal(Ptr<const SpectrumValue> psd, Time duration)
{
    m_interference->AddSignal(psd, duration);
}

RadarParameters
IsacSensor::GetRadar() const
{
    RadarParameters radar;
    radar.transmitGain = DbToLinear(m_antennaGainDb);
    radar.receiveGain = radar.transmitGain;
    radar.carrierFrequency = m_carrier;
    radar.crossSection = m_crossSection;
    radar.noiseFigure = DbToLinear(m_noiseFigureDb);
    radar.losses = DbToLinear(m_lossDb);
    return radar;
}

void
IsacSensor::Begin(Ptr<MobilityModel> radar,
                  Ptr<MobilityModel> target,
                  uint32_t cycles,
                  Time cycleTime,
                  double power)
{
    NS_LOG_FUNCTION(this << cycles << cycleTime << power);
    const Vector offset = target->GetPosition() - radar->GetPosition();
    const Vector relative = target->GetVelocity() - radar->GetVelocity();
    constexpr double NEAREST = 0.1; // a user on the mast itself would divide by zero
    m_range = std::max(offset.GetLength(), NEAREST);
    m_velocity = (offset.x * relative.x + offset.y * relative.y + offset.z * relative.z) / m_range;

    const Time duration = cycleTime * static_cast<int64_t>(cycles);
    m_burstTime = duration.GetSeconds();
    m_echoDensity = power * RadarEchoGain(GetRadar(), m_range) / m_band.Width();
    m_echo = IsacEcho();
    m_echo.cycles = cycles;
    Ptr<const SpectrumValue> psd = MakeFlatPsd(m_model, m_band, m_echoDensity);
    m_interference->AddSignal(psd, duration);
    m_interference->StartRx(Create<Packet>(), psd);
}

IsacEcho
IsacSensor::End()
{
    m_interference->EndRx();
    const double noise = BOLTZMANN * REFERENCE_TEMPERATURE * DbToLinear(m_noiseFigureDb);
    const double snrAlone = m_echoDensity / noise;
    const double sinr = m_integrator->GetMean() / m_band.Width();
    m_echo.effectiveCycles = m_echo.cycles * (snrAlone > 0.0 ? sinr / snrAlone : 0.0);
    m_echo.snr = sinr * m_burstTime * m_dutyCycle * m_band.Width();
    if (m_gate)
    {
        const double probability =
            DetectionProbability(m_echo.snr, m_falseAlarm, static_cast<SwerlingCase>(m_swerling));
        m_echo.detected = m_detection->GetValue() < probability;
    }
    if (m_echo.snr > 0.0 && m_echo.detected)
    {
        m_echo.rangeBound = RangeBound(m_echo.snr, m_band.Width());
        m_echo.velocityBound = VelocityBound(m_echo.snr, m_burstTime, m_carrier);
        m_echo.range = m_range + m_echo.rangeBound * m_estimate->GetValue();
        m_echo.velocity = m_velocity + m_echo.velocityBound * m_estimate->GetValue();
    }
    return m_echo;
}

} // namespace isac
} // namespace ns3
