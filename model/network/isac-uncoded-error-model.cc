/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-uncoded-error-model.h"

#include "isac-compat.h"
#include "isac-mac-header.h"

#include "ns3/double.h"
#include "ns3/isac-decibel.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace isac
{

NS_OBJECT_ENSURE_REGISTERED(IsacUncodedErrorModel);

namespace
{

/**
 * @param modulation constellation
 * @param probability of a bit error, between those at the two bounds
 * @param low SINR, greater than 0
 * @param high SINR, not lower
 * @return SINR at which the modulation has this probability
 */
double
SinrOf(Modulation modulation, double probability, double low, double high)
{
    constexpr int HALVINGS = 60; // to the last bit, whatever the bounds
    for (int i = 0; i < HALVINGS; ++i)
    {
        const double middle = 0.5 * (low + high);
        (BitErrorProbability(modulation, middle) > probability ? low : high) = middle;
    }
    return high;
}

} // namespace

TypeId
IsacUncodedErrorModel::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::IsacUncodedErrorModel")
            .SetParent<IsacErrorModel>()
            .SetGroupName("Isac")
            .AddConstructor<IsacUncodedErrorModel>()
            .AddAttribute(
                "Modulation",
                "Constellation of all bursts",
                EnumValue(QPSK),
                EnumAccessor<Scheme>(&IsacUncodedErrorModel::m_scheme),
                MakeEnumChecker(BPSK, "Bpsk", QPSK, "Qpsk", QAM16, "Qam16", QAM64, "Qam64"))
            .AddAttribute("ProtectionLimitDb",
                          "Mean SINR of a frame below which its headers, or all of it where "
                          "nothing is tagged, cannot be decoded and it is lost [dB]; the default "
                          "loses none",
                          DoubleValue(-300.0),
                          MakeDoubleAccessor(&IsacUncodedErrorModel::m_limitDb),
                          MakeDoubleChecker<double>())
            .AddAttribute("Transmissions",
                          "Most copies of a frame with bit errors, combined by their SINR; 1 for "
                          "no HARQ",
                          UintegerValue(1),
                          MakeUintegerAccessor(&IsacUncodedErrorModel::m_transmissions),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("FeedbackDelay",
                          "From the end of a frame with bit errors until its sender knows",
                          TimeValue(Time()),
                          MakeTimeAccessor(&IsacUncodedErrorModel::m_feedbackDelay),
                          MakeTimeChecker(Time()))
            .AddTraceSource("Payload",
                            "A frame with tagged bytes has ended",
                            MakeTraceSourceAccessor(&IsacUncodedErrorModel::m_payloadTrace),
                            "ns3::isac::IsacUncodedErrorModel::PayloadTracedCallback");
    return tid;
}

IsacUncodedErrorModel::IsacUncodedErrorModel()
    : m_random(CreateObject<UniformRandomVariable>())
{
}

void
IsacUncodedErrorModel::DoDispose()
{
    m_changed = nullptr;
    IsacErrorModel::DoDispose();
}

Modulation
IsacUncodedErrorModel::GetModulation() const
{
    return static_cast<Modulation>(m_scheme);
}

double
IsacUncodedErrorModel::GetRate(double bandwidth, double) const
{
    return bandwidth * BitsPerSymbol(GetModulation());
}

int64_t
IsacUncodedErrorModel::AssignStreams(int64_t stream)
{
    m_random->SetStream(stream);
    return 1;
}

void
IsacUncodedErrorModel::DoStart()
{
    m_pieces.clear();
    m_changed = nullptr;
    m_again = false;
}

void
IsacUncodedErrorModel::DoEvaluateChunk(const SpectrumValue& sinr, double seconds)
{
    if (!(seconds > 0.0))
    {
        return;
    }
    double width = 0.0;
    double error = 0.0;
    double low = 0.0;
    double high = 0.0;
    auto value = sinr.ConstValuesBegin();
    for (auto bin = sinr.ConstBandsBegin(); bin != sinr.ConstBandsEnd(); ++bin, ++value)
    {
        // A bin the burst does not use has no signal in it, and carries none of its bits.
        if (*value > 0.0)
        {
            low = width > 0.0 ? std::min(low, *value) : *value;
            high = std::max(high, *value);
            width += bin->fh - bin->fl;
            error += (bin->fh - bin->fl) * BitErrorProbability(GetModulation(), *value);
        }
    }
    const double met = low < high ? SinrOf(GetModulation(), error / width, low, high) : high;
    m_pieces.push_back({m_seconds, met});
}

IsacSinrProfile
IsacUncodedErrorModel::GetProfile() const
{
    IsacSinrProfile profile = m_pieces;
    for (IsacSinrPiece& piece : profile)
    {
        piece.end /= m_seconds;
    }
    return profile;
}

bool
IsacUncodedErrorModel::Decide(Ptr<const Packet> packet)
{
    const std::vector<IsacByteRange> ranges = ErrorTolerantBytes(packet);
    const bool lost = m_seconds > 0.0 && GetMeanSinr() < DbToLinear(m_limitDb);
    if (ranges.empty())
    {
        return !lost;
    }
    IsacPayloadErrors errors;
    errors.sinr = GetMeanSinr();
    errors.delivered = !lost;
    for (const IsacByteRange& range : ranges)
    {
        errors.taggedBits += 8 * (range.end - range.begin);
    }
    if (!lost)
    {
        IsacSoftCombiner::Key key;
        IsacSoftCombiner::Frame first;
        IsacSoftCombiner::Frame* frame = &first;
        if (m_transmissions > 1)
        {
            IsacMacHeader header;
            packet->PeekHeader(header);
            key = {header.source, header.sequence};
            frame = &m_combiner.Remember(key);
        }
        IsacSoftCombiner::Receive(*frame,
                                  GetModulation(),
                                  GetProfile(),
                                  packet->GetSize(),
                                  ranges,
                                  m_random);
        errors.copies = frame->copies;
        errors.turnedBits = frame->wrong.size();
        m_again = errors.turnedBits > 0 && errors.copies < m_transmissions;
        errors.delivered = !m_again;
        if (!m_again && errors.turnedBits > 0)
        {
            m_changed = TurnBits(packet, ranges, frame->wrong);
        }
        if (m_transmissions > 1 && !m_again)
        {
            m_combiner.Forget(key);
        }
    }
    m_payloadTrace(packet, errors);
    return errors.delivered;
}

Ptr<Packet>
IsacUncodedErrorModel::Deliver(Ptr<const Packet> packet)
{
    return m_changed ? m_changed : packet->Copy();
}

std::optional<Time>
IsacUncodedErrorModel::RepeatAfter() const
{
    return m_again ? std::optional<Time>(m_feedbackDelay) : std::nullopt;
}

} // namespace isac
} // namespace ns3
