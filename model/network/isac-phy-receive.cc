/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * How an IsacPhy hears: what is in the air, what lies in its band, and packet after packet of a
 * burst.
 */

#include "isac-compat.h"
#include "isac-error-model.h"
#include "isac-phy.h"

#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace isac
{

void
IsacPhy::AddOwnReceiver(Ptr<IsacPhy> receiver)
{
    NS_ABORT_MSG_UNLESS(receiver->m_divided, "IsacPhy: an own receiver that is not divided");
    m_ownReceivers.push_back(receiver);
}

IsacPhy::Signal
IsacPhy::Note(Ptr<const SpectrumSignalParameters> params)
{
    const Time now = Simulator::Now();
    const auto over = [now](const Signal& signal) { return signal.end <= now; };
    m_signals.erase(std::remove_if(m_signals.begin(), m_signals.end(), over), m_signals.end());
    const auto ours = DynamicCast<const IsacSignalParameters>(params);
    const bool exact = ours && ours->burst && ours->burst->carrier.low == m_rxBand.low &&
                       ours->burst->carrier.high == m_rxBand.high;
    m_signals.push_back({exact ? ours->burst->band : m_rxBand,
                         PowerIn(*params->psd, m_rxBand),
                         now + params->duration});
    return m_signals.back();
}

Ptr<SpectrumValue>
IsacPhy::InFocus(const Signal& signal) const
{
    const double overlap =
        std::min(signal.band.high, m_focus.high) - std::max(signal.band.low, m_focus.low);
    const double share = std::max(0.0, overlap) / signal.band.Width();
    auto psd = Create<SpectrumValue>(m_focusModel);
    (*psd)[0] = signal.power * share / m_focus.Width();
    return psd;
}

Ptr<const SpectrumValue>
IsacPhy::Hear(const Signal& signal)
{
    constexpr double LOUD = 1e6; // times noise: then 1e-10 of the noise may be left
    const Ptr<const SpectrumValue> psd = InFocus(signal);
    m_loud = m_loud || (*psd)[0] > LOUD * GetNoiseDensity();
    m_interference->AddSignal(psd, signal.end - Simulator::Now());
    return psd;
}

void
IsacPhy::Focus(const IsacBand& band)
{
    if (m_focusModel && !m_loud && band.low == m_focus.low && band.high == m_focus.high)
    {
        return;
    }
    // It has events to come that end its signals, and they must find it.
    const auto release = [old = m_interference]() mutable { old = nullptr; };
    Time last;
    for (const Signal& signal : m_signals)
    {
        last = std::max(last, signal.end - Simulator::Now());
    }
    Simulator::Schedule(last + NanoSeconds(1), release);
    m_focus = band;
    // Not GetBandModel(): these bands come and go.
    m_focusModel =
        Create<SpectrumModel>(Bands{BandInfo{band.low, 0.5 * (band.low + band.high), band.high}});
    m_interference = CreateObject<SpectrumInterference>();
    m_interference->SetErrorModel(m_errorModel);
    m_interference->SetNoisePowerSpectralDensity(
        Create<SpectrumValue>(GetNoiseDensity() + SpectrumValue(m_focusModel)));
    m_loud = false;
    for (const Signal& signal : m_signals)
    {
        Hear(signal);
    }
}

void
IsacPhy::StartRx(Ptr<SpectrumSignalParameters> params)
{
    // Over a channel with delay the next burst of a sender who comes nearer begins before the last
    // one is over. Real senders advance their timing; here the receiver waits.
    constexpr int64_t LARGEST_ADVANCE = 1000; // 300 m nearer in one train of bursts [ns]
    const Time early = m_burstEnd - Simulator::Now();
    if (m_burst && params->txPhy == m_sender && early.IsStrictlyPositive() &&
        early <= NanoSeconds(LARGEST_ADVANCE))
    {
        Simulator::Schedule(early, &IsacPhy::StartRx, this, params);
        return;
    }
    Signal noted;
    Ptr<const SpectrumValue> psd = params->psd;
    if (m_divided)
    {
        noted = Note(params);
        // Before its first burst it hears nothing.
        psd = m_focusModel ? Hear(noted) : nullptr;
    }
    else
    {
        m_interference->AddSignal(psd, params->duration);
    }
    if (m_sensor)
    {
        m_sensor->AddSignal(params->psd, params->duration);
    }
    const auto signal = DynamicCast<IsacSignalParameters>(params);
    // A base station has many chains of one address, and a channel of a single model tells all;
    // the radio that it sends with may lie in the same band and hands packets to nobody.
    if (!signal || m_receive.IsNull() || !signal->burst || signal->burst->receiver != m_address ||
        !m_rxBand.Overlaps(signal->burst->band) || (m_source && params->txPhy != m_source))
    {
        return;
    }
    // What ends at this instant is over, whichever event comes first.
    while (m_burst && m_burstEnd <= Simulator::Now())
    {
        m_endEvent.Cancel();
        EndPacket();
    }
    if (m_burst)
    {
        m_rxDropTrace(signal->burst);
        return;
    }
    m_burst = signal->burst;
    m_sender = params->txPhy;
    m_burstEnd = Simulator::Now() + m_burst->GetDuration();
    m_burstPsd = psd;
    if (m_divided)
    {
        Focus(m_burst->band);
        m_burstPsd = InFocus(noted);
    }
    m_next = 0;
    m_rxBurstTrace(m_burst);
    if (m_isacModel)
    {
        m_isacModel->SetBurst(m_burst);
    }
    StartPacket();
}

void
IsacPhy::StartPacket()
{
    m_interference->StartRx(m_burst->packets[m_next], m_burstPsd);
    const Time begun = m_next == 0 ? Time() : m_burst->ends[m_next - 1];
    m_endEvent = Simulator::Schedule(m_burst->ends[m_next] - begun, &IsacPhy::EndPacket, this);
}

void
IsacPhy::EndPacket()
{
    if (!m_burst)
    {
        return; // disposed of meanwhile
    }
    const bool correct = m_interference->EndRx();
    const Ptr<const IsacBurst> burst = m_burst;
    const Ptr<SpectrumPhy> sender = m_sender;
    Ptr<Packet> packet = burst->packets[m_next];
    // The model has to be asked before the next packet begins.
    Ptr<Packet> arrived;
    std::optional<Time> again;
    if (correct)
    {
        // The burst stays as it was sent.
        arrived = m_isacModel ? m_isacModel->Deliver(packet) : packet->Copy();
    }
    else if (m_isacModel)
    {
        again = m_isacModel->RepeatAfter();
    }
    double sinr = 0.0;
    if (m_isacModel)
    {
        sinr = m_isacModel->GetMeanSinr();
        const double received = Integral(*m_burstPsd) / m_burst->band.Width();
        const double noise = GetNoiseDensity();
        // A frame without airtime meets nothing, and tells nothing.
        const double interference = sinr > 0.0 ? received / sinr - noise : m_interferenceDensity;
        // Without interference the difference is rounding, of either sign.
        m_interferenceDensity = interference > 1e-9 * noise ? interference : 0.0;
    }
    if (++m_next < m_burst->packets.size())
    {
        StartPacket();
    }
    else
    {
        m_burst = nullptr;
    }
    if (correct)
    {
        m_rxPacketOkTrace(packet, sinr);
        m_receive(arrived);
        return;
    }
    m_rxPacketErrorTrace(packet, sinr);
    if (again)
    {
        const Ptr<IsacPhy> other = DynamicCast<IsacPhy>(sender);
        Simulator::ScheduleWithContext(other->GetDevice()->GetNode()->GetId(),
                                       *again,
                                       &IsacPhy::Repeat,
                                       other,
                                       burst,
                                       Ptr<const Packet>(packet));
    }
}

void
IsacPhy::Repeat(Ptr<const IsacBurst> burst, Ptr<const Packet> frame)
{
    if (!m_repeat.IsNull())
    {
        m_repeat(burst, frame->Copy());
    }
}

} // namespace isac
} // namespace ns3
