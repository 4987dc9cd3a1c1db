/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dd-manager.h"

#include "isac-dd-server.h"

#include "ns3/log.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <utility>

namespace ns3
{
namespace isac
{

NS_LOG_COMPONENT_DEFINE("IsacDdManager");

DdManager::DdManager()
    : m_seeds(CreateObject<UniformRandomVariable>())
{
    NS_LOG_FUNCTION(this);
}

DdManager::~DdManager()
{
    NS_LOG_FUNCTION(this);
}

void
DdManager::DoDispose()
{
    m_slotEvent.Cancel();
    m_timeoutEvent.Cancel();
    m_giveUpEvent.Cancel();
    m_users.clear();
    m_decider = nullptr;
    m_socket = nullptr;
    m_mac = nullptr;
    m_device = nullptr;
    m_cell = nullptr;
    Application::DoDispose();
}

void
DdManager::AddUser(Mac48Address user, const Address& address, const Address& head)
{
    m_users[user].address = address;
    m_users[user].head = head;
}

void
DdManager::SetDecider(Decider decider)
{
    m_decider = std::move(decider);
}

void
DdManager::SetGrantedBand(const IsacBand& band)
{
    m_band = band;
}

int64_t
DdManager::AssignStreams(int64_t stream)
{
    m_seeds->SetStream(stream);
    return 1;
}

void
DdManager::StartApplication()
{
    NS_LOG_FUNCTION(this);
    NS_ABORT_MSG_IF(!m_cell || !m_device || !m_decider,
                    "DdManager: Cell, Device and a decider must be set");
    m_mac = DynamicCast<IsacBsMac>(m_device->GetMac());
    NS_ABORT_MSG_IF(!m_mac, "DdManager: Device is not a base station's");
    NS_ABORT_MSG_IF(m_users.empty() ||
                        m_users.size() != static_cast<std::size_t>(m_cell->GetParameters().users),
                    "DdManager: the cell has " << m_cell->GetParameters().users
                                               << " users, the script gives " << m_users.size());
    uint32_t place = 0;
    for (auto& [address, user] : m_users)
    {
        user.band = m_band.Part(place++, static_cast<uint32_t>(m_users.size()));
    }
    m_socket = Socket::CreateSocket(GetNode(), TypeId::LookupByName(m_protocol));
    NS_ABORT_MSG_IF(m_socket->Bind(m_local) != 0, "DdManager: cannot bind to its Local address");
    m_socket->SetPriority(m_device->GetControlPriority());
    m_socket->SetRecvCallback(MakeCallback(&DdManager::HandleRead, this));
    m_next = 0;
    m_running = false;
    // Not at once: other applications have yet to start at this instant.
    m_slotEvent = Simulator::ScheduleNow(&DdManager::ScheduleSlot, this);
}

void
DdManager::StopApplication()
{
    NS_LOG_FUNCTION(this);
    m_slotEvent.Cancel();
    m_timeoutEvent.Cancel();
    m_giveUpEvent.Cancel();
    if (m_socket)
    {
        m_socket->Close();
        m_socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
    }
}

void
DdManager::Send(const Header& header, const Address& to)
{
    auto packet = Create<Packet>();
    packet->AddHeader(header);
    m_socket->SendTo(packet, 0, to);
}

void
DdManager::HandleRead(Ptr<Socket> socket)
{
    Address from;
    while (Ptr<Packet> packet = socket->RecvFrom(from))
    {
        DdRequestHeader request;
        DdOutcomeHeader outcome;
        if (TakeDdHeader(packet, request))
        {
            TakeRequest(request);
        }
        else if (TakeDdHeader(packet, outcome))
        {
            TakeOutcome(outcome);
        }
        else
        {
            NS_LOG_WARN("a packet of " << packet->GetSize() << " bytes is nothing for a manager");
        }
    }
}

void
DdManager::TakeRequest(const DdRequestHeader& request)
{
    const auto user = m_users.find(request.user);
    if (user == m_users.end() || !m_running || m_decided || request.slot != m_decision.slot ||
        user->second.reported)
    {
        return; // too late, for the second time, or from a stranger
    }
    user->second.request = request;
    user->second.reported = true;
    const auto& prompts = m_cell->GetSource().GetPrompts();
    user->second.known = std::find(prompts.begin(), prompts.end(), request.prompt) != prompts.end();
    if (!user->second.known)
    {
        NS_LOG_WARN("the model does not know the prompt '" << request.prompt << "'");
    }
    if (std::all_of(m_users.begin(), m_users.end(), [](const auto& entry) {
            return entry.second.reported;
        }))
    {
        Decide();
    }
}

void
DdManager::TakeOutcome(const DdOutcomeHeader& outcome)
{
    const auto user = m_users.find(outcome.user);
    if (user == m_users.end() || !m_running || outcome.slot != m_decision.slot)
    {
        return; // of a slot that was given up, or of a stranger
    }
    user->second.done = true;
    if (std::all_of(m_users.begin(), m_users.end(), [](const auto& entry) {
            return entry.second.done || !entry.second.known;
        }))
    {
        EndSlot();
    }
}

void
DdManager::ScheduleSlot()
{
    const int64_t now = Simulator::Now().GetTimeStep();
    const int64_t step = m_slotTime.GetTimeStep();
    const int64_t next = (now + step - 1) / step * step;
    m_slotEvent = Simulator::Schedule(TimeStep(next - now), &DdManager::StartSlot, this);
}

void
DdManager::StartSlot()
{
    if (m_slots > 0 && m_next == m_slots)
    {
        return;
    }
    m_decision = DdDecision();
    m_decision.slot = m_next++;
    m_decision.start = Simulator::Now();
    m_decision.users = static_cast<uint32_t>(m_users.size());
    m_running = true;
    m_decided = false;
    m_slotTrace(m_decision.slot);
    m_timeoutEvent = Simulator::Schedule(m_reportTimeout, &DdManager::Decide, this);
    DdPollHeader poll;
    poll.slot = m_decision.slot;
    for (auto& [address, user] : m_users)
    {
        user.reported = false;
        user.known = false;
        user.done = false;
        Send(poll, user.address);
    }
}

void
DdManager::EndSlot()
{
    m_giveUpEvent.Cancel();
    m_running = false;
    m_endTrace(m_decision.slot);
    // Later, for the outcome of the last user may have come at the instant that this slot began.
    m_slotEvent = Simulator::Schedule(NanoSeconds(1), &DdManager::ScheduleSlot, this);
}

void
DdManager::Decide()
{
    using Clock = std::chrono::steady_clock;
    m_timeoutEvent.Cancel();
    m_decided = true;
    m_decision.decided = Simulator::Now();
    const Clock::time_point start = Clock::now();
    std::vector<Mac48Address> asking;
    std::vector<int> prompts;
    const LatentSource& source = m_cell->GetSource();
    for (const auto& [address, user] : m_users)
    {
        if (user.known)
        {
            asking.push_back(address);
            prompts.push_back(source.FindPrompt(user.request.prompt));
        }
    }
    const auto distance = [&](int one, int other) {
        return source.Distance(prompts[static_cast<std::size_t>(one)],
                               prompts[static_cast<std::size_t>(other)]);
    };
    for (const PromptGroup& group : GroupPrompts(static_cast<int>(asking.size()),
                                                 distance,
                                                 m_cell->GetGroupDistance(),
                                                 m_cell->GetCentre(),
                                                 m_cell->GetMostPerGroup()))
    {
        std::vector<Mac48Address> users;
        for (const int user : group.users)
        {
            users.push_back(asking[static_cast<std::size_t>(user)]);
        }
        m_decision.groups.push_back(
            DecideGroup(users, asking[static_cast<std::size_t>(group.centre)]));
    }
    m_decisionTimeTrace(m_decision.slot,
                        std::chrono::duration<double>(Clock::now() - start).count());
    m_decisionTrace(m_decision);
    if (asking.empty())
    {
        EndSlot(); // nobody will tell that anything is done
        return;
    }
    if (m_slotTimeout.IsStrictlyPositive())
    {
        m_giveUpEvent = Simulator::Schedule(m_slotTimeout, &DdManager::EndSlot, this);
    }
    Grant();
}

DdGroupDecision
DdManager::DecideGroup(const std::vector<Mac48Address>& users, Mac48Address centre)
{
    const LatentSource& source = m_cell->GetSource();
    const bool edge = m_cell->GetArrangement() == DdCell::EDGE;
    const DdRequestHeader& first = m_users.at(centre).request;
    const int prompt = source.FindPrompt(first.prompt);
    const auto sender = edge ? Mac48Address::ConvertFrom(m_device->GetAddress()) : centre;
    DdGroupDecision group;
    group.users = users;
    group.centre = centre;
    group.prompt = static_cast<uint32_t>(prompt);
    group.parameters = m_cell->GetGroupParameters(users.size(),
                                                  edge ? m_cell->GetParameters().serverStepEnergy
                                                       : first.stepEnergy);
    for (const Mac48Address& address : users)
    {
        const DdRequestHeader& request = m_users.at(address).request;
        DdUser user;
        user.personality = request.personality;
        user.distance = source.Distance(source.FindPrompt(request.prompt), prompt);
        user.stepEnergy = request.stepEnergy;
        user.energyBudget = request.energyBudget;
        user.gain = 0.0;
        for (const DdLink& link : request.links)
        {
            user.gain = link.sender == sender ? link.gain : user.gain;
        }
        user.gain = !edge && address == centre ? HEAD_GAIN : user.gain;
        group.state.users.push_back(user);
    }
    group.allocation = m_decider(group.parameters, group.state);
    const std::vector<int>& steps = group.allocation.deviceSteps;
    group.scheduleSteps =
        group.allocation.serverSteps + *std::max_element(steps.begin(), steps.end());
    group.closedForm = EvaluateDd(group.parameters, group.state, group.allocation);
    return group;
}

uint64_t
DdManager::DrawSeed()
{
    constexpr uint32_t LAST = 0xffffffff;
    const uint64_t high = m_seeds->GetInteger(0, LAST);
    return high << 32 | m_seeds->GetInteger(0, LAST);
}

void
DdManager::Grant()
{
    const bool edge = m_cell->GetArrangement() == DdCell::EDGE;
    IsacTimeline timeline;
    timeline.slot = m_decision.slot;
    std::vector<DdOrderHeader> orders;
    for (std::size_t index = 0; index < m_decision.groups.size(); ++index)
    {
        const DdGroupDecision& group = m_decision.groups[index];
        const std::vector<int>& steps = group.allocation.deviceSteps;
        DdOrderHeader order;
        order.slot = m_decision.slot;
        order.group = static_cast<uint8_t>(index);
        order.prompt = group.prompt;
        order.serverSteps = static_cast<uint16_t>(group.allocation.serverSteps);
        order.scheduleSteps = static_cast<uint16_t>(group.scheduleSteps);
        order.seed = DrawSeed();
        DdPlanHeader plan;
        plan.slot = m_decision.slot;
        plan.group = order.group;
        plan.serverSteps = order.serverSteps;
        plan.longest = static_cast<uint16_t>(*std::max_element(steps.begin(), steps.end()));
        plan.serverPrompt = group.prompt;
        plan.latentBytes = m_cell->GetLatentBytes();
        plan.deadline = Simulator::Now() + m_latentTimeout;
        for (std::size_t i = 0; i < group.users.size(); ++i)
        {
            const Mac48Address& address = group.users[i];
            DdMember member;
            member.user = address;
            member.power = group.allocation.power[i];
            const bool self = !edge && address == group.centre;
            member.band = self ? IsacBand() : m_users.at(address).band;
            order.members.push_back(member);
            if (edge)
            {
                timeline.downlink.push_back(MakeDdGrant(address, member.band, member.power));
            }
            plan.deviceSteps = static_cast<uint16_t>(steps[i]);
            plan.seed = DrawSeed();
            Send(plan, m_users.at(address).address);
        }
        orders.push_back(order);
    }
    if (edge)
    {
        m_mac->Execute(timeline);
    }
    for (std::size_t index = 0; index < orders.size(); ++index)
    {
        Send(orders[index], edge ? m_server : m_users.at(m_decision.groups[index].centre).head);
    }
}

} // namespace isac
} // namespace ns3
