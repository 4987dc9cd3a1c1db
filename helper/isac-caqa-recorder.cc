/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-caqa-recorder.h"

#include "ns3/mobility-model.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <cmath>
#include <sstream>

namespace ns3
{
namespace isac
{

namespace
{

const std::string BASE_STATION = "base station";
const std::string EDGE_SERVER = "edge server";

/**
 * @param address any
 * @return it as text
 */
std::string
Show(Mac48Address address)
{
    std::ostringstream text;
    text << address;
    return text.str();
}

} // namespace

CaqaRecorder::CaqaRecorder(Ptr<ResourceManager> manager,
                           Ptr<CaqaCell> cell,
                           Ptr<EdgeServer> server,
                           const ApplicationContainer& users,
                           Ptr<IsacRadioEnergyModel> energy)
    : m_cell(cell),
      m_position(manager->GetNode()->GetObject<MobilityModel>()),
      m_energy(energy),
      m_seesServer(server)
{
    StringValue fidelity; // EnumValue is a template in newer releases
    manager->GetAttribute("Fidelity", fidelity);
    m_slot.packetLevel = fidelity.Get() == "Packet";
    manager->TraceConnectWithoutContext("Decision", MakeCallback(&CaqaRecorder::Decided, this));
    manager->TraceConnectWithoutContext("Sensed", MakeCallback(&CaqaRecorder::Sensed, this));
    PointerValue device;
    manager->GetAttribute("Device", device);
    const auto mac = device.Get<IsacNetDevice>()->GetMac();
    mac->TraceConnectWithoutContext("SensingStart",
                                    MakeCallback(&CaqaRecorder::SensingStarted, this));
    mac->TraceConnectWithoutContext("DownlinkBurst",
                                    MakeCallback(&CaqaRecorder::BurstStarted, this));
    if (server)
    {
        server->TraceConnectWithoutContext("TaskArrival",
                                           MakeCallback(&CaqaRecorder::TaskArrived, this));
        server->TraceConnectWithoutContext("TaskStart",
                                           MakeCallback(&CaqaRecorder::TaskStarted, this));
        server->TraceConnectWithoutContext("TaskEnd", MakeCallback(&CaqaRecorder::TaskEnded, this));
    }
    else
    {
        manager->GetRelay()->TraceConnectWithoutContext(
            "Segment",
            MakeCallback(&CaqaRecorder::ContentCame, this));
    }
    for (auto user = users.Begin(); user != users.End(); ++user)
    {
        PointerValue radio;
        (*user)->GetAttribute("Device", radio);
        const auto address = radio.Get<IsacNetDevice>()->GetAddress();
        m_nodes[Mac48Address::ConvertFrom(address)] = (*user)->GetNode();
        (*user)->TraceConnectWithoutContext("Outcome", MakeCallback(&CaqaRecorder::Scored, this));
    }
}

void
CaqaRecorder::SetSlotCallback(SlotCallback callback)
{
    m_callback = std::move(callback);
}

void
CaqaRecorder::SetTimelineSlot(uint32_t slot)
{
    m_wantTimeline = true;
    m_timelineSlot = slot;
}

double
CaqaRecorder::Now() const
{
    return (Simulator::Now() - m_start).GetSeconds();
}

CaqaUserRecord*
CaqaRecorder::Find(Mac48Address user)
{
    const auto rank = m_rank.find(user);
    return m_open && rank != m_rank.end() ? &m_slot.users[rank->second] : nullptr;
}

CaqaUserRecord*
CaqaRecorder::Find(const EdgeTask& task)
{
    return task.request.slot == m_slot.slot ? Find(task.request.user) : nullptr;
}

void
CaqaRecorder::AddPhase(const std::string& who, const std::string& phase, double start, double end)
{
    if (m_wantTimeline && m_slot.slot == m_timelineSlot)
    {
        m_slot.phases.push_back({who, phase, start, end});
    }
}

void
CaqaRecorder::Decided(const SlotDecision& decision)
{
    m_open = true;
    m_scored = 0;
    m_start = decision.start;
    m_rank.clear();
    m_supplied.clear();
    m_slot.slot = decision.slot;
    m_slot.start = decision.start.GetSeconds();
    m_slot.decided = (decision.decided - decision.start).GetSeconds();
    m_slot.closedForm = decision.closedForm;
    m_slot.users.assign(decision.order.size(), CaqaUserRecord());
    m_slot.phases.clear();
    for (std::size_t k = 0; k < decision.order.size(); ++k)
    {
        CaqaUserRecord& user = m_slot.users[k];
        user.address = decision.order[k];
        m_rank[user.address] = k;
        const Ptr<Node> node = m_nodes[user.address];
        user.node = node->GetId();
        user.distance = m_position->GetDistanceFrom(node->GetObject<MobilityModel>());
        user.gain = decision.state.gain[k];
        user.requirement = decision.state.requirement[k];
        user.sensingEnergy = decision.allocation.sensingEnergy[k];
        user.cycles = decision.cycles[k];
        user.steps = decision.allocation.steps[k];
        user.communicationEnergy = decision.allocation.communicationEnergy[k];
        user.contentBytes = decision.contentBytes[k];
    }
}

void
CaqaRecorder::SensingStarted(Mac48Address address)
{
    if (CaqaUserRecord* user = Find(address))
    {
        user->measured.sensingStart = Now();
    }
}

void
CaqaRecorder::Sensed(uint32_t slot, Mac48Address address, const IsacEcho& echo)
{
    CaqaUserRecord* user = slot == m_slot.slot ? Find(address) : nullptr;
    if (!user || echo.cycles == 0)
    {
        return;
    }
    user->measured.sensingEnd = Now();
    user->measured.cycles = echo.cycles;
    user->measured.detected = echo.detected;
    AddPhase(Show(address), "sense", user->measured.sensingStart, Now());
    AddPhase(BASE_STATION, "sense", user->measured.sensingStart, Now());
}

void
CaqaRecorder::TaskArrived(const EdgeTask& task)
{
    if (CaqaUserRecord* user = Find(task))
    {
        user->measured.arrival = Now();
    }
}

void
CaqaRecorder::TaskStarted(const EdgeTask& task)
{
    if (CaqaUserRecord* user = Find(task))
    {
        user->measured.generationStart = Now();
        AddPhase(Show(user->address), "queue", user->measured.arrival, Now());
    }
}

void
CaqaRecorder::TaskEnded(const EdgeTask& task)
{
    if (CaqaUserRecord* user = Find(task))
    {
        user->measured.generationEnd = Now();
        user->measured.stepsDone = task.stepsDone;
        AddPhase(Show(user->address), "generate", user->measured.generationStart, Now());
        AddPhase(EDGE_SERVER, "generate", user->measured.generationStart, Now());
    }
}

void
CaqaRecorder::ContentCame(const ContentHeader& segment)
{
    CaqaUserRecord* user = segment.slot == m_slot.slot ? Find(segment.user) : nullptr;
    if (user)
    {
        user->measured.stepsDone = segment.steps;
        m_supplied.insert(segment.user);
    }
}

void
CaqaRecorder::BurstStarted(Mac48Address address, Ptr<const IsacBurst> burst)
{
    CaqaUserRecord* user = Find(address);
    if (!user)
    {
        return;
    }
    const double end = Now() + burst->GetDuration().GetSeconds();
    // Before his picture is generated, what is sent is what an earlier slot has left.
    const bool generated =
        m_seesServer ? user->measured.generationEnd <= Now() : m_supplied.count(address) > 0;
    if (std::isnan(user->measured.downloadStart) && generated)
    {
        user->measured.downloadStart = Now();
        if (m_seesServer)
        {
            AddPhase(Show(address), "wait", user->measured.generationEnd, Now());
        }
    }
    AddPhase(Show(address), "send", Now(), end);
    AddPhase(BASE_STATION, "send", Now(), end);
}

void
CaqaRecorder::Scored(const UserOutcome& outcome)
{
    CaqaUserRecord* user = outcome.slot == m_slot.slot ? Find(outcome.user) : nullptr;
    if (!user)
    {
        return;
    }
    CaqaMeasuredUser& measured = user->measured;
    if (outcome.packets > 0)
    {
        measured.completion = outcome.completion.GetSeconds();
    }
    measured.packets = outcome.packets;
    measured.bytes = outcome.bytes;
    measured.resolution = outcome.resolution;
    measured.accuracy = outcome.accuracy;
    measured.quality = outcome.quality;
    measured.caqa = outcome.caqa;
    if (++m_scored == m_slot.users.size())
    {
        EndSlot();
    }
}

void
CaqaRecorder::EndSlot()
{
    m_open = false;
    if (m_slot.packetLevel)
    {
        const double drawn = m_energy ? m_energy->GetTotalEnergyConsumption() : 0.0;
        m_slot.energy = drawn - m_energyBefore;
        m_energyBefore = drawn;
        std::vector<double> caqa;
        std::vector<double> requirement;
        for (const auto& user : m_slot.users)
        {
            caqa.push_back(user.measured.caqa);
            requirement.push_back(user.requirement);
        }
        // As the manager scores it: one byte of content does not make a violation.
        const double slack = 8.0 / m_cell->GetParameters().PictureBits();
        ScoreCaqa(caqa, requirement, slack, m_slot.measured);
    }
    else
    {
        AddClosedFormPhases();
    }
    if (m_callback)
    {
        m_callback(m_slot);
    }
}

void
CaqaRecorder::AddClosedFormPhases()
{
    const CaqaOutcome& form = m_slot.closedForm;
    double sensed = 0.0;
    for (std::size_t k = 0; k < m_slot.users.size(); ++k)
    {
        const CaqaUserRecord& user = m_slot.users[k];
        const std::string who = Show(user.address);
        const double begin = form.arrival[k] + form.queueing[k];
        const double generated = begin + form.generation[k];
        AddPhase(who, "sense", sensed, form.arrival[k]);
        AddPhase(BASE_STATION, "sense", sensed, form.arrival[k]);
        AddPhase(who, "queue", form.arrival[k], begin);
        AddPhase(who, "generate", begin, generated);
        AddPhase(EDGE_SERVER, "generate", begin, generated);
        sensed = form.arrival[k];
        if (user.communicationEnergy > 0.0)
        {
            AddPhase(who, "wait", generated, form.start[k]);
            AddPhase(who, "send", form.start[k], form.completion[k]);
            AddPhase(BASE_STATION, "send", form.start[k], form.completion[k]);
        }
    }
}

} // namespace isac
} // namespace ns3
