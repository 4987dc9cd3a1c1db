/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-manager.h"

#include "ns3/abort.h"
#include "ns3/isac-megc-policy.h"
#include "ns3/log.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <stdexcept>

namespace ns3
{
namespace isac
{

NS_LOG_COMPONENT_DEFINE("IsacMegcManager");
NS_OBJECT_ENSURE_REGISTERED(MegcManager);

MegcManager::MegcManager()
{
    NS_LOG_FUNCTION(this);
}

MegcManager::~MegcManager()
{
    NS_LOG_FUNCTION(this);
}

void
MegcManager::DoDispose()
{
    m_slotEvent.Cancel();
    m_timeoutEvent.Cancel();
    m_giveUpEvent.Cancel();
    m_scheme = MegcScheme();
    m_system.reset();
    m_mac = nullptr;
    m_socket = nullptr;
    m_server = nullptr;
    m_device = nullptr;
    m_cell = nullptr;
    Application::DoDispose();
}

void
MegcManager::SetScheme(const MegcScheme& scheme)
{
    m_scheme = scheme;
}

void
MegcManager::SetGrantedBands(const IsacBand& uplink, const IsacBand& downlink)
{
    m_uplink = uplink;
    m_downlink = downlink;
}

void
MegcManager::MakeScheme()
{
    const MegcParameters granted = m_cell->GetGrantedParameters();
    if (!m_scheme.policy)
    {
        try
        {
            m_scheme = MakeGrantedMegcScheme(m_policy,
                                             m_cell->GetParameters(),
                                             granted,
                                             m_cell->GetScenario(),
                                             m_policySeed);
        }
        catch (const std::invalid_argument& error)
        {
            NS_FATAL_ERROR("MegcManager: Policy " << error.what());
        }
    }
    m_system = std::make_unique<MegcSystem>(granted, m_scheme.decoding);
}

void
MegcManager::StartApplication()
{
    NS_LOG_FUNCTION(this);
    NS_ABORT_MSG_IF(!m_cell || !m_device, "MegcManager: Cell and Device must be set");
    m_mac = DynamicCast<IsacBsMac>(m_device->GetMac());
    NS_ABORT_MSG_IF(!m_mac, "MegcManager: Device is not a base station's");
    MakeScheme();
    const MegcParameters& cell = m_system->GetParameters();
    const int users = cell.computeUsers + cell.contentUsers + cell.visionUsers;
    NS_ABORT_MSG_IF(m_mac->GetUserCount() != static_cast<uint32_t>(users),
                    "MegcManager: the cell has " << users << " users, the radio "
                                                 << m_mac->GetUserCount());
    m_socket = Socket::CreateSocket(GetNode(), TypeId::LookupByName(m_protocol));
    NS_ABORT_MSG_IF(m_socket->Bind(m_local) != 0, "MegcManager: cannot bind to its Local address");
    m_socket->SetPriority(m_device->GetControlPriority());
    m_socket->SetRecvCallback(MakeCallback(&MegcManager::HandleRead, this));
    m_next = 0;
    m_running = false;
}

void
MegcManager::StopApplication()
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
MegcManager::Send(const Header& header, const Address& to)
{
    auto packet = Create<Packet>();
    packet->AddHeader(header);
    m_socket->SendTo(packet, 0, to);
}

void
MegcManager::HandleRead(Ptr<Socket> socket)
{
    Address from;
    while (Ptr<Packet> packet = socket->RecvFrom(from))
    {
        MegcReportHeader report;
        MegcOutcomeHeader outcome;
        if (TakeMegcHeader(packet, report))
        {
            TakeReport(report, from);
        }
        else if (TakeMegcHeader(packet, outcome))
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
MegcManager::TakeReport(const MegcReportHeader& report, const Address& from)
{
    User& user = m_users[report.user];
    user.address = from;
    user.report.user = report.user;
    user.report.kind = report.kind;
    if (report.slot == MegcReportHeader::NO_SLOT)
    {
        if (m_next == 0 && m_users.size() == m_mac->GetUserCount() && m_slotEvent.IsExpired())
        {
            ScheduleSlot();
        }
        return;
    }
    if (!m_running || m_decided || report.slot != m_decision.slot || user.reported)
    {
        return; // too late, or for the second time
    }
    user.report = report;
    user.reported = true;
    if (std::all_of(m_users.begin(), m_users.end(), [](const auto& entry) {
            return entry.second.reported;
        }))
    {
        Decide();
    }
}

void
MegcManager::TakeOutcome(const MegcOutcomeHeader& outcome)
{
    const auto user = m_users.find(outcome.user);
    if (user == m_users.end() || !m_running || outcome.slot != m_decision.slot || user->second.done)
    {
        return; // of a slot that was given up, or for the second time
    }
    user->second.outcome = outcome;
    user->second.done = true;
    m_outcomeTrace(outcome);
    if (std::all_of(m_users.begin(), m_users.end(), [](const auto& entry) {
            return entry.second.done || !entry.second.reported;
        }))
    {
        EndSlot();
    }
}

void
MegcManager::ScheduleSlot()
{
    const int64_t now = Simulator::Now().GetTimeStep();
    const int64_t step = m_slotTime.GetTimeStep();
    const int64_t next = (now + step - 1) / step * step;
    m_slotEvent = Simulator::Schedule(TimeStep(next - now), &MegcManager::StartSlot, this);
}

void
MegcManager::StartSlot()
{
    if (m_slots > 0 && m_next == m_slots)
    {
        return;
    }
    m_decision = MegcDecision();
    m_decision.slot = m_next++;
    m_decision.start = Simulator::Now();
    m_running = true;
    m_decided = false;
    m_slotTrace(m_decision.slot);
    m_timeoutEvent = Simulator::Schedule(m_reportTimeout, &MegcManager::Decide, this);
    MegcPollHeader poll;
    poll.slot = m_decision.slot;
    for (auto& [address, user] : m_users)
    {
        user.reported = false;
        user.done = false;
        Send(poll, user.address);
    }
}

void
MegcManager::EndSlot()
{
    m_giveUpEvent.Cancel();
    m_running = false;
    m_rewardTrace(m_decision.slot, Measure());
    ScheduleSlot();
}

void
MegcManager::Decide()
{
    m_timeoutEvent.Cancel();
    m_decided = true;
    m_decision.decided = Simulator::Now();
    GatherState();
    Plan();
    m_decision.closedForm = m_system->Evaluate(m_decision.state, m_decision.allocation);
    m_decisionTrace(m_decision);
    if (std::none_of(m_users.begin(), m_users.end(), [](const auto& entry) {
            return entry.second.reported;
        }))
    {
        EndSlot(); // nobody will tell that anything is done
        return;
    }
    if (m_slotTimeout.IsStrictlyPositive())
    {
        m_giveUpEvent = Simulator::Schedule(m_slotTimeout, &MegcManager::EndSlot, this);
    }
    Grant();
}

void
MegcManager::GatherState()
{
    constexpr double SILENT_GAIN = 1e-30;
    const double noise = m_system->GetParameters().noiseDensity;
    MegcState& state = m_decision.state;
    for (const auto& [address, user] : m_users)
    {
        const MegcReportHeader& report = user.report;
        // To a rate, interference is a loss of gain.
        const double up = user.reported
                              ? report.uplinkGain * noise / (noise + report.uplinkInterference)
                              : SILENT_GAIN;
        const double down =
            user.reported ? report.downlinkGain * noise / (noise + report.downlinkInterference)
                          : SILENT_GAIN;
        const double bits = user.reported ? 8.0 * report.taskBytes : 0.0;
        switch (report.kind)
        {
        case MEGC_COMPUTATION:
            m_decision.computeUsers.push_back(address);
            state.computeGain.push_back(up);
            state.computeBits.push_back(bits);
            break;
        case MEGC_CONTENT:
            m_decision.contentUsers.push_back(address);
            state.contentGain.push_back(down);
            state.contentBits.push_back(bits);
            break;
        case MEGC_VISION:
            m_decision.visionUsers.push_back(address);
            state.visionUplinkGain.push_back(up);
            state.visionDownlinkGain.push_back(down);
            state.visionBits.push_back(bits);
            break;
        }
    }
    const MegcParameters& cell = m_system->GetParameters();
    NS_ABORT_MSG_IF(m_decision.computeUsers.size() != static_cast<std::size_t>(cell.computeUsers) ||
                        m_decision.contentUsers.size() !=
                            static_cast<std::size_t>(cell.contentUsers) ||
                        m_decision.visionUsers.size() != static_cast<std::size_t>(cell.visionUsers),
                    "MegcManager: users are of other kinds than the cell says");
}

void
MegcManager::Plan()
{
    using Clock = std::chrono::steady_clock;
    Clock::time_point start = Clock::now();
    const Eigen::VectorXd observation = m_system->Observe(m_decision.state);
    Clock::duration taken = Clock::now() - start;
    m_observationTrace(m_decision.slot, observation);
    start = Clock::now();
    const Action action = m_scheme.policy->Act(observation, false);
    NS_ABORT_MSG_UNLESS(Contains(m_system->GetActionSpace(), action),
                        "MegcManager: slot " << m_decision.slot << ": policy " << m_policy
                                             << " chose what lies outside its space");
    m_decision.allocation = m_system->Decode(m_decision.state, action);
    taken += Clock::now() - start;
    m_actionTrace(m_decision.slot, action);
    m_decisionTimeTrace(m_decision.slot, std::chrono::duration<double>(taken).count());
    // What is sent are whole bytes.
    for (std::size_t i = 0; i < m_decision.state.computeBits.size(); ++i)
    {
        const double bytes = m_decision.state.computeBits[i] / 8.0;
        double& lambda = m_decision.allocation.offloading[i];
        lambda = bytes > 0.0 ? std::round(lambda * bytes) / bytes : 0.0;
    }
}

} // namespace isac
} // namespace ns3
