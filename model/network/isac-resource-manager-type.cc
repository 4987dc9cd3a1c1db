/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * What can be set and traced of a ResourceManager.
 */

#include "isac-compat.h"
#include "isac-resource-manager.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/pointer.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace isac
{

TypeId
ResourceManager::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::ResourceManager")
            .SetParent<Application>()
            .SetGroupName("Isac")
            .AddConstructor<ResourceManager>()
            .AddAttribute("Protocol",
                          "Name of the socket factory towards the users",
                          StringValue("ns3::UdpSocketFactory"),
                          MakeStringAccessor(&ResourceManager::m_protocol),
                          MakeStringChecker())
            .AddAttribute("Local",
                          "Address at which reports come in",
                          AddressValue(),
                          MakeAddressAccessor(&ResourceManager::m_local),
                          MakeAddressChecker())
            .AddAttribute("SlotInterval",
                          "Time between slots",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&ResourceManager::m_slotInterval),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("Slots",
                          "Number of slots; 0: no end",
                          UintegerValue(0),
                          MakeUintegerAccessor(&ResourceManager::m_slots),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("ReportTimeout",
                          "Decide without the reports that are not in by then; a slot that is over "
                          "before is passed over",
                          TimeValue(MilliSeconds(20)),
                          MakeTimeAccessor(&ResourceManager::m_reportTimeout),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("Guard",
                          "Guard interval between sensing and downloads",
                          TimeValue(Seconds(0)),
                          MakeTimeAccessor(&ResourceManager::m_guard),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("Margin",
                          "Part of T_max that is not planned with",
                          TimeValue(MicroSeconds(1)),
                          MakeTimeAccessor(&ResourceManager::m_margin),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("Policy",
                          "Who decides: a scheme, a trained agent or a file, as MakeCaqaScheme() "
                          "takes them",
                          StringValue("constant-9-0.2"),
                          MakeStringAccessor(&ResourceManager::m_policy),
                          MakeStringChecker())
            .AddAttribute("PolicySeed",
                          "Seed of the policy's own random numbers",
                          UintegerValue(1),
                          MakeUintegerAccessor(&ResourceManager::m_policySeed),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("Learn",
                          "Whether the policy goes on learning from measured rewards; it must be "
                          "an agent with its critics",
                          BooleanValue(false),
                          MakeBooleanAccessor(&ResourceManager::m_learn),
                          MakeBooleanChecker())
            .AddAttribute("Explore",
                          "Whether a policy that learns departs from its best action in order to",
                          BooleanValue(true),
                          MakeBooleanAccessor(&ResourceManager::m_explore),
                          MakeBooleanChecker())
            .AddAttribute("UpdatesPerSlot",
                          "Learning steps for each slot that is learnt from",
                          UintegerValue(1),
                          MakeUintegerAccessor(&ResourceManager::m_updatesPerSlot),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("LearnAfter",
                          "Slots before the first learning step; 0: as many as one draws, or as "
                          "the agent's training waited for if that is less",
                          UintegerValue(0),
                          MakeUintegerAccessor(&ResourceManager::m_learnAfter),
                          MakeUintegerChecker<uint32_t>(0, 1000000))
            .AddAttribute("Fidelity",
                          "Packet: the network carries slots out. Slot: closed form only",
                          EnumValue(PACKET),
                          EnumAccessor<Fidelity>(&ResourceManager::m_fidelity),
                          MakeEnumChecker(PACKET, "Packet", SLOT, "Slot"))
            .AddAttribute("ChannelKnowledge",
                          "What sets the rate of downloads: the channel as it is, or as reported",
                          EnumValue(PERFECT),
                          EnumAccessor<ChannelKnowledge>(&ResourceManager::m_knowledge),
                          MakeEnumChecker(PERFECT, "Perfect", REPORTED, "Reported"))
            .AddAttribute("HeaderBytes",
                          "Bytes of headers that take airtime with each radio packet; planned for",
                          UintegerValue(0),
                          MakeUintegerAccessor(&ResourceManager::m_headerBytes),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("PlanningMarginDb",
                          "Reported gains are planned with less this margin [dB]; that of the "
                          "error model, should it have one",
                          DoubleValue(0.0),
                          MakeDoubleAccessor(&ResourceManager::SetPlanningMarginDb,
                                             &ResourceManager::GetPlanningMarginDb),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("SkipUnserved",
                          "Whether nothing is generated for users who get no airtime; the paper's "
                          "closed form generates for all",
                          BooleanValue(false),
                          MakeBooleanAccessor(&ResourceManager::m_skipUnserved),
                          MakeBooleanChecker())
            .AddAttribute("Cell",
                          "The cell: Table I",
                          PointerValue(),
                          MakePointerAccessor(&ResourceManager::m_cell),
                          MakePointerChecker<CaqaCell>())
            .AddAttribute("Device",
                          "The radio of the base station",
                          PointerValue(),
                          MakePointerAccessor(&ResourceManager::m_device),
                          MakePointerChecker<IsacNetDevice>())
            .AddAttribute("Relay",
                          "The end of the backhaul",
                          PointerValue(),
                          MakePointerAccessor(&ResourceManager::m_relay),
                          MakePointerChecker<ContentRelay>())
            .AddTraceSource("Decision",
                            "A slot is decided",
                            MakeTraceSourceAccessor(&ResourceManager::m_decisionTrace),
                            "ns3::isac::ResourceManager::DecisionTracedCallback")
            .AddTraceSource("Sensed",
                            "The sensing burst for a user has ended",
                            MakeTraceSourceAccessor(&ResourceManager::m_sensedTrace),
                            "ns3::isac::ResourceManager::SensedTracedCallback")
            .AddTraceSource("Reward",
                            "All users have told the outcome of a slot; at slot level, what the "
                            "closed form says",
                            MakeTraceSourceAccessor(&ResourceManager::m_rewardTrace),
                            "ns3::isac::ResourceManager::RewardTracedCallback")
            .AddTraceSource("Observation",
                            "A slot as the policy observes it",
                            MakeTraceSourceAccessor(&ResourceManager::m_observationTrace),
                            "ns3::isac::ResourceManager::ObservationTracedCallback")
            .AddTraceSource("Action",
                            "What the policy says to it, before decoding",
                            MakeTraceSourceAccessor(&ResourceManager::m_actionTrace),
                            "ns3::isac::ResourceManager::ActionTracedCallback")
            .AddTraceSource(
                "DecisionTime",
                "Real time that observing, acting and decoding took, without learning "
                "[s]; differs from run to run, and of 'constant' the first one includes "
                "its search",
                MakeTraceSourceAccessor(&ResourceManager::m_decisionTimeTrace),
                "ns3::isac::ResourceManager::DecisionTimeTracedCallback")
            .AddTraceSource("Learning",
                            "The reward of a slot is in and the policy learns",
                            MakeTraceSourceAccessor(&ResourceManager::m_learningTrace),
                            "ns3::isac::ResourceManager::LearningTracedCallback");
    return tid;
}

} // namespace isac
} // namespace ns3
