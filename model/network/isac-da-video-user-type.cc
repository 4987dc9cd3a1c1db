/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * What can be set and traced of a DaVideoUser.
 */

#include "isac-da-video-user.h"

#include "ns3/pointer.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace isac
{

TypeId
DaVideoUser::GetTypeId()
{
    static TypeId tid = TypeId("ns3::isac::DaVideoUser")
                            .SetParent<Application>()
                            .SetGroupName("Isac")
                            .AddConstructor<DaVideoUser>()
                            .AddAttribute("User",
                                          "His number, from 0",
                                          UintegerValue(0),
                                          MakeUintegerAccessor(&DaVideoUser::m_user),
                                          MakeUintegerChecker<uint32_t>())
                            .AddAttribute("Protocol",
                                          "Name of the socket factory",
                                          StringValue("ns3::UdpSocketFactory"),
                                          MakeStringAccessor(&DaVideoUser::m_protocol),
                                          MakeStringChecker())
                            .AddAttribute("Local",
                                          "Address at which grants and segments come in",
                                          AddressValue(),
                                          MakeAddressAccessor(&DaVideoUser::m_local),
                                          MakeAddressChecker())
                            .AddAttribute("GreetingInterval",
                                          "Between greetings, until the first grant",
                                          TimeValue(MilliSeconds(500)),
                                          MakeTimeAccessor(&DaVideoUser::m_greetingInterval),
                                          MakeTimeChecker(NanoSeconds(1)))
                            .AddAttribute("Cell",
                                          "Constants of the network",
                                          PointerValue(),
                                          MakePointerAccessor(&DaVideoUser::m_cell),
                                          MakePointerChecker<DaCell>())
                            .AddTraceSource("Grant",
                                            "A grant has come, and with it a slot",
                                            MakeTraceSourceAccessor(&DaVideoUser::m_grantTrace),
                                            "ns3::isac::DaVideoUser::GrantTracedCallback")
                            .AddTraceSource("SegmentDone",
                                            "The segment of a slot is complete, or late",
                                            MakeTraceSourceAccessor(&DaVideoUser::m_segmentTrace),
                                            "ns3::isac::DaVideoUser::SegmentTracedCallback")
                            .AddTraceSource("Packet",
                                            "A packet of the segment has come",
                                            MakeTraceSourceAccessor(&DaVideoUser::m_packetTrace),
                                            "ns3::isac::DaVideoUser::PacketTracedCallback")
                            .AddTraceSource("Report",
                                            "A sample is sent",
                                            MakeTraceSourceAccessor(&DaVideoUser::m_reportTrace),
                                            "ns3::isac::DaVideoUser::ReportTracedCallback")
                            .AddTraceSource("Score",
                                            "An opinion score is sent",
                                            MakeTraceSourceAccessor(&DaVideoUser::m_scoreTrace),
                                            "ns3::isac::DaVideoUser::ScoreTracedCallback")
                            .AddTraceSource("Handover",
                                            "A grant names another station",
                                            MakeTraceSourceAccessor(&DaVideoUser::m_handoverTrace),
                                            "ns3::isac::DaVideoUser::HandoverTracedCallback");
    return tid;
}

} // namespace isac
} // namespace ns3
