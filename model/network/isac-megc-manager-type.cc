/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * What can be set and traced of a MegcManager.
 */

#include "isac-compat.h"
#include "isac-megc-manager.h"

#include "ns3/pointer.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace isac
{

TypeId
MegcManager::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::MegcManager")
            .SetParent<Application>()
            .SetGroupName("Isac")
            .AddConstructor<MegcManager>()
            .AddAttribute("Protocol",
                          "Name of the socket factory",
                          StringValue("ns3::UdpSocketFactory"),
                          MakeStringAccessor(&MegcManager::m_protocol),
                          MakeStringChecker())
            .AddAttribute("Local",
                          "Address at which reports come in",
                          AddressValue(),
                          MakeAddressAccessor(&MegcManager::m_local),
                          MakeAddressChecker())
            .AddAttribute("Server",
                          "The server, if it is on this node: orders cost it nothing",
                          PointerValue(),
                          MakePointerAccessor(&MegcManager::m_server),
                          MakePointerChecker<MegcServer>())
            .AddAttribute("ServerAddress",
                          "Address at which the server takes orders, without Server",
                          AddressValue(),
                          MakeAddressAccessor(&MegcManager::m_serverAddress),
                          MakeAddressChecker())
            .AddAttribute("SlotTime",
                          "Slots begin at multiples of it, each when the one before is over",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&MegcManager::m_slotTime),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("Slots",
                          "Number of slots; 0: no end",
                          UintegerValue(0),
                          MakeUintegerAccessor(&MegcManager::m_slots),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("ReportTimeout",
                          "Decide without the reports that are not in by then",
                          TimeValue(MilliSeconds(500)),
                          MakeTimeAccessor(&MegcManager::m_reportTimeout),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("SlotTimeout",
                          "Give up tasks that are not done by then, from the decision; 0: never",
                          TimeValue(Seconds(600)),
                          MakeTimeAccessor(&MegcManager::m_slotTimeout),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("Policy",
                          "Who decides: a scheme, a trained agent or a file, as MakeMegcScheme() "
                          "takes them",
                          StringValue("fra"),
                          MakeStringAccessor(&MegcManager::m_policy),
                          MakeStringChecker())
            .AddAttribute("PolicySeed",
                          "Seed of the policy's own random numbers",
                          UintegerValue(1),
                          MakeUintegerAccessor(&MegcManager::m_policySeed),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("Cell",
                          "The cell",
                          PointerValue(),
                          MakePointerAccessor(&MegcManager::m_cell),
                          MakePointerChecker<MegcCell>())
            .AddAttribute("Device",
                          "The radio of the base station",
                          PointerValue(),
                          MakePointerAccessor(&MegcManager::m_device),
                          MakePointerChecker<IsacNetDevice>())
            .AddTraceSource("Slot",
                            "A slot begins",
                            MakeTraceSourceAccessor(&MegcManager::m_slotTrace),
                            "ns3::isac::MegcManager::SlotTracedCallback")
            .AddTraceSource("Decision",
                            "A slot is decided",
                            MakeTraceSourceAccessor(&MegcManager::m_decisionTrace),
                            "ns3::isac::MegcManager::DecisionTracedCallback")
            .AddTraceSource("Outcome",
                            "A user has told that his task is done",
                            MakeTraceSourceAccessor(&MegcManager::m_outcomeTrace),
                            "ns3::isac::MegcManager::OutcomeTracedCallback")
            .AddTraceSource("Reward",
                            "A slot is over; the outcome is as users measured it",
                            MakeTraceSourceAccessor(&MegcManager::m_rewardTrace),
                            "ns3::isac::MegcManager::RewardTracedCallback")
            .AddTraceSource("Observation",
                            "A slot as the policy observes it",
                            MakeTraceSourceAccessor(&MegcManager::m_observationTrace),
                            "ns3::isac::MegcManager::ObservationTracedCallback")
            .AddTraceSource("Action",
                            "What the policy says to it, before decoding",
                            MakeTraceSourceAccessor(&MegcManager::m_actionTrace),
                            "ns3::isac::MegcManager::ActionTracedCallback")
            .AddTraceSource("DecisionTime",
                            "Real time that observing, acting and decoding took [s]; differs from "
                            "run to run",
                            MakeTraceSourceAccessor(&MegcManager::m_decisionTimeTrace),
                            "ns3::isac::MegcManager::DecisionTimeTracedCallback");
    return tid;
}

} // namespace isac
} // namespace ns3
