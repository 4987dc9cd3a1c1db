/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Attributes and trace sources of a DdManager.
 */

#include "isac-dd-manager.h"

#include "ns3/pointer.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace isac
{

NS_OBJECT_ENSURE_REGISTERED(DdManager);

TypeId
DdManager::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::DdManager")
            .SetParent<Application>()
            .SetGroupName("Isac")
            .AddConstructor<DdManager>()
            .AddAttribute("Protocol",
                          "Name of the socket factory",
                          StringValue("ns3::UdpSocketFactory"),
                          MakeStringAccessor(&DdManager::m_protocol),
                          MakeStringChecker())
            .AddAttribute("Local",
                          "Address at which requests and outcomes come in",
                          AddressValue(),
                          MakeAddressAccessor(&DdManager::m_local),
                          MakeAddressChecker())
            .AddAttribute("ServerAddress",
                          "Where the edge server takes orders; not needed in pairs and clusters",
                          AddressValue(),
                          MakeAddressAccessor(&DdManager::m_server),
                          MakeAddressChecker())
            .AddAttribute("SlotTime",
                          "Slots begin at multiples of it",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&DdManager::m_slotTime),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("Slots",
                          "Number of slots, 0 for no end",
                          UintegerValue(0),
                          MakeUintegerAccessor(&DdManager::m_slots),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("ReportTimeout",
                          "The slot is decided without the requests that are not in by then",
                          TimeValue(Seconds(2)),
                          MakeTimeAccessor(&DdManager::m_reportTimeout),
                          MakeTimeChecker(Time()))
            .AddAttribute("SlotTimeout",
                          "After the decision, when the slot is given up; 0: never",
                          TimeValue(Seconds(600)),
                          MakeTimeAccessor(&DdManager::m_slotTimeout),
                          MakeTimeChecker(Time()))
            .AddAttribute("LatentTimeout",
                          "After the decision, when users go on with what has come of a latent",
                          TimeValue(Seconds(300)),
                          MakeTimeAccessor(&DdManager::m_latentTimeout),
                          MakeTimeChecker(Time()))
            .AddAttribute("Cell",
                          "The cell",
                          PointerValue(),
                          MakePointerAccessor(&DdManager::m_cell),
                          MakePointerChecker<DdCell>())
            .AddAttribute("Device",
                          "The base station's radio, with grants in frequency division",
                          PointerValue(),
                          MakePointerAccessor(&DdManager::m_device),
                          MakePointerChecker<IsacNetDevice>())
            .AddTraceSource("Slot",
                            "A slot begins",
                            MakeTraceSourceAccessor(&DdManager::m_slotTrace),
                            "ns3::isac::DdManager::SlotTracedCallback")
            .AddTraceSource("Decision",
                            "A slot is decided",
                            MakeTraceSourceAccessor(&DdManager::m_decisionTrace),
                            "ns3::isac::DdManager::DecisionTracedCallback")
            .AddTraceSource("DecisionTime",
                            "Real time that deciding took; told before the decision",
                            MakeTraceSourceAccessor(&DdManager::m_decisionTimeTrace),
                            "ns3::isac::DdManager::DecisionTimeTracedCallback")
            .AddTraceSource("SlotEnd",
                            "A slot is over",
                            MakeTraceSourceAccessor(&DdManager::m_endTrace),
                            "ns3::isac::DdManager::SlotTracedCallback");
    return tid;
}

} // namespace isac
} // namespace ns3
