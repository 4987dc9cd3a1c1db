/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dd-client.h"

#include "isac-ue-mac.h"

#include "ns3/double.h"
#include "ns3/log.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <algorithm>

namespace ns3
{
namespace isac
{

NS_LOG_COMPONENT_DEFINE("IsacDdClient");
NS_OBJECT_ENSURE_REGISTERED(DdClient);

TypeId
DdClient::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::DdClient")
            .SetParent<Application>()
            .SetGroupName("Isac")
            .AddConstructor<DdClient>()
            .AddAttribute("Protocol",
                          "Name of the socket factory",
                          StringValue("ns3::UdpSocketFactory"),
                          MakeStringAccessor(&DdClient::m_protocol),
                          MakeStringChecker())
            .AddAttribute("Local",
                          "Address at which polls, plans and latents come in",
                          AddressValue(),
                          MakeAddressAccessor(&DdClient::m_local),
                          MakeAddressChecker())
            .AddAttribute("Manager",
                          "Address of the manager",
                          AddressValue(),
                          MakeAddressAccessor(&DdClient::m_manager),
                          MakeAddressChecker())
            .AddAttribute("Prompt",
                          "What is asked for in every slot; empty: one that Choice draws",
                          StringValue(""),
                          MakeStringAccessor(&DdClient::m_prompt),
                          MakeStringChecker())
            .AddAttribute("Choice",
                          "Draws a prompt in each slot: part of the list of prompts, in [0, 1)",
                          StringValue("ns3::UniformRandomVariable"),
                          MakePointerAccessor(&DdClient::m_choice),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute("Trait",
                          "Draws the scores of a personality in each slot",
                          StringValue("ns3::UniformRandomVariable[Min=0.1|Max=0.9]"),
                          MakePointerAccessor(&DdClient::m_trait),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute("StepEnergy",
                          "delta_k, of a step of the device [J]",
                          DoubleValue(1.0),
                          MakeDoubleAccessor(&DdClient::m_stepEnergy),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("StepTime",
                          "Of a step of the device",
                          TimeValue(MilliSeconds(200)),
                          MakeTimeAccessor(&DdClient::m_stepTime),
                          MakeTimeChecker(Time()))
            .AddAttribute("EnergyBudget",
                          "E_Tk, for the device's steps in a slot [J]",
                          DoubleValue(8.0),
                          MakeDoubleAccessor(&DdClient::m_energyBudget),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("Cell",
                          "The cell: source of latents, judge of pictures",
                          PointerValue(),
                          MakePointerAccessor(&DdClient::m_cell),
                          MakePointerChecker<DdCell>())
            .AddAttribute("Device",
                          "The radio to the base station",
                          PointerValue(),
                          MakePointerAccessor(&DdClient::m_device),
                          MakePointerChecker<IsacNetDevice>())
            .AddTraceSource("Request",
                            "A slot begins, and with it a request",
                            MakeTraceSourceAccessor(&DdClient::m_requestTrace),
                            "ns3::isac::DdClient::RequestTracedCallback")
            .AddTraceSource("Outcome",
                            "The picture of a slot is there",
                            MakeTraceSourceAccessor(&DdClient::m_outcomeTrace),
                            "ns3::isac::DdClient::OutcomeTracedCallback");
    return tid;
}

DdClient::DdClient()
{
    NS_LOG_FUNCTION(this);
}

DdClient::~DdClient()
{
    NS_LOG_FUNCTION(this);
}

void
DdClient::DoDispose()
{
    m_deadlineEvent.Cancel();
    m_socket = nullptr;
    m_processor = nullptr;
    m_links.clear();
    m_device = nullptr;
    m_cell = nullptr;
    Application::DoDispose();
}

int64_t
DdClient::AssignStreams(int64_t stream)
{
    m_choice->SetStream(stream);
    m_trait->SetStream(stream + 1);
    return 2;
}

void
DdClient::AddLink(Mac48Address sender, Ptr<IsacNetDevice> device)
{
    m_links[sender] = device;
}

void
DdClient::SetPersonality(const DdPersonality& personality)
{
    m_personality = personality;
}

double
DdClient::GetStepEnergy() const
{
    return m_stepEnergy;
}

Ptr<IsacStepEnergyModel>
DdClient::GetProcessor() const
{
    return m_processor;
}

bool
DdClient::IsBusy() const
{
    return !m_done;
}

void
DdClient::StartApplication()
{
    NS_LOG_FUNCTION(this);
    NS_ABORT_MSG_IF(!m_cell || !m_device, "DdClient: Cell and Device must be set");
    m_socket = Socket::CreateSocket(GetNode(), TypeId::LookupByName(m_protocol));
    NS_ABORT_MSG_IF(m_socket->Bind(m_local) != 0, "DdClient: cannot bind to its Local address");
    m_socket->SetPriority(m_device->GetControlPriority());
    m_socket->SetRecvCallback(MakeCallback(&DdClient::HandleRead, this));
    m_processor = IsacStepEnergyModel::Install(GetNode(), m_stepEnergy, m_stepTime);
}

void
DdClient::StopApplication()
{
    NS_LOG_FUNCTION(this);
    m_deadlineEvent.Cancel();
    if (m_processor)
    {
        m_processor->Cancel();
    }
    m_done = true;
    if (m_socket)
    {
        m_socket->Close();
        m_socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
    }
}

void
DdClient::Send(const Header& header)
{
    auto packet = Create<Packet>();
    packet->AddHeader(header);
    m_socket->SendTo(packet, 0, m_manager);
}

void
DdClient::HandleRead(Ptr<Socket> socket)
{
    Address from;
    while (Ptr<Packet> packet = socket->RecvFrom(from))
    {
        DdPollHeader poll;
        DdPlanHeader plan;
        DdLatentHeader latent;
        if (TakeDdHeader(packet, poll))
        {
            StartSlot(poll.slot);
        }
        else if (TakeDdHeader(packet, plan))
        {
            TakePlan(plan);
        }
        else if (TakeDdHeader(packet, latent))
        {
            TakePiece(latent, packet);
        }
        else
        {
            NS_LOG_WARN("a packet of " << packet->GetSize() << " bytes is nothing for a user");
        }
    }
}

void
DdClient::StartSlot(uint32_t slot)
{
    if (m_polled && slot <= m_outcome.request.slot)
    {
        return; // it came before
    }
    m_deadlineEvent.Cancel();
    m_processor->Cancel(); // of a slot that was given up
    m_polled = true;
    m_planned = false;
    m_resumed = false;
    m_done = false;
    m_start = Simulator::Now();
    m_pieces.clear();
    m_header.reset();
    m_outcome = DdClientOutcome();
    const LatentCoding coding = m_cell->GetCoding();
    const auto values = static_cast<std::size_t>(m_cell->GetSource().LatentSize());
    m_latent = EncodeLatent(coding, std::vector<float>(values, 0.0F));
    DdRequestHeader& request = m_outcome.request;
    request.slot = slot;
    request.user = Mac48Address::ConvertFrom(m_device->GetAddress());
    request.stepEnergy = m_stepEnergy;
    request.energyBudget = m_energyBudget;
    // Drawn in every slot, used or not: what is fixed for one user changes nothing for others.
    const double choice = m_choice->GetValue();
    const std::vector<std::string>& prompts = m_cell->GetSource().GetPrompts();
    const auto last = static_cast<double>(prompts.size() - 1);
    const double place = std::clamp(choice * static_cast<double>(prompts.size()), 0.0, last);
    request.prompt = m_prompt.empty() ? prompts[static_cast<std::size_t>(place)] : m_prompt;
    for (double& score : request.personality)
    {
        score = m_trait->GetValue();
    }
    request.personality = m_personality.value_or(request.personality);
    for (const auto& [sender, device] : m_links)
    {
        request.links.push_back({sender, MeasureGain(device)});
    }
    m_requestTrace(request);
    Send(request);
}

double
DdClient::MeasureGain(Ptr<IsacNetDevice> device) const
{
    const auto mac = DynamicCast<IsacUeMac>(device->GetMac());
    NS_ABORT_MSG_IF(!mac || !mac->GetGrantReceiver(), "DdClient: a link that takes no grants");
    const Ptr<IsacPhy> receiver = mac->GetGrantReceiver();
    const double density = receiver->GetNoiseDensity() + receiver->GetInterferenceDensity();
    const double snrPerWatt = mac->GetGain() / (density * m_cell->GetRate());
    return snrPerWatt / m_cell->GetParameters().snrPerWatt;
}

void
DdClient::TakePlan(const DdPlanHeader& plan)
{
    if (m_done || m_planned || plan.slot != m_outcome.request.slot)
    {
        NS_LOG_WARN("a plan for slot " << plan.slot << " comes late, or twice");
        return;
    }
    m_planned = true;
    m_planTime = Simulator::Now();
    m_outcome.plan = plan;
    const Time left = std::max(plan.deadline - Simulator::Now(), Time());
    m_deadlineEvent = Simulator::Schedule(left, &DdClient::Resume, this);
    if (m_header && m_outcome.outcome.latentBytes >= plan.latentBytes)
    {
        Resume();
    }
}

void
DdClient::TakePiece(const DdLatentHeader& header, Ptr<Packet> piece)
{
    const bool fits = piece->GetSize() == header.length && header.total == m_latent.size() &&
                      header.length <= header.total &&
                      header.offset <= header.total - header.length;
    if (m_done || m_resumed || header.slot != m_outcome.request.slot || !fits)
    {
        NS_LOG_WARN("a latent of slot " << header.slot << " comes late, or is none");
        return;
    }
    if (!m_pieces.emplace(header.offset, header.length).second)
    {
        return; // it has come before
    }
    piece->CopyData(m_latent.data() + header.offset, header.length);
    m_outcome.outcome.latentBytes += header.length;
    m_header = header;
    if (m_planned && m_outcome.outcome.latentBytes >= header.total)
    {
        Resume();
    }
}

void
DdClient::Resume()
{
    m_deadlineEvent.Cancel();
    m_resumed = true;
    m_resumeTime = Simulator::Now();
    if (m_header)
    {
        m_outcome.sharedTaken = m_header->taken;
        m_outcome.shared = m_header->computed - m_header->begun;
        m_outcome.airtime = Simulator::Now() - m_header->computed;
    }
    m_processor->Start(m_outcome.plan.deviceSteps, MakeCallback(&DdClient::Finish, this));
}

std::vector<float>
DdClient::EndLatent() const
{
    const LatentSource& source = m_cell->GetSource();
    if (!source.CanDecode())
    {
        return {};
    }
    const DdPlanHeader& plan = m_outcome.plan;
    const bool own = m_cell->GetParameters().schedule == DdSchedule::OWN;
    DiffusionChain chain;
    chain.seed = plan.seed;
    chain.steps = plan.serverSteps + (own ? plan.deviceSteps : plan.longest);
    chain.done = plan.serverSteps;
    chain.latent = DecodeLatent(m_cell->GetCoding(), m_latent);
    // One latent is at one place of one schedule: who takes fewer steps walks the rest in larger
    // ones.
    RespaceChain(chain, plan.deviceSteps);
    source.Denoise(chain, source.FindPrompt(m_outcome.request.prompt), plan.deviceSteps);
    return chain.latent;
}

void
DdClient::Finish()
{
    const DdRequestHeader& request = m_outcome.request;
    const DdPlanHeader& plan = m_outcome.plan;
    const LatentSource& source = m_cell->GetSource();
    const DdParameters parameters = m_cell->GetParameters();
    DdOutcomeHeader& outcome = m_outcome.outcome;
    outcome.slot = request.slot;
    outcome.user = request.user;
    outcome.bits = 8 * static_cast<uint32_t>(m_latent.size());
    outcome.wrongBits = m_cell->CountWrongBits(request.slot, request.user, m_latent);
    outcome.deviceEnergy = m_stepEnergy * plan.deviceSteps;

    DdJudgement& judgement = m_outcome.judgement;
    const int begunWith = static_cast<int>(m_header ? m_header->prompt : plan.serverPrompt);
    judgement.latent = EndLatent();
    judgement.question.prompt = request.prompt;
    judgement.question.personality = request.personality;
    if (!judgement.latent.empty())
    {
        judgement.question.picture = source.Decode(judgement.latent);
    }
    judgement.serverPrompt = source.GetPrompts().at(static_cast<std::size_t>(begunWith));
    judgement.distance = source.Distance(source.FindPrompt(request.prompt), begunWith);
    const bool own = parameters.schedule == DdSchedule::OWN;
    judgement.made.serverSteps = plan.serverSteps;
    judgement.made.deviceSteps = plan.deviceSteps;
    judgement.made.scheduleSteps = own ? plan.deviceSteps : plan.longest;
    judgement.made.bitError = static_cast<double>(outcome.wrongBits) / outcome.bits;
    const DdJudge judge(parameters.qoe, request.personality, judgement.distance);
    judgement.surrogate = judge.Qoe(judgement.made);
    const DdVerdict verdict = m_cell->Judge(judgement);
    outcome.leak = verdict.leak.value_or(judge.Leak(judgement.made));
    outcome.qoe = verdict.qoe;
    outcome.waited = m_planTime - m_start;
    outcome.latent = m_resumeTime - m_planTime;
    outcome.done = Simulator::Now() - m_start;
    m_outcome.steps = Simulator::Now() - m_resumeTime;
    m_done = true;
    m_outcomeTrace(m_outcome);
    Send(outcome);
}

} // namespace isac
} // namespace ns3
