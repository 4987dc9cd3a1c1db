/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-mac.h"

#include "ns3/drop-tail-queue.h"
#include "ns3/log.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace isac
{

NS_LOG_COMPONENT_DEFINE("IsacMac");
NS_OBJECT_ENSURE_REGISTERED(IsacMac);

TypeId
IsacMac::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::IsacMac")
            .SetParent<Object>()
            .SetGroupName("Isac")
            .AddAttribute("QueueSize",
                          "Size of each frame queue",
                          QueueSizeValue(QueueSize("10000p")),
                          MakeQueueSizeAccessor(&IsacMac::m_queueSize),
                          MakeQueueSizeChecker())
            .AddAttribute("MaxBurst",
                          "Longest burst; the rate of a burst does not change within it",
                          TimeValue(MilliSeconds(10)),
                          MakeTimeAccessor(&IsacMac::m_maxBurst),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("UnchargedBytes",
                          "Bytes of every frame that take no airtime. 0 charges all; the size of "
                          "all headers charges payload only, as closed forms do",
                          UintegerValue(0),
                          MakeUintegerAccessor(&IsacMac::m_unchargedBytes),
                          MakeUintegerChecker<uint32_t>())
            .AddTraceSource("MacTx",
                            "A frame is queued",
                            MakeTraceSourceAccessor(&IsacMac::m_txTrace),
                            "ns3::Packet::TracedCallback")
            .AddTraceSource("MacTxDrop",
                            "A frame is dropped before it was sent",
                            MakeTraceSourceAccessor(&IsacMac::m_txDropTrace),
                            "ns3::Packet::TracedCallback")
            .AddTraceSource("MacRx",
                            "A frame for this device is received",
                            MakeTraceSourceAccessor(&IsacMac::m_rxTrace),
                            "ns3::Packet::TracedCallback")
            .AddTraceSource("MacRepeat",
                            "A receiver wants a frame again",
                            MakeTraceSourceAccessor(&IsacMac::m_repeatTrace),
                            "ns3::Packet::TracedCallback")
            .AddTraceSource("Sniffer",
                            "Every frame sent, when it begins, and every frame received, when it "
                            "ends; MAC header first",
                            MakeTraceSourceAccessor(&IsacMac::m_snifferTrace),
                            "ns3::Packet::TracedCallback");
    return tid;
}

void
IsacMac::DoDispose()
{
    if (m_phy)
    {
        m_phy->SetRepeatCallback(IsacPhy::RepeatCallback());
    }
    m_phy = nullptr;
    m_up = MakeNullCallback<void, Ptr<Packet>, Mac48Address, Mac48Address, uint16_t>();
    Object::DoDispose();
}

void
IsacMac::SetAddress(Mac48Address address)
{
    m_address = address;
}

Mac48Address
IsacMac::GetAddress() const
{
    return m_address;
}

void
IsacMac::SetPhy(Ptr<IsacPhy> phy)
{
    m_phy = phy;
    m_phy->SetRepeatCallback(MakeCallback(&IsacMac::Repeat, this));
}

Ptr<IsacPhy>
IsacMac::GetPhy() const
{
    return m_phy;
}

void
IsacMac::SetForwardUpCallback(ForwardUpCallback callback)
{
    m_up = callback;
}

Ptr<Queue<Packet>>
IsacMac::MakeQueue() const
{
    auto queue = CreateObject<DropTailQueue<Packet>>();
    queue->SetMaxSize(m_queueSize);
    return queue;
}

void
IsacMac::AddMacHeader(Ptr<Packet> packet, IsacMacHeader header)
{
    header.source = m_address;
    header.sequence = m_sequence++;
    packet->AddHeader(header);
    m_txTrace(packet);
}

void
IsacMac::Drop(Ptr<const Packet> frame)
{
    NS_LOG_LOGIC("drop " << frame->GetSize() << " bytes");
    m_txDropTrace(frame);
}

void
IsacMac::Fill(Ptr<Queue<Packet>> queue, IsacBurst& burst, double limit, double& seconds) const
{
    for (Ptr<const Packet> head = queue->Peek(); head; head = queue->Peek())
    {
        const uint32_t size = head->GetSize();
        const uint32_t charged = size > m_unchargedBytes ? size - m_unchargedBytes : 0;
        const double end = seconds + 8.0 * charged / burst.rate;
        // A frame longer than the longest burst still is one: it goes alone.
        const bool alone = burst.packets.empty();
        const bool late = end > limit || (!alone && end > m_maxBurst.GetSeconds());
        if (late)
        {
            return;
        }
        seconds = end;
        burst.packets.push_back(queue->Dequeue());
        burst.ends.push_back(Seconds(end));
    }
}

void
IsacMac::Send(Ptr<const IsacBurst> burst)
{
    if (!m_snifferTrace.IsEmpty())
    {
        Time begins;
        for (std::size_t i = 0; i < burst->packets.size(); ++i)
        {
            Simulator::Schedule(begins,
                                &IsacMac::Sniff,
                                this,
                                Ptr<const Packet>(burst->packets[i]->Copy()));
            begins = burst->ends[i];
        }
    }
    m_phy->SendBurst(burst);
}

void
IsacMac::Sniff(Ptr<const Packet> frame)
{
    m_snifferTrace(frame);
}

void
IsacMac::Repeat(Ptr<const IsacBurst> burst, Ptr<Packet> frame)
{
    IsacMacHeader header;
    frame->PeekHeader(header);
    m_repeatTrace(frame);
    Requeue(burst->receiver, header, frame);
}

void
IsacMac::ReceiveFrame(Ptr<Packet> frame)
{
    IsacMacHeader header;
    frame->PeekHeader(header);
    if (!header.destination.IsGroup() && header.destination != m_address)
    {
        return;
    }
    m_snifferTrace(frame);
    m_rxTrace(frame);
    frame->RemoveHeader(header);
    m_up(frame, header.source, header.destination, header.protocol);
}

} // namespace isac
} // namespace ns3
