/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-content-relay.h"

#include "ns3/log.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3
{
namespace isac
{

NS_LOG_COMPONENT_DEFINE("IsacContentRelay");
NS_OBJECT_ENSURE_REGISTERED(ContentRelay);

TypeId
ContentRelay::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::ContentRelay")
            .SetParent<Object>()
            .SetGroupName("Isac")
            .AddConstructor<ContentRelay>()
            .AddAttribute("Protocol",
                          "Name of the socket factory of the backhaul",
                          StringValue("ns3::UdpSocketFactory"),
                          MakeStringAccessor(&ContentRelay::m_protocol),
                          MakeStringChecker())
            .AddAttribute("Local",
                          "Own address on the backhaul; empty where the protocol chooses one",
                          AddressValue(),
                          MakeAddressAccessor(&ContentRelay::m_local),
                          MakeAddressChecker())
            .AddAttribute("Remote",
                          "Address of the edge server",
                          AddressValue(),
                          MakeAddressAccessor(&ContentRelay::m_remote),
                          MakeAddressChecker())
            .AddAttribute("PacketSize",
                          "Content bytes in one radio packet",
                          UintegerValue(1400),
                          MakeUintegerAccessor(&ContentRelay::m_packetSize),
                          MakeUintegerChecker<uint32_t>(1, 65000))
            .AddAttribute("SensedBytes",
                          "Size of the sensed data of one user, sent with the request",
                          UintegerValue(1000),
                          MakeUintegerAccessor(&ContentRelay::m_sensedBytes),
                          MakeUintegerChecker<uint32_t>(0, 65000))
            .AddTraceSource("Request",
                            "Sensed data and request leave for the edge server",
                            MakeTraceSourceAccessor(&ContentRelay::m_requestTrace),
                            "ns3::isac::ContentRelay::RequestTracedCallback")
            .AddTraceSource("Segment",
                            "A segment of content comes from the edge server",
                            MakeTraceSourceAccessor(&ContentRelay::m_segmentTrace),
                            "ns3::isac::ContentRelay::SegmentTracedCallback")
            .AddTraceSource("LateSegment",
                            "A segment of content comes for a slot that is over, and is dropped",
                            MakeTraceSourceAccessor(&ContentRelay::m_lateTrace),
                            "ns3::isac::ContentRelay::SegmentTracedCallback");
    return tid;
}

void
ContentRelay::DoDispose()
{
    m_backhaul = nullptr;
    m_radio = nullptr;
    Object::DoDispose();
}

void
ContentRelay::Open(Ptr<Node> node, Ptr<Socket> radio)
{
    m_radio = radio;
    m_backhaul = Socket::CreateSocket(node, TypeId::LookupByName(m_protocol));
    const int failed = m_local.IsInvalid() ? m_backhaul->Bind() : m_backhaul->Bind(m_local);
    NS_ABORT_MSG_IF(failed != 0, "ContentRelay: cannot bind to its Local address");
    m_backhaul->SetRecvCallback(MakeCallback(&ContentRelay::HandleRead, this));
}

void
ContentRelay::Close()
{
    if (m_backhaul)
    {
        m_backhaul->Close();
        m_backhaul->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
    }
}

void
ContentRelay::StartSlot(uint32_t slot)
{
    m_slot = slot;
}

void
ContentRelay::Request(const GenerationRequestHeader& request, const Address& user)
{
    m_users[request.user] = user;
    m_requestTrace(request);
    Ptr<Packet> packet = Create<Packet>(m_sensedBytes);
    packet->AddHeader(request);
    m_backhaul->SendTo(packet, 0, m_remote);
}

void
ContentRelay::HandleRead(Ptr<Socket> socket)
{
    Address from;
    while (Ptr<Packet> packet = socket->RecvFrom(from))
    {
        ContentHeader segment;
        if (packet->GetSize() < segment.GetSerializedSize())
        {
            NS_LOG_WARN("a packet of " << packet->GetSize() << " bytes is no content");
            continue;
        }
        packet->RemoveHeader(segment);
        if (segment.slot < m_slot)
        {
            m_lateTrace(segment);
            continue;
        }
        m_segmentTrace(segment);
        const auto user = m_users.find(segment.user);
        if (user == m_users.end())
        {
            NS_LOG_WARN("content for " << segment.user << ", who asked for none");
            continue;
        }
        ContentHeader piece = segment;
        for (uint32_t done = 0; done < segment.length; done += piece.length)
        {
            piece.offset = segment.offset + done;
            piece.length = std::min(m_packetSize, segment.length - done);
            Ptr<Packet> out = packet->CreateFragment(done, piece.length);
            // What sockets and flow monitors have noted down concerns the backhaul.
            out->RemoveAllPacketTags();
            out->RemoveAllByteTags();
            out->AddHeader(piece);
            m_radio->SendTo(out, 0, user->second);
        }
    }
}

} // namespace isac
} // namespace ns3
