/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-recorder.h"

#include "ns3/isac-megc-optimum.h"

#include <utility>

namespace ns3
{
namespace isac
{

MegcRecorder::MegcRecorder(Ptr<MegcManager> manager, const MegcParameters& granted, SlotOver over)
    : m_granted(granted),
      m_over(std::move(over))
{
    manager->TraceConnectWithoutContext("Decision", MakeCallback(&MegcRecorder::Decided, this));
    manager->TraceConnectWithoutContext("DecisionTime", MakeCallback(&MegcRecorder::Took, this));
    manager->TraceConnectWithoutContext("Outcome", MakeCallback(&MegcRecorder::Done, this));
    manager->TraceConnectWithoutContext("Reward", MakeCallback(&MegcRecorder::Over, this));
}

void
MegcRecorder::Decided(const MegcDecision& decision)
{
    const double decisionTime = m_record.decisionTime; // told before
    m_record = {};
    m_record.decisionTime = decisionTime;
    m_record.slot = decision.slot;
    m_record.start = decision.start.GetSeconds();
    m_record.decided = (decision.decided - decision.start).GetSeconds();
    m_record.closedForm = decision.closedForm.total;
    m_record.optimum = SolveMegc(m_granted, decision.state).outcome.total;
    m_places.clear();
    const MegcAllocation& shares = decision.allocation;
    const auto add = [this](Mac48Address address, const MegcUserRecord& user) {
        m_places[address] = m_record.users.size();
        m_record.users.push_back(user);
    };
    for (std::size_t i = 0; i < decision.computeUsers.size(); ++i)
    {
        MegcUserRecord user;
        user.kind = MEGC_COMPUTATION;
        user.taskBits = decision.state.computeBits[i];
        user.offloading = shares.offloading[i];
        user.uplinkShare = shares.computeBandwidth[i];
        user.speedShare = shares.computeSpeed[i];
        user.closedForm = decision.closedForm.computeLatency[i];
        add(decision.computeUsers[i], user);
    }
    for (std::size_t i = 0; i < decision.contentUsers.size(); ++i)
    {
        MegcUserRecord user;
        user.kind = MEGC_CONTENT;
        user.taskBits = decision.state.contentBits[i];
        user.downlinkShare = shares.contentBandwidth[i];
        user.powerShare = shares.contentPower[i];
        user.speedShare = shares.contentSpeed[i];
        user.closedForm = decision.closedForm.contentLatency[i];
        add(decision.contentUsers[i], user);
    }
    for (std::size_t i = 0; i < decision.visionUsers.size(); ++i)
    {
        MegcUserRecord user;
        user.kind = MEGC_VISION;
        user.taskBits = decision.state.visionBits[i];
        user.uplinkShare = shares.visionUplinkBandwidth[i];
        user.downlinkShare = shares.visionDownlinkBandwidth[i];
        user.powerShare = shares.visionPower[i];
        user.speedShare = shares.visionSpeed[i];
        user.closedForm = decision.closedForm.visionLatency[i];
        add(decision.visionUsers[i], user);
    }
}

void
MegcRecorder::Took(uint32_t /* slot */, double seconds)
{
    m_record.decisionTime = seconds;
}

void
MegcRecorder::Done(const MegcOutcomeHeader& outcome)
{
    const auto place = m_places.find(outcome.user);
    if (place == m_places.end() || outcome.slot != m_record.slot)
    {
        return; // of a user who did not report in time, or of a slot that was given up
    }
    MegcUserRecord& user = m_record.users[place->second];
    user.wait = outcome.wait.GetSeconds();
    user.local = outcome.local.GetSeconds();
    user.uplink = outcome.uplink.GetSeconds();
    user.server = outcome.server.GetSeconds();
    user.downlink = outcome.downlink.GetSeconds();
    user.latency = outcome.latency.GetSeconds();
}

void
MegcRecorder::Over(uint32_t /* slot */, const MegcOutcome& outcome)
{
    m_record.total = outcome.total;
    m_over(m_record);
}

} // namespace isac
} // namespace ns3
