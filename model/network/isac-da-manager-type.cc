/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * What can be set and traced of a DaManager.
 */

#include "isac-da-manager.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/isac-da-assisted.h"
#include "ns3/pointer.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace isac
{

TypeId
DaManager::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::DaManager")
            .SetParent<Application>()
            .SetGroupName("Isac")
            .AddConstructor<DaManager>()
            .AddAttribute("Protocol",
                          "Name of the socket factory",
                          StringValue("ns3::UdpSocketFactory"),
                          MakeStringAccessor(&DaManager::m_protocol),
                          MakeStringChecker())
            .AddAttribute("Local",
                          "Address at which everything comes in",
                          AddressValue(),
                          MakeAddressAccessor(&DaManager::m_local),
                          MakeAddressChecker())
            .AddAttribute("Server",
                          "The server, on the same node",
                          PointerValue(),
                          MakePointerAccessor(&DaManager::m_server),
                          MakePointerChecker<DaServer>())
            .AddAttribute("Slots",
                          "Number of slots; 0: no end",
                          UintegerValue(0),
                          MakeUintegerAccessor(&DaManager::m_slots),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("Policy",
                          "Who decides: a scheme, a trained agent or a file, as MakeDaScheme() "
                          "takes them",
                          StringValue("optimum"),
                          MakeStringAccessor(&DaManager::m_policy),
                          MakeStringChecker())
            .AddAttribute("PolicySeed",
                          "Seed of the policy's own random numbers",
                          UintegerValue(1),
                          MakeUintegerAccessor(&DaManager::m_policySeed),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("Collection",
                          "Whether users report samples of themselves",
                          BooleanValue(true),
                          MakeBooleanAccessor(&DaManager::m_collect),
                          MakeBooleanChecker())
            .AddAttribute("FitModels",
                          "Whether QoE models are fitted to scores; else the first ones stay",
                          BooleanValue(true),
                          MakeBooleanAccessor(&DaManager::m_fitModels),
                          MakeBooleanChecker())
            .AddAttribute("AccuracyReserve",
                          "Part by which decisions ask for better accuracies than the network's, "
                          "as nobody foresees exactly where users are",
                          DoubleValue(DaAssistedSettings().accuracyReserve),
                          MakeDoubleAccessor(&DaManager::m_accuracyReserve),
                          MakeDoubleChecker<double>(0.0, 0.99))
            .AddAttribute("HandoverMargin",
                          "Another station is so much nearer before it takes over [m]",
                          DoubleValue(DaControllerSettings().handoverMargin),
                          MakeDoubleAccessor(&DaManager::m_handoverMargin),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("ReportHeaders",
                          "Bytes of headers below a report that take airtime",
                          UintegerValue(48),
                          MakeUintegerAccessor(&DaManager::m_reportHeaders),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("Cell",
                          "Constants of the network",
                          PointerValue(),
                          MakePointerAccessor(&DaManager::m_cell),
                          MakePointerChecker<DaCell>())
            .AddTraceSource("Slot",
                            "A slot begins",
                            MakeTraceSourceAccessor(&DaManager::m_slotTrace),
                            "ns3::isac::DaManager::SlotTracedCallback")
            .AddTraceSource("Decision",
                            "A slot is decided",
                            MakeTraceSourceAccessor(&DaManager::m_decisionTrace),
                            "ns3::isac::DaManager::DecisionTracedCallback")
            .AddTraceSource("Observation",
                            "A slot as the policy observes it",
                            MakeTraceSourceAccessor(&DaManager::m_observationTrace),
                            "ns3::isac::DaManager::ObservationTracedCallback")
            .AddTraceSource("Action",
                            "What the policy says to it, before decoding",
                            MakeTraceSourceAccessor(&DaManager::m_actionTrace),
                            "ns3::isac::DaManager::ActionTracedCallback")
            .AddTraceSource("DecisionTime",
                            "Real time that observing, acting and decoding took [s]; differs from "
                            "run to run",
                            MakeTraceSourceAccessor(&DaManager::m_decisionTimeTrace),
                            "ns3::isac::DaManager::DecisionTimeTracedCallback")
            .AddTraceSource("Echo",
                            "An echo has been told of",
                            MakeTraceSourceAccessor(&DaManager::m_echoTrace),
                            "ns3::isac::DaManager::EchoTracedCallback")
            .AddTraceSource("Handover",
                            "A user is handed over to another station",
                            MakeTraceSourceAccessor(&DaManager::m_handoverTrace),
                            "ns3::isac::DaManager::HandoverTracedCallback")
            .AddTraceSource("Report",
                            "A sample has come",
                            MakeTraceSourceAccessor(&DaManager::m_reportTrace),
                            "ns3::isac::DaManager::ReportTracedCallback")
            .AddTraceSource("Score",
                            "An opinion score has come",
                            MakeTraceSourceAccessor(&DaManager::m_scoreTrace),
                            "ns3::isac::DaManager::ScoreTracedCallback")
            .AddTraceSource("ModelUpdate",
                            "What is known of a user's QoE has changed",
                            MakeTraceSourceAccessor(&DaManager::m_modelTrace),
                            "ns3::isac::DaManager::ModelTracedCallback");
    return tid;
}

} // namespace isac
} // namespace ns3
