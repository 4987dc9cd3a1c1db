/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dd-recorder.h"

#include "ns3/isac-compat.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace isac
{

DdRecorder::DdRecorder(const DdNetwork& network, SlotOver over)
    : m_network(network),
      m_over(std::move(over))
{
    m_before.devices.resize(network.clients.size());
    const Ptr<DdManager> manager = network.manager;
    manager->TraceConnectWithoutContext("Slot", MakeCallback(&DdRecorder::Begun, this));
    manager->TraceConnectWithoutContext("Decision", MakeCallback(&DdRecorder::Decided, this));
    manager->TraceConnectWithoutContext("DecisionTime", MakeCallback(&DdRecorder::Took, this));
    manager->TraceConnectWithoutContext("SlotEnd", MakeCallback(&DdRecorder::Over, this));
    for (const auto& client : network.clients)
    {
        client->TraceConnectWithoutContext("Outcome", MakeCallback(&DdRecorder::Done, this));
    }
    for (const auto& server : network.servers)
    {
        const double stepEnergy = server->GetStepEnergy();
        server->TraceConnectWithoutContext(
            "Cache",
            FunctionCallback<uint32_t, uint32_t>(
                [this, stepEnergy](uint32_t, uint32_t steps) { Cached(steps, stepEnergy); }));
    }
    for (uint32_t i = 0; i < network.users.GetN(); ++i)
    {
        m_numbers[Mac48Address::ConvertFrom(network.radio.Get(i + 1)->GetAddress())] = i;
    }
}

DdRecorder::Meters
DdRecorder::Read() const
{
    Meters meters;
    for (const auto& server : m_network.servers)
    {
        meters.shared += server->GetProcessor()->GetTotalEnergyConsumption();
    }
    for (const auto& sender : m_network.senders)
    {
        meters.radio += sender->GetTotalEnergyConsumption();
    }
    for (const auto& client : m_network.clients)
    {
        meters.devices.push_back(client->GetProcessor()->GetTotalEnergyConsumption());
    }
    return meters;
}

void
DdRecorder::Begun(uint32_t slot)
{
    m_record = {};
    m_record.slot = slot;
    m_decision = {};
    m_places.clear();
}

void
DdRecorder::Took(uint32_t /* slot */, double seconds)
{
    m_record.decisionTime = seconds;
}

void
DdRecorder::Cached(uint32_t steps, double stepEnergy)
{
    ++(steps > 0 ? m_record.cacheHits : m_record.cacheMisses);
    m_record.savedSteps += steps;
    m_record.savedEnergy += stepEnergy * steps;
}

void
DdRecorder::Decided(const DdDecision& decision)
{
    m_decision = decision;
    m_record.start = decision.start.GetSeconds();
    m_record.decided = (decision.decided - decision.start).GetSeconds();
    m_record.asked = decision.users;
    m_record.groups = static_cast<uint32_t>(decision.groups.size());
    const Ptr<DdCell> cell = m_network.helper.GetCell();
    for (std::size_t g = 0; g < decision.groups.size(); ++g)
    {
        const DdGroupDecision& group = decision.groups[g];
        const DdAllocation& allocation = group.allocation;
        const double steps = allocation.serverSteps * group.parameters.serverStepEnergy;
        m_record.separateEnergy += steps * static_cast<double>(group.users.size());
        m_record.expectedServerEnergy += group.closedForm.serverEnergy;
        m_record.expectedSumQoe += group.closedForm.sumQoe;
        m_record.expectedReward += group.closedForm.reward;
        for (std::size_t i = 0; i < group.users.size(); ++i)
        {
            DdUserRecord user;
            user.user = m_numbers.at(group.users[i]);
            user.group = static_cast<uint32_t>(g);
            user.head = cell->GetArrangement() != DdCell::EDGE && group.users[i] == group.centre;
            user.personality = group.state.users[i].personality;
            user.serverPrompt = cell->GetSource().GetPrompts().at(group.prompt);
            user.distance = group.state.users[i].distance;
            user.gain = group.state.users[i].gain;
            user.serverSteps = allocation.serverSteps;
            user.deviceSteps = allocation.deviceSteps[i];
            user.scheduleSteps = group.scheduleSteps;
            user.power = allocation.power[i];
            user.expectedError = group.closedForm.bitError[i];
            user.expectedQoe = group.closedForm.qoe[i];
            m_record.expectedDeviceEnergy += group.closedForm.deviceEnergy[i];
            m_record.users.push_back(user);
        }
    }
    std::sort(m_record.users.begin(),
              m_record.users.end(),
              [](const DdUserRecord& one, const DdUserRecord& two) { return one.user < two.user; });
    for (const auto& [address, number] : m_numbers)
    {
        const auto place =
            std::find_if(m_record.users.begin(),
                         m_record.users.end(),
                         [n = number](const DdUserRecord& u) { return u.user == n; });
        if (place != m_record.users.end())
        {
            m_places[address] = static_cast<std::size_t>(place - m_record.users.begin());
        }
    }
}

void
DdRecorder::Done(const DdClientOutcome& outcome)
{
    const auto place = m_places.find(outcome.outcome.user);
    if (place == m_places.end() || outcome.outcome.slot != m_record.slot)
    {
        return; // of a slot that was given up
    }
    DdUserRecord& user = m_record.users[place->second];
    user.prompt = outcome.request.prompt;
    user.serverPrompt = outcome.judgement.serverPrompt;
    user.distance = outcome.judgement.distance;
    user.sharedTaken = outcome.sharedTaken;
    user.bits = outcome.outcome.bits;
    user.wrongBits = outcome.outcome.wrongBits;
    user.leak = outcome.outcome.leak;
    user.surrogate = outcome.judgement.surrogate;
    user.qoe = outcome.outcome.qoe;
    user.polled = (Simulator::Now() - outcome.outcome.done).GetSeconds() - m_record.start;
    user.wait = outcome.outcome.waited.GetSeconds();
    user.shared = outcome.shared.GetSeconds();
    user.airtime = outcome.airtime.GetSeconds();
    user.steps = outcome.steps.GetSeconds();
    user.latency = outcome.outcome.done.GetSeconds();
    user.picture = outcome.judgement.question.picture;
    ++m_record.done;
}

void
DdRecorder::Over(uint32_t /* slot */)
{
    const Meters now = Read();
    m_record.sharedEnergy = now.shared - m_before.shared;
    m_record.radioEnergy = now.radio - m_before.radio;
    for (std::size_t i = 0; i < now.devices.size(); ++i)
    {
        m_record.deviceEnergy += now.devices[i] - m_before.devices[i];
    }
    const DdParameters cell = m_network.helper.GetCell()->GetParameters();
    double penalty =
        cell.serverEnergyWeight *
        std::max(0.0, m_record.sharedEnergy + m_record.radioEnergy - cell.serverBudget);
    for (const DdGroupDecision& group : m_decision.groups)
    {
        for (std::size_t i = 0; i < group.users.size(); ++i)
        {
            const uint32_t number = m_numbers.at(group.users[i]);
            DdUserRecord& user = m_record.users[m_places.at(group.users[i])];
            user.deviceEnergy = now.devices[number] - m_before.devices[number];
            const double qoe = user.bits > 0 ? user.qoe : 0.0; // no picture is worth nothing
            m_record.sumQoe += qoe;
            penalty += cell.deviceEnergyWeight *
                           std::max(0.0, user.deviceEnergy - group.state.users[i].energyBudget) +
                       cell.qoeWeight * std::max(0.0, cell.qoeThreshold - qoe) +
                       cell.deviceStepPrice * user.deviceSteps;
        }
    }
    m_before = now;
    m_record.reward = m_record.sumQoe - penalty;
    m_over(m_record);
}

} // namespace isac
} // namespace ns3
