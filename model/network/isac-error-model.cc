/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-error-model.h"

#include "isac-compat.h"

#include "ns3/double.h"
#include "ns3/isac-decibel.h"

#include <cmath>

namespace ns3
{
namespace isac
{

NS_OBJECT_ENSURE_REGISTERED(IsacErrorModel);
NS_OBJECT_ENSURE_REGISTERED(IsacOutageErrorModel);
NS_OBJECT_ENSURE_REGISTERED(IsacBitErrorModel);

TypeId
IsacErrorModel::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::IsacErrorModel").SetParent<SpectrumErrorModel>().SetGroupName("Isac");
    return tid;
}

void
IsacErrorModel::DoDispose()
{
    m_burst = nullptr;
    m_packet = nullptr;
    SpectrumErrorModel::DoDispose();
}

void
IsacErrorModel::SetBurst(Ptr<const IsacBurst> burst)
{
    m_burst = burst;
}

double
IsacErrorModel::GetMeanSinr() const
{
    return m_seconds > 0.0 ? m_sinrSeconds / m_seconds : 0.0;
}

Ptr<Packet>
IsacErrorModel::Deliver(Ptr<const Packet> packet)
{
    return packet->Copy();
}

std::optional<Time>
IsacErrorModel::RepeatAfter() const
{
    return std::nullopt;
}

int64_t
IsacErrorModel::AssignStreams(int64_t)
{
    return 0;
}

void
IsacErrorModel::StartRx(Ptr<const Packet> packet)
{
    m_packet = packet;
    m_seconds = 0.0;
    m_sinrSeconds = 0.0;
    DoStart();
}

void
IsacErrorModel::EvaluateChunk(const SpectrumValue& sinr, Time duration)
{
    const double seconds = duration.GetSeconds();
    double weighted = 0.0;
    auto value = sinr.ConstValuesBegin();
    for (auto bin = sinr.ConstBandsBegin(); bin != sinr.ConstBandsEnd(); ++bin, ++value)
    {
        weighted += *value * (bin->fh - bin->fl);
    }
    m_seconds += seconds;
    m_sinrSeconds += seconds * weighted / m_burst->band.Width();
    DoEvaluateChunk(sinr, seconds);
}

bool
IsacErrorModel::IsRxCorrect()
{
    return Decide(m_packet);
}

TypeId
IsacOutageErrorModel::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::IsacOutageErrorModel")
            .SetParent<IsacErrorModel>()
            .SetGroupName("Isac")
            .AddConstructor<IsacOutageErrorModel>()
            .AddAttribute("MarginDb",
                          "Bursts are sent at capacity for the expected SINR less this margin [dB]",
                          DoubleValue(0.0),
                          MakeDoubleAccessor(&IsacOutageErrorModel::SetMarginDb,
                                             &IsacOutageErrorModel::GetMarginDb),
                          MakeDoubleChecker<double>(0.0));
    return tid;
}

void
IsacOutageErrorModel::SetMarginDb(double marginDb)
{
    m_margin = DbToLinear(marginDb);
}

double
IsacOutageErrorModel::GetMarginDb() const
{
    return LinearToDb(m_margin);
}

double
IsacOutageErrorModel::GetRate(double bandwidth, double sinr) const
{
    return bandwidth * std::log2(1.0 + sinr / m_margin);
}

void
IsacOutageErrorModel::DoStart()
{
    m_bits = 0.0;
}

void
IsacOutageErrorModel::DoEvaluateChunk(const SpectrumValue& sinr, double seconds)
{
    auto value = sinr.ConstValuesBegin();
    for (auto bin = sinr.ConstBandsBegin(); bin != sinr.ConstBandsEnd(); ++bin, ++value)
    {
        if (*value > 0.0)
        {
            m_bits += seconds * (bin->fh - bin->fl) * std::log2(1.0 + *value);
        }
    }
}

bool
IsacOutageErrorModel::Decide(Ptr<const Packet>)
{
    constexpr double SLACK = 1e-6;
    return m_bits >= m_burst->rate * m_seconds * (1.0 - SLACK);
}

TypeId
IsacBitErrorModel::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::IsacBitErrorModel")
            .SetParent<IsacErrorModel>()
            .SetGroupName("Isac")
            .AddConstructor<IsacBitErrorModel>()
            .AddAttribute(
                "Modulation",
                "Constellation of all bursts",
                EnumValue(QPSK),
                EnumAccessor<Scheme>(&IsacBitErrorModel::m_scheme),
                MakeEnumChecker(BPSK, "Bpsk", QPSK, "Qpsk", QAM16, "Qam16", QAM64, "Qam64"));
    return tid;
}

IsacBitErrorModel::IsacBitErrorModel()
    : m_random(CreateObject<UniformRandomVariable>())
{
}

Modulation
IsacBitErrorModel::GetModulation() const
{
    return static_cast<Modulation>(m_scheme);
}

double
IsacBitErrorModel::GetRate(double bandwidth, double) const
{
    return bandwidth * BitsPerSymbol(GetModulation());
}

int64_t
IsacBitErrorModel::AssignStreams(int64_t stream)
{
    m_random->SetStream(stream);
    return 1;
}

void
IsacBitErrorModel::DoStart()
{
    m_errorSeconds = 0.0;
}

void
IsacBitErrorModel::DoEvaluateChunk(const SpectrumValue& sinr, double seconds)
{
    double width = 0.0;
    double error = 0.0;
    auto value = sinr.ConstValuesBegin();
    for (auto bin = sinr.ConstBandsBegin(); bin != sinr.ConstBandsEnd(); ++bin, ++value)
    {
        // A bin the burst does not use has no signal in it, and carries none of its bits.
        if (*value > 0.0)
        {
            width += bin->fh - bin->fl;
            error += (bin->fh - bin->fl) * BitErrorProbability(GetModulation(), *value);
        }
    }
    m_errorSeconds += seconds * (width > 0.0 ? error / width : 0.5);
}

bool
IsacBitErrorModel::Decide(Ptr<const Packet> packet)
{
    const double bitError = m_seconds > 0.0 ? m_errorSeconds / m_seconds : 0.0;
    const double survives = std::pow(1.0 - bitError, 8.0 * packet->GetSize());
    return m_random->GetValue() < survives;
}

} // namespace isac
} // namespace ns3
